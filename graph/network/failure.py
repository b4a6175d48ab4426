"""What breaks if an enterprise stops: the links that it leaves, and who downstream is cut off."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import networkx as nx

from graph.model import EntityType, NodeState, Predicate
from graph.network.flow import SupplyNetwork, supply_network
from graph.network.values import JoinedLink
from graph.query.knowledge import Knowledge
from graph.query.values import Seat, Thing

_ACTIVE = (NodeState.PRODUCING, NodeState.IN_PROGRESS)


class Grade(StrEnum):
    """How hard a link downstream is hit."""

    DIRECT = "direct"  # 直接断供: it uses what is no longer made, and nobody makes another of the same kind for it
    INDIRECT = "indirect"  # 间接受影响: further down, and all local production behind it has stopped or is hit


@dataclass(frozen=True, slots=True)
class Loss:
    """A link whose state falls: what it was, what it becomes without the enterprise, and the seats that go.

    A link that was producing and no longer is, is unproduced; one that was in progress comes to a halt.
    """

    link: JoinedLink
    was: NodeState
    becomes: NodeState
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class CutOff:
    """A link downstream that produces or is being built, how hard it is hit, and the firms there (those that undertake
    its projects or make its products included).

    ``through`` are the links from what stopped to it, both included: the way with the fewest links that nobody here is
    named at, then the shortest.
    """

    link: JoinedLink
    grade: Grade
    through: tuple[JoinedLink, ...]
    firms: tuple[Thing, ...]
    seats: tuple[Seat, ...]

    @property
    def unnamed(self) -> tuple[JoinedLink, ...]:
        """The links on the way where the reports name no firm and no project: the more, the bolder the conclusion."""
        return tuple(link for link in self.through[1:-1] if link.state not in _ACTIVE)


@dataclass(frozen=True, slots=True)
class Failure:
    """All that breaks if an enterprise stops.

    ``losses`` are links whose state falls, ``carried`` the links it is at where others keep the state up. ``projects``
    are those that it alone undertakes. ``cut_off`` begins with the links hit directly, then those with the fewest
    unnamed links on the way. Only what the reports name is counted: other suppliers may well exist.
    """

    enterprise: Thing
    losses: tuple[Loss, ...]
    carried: tuple[JoinedLink, ...]
    projects: tuple[Thing, ...]
    cut_off: tuple[CutOff, ...]

    @property
    def unproduced(self) -> tuple[JoinedLink, ...]:
        """The links that nobody produces any more."""
        return tuple(loss.link for loss in self.losses if loss.was is NodeState.PRODUCING)

    @property
    def firms(self) -> tuple[Thing, ...]:
        """The firms that are hit, each once."""
        return tuple(dict.fromkeys(firm for cut in self.cut_off for firm in cut.firms))


def if_it_stops(knowledge: Knowledge, enterprise: str) -> Failure:
    """What breaks if an enterprise (by IRI), the projects that it alone undertakes and the products that it alone makes
    stop.

    A link is lost where its state without them is lower (a product that nobody makes any more is still intended).
    From the links that were producing, loss runs down the supply of all chains; a kind of thing also needs what
    supplies the thing (skos:broadMatch). Only links that produce or are in progress are hit:

    - directly, where the link uses a lost one and no other link that produces supplies it with the same kind of input
      (material, product, equipment, process, service), or a kind of the very thing that is lost;
    - indirectly, where producing links lie before it (the nearest ones up its supply, through links that nobody
      produces) and every one of them is lost or hit.

    Every link is lost, hit or not: the graph knows no shares. Raises KeyError for an IRI that is no enterprise's.
    """
    firm = knowledge.things[enterprise]
    if firm.type is not EntityType.ENTERPRISE:
        raise KeyError(enterprise)
    network = supply_network(knowledge)
    projects = _alone(knowledge, enterprise, Predicate.UNDERTAKES)
    products = _alone(knowledge, enterprise, Predicate.PRODUCES)
    gone = {enterprise, *(thing.iri for thing in (*projects, *products))}
    touched = [link for link in network.joined.values() if any(seat.thing.iri in gone for seat in link.seats)]
    losses = tuple(loss for link in touched if (loss := _loss(link, gone)).becomes is not loss.was)
    lost = {loss.link.iri for loss in losses if loss.was is NodeState.PRODUCING}
    fallen = {loss.link.iri for loss in losses}
    carried = tuple(link for link in touched if link.iri not in fallen)
    spread = _Spread(network, lost)
    cuts = [_cut(knowledge, spread, iri, grade, gone) for iri, grade in spread.hit.items() if iri not in fallen]
    ordered = sorted(cuts, key=_hardest)
    return Failure(firm, losses, carried, projects, tuple(ordered))


def _hardest(cut: CutOff) -> tuple[bool, int, int, str]:
    return cut.grade is Grade.INDIRECT, len(cut.unnamed), len(cut.through), cut.link.iri


class _Spread:
    """Which links are hit when ``lost`` ones stop, by IRI of joined links."""

    def __init__(self, network: SupplyNetwork, lost: Collection[str]) -> None:
        self._network = network
        self._lost = frozenset(lost)
        self._needs: nx.DiGraph[str] = nx.DiGraph()
        self._needs.add_nodes_from(network.joined)
        for iri in sorted(network.joined):
            self._needs.add_edges_from((supplier.iri, iri) for supplier in _suppliers(network, iri))
        self.hit = {iri: Grade.DIRECT for iri in sorted(self._active()) if self._is_cut(iri)}
        while further := [iri for iri in sorted(self._active()) if iri not in self.hit and self._is_starved(iri)]:
            self.hit |= dict.fromkeys(further, Grade.INDIRECT)

    def way_to(self, iri: str) -> tuple[JoinedLink, ...]:
        """The way along supply from a lost link to one that is hit, through the fewest unnamed links."""

        def cost(_: str, end: str, __: object) -> int:
            named = end == iri or self._network.joined[end].state in _ACTIVE
            return 1 if named else 1 + len(self._needs)

        _, way = nx.multi_source_dijkstra(self._needs, set(self._lost), iri, weight=cost)
        return tuple(self._network.joined[step] for step in way)

    def _active(self) -> Iterator[str]:
        """Links downstream of a lost one that produce or are in progress."""
        below = {end for start in self._lost for end in nx.descendants(self._needs, start)} - self._lost
        return (iri for iri in below if self._network.joined[iri].state in _ACTIVE)

    def _is_cut(self, iri: str) -> bool:
        suppliers = [self._network.joined[other] for other in self._needs.predecessors(iri)]
        left = [other for other in suppliers if self._produces(other)]
        missing = [other for other in suppliers if other.iri in self._lost]
        return any(not any(self._stands_in(other, gone) for other in left) for gone in missing)

    def _is_starved(self, iri: str) -> bool:
        before = self._nearest_producers(iri)
        return bool(before) and before <= self._lost | self.hit.keys()

    def _produces(self, link: JoinedLink) -> bool:
        return link.state is NodeState.PRODUCING and link.iri not in self._lost

    def _stands_in(self, other: JoinedLink, gone: JoinedLink) -> bool:
        kinds = {link.kind for link in gone.links}
        return gone in self._network.wider(other.iri) or any(link.kind in kinds for link in other.links)

    def _nearest_producers(self, iri: str) -> set[str]:
        """The producing links up the supply of a link, through links that nobody produced before the loss."""
        found: set[str] = set()
        seen, left = {iri}, [iri]
        while left:
            for before in self._needs.predecessors(left.pop()):
                if before in seen:
                    continue
                seen.add(before)
                if self._network.joined[before].state is NodeState.PRODUCING:
                    found.add(before)
                else:
                    left.append(before)
        return found


def _suppliers(network: SupplyNetwork, iri: str) -> Iterable[JoinedLink]:
    """What supplies a link, and what supplies the things that it is a kind of."""
    yield from network.suppliers(iri)
    for wider in network.wider(iri):
        yield from (supplier for supplier in network.suppliers(wider.iri) if supplier.iri != iri)


def _alone(knowledge: Knowledge, enterprise: str, predicate: Predicate) -> tuple[Thing, ...]:
    """The projects that no other enterprise undertakes, or the products that no other makes."""
    held = dict.fromkeys(fact.object for fact in knowledge.facts_from(enterprise, predicate))
    return tuple(
        knowledge.things[iri]
        for iri in held
        if {fact.subject for fact in knowledge.facts_to(iri, predicate)} == {enterprise}
    )


def _loss(link: JoinedLink, gone: Collection[str]) -> Loss:
    order = list(NodeState)
    left = [state for seat in link.seats if (state := _left_of(seat, gone)) is not NodeState.NOT_MENTIONED]
    becomes = min(left, key=order.index, default=NodeState.NOT_MENTIONED)
    return Loss(link, link.state, becomes, tuple(seat for seat in link.seats if seat.thing.iri in gone))


def _left_of(seat: Seat, gone: Collection[str]) -> NodeState:
    """What a seat still shows: a product that nobody makes any more is still one that the place wants."""
    if seat.thing.iri not in gone:
        return seat.shows
    return NodeState.INTENDED if seat.thing.type is EntityType.PRODUCT else NodeState.NOT_MENTIONED


def _cut(knowledge: Knowledge, spread: _Spread, iri: str, grade: Grade, gone: Collection[str]) -> CutOff:
    way = spread.way_to(iri)
    seats = tuple(s for s in way[-1].seats if s.shows in _ACTIVE and s.thing.iri not in gone)
    return CutOff(way[-1], grade, way, _firms(knowledge, seats, gone), seats)


def _firms(knowledge: Knowledge, seats: Iterable[Seat], gone: Collection[str]) -> tuple[Thing, ...]:
    found: dict[Thing, None] = {}
    for seat in seats:
        if seat.thing.type is EntityType.ENTERPRISE:
            found[seat.thing] = None
        for predicate in (Predicate.UNDERTAKES, Predicate.PRODUCES):
            for fact in knowledge.facts_to(seat.thing.iri, predicate):
                found[knowledge.things[fact.subject]] = None
    return tuple(firm for firm in found if firm.iri not in gone)
