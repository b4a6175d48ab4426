"""The index of all names, and the search in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from graph.search.close import close_names
from graph.search.entries import Entry, Kind
from graph.search.folding import fold, offsets
from graph.search.ranking import Matches, first_of_each, join, rank
from graph.search.spelling import Unit
from graph.search.table import Ints, make_table

#: Longer queries are cut: no name is longer, and the work stays bounded.
LONGEST = 64
#: With fewer entries found than this, the search goes on to what only sounds alike or has the words apart.
ENOUGH = 5
#: How many entries of each kind are told, unless asked for more.
SHOWN = 5
#: How much of a query in letters is tried, one letter less at a time, for what would find something.
_TRIED = 10


class How(IntEnum):
    """How a name answers a query, the best first."""

    EXACT = 0
    PREFIX = 1
    WORD = 2
    SOUND = 3
    INITIALS = 4
    CLOSE = 5


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry, and the name of it that answers the query; ``marks`` are the stretch of ``form`` that does, as
    (start, end), or none where it is only nearly like."""

    entry: Entry
    how: How
    form: str
    marks: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Group:
    """The best hits of one kind, and how many there are."""

    kind: Kind
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """What a query finds, the kind with the best hit first. ``instead`` is the longest part of the query that would
    find something, where the whole finds nothing."""

    groups: tuple[Group, ...]
    instead: str | None = None

    @property
    def total(self) -> int:
        """How many entries were found."""
        return sum(group.total for group in self.groups)


class SearchIndex:
    """The names of all entries, ready to be searched. It is never changed and may be shared by threads."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        forms = [
            (number, form, units)
            for number, entry in enumerate(self.entries)
            for units, form in {fold(form): form for form in reversed(tuple(entry.forms()))}.items()
            if units
        ]
        self._forms = tuple(form for _, form, _ in forms)
        self._owner = np.array([number for number, _, _ in forms], dtype=np.int32)
        self._alias = np.array([form not in _own(self.entries[n]) for n, form, _ in forms], dtype=np.bool_)
        kinds = list(Kind)
        self._kind = np.array([kinds.index(entry.kind) for entry in self.entries], dtype=np.int32)
        self._weight = np.array([entry.weight.bit_length() for entry in self.entries], dtype=np.int32)
        self._table = make_table([(form, units) for _, form, units in forms])

    def search(self, query: str, *, kind: Kind | None = None, shown: int = SHOWN) -> Found:
        """What a person may mean by ``query``: at most ``shown`` entries of each kind, or of ``kind`` alone."""
        words = query[:LONGEST].split()
        folded = fold("".join(words))
        if not folded:
            return Found(())
        found = self._entries(folded, [fold(word) for word in words])
        if not len(found.owner):
            return Found((), self._instead(folded))
        return Found(self._groups(found, kind, shown))

    def _entries(self, query: str, words: list[str]) -> Matches:
        """One match for each entry that answers, the best first."""
        found = self._spelt(query)
        if len(found.owner) < ENOUGH and not query.isascii():
            units = self._table.spelling.sounding(query)
            found = self._merge(found, self._standing(units, How.SOUND, True)) if units else found
        many = [word for word in dict.fromkeys(words) if word]
        if len(found.owner) < ENOUGH and len(many) > 1:
            found = self._merge(found, self._holding_all(many))
        if not len(found.owner):
            forms, likeness = close_names(self._table, query)
            at = self._table.starts[forms]
            found = self._merge(self._matches(forms, How.CLOSE, at, 0, distance=100 - likeness))
        return found

    def _spelt(self, query: str) -> Matches:
        """Entries by the query as it stands, and where it has letters as pinyin, initials and mixtures."""
        parts = [self._literal(query)]
        if any(c.isascii() and c.isalpha() for c in query):
            for way in self._table.spelling.ways(query):
                how = How.INITIALS if way.initials else How.SOUND
                parts.append(self._standing(way.units, how, way.whole))
        return self._merge(*parts)

    def _literal(self, query: str) -> Matches:
        table = self._table
        at = table.find(table.spelling.literal(query)).at
        at = at[table.begins[at]]
        form = table.form[at]
        begins = table.starts[form] == at
        whole = begins & (table.lengths[form] == len(query))
        how = np.where(whole, How.EXACT, np.where(begins, How.PREFIX, How.WORD)).astype(np.int32)
        return self._matches(form, how, at, len(query))

    def _standing(self, units: Sequence[Unit], how: How, whole: bool) -> Matches:
        table = self._table
        places = table.find(units)
        at, sure = places.at, places.sure
        form = table.form[at]
        # One initial is in nearly every name: it counts at the beginning only.
        keep = table.begins[at] if len(units) > 1 else table.starts[form] == at
        at, sure, form = at[keep], sure[keep], form[keep]
        full = (table.lengths[form] == len(units)) & whole
        return self._matches(form, how, at, len(units), unsure=~sure, partial=~full)

    def _holding_all(self, words: list[str]) -> Matches:
        """Entries that answer each of several words, by the worst of them."""
        first, *others = (self._spelt(word) for word in words)
        for other in others:
            first = first.only(np.isin(first.owner, other.owner))
        return first

    def _matches(
        self,
        form: Ints,
        how: Ints | How,
        at: Ints,
        length: int,
        *,
        unsure: ArrayLike = False,
        partial: ArrayLike = False,
        distance: ArrayLike = 0,
    ) -> Matches:
        table = self._table
        owner = self._owner[form]
        offset = at - table.starts[form]
        tiers = np.broadcast_to(np.asarray(how, dtype=np.int64), owner.shape)
        key = rank(
            (tiers, 6),
            (distance, 101),
            (unsure, 2),
            (partial, 2),
            (offset > 0, 2),
            (self._alias[form], 2),
            (31 - self._weight[owner], 32),
            (np.minimum(table.lengths[form], 255), 256),
            (self._kind[owner], len(Kind)),
        )
        return Matches(owner, key, form, offset.astype(np.int32), np.full(len(form), length, dtype=np.int32), tiers)

    def _merge(self, *parts: Matches) -> Matches:
        return first_of_each(join(parts))

    def _groups(self, found: Matches, kind: Kind | None, shown: int) -> tuple[Group, ...]:
        groups = []
        kinds = self._kind[found.owner]
        # In the order of each kind's best match.
        present, first = np.unique(kinds, return_index=True)
        for number in present[np.argsort(first)].tolist():
            one = list(Kind)[number]
            if kind is None or kind is one:
                which = np.flatnonzero(kinds == number)
                groups.append(Group(one, tuple(self._hit(found, n) for n in which[:shown].tolist()), len(which)))
        return tuple(groups)

    def _hit(self, found: Matches, number: int) -> Hit:
        entry, how = self.entries[found.owner[number]], How(int(found.how[number]))
        form, start, length = self._forms[found.form[number]], int(found.offset[number]), int(found.length[number])
        if not length:
            return Hit(entry, how, form, None)
        # Another name answers better, but the entry's own holds the same words: no need to tell both.
        within = fold(entry.name).find(fold(form)[start : start + length])
        if within >= 0 and form != entry.name:
            form, start = entry.name, within
        places = offsets(form)
        return Hit(entry, how, form, (places[start], places[start + length - 1] + 1))

    def _instead(self, query: str) -> str | None:
        """The part of the query with the most characters, two or more, that finds something; of letters, its
        beginning."""
        if query.isascii():
            lengths = range(min(len(query), _TRIED) - 1, 1, -1)
            return next((query[:n] for n in lengths if len(self._spelt(query[:n]).owner)), None)
        best, start = "", 0
        # What holds a longer part holds its parts: one pass, its end going forward only.
        for end in range(1, len(query) + 1):
            while end - start > 1 and not self._is_held(query[start:end]):
                start += 1
            best = max(best, query[start:end], key=_characters)
        return best if _characters(best) > 1 else None

    def _is_held(self, part: str) -> bool:
        return len(self._table.find(self._table.spelling.literal(part)).at) > 0


def _characters(text: str) -> int:
    return sum(1 for c in text if not c.isascii())


def _own(entry: Entry) -> tuple[str | None, str | None]:
    return entry.name, entry.english
