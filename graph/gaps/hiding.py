"""Known links hidden one at a time: the trials that a ranking is judged by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.chains.state import strongest
from graph.gaps.ground import Ground, joined_states
from graph.gaps.model import Part
from graph.gaps.parts import local, parts_of
from graph.model import NodeState, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Link, Seat


class Hiding(StrEnum):
    """What is taken away at a link that is known to be held, and at its equals in other chains.

    STRICT: all evidence, so that the link looks as if the report did not mention it. PLAN: what shows production, and
    whatever else was said in the same sentences or outside a plan; the plan's own words stay. FIRMS: only what shows
    production (firms, running projects, products already made); all other words stay, even of the same sentences.
    """

    STRICT = "strict"
    PLAN = "plan"
    FIRMS = "firms"


@dataclass(frozen=True)
class Trial:
    """One hidden link, and the parts of every link of its chain that is not producing then (by IRI, it among them)."""

    view: ChainView
    link: Link
    candidates: Mapping[str, tuple[Part, ...]]


def trials(knowledge: Knowledge, ground: Ground, hiding: Hiding) -> Iterator[Trial]:
    """Each producing link of each chain hidden in turn, in the order of chains and links.

    Every link of the chain that does not produce after hiding is a candidate, whether its class makes it a gap or not.
    """
    for place, view in enumerate(knowledge.chains):
        for link in view.links:
            if link.state is NodeState.PRODUCING:
                left = without(knowledge.chains, ground, link, hiding)
                here = local(left[place], ground, joined_states(left, ground))
                rest = (other for other in here.view.links if other.state is not NodeState.PRODUCING)
                yield Trial(view, link, {other.iri: parts_of(here, other) for other in rest})


def without(chains: Iterable[ChainView], ground: Ground, link: Link, hiding: Hiding) -> tuple[ChainView, ...]:
    """The chains as they would be known without what shows that a link is held."""
    one = ground.joined[link.iri]
    return tuple(
        _with(view, {other.iri: _less(other, hiding) for other in view.links if ground.joined[other.iri] == one})
        for view in chains
    )


def _less(link: Link, hiding: Hiding) -> Link:
    seats = _left(link.seats, hiding)
    return replace(link, seats=seats, state=strongest(seat.shows for seat in seats))


def _left(seats: tuple[Seat, ...], hiding: Hiding) -> tuple[Seat, ...]:
    if hiding is Hiding.STRICT:
        return ()
    gone = {_sentence(seat) for seat in seats if seat.shows is NodeState.PRODUCING}
    rest = tuple(seat for seat in seats if seat.shows is not NodeState.PRODUCING)
    if hiding is Hiding.FIRMS:
        return rest
    return tuple(seat for seat in rest if seat.tense is Tense.PLAN and _sentence(seat) not in gone)


def _sentence(seat: Seat) -> tuple[str, int]:
    return seat.evidence.report, seat.evidence.span.start


def _with(view: ChainView, changed: Mapping[str, Link]) -> ChainView:
    if not changed:
        return view
    links = tuple(changed.get(link.iri, link) for link in view.links)
    counts = Counter(link.state for link in links)
    info = replace(view.info, states=tuple((state, counts[state]) for state in NodeState))
    return replace(view, info=info, links=links)
