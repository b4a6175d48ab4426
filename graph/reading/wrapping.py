"""Lines to paragraphs: text that was pasted with hard line breaks runs on over them.

A line break ends a paragraph, unless the lines around it show that something cut the text to a width: many lines as
long as the longest, most of them in mid-sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graph.model import Span
from graph.reading.headings import opens

_LINE = re.compile(r"[^\n]+")
_FINISHED = "。！？!?；;：:…”’」』）)》.·"
#: In columns, of which a Chinese character takes two. A longer line was not cut to a page or a screen.
_WIDEST = 240
_NARROWEST = 32
_MIN_FULL = 3


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without white space at its ends; ``gap`` tells of a blank line before it."""

    span: Span
    width: int
    indented: bool
    gap: bool
    finished: bool


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """How a stretch was cut: to ``full`` columns or a little more; what blank lines and indents mean in it."""

    full: float
    spaced: bool
    indents: bool


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The spans of the paragraphs, without white space at their ends; one may hold line breaks.

    >>> paragraphs_of("甲\\n\\n 乙丙 \\n")
    (Span(start=0, end=1), Span(start=4, end=6))
    """
    return tuple(
        Span(lines[0].span.start, lines[-1].span.end)
        for block in _blocks(_lines(text))
        for lines in _paragraphs(text, block)
    )


def trimmed(text: str, start: int, end: int) -> Span:
    """The span from ``start`` to ``end`` without white space at its ends; ValueError where nothing is left."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _lines(text: str) -> Iterator[_Line]:
    end = 0
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if words:
            span = trimmed(text, match.start(), match.end())
            gap = end > 0 and text.count("\n", end, span.start) > 1
            # A character that is not in ASCII is wide: near enough, and quick.
            width = len(words) if words.isascii() else len(words.encode("gb18030", "replace"))
            yield _Line(span, width, match.start() < span.start, gap, words[-1] in _FINISHED)
            end = span.end


def _blocks(lines: Iterator[_Line]) -> Iterator[list[_Line]]:
    """Runs of lines narrow enough to have been cut, and each longer line by itself."""
    block = list[_Line]()
    for line in lines:
        if line.width > _WIDEST:
            if block:
                yield block
            yield [line]
            block = []
        else:
            block.append(line)
    if block:
        yield block


def _paragraphs(text: str, block: list[_Line]) -> Iterator[list[_Line]]:
    wrapping = _wrapping(text, block)
    paragraph = block[:1]
    for line in block[1:]:
        if wrapping and _runs_on(text, paragraph, line, wrapping):
            paragraph.append(line)
        else:
            yield paragraph
            paragraph = [line]
    yield paragraph


def _wrapping(text: str, block: Sequence[_Line]) -> _Wrapping | None:
    widths = sorted(line.width for line in block)
    # A few lines may be longer than the cut: a title, a line of a table.
    widest = widths[-1 - len(widths) // 20]
    full = widest - max(6, widest * 0.12)
    long = [(line, after) for line, after in pairwise(block) if line.width >= full]
    cut = sum(not line.finished and not opens(after.span.of(text)) for line, after in long)
    if widest < _NARROWEST or cut < _MIN_FULL or cut < len(long) * 0.6 or len(long) < len(block) * 0.3:
        return None
    gaps, indents = sum(line.gap for line in block[1:]), sum(line.indented for line in block)
    return _Wrapping(full, spaced=gaps > len(block) * 0.6, indents=0 < indents < len(block) * 0.6)


def _runs_on(text: str, paragraph: Sequence[_Line], line: _Line, wrapping: _Wrapping) -> bool:
    before = paragraph[-1]
    words = line.span.of(text)
    if (wrapping.indents and line.indented) or "\t" in words or opens(words):
        return False
    if line.gap and not wrapping.spaced:
        # A page may end in mid-sentence, and a blank line stand there.
        return before.width >= wrapping.full and not before.finished
    if before.width >= wrapping.full:
        return True
    # A word that may not be cut, 2,400MW say, leaves a line short; so does the last line of a heading.
    ragged = before.width >= wrapping.full * 0.75 and not before.finished
    return ragged and (len(paragraph) > 2 or not opens(paragraph[0].span.of(text)))
