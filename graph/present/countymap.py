"""Counties drawn: their outlines as SVG paths in one frame, or where there are none, tiles in rows."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.outlines import Outline, outlines
from graph.query.values import Thing

#: The frame's width and the border kept free around the outlines, in its own units (a pixel where it is not scaled).
WIDTH, MARGIN = 560.0, 10.0
#: The tallest frame; a narrow tall city is drawn smaller.
TALLEST = 520.0


@dataclass(frozen=True, slots=True)
class Shape:
    """A county in the frame: its outline as an SVG path, where its label stands, and how far it is from there to the
    nearest border."""

    iri: str
    path: str
    x: float
    y: float
    room: float


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The frame with its shapes; ``tiles`` are the counties without an outline. Without any shape the map is schematic:
    tiles alone."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    tiles: tuple[Thing, ...]


def county_map(counties: Sequence[Thing]) -> CountyMap:
    """The counties that have a GB/T 2260 code with a known outline as shapes, the others as tiles."""
    codes = {county.iri: county.code for county in counties if county.code}
    known = outlines([code for code in codes.values() if code])
    drawn = {iri: known[code] for iri, code in codes.items() if code in known}
    tiles = tuple(county for county in counties if county.iri not in drawn)
    if not drawn:
        return CountyMap(WIDTH, 0.0, (), tiles)
    frame = _Frame(drawn)
    return CountyMap(WIDTH, frame.height, tuple(frame.shape(iri, one) for iri, one in drawn.items()), tiles)


class _Frame:
    """An equirectangular projection that fits outlines into the frame; true to shape in their middle latitude."""

    def __init__(self, drawn: Mapping[str, Outline]) -> None:
        points = [point for one in drawn.values() for ring in one.rings for point in ring]
        self._west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, self._north = min(y for _, y in points), max(y for _, y in points)
        self._squeeze = math.cos(math.radians((south + self._north) / 2))
        across, down = (east - self._west) * self._squeeze, self._north - south
        self._scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / down)
        self._left = (WIDTH - across * self._scale) / 2
        self.height = round(down * self._scale + 2 * MARGIN, 1)

    def shape(self, iri: str, one: Outline) -> Shape:
        """An outline in the frame."""
        path = "".join("M" + "L".join("{:.1f},{:.1f}".format(*self._at(p)) for p in ring) + "Z" for ring in one.rings)
        x, y = self._at(one.middle)
        return Shape(iri, path, round(x, 1), round(y, 1), round(one.room * self._scale, 1))

    def _at(self, point: tuple[float, float]) -> tuple[float, float]:
        x = (point[0] - self._west) * self._squeeze * self._scale + self._left
        return x, (self._north - point[1]) * self._scale + MARGIN
