"""A result as a graph: the triples of a CONSTRUCT, or what the rows of a SELECT name side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from graph.model import EntityType
from graph.present.labels import wrap
from graph.present.palette import MARKS, STRUCTURE
from graph.present.resultnames import ResultNames
from graph.query.answer import Answer, Term
from graph.query.knowledge import Knowledge

#: A larger graph is not read.
MOST_NODES, MOST_EDGES = 250, 500
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_LABELS = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/2000/01/rdf-schema#label")
#: A predicate that joins two columns of a row: from, predicate, to.
Joins = Callable[[str, str], tuple[str, str, str] | None]


@dataclass(frozen=True)
class Edge:
    """A line between two things (IRI or blank node); ``predicate`` is its IRI, "" where only a row joins them."""

    start: str
    predicate: str
    end: str


@dataclass(frozen=True)
class ResultGraph:
    """What is drawn: ``nodes`` in order of arrival with the ``names`` that the result itself gives them, and ``edges``;
    ``left`` counts the edges that found no room."""

    nodes: tuple[str, ...]
    edges: tuple[Edge, ...]
    names: dict[str, str]
    left: int = 0


def graph_of(answer: Answer, names: ResultNames, joins: Joins) -> ResultGraph | None:
    """The graph of a result, None where it has no edges. ``joins`` says which statement joins two things, where one
    does."""
    if answer.kind == "boolean":
        return None
    triples = answer.kind == "graph"
    edges = tuple(dict.fromkeys(_triples(answer) if triples else _pairs(answer, names, joins)))
    nodes: dict[str, None] = {}
    drawn: list[Edge] = []
    for edge in edges:
        wanted = {edge.start, edge.end} - set(nodes)
        if len(nodes) + len(wanted) <= MOST_NODES and len(drawn) < MOST_EDGES:
            nodes |= dict.fromkeys((edge.start, edge.end))
            drawn.append(edge)
    given = _given_names(answer) if triples else {}
    return ResultGraph(tuple(nodes), tuple(drawn), given, len(edges) - len(drawn)) if drawn else None


def _triples(answer: Answer) -> Iterator[Edge]:
    for subject, predicate, value in answer.rows:
        if subject and predicate and value and value["type"] != "literal" and predicate["value"] != _TYPE:
            yield Edge(_id(subject), predicate["value"], _id(value))


def _id(term: Term) -> str:
    return f"_:{term['value']}" if term["type"] == "bnode" else term["value"]


def _given_names(answer: Answer) -> dict[str, str]:
    found: dict[str, str] = {}
    for subject, predicate, value in answer.rows:
        if subject and predicate and value and predicate["value"] in _LABELS and value["type"] == "literal":
            found.setdefault(_id(subject), value["value"])
    return found


def _pairs(answer: Answer, names: ResultNames, joins: Joins) -> Iterator[Edge]:
    """What stands side by side in a row; a predicate between two things is what joins them."""
    for row in answer.rows:
        iris = [term["value"] for term in row if term and term["type"] == "uri"]
        known = [iri for iri in iris if iri in names.wording.names.by_iri]
        said = [iri for iri in iris if iri in names.terms]
        for start, end in pairwise(dict.fromkeys(known)):
            joined = joins(start, end)
            if joined is not None:
                yield Edge(*joined)
            else:
                yield Edge(start, said[0] if len(said) == 1 else "", end)


def joins_of(known: Knowledge, vocabulary: str) -> Joins:
    """What joins two things by a statement of the graph, or by a link's place on its chain; ``vocabulary`` is what our
    predicates begin with."""

    def joined(start: str, end: str) -> tuple[str, str, str] | None:
        for one, other in ((start, end), (end, start)):
            for fact in known.facts_from(one):
                if fact.object == other:
                    return one, vocabulary + fact.predicate.value, other
            if any(link.iri == other for link, _ in known.seats_of.get(one, ())):
                return one, f"{vocabulary}atNode", other
        return None

    return joined


def graph_data(graph: ResultGraph, names: ResultNames) -> dict[str, Any]:
    """The graph for its component; every text is text there."""
    return {
        "nodes": [_node(iri, graph, names) for iri in graph.nodes],
        "edges": [
            {"from": edge.start, "to": edge.end, "label": names.label(edge.predicate) or names.short(edge.predicate)}
            for edge in graph.edges
        ],
    }


def _node(iri: str, graph: ResultGraph, names: ResultNames) -> dict[str, Any]:
    name = graph.names.get(iri) or names.label(iri) or names.short(iri)
    known = names.wording.names.by_iri.get(iri)
    mark = MARKS[EntityType(known.kind)] if known and known.kind in set(EntityType) else None
    return {
        "id": iri,
        "name": name,
        "label": wrap(name if len(name) <= 40 else f"{name[:40]}…"),
        "shape": mark.shape if mark else "dot",
        "colour": mark.colour if mark else STRUCTURE,
        "href": None if iri.startswith("_:") else names.address(iri),
    }


def legend(graph: ResultGraph, names: ResultNames) -> tuple[EntityType, ...]:
    """The types of what is drawn, in their own order."""
    return tuple(kind for kind in EntityType if kind.value in set(_kinds(graph, names)))


def _kinds(graph: ResultGraph, names: ResultNames) -> Iterable[str]:
    return (names.wording.names.by_iri[iri].kind for iri in graph.nodes if iri in names.wording.names.by_iri)
