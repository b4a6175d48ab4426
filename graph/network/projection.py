"""Entities and statements as a NetworkX multigraph: what path, centrality and export work on."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from graph.query.values import Fact, Thing


def project(things: Iterable[Thing], facts: Iterable[Fact]) -> nx.MultiDiGraph[str]:
    """A directed multigraph: nodes by IRI (``label``, ``type``, ``aliases``), one edge for each statement and evidence.

    An edge has ``label`` (the predicate), ``confidence``, ``inferred``, ``evidence`` (the words) and ``source`` (the
    report's IRI with the characters). Facts whose ends are not among ``things`` are left out.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for thing in things:
        network.add_node(thing.iri, label=thing.name, type=thing.type.value, aliases="|".join(thing.aliases))
    for fact in facts:
        if fact.subject in network and fact.object in network:
            span = fact.evidence.span
            network.add_edge(
                fact.subject,
                fact.object,
                label=fact.predicate.value,
                confidence=fact.confidence,
                inferred=fact.inferred,
                evidence=fact.evidence.words,
                source=f"{fact.evidence.report}#char={span.start},{span.end}",
            )
    return network
