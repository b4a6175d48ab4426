"""The answer to a question as a small picture: what it names in columns, from left to right, and the lines between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.present.answers import Wording, mark_of
from graph.query.asking.answering import Edge, Reply
from graph.query.asking.template import Arrow

#: More lines make no picture.
MOST_EDGES = 36
_BOX, _GAP, _HIGH, _APART, _HEAD = 178, 96, 42, 10, 30
_LINE_WIDTH, _LINES = 21, 2


@dataclass(frozen=True)
class Box:
    """A name in the picture, with the column that it stands in and the place of its upper left corner."""

    iri: str
    column: int
    x: float
    y: float


@dataclass(frozen=True)
class Picture:
    """Boxes and lines; ``left`` counts the lines that found no room."""

    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    width: float
    height: float
    left: int

    @property
    def columns(self) -> int:
        """How many columns of boxes there are."""
        return len({box.column for box in self.boxes})


def picture_of(reply: Reply) -> Picture | None:
    """The picture of an answer, None where it joins nothing."""
    edges = reply.edges[:MOST_EDGES]
    if not edges:
        return None
    columns = _columns(reply.template.arrows, edges)
    layers: dict[int, list[str]] = {}
    for iri, column in columns.items():
        layers.setdefault(column, []).append(iri)
    ordered = _untangled([layers[column] for column in sorted(layers)], edges)
    tallest = max(map(len, ordered)) * (_HIGH + _APART) - _APART
    boxes = tuple(
        Box(iri, place, place * (_BOX + _GAP), _top(layer, tallest) + row * (_HIGH + _APART))
        for place, layer in enumerate(ordered)
        for row, iri in enumerate(layer)
    )
    width = len(ordered) * (_BOX + _GAP) - _GAP
    return Picture(boxes, edges, width, tallest + _HEAD, len(reply.edges) - len(edges))


def _top(layer: Sequence[str], tallest: float) -> float:
    return (tallest - (len(layer) * (_HIGH + _APART) - _APART)) / 2


def _columns(arrows: Sequence[Arrow], edges: Iterable[Edge]) -> dict[str, int]:
    """Which column each thing stands in: that of what it stands for in the question; of several the furthest."""
    depth = {end: 0 for arrow in arrows for end in (arrow.start, arrow.end)}
    for _ in arrows:
        for arrow in arrows:
            depth[arrow.end] = max(depth[arrow.end], depth[arrow.start] + 1)
    found: dict[str, int] = {}
    for edge in edges:
        for iri, end in ((edge.start, edge.arrow.start), (edge.end, edge.arrow.end)):
            found[iri] = max(found.get(iri, 0), depth[end])
    return found


def _untangled(layers: Sequence[Sequence[str]], edges: Iterable[Edge]) -> list[list[str]]:
    """Each layer ordered by where its neighbours stand, forth and back; what ties keeps its order."""
    ordered = [list(layer) for layer in layers]
    beside: dict[str, list[str]] = {}
    for edge in edges:
        beside.setdefault(edge.start, []).append(edge.end)
        beside.setdefault(edge.end, []).append(edge.start)
    forth = range(1, len(ordered))
    back = range(len(ordered) - 2, -1, -1)
    for place in (*forth, *back, *forth):
        heights = {iri: row / len(layer) for layer in ordered for row, iri in enumerate(layer)}
        outside = set(heights) - set(ordered[place])
        ordered[place].sort(key=lambda iri: _mean(beside.get(iri, ()), heights, outside, heights[iri]))
    return ordered


def _mean(iris: Iterable[str], heights: Mapping[str, float], outside: set[str], own: float) -> float:
    found = [heights[iri] for iri in iris if iri in outside]
    return sum(found) / len(found) if found else own


def picture_data(picture: Picture, wording: Wording, *, title: str) -> dict[str, Any]:
    """The picture as plain data for the browser, in pixels; every text is text there."""
    return {
        "title": title,
        "width": picture.width,
        "height": picture.height,
        "box": {"wide": _BOX, "high": _HIGH},
        "boxes": [_box(box, wording) for box in picture.boxes],
        "edges": [
            {"from": edge.start, "to": edge.end, "label": edge.arrow.label(wording.language)} for edge in picture.edges
        ],
        "heads": _heads(picture, wording),
    }


def _heads(picture: Picture, wording: Wording) -> list[dict[str, Any]]:
    """What the lines between two columns mean, above them, where they all mean one thing."""
    column = {box.iri: box.column for box in picture.boxes}
    found: dict[int, set[str]] = {}
    for edge in picture.edges:
        start, end = column[edge.start], column[edge.end]
        label = edge.arrow.label(wording.language)
        found.setdefault(min(start, end), set()).add(f"{label} →" if start <= end else f"← {label}")
    return [
        {"x": place * (_BOX + _GAP) + _BOX + _GAP / 2, "text": next(iter(labels))}
        for place, labels in sorted(found.items())
        if len(labels) == 1
    ]


def _box(box: Box, wording: Wording) -> dict[str, Any]:
    glyph, colour = mark_of(wording.names.by_iri.get(box.iri))
    name = wording.thing(box.iri)
    place = {"x": box.x, "y": box.y + _HEAD}
    return {"iri": box.iri, "name": name, "lines": list(wrapped(name)), "glyph": glyph, "colour": colour, **place}


def wrapped(text: str) -> tuple[str, ...]:
    """A name cut into lines that fit a box, at most two; what does not fit is left off with a mark.

    >>> wrapped("灵宝窄口水库120万千瓦抽水蓄能电站")
    ('灵宝窄口水库120万千瓦', '抽水蓄能电站')
    """
    lines, line, wide = [], "", 0
    for character in text:
        width = 1 if character.isascii() else 2
        if wide + width > _LINE_WIDTH:
            lines.append(line)
            line, wide = "", 0
        line, wide = line + character, wide + width
    lines.append(line)
    if len(lines) > _LINES:
        return (*lines[: _LINES - 1], lines[_LINES - 1][:-1] + "…")
    return tuple(lines)
