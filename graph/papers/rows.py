"""The rows of the lists: each as what its columns may show, by key, with the evidence behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.attract.model import Attraction, Candidate, Target
from graph.attract.wording import quoted
from graph.gaps.model import Gap
from graph.gaps.words import CLASSES, reasons
from graph.model import EntityType, NodeState, Predicate
from graph.network.leaders import Leader
from graph.papers import look
from graph.papers.citing import Register
from graph.papers.settings import ColumnKind, ListKind, ListPlan
from graph.papers.values import Cell, Item, Table
from graph.papers.words import PROGRESS, act, anchor_items, bare, listed, strongest_first, titles
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Evidence, Link, Seat, Thing

#: A gap gets so many rows of real candidates, and a cell so many sources.
_CANDIDATES, _SOURCES = 5, 3
_OTHER = "other"


@dataclass(frozen=True)
class Ground:
    """What the rows are made from. ``attractions`` are those of the first gaps, in their order."""

    knowledge: Knowledge
    view: ChainView
    gaps: tuple[Gap, ...]
    attractions: tuple[Attraction, ...]
    leaders: tuple[Leader, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by key, and the evidence behind them, the most telling first."""

    cells: Mapping[str, str | float | None]
    evidence: tuple[Evidence, ...]


def table(plan: ListPlan, ground: Ground, register: Register) -> Table:
    """A list as its plan wants it."""
    make, note, empty = _MAKERS[plan.kind]
    rows = list(make(ground))
    filled = [_filled(plan, number, row, register) for number, row in enumerate(rows, 1)]
    return Table(plan, tuple(filled), note if rows else empty)


def _filled(plan: ListPlan, number: int, row: Row, register: Register) -> tuple[Cell, ...]:
    cited = register.cite(*dict.fromkeys(row.evidence[:_SOURCES]))
    own: dict[str, Cell] = {**row.cells, "number": float(number), "sources": cited, "quote": register.quotes(cited[:1])}
    return tuple(None if column.kind is ColumnKind.BY_HAND else own[column.key] or None for column in plan.columns)


def _firms(ground: Ground) -> Iterable[Row]:
    for leader in ground.leaders:
        firm = leader.enterprise
        produced = _objects(ground.knowledge, firm, Predicate.PRODUCES)
        undertaken = _objects(ground.knowledge, firm, Predicate.UNDERTAKES)
        seats = strongest_first(seat for _, seat in leader.held)
        industry = leader.industry
        shows = look.STATES[seats[0].shows] if seats else "产业内企业"
        said = [*(seat.evidence for seat in seats), *([industry.evidence] if industry else [])]
        voices = [evidence for voice in leader.voices for evidence in voice.evidence[:1]]
        yield Row(
            {
                "firm": firm.name,
                "rank": float(leader.rank),
                "called": titles(leader),
                "links": listed(link.zh for link, _ in leader.held),
                "state": shows,
                "products": listed(thing.name for thing in produced),
                "projects": listed(thing.name for thing in undertaken),
                "place": listed(thing.name for thing in _objects(ground.knowledge, firm, Predicate.LOCATED_IN)),
            },
            tuple(dict.fromkeys((*said[:1], *voices, *said[1:]))),
        )


def _projects(ground: Ground) -> Iterable[Row]:
    at: defaultdict[str, list[tuple[Link, Seat]]] = defaultdict(list)
    for link in ground.view.links:
        for seat in link.seats:
            if seat.thing.type is EntityType.PROJECT:
                at[seat.thing.iri].append((link, seat))
    for held in sorted(at.values(), key=lambda held: (_state_order(held), held[0][1].thing.name)):
        project, best = held[0][1].thing, strongest_first(seat for _, seat in held)[0]
        facts = ground.knowledge.facts_to(project.iri, Predicate.UNDERTAKES)
        yield Row(
            {
                "project": project.name,
                "links": listed(link.zh for link, _ in held),
                "progress": PROGRESS[best.shows],
                "firm": listed(ground.knowledge.things[fact.subject].name for fact in facts),
                "place": listed(thing.name for thing in _objects(ground.knowledge, project, Predicate.LOCATED_IN)),
            },
            tuple(dict.fromkeys((best.evidence, *(fact.evidence for fact in facts)))),
        )


def _targets(ground: Ground) -> Iterable[Row]:
    for attraction in ground.attractions:
        gap = attraction.gap
        anchors = anchors_of(attraction)
        regions = _regions(attraction)
        cells: dict[str, str | float | None] = {
            "chain": bare(ground.view.info.zh),
            "link": gap.link.zh,
            "class": CLASSES[gap.kind].zh,
            "action": act(gap),
            "state": look.STATES[gap.link.state],
            "rank": float(gap.rank),
            "profile": profile_of(attraction),
            "terms": listed(attraction.profile.terms),
            "firm": None,
            "regions": listed(target.thing.name for target in regions),
            "anchors": listed((item.text for item in anchors), 4, "家") or "报告未点名",
            "carriers": listed(fit.thing.name for fit in attraction.carriers[:2]),
            "policies": listed(quoted(fit.thing.name) for fit in attraction.policies[:2]),
        }
        evidence = tuple(dict.fromkeys((*attraction.logic.evidence, *(target.evidence for target in regions[:1]))))
        matches = attraction.candidates[:_CANDIDATES]
        for match in matches:
            yield Row({**cells, "firm": _candidate(match.candidate)}, evidence)
        if not matches:
            yield Row(cells, evidence)


def _gaps(ground: Ground) -> Iterable[Row]:
    attractions = {attraction.gap.link.iri: attraction for attraction in ground.attractions}
    for gap in ground.gaps:
        why = reasons(gap)
        known = attractions.get(gap.link.iri)
        shown = [seat.evidence for part in gap.parts for seat in part.seats]
        beside = [
            seat.evidence
            for link in (gap.link, *gap.suppliers, *gap.users)
            for seat in strongest_first(link.seats)[:1]
            if seat.shows is NodeState.PRODUCING or link is gap.link
        ]
        yield Row(
            {
                "stage": look.STAGES[gap.link.stage],
                "link": gap.link.zh,
                "class": CLASSES[gap.kind].zh,
                "action": act(gap),
                "choke": "是" if gap.choke else "否",
                "state": look.STATES[gap.link.state],
                "rank": float(gap.rank),
                "reason": why[0],
                "reasons": "".join(why),
            },
            tuple(dict.fromkeys((*shown, *beside, *(known.logic.evidence[:1] if known else ())))),
        )


def _carriers(ground: Ground) -> Iterable[Row]:
    fits: defaultdict[str, list[str]] = defaultdict(list)
    first: dict[str, tuple[Thing, bool, Evidence]] = {}
    for attraction in ground.attractions:
        for fit in attraction.carriers:
            fits[fit.thing.iri].append(attraction.gap.link.zh)
            first.setdefault(fit.thing.iri, (fit.thing, fit.park, fit.evidence))
    for iri, (thing, park, evidence) in sorted(first.items(), key=lambda pair: (not pair[1][1], pair[1][0].name)):
        yield Row(
            {
                "carrier": thing.name,
                "plant": "园区载体" if park else "研发服务平台",
                "fits": listed(fits[iri]),
                "place": listed(place.name for place in _objects(ground.knowledge, thing, Predicate.LOCATED_IN)),
            },
            (evidence,),
        )


def anchors_of(attraction: Attraction) -> tuple[Item, ...]:
    """The local firms that are there for a gap."""
    return anchor_items(
        attraction.gap,
        [(partner.firm.name, partner.link) for partner in attraction.suppliers],
        [(partner.firm.name, partner.link) for partner in attraction.customers],
    )


def _regions(attraction: Attraction) -> list[Target]:
    """Whom the report would work with: what touches the chain first, then places before agreements."""
    meant = [target for target in attraction.targets if target.reach != _OTHER]
    meant.sort(key=lambda target: (target.reach != "chain", target.thing.type is not EntityType.PLACE))
    return meant[:3]


def profile_of(attraction: Attraction) -> str:
    """The kind of firm to attract: its class in GB/T 4754-2017, where the reference chain gives one."""
    industry = attraction.profile.industry
    return f"{industry.code} {industry.name}" if industry else f"{attraction.gap.link.zh}企业（无对应行业小类）"


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.name}（{candidate.place}）" if candidate.place else candidate.name


def _objects(knowledge: Knowledge, thing: Thing, predicate: Predicate) -> list[Thing]:
    facts = knowledge.facts_from(thing.iri, predicate)
    return [knowledge.things[fact.object] for fact in facts if fact.object in knowledge.things]


def _state_order(held: Sequence[tuple[Link, Seat]]) -> int:
    order = list(NodeState)
    return min(order.index(seat.shows) for _, seat in held)


_MAKERS: Mapping[ListKind, tuple[Callable[[Ground], Iterable[Row]], str, str]] = {
    ListKind.FIRMS: (
        _firms,
        "按链主候选位次排列。位次只统计报告如何提及企业，不反映产量、产值，是否为链主须核实。",
        "报告未点名本链企业；未提及不等于没有，请补充。",
    ),
    ListKind.PROJECTS: (
        _projects,
        "报告点名且落在本链环节上的项目，先列投产，后列在建。",
        "报告未点名落在本链环节上的项目；未提及不等于没有，请补充。",
    ),
    ListKind.TARGETS: (
        _targets,
        "对应招商路线图的优先缺口。“对接方向”为报告自己提出的合作对象，不代表其有投资意向。",
        "按现有证据，本链未列出缺口。",
    ),
    ListKind.GAPS: (
        _gaps,
        "按位次排列；位次相同为并列。四类需求报告未载，由牵头单位调查填写。",
        "按现有证据，本链未列出缺口。",
    ),
    ListKind.CARRIERS: (
        _carriers,
        "报告点名、与优先缺口相适的园区和平台。",
        "报告未点名与优先缺口相适的园区或平台。",
    ),
}
