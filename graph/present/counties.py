"""What each county has: who and what is there, by which sentence, and its part in each chain."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.model import EntityType, Predicate
from graph.network.counties import Cell, CountyIndex, CountyMatrix, county_index
from graph.query.knowledge import Knowledge
from graph.query.values import Fact, Figure, Thing

#: What a county can have, in the order of its page.
KINDS = (
    EntityType.INDUSTRY,
    EntityType.ENTERPRISE,
    EntityType.PROJECT,
    EntityType.PLATFORM,
    EntityType.POLICY,
)


class Basis(StrEnum):
    """Why a thing stands on a county's page."""

    SAID = "said"  # a sentence says it of the county, or of a place inside it
    PROJECT = "project"  # an enterprise undertakes a project that is there
    NAMED = "named"  # a policy's own name begins with the county's
    INDUSTRY = "industry"  # a policy is for an industry that the county develops


class Measure(StrEnum):
    """What the map counts."""

    ALL = "all"
    INDUSTRY = "Industry"
    ENTERPRISE = "Enterprise"
    PROJECT = "Project"
    PLATFORM = "Platform"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Held:
    """A thing that a county has, the statements that say so (none where its name alone does), the ``place`` that they
    name, and ``through``, what joins it to the county: a policy's industry, an enterprise's project."""

    thing: Thing
    basis: Basis
    place: Thing
    facts: tuple[Fact, ...]
    through: Thing | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """A county with all that it has. ``whole`` says that it is a report's place itself: what no sentence puts in one
    of its counties. ``inside`` are the places that lie in it."""

    county: Thing
    whole: bool
    inside: tuple[Thing, ...]
    held: Mapping[EntityType, tuple[Held, ...]]
    figures: tuple[Figure, ...]
    cells: tuple[Cell, ...]

    def count(self, measure: Measure) -> int:
        """How much the county has by one measure: things said to be there (all types or one), or links of chains."""
        if measure is Measure.LINKS:
            return len({link.iri for cell in self.cells for link in cell.links})
        kinds = [kind for kind in KINDS if kind is not EntityType.POLICY and measure in (Measure.ALL, kind.value)]
        return sum(len(self.held[kind]) for kind in kinds)


def profiles(knowledge: Knowledge, matrix: CountyMatrix) -> tuple[Profile, ...]:
    """The profile of each county, in the order of the matrix: those with a GB/T 2260 code, and the others that have
    anything."""
    index = county_index(knowledge)
    said = _said(knowledge, index)
    found = []
    for county in index.counties:
        whole = county.iri in index.wholes
        by_kind = {kind: said.get((county.iri, kind), ()) for kind in KINDS}
        by_kind[EntityType.ENTERPRISE] = _enterprises(knowledge, by_kind)
        by_kind[EntityType.POLICY] = _policies(knowledge, index, county, by_kind)
        inside = tuple(knowledge.things[iri] for iri, of in index.of.items() if of == county.iri and iri != county.iri)
        cells = tuple(cell for cell in matrix.cells if cell.county.iri == county.iri)
        if (county.code and not whole) or any(by_kind.values()) or cells:
            figures = _figures(knowledge, county, inside, whole=whole)
            found.append(Profile(county, whole, inside, by_kind, figures, cells))
    return tuple(found)


def _said(knowledge: Knowledge, index: CountyIndex) -> dict[tuple[str, EntityType], tuple[Held, ...]]:
    """By county and type, what statements put there; the best connected first."""
    facts: defaultdict[tuple[str, EntityType, str], list[tuple[Fact, str]]] = defaultdict(list)
    for fact in knowledge.facts:
        match fact.predicate:
            case Predicate.DEVELOPS_INDUSTRY:
                place, other = fact.subject, fact.object
            case Predicate.LOCATED_IN | Predicate.ISSUED_BY:
                place, other = fact.object, fact.subject
            case _:
                continue
        county = index.of.get(place)
        thing = knowledge.things.get(other)
        if county is not None and thing is not None:
            facts[county, thing.type, other].append((fact, place))
    found: defaultdict[tuple[str, EntityType], list[Held]] = defaultdict(list)
    for (county, kind, iri), told in facts.items():
        first = knowledge.things[told[0][1]]
        held = Held(knowledge.things[iri], Basis.SAID, first, tuple(dict.fromkeys(fact for fact, _ in told)))
        found[county, kind].append(held)
    return {key: tuple(sorted(those, key=_order)) for key, those in found.items()}


def _order(held: Held) -> tuple[int, str, str]:
    return -held.thing.degree, held.thing.name, held.thing.iri


def _enterprises(knowledge: Knowledge, by_kind: Mapping[EntityType, tuple[Held, ...]]) -> tuple[Held, ...]:
    """A county's enterprises: those said to be there, then those that undertake a project there."""
    found = {held.thing.iri: held for held in by_kind[EntityType.ENTERPRISE]}
    for project in by_kind[EntityType.PROJECT]:
        for fact in knowledge.facts_to(project.thing.iri, Predicate.UNDERTAKES):
            if (firm := knowledge.things.get(fact.subject)) is not None:
                facts = (fact, *project.facts)
                found.setdefault(firm.iri, Held(firm, Basis.PROJECT, project.place, facts, project.thing))
    return tuple(found.values())


def _policies(
    knowledge: Knowledge, index: CountyIndex, county: Thing, by_kind: Mapping[EntityType, tuple[Held, ...]]
) -> tuple[Held, ...]:
    """A county's policies: issued there, named after it, then those for an industry that it develops."""
    found = {held.thing.iri: held for held in by_kind[EntityType.POLICY]}
    if county.code and county.iri not in index.wholes:
        names = tuple(name for name in (county.name, *county.aliases) if len(name) > 1)
        for thing in knowledge.things.values():
            if thing.type is EntityType.POLICY and thing.name.lstrip("《“").startswith(names):
                found.setdefault(thing.iri, Held(thing, Basis.NAMED, county, knowledge.facts_from(thing.iri)))
    for industry in by_kind[EntityType.INDUSTRY]:
        for fact in knowledge.facts_to(industry.thing.iri, Predicate.TARGETS_INDUSTRY):
            if (policy := knowledge.things.get(fact.subject)) is not None:
                held = Held(policy, Basis.INDUSTRY, county, (fact,), industry.thing)
                found.setdefault(policy.iri, held)
    return tuple(found.values())


def _figures(knowledge: Knowledge, county: Thing, inside: Iterable[Thing], *, whole: bool) -> tuple[Figure, ...]:
    """The figures about a county or a place inside it; a whole has pages of its own for its figures."""
    if whole:
        return ()
    names = {name for place in (county, *inside) for name in (place.name, *place.aliases)}
    return tuple(figure for figure in knowledge.figures if figure.subject in names)
