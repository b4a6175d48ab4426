"""What attracting to a gap means: values that pages and papers share. All but candidates come from the graph."""

from __future__ import annotations

from dataclasses import dataclass

from graph.gaps.model import Gap
from graph.query.values import Evidence, Link, Seat, Thing


@dataclass(frozen=True, slots=True)
class IndustryClass:
    """A class of GB/T 4754-2017 (国民经济行业分类): its code of four digits and its name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """The kind of firm that would fill a gap: what to search a company registry with.

    ``terms`` are the link's own name and other names, the longest-known first; ``industry`` is None where the
    reference chain gives no sure class.
    """

    link: Link
    industry: IndustryClass | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A local firm at a neighbouring link: it would sell to the newcomer, or buy from it."""

    firm: Thing
    link: Link
    seat: Seat


@dataclass(frozen=True, slots=True)
class Fit:
    """A carrier (园区、平台) or policy that fits, ``why`` it does, and the sentence that shows it.

    ``why`` is ``link`` (it sits at the very link), ``neighbour`` (at a link beside it), ``chain`` (elsewhere on the
    chain), ``industry`` (it is for an industry of this chain) or ``general`` (for promotion as a whole).
    """

    thing: Thing
    why: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Target:
    """A region, firm or agreement that the report itself names as one to work with, and the sentence.

    ``cue`` is the word that says so, such as 招商 or 承接.
    """

    thing: Thing
    cue: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Candidate:
    """A real firm from a list that the user loaded; ``row`` is its line there, counted from 1 with the header."""

    row: int
    name: str
    place: str
    product: str
    gbt4754: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate that fits a gap: by its product's name (``words`` of the link in it) or only by its class."""

    candidate: Candidate
    words: str | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Logic:
    """The investment logic in two plain sentences, in Chinese and English, and the evidence behind them."""

    zh: tuple[str, str]
    en: tuple[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Attraction:
    """All that there is to say of attracting a firm to a gap."""

    gap: Gap
    profile: FirmProfile
    suppliers: tuple[Partner, ...]
    customers: tuple[Partner, ...]
    carriers: tuple[Fit, ...]
    policies: tuple[Fit, ...]
    targets: tuple[Target, ...]
    candidates: tuple[Match, ...]
    logic: Logic
