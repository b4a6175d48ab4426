"""How a chain lies on a screen: the seat of each link, and which gutters and streets each supply line runs through.

Cards have the sizes that a browser gives them, so lines are told in shares: a gutter is the space left of a column (and
right of the last), a street the space above a row (and below the last), and a line keeps to its share of both. No line
runs over a card.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from graph.papers.placing import Edge, Grid, place
from graph.papers.routing import Line, Pin, Routes, route, spread
from graph.query.values import ChainView

#: What a screen of 1,440 pixels has room for beside the details.
COLUMNS, ABREAST = 5, 6
_SLACK = 0.15


@dataclass(frozen=True, slots=True)
class End:
    """One end of a line: its gutter (None at a support card) and its share of that, and the port from the middle."""

    gutter: int | None
    share: float
    port: float


@dataclass(frozen=True, slots=True)
class Wire:
    """A supply line from ``out`` to ``into``, over a ``street`` at its ``lane`` (a share) or within one gutter;
    ``straight`` ones run to the card right below."""

    edge: Edge
    out: End
    into: End
    street: int | None
    lane: float
    straight: bool

    def plain(self) -> dict[str, Any]:
        """The wire for the browser."""
        return {
            "from": self.edge[0],
            "to": self.edge[1],
            "out": [self.out.gutter, self.out.share, self.out.port],
            "into": [self.into.gutter, self.into.share, self.into.port],
            "street": self.street,
            "lane": self.lane,
            "straight": self.straight,
        }


@dataclass(frozen=True)
class Layout:
    """A chain's links on a grid and the lines between them."""

    grid: Grid
    wires: tuple[Wire, ...]


def lay_out(view: ChainView) -> Layout:
    """Where the links of a chain stand, and how its supply lines run."""
    grid = place(view.links, view.supplies, most=COLUMNS, abreast=ABREAST)
    routes = route(grid, view.supplies)
    lanes = _lanes(grid, routes)
    return Layout(grid, tuple(_wire(line, routes, lanes) for line in routes.lines))


def _wire(line: Line, routes: Routes, lanes: dict[tuple[str, int], float]) -> Wire:
    source = line.edge[0]
    lane = 0.5 if line.street is None else lanes[source, line.street]
    out, into = (_end(source, pin, routes) for pin in (line.out, line.into))
    return Wire(line.edge, out, into, line.street, lane, line.straight)


def _end(source: str, pin: Pin, routes: Routes) -> End:
    if pin.gutter is None or (source, pin.gutter) not in routes.tracks:
        return End(pin.gutter, 0.5, pin.port)
    share = (routes.tracks[source, pin.gutter] + 1) / (routes.gutters[pin.gutter] + 1)
    return End(pin.gutter, round(share, 3), pin.port)


def _lanes(grid: Grid, routes: Routes) -> dict[tuple[str, int], float]:
    """The share of a street that each supplier's lines keep to."""
    reach: defaultdict[int, defaultdict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for line in routes.lines:
        if line.street is not None:
            ends = ((line.edge[0], line.out), (line.edge[1], line.into))
            reach[line.street][line.edge[0]] += [_across(grid, routes, line.edge[0], pin, iri) for iri, pin in ends]
    lanes: dict[tuple[str, int], float] = {}
    for street, suppliers in reach.items():
        sources = sorted(suppliers)
        given = spread([(min(suppliers[s]), max(suppliers[s])) for s in sources], _SLACK)
        count = max(given) + 2
        lanes.update({(s, street): round((t + 1) / count, 3) for s, t in zip(sources, given, strict=True)})
    return lanes


def _across(grid: Grid, routes: Routes, source: str, pin: Pin, iri: str) -> float:
    """How far right a line runs up or down, in columns."""
    if pin.gutter is not None:
        return pin.gutter + 0.2 * _end(source, pin, routes).share
    row = next(those for those in grid.support if iri in those)
    return (row.index(iri) + 0.5) / len(row) * len(grid.columns)
