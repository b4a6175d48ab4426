"""Names over several lines, as Chinese and English are broken."""

from __future__ import annotations

import re
import unicodedata

#: Chinese characters a line of a node's label (a Latin letter is half as wide), and lines.
LABEL_WIDTH = 8
LABEL_LINES = 3

#: What may be parted: a Latin word or number stays whole, a closing mark stays with what it closes, an opening one with
#: what it opens.
_OPENING, _CLOSING = "（《〈「『【“‘([", "，。、；：！？）》〉」』】”’…%)],.;:!?"
_PIECE = re.compile(
    rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9.+\-_/&]+|[^{re.escape(_OPENING)}])[{re.escape(_CLOSING)}]*\s*|."
)


def width_of(text: str) -> int:
    """How wide a text is, in half characters: a Chinese one counts two, a Latin one one.

    >>> width_of("铜箔 A")
    6
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def wrap(name: str, width: int = LABEL_WIDTH, lines: int = LABEL_LINES) -> str:
    """A name over lines of like length, none wider than ``width`` Chinese characters; cut with … after ``lines``.

    >>> wrap("铜及铜基新材料产业", width=8)
    '铜及铜基新\\n材料产业'
    >>> wrap("一二三四五六", width=2, lines=2)
    '一二\\n三…'
    >>> wrap("Henan Tongli Copper Foil", width=8)
    'Henan Tongli\\nCopper Foil'
    """
    text = re.sub(r"\s+", " ", name).strip()
    count = max(1, -(-width_of(text) // (2 * width)))
    # Lines of like length first; where whole words do not allow it, full lines.
    like = _lines(text, min(2 * width, -(-width_of(text) // count) + 1) if count <= lines else 2 * width)
    found = like if len(like) <= lines else _lines(text, 2 * width)
    if len(found) > lines:
        last = found[lines - 1]
        while width_of(last) > 2 * width - 2:
            last = last[:-1]
        found = [*found[: lines - 1], f"{last}…"]
    return "\n".join(found)


def _lines(text: str, most: int) -> list[str]:
    lines = [""]
    for piece in _pieces(text, most):
        if lines[-1] and width_of((lines[-1] + piece).rstrip()) > most:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _pieces(text: str, most: int) -> list[str]:
    """What may stand at the begin of a line; a word that fits no line is cut."""
    cut = []
    for piece in _PIECE.findall(text):
        while width_of(piece.rstrip()) > most and len(piece) > 1:
            at = next((i for i in range(len(piece), 0, -1) if width_of(piece[:i]) <= most), 1)
            cut.append(piece[:at])
            piece = piece[at:]
        cut.append(piece)
    return cut
