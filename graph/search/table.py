"""All names of an index as one row of units in arrays, with where each character and each sound stands.

A name is found by its rarest unit: the places of that unit are looked up, the others are compared beside them. The
work grows with how often the rarest unit occurs, not with how many names there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.search.folding import word_begins
from graph.search.sounds import READINGS, readings
from graph.search.spelling import Spelling, Unit

Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
#: So many places are sorted more slowly than they are ticked off in a list of all.
_MANY = 5000


@dataclass(frozen=True, slots=True)
class Places:
    """Where a sequence of units stands: the places of its first units, and whether every sound there is the one that
    the character has in that name, not another that it can have."""

    at: Ints
    sure: Flags


@dataclass(frozen=True, eq=False)
class Table:
    """The names, one after the other; a place without a character (code 0, no sound) stands before each and at the
    end. ``sounds`` has one row a reading, -1 where there is none. ``begins`` tells where a word may begin."""

    spelling: Spelling
    chars: Ints
    sounds: NDArray[np.int16]
    begins: Flags
    form: Ints
    starts: Ints
    lengths: Ints
    char_places: Ints
    char_bounds: Mapping[int, tuple[int, int]]
    sound_places: Ints
    sound_bounds: Ints

    def postings(self, unit: Unit) -> Ints:
        """The places of one unit, in no order; one may come twice."""
        if unit.sound:
            return self.sound_places[self.sound_bounds[unit.low] : self.sound_bounds[unit.high]]
        low, high = self.char_bounds.get(unit.low, (0, 0))
        return self.char_places[low:high]

    def find(self, units: Sequence[Unit]) -> Places:
        """Every place where ``units`` stand one after the other within a name."""
        found = [self.postings(unit) for unit in units]
        anchor = min(range(len(units)), key=lambda number: len(found[number]))
        at = found[anchor] - anchor
        at = at[(at > 0) & (at <= len(self.chars) - len(units))]
        for number, unit in enumerate(units):
            if number != anchor:
                at = at[self._holds(unit, at + number)]
        at = self._once(at)
        sure = np.ones(len(at), dtype=np.bool_)
        for number, unit in enumerate(units):
            if unit.sound:
                first = self.sounds[0, at + number]
                sure &= (first >= unit.low) & (first < unit.high)
        return Places(at, sure)

    def shared(self, units: Iterable[Unit]) -> Ints:
        """For each name, how many of ``units`` it has somewhere."""
        counts = np.zeros(len(self.starts), dtype=np.int32)
        for unit in units:
            held = np.zeros(len(self.starts), dtype=np.bool_)
            held[self.form[self.postings(unit)]] = True
            counts += held
        return counts

    def spelt(self, form: int) -> str:
        """A name in pinyin, as one word."""
        start = self.starts[form]
        numbers = self.sounds[0, start : start + self.lengths[form]]
        return "".join(self.spelling.syllables[number] for number in numbers.tolist())

    def text(self, form: int) -> str:
        """A name's units."""
        start = self.starts[form]
        return "".join(map(chr, self.chars[start : start + self.lengths[form]].tolist()))

    def _once(self, at: Ints) -> Ints:
        """Each place once, in order."""
        if len(at) < _MANY:
            return np.unique(at)
        held = np.zeros(len(self.chars), dtype=np.bool_)
        held[at] = True
        return np.flatnonzero(held).astype(np.int32)

    def _holds(self, unit: Unit, at: Ints) -> Flags:
        if not unit.sound:
            same: Flags = self.chars[at] == unit.low
            return same
        heard = self.sounds[:, at]
        one_of_them: Flags = np.logical_or.reduce((heard >= unit.low) & (heard < unit.high), axis=0)
        return one_of_them


def make_table(forms: Sequence[tuple[str, str]]) -> Table:
    """The table of names, each given as (name, folded name); a folded name has at least one unit."""
    read = [readings(units) for _, units in forms]
    syllables = tuple(sorted({sound for name in read for those in name for sound in those}))
    numbers = {syllable: number for number, syllable in enumerate(syllables)}
    lengths = np.array([len(units) for _, units in forms], dtype=np.int32)
    starts = (np.cumsum(lengths + 1) - lengths).astype(np.int32)
    size = int(lengths.sum()) + len(forms) + 1
    inside = np.ones(size, dtype=np.bool_)
    inside[np.concatenate(([0], starts - 1, [size - 1]))] = False
    chars = np.zeros(size, dtype=np.int32)
    chars[inside] = np.fromiter((ord(c) for _, units in forms for c in units), dtype=np.int32)
    sounds = np.full((READINGS, size), -1, dtype=np.int16)
    for layer in range(READINGS):
        heard = (numbers[one[layer]] if layer < len(one) else -1 for name in read for one in name)
        sounds[layer, inside] = np.fromiter(heard, dtype=np.int16)
    begins = np.zeros(size, dtype=np.bool_)
    begins[inside] = np.fromiter((one for name, units in forms for one in _begins(name, units)), dtype=np.bool_)
    form = np.zeros(size, dtype=np.int32)
    form[inside] = np.repeat(np.arange(len(forms), dtype=np.int32), lengths)
    char_places = np.argsort(chars, kind="stable").astype(np.int32)
    sound_places, sound_bounds = _by_sound(sounds, len(syllables))
    return Table(
        spelling=Spelling(syllables),
        chars=chars,
        sounds=sounds,
        begins=begins,
        form=form,
        starts=starts,
        lengths=lengths,
        char_places=char_places,
        char_bounds=_bounds(chars[char_places]),
        sound_places=sound_places,
        sound_bounds=sound_bounds,
    )


def _begins(name: str, units: str) -> tuple[bool, ...]:
    return word_begins(name) if any(c.isascii() for c in units) else (True,) * len(units)


def _bounds(ordered: Ints) -> dict[int, tuple[int, int]]:
    """Where each value begins and ends in an ordered array."""
    values, starts = np.unique(ordered, return_index=True)
    ends = [*starts.tolist()[1:], len(ordered)]
    return dict(zip(values.tolist(), zip(starts.tolist(), ends, strict=True), strict=True))


def _by_sound(sounds: NDArray[np.int16], count: int) -> tuple[Ints, Ints]:
    """Places sorted by the number of their sound, and where those of each number begin."""
    layers, places = np.nonzero(sounds >= 0)
    heard = sounds[layers, places]
    order = np.argsort(heard, kind="stable")
    bounds = np.concatenate(([0], np.cumsum(np.bincount(heard, minlength=count))))
    return places[order].astype(np.int32), bounds.astype(np.int32)
