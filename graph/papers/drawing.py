"""A sheet to draw on in millimetres: shapes and text that come out as a crisp picture.

Everything is drawn at twice the size and halved at the end, which smooths every edge. Each text that is drawn is also
kept as a rectangle, so that a test can say that no two lie on each other.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from graph.papers.fonts import Typeface
from graph.papers.look import DOTS_PER_INCH, GROUND, INK, POINT, Paper, palette

_FINER = 2
#: A word of Latin letters or a number with its unit sign is not broken; each Chinese character may end a line.
_PIECE = re.compile(r"[A-Za-z0-9.%/+\-]+|.", re.DOTALL)
_NOT_FIRST = frozenset("，。、；：！？）】》”’％%)]·…")
_AFTER_NAME = frozenset("、；，")
_NOT_LAST = frozenset("（【《“‘([")


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in millimetres: its left and top, its width and height."""

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

    @property
    def middle(self) -> tuple[float, float]:
        """Its centre."""
        return self.x + self.width / 2, self.y + self.height / 2

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the two overlap by more than ``slack`` millimetres both ways."""
        across = min(self.right, other.right) - max(self.x, other.x)
        down = min(self.bottom, other.bottom) - max(self.y, other.y)
        return across > slack and down > slack


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text that was drawn, and where."""

    text: str
    box: Box
    points: float


@dataclass(frozen=True)
class Picture:
    """A finished picture: PNG bytes, its size in pixels, and what was written on it."""

    png: bytes
    pixels: tuple[int, int]
    texts: tuple[TextBox, ...]


class Sheet:
    """Paper that is drawn on. ``zoom`` above 1 makes everything smaller by that factor: more fits."""

    def __init__(self, paper: Paper, typeface: Typeface, *, zoom: float = 1.0) -> None:
        self.width, self.height = paper.width * zoom, paper.height * zoom
        self._pixels, self._typeface = paper.pixels, typeface
        self._scale = paper.pixels[0] * _FINER / self.width
        self._image = Image.new("RGB", (paper.pixels[0] * _FINER, paper.pixels[1] * _FINER), GROUND)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[TextBox] = []

    def box(
        self, box: Box, *, fill: str | None = None, line: str | None = None, width: float = 0.3, radius: float = 0.0
    ) -> None:
        """A rectangle with round corners, its line inside its bounds."""
        self._draw.rounded_rectangle(
            self._corners(box), self._px(radius), fill, line, max(1, self._px(width)) if line else 0
        )

    def stripes(self, box: Box, *, colour: str, ground: str, radius: float, every: float = 2.6) -> None:
        """A rectangle with round corners, filled with slanted stripes."""
        left, top, right, bottom = self._corners(box)
        size = (right - left, bottom - top)
        mask = Image.new("L", size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, size[0] - 1, size[1] - 1), self._px(radius), 255)
        tile = Image.new("RGB", size, ground)
        pen, step = ImageDraw.Draw(tile), self._px(every)
        for x in range(-size[1], size[0], step):
            pen.polygon(
                [(x, size[1]), (x + step // 2, size[1]), (x + step // 2 + size[1], 0), (x + size[1], 0)], fill=colour
            )
        self._image.paste(tile, (left, top), mask)

    def dashes(self, box: Box, *, colour: str, width: float = 0.3, radius: float = 0.0, dash: float = 1.2) -> None:
        """The outline of a rectangle with round corners, in dashes."""
        path = _outline(box, radius)
        along, on = 0.0, [path[0]]
        for start, end in pairwise(path):
            length = math.dist(start, end)
            if int(along / dash) % 2 == 0:
                on.append(end)
            elif len(on) > 1:
                self.line(on, colour=colour, width=width)
            if int(along / dash) % 2:
                on = [end]
            along += length
        if len(on) > 1:
            self.line(on, colour=colour, width=width)

    def line(self, points: Sequence[tuple[float, float]], *, colour: str, width: float = 0.3) -> None:
        """A line through points."""
        self._draw.line([self._point(p) for p in points], colour, max(1, self._px(width)), "curve")

    def shape(self, points: Sequence[tuple[float, float]], *, fill: str) -> None:
        """A filled polygon."""
        self._draw.polygon([self._point(p) for p in points], fill)

    def disc(self, centre: tuple[float, float], radius: float, *, fill: str, line: str | None = None) -> None:
        """A filled circle."""
        x, y = self._point(centre)
        r = max(1, self._px(radius))
        self._draw.ellipse((x - r, y - r, x + r, y + r), fill, line, self._px(0.25) if line else 0)

    def arrowhead(self, tip: tuple[float, float], towards: tuple[int, int], *, colour: str, size: float = 1.5) -> None:
        """A small filled arrowhead; ``towards`` is the way that it points, such as (1, 0) for right."""
        (x, y), (dx, dy) = tip, towards
        back = (x - dx * size, y - dy * size)
        half = size * 0.42
        self.shape(
            [tip, (back[0] + dy * half, back[1] + dx * half), (back[0] - dy * half, back[1] - dx * half)], fill=colour
        )

    def measure(self, text: str, points: float, *, bold: bool = False) -> float:
        """How wide a text runs, in millimetres."""
        return float(self._font(points, bold).getlength(text)) / self._scale

    def wrap(self, text: str, points: float, width: float, *, lines: int, bold: bool = False) -> tuple[str, ...]:
        """A text in at most so many lines of that width; what does not fit ends in an ellipsis."""
        done: list[str] = []
        rest = _PIECE.findall(text)
        while rest and len(done) < lines:
            taken = self._fitting(rest, points, width, bold)
            done.append("".join(rest[:taken]))
            rest = rest[taken:]
        if rest:
            last = done[-1]
            while last and self.measure(last + "…", points, bold=bold) > width:
                last = last[:-1]
            done[-1] = last + "…"
        return tuple(done)

    def balanced(
        self, text: str, points: float, width: float, *, lines: int = 2, bold: bool = False
    ) -> tuple[str, ...]:
        """A text in at most so many lines, all about equally long; what does not fit ends in an ellipsis."""
        broken = self.wrap(text, points, width, lines=lines, bold=bold)
        if len(broken) == 1 or "".join(broken) != text or broken[0][-1] in _AFTER_NAME:
            return broken
        narrow = self.measure(text, points, bold=bold) / len(broken)
        while narrow < width:
            tried = self.wrap(text, points, narrow, lines=len(broken), bold=bold)
            if "".join(tried) == text:
                return tried
            narrow += points * POINT / 4
        return broken

    def write(
        self,
        at: tuple[float, float],
        text: str,
        points: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: str = "left",
    ) -> Box:
        """A line of text, its top at ``at``: that is its left, middle or right, as ``align`` says. Gives its box."""
        font = self._font(points, bold)
        width = font.getlength(text) / self._scale
        x = at[0] - {"left": 0.0, "middle": width / 2, "right": width}[align]
        box = Box(x, at[1], width, points * POINT)
        # The middle of a Chinese character lies on the middle of its line, whatever face draws it.
        _, top, _, bottom = font.getbbox("国", anchor="ls")
        middle = self._scale * (box.y + box.height / 2)
        self._draw.text((round(x * self._scale), round(middle - (top + bottom) / 2)), text, colour, font, anchor="ls")
        self._texts.append(TextBox(text, box, points))
        return box

    def picture(self) -> Picture:
        """What was drawn, as a PNG with its size in print."""
        small = self._image.reduce(_FINER)
        # The few colours of the look and their shades: a third of the space of all colours.
        small = small.quantize(palette=_palette(), dither=Image.Dither.NONE)
        out = io.BytesIO()
        small.save(out, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), compress_level=6)
        return Picture(out.getvalue(), self._pixels, tuple(self._texts))

    def _fitting(self, pieces: list[str], points: float, width: float, bold: bool) -> int:
        """How many pieces fit on a line, at least one, with no line that starts or ends with the wrong sign."""
        used, count = 0.0, 0
        for piece in pieces:
            used += self.measure(piece, points, bold=bold)
            if used > width and count:
                break
            count += 1
        least = count
        if count < len(pieces):
            # In a list, better end after a name than inside one, where that leaves most of the line filled.
            commas = [at + 1 for at in range(count * 3 // 5, count) if pieces[at] in _AFTER_NAME]
            least = commas[-1] if commas else count
        while 1 < least < len(pieces) and (pieces[least] in _NOT_FIRST or pieces[least - 1] in _NOT_LAST):
            least -= 1
        return least if least > 1 else count

    def _font(self, points: float, bold: bool) -> ImageFont.FreeTypeFont:
        return self._typeface.at(max(1, round(points * POINT * self._scale)), bold=bold)

    def _px(self, length: float) -> int:
        return round(length * self._scale)

    def _point(self, point: tuple[float, float]) -> tuple[int, int]:
        return self._px(point[0]), self._px(point[1])

    def _corners(self, box: Box) -> tuple[int, int, int, int]:
        return self._px(box.x), self._px(box.y), self._px(box.right), self._px(box.bottom)


@cache
def _palette() -> Image.Image:
    """The colours of the look, as Pillow wants a palette: a picture that has it."""
    colours, white = palette(), (255, 255, 255)
    image = Image.new("P", (1, 1))
    image.putpalette([part for colour in (*colours, *[white] * (256 - len(colours))) for part in colour])
    return image


def _outline(box: Box, radius: float, step: float = 0.2) -> list[tuple[float, float]]:
    """Points along the outline of a rectangle with round corners, ``step`` millimetres apart."""
    corners = (
        (box.right - radius, box.y + radius, -90),
        (box.right - radius, box.bottom - radius, 0),
        (box.x + radius, box.bottom - radius, 90),
        (box.x + radius, box.y + radius, 180),
    )
    turns = [
        (cx + radius * math.cos(math.radians(start + turn)), cy + radius * math.sin(math.radians(start + turn)))
        for cx, cy, start in corners
        for turn in range(0, 91, 15)
    ]
    path: list[tuple[float, float]] = []
    for a, b in zip(turns, [*turns[1:], turns[0]], strict=True):
        count = max(1, round(math.dist(a, b) / step))
        path += [(a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count) for i in range(count)]
    return [*path, path[0]]
