"""What of a view is to be seen: the names and facts that its filters let through, and what is left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from graph.present.exploration import Layout, View
from graph.present.filtering import kept, visible
from graph.present.layouts import Slot, chain_slots, ring_slots
from graph.query.knowledge import Knowledge
from graph.query.values import Fact, Thing


@dataclass(frozen=True)
class Scene:
    """The ``things`` and ``facts`` to be drawn. ``left`` counts, by IRI, the neighbours that are not on the canvas;
    ``filtered`` the names on it that the filters hide; ``slots`` are the layout's."""

    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    left: Mapping[str, int]
    filtered: int
    slots: Mapping[str, Slot]


def scene(view: View, knowledge: Knowledge, neighbours: Mapping[str, frozenset[str]]) -> Scene:
    """What a view shows of the graph. ``neighbours`` are those of each entity, by IRI."""
    shown, things = set(view.shown), knowledge.things
    among = facts_among(knowledge, view.shown)
    left = kept(among, view.filters, things, years(knowledge))
    keep = [view.selected] if view.selected else []
    seen = visible(view.shown, among, left, view.filters, things, keep=keep)
    ends = set(seen)
    facts = tuple(fact for fact in left if fact.subject in ends and fact.object in ends)
    around = {iri: len(neighbours.get(iri, frozenset()) - shown) for iri in seen}
    slots = _slots(view, seen, facts, knowledge)
    return Scene(tuple(things[iri] for iri in seen), facts, around, len(view.shown) - len(seen), slots)


def facts_of(knowledge: Knowledge, iri: str) -> tuple[Fact, ...]:
    """Every statement about an entity, each once."""
    to = (fact for fact in knowledge.facts_to(iri) if fact.subject != iri)
    return (*knowledge.facts_from(iri), *to)


def facts_among(knowledge: Knowledge, iris: Collection[str]) -> tuple[Fact, ...]:
    """Every statement between two of the entities."""
    ends = set(iris)
    return tuple(fact for iri in iris for fact in knowledge.facts_from(iri) if fact.object in ends)


def years(knowledge: Knowledge) -> dict[str, int]:
    """The years of the reports, by IRI."""
    return {iri: source.info.year for iri, source in knowledge.sources.items()}


def _slots(view: View, seen: tuple[str, ...], facts: tuple[Fact, ...], knowledge: Knowledge) -> Mapping[str, Slot]:
    if view.layout is Layout.LAYERED:
        return chain_slots(seen, knowledge)
    if view.layout is Layout.CONCENTRIC:
        return ring_slots(seen, facts, knowledge.things, view.anchor)
    return {}
