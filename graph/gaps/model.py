"""What a gap of a chain is: the values that classing, ranking, attracting and the papers share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.query.values import ChainView, Link, Seat, Thing


class GapClass(StrEnum):
    """How a chain breaks at a node; tests on the graph after the working definitions of chain-based promotion."""

    BREAK = "break"  # 断点 (补链): not held, with a producing node on both sides
    MISSING = "missing"  # 缺链 (延链): not held, with a producing node on one side
    BLANK = "blank"  # 空白 (建链): not held, no producing neighbour, and the plan names it
    WEAK = "weak"  # 弱链 (强链): one producing firm, or in progress only


class PartName(StrEnum):
    """What a rank is made of. STATISTICS is there only where figures were loaded."""

    SUPPORT = "support"
    BRIDGE = "bridge"
    KEY = "key"
    POLICY = "policy"
    PROGRESS = "progress"
    CROSS_CHAIN = "crossChain"
    STAGE = "stage"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a rank: ``value`` from 0 to 1, the two counts behind it, and the seats whose sentences show it.

    For SUPPORT ``counts`` is (producing neighbours, all neighbours), while its value also looks further (see
    ``graph.gaps.parts``); for BRIDGE (pairs through the node, most pairs through any node of the chain); for
    CROSS_CHAIN (other chains that share the node, all other chains); else (1 or 0, 1).
    """

    name: PartName
    value: float
    counts: tuple[int, int]
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A node where the chain breaks or is thin. ``choke`` (卡点): a key node that is not producing.

    ``suppliers`` and ``users`` are the links right before and after it; ``firms`` are those that make it here (at a
    weak link one, none where only its product is named, several where statistics call it weak). ``rank`` counts from 1;
    gaps that share a rank are a tie: their order flips when a weight moves by a tenth.
    """

    link: Link
    kind: GapClass
    choke: bool
    suppliers: tuple[Link, ...]
    users: tuple[Link, ...]
    parts: tuple[Part, ...]
    score: float
    rank: int
    firms: tuple[Thing, ...] = ()

    def part(self, name: PartName) -> Part | None:
        """The part of that name, if it was counted."""
        return next((part for part in self.parts if part.name is name), None)


@dataclass(frozen=True, slots=True)
class ChainGaps:
    """A chain with its gaps, the highest ranked first."""

    view: ChainView
    gaps: tuple[Gap, ...]

    def by_class(self) -> tuple[tuple[GapClass, tuple[Gap, ...]], ...]:
        """The gaps class by class as the lists of an office show them: chokes first, then by rank. No empty class."""
        order = {kind: tuple(gap for gap in self.gaps if gap.kind is kind) for kind in GapClass}
        return tuple(
            (kind, tuple(sorted(those, key=lambda gap: not gap.choke))) for kind, those in order.items() if those
        )


@dataclass(frozen=True, slots=True)
class ChainGap:
    """A gap with the chain that it was found in; its ``rank`` counts over all chains."""

    view: ChainView
    gap: Gap
