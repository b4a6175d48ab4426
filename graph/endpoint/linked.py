"""Linked data: which thing an address names, where people read about it, what programs get."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlencode

from graph.model import EntityType
from graph.query.questions import term
from graph.vocabulary import Minter, segment

#: Triples about one thing.
MOST_TRIPLES = 5_000

_ENTITIES = frozenset(kind.value.lower() for kind in EntityType)
#: What is known of {thing}: its own statements and who names it; the names of its neighbours; what is said about it
#: with confidence and rule; its figures; the sentences of all that. In this order, so that a cut takes the last.
_ABOUT = """
CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND({thing} AS ?s) ?s ?p ?o }
  UNION { BIND({thing} AS ?o) ?s ?p ?o FILTER(?p NOT IN (rdf:subject, rdf:object, lp:indicatorSubject, oa:hasSource)) }
  UNION { { {thing} ?any ?s } UNION { ?s ?any {thing} } ?s skos:prefLabel ?o BIND(skos:prefLabel AS ?p) }
  UNION { { ?s rdf:subject {thing} } UNION { ?s rdf:object {thing} } UNION { ?s lp:indicatorSubject {thing} } ?s ?p ?o }
  UNION { { ?by rdf:subject {thing} } UNION { ?by rdf:object {thing} } UNION { ?by lp:indicatorSubject {thing} }
          ?by lp:evidence ?s . ?s ?p ?o }
  UNION { { ?by rdf:subject {thing} } UNION { ?by rdf:object {thing} } UNION { ?by lp:indicatorSubject {thing} }
          ?by lp:evidence/oa:hasSelector ?s . ?s ?p ?o }
  UNION { ?s oa:hasSource {thing} ; ?p ?o }
}
"""
_GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH {thing} { ?s ?p ?o } }"
#: The vocabulary as people read it.
TERMS = """SELECT ?term ?label ?definition WHERE {
  VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty }
  ?term a ?kind ; rdfs:label ?label ; skos:definition ?definition .
  FILTER(STRSTARTS(STR(?term), STR(lp:)) && LANG(?label) = LANG(?definition))
} ORDER BY ?kind ?term ?label"""


def iri_of(base: str, path: str) -> str:
    """The IRI that a request's path, still percent-encoded, names below ``base``.

    A browser encodes the Chinese of an IRI, and an IRI has escapes of its own; so each step is decoded and then
    written as IRIs are minted.

    >>> iri_of("https://x/id/", "product/%E9%93%9C%E7%AE%94")
    'https://x/id/product/铜箔'
    >>> iri_of("https://x/id/", "project/A%2FB%28%E4%B8%80%29")
    'https://x/id/project/A%2FB%28一%29'
    """
    return base + "/".join(segment(unquote(step)) for step in path.split("/"))


def about(base: str, iri: str) -> str:
    """The CONSTRUCT of what is known of a thing, with its evidence; of a named graph, all that it holds.

    Raises QueryError for a text that is no IRI.
    """
    text = _GRAPH if iri.startswith(f"{base}graph/") else _ABOUT
    return text.replace("{thing}", term(iri))


def ontology(base: str) -> str:
    """The CONSTRUCT of the vocabulary."""
    return _GRAPH.replace("{thing}", term(str(Minter(base).ontology_graph)))


def page_of(base: str, iri: str) -> str:
    """The address of the page, on this server, where people read about a thing.

    >>> page_of("https://x/id/", "https://x/id/chain/copper/foil")
    '/chain?chain=copper&link=foil'
    """
    name = iri.removeprefix(base)
    kind, _, rest = name.partition("/")
    if kind in _ENTITIES:
        return f"/graph?{_form(node=name)}"
    if kind == "chain":
        chain, _, link = rest.partition("/")
        return f"/chain?{_form(chain=chain, link=link)}" if link else f"/chain?{_form(chain=chain)}"
    if kind == "report":
        return f"/source?{_form(report=name)}"
    if kind == "graph":
        return f"/sparql?{_form(query=about(base, iri))}"
    return f"/sparql?{_form(query=f'DESCRIBE {term(iri)}')}"


def ontology_page() -> str:
    """The address of the page that lists the terms of the vocabulary."""
    return f"/sparql?{_form(query=TERMS)}"


def _form(**values: str) -> str:
    return urlencode(values, quote_via=quote)
