"""Indicators: each figure with what it measures, the year it speaks of, and whether it was reached or is aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from graph.extraction.clauses import Clause
from graph.extraction.figures import Figure, figures_in
from graph.extraction.scene import Scene
from graph.model import EntityType, Indicator, IndicatorStatus, Span, Tense

_S = IndicatorStatus
_ESTIMATE = re.compile(r"预计|有望|预期")
_REACHED = re.compile(r"^(?:依托|在)|已达|已有|现有|目前|截至")
_CONTINUES = re.compile(r"^(?:分别)?(?:达|占|居|位居|高于|低于|同比|同口径|增长|下降|总量|其中|比|较|涨幅|提高)")
_YEAR = re.compile(r"(?:到|至)?((?:19|20)\d\d)年")
_FALL = re.compile(r"(?:下降|负增长|回落)了?$")
_TIME = re.compile(
    r"^(?:全年|全市|全省|全县|全区|前\d+个月|年底前?|年内|累计|今年|力争|确保|预计|其中|分别|截至|到\d+年|\d{4}年|共|已|新|约|为企业|并|将|再|还|和|、|及)+"
)
_VERB_START = re.compile(r"^(?:加快|推进|推动|实施|完成|开展|依托|组织|持续|积极|大力|全力|深入|有序|扎实|建成|打造)+")
_VERB_END = re.compile(
    r"(?:分别|同比|同口径|累计|达到|达|完成|增长|下降|上涨|提高|提升|突破|超过|控制|稳定|保持|维持|在|到|至|了|约|近|超|为|的|不低于|位居|居|高于|占|新增|比重|减少|扩大|增加|升|降|每年|分别|不少于|和|、|元月起|由)+$"
)
_SUBJECTS = (
    EntityType.INDUSTRY,
    EntityType.PRODUCT,
    EntityType.PROJECT,
    EntityType.PLATFORM,
    EntityType.POLICY,
    EntityType.ENTERPRISE,
)
_MOST_NAME = 30


def indicators_of(scene: Scene, shield: bytes) -> tuple[Indicator, ...]:
    """All figures of the report's sentences, in order."""
    found: list[Indicator] = []
    estimate = False
    for clause in scene.clauses:
        words = clause.span.of(scene.report.text)
        estimate = bool(_ESTIMATE.search(words)) or (estimate and bool(_CONTINUES.match(words)))
        figures = figures_in(scene.report.text, clause.span, shield, scene.lexicon)
        found.extend(_indicators(scene, clause, figures, estimate))
    return tuple(found)


def _indicators(scene: Scene, clause: Clause, figures: tuple[Figure, ...], estimate: bool) -> Iterator[Indicator]:
    text, status = scene.report.text, _status(scene, clause, estimate)
    edge = clause.span.start
    for figure in figures:
        name = _name(text, clause, figure, edge)
        subject = _subject(scene, clause, figure)
        indicator = Indicator(
            subject=subject,
            name=name,
            value=figure.value,
            unit=figure.unit,
            comparator=figure.comparator,
            year=_year(scene, clause, status),
            status=status,
            evidence=clause.span,
            confidence=0.75,
            rule="figure",
        )
        fallen = figure.unit in ("%", "％") and _FALL.search(text[edge : figure.span.start])
        yield replace(indicator, value=-figure.value) if fallen else indicator
        edge = figure.span.end


def _status(scene: Scene, clause: Clause, estimate: bool) -> IndicatorStatus:
    words = clause.span.of(scene.report.text)
    if scene.tense(clause.sentence) is Tense.PLAN:
        return _S.ACTUAL if _REACHED.search(words) else _S.TARGET
    return _S.ESTIMATE if estimate else _S.ACTUAL


def _year(scene: Scene, clause: Clause, status: IndicatorStatus) -> int:
    said = _YEAR.search(clause.span.of(scene.report.text))
    if said:
        return int(said[1])
    plan = scene.tense(clause.sentence) is Tense.PLAN
    return scene.report.year if plan or status is _S.TARGET else scene.report.year - 1


def _name(text: str, clause: Clause, figure: Figure, edge: int) -> str:
    """What is measured: the words before the figure; those behind it where it opens the clause (83个省级重点项目)."""
    before = _VERB_END.sub("", _VERB_START.sub("", _TIME.sub("", text[edge : figure.span.start].strip())))
    if len(before) > 1:
        return before[-_MOST_NAME:]
    behind = re.split(r"[\d、，,和]", text[figure.span.end : clause.span.end], maxsplit=1)[0]
    opening = _VERB_END.sub("", _TIME.sub("", text[clause.span.start : figure.span.start]))
    name = re.sub(r"^(?:以上|以内|左右|以下|的)+", "", behind) or opening
    return (name or figure.unit)[:_MOST_NAME]


def _subject(scene: Scene, clause: Clause, figure: Figure) -> str:
    """The entity that the figure stands in, or the last one before it in the clause; else the report's place."""
    holder = [n for n in scene.inside(clause.span, *_SUBJECTS) if n.span.holds(figure.span)]
    if holder:
        return max(holder, key=lambda n: n.span.end - n.span.start).ref.name
    before = scene.outer(Span(clause.span.start, max(figure.span.start, clause.span.start + 1)), *_SUBJECTS)
    if before:
        return before[-1].ref.name
    return scene.home.name if scene.home else scene.report.place
