"""What the items of lists and single noun phrases name: by the words after 等, by their own last word, by the verb."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause
from graph.extraction.industries import industry_at, like_an_industry, plausible_industry
from graph.extraction.kinds import Phrase, kind_of, known, trimmed
from graph.extraction.lexicon import Lexicon
from graph.extraction.listing import Listing, listing_of
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

_E = EntityType
_MAKE = re.compile(r"研发|开发|生产|研制|制造|攻克|扩大|加工|出口")
#: A park in a list of projects stays a park, a plan in a list of industries a plan.
_CAMPAIGN = re.compile(r"^.*(?:实施|开展|启动|编制)(?P<inner>(?!好|推进|推动|建设)[\u4e00-\u9fff]{2,4})$")
_OWN = (_E.PLATFORM, _E.PROJECT, _E.POLICY)
_GIVES_WAY = (_E.PLATFORM, _E.PROJECT, _E.POLICY, _E.INDUSTRY)
#: A、B等五大行动, A、B“三项行动”, A、B等助企纾困政策: what closes the list so says what the items are.
_SAID = re.compile(r"“|(?:[一二三四五六七八九十两]+|\d+)(?:个|项|大)|[\u4e00-\u9fff]{2,6}政策$")
_LEAST_WORK, _MOST_PRODUCT, _MOST_NAME, _MOST_NEIGHBOUR = 4, 16, 32, 14


def phrase_mentions(text: str, clauses: tuple[Clause, ...], shield: bytes, lexicon: Lexicon) -> Iterator[Mention]:
    """What the items of every chunk name."""
    for clause in clauses:
        for chunk in clause.chunks:
            yield from _mentions(text, listing_of(text, chunk, shield, lexicon), lexicon)


def _mentions(text: str, listing: Listing, lexicon: Lexicon) -> Iterator[Mention]:
    phrases = [trimmed(text, item, lexicon) for item in listing.items]
    found = [_mention(text, phrase, listing, lexicon) for phrase in phrases]
    kinds = {mention.type for mention in found if mention}
    for number, mention in enumerate(found):
        phrase = phrases[number]
        if mention is None and phrase is not None and len(found) > 1 and len(kinds) == 1:
            mention = _like_the_rest(text, phrase, next(iter(kinds)))
        if mention is not None:
            yield _whole(text, listing.items[number], mention, lexicon)


def _mention(text: str, phrase: Phrase | None, listing: Listing, lexicon: Lexicon) -> Mention | None:
    if phrase is None:
        return None
    if listing.tail is not None:
        return _by_tail(text, phrase.span, listing.tail, listing, lexicon)
    return _by_itself(text, phrase, listing, lexicon)


def _by_itself(text: str, phrase: Phrase, listing: Listing, lexicon: Lexicon) -> Mention | None:
    words = phrase.span.of(text)
    own = kind_of(words, lexicon)
    if own is not None and not phrase.counted:
        span = _with_verb(text, phrase.span, listing) if own is _E.POLICY else phrase.span
        return Mention.found(text, span, own, "head", 0.7)
    if industry := industry_at(text, phrase.span, listing, lexicon):
        return industry
    vocabulary = None if phrase.counted else known(words, lexicon)
    if vocabulary is None or len(words) == 1:
        return None
    if _MAKE.search(listing.chunk.verb) and words in lexicon.products:
        return Mention.found(text, phrase.span, _E.PRODUCT, "made", 0.7)
    if len(listing.items) > 1 or len(words) > 2:
        return Mention.found(text, phrase.span, vocabulary, "vocabulary", 0.6)
    return None


def _with_verb(text: str, span: Span, listing: Listing) -> Span:
    """实施提振消费专项行动: the second verb is part of the campaign's name."""
    inner = _CAMPAIGN.search(listing.chunk.verb)
    if (
        inner is None
        or span.start != listing.chunk.span.start
        or not text[: span.end].endswith(("行动", "工程", "计划", "规划"))
    ):
        return span
    start = span.start - len(inner["inner"])
    return Span(start, span.end) if text[start : span.start] == inner["inner"] else span


def _by_tail(text: str, span: Span, tail: EntityType, listing: Listing, lexicon: Lexicon) -> Mention | None:
    """An item before 等…企业 is an enterprise, whatever it looks like."""
    words = span.of(text)
    if not 2 <= len(words) <= _MOST_NAME or "草案" in words:
        return None
    own = kind_of(words, lexicon)
    if tail in _GIVES_WAY and own in _OWN and own is not None:
        return Mention.found(text, span, own, "list", 0.8)
    if tail is _E.PLATFORM and (vocabulary := known(words, lexicon)):
        return Mention.found(text, span, vocabulary, "vocabulary", 0.6)
    if tail is _E.INDUSTRY and words in lexicon.products and words not in lexicon.industries:
        return Mention.found(text, span, _E.PRODUCT, "list", 0.6)
    return Mention.found(text, span, tail, "list", 0.8) if _fits(words, tail, listing, lexicon) else None


def _fits(words: str, tail: EntityType, listing: Listing, lexicon: Lexicon) -> bool:
    """Whether words that say nothing of themselves can be what the list says."""
    match tail:
        case _E.INDUSTRY:
            return plausible_industry(words, listing, lexicon)
        case _E.POLICY:
            counted = _SAID.match(listing.tail_words) is not None and len(words) >= _LEAST_WORK
            return "“" in words or words in lexicon.policies or counted
        case _E.PROJECT:
            return not _is_field(words, listing.tail_words)
        case _E.PRODUCT:
            return len(words) <= _MOST_PRODUCT
        case _:
            return tail in (_E.ENTERPRISE, _E.PLATFORM)


def _is_field(words: str, tail_words: str) -> bool:
    """Whether an item before 等…项目 is a field (交通、水利) and not a work; before 等煤矿 any name is a work."""
    if "领域" in tail_words:
        return True
    return len(words) < _LEAST_WORK and re.search(r"项目|工程", tail_words) is not None


def _whole(text: str, item: Span, mention: Mention, lexicon: Lexicon) -> Mention:
    """A project in a list keeps words such as 改造 at its end that are no part of other names."""
    if mention.type is not _E.PROJECT or mention.rule != "list":
        return mention
    full = trimmed(text, item, lexicon, keep_tail=True)
    return Mention.found(text, full.span, _E.PROJECT, "list", mention.confidence) if full else mention


def _like_the_rest(text: str, phrase: Phrase, kind: EntityType) -> Mention | None:
    """An item that says nothing of itself is what its neighbours in the list are, if they agree."""
    words = phrase.span.of(text)
    if phrase.counted or not 2 <= len(words) <= _MOST_NEIGHBOUR:
        return None
    if kind is _E.POLICY and words[0] == "“" and words[-1] == "”":
        return Mention.found(text, phrase.span, kind, "neighbours", 0.6)
    if kind is _E.PRODUCT or (kind is _E.INDUSTRY and like_an_industry(words)):
        return Mention.found(text, phrase.span, kind, "neighbours", 0.5)
    return None
