"""What the service says of itself (SPARQL 1.1 Service Description) and of its data (VoID)."""

from __future__ import annotations

from rdflib import BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, VOID, XSD

from graph.endpoint.formats import FORMATS, GRAPHS, AnyFormat
from graph.endpoint.portrait import Portrait
from graph.vocabulary import DC, LP, OA, ONTOLOGY_IRI, ORG, PREFIXES

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_WRITERS = {"turtle": "turtle", "ntriples": "nt", "xml": "xml", "json": "json-ld"}
_TITLES = (Literal("链谱产业链知识图谱", lang="zh"), Literal("The Lianpu industry-chain graph", lang="en"))
#: Vocabularies that the data uses beside our own.
_VOCABULARIES = (str(LP), str(OA), str(ORG), str(DC), *(PREFIXES[p] for p in ("skos", "prov", "dcterms", "schema")))


def service_description(server: str, portrait: Portrait) -> Graph:
    """The service at ``server`` (scheme and host), in the terms of https://www.w3.org/TR/sparql11-service-description/"""
    graph = _graph()
    service, dataset, default = URIRef(f"{server}/sparql"), URIRef(f"{server}/.well-known/void#dataset"), BNode()
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, service))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for item in FORMATS:
        graph.add((service, SD.resultFormat, URIRef(item.iri)))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    for iri, count in portrait.graphs:
        named, content = BNode(), BNode()
        graph.add((dataset, SD.namedGraph, named))
        graph.add((named, RDF.type, SD.NamedGraph))
        graph.add((named, SD.name, URIRef(iri)))
        graph.add((named, SD.graph, content))
        graph.add((content, RDF.type, SD.Graph))
        graph.add((content, VOID.triples, _number(count)))
    return graph


def void(server: str, base: str, portrait: Portrait) -> Graph:
    """The data that ``server`` offers, whose instance IRIs start with ``base``: https://www.w3.org/TR/void/"""
    graph = _graph()
    page, dataset = URIRef(f"{server}/.well-known/void"), URIRef(f"{server}/.well-known/void#dataset")
    graph.add((page, RDF.type, VOID.DatasetDescription))
    graph.add((dataset, RDF.type, VOID.Dataset))
    for title in _TITLES:
        graph.add((dataset, DCTERMS.title, title))
    graph.add((dataset, VOID.sparqlEndpoint, URIRef(f"{server}/sparql")))
    graph.add((dataset, VOID.uriSpace, Literal(base)))
    graph.add((dataset, DCTERMS.conformsTo, ONTOLOGY_IRI))
    for vocabulary in _VOCABULARIES:
        graph.add((dataset, VOID.vocabulary, URIRef(vocabulary)))
    for item in GRAPHS:
        graph.add((dataset, VOID.feature, URIRef(item.iri)))
    for iri, _ in portrait.examples:
        graph.add((dataset, VOID.exampleResource, URIRef(iri)))
    if portrait.triples:
        graph.add((dataset, VOID.triples, _number(portrait.triples)))
    _partitions(graph, dataset, portrait)
    return graph


def write(graph: Graph, form: AnyFormat) -> str:
    """A description as text in a form."""
    return graph.serialize(format=_WRITERS[form.name])


def _partitions(graph: Graph, dataset: URIRef, portrait: Portrait) -> None:
    kinds = (
        (portrait.classes, VOID.classPartition, VOID["class"], VOID.entities),
        (portrait.predicates, VOID.propertyPartition, VOID.property, VOID.triples),
    )
    for parts, has, names, counts in kinds:
        for iri, count in parts:
            part = BNode()
            graph.add((dataset, has, part))
            graph.add((part, names, URIRef(iri)))
            graph.add((part, counts, _number(count)))


def _graph() -> Graph:
    graph = Graph()
    for prefix, namespace in (*PREFIXES.items(), ("sd", str(SD)), ("void", str(VOID))):
        graph.bind(prefix, namespace, override=True)
    return graph


def _number(count: int) -> Literal:
    return Literal(count, datatype=XSD.integer)
