"""The frozen values that travel from stage to stage.

Offsets count characters of ``Report.text`` from 0; an end is exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class EntityType(StrEnum):
    """The eight kinds of thing that a report names."""

    ENTERPRISE = "Enterprise"
    PROJECT = "Project"
    INDUSTRY = "Industry"
    PRODUCT = "Product"
    PLACE = "Place"
    POLICY = "Policy"
    PLATFORM = "Platform"
    ORGANIZATION = "Organization"


class Predicate(StrEnum):
    """The ten relations that a report states."""

    OPERATES_IN = "operatesIn"
    PRODUCES = "produces"
    UNDERTAKES = "undertakes"
    LOCATED_IN = "locatedIn"
    IN_INDUSTRY = "inIndustry"
    HAS_PRODUCT = "hasProduct"
    DEVELOPS_INDUSTRY = "developsIndustry"
    BROADER = "broader"
    TARGETS_INDUSTRY = "targetsIndustry"
    ISSUED_BY = "issuedBy"


_E = EntityType
#: What each predicate may join: (types of the subject, types of the object).
SIGNATURES: dict[Predicate, tuple[frozenset[EntityType], frozenset[EntityType]]] = {
    Predicate.OPERATES_IN: (frozenset({_E.ENTERPRISE}), frozenset({_E.INDUSTRY})),
    Predicate.PRODUCES: (frozenset({_E.ENTERPRISE}), frozenset({_E.PRODUCT})),
    Predicate.UNDERTAKES: (frozenset({_E.ENTERPRISE}), frozenset({_E.PROJECT})),
    Predicate.LOCATED_IN: (frozenset({_E.ENTERPRISE, _E.PROJECT, _E.PLATFORM}), frozenset({_E.PLACE})),
    Predicate.IN_INDUSTRY: (frozenset({_E.PROJECT, _E.PLATFORM}), frozenset({_E.INDUSTRY})),
    Predicate.HAS_PRODUCT: (frozenset({_E.INDUSTRY}), frozenset({_E.PRODUCT})),
    Predicate.DEVELOPS_INDUSTRY: (frozenset({_E.PLACE}), frozenset({_E.INDUSTRY})),
    Predicate.BROADER: (frozenset({_E.INDUSTRY}), frozenset({_E.INDUSTRY})),
    Predicate.TARGETS_INDUSTRY: (frozenset({_E.POLICY}), frozenset({_E.INDUSTRY})),
    Predicate.ISSUED_BY: (frozenset({_E.POLICY}), frozenset({_E.ORGANIZATION, _E.PLACE})),
}


class Tense(StrEnum):
    """What a stretch of a report speaks of: what was done, or what is to be done."""

    REVIEW = "review"
    PLAN = "plan"
    OTHER = "other"


class IndicatorStatus(StrEnum):
    """Whether a figure was reached, is expected, or is aimed at."""

    ACTUAL = "actual"
    ESTIMATE = "estimate"
    TARGET = "target"


class Comparator(StrEnum):
    """How a figure bounds what it measures; ``~`` is about."""

    EQUAL = "="
    AT_LEAST = ">="
    AT_MOST = "<="
    ABOUT = "~"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the report's text, in characters: ``text[start:end]``.

    >>> Span(2, 4).of("三门峡市")
    '峡市'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")

    def of(self, text: str) -> str:
        """The words that the span covers in ``text``."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its end mark; ``section`` and ``paragraph`` index the report's tuples."""

    span: Span
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch under one heading. ``level`` 0 is the matter before the first heading; ``span`` includes subsections'
    headings but not their text (sections do not overlap)."""

    title: str
    level: int
    span: Span
    tense: Tense


@dataclass(frozen=True, slots=True)
class Report:
    """A report as read: the text kept character for character (line ends are ``\\n``), and its parts."""

    slug: str
    title: str
    place: str
    year: int
    sha256: str
    text: str = field(repr=False)
    sections: tuple[Section, ...] = field(repr=False)
    paragraphs: tuple[Span, ...] = field(repr=False)
    sentences: tuple[Sentence, ...] = field(repr=False)

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character at ``offset``, or None between sentences."""
        low, high = 0, len(self.sentences)
        while low < high:
            middle = (low + high) // 2
            sentence = self.sentences[middle]
            if offset < sentence.span.start:
                high = middle
            elif offset >= sentence.span.end:
                low = middle + 1
            else:
                return sentence
        return None


@dataclass(frozen=True, slots=True, order=True)
class EntityRef:
    """How a statement points at an entity of the same extraction: its type and its name."""

    type: EntityType
    name: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that the report names. ``name`` and ``aliases`` are surface forms; each mention shows one of them.

    ``rule`` names what found it; ``confidence`` is from 0 to 1; ``code`` is a GB/T 2260 or GB/T 4754-2017 code where
    it is sure.
    """

    type: EntityType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    confidence: float
    rule: str
    code: str | None = None

    @property
    def ref(self) -> EntityRef:
        """The key that statements use."""
        return EntityRef(self.type, self.name)


@dataclass(frozen=True, slots=True)
class Relation:
    """A statement between two entities, with the stretch of text that says it."""

    subject: EntityRef
    predicate: Predicate
    object: EntityRef
    evidence: Span
    confidence: float
    rule: str
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure: ``subject`` is an entity's name or the place; ``value`` counts in ``unit``."""

    subject: str
    name: str
    value: float
    unit: str
    comparator: Comparator
    year: int
    status: IndicatorStatus
    evidence: Span
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report says, as far as extraction understood it."""

    report: Report
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    indicators: tuple[Indicator, ...]


class Stage(StrEnum):
    """The column of a chain that a node stands in."""

    UPSTREAM = "upstream"
    MIDSTREAM = "midstream"
    DOWNSTREAM = "downstream"
    SUPPORT = "support"


class NodeState(StrEnum):
    """What the local evidence says of a chain node. Not mentioned is not absent: a report names few firms."""

    PRODUCING = "producing"
    IN_PROGRESS = "inProgress"
    INTENDED = "intended"
    NOT_MENTIONED = "notMentioned"


@dataclass(frozen=True, slots=True)
class ChainSource:
    """Where a reference chain's facts come from."""

    title: str
    url: str
    publisher: str


@dataclass(frozen=True, slots=True, order=True)
class NodeRef:
    """How a chain node is pointed at: the chain's id and the node's id within it."""

    chain: str
    node: str


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A link of a reference chain; ``gbt4754`` is a GB/T 4754-2017 class, ``key_basis`` S (a source) or D (domain).

    ``same`` are nodes of other chains that mean the same thing (skos:exactMatch), ``wider`` those that mean something
    wider which this is a kind of (skos:broadMatch).
    """

    ref: NodeRef
    zh: str
    en: str
    aliases: tuple[str, ...]
    stage: Stage
    kind: str
    gbt4754: str | None
    key: bool
    key_basis: str | None
    same: tuple[NodeRef, ...] = ()
    wider: tuple[NodeRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """A reference chain: nodes, ``supplies`` edges (input, output), and recycling edges kept apart."""

    id: str
    zh: str
    en: str
    description_zh: str
    description_en: str
    basis: str
    sources: tuple[ChainSource, ...]
    nodes: tuple[ChainNode, ...]
    supplies: tuple[tuple[NodeRef, NodeRef], ...]
    recycling: tuple[tuple[NodeRef, NodeRef], ...]


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an entity sits on a chain, with the stretch of text and the ``words`` of the node that placed it.

    ``through`` is the name that those words were found in: the entity's own, or that of its product or industry.
    """

    entity: EntityRef
    node: NodeRef
    evidence: Span
    words: str
    confidence: float
    rule: str
    through: str = ""
