"""Words of the vocabulary wherever they stand: industries, products and bodies that need no grammar to be known."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause
from graph.extraction.industries import generic_industry
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

_E = EntityType
#: A short word is an industry only where this follows it: 旅游接待人次 is one, 食品安全 is none.
_INDUSTRY_CUE = re.compile(
    r"产业|业态|行业|集群|产值|增加值|营收|规模以上|市场|发展|企业|装备|基地|园区|产业园|中心|平台|试验区|示范区|项目|电站|接待|旅游|业务|收入|振兴|规模|调度|深加工|投资|经济|能力|领域"
)
_GOODS_CUE = re.compile(
    r"(?:、[\u4e00-\u9fff]{2,6})*(?:总)?(?:产量|出栏|销量|存栏|产能|出口|播种面积|种植面积|万吨|吨|\d)"
)
_SHORT, _LONG = 2, 3
#: 绿色产业 is no word of 绿色产业园.
_PARK = re.compile(r"产业[园带城港]")
_UNIVERSITY = re.compile(
    r"(?:(?![和与的等代])[\u4e00-\u9fff]){2,6}(?<!知名|高等|一批|重点|产业)大学(?!生|城)(?:[\u4e00-\u9fff]{2,8}学院)?"
)
#: 省数据和政务服务局: an office of the province or city that no list need name.
_OFFICE = re.compile(
    r"(?:国家|(?<![\u4e00-\u9fff])[省市县]|[\u4e00-\u9fff]{2,3}[省市县])(?![委政级内域外场])(?:(?![省市县等的、为在至到是了])[\u4e00-\u9fff]){2,9}?(?<![格布结])(?:局|厅|委员会)(?![部限面势域])"
)
#: 陕州一高, 市技校, in a report that calls them so.
_SCHOOL = re.compile(
    r"(?:[\u4e00-\u9fff]{2}[一二三]高(?=[\u4e00-\u9fff]{0,4}(?:项目|迁建|扩建))|(?<![\u4e00-\u9fff])市(?:技校|职专|[一二三]中|[一二三]高))"
)
_HOSPITAL = re.compile(r"示范区医院|(?:[\u4e00-\u9fff]{2,4}(?:市|县|区)|市|示范区)?(?:第[一二三四五]|中心|人民|中)医院")


def vocabulary_mentions(text: str, clauses: tuple[Clause, ...], lexicon: Lexicon) -> Iterator[Mention]:
    """Industries, products and organizations of the word lists, with little belief where the word is short."""
    for clause in clauses:
        yield from _industries(text, clause.span, lexicon)
        yield from _products(text, clause.span, lexicon)
        yield from _organizations(text, clause.span, lexicon)


def _industries(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mention]:
    for start, word in lexicon.industries.within(text, span.start, span.end):
        end = start + len(word)
        if len(word) > _LONG or (len(word) >= _SHORT and _INDUSTRY_CUE.match(text, end, span.end)):
            end += 2 if text.startswith("产业", end) and not text.startswith("产业化", end) else 0
            if generic_industry(text[start:end]) or _PARK.match(text, end - len("产业")):
                continue
            yield Mention.found(text, Span(start, end), _E.INDUSTRY, "vocabulary", 0.45)


def _products(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mention]:
    for start, word in lexicon.products.within(text, span.start, span.end):
        if len(word) >= _SHORT and (len(word) > _LONG or _GOODS_CUE.match(text, start + len(word), span.end)):
            yield Mention.found(text, Span(start, start + len(word)), _E.PRODUCT, "vocabulary", 0.45)


def _organizations(text: str, span: Span, lexicon: Lexicon) -> Iterator[Mention]:
    for start, word in lexicon.heads.organizations.within(text, span.start, span.end):
        if word.endswith("部") and text.startswith("门", start + len(word)):
            continue
        first = start - 1 if text[start - 1 : start] in "市省" and start > span.start else start
        yield Mention.found(text, Span(first, start + len(word)), _E.ORGANIZATION, "body", 0.7)
    for pattern in (_UNIVERSITY, _HOSPITAL, _SCHOOL, _OFFICE):
        for match in pattern.finditer(text, span.start, span.end):
            start = match.start() + _verb_before(match[0], lexicon)
            yield Mention.found(text, Span(start, match.end()), _E.ORGANIZATION, "body", 0.6)


def _verb_before(name: str, lexicon: Lexicon) -> int:
    """How much of a name is the verb, or the other body, before it: 推动 in 推动河南科技大学."""
    before = lexicon.predicates.verbs.at(name, 0) or next((cut for cut in ("研究中心", "中心") if cut in name[:6]), "")
    return name.index(before) + len(before) if before else 0
