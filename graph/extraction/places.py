"""Places: administrative divisions by full and by safe short name, townships and villages under them, regions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graph.extraction.clauses import Clause
from graph.extraction.divisions import Division, divisions, nationalities
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.extraction.words import Words
from graph.model import EntityType, Report, Span

_P = EntityType.PLACE
_TOWNSHIP = re.compile(
    r"(?P<town>(?![至和与及等在是了为有的])[\u4e00-\u9fff]{2,4}?(?:镇|(?<!城)乡|街道))(?!级|村|企|土|愁)(?P<village>[\u4e00-\u9fff]{1,5}?村)?|(?P<alone>[\u4e00-\u9fff]{1,4}?(?<![农乡])村)(?!级|庄|民)"
)
#: 卢氏县官道口-灵宝市寺河山-陕州区二仙坡的…带: a place behind its county on a route.
_STOP = re.compile(
    r"(?P<stop>(?![至到和与及等的])[\u4e00-\u9fff]{2,3})"
    r"(?:[-—－](?=[\u4e00-\u9fff]{2,4}[县区市])|(?<=坡|山|口|岭|关|寨|庄|镇|乡)的)"
)
_ZONE = re.compile(r"(?:示范区|开发区|高新区|经开区|新区|集聚区)(?=[\u4e00-\u9fff]{2,3}(?:镇|乡|街道))")
_QUARTER = re.compile(r"(?!个|城市|中心城区|支持|[一二三四五六七八九十]大)[\u4e00-\u9fff]{2,5}片区")
_ROUTE = re.compile(r"([\u4e00-\u9fff]{2,4})(?:至|[-—－])(?=([\u4e00-\u9fff]{2,4}))")
#: A road or line that is named by its ends, wherever these lie and whatever they are: 加定至西海公路.
_ROAD_ENDS = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:至|[-—－])(?P<right>(?![和与及等])[\u4e00-\u9fff]{2,3}?)"
    r"(?=(?:段|等)?(?:高速公路|高速铁路|城际铁路|高速|公路|铁路|高铁|国道|省道|快速路|快速通道|旅游公路|输气管道|输油管道))"
)
#: A short name before one of these is part of another name: 祁连山, 泾河.
_NOT_BEFORE = frozenset("山河江湖岭海岸")
#: A full name before one of these is none: 区和县城, 市区域.
_NOT_BEFORE_FULL = frozenset("城域级")
_PROVINCE, _COUNTY, _SHORTEST = 2, 6, 2


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The names that count as places in one report, each with the division it means (None for regions)."""

    words: Words
    meaning: Mapping[str, Division | None]
    anywhere: Mapping[str, Division]


def gazetteer_of(report: Report, lexicon: Lexicon) -> Gazetteer:
    """The gazetteer for ``report``: short names of counties count where they are near, or named in full as well."""
    every = divisions(nationalities(lexicon))
    home = _home(report.place, every)
    meaning: dict[str, Division | None] = {}
    for word in sorted(lexicon.places.regions.all | lexicon.places.countries.all):
        meaning[word] = None
    for division in sorted(every, key=lambda d: (not d.code.startswith(home), d.level, d.code)):
        # 城区 and 郊区 are names in one province and words everywhere.
        if len(division.name) > _SHORTEST or division.code.startswith(home):
            meaning.setdefault(division.name, division)
        if _short_is_safe(division, home, report.text, lexicon):
            meaning.setdefault(division.short, division)
    anywhere = {division.short: division for division in reversed(every)}
    return Gazetteer(Words.of(meaning), meaning, anywhere)


def _home(place: str, every: tuple[Division, ...]) -> str:
    """The two digits of the province that the report's place lies in; an impossible code if it is not known."""
    for division in every:
        if place.startswith((division.name, division.short)) or place.endswith(division.name):
            return division.code[:_PROVINCE]
    return "--"


def _short_is_safe(division: Division, home: str, text: str, lexicon: Lexicon) -> bool:
    if division.short in lexicon.places.ambiguous or len(division.short) < 2:
        return False
    if division.level < _COUNTY or division.code.endswith("00"):
        return True
    near = division.code.startswith(home)
    return near or division.name in text


def place_mentions(
    report: Report, clauses: tuple[Clause, ...], lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Every place that the report's sentences name."""
    text = report.text
    for clause in clauses:
        for start, word in gazetteer.words.within(text, clause.span.start, clause.span.end):
            end = start + len(word)
            division = gazetteer.meaning[word]
            if _part_of_word(text, start, end, lexicon):
                continue
            if len(word) == _SHORTEST and word[-1] in "县区" and text[end : end + 1] in _NOT_BEFORE_FULL:
                continue
            if division and word != division.name and text[end : end + 1] in _NOT_BEFORE:
                continue
            yield Mention.found(text, Span(start, end), _P, "gazetteer", 0.95)
            yield from _below(text, end, clause.span.end)
        for zone in _ZONE.finditer(text, clause.span.start, clause.span.end):
            yield from _below(text, zone.end(), clause.span.end)
        yield from _quarters(text, clause.span)
        yield from _routes(text, clause.span, gazetteer)
        yield from _road_ends(text, clause.span, lexicon)


def _part_of_word(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """范县 in 示范县, 城区 in 以上城区: the end of another word."""
    guards = lexicon.predicates.guards
    return any(len(guards.at(text, start - back) or "") >= back + end - start for back in (1, 2) if start >= back)


def _below(text: str, start: int, end: int) -> Iterator[Mention]:
    """The township and the village that follow the name of a county, or what a route from county to county joins."""
    if stop := _STOP.match(text, start, end):
        yield Mention.found(text, Span(*stop.span("stop")), _P, "route", 0.7)
        return
    match = _TOWNSHIP.match(text, start, end)
    for group in ("town", "village", "alone"):
        if match and match[group]:
            yield Mention.found(text, Span(match.start(group), match.end(group)), _P, "township", 0.7)


def _quarters(text: str, span: Span) -> Iterator[Mention]:
    for match in _QUARTER.finditer(text, span.start, span.end):
        name = re.sub(r"^.*?(?:推进|建设|加快|推动|提升)", "", match[0])
        if len(name) > 3:
            yield Mention.found(text, Span(match.end() - len(name), match.end()), _P, "quarter", 0.6)


def _routes(text: str, span: Span, gazetteer: Gazetteer) -> Iterator[Mention]:
    """Both ends of 卢氏至洛南, far as they may lie: a route that joins two names of divisions is no accident."""
    for match in _ROUTE.finditer(text, span.start, span.end):
        left = next((match[1][i:] for i in range(len(match[1]) - 1) if match[1][i:] in gazetteer.anywhere), None)
        right = next((match[2][:i] for i in range(len(match[2]), 1, -1) if match[2][:i] in gazetteer.anywhere), None)
        if left and right:
            yield Mention.found(text, Span(match.end(1) - len(left), match.end(1)), _P, "route", 0.8)
            yield Mention.found(text, Span(match.start(2), match.start(2) + len(right)), _P, "route", 0.8)


def _road_ends(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mention]:
    """Both ends of a road, village or pass though they be. The first opens its phrase, behind a verb or 、."""
    for match in _ROAD_ENDS.finditer(text, span.start, span.end):
        end = match.start()
        for start in (end - 3, end - 2, end - 4):
            before = text[max(span.start, start - 4) : start]
            if start >= span.start and (before[-1:] in "、，。；" or lexicon.predicates.verbs.ending(before)):
                yield Mention.found(text, Span(start, end), _P, "road", 0.7)
                yield Mention.found(text, Span(*match.span("right")), _P, "road", 0.7)
                break
