"""What attracting to a gap means: values that pages and papers share. All but candidates come from the graph."""

from __future__ import annotations

from dataclasses import dataclass

from graph.gaps.model import Gap
from graph.query.values import Evidence, Link, Seat, Thing


@dataclass(frozen=True, slots=True)
class IndustryClass:
    """A class of GB/T 4754-2017 (国民经济行业分类): its code of two to four digits, its name, and the names of the
    大类 (``division``) and 中类 (``group``) that hold it, empty where the class is itself that wide."""

    code: str
    name: str
    division: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class FirmProfile:
    """The kind of firm that would fill a gap: what to search a company registry with.

    ``terms`` are the link's own name first, then its other names; ``industry`` is None where the reference chain
    gives no sure class.
    """

    link: Link
    industry: IndustryClass | None
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """A local firm at a neighbouring link: the newcomer would buy from it, or sell to it.

    Where the neighbour itself holds no firm, ``link`` is one step further on: it is then not among the gap's own.
    ``seat`` shows the firm there, or a project of the firm's; it says whether that is running, under way or intended.
    """

    firm: Thing
    link: Link
    seat: Seat


@dataclass(frozen=True, slots=True)
class Fit:
    """A carrier (园区、平台) or policy that fits, ``why`` it does, and the sentence that shows it.

    ``why`` is ``link`` (it sits at the very link), ``neighbour`` (at a link beside it), ``chain`` (elsewhere on the
    chain), ``industry`` (it is for an industry of this chain, or for a wider one that holds it) or ``general`` (for
    promotion as a whole). ``park`` says of a carrier that a plant can be put there: 园区、开发区、基地、谷.
    """

    thing: Thing
    why: str
    evidence: Evidence
    park: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A region, firm or agreement that the report itself names as one to work with, and the sentence.

    ``cue`` is the word that says so, such as 招商 or 承接. ``reach`` is ``chain`` where what the report says there
    touches this chain, ``other`` where it names only industries outside it, ``general`` where it names none.
    """

    thing: Thing
    cue: str
    evidence: Evidence
    reach: str = "general"


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
class RowProblem:
    """A row of a loaded list that cannot be used: ``what`` is wrong in which ``column``, and how to ``mend`` it.

    ``key`` names the kind of problem, for a page that says it in the user's language.
    """

    row: int
    column: str
    key: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Match:
    """A candidate that fits a gap: by its product's name (``words`` of the link in it) or only by its class.

    ``whole``: the product is called just so; else it is a kind of it. ``classed``: its class is the link's (or the
    group that holds it). A match without ``words`` rests on the class alone, and is weaker than any other.
    """

    candidate: Candidate
    words: str | None
    whole: bool
    classed: bool = False


@dataclass(frozen=True, slots=True)
class Logic:
    """The investment logic in two plain sentences, in Chinese and English, and the evidence behind them.

    A mark such as [1] in a sentence points at the evidence, counted from 1.
    """

    zh: tuple[str, str]
    en: tuple[str, str]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Attraction:
    """All that there is to say of attracting a firm to a gap. Each list comes with the best first."""

    gap: Gap
    profile: FirmProfile
    suppliers: tuple[Partner, ...]
    customers: tuple[Partner, ...]
    carriers: tuple[Fit, ...]
    policies: tuple[Fit, ...]
    targets: tuple[Target, ...]
    candidates: tuple[Match, ...]
    logic: Logic
