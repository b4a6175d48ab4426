"""What is said of one entity, grouped for reading: by relation, then by the sentence that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.model import Predicate
from graph.present.filtering import checked_by
from graph.query.values import Evidence, Fact, Thing


@dataclass(frozen=True)
class Said:
    """The things that one passage joins to the entity by one relation. ``confidence`` is the lowest of them,
    ``checked`` who stands behind them, where every one has someone."""

    others: tuple[Thing, ...]
    evidence: Evidence
    confidence: float
    inferred: bool
    checked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """One relation of the entity, seen from it (``inverse``: the entity is the object)."""

    predicate: Predicate
    inverse: bool
    said: tuple[Said, ...]


def groups(iri: str, facts: Iterable[Fact], things: Mapping[str, Thing]) -> tuple[Group, ...]:
    """The statements about ``iri`` by relation (those it is the subject of first), then by evidence."""
    found: dict[tuple[bool, Predicate], dict[Evidence, list[Fact]]] = {}
    for fact in facts:
        inverse = fact.subject != iri
        other = fact.subject if inverse else fact.object
        if other in things and iri in (fact.subject, fact.object):
            found.setdefault((inverse, fact.predicate), {}).setdefault(fact.evidence, []).append(fact)
    order = sorted(found, key=lambda key: (key[0], list(Predicate).index(key[1])))
    return tuple(_group(inverse, predicate, found[inverse, predicate], things) for inverse, predicate in order)


def _group(
    inverse: bool, predicate: Predicate, by_evidence: Mapping[Evidence, list[Fact]], things: Mapping[str, Thing]
) -> Group:
    said = []
    for evidence, facts in by_evidence.items():
        others = [things[f.subject if inverse else f.object] for f in facts]
        distinct = {thing.iri: thing for thing in sorted(others, key=lambda t: (-t.degree, t.name))}
        who = [checked_by(fact.rule) for fact in facts]
        said.append(
            Said(
                tuple(distinct.values()),
                evidence,
                min(f.confidence for f in facts),
                all(f.inferred for f in facts),
                tuple(sorted({name for name in who if name is not None})) if None not in who else (),
            )
        )
    return Group(predicate, inverse, tuple(said))
