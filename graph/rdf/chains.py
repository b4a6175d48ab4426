"""Reference chains as SKOS concept schemes, with sources."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from rdflib import DCTERMS, RDF, SDO, SKOS, XSD, Literal
from rdflib.term import Node

from graph.model import Chain, ChainNode, NodeRef
from graph.rdf.terms import Triple, boolean, zh
from graph.vocabulary import DC, LP, Minter


def chain_triples(chain: Chain, minter: Minter) -> Iterator[Triple]:
    """A chain with its sources, its nodes and the edges between them."""
    yield from _scheme_triples(chain, minter)
    for node in chain.nodes:
        yield from _node_triples(node, minter)
    for predicate, edges in ((LP.supplies, chain.supplies), (LP.recyclesTo, chain.recycling)):
        for start, end in edges:
            yield minter.chain_node(start.chain, start.node), predicate, minter.chain_node(end.chain, end.node)


def _scheme_triples(chain: Chain, minter: Minter) -> Iterator[Triple]:
    iri = minter.chain(chain.id)
    yield iri, RDF.type, LP.Chain
    yield iri, RDF.type, SKOS.ConceptScheme
    yield iri, SKOS.prefLabel, zh(chain.zh)
    yield iri, SKOS.prefLabel, Literal(chain.en, lang="en")
    yield iri, DCTERMS.description, zh(chain.description_zh)
    yield iri, DCTERMS.description, Literal(chain.description_en, lang="en")
    yield iri, LP.basis, Literal(chain.basis, lang="en")
    for number, source in enumerate(chain.sources, start=1):
        source_iri = minter.chain_source(chain.id, number)
        yield iri, DCTERMS.source, source_iri
        yield source_iri, RDF.type, DCTERMS.BibliographicResource
        yield source_iri, DCTERMS.title, Literal(source.title)
        yield source_iri, DC.publisher, Literal(source.publisher)
        yield source_iri, SDO.url, Literal(source.url, datatype=XSD.anyURI)


def _node_triples(node: ChainNode, minter: Minter) -> Iterator[Triple]:
    iri = minter.chain_node(node.ref.chain, node.ref.node)
    yield iri, RDF.type, LP.ChainNode
    yield iri, RDF.type, SKOS.Concept
    yield iri, SKOS.inScheme, minter.chain(node.ref.chain)
    yield iri, SKOS.prefLabel, zh(node.zh)
    yield iri, SKOS.prefLabel, Literal(node.en, lang="en")
    for alias in node.aliases:
        yield iri, SKOS.altLabel, zh(alias)
    yield iri, LP.stage, Literal(node.stage.value)
    yield iri, LP.kind, Literal(node.kind)
    yield iri, LP.key, boolean(node.key)
    if node.gbt4754 is not None:
        yield iri, LP.gbt4754, Literal(node.gbt4754)
    for relation, others in ((SKOS.exactMatch, node.same), (SKOS.broadMatch, node.wider)):
        for other in others:
            yield iri, relation, minter.chain_node(other.chain, other.node)
    if node.key_basis is not None:
        yield iri, LP.keyBasis, Literal(node.key_basis)


def node_ref(iri: Node) -> NodeRef:
    """What the IRI of a chain node stands for, whatever base it was minted under."""
    chain, node = str(iri).rsplit("/", 2)[-2:]
    return NodeRef(unquote(chain), unquote(node))
