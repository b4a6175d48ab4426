"""What a typed query may spell: characters, syllables, initials, and mixtures of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from graph.search.sounds import readings

#: How many ways to cut a query into syllables and initials are followed.
WAYS = 12
_CLUSTERS = ("zh", "ch", "sh")
_NEVER_INITIAL = frozenset("iuv")
_CUT_COST = {"syllable": 2, "begun": 2, "initial": 3}


@dataclass(frozen=True, slots=True)
class Unit:
    """What one unit of a name must be: a character (``low`` its code), or a sound of number ``low`` up to ``high``,
    exclusive."""

    sound: bool
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read a query. ``initials`` where some unit is spelt by its initial alone; ``whole`` where the last
    syllable is spelt out."""

    units: tuple[Unit, ...]
    initials: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    cost: int
    pieces: tuple[str, ...]
    initials: bool


@dataclass(frozen=True)
class Spelling:
    """The syllables that the names of an index have, sorted; a syllable's number is its place."""

    syllables: tuple[str, ...]

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.syllables)

    def number(self, syllable: str) -> int | None:
        """The number of a syllable, None where no name has it."""
        return bisect_left(self.syllables, syllable) if syllable in self._known else None

    def literal(self, query: str) -> tuple[Unit, ...]:
        """The folded query taken as it stands."""
        return tuple(Unit(False, ord(c), ord(c) + 1) for c in query)

    def sounding(self, query: str) -> tuple[Unit, ...] | None:
        """The sounds of a query in characters, for names written with others that sound alike. None where no name
        has one of its sounds."""
        numbers = [self.number(those[0]) for those in readings(query)]
        return None if None in numbers else tuple(Unit(True, n, n + 1) for n in numbers if n is not None)

    def ways(self, query: str) -> tuple[Way, ...]:
        """The ways to read a folded query that has letters, the likeliest first."""
        found = [_Cut(0, (), False)]
        runs = _runs(query)
        for number, run in enumerate(runs):
            found = _best(
                _Cut(one.cost + more.cost, one.pieces + more.pieces, one.initials or more.initials)
                for one in found
                for more in self.cuts(run, last=number == len(runs) - 1)
            )
        return tuple(self._way(cut) for cut in found)

    def cuts(self, run: str, *, last: bool) -> list[_Cut]:
        """The ways to cut a run of letters; any other run stays as it is. Only the last of a query may end within a
        syllable."""
        if not _latin(run):
            return [_Cut(0, tuple(run), False)]
        best: list[list[_Cut]] = [[] for _ in run] + [[_Cut(0, (), False)]]
        for at in reversed(range(len(run))):
            best[at] = _best(
                _Cut(_CUT_COST[kind] + rest.cost, (piece, *rest.pieces), kind == "initial" or rest.initials)
                for piece, kind in self._pieces(run, at, last)
                for rest in best[at + len(piece)]
            )
        return best[0]

    def _pieces(self, run: str, at: int, last: bool) -> Iterable[tuple[str, str]]:
        if run[at] not in _NEVER_INITIAL:
            yield run[at], "initial"
        for end in range(at + 1, min(len(run), at + 6) + 1):
            piece = run[at:end]
            if piece in self._known and (end - at > 1 or piece in "aoe"):
                yield piece, "syllable"
            elif last and end == len(run) and end - at > 1 and self._begun(piece):
                yield piece, "begun"
            elif piece in _CLUSTERS:
                yield piece, "initial"

    def _begun(self, piece: str) -> bool:
        low, high = self._range(piece)
        return low < high

    def _range(self, beginning: str) -> tuple[int, int]:
        return bisect_left(self.syllables, beginning), bisect_left(self.syllables, beginning + "\uffff")

    def _way(self, cut: _Cut) -> Way:
        units = []
        for number, piece in enumerate(cut.pieces):
            if not _latin(piece):
                units.append(Unit(False, ord(piece), ord(piece) + 1))
                continue
            low, high = self._range(piece)
            ends = number == len(cut.pieces) - 1
            if piece in self._known and len(piece) > 1 and not ends:
                high = low + 1
            units.append(Unit(True, low, high))
        last = cut.pieces[-1] if cut.pieces else ""
        return Way(tuple(units), cut.initials, not _latin(last) or (len(last) > 1 and last in self._known))


def _best(cuts: Iterable[_Cut]) -> list[_Cut]:
    different = {cut.pieces: cut for cut in sorted(cuts, key=lambda cut: (-cut.cost, cut.pieces))}
    return sorted(different.values(), key=lambda cut: (cut.cost, cut.pieces))[:WAYS]


def _latin(text: str) -> bool:
    return text.isascii() and text.isalpha()


def _runs(query: str) -> list[str]:
    runs: list[str] = []
    for char in query:
        if runs and _latin(runs[-1]) == _latin(char):
            runs[-1] += char
        else:
            runs.append(char)
    return runs
