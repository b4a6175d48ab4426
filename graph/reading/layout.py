"""Paragraphs, headings, sections and sentences of a report's text, all as exact spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graph.model import Section, Sentence, Span, Tense

_LINE = re.compile(r"[^\n]+")
#: A sentence ends at its mark and takes the marks and closing quotes that follow with it.
_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?][。！？!?”’」』）)》\"]*|[^。！？!?\n]+")
_FIRST_LINE = re.compile(r"[^。！？\n]{1,60}[。！？]?")

_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(r"(?:第[一二三四五六七八九十]+[章编篇部分]+|[一二三四五六七八九十]{1,3}、)\s*\S")),
    (2, re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*\S")),
    (2, re.compile(r"[一二三四五六七八九十]{1,2}是[^。]{2,40}。")),
    (2, re.compile(r"——[^。，,]{2,30}。")),
)
_BARE_HEADING = re.compile(r"(?:(?:19|20)\d\d年.{0,20}|.{0,12})(?:回顾|工作安排.{0,4}|重点任务|主要任务|自身建设)")
_ANNEX = re.compile(r"附件\d*|附[:：]?|名词解释|有关名词注释|.{0,20}名词(?:解释|注释)")
_LEAD_IN = re.compile(r"[\u4e00-\u9fff“”、]{4,24}。")

_REVIEW = re.compile(r"回顾|执行情况|完成情况|工作成效|取得的成绩|过去一年|上年|主要成绩")
_PLAN = re.compile(r"任务|安排|目标|总体要求|重点工作|打算|工作建议|主要措施|下一步")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    title: str
    level: int


def paragraphs_of(text: str) -> tuple[Span, ...]:
    """The spans of the lines that are not blank, without white space at their ends.

    >>> paragraphs_of("甲\\n\\n 乙丙 \\n")
    (Span(start=0, end=1), Span(start=4, end=6))
    """
    return tuple(_trimmed(text, line.start(), line.end()) for line in _LINE.finditer(text) if line[0].strip())


def sections_of(text: str, paragraphs: tuple[Span, ...], year: int) -> tuple[Section, ...]:
    """The stretches under each heading, in order; ``year`` is the report's own, which tells plan from review.

    They do not overlap and together hold every paragraph.
    """
    headings = list(_headings(text, paragraphs))
    if paragraphs and (not headings or headings[0].start > paragraphs[0].start):
        headings.insert(0, _Heading(paragraphs[0].start, "", 0))
    ends = [heading.start for heading in headings[1:]] + [len(text)]
    tense, sections = Tense.OTHER, list[Section]()
    for heading, end in zip(headings, ends, strict=True):
        # A section below the first level speaks of the time that its parent speaks of.
        tense = _tense(heading.title, year, tense if heading.level > 1 else Tense.OTHER)
        sections.append(Section(heading.title, heading.level, _trimmed(text, heading.start, end), tense))
    return tuple(sections)


def sentences_of(text: str, paragraphs: tuple[Span, ...], sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """All sentences with their end marks, in order; between two lies nothing but white space."""
    starts = [section.span.start for section in sections]
    return tuple(
        Sentence(span, bisect_right(starts, span.start) - 1, number)
        for number, paragraph in enumerate(paragraphs)
        for span in _sentences(text, paragraph)
    )


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    for match in _SENTENCE.finditer(text, paragraph.start, paragraph.end):
        if match[0].strip():
            yield _trimmed(text, match.start(), match.end())


def _trimmed(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def _headings(text: str, paragraphs: tuple[Span, ...]) -> Iterator[_Heading]:
    inside = False
    for paragraph in paragraphs:
        heading = _heading(text, paragraph)
        if heading is None and inside:
            heading = _lead_in(text, paragraph)
        if heading is not None:
            inside = True
            yield heading


def _heading(text: str, paragraph: Span) -> _Heading | None:
    line = paragraph.of(text)
    short = len(line) <= 40 and line[-1] not in "。：:，,；;！!"
    if short and _ANNEX.fullmatch(line):
        return _Heading(paragraph.start, line, 1)
    if short and _BARE_HEADING.fullmatch(line):
        return _Heading(paragraph.start, line, 1)
    for level, pattern in _HEADINGS:
        # 一、… that runs on for a whole paragraph is an item of a list, not a heading.
        if pattern.match(line) and (level > 1 or len(line) <= 60):
            return _Heading(paragraph.start, _first_line(line), level)
    return None


def _lead_in(text: str, paragraph: Span) -> _Heading | None:
    """The opening words such as 提升传统产业。 that many reports set before a paragraph."""
    match = _LEAD_IN.match(text, paragraph.start, paragraph.end)
    if not match or match.end() == paragraph.end:
        return None
    return replace(_Heading(paragraph.start, "", 3), title=match[0].rstrip("。"))


def _first_line(line: str) -> str:
    match = _FIRST_LINE.match(line)
    return (match[0] if match else line[:60]).rstrip("。！？")


def _tense(title: str, year: int, inherited: Tense) -> Tense:
    if _ANNEX.fullmatch(title):
        return Tense.OTHER
    if inherited is not Tense.OTHER or not title:
        return inherited
    years = [int(found) for found in _YEAR.findall(title)]
    if _REVIEW.search(title) or (years and max(years) < year):
        return Tense.REVIEW
    return Tense.PLAN if _PLAN.search(title) or years else Tense.OTHER
