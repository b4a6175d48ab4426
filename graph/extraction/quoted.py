"""Names between marks: 《》 hold documents; “” hold the proper part of a campaign's, plan's or platform's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause
from graph.extraction.kinds import kind_of, trimmed
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

_E = EntityType
_BOOK = re.compile(r"《([^《》\n]{2,60})》")
_QUOTE = re.compile(r"“([^“”\n]{2,24})”")
_PRAISE = re.compile(
    r"企业|大班额|非农化|非粮化|短板|样板|示范户|美丽小镇|小巨人|专精特新|头雁|链主|四上|单项冠军|红黑榜"
)


_CARRY = re.compile(
    r"(?:实施|开展|推行|深化|推进|推广|启动|落实|完成|突出|提升|探索|抓好|组织|举办|推动)(?:“[^“”]{2,12}”[、和]?)*$"
)
_METAPHOR = re.compile(r"[牌拳手器棋账关台牛梯石芯源极针绳锁剂仗战]$|^[一二三四五六七八九十双]+$|[，。,、]")
#: 4个农村供水“四化”试点: what stands between the count and the mark is part of the name.
_COUNTED = re.compile(r"\d(?:个|项)(?P<own>[\u4e00-\u9fff]{2,6})$")
_LEAST_NAME, _MOST_NAME = 3, 12
_PROVINCE_BUILDING = re.compile(
    r"(?:平安|法治|数字|健康|美丽|文明|智慧|清廉|信用|诚信|质量|清洁|幸福|书香|无废)(?:[\u4e00-\u9fff]{2,3}|中国)建设(?!工程|项目|用地|规划)"
)
_TRADE = re.compile(r"(?:特色|优势)?产业(?!园|集聚|基地|带|联盟)")
_STRONG = re.compile(r"(?<![做变更])(?:(?![续做变更快建])[\u4e00-\u9fff]{2}|智慧|机械)强(?:农|省|市|县)(?:建设|战略)?")
_NO_CAMPAIGN = re.compile(r"问题|现象|目标|标准|环境|要求|疫情|奖|时期|精神|称号|期间|末|以来|的")
_ISSUED = re.compile(
    r"(?:出台|印发|制定|编制|制订|颁布)(?:并)?(?:实施|出台|印发|落实)?(?P<name>[^、，,。；;《》]{5,32}?"
    r"(?:若干措施|条措施|支持政策|若干政策|方案|规划|意见|办法|条例|规范|任务清单|行动计划))(?=$|及|和|并|[，,。；;])"
)


def quoted_mentions(text: str, clauses: tuple[Clause, ...], lexicon: Lexicon) -> Iterator[Mention]:
    """Documents in 《》, and quoted words with the head that follows them."""
    for clause in clauses:
        for match in _BOOK.finditer(text, clause.span.start, clause.span.end):
            if not match[1].endswith("报告"):
                yield Mention.found(text, Span(match.start(1), match.end(1)), _E.POLICY, "document", 0.95)
        yield from _in_clause(text, clause, lexicon)
        yield from _issued(text, clause, lexicon)
        for match in _STRONG.finditer(text, clause.span.start, clause.span.end):
            yield Mention.found(text, Span(*match.span()), _E.POLICY, "campaign", 0.5)
        for match in _PROVINCE_BUILDING.finditer(text, clause.span.start, clause.span.end):
            yield Mention.found(text, Span(*match.span()), _E.POLICY, "campaign", 0.5)
        for start, word in lexicon.policies.within(text, clause.span.start, clause.span.end):
            yield Mention.found(text, Span(start, start + len(word)), _E.POLICY, "national", 0.6)


def _issued(text: str, clause: Clause, lexicon: Lexicon) -> Iterator[Mention]:
    """A document without marks behind the verb that issues it, with the verbs in its name: 出台支持制造业…11条措施."""
    for match in _ISSUED.finditer(text, clause.span.start, clause.span.end):
        phrase = trimmed(text, Span(*match.span("name")), lexicon)
        if phrase and kind_of(phrase.span.of(text), lexicon) is not None:
            yield Mention.found(text, phrase.span, _E.POLICY, "issued", 0.8)


def _in_clause(text: str, clause: Clause, lexicon: Lexicon) -> Iterator[Mention]:
    for match in _QUOTE.finditer(text, clause.span.start, clause.span.end):
        words = match[1]
        follows = text[match.end() : clause.span.end]
        if _PRAISE.search(words) or re.match(r"[+]?(?:企业|中小企业)", follows):
            continue
        if industry := _TRADE.match(follows):
            span = Span(match.start(), match.end() + industry.end())
            yield Mention.found(text, span, _E.INDUSTRY, "quoted", 0.7)
            continue
        head = _head_after(follows, lexicon)
        if head is not None:
            counted = _COUNTED.search(text, clause.span.start, match.start())
            span = Span(counted.start("own") if counted else match.start(), match.end() + len(head))
            kind = kind_of(span.of(text), lexicon)
            if kind is not None:
                yield Mention.found(text, span, kind, "quoted", 0.75)
        elif match[0] in lexicon.policies or _campaign(words, follows):
            yield Mention.found(text, Span(match.start(), match.end()), _E.POLICY, "quoted", 0.5)
        elif _carried_out(text[clause.span.start : match.start()], words, follows):
            yield Mention.found(text, Span(match.start(), match.end()), _E.POLICY, "carried out", 0.5)


def _carried_out(before: str, words: str, follows: str) -> bool:
    """Whether quoted words name what a verb of carrying out stands before: 实施“陕靓焕新”, not 打造“金字招牌”."""
    named = _LEAST_NAME <= len(words) <= _MOST_NAME and not _NO_CAMPAIGN.match(follows)
    return named and _CARRY.search(before) is not None and not _METAPHOR.search(words)


def _campaign(words: str, follows: str) -> bool:
    """Whether quoted words alone name a campaign: 三有一持续 does, 三保 or 两癌 does not."""
    if re.search(r"[+＋]", words) and len(words) > 2:
        return True
    if (
        len(words) < 4
        or _NO_CAMPAIGN.match(follows)
        or re.search(r"\d\.\d|[-—]|十[二三四五六]五|维护|意识|自信|自觉|覆盖|百分之", words)
    ):
        return False
    return re.search(r"[一二三四五六七八九十双两百千万]|\d", words) is not None


def _head_after(follows: str, lexicon: Lexicon) -> str | None:
    """The head right behind a closing quote, with up to six characters between: “十百千万”工程, “春笋”计划."""
    for length in range(min(10, len(follows)), 1, -1):
        words = follows[:length]
        if re.search(r"[“”《》、和与及等]", words):
            continue
        if lexicon.heads.words.ending(words):
            return words
    return None
