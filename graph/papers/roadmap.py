"""招商路线图: for each of the first gaps, from who is here to what to attract, whom to ask, where to put it and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from graph.errors import LianpuError
from graph.gaps.words import CHOKE, CLASSES
from graph.papers import look
from graph.papers.drawing import Box, Picture, Sheet
from graph.papers.fonts import Typeface
from graph.papers.look import A4_LANDSCAPE, POINT, Paper
from graph.papers.strokes import MARGIN, RADIUS, Lettering, badge, mark, number_disc, title_block
from graph.papers.values import Item, Lane
from graph.papers.words import ACTIONS, PHASE_GROUNDS, listed

#: Column headings, what each answers, and their widths as shares of what the first two columns leave.
_COLUMNS = (
    ("本地锚点", "和谁配套", 1.08),
    ("招引对象", "招什么", 1.12),
    ("对接方向", "找谁", 0.95),
    ("承接载体", "落在哪", 0.92),
    ("适用政策", "凭什么", 1.0),
)
_PHASE, _LINK, _GAP = 15.0, 41.0, 2.4
_POINTS, _NOTE_POINTS, _LINE, _PAD = 8.5, 7.8, 3.95, 1.8
_TOP, _HEADING, _FOOT = 20.5, 10.5, 17.0
_LEAST, _LONE = 13.0, 3
#: How many lines a cell may have, for each row that it spans.
_MOST = (9, 8, 7, 6, 5, 4)
_ZOOMS = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
_NOTHING = "报告未点名，待补充"


@dataclass(frozen=True, slots=True)
class _Text:
    """An item broken into lines, and its note into lines below."""

    item: Item
    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many lines it takes."""
        return len(self.lines) + len(self.notes)


#: Cells of a column that say the same: the first row, how many rows, and what they say.
_Block = tuple[int, int, tuple[_Text, ...]]


def roadmap(lanes: Sequence[Lane], lettering: Lettering, typeface: Typeface, paper: Paper = A4_LANDSCAPE) -> Picture:
    """The roadmap as a picture. Cells that say the same in rows one below the other are joined.

    Raises LianpuError where so many rows do not fit on one sheet.
    """
    for zoom in _ZOOMS:
        for most in _MOST:
            sheet = Sheet(paper, typeface, zoom=zoom)
            plan = _Plan(sheet, lanes, most)
            if plan.fits:
                plan.draw(lettering)
                return sheet.picture()
    raise LianpuError(f"{len(lanes)} rows do not fit on one roadmap.", mend="Lower `detailed` in papers.toml.")


class _Plan:
    """Where the rows and columns of one try lie."""

    def __init__(self, sheet: Sheet, lanes: Sequence[Lane], most: int) -> None:
        self.sheet, self.lanes = sheet, lanes
        room = sheet.width - 2 * MARGIN - _PHASE - _LINK - _GAP * (len(_COLUMNS) + 1)
        total = sum(share for _, _, share in _COLUMNS)
        self.widths = [room * share / total for _, _, share in _COLUMNS]
        self.lefts = [MARGIN + _PHASE + _LINK + 2 * _GAP]
        for width in self.widths[:-1]:
            self.lefts.append(self.lefts[-1] + width + _GAP)
        self.blocks = [self._joined(column, most) for column in range(len(_COLUMNS))]
        self.heights = self._heights()
        available = sheet.height - _TOP - _HEADING - _FOOT
        spare = available - sum(self.heights)
        self.fits = spare >= 0
        more = min(max(0.0, spare) / max(1, len(lanes)), 6.0)
        self.heights = [height + more for height in self.heights]

    def draw(self, lettering: Lettering) -> None:
        title_block(self.sheet, lettering)
        self._headings()
        tops = [_TOP + _HEADING + sum(self.heights[:r]) for r in range(len(self.lanes))]
        row = 0
        for phase, group in groupby(self.lanes, key=lambda lane: lane.phase):
            count = len(list(group))
            self._phase(phase, tops[row], sum(self.heights[row : row + count]))
            row += count
        for r, lane in enumerate(self.lanes):
            self._link(lane, Box(MARGIN + _PHASE + _GAP, tops[r] + 0.9, _LINK - 1.0, self.heights[r] - 1.8))
        for c, blocks in enumerate(self.blocks):
            for first, count, texts in blocks:
                height = sum(self.heights[first : first + count])
                self._cell(Box(self.lefts[c], tops[first] + 0.9, self.widths[c], height - 1.8), texts)
        self._arrows(tops)
        self._legend()

    def _heights(self) -> list[float]:
        """Each row as tall as its own cells; a joined cell that needs more spreads that over its rows."""
        rows = [max(_LEAST, self._link_height(lane)) for lane in self.lanes]
        for blocks in self.blocks:
            for first, count, texts in blocks:
                short = _height(texts) - sum(rows[first : first + count])
                for r in range(first, first + count):
                    rows[r] += max(0.0, short) / count
        return rows

    def _link_height(self, lane: Lane) -> float:
        lines = self.sheet.balanced(lane.gap.link.zh, 10.5, _LINK - 9.5, bold=True)
        return 2 * _PAD + 4.8 * len(lines) + 5.6

    def _joined(self, column: int, most: int) -> list[_Block]:
        """The cells of a column, like ones joined; a joined one may hold as many lines as all of its rows."""
        blocks: list[_Block] = []
        first = 0
        for cell, group in groupby(lane.cells[column] for lane in self.lanes):
            count = len(list(group))
            blocks.append((first, count, self._broken(cell, self.widths[column], most * count)))
            first += count
        return blocks

    def _broken(self, cell: Sequence[Item], width: float, most: int) -> tuple[_Text, ...]:
        """The items of a cell in lines, at most so many; what does not fit is named together."""
        found: list[_Text] = []
        inner = width - 2 * _PAD - 3.0
        for position, item in enumerate(cell or (Item(_NOTHING),)):
            lines = self._lines(item.text, _POINTS, inner)
            notes = self._lines(item.note, _NOTE_POINTS, inner)
            text = _Text(item, lines, notes)
            used, last = sum(t.count for t in found), position == len(cell) - 1
            if found and used + text.count > (most if last else most - 1):
                return (*found, self._rest([other.text for other in cell[position:]], inner, max(1, most - used)))
            found.append(text)
        return tuple(found)

    def _rest(self, names: Sequence[str], width: float, lines: int) -> _Text:
        """What did not get a line of its own: as many names as fit together, and how many there are."""
        for most in range(len(names), 0, -1):
            told = f"另有{listed(names, most)}"
            broken = self.sheet.wrap(told, _POINTS, width, lines=lines)
            if "".join(broken) == told:
                return _Text(Item(told), broken)
        told = f"另有{len(names)}个"
        return _Text(Item(told), (told,))

    def _lines(self, text: str, points: float, width: float) -> tuple[str, ...]:
        """A text in up to three lines, none of them a lone character or two."""
        lines = self.sheet.wrap(text, points, width, lines=3)
        return self.sheet.balanced(text, points, width, lines=3) if lines and len(lines[-1]) < _LONE else lines

    def _headings(self) -> None:
        top = _TOP
        for (title, asks, _), x, width in zip(_COLUMNS, self.lefts, self.widths, strict=True):
            self._chevron(x - 1.0, top, width + 2.0, title, asks)
        self._chevron(MARGIN + _PHASE + _GAP - 1.0, top, _LINK + 1.6, "优先环节", "补哪里")

    def _chevron(self, x: float, y: float, width: float, title: str, asks: str) -> None:
        height, nose = 8.0, 2.6
        self.sheet.shape(
            [
                *((x, y), (x + width - nose, y), (x + width, y + height / 2)),
                *((x + width - nose, y + height), (x, y + height), (x + nose, y + height / 2)),
            ],
            fill=look.ACCENT_PALE,
        )
        end = self.sheet.write((x + 4.6, y + 2.0), title, 10.5, bold=True, colour=look.ACCENT)
        self.sheet.write((end.right + 1.8, y + 2.7), asks, 8, colour=look.QUIET)

    def _phase(self, phase: str, top: float, height: float) -> None:
        box = Box(MARGIN, top + 0.9, _PHASE, height - 1.8)
        self.sheet.box(box, fill=look.ACCENT, radius=RADIUS)
        middle, centre = box.middle
        grounds = self.sheet.wrap(PHASE_GROUNDS[phase], 7.5, _PHASE - 3.0, lines=6)
        room = height - 1.8 >= 7.0 + len(grounds) * 3.3
        y = centre - (2.4 + (len(grounds) * 3.3 + 1.5 if room else 0.0) / 2)
        self.sheet.write((middle, y), phase, 12, bold=True, colour=look.GROUND, align="middle")
        for line, text in enumerate(grounds if room else ()):
            self.sheet.write((middle, y + 6.2 + line * 3.3), text, 7.5, colour=look.GROUND, align="middle")

    def _link(self, lane: Lane, box: Box) -> None:
        self.sheet.box(box, fill=look.GAP_TINT, radius=RADIUS)
        self.sheet.box(Box(box.x, box.y, 1.2, box.height), fill=look.GAP)
        title = self.sheet.balanced(lane.gap.link.zh, 10.5, _LINK - 9.5, bold=True)
        y = box.middle[1] - (4.8 * len(title) + 5.0) / 2
        number_disc(self.sheet, (box.x + 4.6, y + 10.5 * POINT / 2), lane.number)
        for line in title:
            self.sheet.write((box.x + 8.0, y), line, 10.5, bold=True)
            y += 4.8
        x, labels = box.x + 8.0, [CLASSES[lane.gap.kind].zh, ACTIONS[lane.gap.kind]]
        for label in (*labels, *([CHOKE.zh] if lane.gap.choke else [])):
            width = self.sheet.measure(label, 7.5, bold=True) + 2.2
            self.sheet.box(Box(x, y + 0.5, width, 3.9), fill=look.GROUND, radius=0.8)
            if label not in labels[:1]:
                badge(self.sheet, (x + width, y + 4.4), label, filled=True)
            else:
                self.sheet.write((x + 1.1, y + 1.12), label, 7.5, bold=True, colour=look.GAP)
            x += width + 1.2

    def _cell(self, box: Box, texts: Sequence[_Text]) -> None:
        self.sheet.box(box, fill=look.GROUND, line=look.RULE, width=0.3, radius=RADIUS)
        y = box.middle[1] - _height(texts) / 2 + _PAD
        for text in texts:
            x = box.x + _PAD
            if text.item.kind in look.MARKS:
                mark(self.sheet, (x + 1.0, y + _POINTS * POINT / 2), text.item.kind)
            elif text.item.text != _NOTHING:
                self.sheet.disc((x + 1.0, y + _POINTS * POINT / 2), 0.45, fill=look.STRUCTURE)
            colour = look.QUIET if text.item.text == _NOTHING else look.INK
            for line in text.lines:
                self.sheet.write((x + 3.0, y), line, _POINTS, colour=colour)
                y += _LINE
            for line in text.notes:
                self.sheet.write((x + 3.0, y), line, _NOTE_POINTS, colour=look.QUIET)
                y += _LINE

    def _arrows(self, tops: Sequence[float]) -> None:
        """A small arrow between cells, at the middle of each row."""
        for r, top in enumerate(tops):
            y = top + self.heights[r] / 2
            for x in self.lefts:
                self.sheet.arrowhead((x - 0.4, y), (1, 0), colour=look.STRUCTURE, size=1.7)

    def _legend(self) -> None:
        sheet, y = self.sheet, self.sheet.height - 12.0
        x = MARGIN
        kinds = {text.item.kind for blocks in self.blocks for _, _, texts in blocks for text in texts}
        for kind, (_, _) in look.MARKS.items():
            if kind in kinds:
                mark(sheet, (x + 1.0, y + 2.1), kind)
                x = sheet.write((x + 3.0, y + 0.65), look.KINDS[kind], 8.0).right + 4.6
        told = "序号与目标图谱一致；阶段按缺口类型划分，供会商；“对接方向”为报告提出的合作对象，不代表其有投资意向。"
        sheet.write((x, y + 0.65), told, 8.0, colour=look.QUIET)


def _height(texts: Sequence[_Text]) -> float:
    return 2 * _PAD + sum(text.count for text in texts) * _LINE
