"""What kind of thing a noun phrase names, told by its last word, and where its name begins and ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.extraction.lexicon import Lexicon
from graph.model import EntityType, Span

_E = EntityType
_LEADING = re.compile(
    r"(?:(?:全国|国内|国际|全球|世界|全省|全市)(?:首[批个座条款单笔例]|唯一|最大的?|最早|领先)(?:的)?|世界级(?:的)?|全省(?!域)|全市(?!第)|全县|我国|我省|我市|我县|我区|本省|本市|"
    r"各地|各级|省内|市内|当前|今年|年内|年底前|年底|全年|明年|去年|同时|其中|以及|一大批|一批|一系列|首[批个座条款单笔例]|唯一|最大的?|新一轮|新一批|新的|更多|"
    r"第[一二三四五六七八九十]+批|更高水平|高水平|高标准|具有[^的]{2,12}的|有[^的]{2,8}的|国家级的|省级的|市级的|知名|等|的|在全国|在全省|在|分别|各类|多个|部分|相关|有关|省际|"
    r"[\u4e00-\u9fff]{2,4}[省市](?:首[批个座条]|唯一)的?|[\u4e00-\u9fff]{2,4}[市县区][两二三四五六七八九十]个|[一二三四五六七八九十百千万]*[十百千万]亿级|[\u4e00-\u9fff]{2,4}(?:建设|创建)(?=国家|全国|全省|省级|世界)|(?:规模以上|规上)(?!.{2,20}(?:行动|计划)$)|被|积极向|积极|对(?!接|口|外|标)|与(?!会)|和(?!谐|平|美|政|县|顺)|及|为|以(?!旧)|把|将|从|由|让)"
)
_COUNT = re.compile(
    r"(?:约|近|超|第)?[\d.０-９]+(?:[-—~～]\d+)?[余多+]?(?:个|家|条|座|项|处|所|名|户|台|套|批|大|种|只|辆|件|支|部|类|届|次|期)(?:以上|左右)?(?!项目库)"
)
_COUNT_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff”])(?:近|约|超)?\d+[余多]?(?:个|家|条|座|项|处|所|支)(?:以上|左右)?$")
#: 联席会议制度的监测预警作用: what an abstract noun behind 的 belongs to is the thing.
_ABSTRACT = re.compile(r"[\u4e00-\u9fff]{0,8}(?:作用|优势|功能|能力|水平|成果|机遇|效应|影响力|要求)")
_MOST = 40
_BELONGS = re.compile(r"的[\u4e00-\u9fff]{0,8}(?:作用|优势|功能|能力|水平|成果|机遇|效应|影响力|要求)$")
_MANY = re.compile(
    r"(?:十|百|千|万|两|三|四|五|六|七|八|九|[一二三四五六七八九]十)(?:大|个|座|条|项|家)(?=[\u4e00-\u9fff]{3})"
)
_WORKS = re.compile(
    r"[水路桥电气管渠库河湖江塘坝灌港航网楼校院矿轨隧厂廊]|扩建|迁建|新建|重建|修复|流域|造林|加固|农村供水|改扩建|管线|通道|枢纽|特高压|输电|送电|引.济|生态综合|电网"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase cut to the name in it; ``counted`` says that a number stood before it (5个中试基地)."""

    span: Span
    counted: bool


def trimmed(text: str, span: Span, lexicon: Lexicon, *, keep_tail: bool = False) -> Phrase | None:
    """The name inside a phrase: qualifiers and counts before it and general nouns behind it are cut off."""
    start, counted = _after_leading(text, span)
    if behind := _COUNT_BEHIND.search(text[start : span.end]):
        span, counted = Span(span.start, start + behind.start()), True
    if belongs := _BELONGS.search(text, start, span.end):
        span = Span(span.start, belongs.start()) if belongs.start() > start else span
    # “个转企-…-单项冠军”企业梯次培育机制: nobody calls it by so long a name.
    if span.end - start > _MOST and (closing := text.rfind("”", start, span.end)) > start:
        start = closing + 1 if closing + 1 < span.end else start
    end = span.end if keep_tail else _before_tail(text, start, span.end, lexicon)
    if inner := _quoted_name(text, Span(start, end), lexicon) if start < end else None:
        return Phrase(inner, counted=False)
    words = text[start:end]
    lead = len(words) - len(words.lstrip(" 　、·"))
    start, end = start + lead, start + len(words.rstrip(" 　、"))
    return Phrase(Span(start, end), counted) if start < end else None


_QUOTED = re.compile(r"(?:[\u4e00-\u9fff]{2,12}|.*的)“([^“”]{4,30})”$")


def _quoted_name(text: str, span: Span, lexicon: Lexicon) -> Span | None:
    """The whole name in quotation marks behind its owner: 仰韶酒业“…工程技术研究中心”."""
    match = _QUOTED.match(text, span.start, span.end)
    if match and match.end() == span.end and kind_of(match[1], lexicon) is not None:
        return Span(match.start(1), match.end(1))
    return None


def _after_leading(text: str, span: Span) -> tuple[int, bool]:
    start, counted = span.start, False
    while start < span.end:
        if count := _COUNT.match(text, start, span.end):
            start, counted = count.end(), True
        elif found := (_LEADING.match(text, start, span.end) or _MANY.match(text, start, span.end)):
            start = found.end()
        else:
            break
    de = max(text.rfind("被", start, span.end), text.rfind("的", start, span.end))
    if _ABSTRACT.fullmatch(text, de + 1, span.end):
        return start, counted
    # 国家级的黄金资源综合利用重点实验室: what follows the last 的 (or 被) is the thing.
    if (
        de > start
        and de + 3 <= span.end
        and text[de - 1 : de + 2] != "目的地"
        and not re.search(r"[“”《》（）()]", text[start:de])
    ):
        start = de + 1
    return start, counted


def _before_tail(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    while True:
        words = text[start:end].rstrip()
        tail = lexicon.predicates.tails.ending(words)
        if not tail or len(tail) >= len(words) or lexicon.heads.words.ending(words) not in (None, tail):
            return start + len(words)
        if known(words, lexicon):
            return start + len(words)
        end = start + len(words) - len(tail)


def known(words: str, lexicon: Lexicon) -> EntityType | None:
    """Industry or Product where the whole phrase is a word of the vocabulary."""
    if words in lexicon.industries:
        return _E.INDUSTRY
    return _E.PRODUCT if words in lexicon.products else None


#: 抓项目 does, and what is to be planned or begun is none yet: 谋划“十五五”重大项目.
_NO_NAME = re.compile(r"^(?:高质量)?抓|抓(?:高质量)?(?:项目|工程)$|^(?:精心|加快|提前)?谋划")
_PLAN_PERIOD = re.compile(r"^“十[一二三四五六]五”(?:期间|时期)?(?=重大|重点|国家)")


def kind_of(words: str, lexicon: Lexicon) -> EntityType | None:
    """What the phrase names by its last word; None where that tells nothing or too little stands before it."""
    if _NO_NAME.search(words):
        return None
    words = _PLAN_PERIOD.sub("", words) if words.startswith("“") else words
    plain = re.sub(r"[“”\"‘’]", "", words)
    plain = re.sub(r"[（(][^）)]*[）)]$", "", plain)
    head = lexicon.heads.words.ending(plain)
    if head is None:
        return None
    modifier = plain.removesuffix(head)
    kind = _one_of(lexicon.heads.types[head], modifier)
    return kind if _says_enough(modifier, head, kind, lexicon, quoted="“" in words) else None


def _one_of(kinds: tuple[EntityType, ...], modifier: str) -> EntityType:
    """工程 closes a campaign (学前教育普惠扩容工程) as well as a work (山口水库供水工程)."""
    if _E.PROJECT in kinds and _E.POLICY in kinds:
        return _E.PROJECT if _WORKS.search(modifier) else _E.POLICY
    return kinds[0]


def _says_enough(modifier: str, head: str, kind: EntityType, lexicon: Lexicon, *, quoted: bool) -> bool:
    if quoted and modifier:
        return True
    if kind in (_E.PROJECT, _E.ORGANIZATION) and modifier == "" and len(head) >= 6:
        return True
    # 提升行动 or 有效机制 needs more before it than a longer head does.
    least = _LEAST[kind] + (kind is _E.POLICY and len(head) == 2)
    return len(modifier) >= least and not _all_vague(modifier, lexicon.heads.vague[kind].all)


_LEAST = {_E.PROJECT: 2, _E.PLATFORM: 2, _E.POLICY: 2, _E.ORGANIZATION: 1}


def _all_vague(modifier: str, vague: frozenset[str]) -> bool:
    """Whether the words before a head are vague words and nothing else."""
    reachable = {0}
    for end in range(1, len(modifier) + 1):
        if any(modifier[start:end] in vague for start in reachable):
            reachable.add(end)
    return len(modifier) in reachable or modifier.strip("等的类各") == ""
