"""Which enterprises the statements centre on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from graph.model import EntityType
from graph.network.projection import project
from graph.query.chains import choose
from graph.query.knowledge import Knowledge
from graph.query.values import Thing


@dataclass(frozen=True, slots=True)
class Measure:
    """A value, and its rank among all enterprises of the graph: from 1, equal values share one."""

    value: float
    rank: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How central an enterprise is: how many things its statements join it to, what share of the shortest paths
    between other things lead through it (0 to 1), and its PageRank (all things' add up to 1)."""

    enterprise: Thing
    degree: Measure
    betweenness: Measure
    pagerank: Measure


#: Up to so many things betweenness is exact; beyond, it is estimated from as many of them, drawn with a fixed seed.
_EXACT = 2_000
_SEED = 20_230_101


def central_enterprises(knowledge: Knowledge, chain: str | None = None) -> tuple[Standing, ...]:
    """All enterprises, or those that sit on one chain (by its id), the most central first.

    Measured on the entities with their statements, undirected, two things that several statements join once; ordered
    by PageRank, then betweenness, degree and name. Ranks count among all enterprises. Centrality tells whom a report
    joins to much, not who is large. Raises QueryError where there is no such chain.

    Betweenness after U. Brandes, A faster algorithm for betweenness centrality, Journal of Mathematical Sociology 25
    (2001), by NetworkX.
    """
    here = None if chain is None else _on_chain(knowledge, chain)
    network: nx.Graph[str] = nx.Graph(project(knowledge.things.values(), knowledge.facts))
    network.remove_edges_from(list(nx.selfloop_edges(network)))
    firms = [thing for thing in knowledge.things.values() if thing.type is EntityType.ENTERPRISE]
    between = nx.betweenness_centrality(network, k=_EXACT if len(network) > _EXACT else None, seed=_SEED)
    degrees = _measures({firm.iri: float(network.degree[firm.iri]) for firm in firms})
    betweenness = _measures({firm.iri: between[firm.iri] for firm in firms})
    rank = pagerank(network)
    pageranks = _measures({firm.iri: rank[firm.iri] for firm in firms})
    standings = (Standing(f, degrees[f.iri], betweenness[f.iri], pageranks[f.iri]) for f in firms)
    return tuple(sorted((s for s in standings if here is None or s.enterprise.iri in here), key=_most_central))


def pagerank(network: nx.Graph[str], *, damping: float = 0.85, tolerance: float = 1e-10) -> dict[str, float]:
    """The PageRank of each node of an undirected graph, by power iteration until the sum of changes is below
    ``tolerance``; what stands alone spreads its weight over all. Adds up to 1.

    NetworkX has this only with SciPy, which nothing else here needs. Source: S. Brin and L. Page, The anatomy of a
    large-scale hypertextual Web search engine, Computer Networks 30 (1998).
    """
    count = len(network)
    rank = dict.fromkeys(network, 1 / count) if count else {}
    for _ in range(_MOST_ROUNDS):
        alone = sum(rank[node] for node in network if not network.degree[node])
        base = (1 - damping + damping * alone) / max(count, 1)
        shares = {node: rank[node] / network.degree[node] for node in network if network.degree[node]}
        fresh = {node: base + damping * sum(shares[other] for other in network[node]) for node in network}
        moved = sum(abs(fresh[node] - rank[node]) for node in network)
        rank = fresh
        if moved < tolerance:
            break
    return rank


#: 0.85 ** 200 is below 1e-14: by then any start is forgotten.
_MOST_ROUNDS = 200


def _measures(values: Mapping[str, float]) -> dict[str, Measure]:
    """Each value with its rank, the highest first. Sums differ in their last digits by order: equal to 12 places."""
    rounded = {iri: round(value, 12) for iri, value in values.items()}
    falling = sorted(rounded.values(), reverse=True)
    first = {value: place for place, value in reversed(list(enumerate(falling, start=1)))}
    return {iri: Measure(value, first[value]) for iri, value in rounded.items()}


def _on_chain(knowledge: Knowledge, chain: str) -> set[str]:
    links = choose(knowledge.chains, chain).links
    return {seat.thing.iri for link in links for seat in link.seats}


def _most_central(standing: Standing) -> tuple[int, int, int, str, str]:
    firm = standing.enterprise
    return standing.pagerank.rank, standing.betweenness.rank, standing.degree.rank, firm.name, firm.iri
