"""Nodes of several chains that mean one thing: what makes one chain lead into the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import networkx as nx

from graph.model import Chain, ChainNode, NodeRef


def joined(chains: Iterable[Chain]) -> tuple[Chain, ...]:
    """The chains with each node's ``same`` completed: skos:exactMatch holds both ways and is passed on.

    It is enough that one file says it. Matches with nodes of chains that are not given are left out.
    https://www.w3.org/TR/skos-reference/#mapping
    """
    given = tuple(chains)
    nodes = {node.ref: node for chain in given for node in chain.nodes}
    equal: nx.Graph[NodeRef] = nx.Graph()
    equal.add_nodes_from(nodes)
    equal.add_edges_from((ref, other) for ref, node in nodes.items() for other in node.same if other in nodes)
    groups = {ref: tuple(sorted(group)) for group in nx.connected_components(equal) for ref in group}

    def complete(node: ChainNode) -> ChainNode:
        same = tuple(other for other in groups[node.ref] if other != node.ref)
        return replace(node, same=same, wider=tuple(other for other in node.wider if other in nodes))

    return tuple(replace(chain, nodes=tuple(map(complete, chain.nodes))) for chain in given)
