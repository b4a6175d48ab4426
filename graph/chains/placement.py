"""Where the things that a report names sit on the reference chains.

A thing is placed by its own name, an enterprise also by what it produces, by the industries it operates in and by the
projects it undertakes, a project or platform by the industry it is in. What says nothing in particular (an industry as
wide as a chain) is not placed at all: a gap on the map is better than a firm in the wrong link.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.chains.terms import ChainTerms, Match
from graph.model import Chain, Entity, EntityRef, EntityType, Extraction, Placement, Predicate, Relation, Report, Span

PLACED_TYPES = frozenset(
    {EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PRODUCT, EntityType.INDUSTRY, EntityType.PLATFORM}
)

# A name that is the node's word and no more is nearly sure; one that ends with it may be something narrower.
_WHOLE_NAME, _END_OF_NAME = 0.95, 0.8

#: What lends its place to the subject of a statement, the name of that rule, and how much is lost on the way.
_LENDING = {
    Predicate.PRODUCES: ("product", 0.95),
    Predicate.UNDERTAKES: ("project", 0.9),
    Predicate.OPERATES_IN: ("industry", 0.75),
    Predicate.IN_INDUSTRY: ("industry", 0.75),
}


@dataclass(frozen=True)
class _Seat:
    """A match with the chance that it is right."""

    match: Match
    confidence: float
    through: str


def place(extraction: Extraction, chains: Iterable[Chain]) -> tuple[Placement, ...]:
    """Placements of an extraction's entities on the nodes of ``chains``, in a fixed order.

    At most one for each entity and node, the surest. Confidence is that of the entity or statement times that of the
    match; ``rule`` is ``name``, ``product``, ``project`` or ``industry`` by what placed it; ``words`` are the node's.
    """
    vocabularies = tuple(ChainTerms.of(chain) for chain in chains)
    seats = {entity.ref: tuple(_own_seats(entity, vocabularies)) for entity in extraction.entities}
    found = [*_by_name(extraction, seats), *_by_relation(extraction, seats)]
    best: dict[tuple[EntityRef, object], Placement] = {}
    for placement in sorted(found, key=lambda p: (-p.confidence, p.evidence)):
        best.setdefault((placement.entity, placement.node), placement)
    return tuple(sorted(best.values(), key=lambda p: (p.entity, p.node)))


def _own_seats(entity: Entity, vocabularies: Iterable[ChainTerms]) -> Iterator[_Seat]:
    if entity.type not in PLACED_TYPES:
        return
    for terms in vocabularies:
        names = (entity.name, *entity.aliases)
        matches = [(match, name) for name in names for match in terms.match(entity.type, name)]
        longest = {match.node: (match, name) for match, name in sorted(matches, key=lambda m: len(m[0].words))}
        for match, name in longest.values():
            sure = _WHOLE_NAME if match.whole else _END_OF_NAME
            yield _Seat(match, entity.confidence * sure, name)


#: What a sentence says of a good that the place uses and does not make.
_USED = re.compile(r"推广应用|推广使用|购置|更新换代|以旧换新")


def _by_name(extraction: Extraction, seats: Mapping[EntityRef, tuple[_Seat, ...]]) -> Iterator[Placement]:
    for entity in extraction.entities:
        if entity.mentions and not _only_used(extraction.report, entity):
            evidence = _sentence(extraction.report, min(entity.mentions))
            for seat in seats[entity.ref]:
                yield _placement(entity.ref, seat, evidence, "name", 1.0)


def _only_used(report: Report, entity: Entity) -> bool:
    """Whether every sentence that names a product speaks of using it."""
    if entity.type is not EntityType.PRODUCT:
        return False
    return all(_USED.search(_sentence(report, mention).of(report.text)) for mention in entity.mentions)


def _by_relation(extraction: Extraction, seats: Mapping[EntityRef, tuple[_Seat, ...]]) -> Iterator[Placement]:
    for relation in extraction.relations:
        if relation.predicate in _LENDING:
            rule, kept = _LENDING[relation.predicate]
            for seat in seats.get(relation.object, ()):
                if _lends(relation, seat, own=seats.get(relation.subject, ())):
                    yield _placement(relation.subject, seat, relation.evidence, rule, kept * relation.confidence)


def _lends(relation: Relation, seat: _Seat, own: tuple[_Seat, ...]) -> bool:
    if relation.predicate in (Predicate.PRODUCES, Predicate.UNDERTAKES):
        return True
    # A project's own name says more than the heading that it is listed under.
    if relation.predicate is Predicate.IN_INDUSTRY and own:
        return False
    # Firms of an industry share a node only where the industry is that node, not something narrower beside it.
    return seat.match.whole


def _placement(entity: EntityRef, seat: _Seat, evidence: Span, rule: str, kept: float) -> Placement:
    confidence = round(seat.confidence * kept, 2)
    return Placement(entity, seat.match.node, evidence, seat.match.words, confidence, rule, seat.through)


def _sentence(report: Report, mention: Span) -> Span:
    sentence = report.sentence_at(mention.start)
    return sentence.span if sentence is not None and sentence.span.holds(mention) else mention
