"""A part of the graph as RDF: some things, the statements between them, and the passages that say these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from enum import StrEnum

from rdflib import RDF
from rdflib.term import Node

from graph.query.questions import values
from graph.query.values import Fact
from graph.rdf.serialize import to_jsonld, to_turtle
from graph.store import GraphStore
from graph.vocabulary import LP

Triple = tuple[Node, Node, Node]

#: What is taken of a thing; the rest joins it to things that were not asked for.
_THINGS = "SELECT ?s ?p ?o { VALUES ?s %s VALUES ?p { rdf:type skos:prefLabel skos:altLabel lp:code } ?s ?p ?o }"
_STATEMENTS = "SELECT ?s ?p ?o { VALUES ?subject %s ?s rdf:subject ?subject ; a lp:Statement ; ?p ?o }"
_PASSAGES = "SELECT ?s ?p ?o { VALUES ?s %s ?s ?p ?o }"
_SELECTORS = "SELECT ?s ?p ?o { VALUES ?passage %s ?passage oa:hasSelector ?s . ?s ?p ?o }"


class Form(StrEnum):
    """What a part of the graph is written as."""

    TURTLE = "turtle"
    JSONLD = "json-ld"


def subgraph(store: GraphStore, iris: Collection[str], facts: Collection[Fact], form: Form) -> str:
    """The things ``iris`` with their types and names, and ``facts`` as plain triples and as rdf:Statements with their
    passages, as text. The same input gives the same bytes. Raises StoreError where the graph does not answer."""
    triples = set(_triples(store, iris, facts))
    if form is Form.TURTLE:
        return to_turtle(triples)
    return to_jsonld((s, p, o, None) for s, p, o in triples)


def _triples(store: GraphStore, iris: Collection[str], facts: Collection[Fact]) -> Iterator[Triple]:
    yield from _asked(store, _THINGS, iris)
    wanted = {_key(fact) for fact in facts}
    passages: set[str] = set()
    for parts in _by_subject(_asked(store, _STATEMENTS, {fact.subject for fact in facts})):
        said = {p: o for _, p, o in parts}
        ends = said[RDF.subject], said[RDF.predicate], said[RDF.object]
        passage = str(said.get(LP.evidence, ""))
        if (*map(str, ends), passage) in wanted:
            yield ends
            yield from parts
            passages.add(passage)
    yield from _asked(store, _PASSAGES, passages)
    yield from _asked(store, _SELECTORS, passages)


def _key(fact: Fact) -> tuple[str, ...]:
    """A statement by its ends and its passage, whose IRI says where it stands: ``…/report/三门峡市-2023#char=3,9``."""
    span = fact.evidence.span
    return (
        fact.subject,
        str(LP[fact.predicate.value]),
        fact.object,
        f"{fact.evidence.report}#char={span.start},{span.end}",
    )


def _asked(store: GraphStore, question: str, iris: Collection[str]) -> Iterator[Triple]:
    for row in store.select(question % values(iris)) if iris else ():
        yield row["s"], row["p"], row["o"]


def _by_subject(triples: Iterable[Triple]) -> Iterable[list[Triple]]:
    found: dict[Node, list[Triple]] = {}
    for triple in triples:
        found.setdefault(triple[0], []).append(triple)
    return found.values()
