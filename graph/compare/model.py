"""What a comparison of two reports says, as frozen values. The first report is the one that is compared from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import NodeState, Predicate
from graph.query.values import ChainInfo, Fact, Figure, Link, ReportInfo, Thing


class Change(StrEnum):
    """What became of a thing, a relation or a link from the first report to the second.

    Only links get ``stronger`` or ``weaker``; ``silent`` is a link that neither report mentions.
    """

    KEPT = "kept"
    NEW = "new"
    GONE = "gone"
    STRONGER = "stronger"
    WEAKER = "weaker"
    SILENT = "silent"


class Verdict(StrEnum):
    """Whether a target of the first report was reached by what the second says of the same year."""

    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ThingChange:
    """An entity that either report names; ``first`` and ``second`` are the fullest names that they use, "" for none."""

    thing: Thing
    change: Change
    first: str
    second: str

    @property
    def renamed(self) -> bool:
        """Whether both reports name it, by different names."""
        return self.change is Change.KEPT and self.first != self.second


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation that either report states, with the first sentence of each that says so."""

    subject: Thing
    predicate: Predicate
    object: Thing
    change: Change
    first: Fact | None
    second: Fact | None


@dataclass(frozen=True, slots=True)
class FigureChange:
    """All figures of one name about one subject in one unit, side by side. ``subject`` is "" for the reports' place.

    ``target`` and ``reached`` are the pair that ``verdict`` is about. ``conflict`` says that the two reports give
    different values for the same year and status.
    """

    subject: str
    name: str
    unit: str
    change: Change
    first: tuple[Figure, ...]
    second: tuple[Figure, ...]
    target: Figure | None = None
    reached: Figure | None = None
    verdict: Verdict | None = None
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A link of a chain with its state in each report, and who came to it or is no longer named there."""

    link: Link
    change: Change
    first: NodeState
    second: NodeState
    came: tuple[Thing, ...]
    left: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class ChainChange:
    """A chain with what became of each of its links."""

    chain: ChainInfo
    links: tuple[LinkChange, ...]

    def count(self, change: Change) -> int:
        """How many links changed so."""
        return sum(link.change is change for link in self.links)

    @property
    def moved(self) -> int:
        """How many links are not as they were."""
        return sum(link.change not in (Change.KEPT, Change.SILENT) for link in self.links)


@dataclass(frozen=True)
class Comparison:
    """Two reports held against each other. Where they are about one place, ``one_place`` is true and what only the
    first has is gone; of two places, it is merely the first's own."""

    first: ReportInfo
    second: ReportInfo
    things: tuple[ThingChange, ...]
    relations: tuple[RelationChange, ...]
    figures: tuple[FigureChange, ...]
    chains: tuple[ChainChange, ...]

    @property
    def one_place(self) -> bool:
        """Whether both reports are about the same place."""
        return self.first.place == self.second.place
