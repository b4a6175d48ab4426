"""A chain laid out on a sheet, in millimetres: a card for each link, and the path of each supply line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from graph.errors import LianpuError
from graph.model import EntityType, Stage
from graph.papers.drawing import Box, Sheet
from graph.papers.fonts import Typeface
from graph.papers.look import A4_LANDSCAPE, Paper
from graph.papers.placing import Edge, Grid, place
from graph.papers.routing import Line, Pin, Routes, rounded, route, spread
from graph.papers.strokes import MARGIN
from graph.query.values import ChainView, Link

HEAD, FOOT = 20.0, 19.0
TITLE_POINTS, NAME_POINTS, STATE_POINTS = 10.0, 8.0, 7.5
PAD = 1.7
#: What a card of a given number of name lines is made of, top to bottom.
_TITLE_LINE, _NAME_LINE, _STATE_LINE = 4.5, 3.45, 4.2
_BAND, _SUPPORT_LABEL, _SUPPORT_GAP = 7.0, 12.0, 4.5
_TRACK, _PORT = 1.25, 2.1
_CARD_LEAST, _CARD_MOST = 25.0, 52.0
#: How much smaller a sheet may be printed to hold a chain, and how many lines of names its cards may have.
_ZOOMS = (1.0, 1.1, 1.2, 1.35, 1.5, 1.75, 2.0, 2.5, 3.0)
_NAMES = (4, 3, 2, 1, 0)
#: Beyond this no sheet can hold a chain, and looking for a place for each link takes long.
_MOST_LINKS = 400
_SEATED = (EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PLATFORM, EntityType.PRODUCT, EntityType.INDUSTRY)


@dataclass(frozen=True, slots=True)
class NameLine:
    """A line of names on a card; the first line of a name has its ``kind``, for the mark before it."""

    text: str
    kind: EntityType | None


@dataclass(frozen=True, slots=True)
class Card:
    """A link's card: where it lies, and its texts broken into lines."""

    link: Link
    box: Box
    title: tuple[str, ...]
    names: tuple[NameLine, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A stage's heading."""

    stage: Stage
    box: Box
    links: int


@dataclass(frozen=True, slots=True)
class Run:
    """A supply line as it runs: its path, and which way its arrowhead points."""

    edge: Edge
    path: tuple[tuple[float, float], ...]
    towards: tuple[int, int]


@dataclass(frozen=True)
class Chart:
    """A chain on a sheet that is ``zoom`` times as large as its paper."""

    zoom: float
    cards: tuple[Card, ...]
    bands: tuple[Band, ...]
    runs: tuple[Run, ...]


def chart(view: ChainView, typeface: Typeface, paper: Paper = A4_LANDSCAPE) -> Chart:
    """A chain on paper, as large as it can be. Raises LianpuError for a chain that no sheet of that size can hold."""
    if len(view.links) > _MOST_LINKS:
        raise _too_large(view)
    grid = place(view.links, view.supplies)
    routes = route(grid, view.supplies)
    for zoom in _ZOOMS:
        sheet = Sheet(paper, typeface, zoom=zoom)
        for names in _NAMES:
            found = _Layout(view, grid, routes, sheet, names).chart(zoom)
            if found is not None:
                return found
    raise _too_large(view)


def _too_large(view: ChainView) -> LianpuError:
    return LianpuError(
        f"a chain of {len(view.links)} links does not fit on one sheet.",
        where=view.info.id,
        mend="Divide it into several chains, each in a file of its own.",
    )


class _Layout:
    """The measures of one try: columns across, rows down, and what follows from both."""

    def __init__(self, view: ChainView, grid: Grid, routes: Routes, sheet: Sheet, names: int) -> None:
        self.view, self.grid, self.routes, self.sheet, self.names = view, grid, routes, sheet, names
        self.left, self.right = MARGIN, sheet.width - MARGIN
        widths = [_gutter(count, inner=0 < g < len(routes.gutters) - 1) for g, count in enumerate(routes.gutters)]
        columns = max(1, len(grid.columns))
        free = self.right - self.left - sum(widths)
        self.card_width = min(free / columns, _CARD_MOST)
        spare = (free - self.card_width * columns) / max(1, columns - 1)
        self.gutters = [w + (spare if 0 < g < columns else 0.0) for g, w in enumerate(widths)]
        starts = accumulate((g + self.card_width for g in self.gutters[:-1]), initial=self.left)
        self.gutter_x = list(starts)
        self.by_iri = view.by_iri
        self.outermost: defaultdict[str, float] = defaultdict(float)
        for line in routes.lines:
            self.outermost[line.edge[1]] = max(self.outermost[line.edge[1]], abs(line.into.port))

    def chart(self, zoom: float) -> Chart | None:
        """The chart, or None where it does not fit."""
        if self.card_width < _CARD_LEAST:
            return None
        texts = {link.iri: self._texts(link) for link in self.view.links}
        rows = [[iri for column in self.grid.columns if (iri := column[r])] for r in range(self.grid.rows)]
        needs = [max((_need(*texts[iri]) for iri in row), default=0.0) for row in rows]
        support_needs = [max(_need(*texts[iri]) for iri in row) for row in self.grid.support]
        tracks, counts = self._street_tracks()
        streets = [_street(counts.get(j, 0)) for j in range(self.grid.rows + 1)]
        top = HEAD + _BAND
        rest = self.sheet.height - FOOT - top - sum(needs) - sum(streets) - sum(support_needs)
        rest -= _SUPPORT_GAP * max(0, len(support_needs) - 1) + 1.0
        if rest < 0:
            return None
        # Half of what is left makes the cards taller, the other half the streets wider.
        self._down(top, needs, support_needs, streets, rest)
        cards = [self._card(iri, texts[iri]) for iri in self.boxes]
        runs = tuple(self._run(line, tracks) for line in self.routes.lines)
        return Chart(zoom, tuple(cards), tuple(self._bands(top)), runs)

    def _down(self, top: float, needs: list[float], support: list[float], streets: list[float], rest: float) -> None:
        more = min(rest / 2 / max(1, len(needs) + len(support)), 5.0)
        wider = min((rest - more * (len(needs) + len(support))) / len(streets), 4.0)
        self.street_y, self.street_height = [], [height + wider for height in streets]
        self.boxes: dict[str, Box] = {}
        y = top
        for r in range(self.grid.rows + 1):
            self.street_y.append(y)
            y += self.street_height[r]
            if r == self.grid.rows:
                break
            for c, column in enumerate(self.grid.columns):
                iri = column[r]
                if iri:
                    x = self.gutter_x[c] + self.gutters[c]
                    self.boxes[iri] = Box(x, y, self.card_width, needs[r] + more)
            y += needs[r] + more
        self.support_top = y
        for row, need in zip(self.grid.support, support, strict=True):
            for slot, iri in enumerate(row):
                self.boxes[iri] = Box(self._slot(slot), y, self._support_width(), need + more)
            y += need + more + _SUPPORT_GAP
        self.support_bottom = y - _SUPPORT_GAP

    def _support_width(self) -> float:
        slots = len(self.grid.support[0])
        room = self.right - self.left - _SUPPORT_LABEL - _SUPPORT_GAP * slots
        return min(room / slots, self.card_width * 1.2)

    def _slot(self, slot: int) -> float:
        """Where a support card begins: cards spread over the width; lines to a second row need the gap before each."""
        slots, width = len(self.grid.support[0]), self._support_width()
        share = (self.right - self.left - _SUPPORT_LABEL) / slots
        before = (share - width) * (0.5 if len(self.grid.support) == 1 else 1.0)
        return self.left + _SUPPORT_LABEL + slot * share + before

    def _texts(self, link: Link) -> tuple[tuple[str, ...], tuple[NameLine, ...]]:
        width = self.card_width if link.stage is not Stage.SUPPORT else self._support_width()
        inner = width - 2 * PAD
        star = 4.0 if link.key else 0.0
        title = self.sheet.balanced(link.zh, TITLE_POINTS, inner - star, bold=True)
        names: list[NameLine] = []
        for kind, name in seated(link):
            left = self.names - len(names)
            if left <= 0:
                break
            lines = self.sheet.wrap(name, NAME_POINTS, inner - 2.8, lines=min(2, left))
            names += [NameLine(text, kind if i == 0 else None) for i, text in enumerate(lines)]
        return title, tuple(names)

    def _card(self, iri: str, texts: tuple[tuple[str, ...], tuple[NameLine, ...]]) -> Card:
        return Card(self.by_iri[iri], self.boxes[iri], *texts)

    def _bands(self, top: float) -> list[Band]:
        found = []
        for stage in dict.fromkeys(self.grid.stages):
            at = [c for c, s in enumerate(self.grid.stages) if s is stage]
            x = self.gutter_x[at[0]] + self.gutters[at[0]]
            end = self.gutter_x[at[-1]] + self.gutters[at[-1]] + self.card_width
            count = sum(link.stage is stage for link in self.view.links)
            found.append(Band(stage, Box(x, top - _BAND, end - x, _BAND - 1.0), count))
        if self.grid.support:
            box = Box(self.left, self.support_top, _SUPPORT_LABEL - 2.0, self.support_bottom - self.support_top)
            found.append(Band(Stage.SUPPORT, box, sum(map(len, self.grid.support))))
        return found

    def _street_tracks(self) -> tuple[dict[tuple[str, int], int], dict[int, int]]:
        """The track of each supplier in each street, and how many tracks a street has."""
        reach: defaultdict[tuple[int, str], list[float]] = defaultdict(list)
        for line in self.routes.lines:
            if line.street is not None:
                source = line.edge[0]
                reach[line.street, source] += [self._x(source, line.out, line.edge[0], way_out=True)]
                reach[line.street, source] += [self._x(source, line.into, line.edge[1], way_out=False)]
        tracks: dict[tuple[str, int], int] = {}
        counts: dict[int, int] = {}
        for street in range(self.grid.rows + 1):
            sources = sorted(source for j, source in reach if j == street)
            given = spread([(min(reach[street, s]), max(reach[street, s])) for s in sources], 1.2)
            tracks.update({(s, street): t for s, t in zip(sources, given, strict=True)})
            counts[street] = max(given, default=-1) + 1
        return tracks, counts

    def _x(self, source: str, pin: Pin, iri: str, *, way_out: bool) -> float:
        """Where a line runs up or down: on its supplier's track in a gutter, or above a support card."""
        if pin.gutter is not None:
            count = self.routes.gutters[pin.gutter]
            spare = self.gutters[pin.gutter] - _gutter(count, inner=True)
            track = self.routes.tracks[source, pin.gutter]
            return self.gutter_x[pin.gutter] + 1.3 + max(0.0, spare) / 2 + track * _TRACK
        row = next(r for r, those in enumerate(self.grid.support) if iri in those)
        x = self._slot(self.grid.support[row].index(iri))
        if row:
            return x - (1.2 if way_out else 2.6 + pin.port * 0.8)
        return x + self._support_width() * (0.68 if way_out else 0.32) - (0.0 if way_out else pin.port * _PORT)

    def _run(self, line: Line, tracks: Mapping[tuple[str, int], int]) -> Run:
        a, b = line.edge
        if line.straight:
            start, end = self.boxes[a], self.boxes[b]
            x = start.middle[0]
            return Run(line.edge, ((x, start.bottom), (x, end.y)), (0, 1))
        x1, x2 = self._x(a, line.out, a, way_out=True), self._x(a, line.into, b, way_out=False)
        first, last = self._meeting(a, line.out, x1), self._meeting(b, line.into, x2)
        path: list[tuple[float, float]] = [first]
        if line.street is None:
            path += [(x1, first[1]), (x1, last[1])]
        else:
            step = self.street_height[line.street]
            given = [t for (_, j), t in tracks.items() if j == line.street]
            y = self.street_y[line.street] + step * (tracks[a, line.street] + 1) / (max(given) + 2)
            path += [(x1, first[1]), (x1, y), (x2, y), (x2, last[1])]
        path.append(last)
        return Run(line.edge, tuple(rounded(path, 0.9)), self._towards(path))

    def _meeting(self, iri: str, pin: Pin, x: float) -> tuple[float, float]:
        """Where a line meets a card."""
        box = self.boxes[iri]
        if pin.gutter is None:
            return (x, box.y) if box.x < x < box.right else (box.x, box.middle[1])
        # Where more lines come in than a card is tall, they come closer together.
        spacing = min(_PORT, (box.height / 2 - 1.6) / max(1.0, self.outermost[iri]))
        return (box.x if x < box.x else box.right), box.middle[1] + pin.port * spacing

    @staticmethod
    def _towards(path: Sequence[tuple[float, float]]) -> tuple[int, int]:
        moved = next((p, q) for p, q in zip(reversed(path[:-1]), reversed(path[1:]), strict=True) if p != q)
        (x, y), (u, v) = moved
        return (0, 1 if v > y else -1) if x == u else (1 if u > x else -1, 0)


def seated(link: Link) -> list[tuple[EntityType, str]]:
    """Who and what sits at a link by name, firms first: what a card shows. A name that is the link's own says nothing
    more, and a product or an industry says little beside a firm."""
    found = [seat.thing for kind in _SEATED for seat in link.seats if seat.thing.type is kind]
    names = list(dict.fromkeys((thing.type, thing.name) for thing in found if thing.name != link.zh))
    acting = [pair for pair in names if pair[0] not in (EntityType.PRODUCT, EntityType.INDUSTRY)]
    return acting or names


def _need(title: Sequence[str], names: Sequence[NameLine]) -> float:
    return 2 * PAD - 1.0 + len(title) * _TITLE_LINE + len(names) * _NAME_LINE + _STATE_LINE


def _gutter(tracks: int, *, inner: bool) -> float:
    if tracks == 0:
        return 3.5 if inner else 0.0
    return 1.3 + (tracks - 1) * _TRACK + 2.9


def _street(tracks: int) -> float:
    return max(2.2, (tracks + 1) * 1.05)
