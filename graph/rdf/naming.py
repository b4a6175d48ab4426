"""Which IRI and which label each entity gets: one node and one preferred label for one thing, over all reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rdflib import URIRef

from graph.model import Entity, EntityRef, EntityType, Extraction
from graph.vocabulary import Minter


@dataclass(frozen=True)
class Named:
    """An extraction whose entities have IRIs: no two entities share one; every name that was given finds its own."""

    extraction: Extraction
    entities: tuple[tuple[URIRef, Entity], ...]
    iris: Mapping[EntityRef, URIRef]


def name_entities(extraction: Extraction, minter: Minter) -> Named:
    """Mint IRIs for the entities of an extraction; entities that come to the same IRI become one.

    Names that differ only in blanks and quotation marks (“智慧岛” and 智慧岛) are the same thing: the first name stays,
    the others become aliases.
    """
    place = extraction.report.place
    iris: dict[EntityRef, URIRef] = {}
    merged: dict[URIRef, Entity] = {}
    for entity in extraction.entities:
        iri = minter.entity(entity.ref, place=place, code=entity.code)
        iris.setdefault(entity.ref, iri)
        merged[iri] = _join(merged[iri], entity) if iri in merged else entity
    return Named(extraction, tuple(merged.items()), iris)


def _join(first: Entity, second: Entity) -> Entity:
    aliases = [*first.aliases, second.name, *second.aliases]
    surer = max(first, second, key=lambda entity: entity.confidence)
    return replace(
        first,
        aliases=tuple(alias for alias in dict.fromkeys(aliases) if alias != first.name),
        mentions=tuple(sorted({*first.mentions, *second.mentions})),
        confidence=surer.confidence,
        rule=surer.rule,
        code=first.code or second.code,
    )


def preferred_labels(reports: Iterable[Named]) -> dict[URIRef, str]:
    """The one preferred label of each entity: the name in the first report, by slug, that names it."""
    labels: dict[URIRef, str] = {}
    for named in sorted(reports, key=lambda named: named.extraction.report.slug):
        for iri, entity in named.entities:
            labels.setdefault(iri, entity.name)
    return labels


#: Where a figure's subject could be several things of one name, the earlier type is meant.
_SUBJECT_ORDER = (
    EntityType.PLACE,
    EntityType.INDUSTRY,
    EntityType.ENTERPRISE,
    EntityType.PROJECT,
    EntityType.PLATFORM,
    EntityType.PRODUCT,
    EntityType.POLICY,
    EntityType.ORGANIZATION,
)


def subjects_by_name(named: Named) -> dict[str, URIRef]:
    """What a figure's subject means, by any name of the entities; a full name counts before an alias."""
    found: dict[str, URIRef] = {}
    ranked = sorted(named.entities, key=lambda pair: _SUBJECT_ORDER.index(pair[1].type))
    for iri, entity in ranked:
        found.setdefault(entity.name, iri)
    for iri, entity in ranked:
        for alias in entity.aliases:
            found.setdefault(alias, iri)
    return found
