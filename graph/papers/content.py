"""What the papers of a chain say, from the graph: the summary, the first gaps dwelt on, the roadmap and the lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graph.attract.attraction import Attractor
from graph.attract.model import Attraction, Candidate, IndustryClass, Target
from graph.attract.scope import ChainScope
from graph.attract.wording import quoted
from graph.gaps.model import ChainGaps, GapClass
from graph.gaps.words import CHOKE, CLASSES, reasons
from graph.model import Comparator, EntityType, IndicatorStatus, NodeState
from graph.network.leaders import Leaders, leaders
from graph.papers import look
from graph.papers.citing import Register
from graph.papers.rows import Ground, anchors_of, table
from graph.papers.settings import PapersSettings
from graph.papers.values import Analysis, Brief, Item, Lane, Point
from graph.papers.words import (
    ACTIONS,
    PHASES,
    PROGRESS,
    SET,
    act,
    bare,
    listed,
    numeral,
    phase,
    strongest_first,
    titles,
)
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Figure, Source, Thing

_OTHER = "other"
_NO_LIVE = "没有供需两端均见企业的环节；现有企业之间是否另有供货，须实地了解。"
_MOST_REGIONS = 9
_DATE = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
#: A report gives its date at its head.
_HEAD = 600
_STATUS = {IndicatorStatus.ACTUAL: "实绩", IndicatorStatus.ESTIMATE: "预计", IndicatorStatus.TARGET: "目标"}
_BOUND = {Comparator.EQUAL: "", Comparator.AT_LEAST: "不低于", Comparator.AT_MOST: "不超过", Comparator.ABOUT: "约"}


def make_brief(
    knowledge: Knowledge,
    ranked: ChainGaps,
    settings: PapersSettings,
    *,
    classes: Mapping[str, IndustryClass],
    candidates: Iterable[Candidate] = (),
) -> Brief:
    """The papers of a chain as values. ``ranked`` are its gaps, ``classes`` those of GB/T 4754-2017 by code, and
    ``candidates`` the user's list of real firms."""
    view, first = ranked.view, ranked.gaps[: settings.detailed]
    attractor = Attractor(knowledge, view, classes, tuple(candidates))
    attractions = tuple(map(attractor.to, first))
    leading = leaders(knowledge, view.info.id)
    ground = Ground(knowledge, view, ranked.gaps, attractions, leading.candidates)
    register = Register(knowledge.sources)
    reports = _reports(knowledge, view)
    place, date = listed((source.info.place for source in reports), 3), _date(reports)
    return Brief(
        title=f"{place}{bare(view.info.zh)}{SET}",
        place=place,
        chain=bare(view.info.zh),
        year=max(source.info.year for source in reports),
        date=date,
        organisation=settings.organisation,
        view=view,
        gaps=ranked.gaps,
        summary=_summary(knowledge, ranked, attractions, leading, register),
        shared=_shared(attractions, register),
        analyses=tuple(_analysis(n, a, register) for n, a in enumerate(attractions, 1)),
        lanes=_lanes(attractions),
        tables=tuple(table(plan, ground, register) for plan in settings.lists),
        maps=settings.maps,
        sources=register.sources,
        reports=tuple(source.info.title for source in reports),
        references=view.sources,
        cautions=_cautions(view, leading, date),
        typography=settings.typography,
    )


def _reports(knowledge: Knowledge, view: ChainView) -> list[Source]:
    """The reports that say something of a chain, the latest first; where none does, all."""
    said = {seat.evidence.report for link in view.links for seat in link.seats}
    found = [source for iri, source in sorted(knowledge.sources.items()) if iri in said or not said]
    return sorted(found, key=lambda source: -source.info.year)


def _date(reports: Iterable[Source]) -> str:
    """The date that the latest report bears at its head, else its year."""
    latest = next(iter(reports))
    found = _DATE.search(latest.text, 0, _HEAD)
    return re.sub(r"\s", "", found[0]) if found else f"{latest.info.year}年"


def _summary(
    knowledge: Knowledge,
    ranked: ChainGaps,
    attractions: tuple[Attraction, ...],
    leading: Leaders,
    register: Register,
) -> tuple[Point, ...]:
    points = [_standing(ranked.view, register), *_figures(knowledge, ranked.view, register)]
    points += [*_leading(leading, register), _breaks(ranked)]
    if attractions:
        points.append(Point("优先方向", f"按配套基础、贯通作用、关键程度、规划提及等排序，宜先{_first(attractions)}。"))
    return tuple(points)


def _first(attractions: tuple[Attraction, ...]) -> str:
    """The first gaps by what to do about them, each with its number: 延链：1锂电铜箔、2极薄锂电铜箔."""
    by_act: dict[str, list[str]] = {}
    for number, attraction in enumerate(attractions, 1):
        by_act.setdefault(act(attraction.gap), []).append(f"{number}.{attraction.gap.link.zh}")
    return "；".join(f"{doing}：{'、'.join(links)}" for doing, links in by_act.items())


def _standing(view: ChainView, register: Register) -> Point:
    told = []
    for state in (NodeState.PRODUCING, NodeState.IN_PROGRESS, NodeState.INTENDED):
        held = [link for link in view.links if link.state is state]
        if not held:
            told.append(f"{look.STATES[state]}的0个")
            continue
        evidence = [strongest_first(link.seats)[0].evidence for link in held]
        told.append(
            f"{look.STATES[state]}的{len(held)}个（{listed(link.zh for link in held)}）{register.mark(*evidence)}"
        )
    told.append(f"报告未提及的{view.info.count(NodeState.NOT_MENTIONED)}个")
    return Point("链条现状", f"对照参照产业链{view.info.links}个环节，{'，'.join(told)}。未提及不等于没有。")


def _figures(knowledge: Knowledge, view: ChainView, register: Register) -> list[Point]:
    """What the report counts of the chain's own industries."""
    industries = ChainScope(knowledge, view).named
    names = {name for iri in industries for name in _names(knowledge.things[iri])}
    found = [figure for figure in knowledge.figures if figure.subject in names]
    if not found:
        return []
    told = [f"{_figure(figure)}{register.mark(figure.evidence)}" for figure in found[:4]]
    return [Point("报告数据", f"{'；'.join(told)}。")]


def _figure(figure: Figure) -> str:
    status = f"（{figure.year}年{_STATUS[figure.status]}）"
    return f"{figure.name}{_BOUND[figure.comparator]}{figure.value:,g}{figure.unit}{status}"


def _names(thing: Thing) -> tuple[str, ...]:
    return thing.name, *thing.aliases


def _leading(leading: Leaders, register: Register) -> list[Point]:
    if not leading.candidates:
        return [Point("链主候选", "报告未点名本链企业。")]
    told = []
    for leader in leading.candidates[:3]:
        seats = strongest_first(seat for _, seat in leader.held)
        evidence = [*(seat.evidence for seat in seats[:1]), *([leader.industry.evidence] if leader.industry else [])]
        evidence += [one for voice in leader.voices[:1] for one in voice.evidence[:1]]
        called = f"，报告称“{titles(leader)}”" if titles(leader) else ""
        where = listed((link.zh for link, _ in leader.held), 3) or "本链产业"
        told.append(f"{leader.enterprise.name}（{where}{called}）{register.mark(*evidence)}")
    return [Point("链主候选", f"{'、'.join(told)}。是否为链主须核实。")]


def _breaks(ranked: ChainGaps) -> Point:
    counted = [(kind, sum(gap.kind is kind for gap in ranked.gaps)) for kind in GapClass]
    told = "、".join(f"{CLASSES[kind].zh}{count}个（{ACTIONS[kind]}）" for kind, count in counted)
    chokes = [gap.link.zh for gap in ranked.gaps if gap.choke]
    choked = f"其中{CHOKE.zh}{len(chokes)}个：{listed(chokes, 6)}。" if chokes else f"其中无{CHOKE.zh}。"
    return Point("缺口分类", f"共{len(ranked.gaps)}个缺口：{told}。{choked}")


def _analysis(number: int, attraction: Attraction, register: Register) -> Analysis:
    gap, logic = attraction.gap, attraction.logic
    badge = f"{CLASSES[gap.kind].zh}，{act(gap)}" + (f"，{CHOKE.zh}" if gap.choke else "")
    points = [
        Point("判断依据", "".join(reasons(gap))),
        Point("招引逻辑", register.renumbered("".join(logic.zh), logic.evidence)),
        Point("招引对象", _profile(attraction)),
    ]
    firms = [match.candidate for match in attraction.candidates[:5]]
    if firms:
        told = listed(f"{firm.name}（{firm.place}）" if firm.place else firm.name for firm in firms)
        points.append(Point("候选企业", f"{told}（来自导入的候选名单，意向须核实）。"))
    carriers = [f"{fit.thing.name}{register.mark(fit.evidence)}" for fit in attraction.carriers[:2]]
    if carriers:
        points.append(Point("承接载体", f"{'、'.join(carriers)}。"))
    return Analysis(number, f"（{numeral(number)}）{gap.link.zh}（{badge}）", tuple(points))


def _profile(attraction: Attraction) -> str:
    industry, terms = attraction.profile.industry, listed(attraction.profile.terms[:5])
    of_class = f"，GB/T 4754—2017为{industry.code}（{industry.name}）" if industry else ""
    return f"{attraction.gap.link.zh}企业{of_class}；检索词：{terms}。"


def _shared(attractions: tuple[Attraction, ...], register: Register) -> tuple[Point, ...]:
    """What holds for every gap of the chain: whom the report would work with, and its policies."""
    if not attractions:
        return ()
    first, points = attractions[0], []
    regions = _regions(first)
    if regions:
        told = "、".join(f"{target.thing.name}{register.mark(target.evidence)}" for target in regions)
        points.append(Point("对接方向", f"报告提出合作、招商或联络的有{told}。"))
    policies = [f"{quoted(fit.thing.name)}{register.mark(fit.evidence)}" for fit in first.policies[:5]]
    if policies:
        points.append(Point("适用政策", f"{'、'.join(policies)}。"))
    return tuple(points)


def _regions(attraction: Attraction) -> list[Target]:
    """Whom the report would work with, but for what it names for other chains only."""
    return [target for target in attraction.targets if target.reach != _OTHER][:_MOST_REGIONS]


def _lanes(attractions: tuple[Attraction, ...]) -> tuple[Lane, ...]:
    """The first gaps as rows of the roadmap: phase by phase, in each by rank."""
    made = [_lane(number, attraction) for number, attraction in enumerate(attractions, 1)]
    order = list(PHASES)
    return tuple(sorted(made, key=lambda lane: (order.index(lane.phase), lane.number)))


def _lane(number: int, attraction: Attraction) -> Lane:
    gap, industry = attraction.gap, attraction.profile.industry
    kinds = {EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PLATFORM}
    named = [match.candidate.name for match in attraction.candidates[:2]]
    profile = [Item(f"{gap.link.zh}企业")]
    if industry is not None:
        profile.append(Item(f"{industry.code} {industry.name}"))
    others = attraction.profile.terms[1:4]
    if others:
        profile.append(Item(f"检索：{listed(others)}"))
    under_way = [
        Item(seat.thing.name, EntityType.PROJECT, PROGRESS[seat.shows])
        for seat in strongest_first(gap.link.seats)
        if seat.thing.type is EntityType.PROJECT
    ]
    return Lane(
        number=number,
        gap=gap,
        phase=phase(gap.kind),
        anchors=(*anchors_of(attraction), *under_way),
        profile=tuple(profile),
        targets=(
            *(Item(name, EntityType.ENTERPRISE) for name in named),
            *(Item(t.thing.name, t.thing.type if t.thing.type in kinds else None) for t in _regions(attraction)),
        ),
        carriers=tuple(Item(fit.thing.name, EntityType.PLATFORM) for fit in attraction.carriers[:3]),
        policies=tuple(Item(quoted(fit.thing.name)) for fit in attraction.policies[:5]),
    )


def _cautions(view: ChainView, leading: Leaders, date: str) -> tuple[str, ...]:
    """What a report cannot tell, said before anybody signs."""
    unsaid = view.info.count(NodeState.NOT_MENTIONED)
    held = {link.iri for link in view.links if link.state is NodeState.PRODUCING}
    live = sum({a, b} <= held for a, b in view.supplies)
    return (
        f"未提及不等于没有：报告只点名少数企业，{unsaid}个未提及的环节须摸底核实。",
        leading.caution_zh,
        "报告未载谁愿来投资；“对接方向”是报告提出的合作对象，意向须逐一核实。",
        "报告未载产能、订单、成本、价格，也未载用地、能耗、环境容量、水电等要素指标，落地前须逐项核实。",
        "周边市县是否已就同一项目首报首谈、备案，报告未载，须向上级部门核实。",
        f"{live}组供需环节两端均有企业，是否相互供货、有无堵点，须实地了解。" if live else _NO_LIVE,
        "参照产业链据公开资料整理；“关键环节”有的有来源明示，有的为专业判断。",
        "近期、中期、远期按缺口类型划分，供会商；并列的位次不宜强分先后。",
        f"证据止于{date}的报告，此后的变化未反映。",
    )
