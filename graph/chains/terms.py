"""The words of a chain, and how a name is held against them.

Chinese compounds carry their head at the end: 5G高频高速铜箔 is a kind of 高频高速铜箔, 铜箔设备 is no kind of 铜箔.
So a name belongs to a node where it ends with one of the node's words, and of several words the longest decides.
A single shared character (铜) never does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph.model import Chain, ChainNode, EntityType, NodeRef

_SPLIT = re.compile(r"[、，,;；及和与()（）]")
_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」·]")

#: What may follow the telling word in a name of a type, and tells nothing of a chain.
_TAILS = {
    EntityType.ENTERPRISE: re.compile(
        r"(?:有限责任公司|股份有限公司|集团有限公司|有限公司|集团公司|公司|集团|股份|总厂|分厂|厂|实业|科技|新材料|材料)+$"
    ),
    EntityType.PROJECT: re.compile(
        r"(?:系列|项目|工程|生产线|生产|新产品|产业化|产业园|产业园区|基地|建设|扩建|改建|迁建|扩产|扩能|技改|改造|升级"
        r"|搬迁|示范|配套|[一二三四]期|第[一二三四]期)+$"
    ),
    EntityType.PLATFORM: re.compile(
        r"(?:绿色|创新|研发|产业|工业|循环|示范|重点|联合|园区|园|集群|集聚区|示范区|开发区|基地|平台|实验室|研究院"
        r"|研究中心|研发中心|技术中心|创新中心|中心|谷)+$"
    ),
    EntityType.INDUSTRY: re.compile(r"(?:产业集群|产业链|产业|行业|集群)+$"),
    EntityType.PRODUCT: re.compile(r"(?:产品|系列产品)+$"),
}


@dataclass(frozen=True, slots=True)
class Match:
    """A node that a name belongs to; ``whole`` where the name is the node's word and nothing more."""

    node: NodeRef
    words: str
    whole: bool


@dataclass(frozen=True)
class ChainTerms:
    """The words of one chain: which node each means (with the word as the chain writes it), and which words name the
    chain as a whole."""

    nodes: Mapping[str, tuple[NodeRef, str]]
    labels: frozenset[str]
    whole_chain: frozenset[str]

    @classmethod
    def of(cls, chain: Chain) -> ChainTerms:
        """The labels and aliases of a chain's nodes; a label counts before another node's alias."""
        words: dict[str, tuple[NodeRef, str]] = {}
        for word, node in (*_labels(chain.nodes), *_aliases(chain.nodes)):
            words.setdefault(_plain(word), (node.ref, word))
        labels = frozenset(_plain(node.zh) for node in chain.nodes)
        return cls(words, labels, frozenset(_chain_names(chain.zh)))

    def match(self, kind: EntityType, name: str) -> tuple[Match, ...]:
        """The nodes that a name of this type belongs to, at most one for each part of a list such as 线束及连接器."""
        found = (self._match_part(kind, part) for part in _parts(name))
        return tuple({match.node: match for match in found if match is not None}.values())

    def _match_part(self, kind: EntityType, part: str) -> Match | None:
        forms = _forms(kind, part)
        if kind is EntityType.INDUSTRY and any(self._means_chain(form) for form in forms):
            return None
        tails = [(tail, form) for form in forms for tail in _tails(form) if tail in self.nodes]
        if not tails:
            return None
        tail, _ = max(tails, key=lambda hit: (len(hit[0]), len(hit[1])))
        node, word = self.nodes[tail]
        return Match(node, word, whole=tail in forms)

    def _means_chain(self, form: str) -> bool:
        return form in self.whole_chain and form not in self.labels


def _labels(nodes: Iterable[ChainNode]) -> Iterator[tuple[str, ChainNode]]:
    return ((node.zh, node) for node in nodes)


def _aliases(nodes: Iterable[ChainNode]) -> Iterator[tuple[str, ChainNode]]:
    return ((alias, node) for node in nodes for alias in node.aliases)


def _chain_names(label: str) -> Iterator[str]:
    bare = _TAILS[EntityType.INDUSTRY].sub("", re.sub(r"[（(].*?[)）]", "", label))
    yield _plain(bare)
    yield from map(_plain, _SPLIT.split(bare))


def _plain(text: str) -> str:
    return _NOISE.sub("", text).casefold()


def _parts(name: str) -> Iterator[str]:
    plain = _plain(name)
    yield from dict.fromkeys(part for part in (plain, *_SPLIT.split(plain)) if part)


def _forms(kind: EntityType, part: str) -> tuple[str, ...]:
    bare = _TAILS[kind].sub("", part) if kind in _TAILS else part
    return (part, bare) if bare and bare != part else (part,)


def _tails(form: str) -> Iterator[str]:
    """What a form ends with, from the whole of it down to two characters."""
    for start in range(len(form) - 1):
        # A Latin word ends with another only at its border: PGA is not in XPGA.
        if not (start and _is_latin(form[start - 1]) and _is_latin(form[start])):
            yield form[start:]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
