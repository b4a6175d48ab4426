"""What the papers say, as plain values: every name, number and sentence comes from the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.gaps.model import Gap
from graph.model import ChainSource, EntityType
from graph.papers.settings import ListPlan, MapPlan, Typography
from graph.query.values import ChainView

#: What a cell holds: a text, a number, the numbers of sources, or nothing, to be filled in by hand.
Cell = str | float | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence that the papers rest on: its number, its words, and where it stands (``start`` and ``end`` count the
    characters of the report's text)."""

    number: int
    quote: str
    report: str
    section: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A list as rows, each as long as the plan's columns. ``note`` says what to know of it."""

    plan: ListPlan
    rows: tuple[tuple[Cell, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class Point:
    """A labelled paragraph. Marks such as [3] in the text are numbers of sources."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Analysis:
    """One of the first gaps, dwelt on."""

    number: int
    heading: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A name in a cell of the roadmap, the kind that its mark shows (None: a plain text), and what it is there for."""

    text: str
    kind: EntityType | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the roadmap: from who is here to what to attract, whom to ask, where to put it, and by what policy."""

    number: int
    gap: Gap
    phase: str
    anchors: tuple[Item, ...]
    profile: tuple[Item, ...]
    targets: tuple[Item, ...]
    carriers: tuple[Item, ...]
    policies: tuple[Item, ...]

    @property
    def cells(self) -> tuple[tuple[Item, ...], ...]:
        """Its cells from left to right."""
        return self.anchors, self.profile, self.targets, self.carriers, self.policies


@dataclass(frozen=True)
class Brief:
    """All that the papers of one chain say. ``date`` is that of the evidence, never of the printing."""

    title: str
    place: str
    chain: str
    year: int
    date: str
    organisation: str
    view: ChainView
    gaps: tuple[Gap, ...]
    summary: tuple[Point, ...]
    shared: tuple[Point, ...]
    analyses: tuple[Analysis, ...]
    lanes: tuple[Lane, ...]
    tables: tuple[Table, ...]
    maps: tuple[MapPlan, ...]
    sources: tuple[Source, ...]
    reports: tuple[str, ...]
    references: tuple[ChainSource, ...]
    cautions: tuple[str, ...]
    typography: Typography

    @property
    def numbered(self) -> Mapping[str, int]:
        """The numbers of the first gaps by the IRI of their link."""
        return {lane.gap.link.iri: lane.number for lane in self.lanes}
