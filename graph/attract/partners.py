"""Local firms that a newcomer at a gap would buy from and sell to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from graph.attract.locality import Locality
from graph.attract.model import Partner
from graph.chains.state import STRENGTH
from graph.gaps.model import Gap
from graph.model import EntityType, NodeState, Predicate
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Link, Seat, Thing

#: How to tell whether a thing is of the place that the report with this IRI speaks for.
LocalityOf = Callable[[str], Locality]


def suppliers(knowledge: Knowledge, view: ChainView, gap: Gap, locality: LocalityOf) -> tuple[Partner, ...]:
    """Who a newcomer would buy from: those who produce first, then those who are about to, then those further on."""
    return _partners(knowledge, gap, gap.suppliers, view.suppliers, locality)


def customers(knowledge: Knowledge, view: ChainView, gap: Gap, locality: LocalityOf) -> tuple[Partner, ...]:
    """Who a newcomer would sell to, in the same order."""
    return _partners(knowledge, gap, gap.users, view.users, locality)


def _partners(
    knowledge: Knowledge,
    gap: Gap,
    neighbours: Iterable[Link],
    onward: Callable[[Link], tuple[Link, ...]],
    locality: LocalityOf,
) -> tuple[Partner, ...]:
    """Firms at the neighbours; for a neighbour that holds none and does not produce, those one step further on."""
    beside = {link.iri: link for link in neighbours}
    found: dict[tuple[str, str], Partner] = {}
    for link in beside.values():
        here = tuple(_at(knowledge, link, locality))
        empty = not here and link.state is not NodeState.PRODUCING
        further = [other for other in onward(link) if empty and other.iri not in {gap.link.iri, *beside}]
        for partner in (*here, *(p for other in further for p in _at(knowledge, other, locality))):
            found.setdefault((partner.firm.iri, partner.link.iri), partner)
    return tuple(sorted(found.values(), key=lambda p: (p.link.iri not in beside, *_order(p))))


def _at(knowledge: Knowledge, link: Link, locality: LocalityOf) -> Iterator[Partner]:
    """The local firms at a link, each by the strongest thing that shows it there."""
    best: dict[str, Partner] = {}
    for seat in link.seats:
        for firm in _firms(knowledge, seat):
            partner = Partner(firm, link, seat)
            held = best.get(firm.iri)
            if locality(seat.evidence.report).is_local(firm) and (held is None or _shown(seat) < _shown(held.seat)):
                best[firm.iri] = partner
    yield from best.values()


def _firms(knowledge: Knowledge, seat: Seat) -> Iterator[Thing]:
    """The firm that sits there, or those that undertake the project that sits there."""
    if seat.thing.type is EntityType.ENTERPRISE:
        yield seat.thing
    elif seat.thing.type is EntityType.PROJECT:
        for fact in knowledge.facts_to(seat.thing.iri, Predicate.UNDERTAKES):
            if fact.subject in knowledge.things:
                yield knowledge.things[fact.subject]


def _shown(seat: Seat) -> tuple[int, float, bool, int]:
    own = seat.thing.type is EntityType.ENTERPRISE
    return STRENGTH.index(seat.shows), -seat.confidence, not own, seat.evidence.span.start


def _order(partner: Partner) -> tuple[tuple[int, float, bool, int], str, str]:
    return _shown(partner.seat), partner.firm.name, partner.link.id
