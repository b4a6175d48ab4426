"""Finding known words in a text, longest first, without a segmenter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words that can be asked which of them begins, ends or occurs where.

    >>> found = Words.of(["三门峡", "三门峡市", "义马"])
    >>> found.at("在三门峡市", 1), found.ending("支持义马"), list(found.within("义马三门峡市"))
    ('三门峡市', '义马', [(0, '义马'), (2, '三门峡市')])
    """

    all: frozenset[str]
    _by_first: dict[str, tuple[str, ...]] = field(repr=False)
    _by_last: dict[str, tuple[str, ...]] = field(repr=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """The set of ``words``, indexed."""
        unique = frozenset(word for word in words if word)
        return cls(unique, _index(unique, 0), _index(unique, -1))

    def at(self, text: str, start: int, end: int | None = None) -> str | None:
        """The longest word that begins at ``start`` and ends by ``end``."""
        limit = len(text) if end is None else end
        for word in self._by_first.get(text[start : start + 1], ()):
            if start + len(word) <= limit and text.startswith(word, start):
                return word
        return None

    def ending(self, text: str) -> str | None:
        """The longest word that ``text`` ends with."""
        return next((word for word in self._by_last.get(text[-1:], ()) if text.endswith(word)), None)

    def within(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Words in ``text[start:end]`` with their offsets, left to right, longest first, none over another."""
        limit = len(text) if end is None else end
        while start < limit:
            word = self.at(text, start, limit)
            if word:
                yield start, word
            start += len(word) if word else 1

    def __contains__(self, word: object) -> bool:
        return word in self.all


def _index(words: Iterable[str], place: int) -> dict[str, tuple[str, ...]]:
    groups = defaultdict[str, list[str]](list)
    for word in words:
        groups[word[place]].append(word)
    return {first: tuple(sorted(group, key=lambda word: (-len(word), word))) for first, group in groups.items()}
