"""A result to take away: rows for a spreadsheet, and its graph for the programs that draw networks."""

from __future__ import annotations

import networkx as nx

from graph.present.resultgraph import ResultGraph
from graph.present.resultnames import ResultNames, number_of
from graph.present.resulttable import numeric_columns
from graph.query.answer import Answer
from graph.tables import Row, Value


def drawn_network(graph: ResultGraph, names: ResultNames) -> nx.MultiDiGraph[str]:
    """The graph with its names as ``label``; an edge has the name and the IRI of its predicate."""
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for iri in graph.nodes:
        known = names.wording.names.by_iri.get(iri)
        label = graph.names.get(iri) or names.label(iri) or names.short(iri)
        network.add_node(iri, label=label, type=known.kind if known else "")
    for edge in graph.edges:
        label = names.label(edge.predicate) or names.short(edge.predicate)
        network.add_edge(edge.start, edge.end, label=label, predicate=edge.predicate)
    return network


def file_rows(answer: Answer, names: ResultNames, heading: str) -> tuple[list[Row], dict[str, str]]:
    """Rows and headings for a spreadsheet. A column of IRIs that have names is followed by one of these; ``heading``
    names it, with a slot for the ``column``."""
    if answer.kind == "boolean":
        return [{"boolean": str(answer.boolean).lower()}], {"boolean": "boolean"}
    numbers = numeric_columns(answer)
    named = {
        place
        for place in range(len(answer.variables))
        if any(
            term and term["type"] == "uri" and names.label(term["value"]) for term in (r[place] for r in answer.rows)
        )
    }
    columns: dict[str, str] = {}
    for place, variable in enumerate(answer.variables):
        columns[f"{place}"] = variable
        if place in named:
            columns[f"{place}-name"] = heading.format(column=variable)
    rows: list[Row] = []
    for row in answer.rows:
        made: dict[str, Value] = {}
        for place, term in enumerate(row):
            made[f"{place}"] = number_of(term) if place in numbers else (term["value"] if term else None)
            if place in named and term and term["type"] == "uri":
                made[f"{place}-name"] = names.label(term["value"])
        rows.append(made)
    return rows, columns
