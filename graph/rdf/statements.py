"""Statements with where they come from: each is asserted as a plain triple and described by an rdf:Statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rdflib import PROV, RDF, Literal, URIRef

from graph.curation.decisions import decided
from graph.model import Entity, EntityRef, EntityType, Extraction, Indicator, Placement, Relation, Span
from graph.rdf.naming import Named
from graph.rdf.terms import Triple, boolean, decimal, digest, integer
from graph.vocabulary import LP, Minter


@dataclass(frozen=True)
class Claim:
    """A triple, the stretch of text behind it, and how sure the rule that found it is."""

    subject: URIRef
    predicate: URIRef
    object: URIRef
    evidence: Span
    confidence: float
    rule: str
    inferred: bool
    words: str | None = None
    through: str | None = None

    @property
    def digest(self) -> str:
        """What makes it the same statement in every build: the triple and the evidence."""
        return digest(self.subject, self.predicate, self.object, self.evidence.start, self.evidence.end)


def claims(named: Named, placements: Iterable[Placement], minter: Minter) -> tuple[Claim, ...]:
    """Relations and placements as claims; of two that say the same by the same words, the surer one.

    ValueError where one points at an entity that the extraction does not hold.
    """
    best: dict[str, Claim] = {}
    for claim in _all_claims(named, placements, minter):
        known = best.setdefault(claim.digest, claim)
        if claim.confidence > known.confidence:
            best[claim.digest] = claim
    return tuple(best.values())


def _all_claims(named: Named, placements: Iterable[Placement], minter: Minter) -> Iterator[Claim]:
    for relation in named.extraction.relations:
        yield relation_claim(named, relation)
    for placement in placements:
        yield _placement_claim(named, placement, minter)


def relation_claim(named: Named, relation: Relation) -> Claim:
    """A relation as a claim. ValueError where it points at an entity that the extraction does not hold."""
    ends = _iri(named, relation.subject), LP[relation.predicate.value], _iri(named, relation.object)
    return Claim(*ends, relation.evidence, relation.confidence, relation.rule, relation.inferred)


def _placement_claim(named: Named, placement: Placement, minter: Minter) -> Claim:
    node = minter.chain_node(placement.node.chain, placement.node.node)
    ends = _iri(named, placement.entity), LP.atNode, node
    # No report says where a thing sits on a reference chain: a placement is always a conclusion.
    said = placement.evidence, placement.confidence, placement.rule
    through = placement.through or placement.entity.name
    return Claim(*ends, *said, inferred=True, words=placement.words, through=through)


def _iri(named: Named, ref: EntityRef) -> URIRef:
    if ref not in named.iris:
        raise ValueError(f"the extraction of {named.extraction.report.slug} holds no {ref.type.value} {ref.name!r}")
    return named.iris[ref]


def claim_triples(claim: Claim, slug: str, minter: Minter) -> Iterator[Triple]:
    """A claim as a plain triple and as the rdf:Statement that describes it."""
    iri = minter.statement(slug, claim.digest)
    yield claim.subject, claim.predicate, claim.object
    yield iri, RDF.type, LP.Statement
    yield iri, RDF.type, RDF.Statement
    yield iri, RDF.subject, claim.subject
    yield iri, RDF.predicate, claim.predicate
    yield iri, RDF.object, claim.object
    yield iri, LP.evidence, minter.passage(slug, claim.evidence)
    yield from _support(iri, claim.confidence, claim.rule, slug, minter)
    yield iri, LP.inferred, boolean(claim.inferred)
    if claim.words is not None:
        yield iri, LP.words, Literal(claim.words)
    if claim.through is not None:
        yield iri, LP.through, Literal(claim.through)


def naming_evidence(extraction: Extraction, entity: Entity) -> Span | None:
    """The sentence of an entity's first mention, or the mention where no sentence holds it."""
    if not entity.mentions:
        return None
    first = min(entity.mentions)
    sentence = extraction.report.sentence_at(first.start)
    return sentence.span if sentence is not None and sentence.span.holds(first) else first


def naming_iri(iri: URIRef, kind: EntityType, slug: str, minter: Minter) -> URIRef:
    """The statement that a report names an entity."""
    return minter.statement(slug, digest(iri, RDF.type, LP[kind.value]))


def naming_triples(iri: URIRef, entity: Entity, extraction: Extraction, minter: Minter) -> Iterator[Triple]:
    """The statement that the report names an entity: its type, what it is called there, and the first sentence."""
    slug, kind = extraction.report.slug, LP[entity.type.value]
    naming, evidence = naming_iri(iri, entity.type, slug, minter), naming_evidence(extraction, entity)
    yield naming, RDF.type, LP.Naming
    yield naming, RDF.type, LP.Statement
    yield naming, RDF.type, RDF.Statement
    yield naming, RDF.subject, iri
    yield naming, RDF.predicate, RDF.type
    yield naming, RDF.object, kind
    yield naming, LP.name, Literal(entity.name)
    for alias in entity.aliases:
        yield naming, LP.alias, Literal(alias)
    if evidence is not None:
        yield naming, LP.evidence, minter.passage(slug, evidence)
    yield from _support(naming, entity.confidence, entity.rule, slug, minter)
    yield naming, LP.inferred, boolean(False)


def indicator_triples(indicator: Indicator, subject: URIRef | None, slug: str, minter: Minter) -> Iterator[Triple]:
    """A figure with its sentence; ``subject`` is the entity that it measures, where that is known."""
    iri = minter.indicator(slug, indicator_digest(indicator))
    yield iri, RDF.type, LP.Indicator
    if subject is not None:
        yield iri, LP.indicatorSubject, subject
    yield iri, LP.subjectName, Literal(indicator.subject)
    yield iri, LP.name, Literal(indicator.name)
    yield iri, LP.value, decimal(indicator.value)
    yield iri, LP.unit, Literal(indicator.unit)
    yield iri, LP.comparator, Literal(indicator.comparator.value)
    yield iri, LP.year, integer(indicator.year)
    yield iri, LP.status, Literal(indicator.status.value)
    yield iri, LP.evidence, minter.passage(slug, indicator.evidence)
    yield from _support(iri, indicator.confidence, indicator.rule, slug, minter)


def indicator_digest(indicator: Indicator) -> str:
    """What makes it the same figure in every build: all that it says, and where."""
    says = (indicator.subject, indicator.name, decimal(indicator.value), indicator.unit, indicator.comparator.value)
    when = (indicator.year, indicator.status.value, indicator.evidence.start, indicator.evidence.end)
    return digest(*says, *when)


def _support(iri: URIRef, confidence: float, rule: str, slug: str, minter: Minter) -> Iterator[Triple]:
    yield iri, LP.confidence, decimal(confidence)
    yield iri, LP.rule, Literal(rule)
    yield iri, PROV.wasGeneratedBy, minter.curation(slug) if decided(rule) else minter.extraction(slug)
