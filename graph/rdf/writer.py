"""Extractions as RDF: one named graph a report, one for the reference chains, one for the vocabulary.

No clock is read and nothing depends on hash order: the same input gives the same quads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rdflib import DCTERMS, PROV, RDF, RDFS, SDO, SKOS, Dataset, Graph, Literal, URIRef
from rdflib.compare import to_canonical_graph

from graph import __version__
from graph.curation.decisions import decided
from graph.curation.replay import Curated
from graph.model import Chain, Entity, EntityType, Extraction, Indicator, Placement, Relation, Report, Span
from graph.rdf.chains import chain_triples
from graph.rdf.curation import curation_triples
from graph.rdf.naming import Named, name_entities, preferred_labels, subjects_by_name
from graph.rdf.passages import passage_triples, section_triples
from graph.rdf.statements import (
    Claim,
    claim_triples,
    claims,
    indicator_digest,
    indicator_triples,
    naming_evidence,
    naming_triples,
)
from graph.rdf.terms import Quad, Triple, integer, zh
from graph.resolution.identity import Resolution
from graph.vocabulary import LP, Minter


def dataset_quads(
    extractions: Iterable[Extraction],
    chains: Iterable[Chain],
    minter: Minter,
    *,
    placements: Mapping[str, Iterable[Placement]] | None = None,
    ontology: Graph | None = None,
    resolution: Resolution | None = None,
    curated: Iterable[Curated] = (),
) -> Iterator[Quad]:
    """All quads of a build: every report's graph, the chains', curation's and, where given, the vocabulary's.

    ``placements`` are keyed by the report's slug. With ``resolution`` (of these extractions) IRIs and labels are those
    of the things; without, each report's own. An entity that several reports name has one preferred label. ``curated``
    are the extractions, of those given, that people decided about. ValueError where a statement points at an entity
    its extraction does not hold.
    """
    named = sorted(
        (name_entities(e, minter, resolution.of(e.report.slug) if resolution else None) for e in extractions),
        key=lambda n: n.extraction.report.slug,
    )
    labels = preferred_labels(named)
    placed = placements or {}
    by_slug = {one.extraction.report.slug: one for one in named}
    # A triple in two graphs counts twice where a query reads their union: each passage is described once.
    described: set[Triple] = set()
    for slug, one in by_slug.items():
        triples = dict.fromkeys(_report_graph(one, placed.get(slug, ()), labels, minter))
        described.update(triples)
        yield from _in_graph(triples, minter.report_graph(slug))
    for one_curated in curated:
        decided_triples = curation_triples(one_curated, by_slug[one_curated.extraction.report.slug], minter)
        yield from _in_graph((t for t in decided_triples if t not in described), minter.curation_graph)
    for chain in chains:
        yield from _in_graph(chain_triples(chain, minter), minter.chains_graph)
    if ontology is not None:
        yield from _in_graph(ontology_triples(ontology), minter.ontology_graph)


def report_quads(extraction: Extraction, minter: Minter, *, placements: Iterable[Placement] = ()) -> Iterator[Quad]:
    """The quads of one report by itself, with its own names as preferred labels."""
    return dataset_quads([extraction], (), minter, placements={extraction.report.slug: placements})


def to_dataset(quads: Iterable[Quad]) -> Dataset:
    """The quads in an rdflib Dataset whose default graph is the union of all."""
    dataset = Dataset(default_union=True)
    graphs: dict[URIRef, Graph] = {}
    for s, p, o, name in quads:
        if name not in graphs:
            graphs[name] = dataset.graph(name)
        graphs[name].add((s, p, o))
    return dataset


def ontology_triples(ontology: Graph) -> Iterator[Triple]:
    """The vocabulary's triples, with blank nodes named by what they hold, so that each build names them alike."""
    yield from to_canonical_graph(ontology)  # type: ignore[misc]


def _in_graph(triples: Iterable[Triple], graph: URIRef) -> Iterator[Quad]:
    for s, p, o in dict.fromkeys(triples):
        yield s, p, o, graph


def _report_graph(
    named: Named, placements: Iterable[Placement], labels: Mapping[URIRef, str], minter: Minter
) -> Iterator[Triple]:
    extraction, slug = named.extraction, named.extraction.report.slug
    stated = claims(named, placements, minter)
    figures = _figures(extraction)
    subjects = subjects_by_name(named)
    yield from _report_triples(extraction.report, minter)
    said: tuple[Entity | Relation | Indicator, ...] = (
        *extraction.entities,
        *extraction.relations,
        *extraction.indicators,
    )
    if any(decided(one.rule) for one in said):
        yield from _curation_run(slug, minter)
    for iri, entity in named.entities:
        yield from _entity_triples(iri, entity, labels[iri], slug, minter)
        yield from naming_triples(iri, entity, extraction, minter)
    for claim in stated:
        yield from claim_triples(claim, slug, minter)
    for figure in figures:
        yield from indicator_triples(figure, subjects.get(figure.subject), slug, minter)
    yield from _passages(named, stated, figures, minter)


def _report_triples(report: Report, minter: Minter) -> Iterator[Triple]:
    iri, run, agent = minter.report(report.slug), minter.extraction(report.slug), minter.agent(__version__)
    yield iri, RDF.type, LP.Report
    yield iri, DCTERMS.identifier, Literal(report.slug)
    yield iri, DCTERMS.title, zh(report.title)
    yield iri, LP.place, Literal(report.place)
    yield iri, LP.year, integer(report.year)
    yield iri, LP.sha256, Literal(report.sha256)
    yield iri, LP.text, Literal(report.text)
    for index in range(len(report.sections)):
        yield from section_triples(report, index, minter)
    yield run, RDF.type, LP.Extraction
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, iri
    yield run, PROV.wasAssociatedWith, agent
    yield agent, RDF.type, PROV.SoftwareAgent
    yield agent, RDFS.label, Literal(f"Lianpu 链谱 {__version__}")
    yield agent, SDO.softwareVersion, Literal(__version__)


def _curation_run(slug: str, minter: Minter) -> Iterator[Triple]:
    run = minter.curation(slug)
    yield run, RDF.type, LP.Curation
    yield run, RDF.type, PROV.Activity
    yield run, PROV.used, minter.report(slug)
    yield run, PROV.wasInformedBy, minter.extraction(slug)
    yield run, PROV.wasAssociatedWith, minter.agent(__version__)


def _entity_triples(iri: URIRef, entity: Entity, label: str, slug: str, minter: Minter) -> Iterator[Triple]:
    yield iri, RDF.type, LP[entity.type.value]
    yield iri, SKOS.prefLabel, zh(label)
    for other in (entity.name, *entity.aliases):
        if other != label:
            yield iri, SKOS.altLabel, zh(other)
    if entity.code is not None:
        yield iri, LP.gbt2260 if entity.type is EntityType.PLACE else LP.gbt4754, Literal(entity.code)
    for mention in entity.mentions:
        yield iri, LP.mentionedIn, minter.passage(slug, mention)


def _figures(extraction: Extraction) -> tuple[Indicator, ...]:
    best: dict[str, Indicator] = {}
    for indicator in sorted(extraction.indicators, key=lambda i: -i.confidence):
        best.setdefault(indicator_digest(indicator), indicator)
    return tuple(best.values())


def _passages(named: Named, stated: Iterable[Claim], figures: Iterable[Indicator], minter: Minter) -> Iterator[Triple]:
    report = named.extraction.report
    mentions = {mention for _, entity in named.entities for mention in entity.mentions}
    evidence = {claim.evidence for claim in stated} | {figure.evidence for figure in figures}
    evidence |= {span for _, entity in named.entities if (span := naming_evidence(named.extraction, entity))}
    evidence |= _sentences_of(report, mentions | evidence)
    for span in sorted(mentions | evidence):
        yield from passage_triples(report, span, minter, quoted=span in evidence)


def _sentences_of(report: Report, spans: Iterable[Span]) -> set[Span]:
    found = (report.sentence_at(span.start) for span in spans)
    return {sentence.span for sentence in found if sentence is not None}
