"""Questions about reference chains as the reports fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from graph.chains.state import shown_state, strongest
from graph.errors import QueryError
from graph.model import NodeState, Stage, Tense
from graph.query.questions import Row, evidence, named, number, text
from graph.query.values import ChainInfo, ChainView, Link, Seat, Thing
from graph.store import GraphStore


def chains(store: GraphStore, things: Mapping[str, Thing]) -> tuple[ChainInfo, ...]:
    """Every reference chain with the states of its links, the best-filled first."""
    seats = seats_by_node(store, things)
    states: dict[str, Counter[NodeState]] = {}
    for row in store.select(named("chain_nodes")):
        state = strongest(seat.shows for seat in seats.get(text(row, "node"), ()))
        states.setdefault(text(row, "chain"), Counter())[state] += 1
    infos = [_info(row, states.get(text(row, "chain"), Counter())) for row in store.select(named("chains"))]
    return tuple(sorted(infos, key=lambda info: (-info.count(NodeState.PRODUCING) / max(info.links, 1), info.id)))


def chain(store: GraphStore, things: Mapping[str, Thing], chain_id: str) -> ChainView:
    """One chain with its links and who sits there. Raises QueryError where there is no such chain."""
    rows = [row for row in store.select(named("chains")) if _id(text(row, "chain")) == chain_id]
    if not rows:
        raise QueryError(f"There is no chain {chain_id!r}.", mend="Choose one from the list.")
    iri = text(rows[0], "chain")
    links = _links(store, iri, seats_by_node(store, things))
    edges = store.select(named("chain_edges", chain=iri))
    return ChainView(
        info=_info(rows[0], Counter(link.state for link in links)),
        description_zh=text(rows[0], "descriptionZh"),
        description_en=text(rows[0], "descriptionEn"),
        links=links,
        supplies=tuple((text(row, "from"), text(row, "to")) for row in edges),
    )


def seats_by_node(store: GraphStore, things: Mapping[str, Thing]) -> dict[str, tuple[Seat, ...]]:
    """Who sits on each chain node, by the node's IRI."""
    seats: dict[str, list[Seat]] = {}
    for row in store.select(named("seats")):
        thing = things.get(text(row, "thing"))
        if thing is not None:
            seats.setdefault(text(row, "node"), []).append(_seat(thing, row))
    return {node: tuple(found) for node, found in seats.items()}


def _seat(thing: Thing, row: Row) -> Seat:
    tense = Tense(text(row, "tense") or Tense.OTHER)
    shows = shown_state(thing.type, rule=text(row, "rule"), tense=tense)
    return Seat(thing, shows, text(row, "matched"), number(row, "confidence"), evidence(row))


def _links(store: GraphStore, chain_iri: str, seats: Mapping[str, tuple[Seat, ...]]) -> tuple[Link, ...]:
    aliases: dict[str, list[str]] = {}
    for row in store.select(named("chain_aliases", chain=chain_iri)):
        aliases.setdefault(text(row, "node"), []).append(text(row, "alias"))
    rows = [row for row in store.select(named("chain_nodes")) if text(row, "chain") == chain_iri]
    return tuple(_link(row, seats.get(text(row, "node"), ()), aliases) for row in rows)


def _link(row: Row, seats: tuple[Seat, ...], aliases: Mapping[str, list[str]]) -> Link:
    iri = text(row, "node")
    return Link(
        iri=iri,
        id=_id(iri),
        zh=text(row, "zh"),
        en=text(row, "en"),
        aliases=tuple(aliases.get(iri, ())),
        stage=Stage(text(row, "stage")),
        key=text(row, "key") == "true",
        gbt4754=text(row, "gbt4754") or None,
        state=strongest(seat.shows for seat in seats),
        seats=seats,
    )


def _info(row: Row, states: Counter[NodeState]) -> ChainInfo:
    iri = text(row, "chain")
    ordered = tuple((state, states[state]) for state in NodeState)
    return ChainInfo(iri, _id(iri), text(row, "zh"), text(row, "en"), ordered)


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
