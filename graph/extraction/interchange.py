"""An extraction as plain data, the form in which other programs exchange it."""

from __future__ import annotations

from typing import Any

from graph.model import Entity, Extraction, Indicator, Relation, Span


def to_interchange(extraction: Extraction) -> dict[str, Any]:
    """The extraction as JSON-ready data: offsets count characters of the report's text, ends are exclusive."""
    report = extraction.report
    return {
        "report": {"title": report.title, "place": report.place, "year": report.year, "sha256": report.sha256},
        "entities": [_entity(entity) for entity in extraction.entities],
        "relations": [_relation(relation) for relation in extraction.relations],
        "indicators": [_indicator(indicator) for indicator in extraction.indicators],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "type": entity.type.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "mentions": [_span(span) for span in entity.mentions],
        "confidence": entity.confidence,
    }


def _relation(relation: Relation) -> dict[str, Any]:
    return {
        "s": relation.subject.name,
        "p": relation.predicate.value,
        "o": relation.object.name,
        "evidence": _span(relation.evidence),
        "confidence": relation.confidence,
        "inferred": relation.inferred,
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "subject": indicator.subject,
        "name": indicator.name,
        "value": indicator.value,
        "unit": indicator.unit,
        "comparator": indicator.comparator.value,
        "year": indicator.year,
        "status": indicator.status.value,
        "evidence": _span(indicator.evidence),
    }


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
