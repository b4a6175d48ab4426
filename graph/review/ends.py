"""What a missed relation may join: the names that the report uses near a passage, and which of them fit together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model import SIGNATURES, EntityRef, Predicate, Span
from graph.query.values import Source, Thing


def refs_near(source: Source, things: Mapping[str, Thing], passage: Span) -> tuple[EntityRef, ...]:
    """The names of a report in its own words: those inside ``passage`` first, then by how near they stand to it.

    The report's words, not the graph's preferred labels: a decision finds a thing by what its report calls it.
    """
    found: dict[EntityRef, int] = {}
    for mention in source.mentions:
        if mention.iri in things:
            ref = EntityRef(things[mention.iri].type, mention.span.of(source.text))
            found[ref] = min(found.get(ref, len(source.text)), _gap(mention.span, passage))
    return tuple(sorted(found, key=lambda ref: (found[ref], ref)))


def predicates_from(subject: EntityRef) -> tuple[Predicate, ...]:
    """The relations that a thing of this type may be the subject of."""
    return tuple(predicate for predicate, (subjects, _) in SIGNATURES.items() if subject.type in subjects)


def ends_for(refs: Iterable[EntityRef], subject: EntityRef, predicate: Predicate) -> tuple[EntityRef, ...]:
    """Those of ``refs`` that ``predicate`` may join ``subject`` to."""
    return tuple(ref for ref in refs if ref.type in SIGNATURES[predicate][1] and ref != subject)


def _gap(span: Span, passage: Span) -> int:
    return max(0, span.start - passage.end, passage.start - span.end)
