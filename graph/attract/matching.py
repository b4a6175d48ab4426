"""The user's own list of firms, held against the links of a chain.

A product belongs to a link by the rule that places things on chains: it ends with one of the link's words. 锂电铜箔
is a kind of 铜箔 and fits it; 铜箔设备 does not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.attract.model import Candidate, Match
from graph.attract.scope import plain, terms_of
from graph.chains.terms import ChainTerms
from graph.model import EntityType
from graph.query.values import Link

#: What a list of firms adds to a product's name, and tells nothing: 铜箔的研发、生产和销售.
_DOING = re.compile(r"的?(?:(?:研发|设计|开发|生产|制造|销售|经营|批发|零售|及|和|与|、|等)+)$")
_LIST = re.compile(r"[、，,;；/|\n]+")
#: The fewest digits of a class that say enough by themselves: a 中类.
_ENOUGH = 3


@dataclass(frozen=True)
class CandidateIndex:
    """The candidates, found by the products that they name and by their class."""

    terms: ChainTerms
    candidates: tuple[Candidate, ...]

    def to(self, link: Link) -> tuple[Match, ...]:
        """The candidates that fit a link: those with its very product first, then those with a kind of it, then those
        that only share its class; in each of these those of its class first, then in the order of the list."""
        by_name = self._by_product(link)
        by_class = (m for m in self._by_class(link) if m.candidate.row not in by_name)
        found = (*by_name.values(), *by_class)
        return tuple(sorted(found, key=lambda m: (m.words is None, not m.whole, not m.classed, m.candidate.row)))

    def _by_product(self, link: Link) -> Mapping[int, Match]:
        own = terms_of("", "", (link,))
        best: dict[int, Match] = {}
        for product, makers in self._products.items():
            hits = own.match(EntityType.PRODUCT, product) if any(word in product for word in own.nodes) else ()
            for hit in hits:
                for candidate in makers:
                    held = best.get(candidate.row)
                    if held is None or (hit.whole and not held.whole):
                        classed = _is_of(candidate.gbt4754, link.gbt4754)
                        best[candidate.row] = Match(candidate, hit.words, hit.whole, classed)
        return best

    def _by_class(self, link: Link) -> Iterator[Match]:
        """Firms of the link's class, unless the chain has another link for what they make."""
        code = link.gbt4754 or ""
        for size in range(_ENOUGH, len(code) + 1):
            for candidate in self._classes.get(code[:size], ()):
                made = products(candidate.product)
                if not any(self.terms.match(EntityType.PRODUCT, product) for product in made):
                    yield Match(candidate, None, whole=False, classed=True)

    @cached_property
    def _products(self) -> Mapping[str, tuple[Candidate, ...]]:
        return _grouped(
            (product, candidate) for candidate in self.candidates for product in products(candidate.product)
        )

    @cached_property
    def _classes(self) -> Mapping[str, tuple[Candidate, ...]]:
        return _grouped((candidate.gbt4754, candidate) for candidate in self.candidates if candidate.gbt4754)


def products(cell: str) -> tuple[str, ...]:
    """The products that a cell names, each once, without what is done with them.

    >>> products("锂电铜箔的研发、生产和销售；覆铜板")
    ('锂电铜箔', '覆铜板')
    """
    parts = (_DOING.sub("", plain(part)) for part in _LIST.split(cell))
    return tuple(dict.fromkeys(part for part in parts if part))


def _is_of(code: str | None, link: str | None) -> bool:
    return bool(code and link and len(code) >= _ENOUGH and link.startswith(code))


def _grouped(pairs: Iterable[tuple[str, Candidate]]) -> Mapping[str, tuple[Candidate, ...]]:
    found: defaultdict[str, list[Candidate]] = defaultdict(list)
    for key, candidate in pairs:
        found[key].append(candidate)
    return {key: tuple(those) for key, those in found.items()}
