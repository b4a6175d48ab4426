"""What a report is called, which place it speaks for, and which year it plans."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from graph.errors import ReadingError
from graph.model import Span
from graph.reading.folding import folded

_HEAD_LINES = 8
_TITLE_END = re.compile(r"(?:报告|规划|纲要|计划|方案|意见|公报|讲话)(?:[（(].{1,12}[）)])?$")
_TITLE_CUE = re.compile(r"报告|规划|纲要|计划|方案|公报|关于|年")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[-—－~至]\d{4}年)")
_DIVISION = (
    r"(?:[\u4e00-\u9fff]{2,8}?(?:自治区|自治州|特别行政区)|(?:内蒙古|新疆|广西|西藏|宁夏)(?!\w*自治)"
    r"|[\u4e00-\u9fff]{1,6}?(?:省|市|县|区|盟|旗))"
)
_RUN = re.compile(rf"{_DIVISION}+")
_CONGRESS = re.compile(r"在(?P<place>[\u4e00-\u9fff]{2,20}?)第.{1,5}届人民代表大会")
_NOISE = re.compile(r"^(?:关于|(?:19|20)\d\d年(?:度)?|[—\-－\s])+")
#: Places whose own name ends like a smaller division, so that a lazy match would cut it.
_WHOLE = re.compile(r"津市市|沙市区|市中区|市北区|市南区|县级市")


@dataclass(frozen=True, slots=True)
class Headline:
    """The three things that a report is known by."""

    title: str
    place: str
    year: int


def headline_of(text: str, paragraphs: tuple[Span, ...], where: str) -> Headline:
    """Title, place and year, from the first lines and, failing them, from the text.

    Raises ReadingError if the text names no place or no year.
    """
    head = folded(text[: paragraphs[:_HEAD_LINES][-1].end]) if paragraphs else ""
    lines = tuple(line.strip() for line in head.split("\n") if line.strip())[:_HEAD_LINES]
    title = _title(lines)
    place, year = _place(title, lines, text), _year(title, lines, text)
    if place is None or year is None:
        lacking = "place" if place is None else "year"
        mend = "Begin the text with a title such as 关于三门峡市2023年国民经济和社会发展计划的报告."
        raise ReadingError(f"the text names no {lacking} that the report is about.", where=where, mend=mend)
    return Headline(title, place, year)


def _title(lines: tuple[str, ...]) -> str:
    """The first line, with the lines after it if it breaks off before the word that ends a title."""
    joined = ""
    for line in lines:
        joined += re.sub(r"\s+", "", line)
        if _TITLE_END.search(joined):
            return joined
    return re.sub(r"\s+", "", next((line for line in lines if _TITLE_CUE.search(line)), lines[0]))[:120]


def _place(title: str, lines: tuple[str, ...], text: str) -> str | None:
    found = _division_at_start(_NOISE.sub("", title))
    if found:
        return found
    if congress := _CONGRESS.search("\n".join(lines)):
        return congress["place"]
    if re.search(r"届全国人民代表大会|国务院", "\n".join(lines)):
        return "中国"
    anywhere = re.search(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{2,4}?[省市县区]", text)
    return anywhere[0] if anywhere else None


def _division_at_start(words: str) -> str | None:
    run = _RUN.match(words)
    if not run:
        return None
    whole = _WHOLE.match(words, max(0, run.end() - 2))
    return words[: max(run.end(), whole.end() if whole else 0)]


def _year(title: str, lines: tuple[str, ...], text: str) -> int | None:
    for source in (title, "\n".join(lines)):
        if years := _YEAR.findall(source):
            return max(map(int, years))
    counted = Counter(map(int, _YEAR.findall(text)))
    return max(counted, key=lambda year: (counted[year], year)) if counted else None
