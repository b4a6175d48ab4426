"""What the named questions answer: plain frozen values, no RDF terms."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Comparator, EntityType, IndicatorStatus, NodeState, Predicate, Span, Stage, Tense


@dataclass(frozen=True, slots=True)
class ReportInfo:
    """A report in the graph."""

    iri: str
    slug: str
    title: str
    place: str
    year: int


@dataclass(frozen=True, slots=True)
class SectionInfo:
    """A section of a report, with its place in the text."""

    title: str
    level: int
    tense: Tense
    span: Span


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity in the graph. ``degree`` counts the distinct statements that it is part of."""

    iri: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    degree: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that say a thing: their report, place in it, the words, and the title of their section."""

    report: str
    span: Span
    words: str
    section: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A statement between two entities (by IRI) with its evidence."""

    subject: str
    predicate: Predicate
    object: str
    confidence: float
    inferred: bool
    rule: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator with its evidence."""

    subject: str
    name: str
    value: float
    unit: str
    comparator: Comparator
    year: int
    status: IndicatorStatus
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class MentionOf:
    """A stretch of a report's text that names an entity."""

    span: Span
    iri: str


@dataclass(frozen=True, slots=True)
class Seat:
    """An entity that sits on a chain node, with the words that put it there and the state that it shows by itself."""

    thing: Thing
    shows: NodeState
    words: str
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain as the place holds it: the reference node, its local state, and who sits there."""

    iri: str
    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    stage: Stage
    key: bool
    gbt4754: str | None
    state: NodeState
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class ChainInfo:
    """A reference chain with how many of its links are in which state."""

    iri: str
    id: str
    zh: str
    en: str
    states: tuple[tuple[NodeState, int], ...]

    @property
    def links(self) -> int:
        """How many links the chain has."""
        return sum(count for _, count in self.states)

    def count(self, state: NodeState) -> int:
        """How many links are in ``state``."""
        return dict(self.states).get(state, 0)


@dataclass(frozen=True, slots=True)
class ChainView:
    """A chain with its links and which supplies which (by IRI)."""

    info: ChainInfo
    description_zh: str
    description_en: str
    links: tuple[Link, ...]
    supplies: tuple[tuple[str, str], ...]
