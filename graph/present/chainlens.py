"""A chain as one county holds it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

from graph.model import NodeState
from graph.network.counties import Cell
from graph.query.values import ChainView, Link, Seat


@dataclass(frozen=True)
class Lens:
    """A chain with only what a county has of it; ``held`` are the links (by IRI) that it has a part in."""

    view: ChainView
    held: frozenset[str]


def through(view: ChainView, cell: Cell | None) -> Lens:
    """The chain as the county of ``cell`` holds it; nothing of it where the county has no cell.

    A link shows the strongest state that the county's own seats there show, and "not mentioned" where it has none.
    """
    seats: defaultdict[str, list[Seat]] = defaultdict(list)
    for holding in cell.holdings if cell else ():
        if holding.seat not in seats[holding.link.iri]:
            seats[holding.link.iri].append(holding.seat)
    links = tuple(_of_county(link, tuple(seats.get(link.iri, ()))) for link in view.links)
    return Lens(replace(view, links=links), frozenset(seats))


def _of_county(link: Link, seats: tuple[Seat, ...]) -> Link:
    order = list(NodeState)
    shown = min((seat.shows for seat in seats), key=order.index, default=NodeState.NOT_MENTIONED)
    return replace(link, seats=seats, state=shown)
