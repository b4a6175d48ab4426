"""A chain as one SVG picture, drawn from the same columns as the page: for slides, papers and mail.

Lengths are pixels. Every text is escaped. A browser decides how wide letters run; lines are broken by estimate.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from graph.papers import look
from graph.present.chainlines import Rect, Space, path_of

_FONT = "'Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
_WIDTH, _GUTTER, _STREET, _MARGIN = 184.0, 46.0, 20.0, 28.0
_PAD, _TITLE, _SMALL = 10.0, 15.0, 12.0
_TITLE_LINE, _LINE = 20.0, 17.0
_HEAD, _BAND, _LABEL, _FOOT = 92.0, 30.0, 34.0, 62.0
#: Beyond this a name is cut: a picture is no place for a whole sentence.
_NAME_LINES = 2
_STROKES = {
    "open": f'stroke="{look.LINE}" stroke-width="1.1"',
    "coming": f'stroke="{look.ACCENT}" stroke-width="1.3" stroke-dasharray="5 4"',
    "held": f'stroke="{look.ACCENT}" stroke-width="3"',
    "in": f'stroke="{look.QUIET}" stroke-width="1.8"',
    "out": f'stroke="{look.ACCENT}" stroke-width="1.8"',
}


@dataclass(frozen=True)
class Caption:
    """What is written around the picture: its title, a line under it, and a line at its foot."""

    title: str
    under: str
    foot: str


@dataclass(frozen=True)
class ChainPicture:
    """An SVG with its size in pixels."""

    svg: str
    width: int
    height: int


def chain_picture(
    data: Mapping[str, Any], caption: Caption, legend: Sequence[tuple[str, str]], *, selected: str | None, lines: bool
) -> ChainPicture:
    """The picture of what ``graph.present.chainmap.chain_columns`` gave.

    ``legend`` names the states (by their value). ``lines`` draws all supply lines, else those that are held locally
    and those of the ``selected`` link (by IRI).
    """
    space = _space(data)
    width = _MARGIN * 2 + data["grid"]["columns"] * (_WIDTH + _GUTTER) + _GUTTER
    bottom = max((box.bottom for box in space.cards.values()), default=_HEAD)
    height = bottom + _FOOT
    parts = [
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="{look.GROUND}"/>',
        _text(_MARGIN, 40, caption.title, 24, bold=True),
        _text(_MARGIN, 66, caption.under, 13, colour=look.QUIET),
        *_bands(data, space),
        *_lines(data, space, selected, lines),
        *(_card(link, space.cards[link["iri"]], selected) for column in data["columns"] for link in column["links"]),
        *_legend(legend, bottom + 30),
        _text(_MARGIN, height - 12, caption.foot, 12, colour=look.QUIET),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {width:.0f} {height:.0f}" font-family="{_FONT}">'
    )
    svg = "\n".join([head, f"<title>{_safe(caption.title)}</title>", _DEFS, *parts, "</svg>"])
    return ChainPicture(svg, round(width), round(height))


def broken(text: str, size: float, width: float, lines: int) -> list[str]:
    """A text in at most so many lines that are about ``width`` wide; what does not fit ends in an ellipsis.

    >>> broken("黄金珠宝首饰加工", 10, 50, 2)
    ['黄金珠宝首', '饰加工']
    >>> broken("one two three", 10, 50, 1)
    ['one two…']
    """
    done, line = [], ""
    for piece in _pieces(text):
        if line and _wide(line + piece.rstrip(), size) > width:
            done.append(line.rstrip())
            line = piece.lstrip()
        else:
            line += piece
    done.append(line.rstrip())
    if len(done) > lines:
        done = [*done[: lines - 1], done[lines - 1] + "…"]
    return done


def _pieces(text: str) -> Iterable[str]:
    """A character of Chinese, or a word with the space behind it (in parts where it is long)."""
    word = ""
    for char in text:
        if _is_wide(char):
            if word:
                yield word
            word = ""
            yield char
            continue
        word += char
        if char == " " or len(word) > 18:
            yield word
            word = ""
    if word:
        yield word


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in "WFA"


def _wide(text: str, size: float) -> float:
    return sum(size if _is_wide(char) else size * 0.56 for char in text)


def _texts(link: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    inner = _WIDTH - 2 * _PAD
    title = broken(link["title"], _TITLE, inner - (30 if link["key"] else 0), 2)
    names = [
        line for seat in link["seats"] for line in broken(f"{seat['glyph']} {seat['name']}", _SMALL, inner, _NAME_LINES)
    ]
    return title, names


def _need(link: Mapping[str, Any]) -> float:
    title, names = _texts(link)
    return 2 * _PAD + len(title) * _TITLE_LINE + (1 + len(names) + bool(link["more"])) * _LINE - 6


def _space(data: Mapping[str, Any]) -> Space:
    """Where each card lies, and the gutters and streets between them."""
    columns, rows = data["grid"]["columns"], data["grid"]["rows"]
    main = [link for column in data["columns"] if column["stage"] != "support" for link in column["links"]]
    support = [link for column in data["columns"] if column["stage"] == "support" for link in column["links"]]
    left = [_MARGIN + _GUTTER + c * (_WIDTH + _GUTTER) for c in range(columns)]
    tall = [max((_need(link) for link in main if link["at"][1] == r), default=0.0) for r in range(rows)]
    cards, streets, y = {}, [], _HEAD + _BAND
    for r in range(rows):
        streets.append((y, y + _STREET))
        y += _STREET
        cards.update(
            {link["iri"]: Rect(left[link["at"][0]], y, _WIDTH, tall[r]) for link in main if link["at"][1] == r}
        )
        y += tall[r]
    below = y + 2 * _STREET
    streets.append((y, below))
    abreast = max(1, data["grid"]["abreast"])
    room = columns * (_WIDTH + _GUTTER) + _GUTTER - _LABEL - 12
    wide = min(_WIDTH * 1.15, room / abreast - 18)
    for r in range(1 + max((link["at"][1] for link in support), default=-1)):
        row = [link for link in support if link["at"][1] == r]
        need = max(_need(link) for link in row)
        for link in row:
            cards[link["iri"]] = Rect(_MARGIN + _LABEL + 12 + link["at"][0] * (room / abreast), below, wide, need)
        below += need + _STREET
    gutters = [(x - _GUTTER, x) for x in left] + [(left[-1] + _WIDTH, left[-1] + _WIDTH + _GUTTER)] if left else []
    return Space(cards, tuple(gutters), tuple(streets))


def _bands(data: Mapping[str, Any], space: Space) -> Iterable[str]:
    for column in data["columns"]:
        first, span = column["at"]
        if column["stage"] != "support":
            x = _MARGIN + _GUTTER + first * (_WIDTH + _GUTTER)
            width = span * (_WIDTH + _GUTTER) - _GUTTER
            yield f'<rect x="{x:.1f}" y="{_HEAD}" width="{width:.1f}" height="{_BAND - 4}" fill="{look.PALE}"/>'
            yield f'<rect x="{x:.1f}" y="{_HEAD}" width="4" height="{_BAND - 4}" fill="{look.ACCENT}"/>'
            yield _text(x + 12, _HEAD + 18, column["title"], 14, bold=True)
            continue
        boxes = [space.cards[link["iri"]] for link in column["links"]]
        top, bottom = min(box.y for box in boxes), max(box.bottom for box in boxes)
        yield (
            f'<rect x="{_MARGIN}" y="{top:.1f}" width="{_LABEL}" height="{bottom - top:.1f}" fill="{look.PALE}"/>'
            f'<text transform="translate({_MARGIN + _LABEL / 2 + 5:.1f} {(top + bottom) / 2:.1f}) rotate(-90)" '
            f'text-anchor="middle" font-size="13" font-weight="600" fill="{look.INK}">{_safe(column["title"])}</text>'
        )


def _lines(data: Mapping[str, Any], space: Space, selected: str | None, lines: bool) -> Iterable[str]:
    order = list(_STROKES)
    drawn = []
    for wire in data["wires"]:
        kind = wire["held"]
        if selected in (wire["from"], wire["to"]):
            kind = "out" if wire["from"] == selected else "in"
        elif kind != "held" and not lines:
            continue
        drawn.append((order.index(kind), kind, wire))
    for _, kind, wire in sorted(drawn, key=lambda one: one[0]):
        path = " L".join(f"{x:.1f},{y:.1f}" for x, y in path_of(space, wire))
        head = "accent" if kind in ("held", "coming", "out") else "grey"
        yield f'<path d="M{path}" fill="none" stroke="{look.GROUND}" stroke-width="5" stroke-linejoin="round"/>'
        yield (
            f'<path d="M{path}" fill="none" stroke-linejoin="round" {_STROKES[kind]} marker-end="url(#arrow-{head})"/>'
        )


_FRAMES = {
    "producing": f'fill="{look.ACCENT_TINT}" stroke="{look.ACCENT}" stroke-width="1.5"',
    "inProgress": f'fill="url(#stripes)" stroke="{look.ACCENT}" stroke-width="1.5"',
    "intended": f'fill="{look.GROUND}" stroke="{look.ACCENT}" stroke-width="1.5"',
    "notMentioned": f'fill="{look.GROUND}" stroke="{look.ABSENT}" stroke-width="1.2" stroke-dasharray="4 3"',
}
_DEFS = (
    "<defs>"
    f'<pattern id="stripes" width="12" height="12" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect width="12" height="12" fill="{look.GROUND}"/><rect width="6" height="12" fill="{look.ACCENT_TINT}"/>'
    "</pattern>"
    + "".join(
        f'<marker id="arrow-{name}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0.5 L8,4 L0,7.5 z" fill="{colour}"/></marker>'
        for name, colour in (("accent", look.ACCENT), ("grey", look.STRUCTURE))
    )
    + "</defs>"
)


def _frame(box: Rect, state: str) -> str:
    return (
        f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" rx="5" '
        f"{_FRAMES[state]}/>"
    )


def _card(link: Mapping[str, Any], box: Rect, selected: str | None) -> str:
    title, names = _texts(link)
    ink = look.QUIET if link["faded"] else look.INK
    x, y = box.x + _PAD, box.y + _PAD + 6
    parts = [_frame(box, link["state"])]
    if link["iri"] == selected:
        parts.append(
            f'<rect x="{box.x - 3:.1f}" y="{box.y - 3:.1f}" width="{box.width + 6:.1f}" height="{box.height + 6:.1f}" '
            f'rx="7" fill="none" stroke="{look.ACCENT}" stroke-width="2.5"/>'
        )
    if link["key"]:
        parts.append(_text(box.right - _PAD, y + 5, "★", _TITLE, colour=look.GAP, anchor="end"))
    for line in title:
        parts.append(_text(x, y + 5, line, _TITLE, bold=link["state"] != "notMentioned", colour=ink))
        y += _TITLE_LINE
    parts.append(_text(x, y + 1, link["stateText"], _SMALL, colour=look.QUIET))
    if link["badge"]:
        wide = _wide(link["badge"], 11) + 10
        left = box.right - _PAD - wide
        parts.append(f'<rect x="{left:.1f}" y="{y - 11:.1f}" width="{wide:.1f}" height="16" rx="3" fill="{look.GAP}"/>')
        parts.append(_text(left + 5, y + 1, link["badge"], 11, bold=True, colour=look.GROUND))
    y += _LINE
    for line in names:
        parts.append(_text(x, y + 1, line, _SMALL, colour=ink))
        y += _LINE
    if link["more"]:
        parts.append(_text(x, y + 1, f"+{link['more']}", _SMALL, colour=look.QUIET))
    return "".join(parts)


def _legend(legend: Sequence[tuple[str, str]], y: float) -> Iterable[str]:
    x = _MARGIN
    for state, label in legend:
        yield _frame(Rect(x, y - 11, 22, 14), state)
        yield _text(x + 28, y + 1, label, 12, colour=look.INK)
        x += 28 + _wide(label, 12) + 24


def _text(
    x: float, y: float, text: str, size: float, *, bold: bool = False, colour: str = look.INK, anchor: str = "start"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"{weight}>'
        f"{_safe(text)}</text>"
    )


def _safe(text: str) -> str:
    """Text for XML: escaped, and without the control characters that XML may not hold."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n"))
