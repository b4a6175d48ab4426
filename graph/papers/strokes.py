"""What all pictures are drawn with: the title, cards by state, marks, badges, numbers, and the inks of supply lines."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, NodeState
from graph.papers import look
from graph.papers.drawing import Box, Sheet
from graph.papers.look import POINT

MARGIN, RADIUS = 9.0, 1.4
_MARK = 0.95


@dataclass(frozen=True, slots=True)
class Lettering:
    """What is written around a map: its title, a line under it, what stands at the right, and the lines of sources."""

    title: str
    under: str
    right: str
    source: str


@dataclass(frozen=True, slots=True)
class Ink:
    """How a supply line is drawn; ``rank`` says what lies on top."""

    colour: str
    width: float
    rank: int


FAINT, PLAIN = Ink(look.LINE_FAINT, 0.25, 0), Ink(look.LINE, 0.28, 1)
LIVE, WANTED = Ink(look.ACCENT, 0.5, 3), Ink(look.GAP, 0.5, 4)


def title_block(sheet: Sheet, lettering: Lettering) -> None:
    """The title and what stands around a picture, the same on all of them."""
    top = 6.5
    sheet.box(Box(MARGIN, top + 0.3, 1.6, 11.2), fill=look.ACCENT)
    sheet.write((MARGIN + 4.0, top), lettering.title, 17, bold=True)
    sheet.write((MARGIN + 4.0, top + 8.0), lettering.under, 9, colour=look.QUIET)
    sheet.write((sheet.width - MARGIN, top + 8.0), lettering.right, 9, colour=look.QUIET, align="right")
    foot = sheet.height - 6.8
    for position, line in enumerate(sheet.wrap(lettering.source, 7.5, sheet.width - 2 * MARGIN, lines=1)):
        sheet.write((MARGIN, foot + position * 3.4), line, 7.5, colour=look.QUIET)


def ground(sheet: Sheet, box: Box, state: NodeState) -> None:
    """A card without its text: filled, striped, outlined or dashed by its state."""
    if state is NodeState.PRODUCING:
        sheet.box(box, fill=look.ACCENT_TINT, line=look.ACCENT, width=0.5, radius=RADIUS)
    elif state is NodeState.IN_PROGRESS:
        sheet.stripes(box, colour=look.ACCENT_TINT, ground=look.GROUND, radius=RADIUS)
        sheet.box(box, line=look.ACCENT, width=0.4, radius=RADIUS)
    elif state is NodeState.INTENDED:
        sheet.box(box, fill=look.GROUND, line=look.ACCENT, width=0.35, radius=RADIUS)
    else:
        sheet.box(box, fill=look.GROUND, radius=RADIUS)
        sheet.dashes(box, colour=look.ABSENT, width=0.25, radius=RADIUS)


def mark(sheet: Sheet, centre: tuple[float, float], kind: EntityType) -> None:
    """The small shape before a name that says what it is: a firm, a project or a carrier."""
    colour, shape = look.MARKS[kind]
    x, y = centre
    if shape == "circle":
        sheet.disc(centre, _MARK * 0.9, fill=colour)
    elif shape == "square":
        sheet.box(Box(x - _MARK * 0.85, y - _MARK * 0.85, _MARK * 1.7, _MARK * 1.7), fill=colour)
    elif shape == "hexagon":
        half, low = _MARK * 0.55, _MARK * 0.95
        left, right = x - _MARK * 1.1, x + _MARK * 1.1
        above, below = [(x - half, y - low), (x + half, y - low)], [(x + half, y + low), (x - half, y + low)]
        sheet.shape([(left, y), *above, (right, y), *below], fill=colour)
    elif shape == "diamond":
        sheet.shape([(x, y - _MARK * 1.2), (x + _MARK, y), (x, y + _MARK * 1.2), (x - _MARK, y)], fill=colour)
    else:
        sheet.shape([(x, y - _MARK), (x + _MARK * 1.1, y + _MARK), (x - _MARK * 1.1, y + _MARK)], fill=colour)


def badge(sheet: Sheet, corner: tuple[float, float], text: str, *, filled: bool) -> float:
    """A labelled badge whose lower right corner is at ``corner``. Gives its width."""
    width = sheet.measure(text, 7.5, bold=True) + 2.2
    box = Box(corner[0] - width, corner[1] - 3.9, width, 3.9)
    sheet.box(box, fill=look.GAP if filled else look.GAP_TINT, radius=0.8)
    colour = look.GROUND if filled else look.GAP
    sheet.write((box.x + 1.1, box.y + 0.62), text, 7.5, bold=True, colour=colour)
    return width


def number_disc(sheet: Sheet, centre: tuple[float, float], number: int) -> None:
    """A number in a filled circle around ``centre``."""
    sheet.disc(centre, 2.5, fill=look.GROUND)
    sheet.disc(centre, 2.15, fill=look.GAP)
    sheet.write(
        (centre[0], centre[1] - 8.5 * POINT / 2), str(number), 8.5, bold=True, colour=look.GROUND, align="middle"
    )
