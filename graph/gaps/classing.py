"""The gap class of a link, by the working definitions of chain-based promotion (断点、缺链、空白、弱链、卡点)."""

from __future__ import annotations

from collections.abc import Mapping

from graph.gaps.model import GapClass
from graph.model import EntityType, NodeState
from graph.query.values import ChainView, Link, Seat, Thing

_HELD_BY_NOBODY = (NodeState.INTENDED, NodeState.NOT_MENTIONED)


def gap_class(
    view: ChainView, link: Link, owners: Mapping[str, frozenset[str]], quotient: float | None = None
) -> GapClass | None:
    """How the chain breaks at a link, or None where it does not.

    ``owners`` are the enterprises (by IRI) that undertake a project; ``quotient`` is the link's location quotient where
    statistics were loaded: below 1, a link counts as weak however many firms are named. Neighbours are those along
    supply; recycling does not count. A link that nobody names and that no producing link touches is no gap: of most of
    a chain a place has nothing, and wants nothing.
    """
    if link.state is NodeState.PRODUCING:
        thin = len(producers(link, owners)) < 2 or (quotient is not None and quotient < 1)
        return GapClass.WEAK if thin else None
    if link.state not in _HELD_BY_NOBODY:
        return GapClass.WEAK
    sides = sum(any(other.state is NodeState.PRODUCING for other in side) for side in _sides(view, link))
    if sides:
        return GapClass.BREAK if sides > 1 else GapClass.MISSING
    return GapClass.BLANK if is_named(link) else None


def is_choke(link: Link) -> bool:
    """Whether a link is a choke (卡点): key and not producing."""
    return link.key and link.state is not NodeState.PRODUCING


def is_named(link: Link) -> bool:
    """Whether the report names anything at a link: a wish, a policy, a place for it."""
    return bool(link.seats)


def producers(link: Link, owners: Mapping[str, frozenset[str]]) -> tuple[Thing, ...]:
    """The distinct firms that make a link, in the order of its seats; none where the report names only the product.

    A project that runs counts as the enterprise that undertakes it, and as itself where the report does not say who.
    """
    shown = {seat.thing.iri: seat.thing for seat in link.seats if shows_maker(seat)}
    return tuple(thing for iri, thing in shown.items() if not owners.get(iri, frozenset()) & shown.keys())


def shows_maker(seat: Seat) -> bool:
    """Whether a seat names a maker: a firm that produces, or a project that runs."""
    return seat.shows is NodeState.PRODUCING and seat.thing.type in (EntityType.ENTERPRISE, EntityType.PROJECT)


def _sides(view: ChainView, link: Link) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    return view.suppliers(link), view.users(link)
