"""The legends of the maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.gaps.model import Gap
from graph.gaps.words import CLASSES
from graph.model import EntityType, NodeState
from graph.papers import look
from graph.papers.chart import seated
from graph.papers.drawing import Box, Sheet
from graph.papers.strokes import LIVE, MARGIN, PLAIN, RADIUS, WANTED, Ink, badge, ground, mark
from graph.papers.words import ACTIONS
from graph.query.values import ChainView


class _Legend:
    """Legend items from left to right."""

    def __init__(self, sheet: Sheet, y: float) -> None:
        self.sheet, self.x, self.y = sheet, MARGIN, y

    def swatch(self, text: str, state: NodeState | None = None, *, fill: str = look.GROUND, width: float = 0.3) -> None:
        """A small card: of a state, or one to be filled."""
        box = Box(self.x, self.y, 7.0, 4.2)
        if state is not None:
            ground(self.sheet, box, state)
        else:
            self.sheet.box(box, fill=fill, line=look.GAP, width=width, radius=RADIUS)
        self._text(self.x + 8.2, text)

    def badge(self, label: str, text: str, *, filled: bool) -> None:
        right = self.x + self.sheet.measure(label, 7.5, bold=True) + 2.2
        width = badge(self.sheet, (right, self.y + 4.0), label, filled=filled)
        self._text(self.x + width + 1.2, text)

    def line(self, ink: Ink, text: str) -> None:
        y = self.y + 2.1
        self.sheet.line([(self.x, y), (self.x + 7.0, y)], colour=ink.colour, width=ink.width)
        self.sheet.arrowhead((self.x + 7.6, y), (1, 0), colour=ink.colour)
        self._text(self.x + 9.0, text)

    def mark(self, kind: EntityType, text: str) -> None:
        mark(self.sheet, (self.x + 1.0, self.y + 2.1), kind)
        self._text(self.x + 3.0, text)

    def star(self, text: str) -> None:
        end = self.sheet.write((self.x, self.y + 0.5), "★", 8.5)
        self._text(end.right + 0.8, text)

    def _text(self, x: float, text: str) -> None:
        self.x = self.sheet.write((x, self.y + 0.65), text, 8.0).right + 4.6


def legend_as_is(sheet: Sheet, view: ChainView, gaps: Sequence[Gap]) -> None:
    """Explains the map of what is there, and counts it."""
    legend = _Legend(sheet, sheet.height - 17.0)
    for state in NodeState:
        legend.swatch(f"{look.STATES[state]} {view.info.count(state)}", state)
    shown = {kind for link in view.links for kind, _ in seated(link)}
    for kind, text in look.KINDS.items():
        if kind in shown:
            legend.mark(kind, text)
    legend.star("关键环节（橙色：卡点）")
    legend = _Legend(sheet, sheet.height - 12.0)
    for gap_class, label in CLASSES.items():
        count = sum(gap.kind is gap_class for gap in gaps)
        legend.badge(label.zh, f"{ACTIONS[gap_class]} {count}", filled=False)
    legend.line(LIVE, "供需两端均有企业")
    legend.line(PLAIN, "参照产业链的供给关系")


def legend_to_be(sheet: Sheet, view: ChainView, gaps: Sequence[Gap], numbered: Mapping[str, int]) -> None:
    """Explains the map of what is to be filled, and counts it."""
    legend = _Legend(sheet, sheet.height - 17.0)
    told = f"优先招引（序号 1–{len(numbered)}，与招商路线图一致）" if numbered else "优先招引"
    legend.swatch(told, fill=look.GAP_TINT, width=0.6)
    legend.swatch(f"其他缺口 {len(gaps) - len(numbered)}")
    legend.swatch(f"有企业 {view.info.count(NodeState.PRODUCING)}", NodeState.PRODUCING)
    legend.swatch("未提及且不相邻，暂不列为缺口", NodeState.NOT_MENTIONED)
    legend.star("关键环节")
    legend = _Legend(sheet, sheet.height - 12.0)
    for gap_class, label in ACTIONS.items():
        legend.badge(label, f"{CLASSES[gap_class].zh} {sum(gap.kind is gap_class for gap in gaps)}", filled=True)
    legend.line(WANTED, "补上后与现有企业接通")
    legend.line(LIVE, "供需两端均有企业")
    legend.line(PLAIN, "与优先缺口相关的其他供给")
