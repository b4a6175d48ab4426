"""Which county carries which part of which chain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.model import EntityType, NodeState, Predicate
from graph.query.chains import choose
from graph.query.knowledge import Knowledge
from graph.query.values import ChainInfo, Fact, Link, Seat, Thing

#: Zones that report like counties but have no GB/T 2260 code of their own.
_ZONE = re.compile(r"(?:开发区|示范区|高新区|新区|园区|集聚区|试验区)$")


@dataclass(frozen=True, slots=True)
class Holding:
    """A thing at a link of a chain, and the statement that puts it in (or, for an industry, makes it grow in) a place:
    the county itself or ``place`` inside it."""

    link: Link
    seat: Seat
    place: Thing
    fact: Fact


@dataclass(frozen=True, slots=True)
class Cell:
    """What a county holds of a chain."""

    county: Thing
    chain: ChainInfo
    holdings: tuple[Holding, ...]

    @property
    def links(self) -> tuple[Link, ...]:
        """The links that it has a part in, each once, in the order of the chain."""
        return tuple({holding.link.iri: holding.link for holding in self.holdings}.values())

    @property
    def state(self) -> NodeState:
        """The strongest state that its seats show."""
        return min((holding.seat.shows for holding in self.holdings), key=list(NodeState).index)


@dataclass(frozen=True, slots=True)
class CountyMatrix:
    """Counties (rows) by chains (columns); a cell is there only where a county holds something.

    ``counties`` are those of the reports' places by GB/T 2260 code, then the zones without a code that hold something,
    then the reports' places themselves, where a sentence names no county. ``elsewhere`` are holdings in places that lie
    in none of these, or that no sentence puts in one.
    """

    counties: tuple[Thing, ...]
    chains: tuple[ChainInfo, ...]
    cells: tuple[Cell, ...]
    elsewhere: tuple[Holding, ...]

    def cell(self, county: str, chain: str) -> Cell | None:
        """What a county (by IRI) holds of a chain (by id)."""
        return next((c for c in self.cells if c.county.iri == county and c.chain.id == chain), None)


def county_matrix(knowledge: Knowledge, chain: str | None = None) -> CountyMatrix:
    """Which county carries which part of which chain, of all chains or of one (by its id).

    A county holds what sits on a link and is located in it or in a place inside it (enterprises, projects, platforms),
    and the industries on a link that it develops. Counties are the level below the report's place by GB/T 2260: for a
    city its counties and districts, for a province its cities; where the report is a county's, the county itself. A
    place without a code lies in the county that one of its other names begins with (卢氏县官道口), or that stands right
    before it in a report (灵宝市函谷关镇东寨村). Raises QueryError where there is no such chain.
    """
    parts = _Parts(knowledge)
    cells: defaultdict[tuple[str, str], list[Holding]] = defaultdict(list)
    elsewhere: list[Holding] = []
    views = knowledge.chains if chain is None else (choose(knowledge.chains, chain),)
    for view in views:
        for holding in _holdings(knowledge, view.links):
            county = parts.county_of(holding.place.iri)
            if county is None:
                elsewhere.append(holding)
            else:
                cells[county, view.info.id].append(holding)
    things, infos = knowledge.things, {view.info.id: view.info for view in views}
    held = {county for county, _ in cells}
    rows = tuple(things[iri] for iri in parts.rows if (things[iri].code and iri not in parts.wholes) or iri in held)
    return CountyMatrix(
        counties=rows,
        chains=tuple(infos.values()),
        cells=tuple(
            Cell(row, info, tuple(cells[row.iri, info.id]))
            for row in rows
            for info in infos.values()
            if (row.iri, info.id) in cells
        ),
        elsewhere=tuple(elsewhere),
    )


@dataclass(frozen=True, slots=True)
class CountyIndex:
    """The parts of the reports' places, in the order of ``CountyMatrix.counties`` but whether they hold anything or
    not; ``wholes`` are those that are a report's place itself, ``of`` says which of the parts a place lies in (both by
    IRI; places that lie in none are left out)."""

    counties: tuple[Thing, ...]
    wholes: frozenset[str]
    of: Mapping[str, str]


def county_index(knowledge: Knowledge) -> CountyIndex:
    """Which county each place lies in, told as ``county_matrix`` tells it."""
    parts = _Parts(knowledge)
    places = [iri for iri, thing in knowledge.things.items() if thing.type is EntityType.PLACE]
    lies = {iri: county for iri in places if (county := parts.county_of(iri)) is not None}
    rows = tuple(knowledge.things[iri] for iri in parts.rows)
    return CountyIndex(rows, frozenset(parts.wholes), lies)


class _Parts:
    """The parts of the reports' places, and which part each place lies in."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._places = {iri: t for iri, t in knowledge.things.items() if t.type is EntityType.PLACE}
        names = {source.info.place for source in knowledge.sources.values()}
        self.wholes = sorted(iri for iri, place in self._places.items() if place.name in names)
        codes = [code for iri in self.wholes if (code := self._places[iri].code)]
        coded = sorted((p.code, iri) for iri, p in self._places.items() if p.code and _is_part(p.code, codes))
        zones = sorted(iri for iri, p in self._places.items() if not p.code and _ZONE.search(p.name))
        self._codes = dict(coded)
        self.rows = tuple(dict.fromkeys((*(iri for _, iri in coded), *zones, *self.wholes)))
        self._before = _right_before(knowledge, self._places)

    def county_of(self, iri: str) -> str | None:
        """The part that a place lies in, the report's place itself, or None."""
        for step in self._outward(iri):
            if step in self.rows:
                return step
            code = self._places[step].code or ""
            above = self._codes.get(f"{code[:4]}00")
            if above:
                return above
        return None

    def _outward(self, iri: str) -> Iterator[str]:
        """A place, then what it is said to lie in, outwards."""
        seen: set[str] = set()
        step: str | None = iri
        while step is not None and step not in seen:
            yield step
            seen.add(step)
            step = self._before.get(step) or self._by_name(self._places[step])

    def _by_name(self, place: Thing) -> str | None:
        """The part that one of a place's names begins with, unless the place has a code of its own."""
        if place.code:
            return None
        for name in (*place.aliases, place.name):
            for row in self.rows:
                part = self._places[row]
                if row != place.iri and name.startswith((part.name, *part.aliases)) and row not in self.wholes:
                    return row
        return None


def _is_part(code: str, wholes: Iterable[str]) -> bool:
    """Whether a code is one level below one of the places' codes, or the code of a place that is a county itself."""
    return any(_is_below(code, whole) for whole in wholes)


def _is_below(code: str, whole: str) -> bool:
    if not whole.endswith("00"):
        return code == whole
    if not whole.endswith("0000"):
        return code.startswith(whole[:4]) and code != whole
    direct = code.endswith("00") or code[2:4] == "90"  # 90: counties that a province governs itself
    return code.startswith(whole[:2]) and direct and code != whole


def _right_before(knowledge: Knowledge, places: Mapping[str, Thing]) -> dict[str, str]:
    """For each place without a code, the place whose name stands right before its own in a report."""
    found: dict[str, str] = {}
    for report in sorted(knowledge.sources):
        ends = {m.span.end: m.iri for m in knowledge.sources[report].mentions if m.iri in places}
        for mention in knowledge.sources[report].mentions:
            before = ends.get(mention.span.start)
            if before and mention.iri in places and before != mention.iri and not places[mention.iri].code:
                found.setdefault(mention.iri, before)
    return found


def _holdings(knowledge: Knowledge, links: Iterable[Link]) -> Iterator[Holding]:
    for link in links:
        for seat in link.seats:
            iri = seat.thing.iri
            if seat.thing.type is EntityType.INDUSTRY:
                said = ((fact, fact.subject) for fact in knowledge.facts_to(iri, Predicate.DEVELOPS_INDUSTRY))
            else:
                said = ((fact, fact.object) for fact in knowledge.facts_from(iri, Predicate.LOCATED_IN))
            for fact, place in said:
                if place in knowledge.things:
                    yield Holding(link, seat, knowledge.things[place], fact)
