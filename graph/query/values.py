"""What the named questions answer: plain frozen values, no RDF terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.model import ChainSource, Comparator, EntityType, IndicatorStatus, NodeState, Predicate, Span, Stage, Tense


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
    """An entity in the graph. ``degree`` counts the distinct statements that it is part of; ``code`` is a place's
    GB/T 2260 code or an industry's GB/T 4754-2017 class, where it is sure."""

    iri: str
    type: EntityType
    name: str
    aliases: tuple[str, ...] = ()
    degree: int = 0
    code: str | None = None


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
class Source:
    """A report with its text, its sections, and every stretch that names an entity, in the order of the text."""

    info: ReportInfo
    text: str
    sections: tuple[SectionInfo, ...]
    mentions: tuple[MentionOf, ...]

    def section_at(self, offset: int) -> SectionInfo | None:
        """The section that holds the character at ``offset``."""
        held = (s for s in self.sections if s.span.start <= offset < s.span.end)
        return next(held, None)


@dataclass(frozen=True, slots=True)
class Seat:
    """An entity that sits on a chain node, and the state that it shows by itself.

    ``words`` are those of the node that put it there, ``through`` the name that holds them; ``rule`` says whose name
    that is: ``name`` its own, ``product``, ``project`` or ``industry`` that of what it makes, undertakes or is in.
    """

    thing: Thing
    shows: NodeState
    words: str
    through: str
    rule: str
    tense: Tense
    confidence: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a chain as the place holds it: the reference node, its local state, and who sits there.

    ``same`` are links of other chains that mean the same thing, ``wider`` those that mean something wider (by IRI).
    ``key_basis`` tells who says that it is key: S a source, D domain knowledge.
    """

    iri: str
    id: str
    zh: str
    en: str
    aliases: tuple[str, ...]
    stage: Stage
    kind: str
    key: bool
    key_basis: str | None
    gbt4754: str | None
    same: tuple[str, ...]
    wider: tuple[str, ...]
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


@dataclass(frozen=True)
class ChainView:
    """A chain with its links, which supplies which and which recycles to which (by IRI), and its sources."""

    info: ChainInfo
    description_zh: str
    description_en: str
    links: tuple[Link, ...]
    supplies: tuple[tuple[str, str], ...]
    recycling: tuple[tuple[str, str], ...]
    sources: tuple[ChainSource, ...]
    basis: str

    @cached_property
    def by_iri(self) -> Mapping[str, Link]:
        """The links by IRI."""
        return {link.iri: link for link in self.links}

    def suppliers(self, link: Link) -> tuple[Link, ...]:
        """The links that supply ``link``."""
        return tuple(self.by_iri[a] for a, b in self.supplies if b == link.iri)

    def users(self, link: Link) -> tuple[Link, ...]:
        """The links that ``link`` supplies."""
        return tuple(self.by_iri[b] for a, b in self.supplies if a == link.iri)
