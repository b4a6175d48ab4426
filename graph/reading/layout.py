"""Sections and sentences of a report's text, all as exact spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from graph.model import Section, Sentence, Span, Tense
from graph.reading.headings import Heading, headings_of, tense_of
from graph.reading.wrapping import trimmed

#: A sentence ends at its marks and takes the closing quotes that follow with it. A half-width stop counts behind a
#: Chinese word or a per cent sign, where no digit or letter follows; behind a number, 一. say, it opens an item.
_END = re.compile(
    r"(?:[。！？!?]|(?<=[\u4e00-\u9fff%％])(?<![一二三四五六七八九十])[.．](?![0-9A-Za-z０-９.．]))"
    r"[。！？!?”’」』）)》\"]*"
)


def sections_of(text: str, paragraphs: tuple[Span, ...], year: int) -> tuple[Section, ...]:
    """The stretches under each heading, in order; ``year`` is the report's own, which tells plan from review.

    They do not overlap and together hold every paragraph.
    """
    headings = list(headings_of(text, paragraphs))
    if paragraphs and (not headings or headings[0].start > paragraphs[0].start):
        headings.insert(0, Heading(paragraphs[0].start, "", 0))
    ends = [heading.start for heading in headings[1:]] + [len(text)]
    tense, sections = Tense.OTHER, list[Section]()
    for heading, end in zip(headings, ends, strict=True):
        # A section below the first level speaks of the time that its parent speaks of.
        tense = tense_of(heading.title, year, tense if heading.level > 1 else Tense.OTHER)
        sections.append(Section(heading.title, heading.level, trimmed(text, heading.start, end), tense))
    return tuple(sections)


def sentences_of(text: str, paragraphs: tuple[Span, ...], sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """All sentences with their end marks, in order; between two lies nothing but white space.

    A sentence goes on over a line break where its paragraph does.
    """
    starts = [section.span.start for section in sections]
    return tuple(
        Sentence(span, bisect_right(starts, span.start) - 1, number)
        for number, paragraph in enumerate(paragraphs)
        for span in _sentences(text, paragraph)
    )


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        yield trimmed(text, start, match.end())
        start = match.end()
    if text[start : paragraph.end].strip():
        yield trimmed(text, start, paragraph.end)
