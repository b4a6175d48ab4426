"""How supply lines run on a map: through the gutters between columns and the streets between rows, never over a card.

All lines of one supplier share a trunk. A gutter gives each trunk that passes a track of its own, ordered so that few
cross; so does a street. Here lengths are in rows and columns (a row r lies between the streets r and r + 1); the map
makes millimetres of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.papers.placing import Edge, Grid

_PORT = 0.1
_CROWDED = 3


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a line meets a card: the gutter that it comes from (None: from the street above a support card), the height
    of the card's middle in rows, and the port counted from the middle (up is negative)."""

    gutter: int | None
    row: float
    port: float

    @property
    def y(self) -> float:
        """Its height in rows."""
        return self.row + _PORT * self.port


@dataclass(frozen=True, slots=True)
class Line:
    """One supply line. ``straight`` ones run from a card to the one right below; else from ``out`` over the street to
    ``into``, or within one gutter where ``street`` is None."""

    edge: Edge
    out: Pin
    into: Pin
    street: int | None = None
    straight: bool = False


@dataclass(frozen=True, slots=True)
class Routes:
    """All lines; the track of each supplier's trunk by (supplier, gutter); how many tracks each gutter has."""

    lines: tuple[Line, ...]
    tracks: dict[tuple[str, int], int]
    gutters: tuple[int, ...]


def route(grid: Grid, supplies: Sequence[Edge]) -> Routes:
    """Lines for all supplies among the links of a grid, in the order of their suppliers."""
    seats, support = grid.seats(), {iri for row in grid.support for iri in row}
    known = [(a, b) for a, b in sorted(supplies) if {a, b} <= seats.keys() | support]
    below = [(a, b) for a, b in known if _right_below(seats, a, b)]
    nets: defaultdict[str, list[str]] = defaultdict(list)
    for a, b in known:
        if (a, b) not in below:
            nets[a].append(b)
    streets = _streets(nets, seats, grid.rows)
    pins = _pins(nets, seats, streets)
    lines = [
        Line((a, b), _out(seats, a), pins[a, b], streets.get(a) if _far(seats, a, b) else None)
        for a, targets in nets.items()
        for b in targets
    ]
    straight = [Line((a, b), _out(seats, a), _out(seats, b), straight=True) for a, b in below]
    tracks, widths = _tracks(lines, len(grid.columns) + 1)
    return Routes((*lines, *straight), tracks, widths)


def spread(intervals: Sequence[tuple[float, float]], slack: float) -> list[int]:
    """A track for each interval so that none on one track touch, the first track that is free.

    >>> spread([(0, 2), (1, 3), (2.5, 4)], 0.1)
    [0, 1, 0]
    """
    ends: list[float] = []
    track = [0] * len(intervals)
    for i in sorted(range(len(intervals)), key=lambda i: (intervals[i], i)):
        start, end = intervals[i]
        free = next((t for t, last in enumerate(ends) if last + slack < start), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free], track[i] = end, free
    return track


def _right_below(seats: dict[str, tuple[int, int]], a: str, b: str) -> bool:
    if a not in seats or b not in seats:
        return False
    (c, r), (d, s) = seats[a], seats[b]
    return c == d and s == r + 1


def _far(seats: dict[str, tuple[int, int]], a: str, b: str) -> bool:
    """Whether a line needs a street: it does unless both its ends lie at the gutter right of the supplier."""
    return a not in seats or b not in seats or _in_gutter(seats, a, b) != seats[a][0] + 1


def _out(seats: dict[str, tuple[int, int]], iri: str) -> Pin:
    if iri not in seats:
        return Pin(None, 0.0, 0.0)
    column, row = seats[iri]
    return Pin(column + 1, row + 0.5, 0.0)


def _in_gutter(seats: dict[str, tuple[int, int]], a: str, b: str) -> int:
    """The gutter by which a line comes in: left of the card; right of it where the supplier is in the same column."""
    column = seats[b][0]
    return column + 1 if a in seats and seats[a][0] == column else column


def _streets(nets: dict[str, list[str]], seats: dict[str, tuple[int, int]], rows: int) -> dict[str, int]:
    """The street of each supplier that needs one: near its card and those it supplies, and not crowded."""
    used: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
    chosen: dict[str, int] = {}
    for a, targets in nets.items():
        far = [b for b in targets if _far(seats, a, b)]
        if not far:
            continue
        if a not in seats or any(b not in seats for b in far):
            chosen[a] = rows
            continue
        ends = [seats[a][0] + 1, *(_in_gutter(seats, a, b) for b in far)]
        reach = (min(ends), max(ends))

        def cost(j: int, a: str = a, far: list[str] = far, reach: tuple[int, int] = reach) -> tuple[float, int]:
            climb = abs(seats[a][1] + 0.5 - j) + sum(abs(seats[b][1] + 0.5 - j) for b in far) / len(far)
            there = sum(start <= reach[1] and reach[0] <= end for start, end in used[j])
            return climb + max(0, there - _CROWDED + 1) * 0.8 + 0.1 * there, j

        chosen[a] = min(range(rows + 1), key=cost)
        used[chosen[a]].append(reach)
    return chosen


def _pins(nets: dict[str, list[str]], seats: dict[str, tuple[int, int]], streets: dict[str, int]) -> dict[Edge, Pin]:
    """Where each line comes in: ports in the order in which lines arrive, and none where another card's way out is."""
    arriving: defaultdict[tuple[str, int | None], list[tuple[float, str]]] = defaultdict(list)
    for a, targets in nets.items():
        for b in targets:
            if b not in seats:
                arriving[b, None].append((0.0, a))
                continue
            height = float(streets[a]) if _far(seats, a, b) else seats[a][1] + 0.5
            arriving[b, _in_gutter(seats, a, b)].append((height, a))
    leaving = {(seats[a][0] + 1, seats[a][1]): a for a in nets if a in seats}
    pins: dict[Edge, Pin] = {}
    for (b, gutter), sources in arriving.items():
        sources.sort()
        if gutter is None:
            for port, (_, a) in enumerate(sources):
                pins[a, b] = Pin(None, 0.0, float(port))
            continue
        column, row = seats[b]
        right = gutter == column + 1
        across = None if right else leaving.get((gutter, row))
        ports = _ports([y for y, _ in sources], [a for _, a in sources], row + 0.5, across)
        for (_, a), port in zip(sources, ports, strict=True):
            # On the right side the card's own way out is in the middle, and the ports of the next card are whole.
            shifted = (port + 0.5 if port >= 0 else port - 0.5) if right else float(port)
            pins[a, b] = Pin(gutter, row + 0.5, shifted)
    return pins


def _ports(heights: list[float], sources: list[str], middle: float, across: str | None) -> list[int]:
    """A port for each line: the middle for the card right across, or for the nearest where nobody leaves there."""
    if across in sources:
        centre = sources.index(across)
    elif across is None:
        centre = min(range(len(heights)), key=lambda i: (abs(heights[i] - middle), abs(i - (len(heights) - 1) / 2)))
        centre = (len(heights) - 1) // 2 if len(heights) > 2 else centre
    else:
        above = sum(height < middle for height in heights)
        return [i - above if i < above else i - above + 1 for i in range(len(heights))]
    return [i - centre for i in range(len(heights))]


@dataclass(slots=True)
class _Trunk:
    """A supplier's upright in one gutter: its reach, and the heights at which it is met from the left and right."""

    source: str
    left: list[float]
    right: list[float]
    ends: list[float]

    @property
    def reach(self) -> tuple[float, float]:
        heights = [*self.left, *self.right, *self.ends]
        return min(heights), max(heights)


def _tracks(lines: Sequence[Line], gutters: int) -> tuple[dict[tuple[str, int], int], tuple[int, ...]]:
    trunks: dict[tuple[int, str], _Trunk] = {}

    def trunk(gutter: int, source: str) -> _Trunk:
        return trunks.setdefault((gutter, source), _Trunk(source, [], [], []))

    for line in lines:
        source, out, into = line.edge[0], line.out, line.into
        if out.gutter is not None:
            trunk(out.gutter, source).left.append(out.y)
            if line.street is not None:
                trunk(out.gutter, source).ends.append(float(line.street))
        if into.gutter is not None:
            there = trunk(into.gutter, source)
            from_right = into.port != round(into.port)
            (there.left if from_right else there.right).append(into.y)
            if line.street is not None:
                there.ends.append(float(line.street))
    tracks: dict[tuple[str, int], int] = {}
    counts = []
    for gutter in range(gutters):
        here = [trunk for (g, _), trunk in sorted(trunks.items()) if g == gutter]
        given = _untangle(here, spread([t.reach for t in here], 0.12))
        counts.append(max(given, default=-1) + 1)
        tracks.update({(t.source, gutter): track for t, track in zip(here, given, strict=True)})
    return tracks, tuple(counts)


def _untangle(trunks: list[_Trunk], given: list[int]) -> list[int]:
    """The same tracks in the order in which lines cross least."""
    order = list(range(max(given, default=-1) + 1))

    def crossings() -> int:
        place = {track: position for position, track in enumerate(order)}
        total = 0
        for one, at in zip(trunks, given, strict=True):
            for other, beside in zip(trunks, given, strict=True):
                if one is other:
                    continue
                low, high = other.reach
                met = one.left if place[beside] < place[at] else one.right if place[beside] > place[at] else []
                total += sum(low < y < high for y in set(met))
        return total

    best, improved = crossings(), True
    while improved:
        improved = False
        for i, _ in enumerate(order):
            for j in range(i + 1, len(order)):
                order[i], order[j] = order[j], order[i]
                if (now := crossings()) < best:
                    best, improved = now, True
                else:
                    order[i], order[j] = order[j], order[i]
    return [order.index(track) for track in given]


def rounded(points: Sequence[tuple[float, float]], radius: float) -> list[tuple[float, float]]:
    """A path of upright and level pieces with its corners rounded."""
    path = [p for p, q in pairwise(points) if p != q] + [points[-1]]
    done = [path[0]]
    for before, corner, after in zip(path, path[1:], path[2:], strict=False):
        if (before[0] == corner[0]) == (corner[0] == after[0]):
            continue
        room = min(radius, _far_apart(before, corner) / 2, _far_apart(corner, after) / 2)
        a, b = _towards(corner, before, room), _towards(corner, after, room)
        done += [
            tuple((1 - t) ** 2 * a[k] + 2 * t * (1 - t) * corner[k] + t * t * b[k] for k in (0, 1))  # type: ignore[misc]
            for t in (0.0, 0.25, 0.5, 0.75, 1.0)
        ]
    return [*done, path[-1]]


def _far_apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: tuple[float, float], end: tuple[float, float], length: float) -> tuple[float, float]:
    whole = _far_apart(start, end) or 1.0
    return start[0] + (end[0] - start[0]) * length / whole, start[1] + (end[1] - start[1]) * length / whole
