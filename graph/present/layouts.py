"""Where the layered and the concentric layout put a name: its column or ring, and its turn in it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import EntityType, Stage
from graph.present.exploration import ranked
from graph.query.knowledge import Knowledge
from graph.query.values import Fact, Thing

#: Types that frame a chain rather than stand on it.
FRAME = frozenset({EntityType.PLACE, EntityType.POLICY, EntityType.ORGANIZATION})
#: The columns, from left to right: what frames the chain, its stages, and what stands at no link of any.
COLUMNS: tuple[Stage | None, ...] = (None, Stage.UPSTREAM, Stage.MIDSTREAM, Stage.DOWNSTREAM, Stage.SUPPORT, None)
FRAMING, UNPLACED = 0, len(COLUMNS) - 1


@dataclass(frozen=True)
class Slot:
    """A column or ring, counted from 0, and the turn within it, counted from 0."""

    group: int
    turn: int


def chain_slots(iris: Iterable[str], knowledge: Knowledge) -> dict[str, Slot]:
    """Each name's column by the chain links where it sits: upstream, midstream, downstream, support.

    Where it sits at several stages the commonest counts, of equally common ones the first. Places, policies and
    organizations come before the chain; what sits at no link comes after it. A column is in the order of the links.
    """
    order = {iri: turn for turn, iri in enumerate(knowledge.links)}
    keys: dict[str, tuple[int, int, int, str]] = {}
    for iri in dict.fromkeys(iris):
        thing, links = knowledge.things[iri], [link for link, _ in knowledge.seats_of.get(iri, ())]
        column = _column(thing, [link.stage for link in links])
        first = min((order[link.iri] for link in links if link.stage is COLUMNS[column]), default=0)
        keys[iri] = (column, first, -thing.degree, thing.name)
    return _slots(sorted(keys, key=lambda iri: (*keys[iri], iri)), {iri: key[0] for iri, key in keys.items()})


def _column(thing: Thing, stages: Sequence[Stage]) -> int:
    if not stages:
        return FRAMING if thing.type in FRAME else UNPLACED
    return min(range(1, UNPLACED), key=lambda column: -stages.count(COLUMNS[column] or Stage.SUPPORT))


def ring_slots(
    iris: Sequence[str], facts: Iterable[Fact], things: Mapping[str, Thing], centre: str | None
) -> dict[str, Slot]:
    """Each name's ring by how many steps it is from the ``centre`` (the best-connected one where that is not shown);
    what is not joined to it comes in the ring after the last."""
    shown = ranked(set(iris), things)
    if not shown:
        return {}
    middle = centre if centre in shown else shown[0]
    joined: dict[str, set[str]] = {iri: set() for iri in shown}
    for fact in facts:
        if fact.subject in joined and fact.object in joined:
            joined[fact.subject].add(fact.object)
            joined[fact.object].add(fact.subject)
    rings = _steps_from(middle, joined, things)
    last = max(rings.values()) + 1
    # In the order in which they were reached, so that what hangs together lies together.
    order = [*rings, *(iri for iri in shown if iri not in rings)]
    return _slots(order, {iri: rings.get(iri, last) for iri in order})


def _steps_from(start: str, joined: Mapping[str, set[str]], things: Mapping[str, Thing]) -> dict[str, int]:
    """How many steps each reachable name is away, in the order in which a walk in rings reaches them."""
    steps, queue = {start: 0}, deque([start])
    while queue:
        iri = queue.popleft()
        for other in ranked(joined[iri] - steps.keys(), things):
            steps[other] = steps[iri] + 1
            queue.append(other)
    return steps


def _slots(order: Iterable[str], group_of: Mapping[str, int]) -> dict[str, Slot]:
    filled: dict[int, int] = {}
    slots = {}
    for iri in order:
        group = group_of[iri]
        slots[iri] = Slot(group, filled.get(group, 0))
        filled[group] = filled.get(group, 0) + 1
    return slots
