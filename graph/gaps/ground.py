"""What reference chains say by themselves, whoever sits there: made once, used for every rank and every trial."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import networkx as nx

from graph.chains.state import strongest
from graph.model import NodeState, Predicate
from graph.network.flow import supply_network
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView

#: Steps along the joined chains beyond which a link no longer counts as near.
REACH = 3


@dataclass(frozen=True)
class Ground:
    """The lie of the chains.

    ``joined`` gives each link (by IRI) the one name that it shares with links of other chains that mean the same;
    ``near`` the joined links within REACH steps of a joined link, with the steps: along supply either way, or between a
    narrower and a wider link. ``before`` and ``after`` are the links of its own chain that a link is made from and goes
    into, at any distance. ``sharing`` are the other chains (by id) that hold a link that means the same, wider or
    narrower. ``owners`` are the enterprises that undertake a project. ``chains`` counts all chains.
    """

    joined: Mapping[str, str]
    near: Mapping[str, tuple[tuple[str, int], ...]]
    before: Mapping[str, frozenset[str]]
    after: Mapping[str, frozenset[str]]
    sharing: Mapping[str, tuple[str, ...]]
    owners: Mapping[str, frozenset[str]]
    chains: int


def survey(knowledge: Knowledge) -> Ground:
    """The ground of all chains of the graph."""
    network = supply_network(knowledge)
    joined = {iri: group.iri for iri, group in network.of.items()}
    around = network.graph.to_undirected()
    before: dict[str, frozenset[str]] = {}
    after: dict[str, frozenset[str]] = {}
    for view in knowledge.chains:
        chain = chain_graph(view)
        before.update((iri, frozenset(nx.ancestors(chain, iri))) for iri in chain)
        after.update((iri, frozenset(nx.descendants(chain, iri))) for iri in chain)
    return Ground(
        joined=joined,
        near={iri: _near(around, iri) for iri in around},
        before=before,
        after=after,
        sharing=_sharing(knowledge),
        owners=owners(knowledge),
        chains=len(knowledge.chains),
    )


def chain_graph(view: ChainView) -> nx.DiGraph[str]:
    """The links of a chain by IRI with its supply edges (recycling left out)."""
    chain: nx.DiGraph[str] = nx.DiGraph()
    chain.add_nodes_from(link.iri for link in view.links)
    chain.add_edges_from(view.supplies)
    return chain


def joined_states(chains: Iterable[ChainView], ground: Ground) -> dict[str, NodeState]:
    """The state of every joined link: the strongest that any of its links shows."""
    shown: dict[str, list[NodeState]] = {}
    for view in chains:
        for link in view.links:
            shown.setdefault(ground.joined[link.iri], []).append(link.state)
    return {iri: strongest(states) for iri, states in shown.items()}


def _near(around: nx.Graph[str], iri: str) -> tuple[tuple[str, int], ...]:
    steps = nx.single_source_shortest_path_length(around, iri, cutoff=REACH)
    return tuple(sorted((other, count) for other, count in steps.items() if other != iri))


def _sharing(knowledge: Knowledge) -> dict[str, tuple[str, ...]]:
    chain_of = {link.iri: view.info.id for view in knowledge.chains for link in view.links}
    found: dict[str, set[str]] = {iri: set() for iri in chain_of}
    for iri, link in knowledge.links.items():
        for other in (*link.same, *link.wider):
            if other in chain_of:
                found[iri].add(chain_of[other])
                found[other].add(chain_of[iri])
    return {iri: tuple(sorted(chains - {chain_of[iri]})) for iri, chains in found.items()}


def owners(knowledge: Knowledge) -> dict[str, frozenset[str]]:
    """The enterprises that undertake each project, all by IRI."""
    found: dict[str, set[str]] = {}
    for fact in knowledge.facts:
        if fact.predicate is Predicate.UNDERTAKES:
            found.setdefault(fact.object, set()).add(fact.subject)
    return {project: frozenset(firms) for project, firms in found.items()}
