"""The parts of a gap's rank, each in the open: its value, the counts behind it, and the seats that show it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph.gaps.classing import shows_maker
from graph.gaps.ground import Ground
from graph.gaps.model import Part, PartName
from graph.gaps.statistics import Statistics
from graph.model import EntityType, NodeState, Stage, Tense
from graph.query.values import ChainView, Link, Seat

#: How likely a place holds a link of such a state. A report names few firms, so what it does not mention is not out of
#: the question: about one link in ten shows a producing firm. What a plan wants is little likelier, a project is even.
PRESENCE = {
    NodeState.PRODUCING: 1.0,
    NodeState.IN_PROGRESS: 0.5,
    NodeState.INTENDED: 0.2,
    NodeState.NOT_MENTIONED: 0.1,
}
#: What is left of a link's pull at each step away from it.
_FADE = 0.4
#: What a link is worth as named in a review or in passing, where a plan, target or project gives 1.
_NAMED_IN_PASSING = 0.5


@dataclass(frozen=True)
class Local:
    """What a chain holds here: its producing links (by IRI), the state of all joined links, and the pairs through each.

    ``pairs`` counts, for each link, the pairs of a producing link before it and one after it that it joins.
    """

    view: ChainView
    ground: Ground
    states: Mapping[str, NodeState]
    producing: frozenset[str]
    pairs: Mapping[str, int]
    statistics: Statistics | None


def local(
    view: ChainView, ground: Ground, states: Mapping[str, NodeState], statistics: Statistics | None = None
) -> Local:
    """A chain as held here. ``states`` are those of the joined links of all chains."""
    producing = frozenset(link.iri for link in view.links if link.state is NodeState.PRODUCING)
    pairs = {
        link.iri: len(ground.before[link.iri] & producing) * len(ground.after[link.iri] & producing)
        for link in view.links
    }
    return Local(view, ground, states, producing, pairs, statistics)


def parts_of(here: Local, link: Link) -> tuple[Part, ...]:
    """All parts of a link's rank, in the order of PartName; STATISTICS only where there are figures for its class."""
    parts = (_support, _bridge, _key, _policy, _progress, _cross_chain, _stage, _statistics)
    return tuple(part for make in parts if (part := make(here, link)) is not None)


def _support(here: Local, link: Link) -> Part:
    """How likely at least one link near by is held: 1 - Π (1 - presence · 0.4^steps), over all chains, 3 steps far.

    A smoothed form of the share of producing neighbours, which says nothing where a link has few of them; the two plain
    counts stand beside it. Noisy-or: J. Pearl, Probabilistic Reasoning in Intelligent Systems (1988), 4.3.2.
    """
    near = here.ground.near[here.ground.joined[link.iri]]
    value = 1 - math.prod(1 - PRESENCE[here.states[other]] * _FADE**steps for other, steps in near)
    beside = (*here.view.suppliers(link), *here.view.users(link))
    producing = [other for other in beside if other.iri in here.producing]
    return Part(PartName.SUPPORT, value, (len(producing), len(beside)), _showing(producing))


def _bridge(here: Local, link: Link) -> Part:
    """Betweenness limited to producing pairs, over the most such pairs of any link of the chain."""
    through, most = here.pairs[link.iri], max(here.pairs.values(), default=0)
    ends = (here.ground.before[link.iri] | here.ground.after[link.iri]) & here.producing if through else frozenset()
    seats = _showing(other for other in here.view.links if other.iri in ends)
    return Part(PartName.BRIDGE, through / most if most else 0.0, (through, most), seats)


def _key(here: Local, link: Link) -> Part:
    return Part(PartName.KEY, float(link.key), (int(link.key), 1))


def _policy(here: Local, link: Link) -> Part:
    """1 where a plan, a target or a project names the link; half where the report names it only otherwise."""
    seats = tuple(seat for seat in link.seats if _is_plan(seat) or seat.shows is not NodeState.PRODUCING)
    value = max((1.0 if _is_plan(seat) else _NAMED_IN_PASSING for seat in seats), default=0.0)
    return Part(PartName.POLICY, value, (int(bool(seats)), 1), seats)


def _is_plan(seat: Seat) -> bool:
    return seat.tense is Tense.PLAN or seat.thing.type is EntityType.PROJECT


def _progress(here: Local, link: Link) -> Part:
    seats = tuple(seat for seat in link.seats if seat.shows is NodeState.IN_PROGRESS)
    return Part(PartName.PROGRESS, float(bool(seats)), (int(bool(seats)), 1), seats)


def _cross_chain(here: Local, link: Link) -> Part:
    """Each further chain that shares the link halves what is missing to 1: one gives 0.5, two 0.75."""
    others = len(here.ground.sharing[link.iri])
    return Part(PartName.CROSS_CHAIN, 1 - 0.5**others, (others, here.ground.chains - 1))


def _stage(here: Local, link: Link) -> Part:
    """1 in midstream: ore is where it is and final goods sit by their markets, processing is what a place attracts."""
    inside = link.stage is Stage.MIDSTREAM
    return Part(PartName.STAGE, float(inside), (int(inside), 1))


def _statistics(here: Local, link: Link) -> Part | None:
    standing = here.statistics.of(link.gbt4754) if here.statistics is not None else None
    return Part(PartName.STATISTICS, standing.value, (1, 1)) if standing is not None else None


def _showing(links: Iterable[Link]) -> tuple[Seat, ...]:
    """One seat of each link that shows that it is made here: of a maker, where one is named."""
    shown = ([seat for seat in link.seats if seat.shows is NodeState.PRODUCING] for link in links)
    return tuple(next(filter(shows_maker, seats), seats[0]) for seats in shown if seats)
