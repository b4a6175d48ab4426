"""The lists that a chunk holds, and what its items name: by the last word, by what stands after 等, by the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.clauses import Chunk, Clause, split
from graph.extraction.kinds import kind_of, known, trimmed
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

_E = EntityType
_ETC = re.compile(r"(?<![平同高初中优何相对])等(?![级候待于额价])(?!离子|保)")
_JOINT = re.compile(r"以及|和|与|及")
_DEVELOP = re.compile(r"发展|培育|壮大|做[大强优精]|布局|培优|繁荣")
_MAKE = re.compile(r"研发|开发|生产|研制|制造|攻克|扩大|加工|出口")
_GATHERED = re.compile(r"产业|业态|行业|领域|经济|服务业|制造业|农业|产业链|集群|赛道|基础设施")
_INDUSTRY_END = re.compile(
    r"(?:产业集群|产业链条|产业链|产业体系|产业|经济|服务业|制造业|工业|农业|林业|牧业|渔业|建筑业|金融业|旅游业|物流业|种业|加工业|住宿业|加工|物流|旅游|文旅|康养|养老|制造|装备|新材料|材料|基|能源|储能|医药|化工|冶炼|光伏|风电|电商|商贸|金融|体育|会展|服务|软件|通信|芯片|半导体|机器人)$"
)
_LEAST_INDUSTRY, _MOST_INDUSTRY, _LEAST_PROJECT = 2, 14, 4


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a chunk; ``tail`` is what 等 says they are, ``etc`` where 等 stands (or the chunk's end)."""

    chunk: Chunk
    items: tuple[Span, ...]
    tail: EntityType | None
    tail_words: str


def phrase_mentions(text: str, clauses: tuple[Clause, ...], shield: bytes, lexicon: Lexicon) -> Iterator[Mention]:
    """What the items of every chunk name."""
    for clause in clauses:
        for chunk in clause.chunks:
            yield from _mentions(text, listing_of(text, chunk, shield, lexicon), lexicon)


def listing_of(text: str, chunk: Chunk, shield: bytes, lexicon: Lexicon) -> Listing:
    """The chunk as a list; a chunk that is none has one item."""
    etc = next((m for m in _ETC.finditer(text, chunk.span.start, chunk.span.end) if not shield[m.start()]), None)
    end = etc.start() if etc and etc.start() > chunk.span.start else chunk.span.end
    tail_words = text[etc.end() : chunk.span.end] if etc else ""
    pieces = [
        part for piece in split(text, Span(chunk.span.start, end), shield, "、") for part in _adjacent(text, piece)
    ]
    tail = _tail_kind(tail_words, lexicon)
    several = len(pieces) > 1 or etc is not None
    items = tuple(part for piece in pieces for part in _unjoined(text, piece, shield, lexicon, several, tail))
    return Listing(chunk, items, tail, tail_words)


def _tail_kind(words: str, lexicon: Lexicon) -> EntityType | None:
    first = re.split(r"[、]|和|与|以及", words, maxsplit=1)[0]
    first = re.sub(r"(?<=行业|领域|产业)企业", "", first)
    found = [word for _, word in lexicon.heads.list_words.within(first)]
    # 等功能多样的业态 describes; it does not say what the items are.
    return lexicon.heads.lists[found[-1]] if found and "的" not in first else None


def _adjacent(text: str, piece: Span) -> Iterator[Span]:
    """“A”“B”改革 as two items: quoted names side by side need no mark between them."""
    start = piece.start
    for match in re.finditer(r"”(?=“)", piece.of(text)):
        yield Span(start, piece.start + match.end())
        start = piece.start + match.end()
    yield Span(start, piece.end)


def _unjoined(
    text: str, piece: Span, shield: bytes, lexicon: Lexicon, several: bool, tail: EntityType | None
) -> Iterator[Span]:
    """A和B as two where both stand alone; names such as 铝及铝基新材料 stay whole."""
    for joint in _JOINT.finditer(text, piece.start + 1, piece.end - 1):
        if shield[joint.start()] or known(piece.of(text), lexicon):
            continue
        left, right = Span(piece.start, joint.start()), Span(joint.end(), piece.end)
        if _separable(left.of(text).strip(), right.of(text).strip(), lexicon, several, tail):
            yield left
            yield from _unjoined(text, right, shield, lexicon, several, tail)
            return
    yield piece


def _separable(left: str, right: str, lexicon: Lexicon, several: bool, tail: EntityType | None) -> bool:
    if len(left) < 2 or len(right) < 2:
        return False
    if "至" in left and "至" in right:
        return True
    kinds = _kind(left, lexicon), _kind(right, lexicon)
    if all(kinds):
        return True
    if tail in (_E.INDUSTRY, _E.PRODUCT, _E.ENTERPRISE, _E.PLACE):
        return True
    return several and kinds[1] in (_E.INDUSTRY, _E.PRODUCT) and len(left) <= 8


def _kind(words: str, lexicon: Lexicon) -> EntityType | None:
    bare = re.sub(r"(?:建设|发展|工作)+$", "", words)
    industry = _E.INDUSTRY if re.search(r"产业$|经济$", bare) else None
    return known(bare, lexicon) or kind_of(bare, lexicon) or industry


def _mentions(text: str, listing: Listing, lexicon: Lexicon) -> Iterator[Mention]:
    found = [_typed(text, item, listing, lexicon) for item in listing.items]
    kinds = {mention.type for mention in found if mention}
    for item, mention in zip(listing.items, found, strict=True):
        if mention is None and len(listing.items) > 1 and kinds:
            mention = _like_the_rest(text, item, kinds, lexicon)
        if mention is not None:
            yield mention


def _typed(text: str, item: Span, listing: Listing, lexicon: Lexicon) -> Mention | None:
    phrase = trimmed(text, item, lexicon)
    if phrase is None:
        return None
    words = phrase.span.of(text)
    own = kind_of(words, lexicon)
    if listing.tail is not None:
        return _by_tail(text, item, phrase.span, own, listing, lexicon)
    if own is not None and not phrase.counted:
        return Mention.found(text, phrase.span, own, "head", 0.7)
    industry = _as_industry(text, phrase.span, listing, lexicon)
    if industry:
        return industry
    if phrase.counted:
        return None
    if _MAKE.search(listing.chunk.verb) and words in lexicon.products:
        return Mention.found(text, phrase.span, _E.PRODUCT, "made", 0.7)
    vocabulary = known(words, lexicon)
    if vocabulary and len(words) > 1 and (len(listing.items) > 1 or len(words) > 2):
        return Mention.found(text, phrase.span, vocabulary, "vocabulary", 0.6)
    return None


def _by_tail(
    text: str, item: Span, span: Span, own: EntityType | None, listing: Listing, lexicon: Lexicon
) -> Mention | None:
    """An item before 等…企业 is an enterprise, whatever it looks like; a park among projects stays a park."""
    tail = listing.tail
    words = span.of(text)
    if tail is None or not 2 <= len(words) <= 32 or "草案" in words:
        return None
    kind = tail
    if tail in (_E.PROJECT, _E.PLATFORM) and own in (_E.PLATFORM, _E.PROJECT, _E.POLICY):
        kind = own
    if tail in (_E.POLICY, _E.INDUSTRY) and own in (_E.PLATFORM, _E.PROJECT, _E.POLICY):
        kind = own
    if kind is _E.INDUSTRY and tail is _E.INDUSTRY and not _plausible_industry(words, listing, lexicon):
        return None
    if kind is _E.POLICY and own is None and "“" not in words and words not in lexicon.policies:
        return None
    if kind in (_E.PLACE, _E.ORGANIZATION):
        return None
    if kind is _E.PROJECT and own is None and _domain(words, listing.tail_words):
        return None
    if kind is _E.PLATFORM and own is None and known(words, lexicon):
        return Mention.found(text, span, known(words, lexicon) or kind, "vocabulary", 0.6)
    if kind is _E.PRODUCT and len(words) > 16:
        return None
    full = trimmed(text, item, lexicon, keep_tail=kind is _E.PROJECT)
    span = full.span if full and kind is _E.PROJECT else span
    return Mention.found(text, span, kind, "list", 0.8)


def _domain(words: str, tail_words: str) -> bool:
    """Whether an item before 等…项目 is a field (交通、水利) and not a work; before 等煤矿 any name is a work."""
    if "领域" in tail_words:
        return True
    return len(words) < _LEAST_PROJECT and re.search(r"项目|工程", tail_words) is not None


def _plausible_industry(words: str, listing: Listing, lexicon: Lexicon) -> bool:
    if known(words, lexicon) or _INDUSTRY_END.search(words):
        return True
    clear = re.search(r"产业|业态|行业|集群|经济|农业|服务业|制造业", listing.tail_words) is not None
    return clear and len(words) <= 10 and not re.search(r"[“”\d]", words)


def _as_industry(text: str, span: Span, listing: Listing, lexicon: Lexicon) -> Mention | None:
    words = span.of(text)
    if not _LEAST_INDUSTRY <= len(words) <= _MOST_INDUSTRY or re.search(
        r"[“”\d的]", words.replace("5G", "").replace("6G", "")
    ):
        return None
    verb = listing.chunk.verb
    if words in lexicon.industries and (_DEVELOP.search(verb) or len(listing.items) > 1 or len(words) > 3):
        return Mention.found(text, span, _E.INDUSTRY, "industry", 0.75)
    if re.search(r"产业$|产业集群$|产业链$|产业体系$", words):
        return _stripped(text, span, lexicon)
    if _DEVELOP.search(verb) and _INDUSTRY_END.search(words) and len(words) <= 10:
        return Mention.found(text, span, _E.INDUSTRY, "developed", 0.6)
    return None


_GENERIC = re.compile(
    r"^(?:现代|现代化|主导|特色|重点|相关|优势|支柱|富民|关联|本地|地方|三次|[一二三、]+|县域|县域特色|优势特色|全|全链|创新|战略|上下游|首位|配套|多元|农村|国家级|省级|市级|沿江|全|扶贫|帮扶|外向型)*(?:产业|产业集群|产业链|产业体系|产业链条)$"
)


def _stripped(text: str, span: Span, lexicon: Lexicon) -> Mention | None:
    """X产业集群 and X产业链 name the industry X产业."""
    words = span.of(text)
    if _GENERIC.match(words) and words not in lexicon.industries:
        return None
    shorter = re.sub(r"(?:集群|链条|链|体系)$", "", words)
    lead = len(shorter) - len(re.sub(r"^(?:国家级|省级|市级|全)", "", shorter))
    return Mention.found(text, Span(span.start + lead, span.start + len(shorter)), _E.INDUSTRY, "industry", 0.75)


def _like_the_rest(text: str, item: Span, kinds: set[EntityType], lexicon: Lexicon) -> Mention | None:
    """An item that says nothing of itself is what its neighbours in the list are, if they agree."""
    phrase = trimmed(text, item, lexicon)
    if len(kinds) != 1 or phrase is None or phrase.counted or not 2 <= len(phrase.span.of(text)) <= 14:
        return None
    kind = next(iter(kinds))
    words = phrase.span.of(text)
    if kind is _E.POLICY and words[0] == "“" and words[-1] == "”":
        return Mention.found(text, phrase.span, kind, "neighbours", 0.6)
    if kind not in (_E.INDUSTRY, _E.PRODUCT):
        return None
    if kind is _E.INDUSTRY and not _INDUSTRY_END.search(words):
        return None
    return Mention.found(text, phrase.span, kind, "neighbours", 0.5)
