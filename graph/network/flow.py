"""All reference chains as one network of supply, in which one chain leads into the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, pairwise

import networkx as nx

from graph.network.values import JoinedLink, LinkRelation, Path, Point, Step
from graph.query.knowledge import Knowledge
from graph.query.values import ChainInfo, Link


@dataclass(frozen=True)
class SupplyNetwork:
    """The links of all chains and what joins them.

    ``graph`` is frozen. Its nodes are the IRIs of ``joined``; an edge has ``relation`` (SUPPLIES, or KIND_OF as the
    lead-over from a narrower link to a wider one of another chain) and ``chains`` (ChainInfo, those that say it).
    ``of`` gives the joined link of every link by IRI.
    """

    graph: nx.DiGraph[str]
    joined: Mapping[str, JoinedLink]
    of: Mapping[str, JoinedLink]

    def suppliers(self, iri: str) -> tuple[JoinedLink, ...]:
        """What supplies a joined link, in the order of their IRIs."""
        before = sorted(self.graph.predecessors(iri))
        return tuple(self.joined[a] for a in before if self.relation(a, iri) is LinkRelation.SUPPLIES)

    def users(self, iri: str) -> tuple[JoinedLink, ...]:
        """What a joined link supplies, in the order of their IRIs."""
        after = sorted(self.graph.successors(iri))
        return tuple(self.joined[b] for b in after if self.relation(iri, b) is LinkRelation.SUPPLIES)

    def wider(self, iri: str) -> tuple[JoinedLink, ...]:
        """What a joined link is a kind of, in the order of their IRIs."""
        after = sorted(self.graph.successors(iri))
        return tuple(self.joined[b] for b in after if self.relation(iri, b) is LinkRelation.KIND_OF)

    def relation(self, start: str, end: str) -> LinkRelation:
        """How one joined link leads to the next. Raises KeyError where it does not."""
        return LinkRelation(self.graph.edges[start, end]["relation"])

    def point(self, iri: str) -> Point:
        """A joined link as a point of a path."""
        link = self.joined[iri]
        return Point(link.iri, link.zh, link.en, None, link.chains)


@dataclass(frozen=True, slots=True)
class Route:
    """A way along the supply network: the links, and the steps between them as a path that can be read out."""

    links: tuple[JoinedLink, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class Routes:
    """The shortest routes, in a fixed order; ``more`` says that there are further ones as short."""

    found: tuple[Route, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Crossing:
    """Two chains and what they share: ``same`` are pairs of links that mean one thing, ``wider`` pairs of a narrower
    and a wider link (either chain may hold the wider one)."""

    first: ChainInfo
    second: ChainInfo
    same: tuple[tuple[Link, Link], ...]
    wider: tuple[tuple[Link, Link], ...]


def supply_network(knowledge: Knowledge) -> SupplyNetwork:
    """All chains as one directed graph; links that mean the same are one node."""
    chain_of = {link.iri: view.info for view in knowledge.chains for link in view.links}
    joined = tuple(_joined(knowledge, chain_of))
    of = {link.iri: group for group in joined for link in group.links}
    edges: dict[tuple[str, str, LinkRelation], dict[str, ChainInfo]] = {}
    for view in knowledge.chains:
        lead_over = ((link.iri, other) for link in view.links for other in link.wider if other in of)
        for how, pairs in ((LinkRelation.SUPPLIES, iter(view.supplies)), (LinkRelation.KIND_OF, lead_over)):
            for start, end in pairs:
                a, b = of[start].iri, of[end].iri
                if a != b:
                    edges.setdefault((a, b, how), {})[view.info.id] = view.info
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(group.iri for group in joined)
    # KIND_OF sorts before SUPPLIES: where both join two links, the edge of supply stands
    for (a, b, how), infos in sorted(edges.items(), key=lambda edge: (edge[0][0], edge[0][1], edge[0][2].value)):
        graph.add_edge(a, b, relation=how, chains=tuple(infos.values()))
    return SupplyNetwork(nx.freeze(graph), {group.iri: group for group in joined}, of)


def route(knowledge: Knowledge, from_link: str, to_link: str, *, most: int = 10) -> Routes:
    """The shortest routes from one link to another (by IRI) in the direction of supply, across chains.

    A step along supply and a lead-over between a narrower and a wider link count one each. Supply of a wider link may
    lead over to its narrower ones (a maker of foil for cells supplies makers of power cells too) and the other way, but
    never twice in a row: two kinds of one thing do not supply each other. At most ``most`` routes, ordered by their
    IRIs. Raises KeyError for an IRI that is no link's.
    """
    network = supply_network(knowledge)
    start, end = network.of[from_link].iri, network.of[to_link].iri
    ways = sorted(set(islice(_shortest(network, start, end), _MOST_TRIED)))
    return Routes(tuple(_route(network, way) for way in ways[:most]), more=len(ways) > most)


#: So many equally short routes are compared for their order; a bound on work, far above what real chains hold.
_MOST_TRIED = 10_000


def shared_links(knowledge: Knowledge) -> tuple[Crossing, ...]:
    """The pairs of chains that share links, those that share the most first."""
    crossings = (_crossing(knowledge, a.info, b.info) for a, b in combinations(knowledge.chains, 2))
    some = (crossing for crossing in crossings if crossing.same or crossing.wider)
    return tuple(sorted(some, key=lambda c: (-len(c.same), -len(c.wider), c.first.id, c.second.id)))


def _joined(knowledge: Knowledge, chain_of: Mapping[str, ChainInfo]) -> Iterator[JoinedLink]:
    equal: nx.Graph[str] = nx.Graph()
    equal.add_nodes_from(knowledge.links)
    equal.add_edges_from((iri, other) for iri, link in knowledge.links.items() for other in link.same)
    for group in sorted(sorted(iri for iri in group if iri in chain_of) for group in nx.connected_components(equal)):
        links = tuple(knowledge.links[iri] for iri in group)
        yield JoinedLink(group[0], links, tuple(chain_of[iri] for iri in group))


def _shortest(network: SupplyNetwork, start: str, end: str) -> Iterator[tuple[str, ...]]:
    """The shortest ways, as joined links. A state is a link and whether a lead-over was the last step to it."""
    if start == end:
        return
    walk: nx.DiGraph[tuple[str, bool]] = nx.DiGraph()
    for a, b in network.graph.edges():
        if network.relation(a, b) is LinkRelation.SUPPLIES:
            walk.add_edges_from([((a, False), (b, False)), ((a, True), (b, False))])
        else:
            walk.add_edges_from([((a, False), (b, True)), ((b, False), (a, True))])
    ends = [(end, led) for led in (False, True) if (end, led) in walk]
    if (start, False) not in walk:
        return
    reached = nx.single_source_shortest_path_length(walk, (start, False))
    least = min((reached[state] for state in ends if state in reached), default=None)
    for state in ends:
        if state in reached and reached[state] == least:
            for states in nx.all_shortest_paths(walk, (start, False), state):
                yield tuple(iri for iri, _ in states)


def _route(network: SupplyNetwork, way: tuple[str, ...]) -> Route:
    steps = tuple(_step(network, a, b) for a, b in pairwise(way))
    return Route(tuple(network.joined[iri] for iri in way), Path(steps))


def _step(network: SupplyNetwork, a: str, b: str) -> Step:
    forward = network.graph.has_edge(a, b)
    data = network.graph.edges[(a, b) if forward else (b, a)]
    return Step(
        start=network.point(a),
        relation=data["relation"],
        end=network.point(b),
        forward=forward,
        confidence=1.0,
        inferred=False,
        evidence=None,
        report=None,
        chains=data["chains"],
    )


def _crossing(knowledge: Knowledge, first: ChainInfo, second: ChainInfo) -> Crossing:
    views = {view.info.id: view for view in knowledge.chains}
    a, b = views[first.id], views[second.id]
    return Crossing(
        first,
        second,
        same=tuple((link, b.by_iri[o]) for link in a.links for o in link.same if o in b.by_iri),
        wider=tuple(
            (link, there.by_iri[o])
            for here, there in ((a, b), (b, a))
            for link in here.links
            for o in link.wider
            if o in there.by_iri
        ),
    )
