"""RDF as text, written by Oxigraph from sorted input: the bytes depend on the data alone."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from graph.vocabulary import PREFIXES

_PREFIXES = dict(sorted(PREFIXES.items()))

AnyTriple = tuple[Node, Node, Node]
#: A quad as rdflib gives it; a graph of None is the default graph.
AnyQuad = tuple[Node, Node, Node, Node | None]


def to_nquads(quads: Iterable[AnyQuad]) -> str:
    """N-Quads: one line a quad, sorted, each once."""
    return _text(ox.serialize(sorted(set(map(_quad, quads)), key=str), format=ox.RdfFormat.N_QUADS))


def to_trig(quads: Iterable[AnyQuad]) -> str:
    """TriG with our prefixes: a block for each named graph."""
    return _text(ox.serialize(_by_graph(quads), format=ox.RdfFormat.TRIG, prefixes=_PREFIXES))


def to_jsonld(quads: Iterable[AnyQuad]) -> str:
    """JSON-LD 1.1 in expanded form: an object for each named graph, in it one for each subject."""
    return _text(ox.serialize(_by_graph(quads), format=ox.RdfFormat.JSON_LD)) + "\n"


def to_turtle(triples: Iterable[AnyTriple]) -> str:
    """Turtle with our prefixes, a block for each subject."""
    found = sorted(set(map(_triple, triples)), key=str)
    return _text(ox.serialize(found, format=ox.RdfFormat.TURTLE, prefixes=_PREFIXES))


def _by_graph(quads: Iterable[AnyQuad]) -> list[ox.Quad]:
    return sorted(set(map(_quad, quads)), key=lambda quad: (str(quad.graph_name), str(quad)))


def _text(written: bytes | None) -> str:
    return (written or b"").decode()


def _triple(triple: AnyTriple) -> ox.Triple:
    s, p, o = triple
    return ox.Triple(_resource(s), ox.NamedNode(str(p)), _term(o))


def _quad(quad: AnyQuad) -> ox.Quad:
    s, p, o, graph = quad
    name = ox.DefaultGraph() if graph is None else _resource(graph)
    return ox.Quad(_resource(s), ox.NamedNode(str(p)), _term(o), name)


def _resource(term: Node) -> ox.NamedNode | ox.BlankNode:
    if isinstance(term, BNode):
        return ox.BlankNode(str(term))
    if isinstance(term, URIRef):
        return ox.NamedNode(str(term))
    raise TypeError(f"no RDF 1.1 subject: {term!r}")


def _term(term: Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    if not isinstance(term, Literal):
        return _resource(term)
    if term.language:
        return ox.Literal(str(term), language=term.language)
    return ox.Literal(str(term), datatype=ox.NamedNode(str(term.datatype or XSD.string)))
