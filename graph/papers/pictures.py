"""The pictures of the papers, drawn from what they say."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import NodeState
from graph.papers import look
from graph.papers.chart import Chart, chart
from graph.papers.drawing import Picture
from graph.papers.fonts import Typeface
from graph.papers.maps import as_is, to_be
from graph.papers.roadmap import roadmap
from graph.papers.settings import MapKind, MapPlan
from graph.papers.strokes import Lettering
from graph.papers.values import Brief


@dataclass(frozen=True)
class Drawn:
    """A picture with its title."""

    title: str
    picture: Picture


def draw(brief: Brief, typeface: Typeface) -> tuple[Drawn, ...]:
    """The maps that the papers want, in their order; a roadmap only where there are gaps.

    Raises LianpuError for a chain that does not fit on a sheet.
    """
    wanted = [plan for plan in brief.maps if plan.kind is not MapKind.ROADMAP or brief.lanes]
    charts = any(plan.kind is not MapKind.ROADMAP for plan in wanted)
    laid = chart(brief.view, typeface) if charts else None
    return tuple(Drawn(plan.title, _picture(brief, plan, laid, typeface)) for plan in wanted)


def _picture(brief: Brief, plan: MapPlan, laid: Chart | None, typeface: Typeface) -> Picture:
    around = _lettering(brief, plan)
    if plan.kind is MapKind.ROADMAP or laid is None:
        return roadmap(brief.lanes, around, typeface)
    if plan.kind is MapKind.TO_BE:
        return to_be(brief.view, brief.gaps, brief.numbered, laid, around, typeface)
    return as_is(brief.view, brief.gaps, laid, around, typeface)


def _lettering(brief: Brief, plan: MapPlan) -> Lettering:
    return Lettering(
        title=f"{brief.place}{brief.chain}{plan.title}",
        under=_under(brief, plan.kind),
        right=f"证据日期：{brief.date}",
        source=_source(brief, plan.kind),
    )


def _under(brief: Brief, kind: MapKind) -> str:
    info = brief.view.info
    if kind is MapKind.AS_IS:
        told = "，".join(f"{look.STATES[state]} {info.count(state)}" for state in NodeState)
        return f"参照产业链 {info.links} 个环节：{told}。“未提及”不等于没有。"
    if kind is MapKind.TO_BE:
        return (
            f"现有缺口 {len(brief.gaps)} 个，其中优先招引 {len(brief.lanes)} 个；补上后与现有企业接通的供需以橙线标出。"
        )
    return f"优先招引的 {len(brief.lanes)} 个环节：从本地锚点企业出发，招什么、找谁、落在哪、凭什么。"


def _source(brief: Brief, kind: MapKind) -> str:
    reports = "".join(f"《{title}》" for title in brief.reports[:2])
    if kind is MapKind.ROADMAP:
        return f"依据：{reports}。各项出处见目标招商企业清单和文末出处。"
    back = len(brief.view.recycling)
    recycling = f"另有 {back} 条回收流向从略。" if back else ""
    flows = len(brief.view.supplies)
    return f"依据：{reports}；参照产业链据公开资料整理，含 {flows} 条供给关系。{recycling}"
