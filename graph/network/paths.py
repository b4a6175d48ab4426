"""How two things hang together: paths over statements, seats on chain links, and the reference chains."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import networkx as nx

from graph.model import Predicate
from graph.network.flow import SupplyNetwork, supply_network
from graph.network.values import LinkRelation, Path, Paths, Point, Step
from graph.query.knowledge import Knowledge
from graph.query.values import ChainInfo, Evidence


@dataclass(frozen=True, slots=True)
class Ways:
    """What a path may go over: statements between entities always; with ``seats`` also from a thing to the link of a
    chain where it sits; with ``supply`` also from link to link as the reference chains say. ``without`` are things and
    links (by IRI) that it may not lead through, such as a city that everything lies in."""

    seats: bool = True
    supply: bool = True
    without: frozenset[str] = frozenset()


def shortest_path(knowledge: Knowledge, start: str, end: str, *, ways: Ways | None = None) -> Path | None:
    """The shortest path between two things or links (by IRI), of equally short ones the surest; None where there is
    none. Raises KeyError for an IRI that the graph does not hold."""
    found = simple_paths(knowledge, start, end, ways=ways, cutoff=_UNBOUNDED, most=1).found
    return found[0] if found else None


def simple_paths(
    knowledge: Knowledge, start: str, end: str, *, ways: Ways | None = None, cutoff: int = 6, most: int = 20
) -> Paths:
    """Paths that visit nothing twice between two things or links (by IRI), the shortest and surest first.

    At most ``most`` paths of at most ``cutoff`` steps; the answer says which of the bounds bit. Statements are walked
    either way. Two things that several statements join count once, by the surest. Of equally long paths that one comes
    first whose steps leave less doubt: 1 - confidence each, half more for what is inferred, a half for what only a
    reference chain says (it tells what is usual, not what is here). Raises KeyError for an IRI that the graph does not
    hold.

    Method: J. Y. Yen, Finding the k shortest loopless paths in a network, Management Science 17 (1971), by NetworkX.
    """
    web = _Web(knowledge, ways or Ways(), start, end)
    found: list[Path] = []
    more = longer = False
    for nodes in web.in_order():
        if len(nodes) - 1 > cutoff:
            longer = True
            break
        if len(found) == most:
            more = True
            break
        found.append(web.path(nodes))
    return Paths(tuple(found), cutoff, most, more, longer)


#: What one step weighs against all the doubt that a path may leave: paths below 600 steps are ordered by length first.
_STEP = 1_000_000
_UNBOUNDED = 600


@dataclass(frozen=True, slots=True)
class _Tie:
    """What joins two nodes, read from ``start`` to ``end``."""

    start: str
    relation: Predicate | LinkRelation
    end: str
    confidence: float
    inferred: bool
    evidence: Evidence | None
    chains: tuple[ChainInfo, ...] = ()
    through: str = ""

    @property
    def doubt(self) -> int:
        """In thousandths."""
        if self.evidence is None:
            return 500
        return round(1000 * (1 - self.confidence)) + (500 if self.inferred else 0)

    @property
    def order(self) -> tuple[int, str, str, str, str, int]:
        """The surest first, then in a fixed order."""
        where = (self.evidence.report, self.evidence.span.start) if self.evidence else ("", 0)
        return (self.doubt, self.start, self.end, self.relation.value, *where)


class _Web:
    """The undirected graph that paths between two ends are sought in; links that mean the same are one node."""

    def __init__(self, knowledge: Knowledge, ways: Ways, start: str, end: str) -> None:
        self._knowledge = knowledge
        self._network = supply_network(knowledge)
        known = {*knowledge.things, *self._network.joined}
        self.start, self.end = (self._known(iri, known) for iri in (start, end))
        shut = {self._node(iri) for iri in ways.without} - {self.start, self.end}
        self._best = _best(_ties(knowledge, self._network, ways))
        self._graph: nx.Graph[str] = nx.Graph()
        self._graph.add_nodes_from(sorted(known - shut))
        for (a, b), tie in sorted(self._best.items()):
            if a in self._graph and b in self._graph:
                self._graph.add_edge(a, b, weight=_STEP + tie.doubt)

    def in_order(self) -> Iterator[Sequence[str]]:
        """The nodes of each path, the least weight first; nothing where the two ends are one."""
        if self.start != self.end and nx.has_path(self._graph, self.start, self.end):
            yield from nx.shortest_simple_paths(self._graph, self.start, self.end, weight="weight")

    def path(self, nodes: Sequence[str]) -> Path:
        """The nodes with the surest tie between each two."""
        return Path(tuple(self._step(a, b) for a, b in pairwise(nodes)))

    def _node(self, iri: str) -> str:
        joined = self._network.of.get(iri)
        return joined.iri if joined else iri

    def _known(self, iri: str, known: Collection[str]) -> str:
        node = self._node(iri)
        if node not in known:
            raise KeyError(iri)
        return node

    def _step(self, a: str, b: str) -> Step:
        tie = self._best[min(a, b), max(a, b)]
        source = self._knowledge.sources.get(tie.evidence.report) if tie.evidence else None
        return Step(
            start=self._point(a),
            relation=tie.relation,
            end=self._point(b),
            forward=tie.start == a,
            confidence=tie.confidence,
            inferred=tie.inferred,
            evidence=tie.evidence,
            report=source.info if source else None,
            chains=tie.chains,
            through=tie.through,
        )

    def _point(self, iri: str) -> Point:
        thing = self._knowledge.things.get(iri)
        return Point(iri, thing.name, thing.name, thing.type) if thing else self._network.point(iri)


def _ties(knowledge: Knowledge, network: SupplyNetwork, ways: Ways) -> Iterator[_Tie]:
    for fact in knowledge.facts:
        yield _Tie(fact.subject, fact.predicate, fact.object, fact.confidence, fact.inferred, fact.evidence)
    if ways.seats:
        for iri, joined in network.joined.items():
            for seat in joined.seats:
                at = LinkRelation.AT_NODE
                yield _Tie(seat.thing.iri, at, iri, seat.confidence, False, seat.evidence, joined.chains, seat.through)
    if ways.supply:
        for a, b, data in network.graph.edges(data=True):
            yield _Tie(a, data["relation"], b, 1.0, False, None, data["chains"])


def _best(ties: Iterable[_Tie]) -> dict[tuple[str, str], _Tie]:
    """The surest tie of each two nodes."""
    best: dict[tuple[str, str], _Tie] = {}
    for tie in ties:
        pair = min(tie.start, tie.end), max(tie.start, tie.end)
        if tie.start != tie.end and (pair not in best or tie.order < best[pair].order):
            best[pair] = tie
    return best
