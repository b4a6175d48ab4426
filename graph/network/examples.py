"""What to try first: names about which the graph has something to tell."""

from __future__ import annotations

from itertools import combinations

from graph.model import EntityType
from graph.network.paths import Ways, simple_paths
from graph.query.knowledge import Knowledge
from graph.query.values import Thing

#: How many of the best connected enterprises are looked at.
_LOOKED_AT = 6


def example_pairs(knowledge: Knowledge, ways: Ways, *, cutoff: int, most: int = 3) -> list[tuple[Thing, Thing]]:
    """Pairs of well-connected enterprises that a path of at most ``cutoff`` steps joins; no enterprise twice."""
    pairs: list[tuple[Thing, Thing]] = []
    taken: set[str] = set()
    for first, second in combinations(_enterprises(knowledge)[:_LOOKED_AT], 2):
        if len(pairs) == most:
            break
        if not taken.isdisjoint({first.iri, second.iri}):
            continue
        if simple_paths(knowledge, first.iri, second.iri, ways=ways, cutoff=cutoff, most=1).found:
            pairs.append((first, second))
            taken |= {first.iri, second.iri}
    return pairs


def example_firms(knowledge: Knowledge, *, most: int = 5) -> list[Thing]:
    """Enterprises that hold a link of a chain, the best connected first."""
    return [thing for thing in _enterprises(knowledge) if thing.iri in knowledge.seats_of][:most]


def _enterprises(knowledge: Knowledge) -> list[Thing]:
    return [thing for thing in knowledge.things.values() if thing.type is EntityType.ENTERPRISE]
