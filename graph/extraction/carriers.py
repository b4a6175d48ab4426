"""Parks, centres and the like that stand before something else: 刚玉产业园区改造提升, 豫灵产业集聚区铁路专用线项目."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause, split
from graph.extraction.kinds import kind_of, trimmed
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.extraction.places import Gazetteer
from graph.model import EntityType, Span

_E = EntityType
_GOES_ON = re.compile(r"改造|建设|创建|入驻|申建|功能|配套|能级|品牌|[“(（]|铁路|专用线|核心区|绩效|设备|实体化|攻关")
_PHASE = re.compile(r"[一二三四五]期|扩建|管理|等|和|与|及|[、—-]")
_JOINED = re.compile(r"等|和|与|及|建设|发展|联接")
_LONGEST = 24


def carrier_mentions(
    text: str, clauses: tuple[Clause, ...], shield: bytes, lexicon: Lexicon, gazetteer: Gazetteer
) -> Iterator[Mention]:
    """Platforms that open an item which goes on behind their head word."""
    for clause in clauses:
        for chunk in clause.chunks:
            for item in split(text, chunk.span, shield, "、"):
                yield from _in_item(text, item, shield, lexicon, gazetteer)


def _in_item(text: str, item: Span, shield: bytes, lexicon: Lexicon, gazetteer: Gazetteer) -> Iterator[Mention]:
    phrase = trimmed(text, item, lexicon, keep_tail=True)
    if phrase is None or phrase.counted:
        return
    start = phrase.span.start
    placed = gazetteer.words.at(text, start, item.end) is not None or text[start : start + 1] == "市"
    for offset in range(start + 2, min(item.end, start + _LONGEST)):
        if shield[offset]:
            return
        head = lexicon.heads.words.at(text, offset, item.end)
        if head is None or _E.PLATFORM not in lexicon.heads.types[head]:
            continue
        end = offset + len(head)
        follows = _GOES_ON.match(text, end, item.end)
        if _PHASE.match(text, end, item.end) or _JOINED.search(text, start, end):
            return
        if kind_of(text[start:end], lexicon) is _E.PLATFORM and end < item.end and (placed or follows):
            yield Mention.found(text, Span(start, end), _E.PLATFORM, "carrier", 0.6)
            return
