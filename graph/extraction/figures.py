"""Figures in a text: value, unit and how they bound what they measure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.lexicon import Lexicon
from graph.model import Comparator, Span

_NUMBER = re.compile(
    r"(?<![\dA-Za-z.+－-])(?<!前)(?P<low>\d+(?:,\d{3})*(?:\.\d+)?)(?:[-—~～](?P<high>\d+(?:\.\d+)?))?(?P<more>[余多+]?)"
)
_RANK = re.compile(
    r"第(?P<arabic>\d{1,3})(?P<place>位|名)?(?![\d届批次期代条章回轮台号季产])|居(?:全国|全省|全市|全球|世界|中部|西部)?第?(?P<first>首位|一)(?:位)?"
)
_ROUND = re.compile(
    r"(?<=[超过突破达近约])(?P<zeros>十|百|千)?(?P<unit>万亿元|亿元|万亿|亿|万元|万[\u4e00-\u9fff（]{1,4})"
)
_ROMAN = re.compile(r"(?P<roman>[ⅠⅡⅢⅣⅤ])类(?!水)")
_MULTIPLE = ("万亿", "千亿", "百亿", "千万", "百万", "十万", "亿", "万", "千", "百")
_ZEROS = {"十": 10, "百": 100, "千": 1000}
_PAREN = re.compile(r"[（(][\u4e00-\u9fff、]{1,4}[）)]")
_AT_LEAST = re.compile(r"以上|及以上|有余")
_AT_MOST = re.compile(r"以内|以下|之内")
_ABOUT = re.compile(r"左右|上下")
_BEFORE_LEAST = re.compile(r"(?:超过|突破|不低于|不少于|超|高于|至少|大于)$")
_BEFORE_MOST = re.compile(r"(?:不超过|不高于|低于|少于)$")
_BEFORE_ABOUT = re.compile(r"(?:约|近|接近|大约)$")


@dataclass(frozen=True, slots=True, order=True)
class Figure:
    """A figure at its place; ``span`` covers number and unit, ``unit`` is as the text has it."""

    span: Span
    value: float
    unit: str
    comparator: Comparator


def figures_in(text: str, span: Span, shield: bytes, lexicon: Lexicon) -> tuple[Figure, ...]:
    """The figures of ``span`` in order; years, dates, versions and figures in quotation marks are none."""
    found = [*_numbers(text, span, lexicon), *_ranks(text, span), *_rounds(text, span), *_romans(text, span)]
    kept: list[Figure] = []
    for figure in sorted(found):
        if not shield[figure.span.start] and (not kept or kept[-1].span.end <= figure.span.start):
            kept.append(figure)
    return tuple(kept)


def _numbers(text: str, span: Span, lexicon: Lexicon) -> Iterator[Figure]:
    pending: list[re.Match[str]] = []
    for match in _NUMBER.finditer(text, span.start, span.end):
        unit = _unit(text, match.end(), span.end, lexicon)
        if unit is None:
            # 11.1、11.2个百分点: the first takes the unit of the second.
            bare = text[match.end() : match.end() + 1] in ("、", "和")
            pending = [*pending, match] if bare else []
            continue
        for earlier in pending:
            yield _figure(text, earlier, unit, earlier.end())
        pending = []
        yield _figure(text, match, unit, match.end() + len(unit))


def _figure(text: str, match: re.Match[str], unit: str, end: int) -> Figure:
    comparator = _comparator(text, match.start(), end)
    if comparator is Comparator.EQUAL and (match["more"] or match["high"]):
        comparator = Comparator.AT_LEAST
    return Figure(Span(match.start(), end), float(match["low"].replace(",", "")), unit, comparator)


def _unit(text: str, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The unit at ``start``: a measure, or a multiple and a counter with what its brackets add: 万台（套）."""
    if lexicon.not_figures.at(text, start, end) or re.match(r"年(?!内|均)|[A-Za-z]+级", text[start : start + 3]):
        return None
    multiple = next((word for word in _MULTIPLE if text.startswith(word, start)), "")
    after = start + len(multiple)
    whole = lexicon.measures.at(text, start, end)
    counter = lexicon.measures.at(text, after, end) or lexicon.counters.at(text, after, end)
    best = max(whole or "", multiple + counter if counter else "", key=len)
    if not best:
        return None
    paren = _PAREN.match(text, start + len(best), end)
    return best + (paren[0] if paren and len(paren[0]) < 6 and "、" not in paren[0] else "")


def _comparator(text: str, start: int, end: int) -> Comparator:
    before, after = text[max(0, start - 4) : start], text[end : end + 3]
    for pattern, words, comparator in (
        (_ABOUT, after, Comparator.ABOUT),
        (_AT_LEAST, after, Comparator.AT_LEAST),
        (_AT_MOST, after, Comparator.AT_MOST),
        (_BEFORE_MOST, before, Comparator.AT_MOST),
        (_BEFORE_LEAST, before, Comparator.AT_LEAST),
        (_BEFORE_ABOUT, before, Comparator.ABOUT),
    ):
        if pattern.match(words) if words is after else pattern.search(words):
            return comparator
    return Comparator.EQUAL


def _ranks(text: str, span: Span) -> Iterator[Figure]:
    for match in _RANK.finditer(text, span.start, span.end):
        value = float(match["arabic"]) if match["arabic"] else 1.0
        yield Figure(Span(*match.span()), value, "位", Comparator.EQUAL)


def _rounds(text: str, span: Span) -> Iterator[Figure]:
    """超百亿元, 突破千万台: a round figure written without digits."""
    for match in _ROUND.finditer(text, span.start, span.end):
        value = float(_ZEROS.get(match["zeros"] or "", 1))
        yield Figure(Span(*match.span()), value, match["unit"], Comparator.AT_LEAST)


def _romans(text: str, span: Span) -> Iterator[Figure]:
    for match in _ROMAN.finditer(text, span.start, span.end):
        value = float("ⅠⅡⅢⅣⅤ".index(match["roman"]) + 1)
        yield Figure(Span(*match.span()), value, "类", _comparator(text, match.start(), match.end()))
