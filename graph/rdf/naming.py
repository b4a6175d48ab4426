"""Which IRI and which label each entity gets: one node and one preferred label for one thing, over all reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rdflib import URIRef

from graph.model import Entity, EntityRef, EntityType, Extraction
from graph.resolution.identity import Identity
from graph.vocabulary import Minter


@dataclass(frozen=True)
class Named:
    """An extraction whose entities have IRIs: no two entities share one; every name that was given finds its own."""

    extraction: Extraction
    entities: tuple[tuple[URIRef, Entity], ...]
    iris: Mapping[EntityRef, URIRef]
    #: The names that resolution chose.
    chosen: Mapping[URIRef, str] = field(default_factory=dict)


def name_entities(
    extraction: Extraction, minter: Minter, identities: Mapping[EntityRef, Identity] | None = None
) -> Named:
    """Mint IRIs for the entities of an extraction; entities that come to the same IRI become one.

    With ``identities`` an entity's IRI is that of the thing it is. Without, names that differ only in blanks and
    quotation marks (“智慧岛” and 智慧岛) are the same thing. The first name stays, the others become aliases.
    """
    place = extraction.report.place
    iris: dict[EntityRef, URIRef] = {}
    merged: dict[URIRef, Entity] = {}
    chosen: dict[URIRef, str] = {}
    for entity in extraction.entities:
        if identities is None:
            iri = minter.entity(entity.ref, place=place, code=entity.code)
        else:
            thing = identities[entity.ref]
            iri = minter.thing(thing.type, thing.name, scope=thing.scope, code=thing.code)
            chosen[iri] = thing.name
            entity = replace(entity, code=entity.code or thing.code)
        iris.setdefault(entity.ref, iri)
        merged[iri] = _join(merged[iri], entity) if iri in merged else entity
    return Named(extraction, tuple(merged.items()), iris, chosen)


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
    """The one preferred label of each entity: what resolution chose, else the name in the first report by slug."""
    labels: dict[URIRef, str] = {}
    for named in sorted(reports, key=lambda named: named.extraction.report.slug):
        for iri, entity in named.entities:
            labels.setdefault(iri, named.chosen.get(iri, entity.name))
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
