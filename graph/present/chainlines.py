"""The path of a supply line between cards that lie somewhere: what ``chain.js`` does in the browser, for pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_PORT, _EDGE = 7.0, 8.0

Point = tuple[float, float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Rect:
    """A card's place: its left and top, its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends on the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True)
class Space:
    """Cards (by the IRI of their link), and the gutters and streets between them as (from, to)."""

    cards: Mapping[str, Rect]
    gutters: tuple[Span, ...]
    streets: tuple[Span, ...]


def path_of(space: Space, wire: Mapping[str, Any]) -> list[Point]:
    """The corners of a line (``graph.present.chainwires.Wire.plain``), its first on the supplier's card."""
    a, b = space.cards[wire["from"]], space.cards[wire["to"]]
    if wire["straight"]:
        middle = a.x + a.width / 2
        return [(middle, a.bottom), (middle, b.y)]
    x1, x2 = _upright(space, a, wire["out"], leaving=True), _upright(space, b, wire["into"], leaving=False)
    first, last = _meeting(a, wire["out"], x1), _meeting(b, wire["into"], x2)
    if wire["street"] is None:
        return [first, (x1, first[1]), (x1, last[1]), last]
    y = _share(space.streets[wire["street"]], wire["lane"])
    return [first, (x1, first[1]), (x1, y), (x2, y), (x2, last[1]), last]


def _share(span: Span, part: float) -> float:
    return span[0] + (span[1] - span[0]) * part


def _upright(space: Space, card: Rect, end: list[Any], *, leaving: bool) -> float:
    gutter, part, port = end
    if gutter is not None:
        return _share(space.gutters[gutter], part)
    return card.x + card.width * (0.68 if leaving else 0.32) - (0.0 if leaving else port * _PORT)


def _meeting(card: Rect, end: list[Any], x: float) -> Point:
    gutter, _, port = end
    if gutter is None:
        return x, card.y
    room = card.height / 2 - _EDGE
    y = card.y + card.height / 2 + max(-room, min(room, port * _PORT))
    return (card.x if x < card.x else card.right), y
