"""An extraction as plain data, the form in which other programs exchange it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graph.errors import ReadingError
from graph.model import (
    SIGNATURES,
    Comparator,
    Entity,
    EntityRef,
    EntityType,
    Extraction,
    Indicator,
    IndicatorStatus,
    Predicate,
    Relation,
    Report,
    Span,
)

#: What the form does not carry.
_RULE = "interchange"


def to_interchange(extraction: Extraction) -> dict[str, Any]:
    """The extraction as JSON-ready data: offsets count characters of the report's text, ends are exclusive."""
    report = extraction.report
    return {
        "report": {"title": report.title, "place": report.place, "year": report.year, "sha256": report.sha256},
        "entities": [_entity(entity) for entity in extraction.entities],
        "relations": [_relation(relation) for relation in extraction.relations],
        "indicators": [_indicator(indicator) for indicator in extraction.indicators],
    }


def from_interchange(data: Mapping[str, Any], report: Report) -> Extraction:
    """The extraction that ``data`` holds, about ``report``, which must be the one it was made from.

    The form tells an end of a relation by its name alone; the type is the first that the predicate allows. Rules are
    not carried: each statement comes back with the rule ``interchange``, an indicator with confidence 1. Raises
    ReadingError if ``data`` is of another report or lacks a part.
    """
    try:
        if data["report"]["sha256"] != report.sha256:
            mend = "Extract the report anew, or give the text that the data was made from."
            raise ReadingError("the extraction is of another report.", where=report.slug, mend=mend)
        entities = tuple(_read_entity(row) for row in data["entities"])
        names = _types_by_name(entities)
        relations = tuple(_read_relation(row, names) for row in data["relations"])
        indicators = tuple(_read_indicator(row) for row in data["indicators"])
    except (KeyError, TypeError, ValueError) as error:
        broken = f"the extraction does not keep the interchange form: {error!r}."
        raise ReadingError(broken, where=report.slug, mend="Write it anew with `lianpu extract`.") from error
    return Extraction(report, entities, relations, indicators)


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


def _read_entity(row: Mapping[str, Any]) -> Entity:
    return Entity(
        type=EntityType(row["type"]),
        name=row["name"],
        aliases=tuple(row["aliases"]),
        mentions=tuple(Span(*pair) for pair in row["mentions"]),
        confidence=row["confidence"],
        rule=_RULE,
    )


def _types_by_name(entities: tuple[Entity, ...]) -> dict[str, tuple[EntityType, ...]]:
    names: dict[str, tuple[EntityType, ...]] = {}
    for entity in entities:
        names[entity.name] = (*names.get(entity.name, ()), entity.type)
    return names


def _read_relation(row: Mapping[str, Any], names: Mapping[str, tuple[EntityType, ...]]) -> Relation:
    predicate = Predicate(row["p"])
    subjects, objects = SIGNATURES[predicate]
    return Relation(
        subject=_ref(row["s"], names, subjects),
        predicate=predicate,
        object=_ref(row["o"], names, objects),
        evidence=Span(*row["evidence"]),
        confidence=row["confidence"],
        rule=_RULE,
        inferred=row["inferred"],
    )


def _ref(name: str, names: Mapping[str, tuple[EntityType, ...]], allowed: frozenset[EntityType]) -> EntityRef:
    kind = next((kind for kind in names.get(name, ()) if kind in allowed), None)
    if kind is None:
        raise ValueError(f"no entity {name} that the predicate allows")
    return EntityRef(kind, name)


def _read_indicator(row: Mapping[str, Any]) -> Indicator:
    return Indicator(
        subject=row["subject"],
        name=row["name"],
        value=row["value"],
        unit=row["unit"],
        comparator=Comparator(row["comparator"]),
        year=row["year"],
        status=IndicatorStatus(row["status"]),
        evidence=Span(*row["evidence"]),
        confidence=1.0,
        rule=_RULE,
    )
