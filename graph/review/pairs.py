"""What may be one thing under two names, side by side with its sentences, for a person to merge or keep apart."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from graph.curation.decisions import Decision, Kind, Thing
from graph.model import Entity, EntityRef, Extraction, Span
from graph.resolution import resolve, suggest_duplicates
from graph.resolution.identity import Identity
from graph.review.deciding import apart_why
from graph.review.queue import sentence_of


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities that may be one. ``reason`` is ``resolution``'s, in English; sentences are those of their first
    mentions."""

    first: Entity
    second: Entity
    score: float
    reason: str
    sentences: tuple[Span, Span]

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits for the address bar."""
        return hashlib.sha256(repr((self.first.ref, self.second.ref)).encode()).hexdigest()[:12]


def pairs_of(extraction: Extraction) -> tuple[Pair, ...]:
    """The pairs of one report, the likeliest first."""
    resolution = resolve([extraction])
    entities = {entity.ref: entity for entity in extraction.entities}
    by_identity: dict[Identity, Entity] = {}
    for ref, identity in sorted(resolution.of(extraction.report.slug).items()):
        by_identity.setdefault(identity, entities[ref])
    found = ((by_identity[s.first], by_identity[s.second], s) for s in suggest_duplicates(resolution))
    return tuple(
        Pair(first, second, s.score, s.reason, (_sentence(first, extraction), _sentence(second, extraction)))
        for first, second, s in found
    )


def _sentence(entity: Entity, extraction: Extraction) -> Span:
    return sentence_of(extraction.report, min(entity.mentions))


def open_pairs(pairs: Iterable[Pair], decisions: Iterable[Decision]) -> tuple[Pair, ...]:
    """The pairs that nobody merged or kept apart, and of which nobody refused a side."""
    merged, apart, refused = _said(decisions)
    return tuple(
        pair
        for pair in pairs
        if frozenset((pair.first.ref, pair.second.ref)) not in merged
        and (pair.first.ref, apart_why(pair.second.ref)) not in apart
        and (pair.second.ref, apart_why(pair.first.ref)) not in apart
        and not refused & {pair.first.ref, pair.second.ref}
    )


def _said(
    decisions: Iterable[Decision],
) -> tuple[set[frozenset[EntityRef]], set[tuple[EntityRef, str]], set[EntityRef]]:
    merged: set[frozenset[EntityRef]] = set()
    apart: set[tuple[EntityRef, str]] = set()
    refused: set[EntityRef] = set()
    for decision in decisions:
        if not isinstance(decision.target, Thing):
            continue
        ref = decision.target.ref
        if decision.kind is Kind.MERGE:
            merged.update(frozenset((ref, other)) for other in decision.to)
        elif decision.kind is Kind.ACCEPT:
            apart.add((ref, decision.why))
        elif decision.kind is Kind.REJECT:
            refused.add(ref)
    return merged, apart, refused
