"""Decisions as RDF, in the named graph of curation: who decided what, when and why, and what each stands behind.

A statement that a person stands behind is in its report's graph like any other, so that every query finds it; here it
is attributed. Without this graph the data says the same of the world, only not who vouches for it. What was refused is
in no report's graph: the decision is all that is left of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import DCTERMS, PROV, RDF, RDFS, XSD, Literal, URIRef

from graph.curation.replay import Curated, Made, Outcome
from graph.model import EntityRef, Relation
from graph.rdf.naming import Named
from graph.rdf.passages import passage_triples
from graph.rdf.statements import indicator_digest, naming_iri, relation_claim
from graph.rdf.terms import Triple, zh
from graph.vocabulary import LP, Minter


def curation_triples(curated: Curated, named: Named, minter: Minter) -> Iterator[Triple]:
    """The decisions about one report. ``named`` are its curated entities with their IRIs."""
    # A decision that is written twice is one decision; the first time says what it did.
    outcomes = {outcome.decision.digest: outcome for outcome in reversed(curated.outcomes)}
    for digest in sorted(outcomes):
        yield from _decision(outcomes[digest], named, minter)


def _decision(outcome: Outcome, named: Named, minter: Minter) -> Iterator[Triple]:
    decision, report = outcome.decision, named.extraction.report
    iri, who = minter.decision(report.slug, decision.digest), minter.curator(decision.who)
    yield iri, RDF.type, LP.Decision
    yield iri, LP.about, minter.report(report.slug)
    yield iri, PROV.wasAttributedTo, who
    yield iri, DCTERMS.date, Literal(decision.when.isoformat(), datatype=XSD.date)
    yield iri, LP.decisionKind, Literal(decision.kind.value)
    yield iri, LP.decisionState, Literal(outcome.state.value)
    yield iri, LP.decides, Literal(str(decision))
    yield iri, LP.reason, zh(decision.why)
    yield iri, LP.quotation, Literal(decision.quote.exact)
    yield who, RDF.type, PROV.Agent
    yield who, RDFS.label, Literal(decision.who)
    if outcome.evidence is not None:
        yield iri, LP.evidence, minter.passage(report.slug, outcome.evidence)
        yield from passage_triples(report, outcome.evidence, minter, quoted=True)
    for made in outcome.made:
        statement = _statement(made, named, minter)
        yield statement, LP.decidedBy, iri
        yield statement, PROV.wasAttributedTo, who


def _statement(made: Made, named: Named, minter: Minter) -> URIRef:
    slug = named.extraction.report.slug
    if isinstance(made, EntityRef):
        return naming_iri(named.iris[made], made.type, slug, minter)
    if isinstance(made, Relation):
        return minter.statement(slug, relation_claim(named, made).digest)
    return minter.indicator(slug, indicator_digest(made))
