"""A chunk as a list: where its items begin and end, and what the words after 等 say that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.clauses import Chunk, split
from graph.extraction.kinds import kind_of, known
from graph.extraction.lexicon import Lexicon
from graph.model import EntityType, Span

_E = EntityType
_ETC = re.compile(r"(?<![平同高初中优何相对])等(?![级候待于额价])(?!离子|保)")
#: A、B、C“三项行动”: what closes the list counts its items and says what they are.
_NUMBERED = re.compile(
    r"“[二三四五六七八九十两]+(?:个|项|大)?[\u4e00-\u9fff]{2,6}”(?:行动|工程|计划|专项|举措|机制|改革)?$"
)
_JOINT = re.compile(r"以及|和|与|及")
_ONE_KIND = (_E.INDUSTRY, _E.PRODUCT, _E.ENTERPRISE, _E.PLACE)
#: Longer stretches without a mark are no list of names.
_LONGEST_PIECE = 80
_LONGEST_LEFT = 8


@dataclass(frozen=True, slots=True)
class Listing:
    """The items of a chunk; ``tail`` is what the words after 等 (``tail_words``) say that they are."""

    chunk: Chunk
    items: tuple[Span, ...]
    tail: EntityType | None
    tail_words: str


@dataclass(frozen=True, slots=True)
class _Context:
    """What decides whether A和B are two: the list's tail, and whether it has more items than this one."""

    text: str
    shield: bytes
    lexicon: Lexicon
    tail: EntityType | None
    several: bool


def listing_of(text: str, chunk: Chunk, shield: bytes, lexicon: Lexicon) -> Listing:
    """The chunk as a list; a chunk that is none has one item."""
    marks = _ETC.finditer(text, chunk.span.start + 1, chunk.span.end)
    etc = next((mark for mark in marks if not shield[mark.start()]), None)
    end, tail_words = (etc.start(), text[etc.end() : chunk.span.end]) if etc else (chunk.span.end, "")
    tail = _tail_kind(tail_words, lexicon)
    numbered = None if etc else _NUMBERED.search(text, chunk.span.start, chunk.span.end)
    if numbered and "、" in text[chunk.span.start : numbered.start()]:
        end, tail_words, tail = numbered.start(), numbered[0], _E.POLICY
    pieces = [
        part for piece in split(text, Span(chunk.span.start, end), shield, "、") for part in _adjacent(text, piece)
    ]
    context = _Context(text, shield, lexicon, tail, several=len(pieces) > 1 or etc is not None)
    items = tuple(part for piece in pieces for part in _unjoined(piece, context))
    return Listing(chunk, items, tail, tail_words)


def _tail_kind(words: str, lexicon: Lexicon) -> EntityType | None:
    first = re.split(r"、|和|与|以及", words, maxsplit=1)[0]
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


def _unjoined(piece: Span, context: _Context) -> Iterator[Span]:
    """A和B as two where both stand alone; names such as 铝及铝基新材料 stay whole."""
    words = piece.of(context.text)
    if len(words) <= _LONGEST_PIECE and not known(words, context.lexicon):
        for joint in _JOINT.finditer(context.text, piece.start + 1, piece.end - 1):
            left, right = Span(piece.start, joint.start()), Span(joint.end(), piece.end)
            if not context.shield[joint.start()] and _separable(left, right, context):
                yield left
                yield from _unjoined(right, context)
                return
    yield piece


def _separable(left: Span, right: Span, context: _Context) -> bool:
    words, others = left.of(context.text).strip(), right.of(context.text).strip()
    if len(words) < 2 or len(others) < 2:
        return False
    if context.tail in _ONE_KIND or ("至" in words and "至" in others):
        return True
    kinds = _kind(words, context.lexicon), _kind(others, context.lexicon)
    return all(kinds) or (context.several and kinds[1] in (_E.INDUSTRY, _E.PRODUCT) and len(words) <= _LONGEST_LEFT)


def _kind(words: str, lexicon: Lexicon) -> EntityType | None:
    bare = re.sub(r"(?:建设|发展|工作)+$", "", words)
    industry = _E.INDUSTRY if re.search(r"产业$|经济$", bare) else None
    policy = _E.POLICY if bare in lexicon.policies else None
    return known(bare, lexicon) or policy or kind_of(bare, lexicon) or industry
