"""RDF as text: N-Quads, TriG, Turtle and JSON-LD, in an order that depends on the data alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from rdflib import RDF, XSD, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from graph.rdf.terms import Quad
from graph.vocabulary import PREFIXES

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_UNSAFE = re.compile(r'[\\"\x00-\x1f\x7f]')
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
#: Datatypes whose literals Turtle writes bare, and what such a literal must look like.
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile(r"true|false"),
}


def to_nquads(quads: Iterable[Quad]) -> str:
    """Canonical N-Quads: one line a quad, sorted, each once.

    https://www.w3.org/TR/rdf-canon/#canonical-quads
    """
    lines = sorted({" ".join(map(_ntriples, quad)) for quad in quads})
    return "".join(f"{line} .\n" for line in lines)


def to_trig(quads: Iterable[Quad]) -> str:
    """TriG with our prefixes: a block for each named graph."""
    by_graph = sorted(set(quads), key=lambda quad: (str(quad[3]), _order(quad[0]), _order(quad[1]), _order(quad[2])))
    parts = [_prefixes()]
    for graph, members in groupby(by_graph, key=lambda quad: quad[3]):
        body = "".join(_blocks((s, p, o) for s, p, o, _ in members))
        parts.append(f"{_turtle(graph)} {{\n{body}}}\n")
    return "\n".join(parts)


def to_turtle(graph: Graph | Iterable[tuple[Node, Node, Node]]) -> str:
    """Turtle with our prefixes, a block for each subject."""
    triples = sorted(set(graph), key=lambda triple: tuple(map(_order, triple)))
    return "\n".join([_prefixes(), "\n".join(_blocks(triples))]) if triples else _prefixes()


def to_jsonld(graph: Graph | Iterable[tuple[Node, Node, Node]]) -> str:
    """JSON-LD 1.1: our prefixes as the context, one object for each subject."""
    triples = sorted(set(graph), key=lambda triple: tuple(map(_order, triple)))
    nodes = [_json_node(s, members) for s, members in groupby(triples, key=lambda triple: triple[0])]
    return json.dumps({"@context": PREFIXES, "@graph": nodes}, ensure_ascii=False, indent=2) + "\n"


def _json_node(subject: Node, members: Iterable[tuple[Node, Node, Node]]) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _json_id(subject)}
    for predicate, group in groupby(members, key=lambda triple: triple[1]):
        objects = [o for _, _, o in group]
        if predicate == RDF.type:
            node["@type"] = [_json_id(o) for o in objects]
        else:
            node[_json_id(predicate)] = [_json_value(o) for o in objects]
    return node


def _json_id(term: Node) -> str:
    if isinstance(term, BNode):
        return f"_:{term}"
    return _curie(str(term)) or str(term)


def _json_value(term: Node) -> Mapping[str, str]:
    if not isinstance(term, Literal):
        return {"@id": _json_id(term)}
    if term.language:
        return {"@value": str(term), "@language": term.language}
    if term.datatype is None or term.datatype == XSD.string:
        return {"@value": str(term)}
    return {"@value": str(term), "@type": _json_id(term.datatype)}


def _blocks(triples: Iterable[tuple[Node, Node, Node]]) -> Iterator[str]:
    for subject, members in groupby(triples, key=lambda triple: triple[0]):
        lines = []
        for predicate, group in groupby(members, key=lambda triple: triple[1]):
            verb = "a" if predicate == RDF.type else _turtle(predicate)
            lines.append(f"{verb} {' , '.join(_turtle(o) for _, _, o in group)}")
        yield f"{_turtle(subject)} " + " ;\n    ".join(lines) + " .\n"


def _order(term: Node) -> tuple[bool, str]:
    # rdf:type comes first in its block; all else by its text.
    return term != RDF.type, _ntriples(term)


def _prefixes() -> str:
    return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))


def _curie(iri: str) -> str | None:
    for name, namespace in PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri[len(namespace) :]):
            return f"{name}:{iri[len(namespace) :]}"
    return None


def _turtle(term: Node) -> str:
    if isinstance(term, URIRef):
        return _curie(str(term)) or _ntriples(term)
    if isinstance(term, Literal) and term.datatype is not None:
        bare = _BARE.get(term.datatype)
        if bare is not None and bare.fullmatch(str(term)):
            return str(term)
        return f"{_quoted(str(term))}^^{_turtle(term.datatype)}"
    return _ntriples(term)


def _ntriples(term: Node) -> str:
    if isinstance(term, URIRef):
        return f"<{term}>"
    if isinstance(term, BNode):
        return f"_:{term}"
    if not isinstance(term, Literal):
        raise TypeError(f"no RDF 1.1 term: {term!r}")
    if term.language:
        return f"{_quoted(str(term))}@{term.language}"
    if term.datatype is None or term.datatype == XSD.string:
        return _quoted(str(term))
    return f"{_quoted(str(term))}^^<{term.datatype}>"


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match.group()) or f"\\u{ord(match.group()):04X}"
