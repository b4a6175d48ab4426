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
    _by_start: dict[str, tuple[str, ...]] = field(repr=False)
    _by_end: dict[str, tuple[str, ...]] = field(repr=False)
    _singles: frozenset[str] = field(repr=False)

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """The set of ``words``, indexed."""
        unique = frozenset(word for word in words if word)
        return cls(
            unique,
            _index(unique, slice(0, 2)),
            _index(unique, slice(-2, None)),
            frozenset(w for w in unique if len(w) == 1),
        )

    def at(self, text: str, start: int, end: int | None = None) -> str | None:
        """The longest word that begins at ``start`` and ends by ``end``."""
        limit = len(text) if end is None else end
        for word in self._by_start.get(text[start : start + 2], ()):
            if start + len(word) <= limit and text.startswith(word, start):
                return word
        single = text[start : start + 1]
        return single if start < limit and single in self.all else None

    def ending(self, text: str) -> str | None:
        """The longest word that ``text`` ends with."""
        longer = next((word for word in self._by_end.get(text[-2:], ()) if text.endswith(word)), None)
        return longer or (text[-1:] if text[-1:] in self.all else None)

    def within(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, str]]:
        """Words in ``text[start:end]`` with their offsets, left to right, longest first, none over another."""
        limit = len(text) if end is None else end
        pairs, singles = self._by_start, self._singles
        while start < limit:
            # Most places begin no word: asking here spares a call for each.
            if text[start : start + 2] not in pairs and text[start] not in singles:
                start += 1
                continue
            word = self.at(text, start, limit)
            if word:
                yield start, word
            start += len(word) if word else 1

    def __contains__(self, word: object) -> bool:
        return word in self.all


def _index(words: Iterable[str], place: slice) -> dict[str, tuple[str, ...]]:
    """The words by two of their characters: by one, frequent verbs would crowd together."""
    groups = defaultdict[str, list[str]](list)
    for word in words:
        groups[word[place]].append(word)
    return {key: tuple(sorted(group, key=lambda word: (-len(word), word))) for key, group in groups.items()}
