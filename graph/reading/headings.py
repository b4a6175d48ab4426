"""Which lines of a report are headings, at which level, and whether they tell of the past or the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Span, Tense
from graph.reading.folding import folded_marks

_HAN_NUMBER = "[一二三四五六七八九十百]"
#: Patterns meet half-width digits, brackets and stops: see ``folded_marks``.
_HEADINGS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (1, re.compile(rf"(?:第{_HAN_NUMBER}+(?:章|编|篇|部分)|{_HAN_NUMBER}{{1,3}}[、.])\s*\S")),
    (2, re.compile(rf"第{_HAN_NUMBER}+节\s*\S")),
    (2, re.compile(rf"\({_HAN_NUMBER}{{1,3}}\)\s*\S")),
    (2, re.compile(rf"{_HAN_NUMBER}{{1,2}}是[^。]{{2,40}}。")),
    (2, re.compile(r"——[^。,]{2,30}。")),
    (3, re.compile(r"\d{1,2}(?:[.、](?!\d))\s*[^。\s][^。]{1,39}(?:。|$)")),
    (4, re.compile(r"(?:\(\d{1,2}\)|\d{1,2}\)|[①-⑳])\s*[^。\s][^。]{1,39}(?:。|$)")),
)
#: How a line begins that opens a paragraph, be it a heading or not.
_OPENING = re.compile(
    rf"第{_HAN_NUMBER}+(?:章|编|篇|部分|节)|{_HAN_NUMBER}{{1,3}}(?:[、.]|是)|\({_HAN_NUMBER}{{1,3}}\)|——"
    r"|\d{1,2}(?:[.、](?!\d))|\(\d{1,2}\)|\d{1,2}\)(?!\d)|[①-⑳]|[●◆■▪•·]"
)
_BARE_HEADING = re.compile(r"(?:(?:19|20)\d\d年.{0,20}|.{0,12})(?:回顾|工作安排.{0,4}|重点任务|主要任务|自身建设)")
_ANNEX = re.compile(r"附件\d*|附[:：]?|名词解释|有关名词注释|.{0,20}名词(?:解释|注释)")
_LEAD_IN = re.compile(r"[\u4e00-\u9fff“”、]{4,24}。")
_FIRST_LINE = re.compile(r"[^。！？\n]{1,60}[。！？]?")

_REVIEW = re.compile(r"回顾|执行情况|完成情况|工作成效|取得的成绩|过去一年|上年|主要成绩")
_PLAN = re.compile(r"任务|安排|目标|总体要求|重点工作|打算|工作建议|主要措施|下一步")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a heading begins, its words on one line, and its level from 1 (the widest)."""

    start: int
    title: str
    level: int


def opens(line: str) -> bool:
    """Whether ``line`` begins with the number or mark of a heading or of an item.

    >>> [opens(line) for line in ("（三）实施", "１．扩大", "1.5亿元", "三门峡市")]
    [True, True, False, False]
    """
    return _OPENING.match(folded_marks(line[:12])) is not None


def headings_of(text: str, paragraphs: tuple[Span, ...]) -> Iterator[Heading]:
    """The paragraphs that are headings or begin with one, in order."""
    inside = False
    for paragraph in paragraphs:
        # No heading is longer, and a paragraph may be.
        words = _one_line(text[paragraph.start : min(paragraph.end, paragraph.start + 200)])
        whole = paragraph.end <= paragraph.start + 200
        heading = _heading(words, whole, paragraph.start)
        if heading is None and inside:
            heading = _lead_in(words, whole, paragraph.start)
        if heading is not None:
            inside = True
            yield heading


def tense_of(title: str, year: int, inherited: Tense) -> Tense:
    """What the section under ``title`` speaks of in a report of ``year``; below it, what its parent speaks of."""
    if _ANNEX.fullmatch(title):
        return Tense.OTHER
    if inherited is not Tense.OTHER or not title:
        return inherited
    plain = folded_marks(title)
    years = [int(found) for found in _YEAR.findall(plain)]
    if _REVIEW.search(plain) or (years and max(years) < year):
        return Tense.REVIEW
    return Tense.PLAN if _PLAN.search(plain) or years else Tense.OTHER


def _one_line(words: str) -> str:
    return re.sub(r"\s*\n\s*", "", words)


def _heading(line: str, whole: bool, start: int) -> Heading | None:
    plain = folded_marks(line)
    short = whole and len(line) <= 40 and line[-1] not in "。：:，,；;！!"
    if short and (_ANNEX.fullmatch(plain) or _BARE_HEADING.fullmatch(plain)):
        return Heading(start, line, 1)
    for level, pattern in _HEADINGS:
        # 一、… that runs on for a whole paragraph is an item of a list, not a heading.
        if pattern.match(plain) and (level > 1 or (whole and len(line) <= 60)):
            return Heading(start, _first_line(line), level)
    return None


def _lead_in(line: str, whole: bool, start: int) -> Heading | None:
    """The opening words such as 提升传统产业。 that many reports set before a paragraph."""
    match = _LEAD_IN.match(line)
    if not match or (whole and match.end() == len(line)):
        return None
    return Heading(start, match[0].rstrip("。"), 3)


def _first_line(line: str) -> str:
    match = _FIRST_LINE.match(line)
    return (match[0] if match else line[:60]).rstrip("。！？")
