"""What questions about the network answer with: plain frozen values, no NetworkX."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.model import EntityType, NodeState, Predicate
from graph.query.values import ChainInfo, Evidence, Link, ReportInfo, Seat


class LinkRelation(StrEnum):
    """What joins a thing to a link of a chain, and links to each other."""

    AT_NODE = "atNode"  # thing -> link: where it sits
    SUPPLIES = "supplies"  # link -> link: input -> output, as the reference chain says
    KIND_OF = "kindOf"  # link -> link of another chain: narrower -> wider


@dataclass(frozen=True, slots=True)
class JoinedLink:
    """Links of one or several chains that mean one thing, as one: what makes a chain lead into the next.

    ``iri`` is that of its first link. The links are in the order of their IRIs, ``chains`` (the chains that they are
    of) runs beside them. They share their seats, and so their state.
    """

    iri: str
    links: tuple[Link, ...]
    chains: tuple[ChainInfo, ...]

    @property
    def zh(self) -> str:
        """Its Chinese names, each once."""
        return "/".join(dict.fromkeys(link.zh for link in self.links))

    @property
    def en(self) -> str:
        """Its English names, each once."""
        return "/".join(dict.fromkeys(link.en for link in self.links))

    @property
    def state(self) -> NodeState:
        """What the local evidence says of it."""
        return self.links[0].state

    @property
    def seats(self) -> tuple[Seat, ...]:
        """Who sits there."""
        return self.links[0].seats


@dataclass(frozen=True, slots=True)
class Point:
    """A thing of the graph on a path, or (``kind`` is None) a link of the ``chains``."""

    iri: str
    zh: str
    en: str
    kind: EntityType | None
    chains: tuple[ChainInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path from ``start`` to ``end``.

    ``forward`` says that the statement reads from start to end; otherwise it reads from end to start. A statement or a
    seat has ``evidence`` and the ``report`` that holds it; where these are None the reference ``chains`` say it.
    ``confidence`` is from 0 to 1, and 1 for what a reference chain says. ``through`` is the name whose words put a
    thing at a link, else "".
    """

    start: Point
    relation: Predicate | LinkRelation
    end: Point
    forward: bool
    confidence: float
    inferred: bool
    evidence: Evidence | None
    report: ReportInfo | None
    chains: tuple[ChainInfo, ...]
    through: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A way through the graph: each step begins where the one before it ends."""

    steps: tuple[Step, ...]

    @property
    def length(self) -> int:
        """How many steps it has."""
        return len(self.steps)

    @property
    def points(self) -> tuple[Point, ...]:
        """Where it leads through, both ends included."""
        return (self.steps[0].start, *(step.end for step in self.steps)) if self.steps else ()


@dataclass(frozen=True, slots=True)
class Paths:
    """Paths between two things, the shortest first, among the equally long the surest first.

    ``more`` says that there are further ones within ``cutoff`` steps, which the bound on their number (``most``) kept
    away; ``longer`` that the next one has more than ``cutoff`` steps.
    """

    found: tuple[Path, ...]
    cutoff: int
    most: int
    more: bool
    longer: bool
