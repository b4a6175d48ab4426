"""Companies: by the endings of their names, by names known nationwide, by the projects that they lend names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause, split
from graph.extraction.kinds import kind_of, known, trimmed
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.extraction.places import Gazetteer
from graph.model import EntityType, Span

_E = EntityType.ENTERPRISE
_LEGAL = re.compile(
    r"(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|农商银行|冶炼厂|机床厂|钢铁厂|电厂|分公司)$"
)
_LEGAL_INSIDE = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,14}?(?:有限责任公司|股份有限公司|有限公司)")
_BRAND = r"[\u4e00-\u9fffA-Za-z]{2,7}?"
_CAPACITY = re.compile(rf"(?P<name>{_BRAND})(?=年产|年处理|[百千]?万吨|[\d.]+(?:万|亿)?(?:吨|MW|GW|千瓦|兆瓦|辆))")
_PLAIN = re.compile(
    r"绿色|高端|现代|智能|特色|新型|先进|数字|综合|国家|全国|全省|全市|优质|传统|重点|重大|省级|市级|绿电|清洁|生态|农村|城乡|城市|大型|小型|移动|工业|农业|资源|科技|金融|文化|教育|环境|社会|公共|人工|新|水|电|路|桥|库|站|网|园|区|县|镇|乡|村"
)
_GOODS = re.compile(
    r"(?:年产)?(?:[\d.]+万?|[百千]万|万)(?:吨|辆|台|套)(?:级)?(?P<goods>[\u4e00-\u9fffA-Za-z\d]{2,14}?)(?:项目|扩产|扩建|扩产项目)?"
)
_ACTS = re.compile(r"推动|引导|支持|依托|鼓励")
_SHORTEST, _LONGEST, _MOST_LEGAL = 3, 8, 14
_BRAND_LENGTH = 2
_PLANT = re.compile(r"[\u4e00-\u9fff]{2,6}(?:电厂|冶炼厂|钢铁厂|机床厂|水泥厂)(?=[一二三四]期|扩建|改造|搬迁|技改)")
_NO_BRAND = re.compile(r"[约近超达]$|^年|最大|装机|总[量产]|两|产量|产能|达|减排|保供|条|座|级|目标|任务|收购")
_ADDRESS = re.compile(r"[市县区山河湖路镇乡村省]|流域")


def enterprise_mentions(
    text: str, clauses: tuple[Clause, ...], shield: bytes, lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Companies named outside the lists that say so themselves."""
    for clause in clauses:
        for chunk in clause.chunks:
            items = list(split(text, chunk.span, shield, "、·"))
            for item in items:
                yield from _in_item(text, item, lexicon, gazetteer)
            if len(items) > 1 and _ACTS.search(chunk.verb) and "等" not in chunk.span.of(text):
                yield from _beside_company(text, items, lexicon)


def _beside_company(text: str, items: list[Span], lexicon: Lexicon) -> Iterator[Mention]:
    """推动中原金银制品、金渠集团做大…: who stands beside a company and is nothing else is one too."""
    phrases = [phrase.span for item in items if (phrase := trimmed(text, item, lexicon)) and not phrase.counted]
    if not any(_is_legal(span.of(text), lexicon) for span in phrases):
        return
    for span in phrases:
        words = span.of(text)
        plain = kind_of(words, lexicon) is None and known(words, lexicon) is None and not _PLAIN.match(words)
        if plain and _SHORTEST <= len(words) <= _LONGEST:
            yield Mention.found(text, span, _E, "beside", 0.5)


def _in_item(text: str, item: Span, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Mention]:
    phrase = trimmed(text, item, lexicon)
    if phrase is None or phrase.counted:
        return
    words = phrase.span.of(text)
    if legal := _LEGAL_INSIDE.match(words):
        yield _mention(text, phrase.span.start, legal.end(), "legal form", 0.9)
        return
    if _is_legal(words, lexicon):
        yield _mention(text, phrase.span.start, len(words), "legal form", 0.8)
        return
    yield from _at_start(text, phrase.span, words, lexicon, gazetteer)


def _is_legal(words: str, lexicon: Lexicon) -> bool:
    form = _LEGAL.search(words)
    return form is not None and len(words) <= _MOST_LEGAL and _names(words[: form.start()], lexicon)


def _names(brand: str, lexicon: Lexicon) -> bool:
    """Whether the words before 公司 or 集团 name one: not 龙头 or 投融资, nor an industry."""
    if len(brand) < 2 or re.search(r"[的等各类、\d]", brand) or known(brand, lexicon):
        return False
    return lexicon.vague_companies.ending(brand) is None


def _at_start(text: str, span: Span, words: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Mention]:
    """A company whose name opens that of a project: 骏通年产1万辆…项目, 大唐灵宝青山二期, 商州国飞无人机."""
    known_firm = _known_firm(words, lexicon, gazetteer)
    if known_firm:
        start, end = known_firm
        yield _mention(text, span.start + start, end - start, "known", 0.8)
        yield from _goods(text, span, end, lexicon)
    elif plant := _PLANT.match(words):
        yield _mention(text, span.start, plant.end(), "plant", 0.65)
    elif (capacity := _CAPACITY.match(words)) and _is_brand(capacity["name"], lexicon, gazetteer):
        yield _mention(text, span.start, capacity.end(), "capacity", 0.6)
        yield from _goods(text, span, capacity.end(), lexicon)
    elif end_of_trade := _brand_and_trade(words, lexicon, gazetteer):
        yield _mention(text, span.start, end_of_trade, "trade", 0.55)


def _goods(text: str, span: Span, start: int, lexicon: Lexicon) -> Iterator[Mention]:
    """What a project named after its company is to make: 再生铝 in 恒康铝业50万吨再生铝."""
    match = _GOODS.fullmatch(text, span.start + start, span.end)
    if match and match["goods"] not in lexicon.industries and "生产线" not in match["goods"]:
        yield Mention.found(text, Span(*match.span("goods")), EntityType.PRODUCT, "capacity", 0.6)


def _known_firm(words: str, lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[int, int] | None:
    """Where a company known nationwide stands at the start, behind a place or not, with the trade that it adds."""
    place = gazetteer.words.at(words, 0)
    for start in (0, len(place)) if place else (0,):
        company = lexicon.known_companies.at(words, start)
        if company and not _ADDRESS.match(words, start + len(company)):
            end = start + len(company)
            # 国能神华: one known name may go on into another.
            more = lexicon.known_companies.at(words, end) or lexicon.company_endings.at(words, end) or ""
            return start, end + len(more)
    return None


def _is_brand(name: str, lexicon: Lexicon, gazetteer: Gazetteer) -> bool:
    """Whether the words before 年产 or an amount can be a company's name and nothing else."""
    if known(name, lexicon) or name in gazetteer.words or kind_of(name, lexicon) is not None or _NO_BRAND.search(name):
        return False
    if lexicon.company_endings.ending(name) is not None:
        return not _PLAIN.match(name)
    if gazetteer.words.at(name, 0) or _PLAIN.search(name):
        return False
    return next(lexicon.industries.within(name), None) is None


def _brand_and_trade(words: str, lexicon: Lexicon, gazetteer: Gazetteer) -> int | None:
    """The end of 锦荣水泥 in 锦荣水泥绿色产业园: two characters that mean nothing else, then a trade."""
    trade = lexicon.company_endings.at(words, _BRAND_LENGTH)
    if trade is None or len(trade) < 2 or _BRAND_LENGTH + len(trade) >= len(words):
        return None
    if _PLAIN.search(words, 0, _BRAND_LENGTH) or not re.match(r"[\u4e00-\u9fff]{2}", words):
        return None
    if any(vocabulary.at(words, 0) for vocabulary in (lexicon.industries, lexicon.products, gazetteer.words)):
        return None
    return _BRAND_LENGTH + len(trade) if kind_of(words, lexicon) is not None else None


def _mention(text: str, start: int, length: int, rule: str, confidence: float) -> Mention:
    return Mention.found(text, Span(start, start + length), _E, rule, confidence)
