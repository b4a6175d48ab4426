"""Checks data against the SHACL shapes and says in plain words what is wrong.

The constraint checking is pySHACL's. It gets shapes that rdflib has parsed already: a shapes file that breaks inside
pySHACL leaves every boolean in the process reading false.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, XSD, Dataset, Graph, Literal
from rdflib.term import Node

from graph.errors import OntologyError

#: rdflib's store without named graphs: pySHACL asks it a million small questions, and each costs half as much.
_PLAIN = "SimpleMemory"

_AIMS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that the shapes refuse.

    ``focus`` is the IRI at fault, ``path`` the property (empty where the node itself is at fault), ``value`` the
    value that is refused (empty where something is missing), ``severity`` one of Violation, Warning, Info.
    """

    focus: str
    path: str
    value: str
    zh: str
    en: str
    severity: str


def validate(data: Graph, shapes: Path) -> tuple[Finding, ...]:
    """What is unsound in ``data`` (a Graph, or a Dataset of which the union is checked), in a fixed order.

    Empty where all is sound. OntologyError where the shapes are missing or do not parse.
    """
    checked = _union(data) if isinstance(data, Dataset) else data
    _, results, _ = pyshacl.validate(
        checked, shacl_graph=_hoisted(load_shapes(shapes)), inference="none", do_owl_imports=False, inplace=True
    )
    return tuple(sorted({_finding(results, result) for result in results.subjects(RDF.type, SH.ValidationResult)}))


def _hoisted(shapes: Graph) -> Graph:
    """The same shapes, with each property shape aiming by itself at what its node shape aims at.

    pySHACL reads a nested property shape anew for every single node, but a targeted one once for all of them.
    """
    flat = Graph(store=_PLAIN)
    for triple in shapes:
        flat.add(triple)
    for holder in {s for aim in _AIMS for s in shapes.subjects(aim)}:
        for inner in shapes.objects(holder, SH.property):
            flat.remove((holder, SH.property, inner))
            flat += ((inner, aim, target) for aim in _AIMS for target in shapes.objects(holder, aim))
    return flat


def load_shapes(file: Path) -> Graph:
    """The shapes graph, parsed once for each state of the file. OntologyError where it is missing or broken."""
    try:
        stamp = file.stat().st_mtime_ns
    except OSError as error:
        raise OntologyError("no shapes file there.", where=file, mend="Restore ontology/shapes.ttl.") from error
    return _parse(file, stamp)


@lru_cache(maxsize=4)
def _parse(file: Path, stamp: int) -> Graph:
    try:
        return Graph(store=_PLAIN).parse(file, format="turtle")
    except Exception as error:  # rdflib's Turtle parser raises many kinds
        message = " ".join(str(error).split())[:200]
        raise OntologyError(
            f"does not parse as Turtle ({message}).", where=file, mend="Correct the line it names."
        ) from error


def _union(dataset: Dataset) -> Graph:
    merged = Graph()
    for s, p, o, _ in dataset.quads():
        merged.add((s, p, _plain(o)))
    return merged


def _plain(term: Node) -> Node:
    """In RDF 1.1 a plain literal is an xsd:string; rdflib tells the two apart, and a store gives back the second."""
    if isinstance(term, Literal) and term.datatype == XSD.string:
        return Literal(str(term))
    return term


def _finding(results: Graph, result: Node) -> Finding:
    messages = {getattr(m, "language", None): str(m) for m in results.objects(result, SH.resultMessage)}
    fallback = next(iter(messages.values()), "")
    return Finding(
        focus=_text(results, result, SH.focusNode),
        path=_text(results, result, SH.resultPath),
        value=_text(results, result, SH.value),
        zh=messages.get("zh", fallback),
        en=messages.get("en", fallback),
        severity=_text(results, result, SH.resultSeverity).rpartition("#")[2],
    )


def _text(results: Graph, result: Node, predicate: Node) -> str:
    value = results.value(result, predicate)
    return "" if value is None else str(value)
