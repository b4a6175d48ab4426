"""RDF back to model values: what a report's named graph says. The inverse of the writer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rdflib import DCTERMS, RDF, Dataset, Graph, URIRef
from rdflib.term import Node

from graph.model import (
    Comparator,
    Entity,
    EntityRef,
    EntityType,
    Indicator,
    IndicatorStatus,
    NodeRef,
    Placement,
    Predicate,
    Relation,
    Section,
    Span,
    Tense,
)
from graph.rdf.chains import node_ref
from graph.vocabulary import LP, OA, Minter


@dataclass(frozen=True)
class ReportRecord:
    """What a graph says of one report. Every tuple is in a fixed order, whatever the order of the quads."""

    slug: str
    title: str
    place: str
    year: int
    sha256: str
    text: str
    sections: tuple[Section, ...]
    entities: tuple[Entity, ...]
    relations: tuple[Relation, ...]
    indicators: tuple[Indicator, ...]
    placements: tuple[Placement, ...]


def read_report(dataset: Dataset, slug: str, minter: Minter) -> ReportRecord:
    """The report with this slug. KeyError where the dataset has no graph of it."""
    graph = dataset.graph(minter.report_graph(slug))
    iri = minter.report(slug)
    if (iri, RDF.type, LP.Report) not in graph:
        raise KeyError(slug)
    return _Reader(graph).record(iri)


class _Reader:
    """One report's graph, with the names that it gives its entities."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._namings = {self._one(naming, RDF.subject): naming for naming in self._all(LP.Naming)}

    def record(self, iri: URIRef) -> ReportRecord:
        relations, placements = self._statements()
        return ReportRecord(
            slug=self._text(iri, DCTERMS.identifier),
            title=self._text(iri, DCTERMS.title),
            place=self._text(iri, LP.place),
            year=int(self._text(iri, LP.year)),
            sha256=self._text(iri, LP.sha256),
            text=self._text(iri, LP.text),
            sections=self._sections(),
            entities=tuple(sorted(self._entities(), key=lambda entity: entity.ref)),
            relations=relations,
            indicators=tuple(sorted(map(self._indicator, self._all(LP.Indicator)), key=_figure_key)),
            placements=placements,
        )

    def _sections(self) -> tuple[Section, ...]:
        found = [
            Section(
                title=self._text(section, DCTERMS.title),
                level=int(self._text(section, LP.level)),
                span=self._span(section),
                tense=Tense(self._text(section, LP.tense)),
            )
            for section in self._all(LP.Section)
        ]
        return tuple(sorted(found, key=lambda section: section.span))

    def _entities(self) -> Iterator[Entity]:
        for iri, naming in self._namings.items():
            ref = self._ref(iri)
            code = LP.gbt2260 if ref.type is EntityType.PLACE else LP.gbt4754
            yield Entity(
                type=ref.type,
                name=ref.name,
                aliases=tuple(sorted(str(alias) for alias in self._graph.objects(naming, LP.alias))),
                mentions=tuple(sorted(self._span(p) for p in self._graph.objects(iri, LP.mentionedIn))),
                confidence=float(self._text(naming, LP.confidence)),
                rule=self._text(naming, LP.rule),
                code=self._optional(iri, code),
            )

    def _statements(self) -> tuple[tuple[Relation, ...], tuple[Placement, ...]]:
        relations: list[Relation] = []
        placements: list[Placement] = []
        for statement in self._all(LP.Statement):
            predicate = self._one(statement, RDF.predicate)
            if predicate == LP.atNode:
                placements.append(self._placement(statement))
            elif predicate != RDF.type:
                relations.append(self._relation(statement, Predicate(str(predicate).removeprefix(str(LP)))))
        return tuple(sorted(relations, key=_relation_key)), tuple(sorted(placements, key=_placement_key))

    def _relation(self, statement: Node, predicate: Predicate) -> Relation:
        return Relation(
            subject=self._ref(self._one(statement, RDF.subject)),
            predicate=predicate,
            object=self._ref(self._one(statement, RDF.object)),
            evidence=self._span(self._one(statement, LP.evidence)),
            confidence=float(self._text(statement, LP.confidence)),
            rule=self._text(statement, LP.rule),
            inferred=self._text(statement, LP.inferred) == "true",
        )

    def _placement(self, statement: Node) -> Placement:
        return Placement(
            entity=self._ref(self._one(statement, RDF.subject)),
            node=node_ref(self._one(statement, RDF.object)),
            evidence=self._span(self._one(statement, LP.evidence)),
            words=self._text(statement, LP.words),
            confidence=float(self._text(statement, LP.confidence)),
            rule=self._text(statement, LP.rule),
        )

    def _indicator(self, iri: Node) -> Indicator:
        return Indicator(
            subject=self._text(iri, LP.subjectName),
            name=self._text(iri, LP.name),
            value=float(self._text(iri, LP.value)),
            unit=self._text(iri, LP.unit),
            comparator=Comparator(self._text(iri, LP.comparator)),
            year=int(self._text(iri, LP.year)),
            status=IndicatorStatus(self._text(iri, LP.status)),
            evidence=self._span(self._one(iri, LP.evidence)),
            confidence=float(self._text(iri, LP.confidence)),
            rule=self._text(iri, LP.rule),
        )

    def _ref(self, iri: Node) -> EntityRef:
        naming = self._namings[iri]
        kind = self._text(naming, RDF.object).removeprefix(str(LP))
        return EntityRef(EntityType(kind), self._text(naming, LP.name))

    def _span(self, passage: Node) -> Span:
        for selector in self._graph.objects(passage, OA.hasSelector):
            start = self._optional(selector, OA.start)
            if start is not None:
                return Span(int(start), int(self._text(selector, OA.end)))
        raise ValueError(f"{passage} has no position")

    def _all(self, kind: URIRef) -> Iterator[Node]:
        return self._graph.subjects(RDF.type, kind)

    def _one(self, iri: Node, predicate: URIRef) -> Node:
        value = self._graph.value(iri, predicate)
        if value is None:
            raise ValueError(f"{iri} has no {predicate}")
        return value

    def _text(self, iri: Node, predicate: URIRef) -> str:
        return str(self._one(iri, predicate))

    def _optional(self, iri: Node, predicate: URIRef) -> str | None:
        value = self._graph.value(iri, predicate)
        return None if value is None else str(value)


def _relation_key(relation: Relation) -> tuple[EntityRef, str, EntityRef, Span]:
    return relation.subject, relation.predicate.value, relation.object, relation.evidence


def _placement_key(placement: Placement) -> tuple[EntityRef, NodeRef, Span]:
    return placement.entity, placement.node, placement.evidence


def _figure_key(figure: Indicator) -> tuple[Span, str, str, float, str, str, int, str]:
    what = (figure.evidence, figure.subject, figure.name, figure.value)
    return *what, figure.unit, figure.comparator.value, figure.year, figure.status.value
