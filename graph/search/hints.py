"""What tells a found entry from others of its name: what it does, where it is, how much hangs on it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, Predicate
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Link, ReportInfo, Thing
from graph.search.entries import Entry, Kind

_E, _P = EntityType, Predicate
#: What tells most of an entity of each type, in this order; True where the entity is the object.
_TELLING: dict[EntityType, tuple[tuple[Predicate, bool], ...]] = {
    _E.ENTERPRISE: ((_P.OPERATES_IN, False), (_P.PRODUCES, False), (_P.UNDERTAKES, False)),
    _E.PROJECT: ((_P.IN_INDUSTRY, False), (_P.UNDERTAKES, True)),
    _E.INDUSTRY: ((_P.BROADER, False), (_P.DEVELOPS_INDUSTRY, True), (_P.HAS_PRODUCT, False)),
    _E.PRODUCT: ((_P.HAS_PRODUCT, True), (_P.PRODUCES, True)),
    _E.PLACE: ((_P.DEVELOPS_INDUSTRY, False),),
    _E.POLICY: ((_P.TARGETS_INDUSTRY, False), (_P.ISSUED_BY, False)),
    _E.PLATFORM: ((_P.IN_INDUSTRY, False),),
    _E.ORGANIZATION: ((_P.ISSUED_BY, True),),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A statement about an entity: its predicate, the other end, and whether the entity is its object."""

    predicate: Predicate
    inverse: bool
    other: Thing


@dataclass(frozen=True, slots=True)
class Hint:
    """What is told beside an entry's name; only what its kind has is filled."""

    said: tuple[Said, ...] = ()
    degree: int = 0
    chain: ChainView | None = None
    link: Link | None = None
    report: ReportInfo | None = None


def hint(entry: Entry, known: Knowledge) -> Hint:
    """The hint of an entry; an empty one where the graph no longer has it."""
    if entry.kind is Kind.CHAIN:
        return Hint(chain=next((view for view in known.chains if view.info.iri == entry.id), None))
    if entry.kind is Kind.LINK:
        view = next((view for view in known.chains if entry.id in view.by_iri), None)
        return Hint(chain=view, link=view.by_iri[entry.id] if view else None)
    if entry.kind is Kind.REPORT:
        source = known.sources.get(entry.id)
        return Hint(report=source.info if source else None)
    thing = known.things.get(entry.id)
    if thing is None:
        return Hint()
    located = _first(known, thing, _P.LOCATED_IN, False)
    telling = (_first(known, thing, predicate, inverse) for predicate, inverse in _TELLING[thing.type])
    first = next((said for said in telling if said), None)
    return Hint(said=tuple(said for said in (first, located) if said), degree=thing.degree)


def _first(known: Knowledge, thing: Thing, predicate: Predicate, inverse: bool) -> Said | None:
    """The statement whose other end the entity's own name speaks of, else the one whose other end is best connected."""
    facts = known.facts_to(thing.iri, predicate) if inverse else known.facts_from(thing.iri, predicate)
    others = {known.things[iri] for fact in facts if (iri := fact.subject if inverse else fact.object) in known.things}
    if not others:
        return None
    pairs = _pairs(thing.name)
    best = min(others, key=lambda other: (-len(pairs & _pairs(other.name)), -other.degree, other.name))
    return Said(predicate, inverse, best)


def _pairs(name: str) -> frozenset[str]:
    return frozenset(name[at : at + 2] for at in range(len(name) - 1))
