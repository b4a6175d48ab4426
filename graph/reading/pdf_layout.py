"""Lines of pages to paragraphs: running heads, feet and page numbers are dropped, lines joined, also over pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graph.reading.folding import folded_marks, without_radicals
from graph.reading.headings import opens

#: The share of a page's height, and the least of it in points, at its top and foot, where what repeats on other pages
#: is no text of the report.
_EDGE = 0.12
_EDGE_POINTS = 80.0
_PAGE_NUMBER = re.compile(r"[-—–―·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/,共]+\s*\d{1,4}\s*页?)?[-—–―·.\s]*")
_FINISHED = "。！？!?；;：:”’」』）)》"
#: In widths of a character: how far from the right margin a line still counts as full, and what counts as an indent.
_SHORT_OF_MARGIN = 1.7
_INDENT = 1.2
#: In characters: what begins like a heading and is longer is a paragraph.
_LONG_HEADING = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page; places in points from the left and from the foot, ``size`` the height of its characters."""

    left: float
    right: float
    y: float
    size: float
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its lines in the order of reading; ``picture``: no text, but an image."""

    width: float
    height: float
    picture: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Margins:
    left: float
    right: float


def text_of(pages: Sequence[Page]) -> str:
    """The text of the pages: a line a paragraph, the cells of a table apart by tabs."""
    bodies = list(_without_edges(pages))
    margins = _margins([line for body in bodies for line in body])
    paragraphs = list[str]()
    before: Line | None = None
    for body in bodies:
        for line in body:
            if before is not None and _runs_on(paragraphs[-1], before, line, margins):
                paragraphs[-1] = _joined(paragraphs[-1], line.words)
            else:
                paragraphs.append(line.words)
            before = line
    return without_radicals("\n".join(paragraphs))


def _without_edges(pages: Sequence[Page]) -> Iterator[list[Line]]:
    repeated = Counter(key for page in pages for key in {_shape(line) for line in page.lines if _at_edge(page, line)})
    for page in pages:
        yield [line for line in page.lines if not (_at_edge(page, line) and _is_running(line, repeated, len(pages)))]


def _is_running(line: Line, repeated: Counter[str], pages: int) -> bool:
    if _PAGE_NUMBER.fullmatch(folded_marks(line.words)):
        return True
    # Heads may differ on left and right pages and be missing where a chapter begins.
    return pages > 1 and repeated[_shape(line)] >= max(2, pages * 0.3)


def _shape(line: Line) -> str:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", folded_marks(line.words)))


def _at_edge(page: Page, line: Line) -> bool:
    edge = max(page.height * _EDGE, _EDGE_POINTS)
    return line.y > page.height - edge or line.y < edge


def _margins(lines: Sequence[Line]) -> _Margins:
    """Where most lines begin and where the full ones end."""
    if not lines:
        return _Margins(0, 0)
    lefts = Counter(round(line.left / 3) for line in lines if len(line.words) > 10) or Counter([0])
    rights = sorted(line.right for line in lines)
    return _Margins(lefts.most_common(1)[0][0] * 3, rights[len(rights) * 9 // 10])


def _runs_on(paragraph: str, before: Line, line: Line, margins: _Margins) -> bool:
    if "\t" in before.words or "\t" in line.words or opens(line.words):
        return False
    size = max(before.size, line.size)
    if abs(before.size - line.size) > 0.25 * size or line.left > margins.left + _INDENT * size:
        return False
    # What may not be cut, a number or 500MW, went to the next line whole.
    uncut = _uncut(line.words) * size * 0.6
    if before.right + uncut > margins.right - _SHORT_OF_MARGIN * size:
        return True
    far = before.right > margins.left + (margins.right - margins.left) * 0.7
    return far and before.words[-1] not in _FINISHED and (len(paragraph) > _LONG_HEADING or not opens(paragraph))


def _uncut(words: str) -> int:
    match = re.match(r"[!-~]{0,20}", words)
    return match.end() if match else 0


def _joined(paragraph: str, words: str) -> str:
    latin = paragraph[-1].isascii() and paragraph[-1].isalnum() and words[0].isascii() and words[0].isalpha()
    return f"{paragraph} {words}" if latin else paragraph + words
