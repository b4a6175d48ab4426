"""Which noun phrases name an industry: known ones, X产业 in its forms, and what is said to be developed."""

from __future__ import annotations

import re

from graph.extraction.kinds import known
from graph.extraction.lexicon import Lexicon
from graph.extraction.listing import Listing
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

_I = EntityType.INDUSTRY
_DEVELOP = re.compile(r"发展|培育|壮大|做[大强优精]|布局|培优|繁荣")
_END = re.compile(
    r"(?:产业集群|产业链条|产业链|产业体系|产业|经济|(?<![企就事作创毕行开专物])业|加工|物流|旅游|文旅|康养|养老|制造|装备|材料|基|能源|储能|医药|化工|冶炼"
    r"|光伏|风电|电商|商贸|金融|体育|会展|服务|软件|通信|芯片|半导体|机器人)$"
)
_FORM = re.compile(r"产业(?:集群|链条|链|体系)?$")
_GATHERED = re.compile(r"产业|业态|行业|集群|经济|农业|服务业|制造业")
_GENERIC = re.compile(
    r"(?:现代|现代化|主导|特色|重点|相关|优势|支柱|富民|关联|本地|地方|三次|[一二三、]+|县域|县域特色|优势特色|全|全链|创新|战略|上下游"
    r"|首位|配套|多元|农村|国家级|省级|市级|沿江|扶贫|帮扶|外向型)*产业(?:集群|链|体系|链条)?"
)
#: 调整产业, 加快产业: the verb of another phrase, not a kind of industry.
_ACTED_ON = re.compile(r"(?:调整|加快|提升|推动|推进|培育|发展|投资|[^新]兴|做强|强)产业")
_NO_NAME = re.compile(r"[“”\d的]")
_LEAST, _MOST, _MOST_UNKNOWN = 2, 14, 10


def plausible_industry(words: str, listing: Listing, lexicon: Lexicon) -> bool:
    """Whether an item before 等…产业 or 等…领域 can be an industry's name."""
    if known(words, lexicon) or _END.search(words):
        return True
    clear = _GATHERED.search(listing.tail_words) is not None
    return clear and len(words) <= _MOST_UNKNOWN and not _NO_NAME.search(words)


def like_an_industry(words: str) -> bool:
    """Whether the words end as names of industries do."""
    return _END.search(words) is not None and not _GENERIC.fullmatch(words)


def generic_industry(words: str) -> bool:
    """Whether the words name no industry in particular: 特色产业, 优势产业."""
    return _GENERIC.fullmatch(words) is not None


def industry_at(text: str, span: Span, listing: Listing, lexicon: Lexicon) -> Mention | None:
    """The industry that an item names, told by the vocabulary, its form, or the verb before it."""
    words = span.of(text)
    if not _LEAST <= len(words) <= _MOST or _NO_NAME.search(re.sub("[56]G", "", words)):
        return None
    developed = _DEVELOP.search(listing.chunk.verb) is not None
    if words in lexicon.industries and (developed or len(listing.items) > 1 or len(words) > 3):
        return Mention.found(text, span, _I, "industry", 0.75)
    if _FORM.search(words):
        return _formed(text, span, lexicon)
    if developed and _END.search(words) and len(words) <= _MOST_UNKNOWN:
        return Mention.found(text, span, _I, "developed", 0.6)
    return None


def _formed(text: str, span: Span, lexicon: Lexicon) -> Mention | None:
    """X产业集群 and X产业链 name the industry X产业."""
    words = span.of(text)
    if _ACTED_ON.search(words):
        return None
    if _GENERIC.fullmatch(words) and words not in lexicon.industries:
        return None
    shorter = re.sub(r"(?:集群|链条|链|体系)$", "", words)
    lead = len(shorter) - len(re.sub(r"^(?:国家级|省级|市级|全)", "", shorter))
    return Mention.found(text, Span(span.start + lead, span.start + len(shorter)), _I, "industry", 0.75)
