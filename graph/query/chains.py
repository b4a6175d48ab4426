"""Questions about reference chains as the reports fill them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import TypeVar

from rdflib import SKOS

from graph.chains.state import shown_state, strongest
from graph.errors import QueryError
from graph.model import ChainSource, NodeState, Stage, Tense
from graph.query.questions import Row, evidence, named, number, text
from graph.query.values import ChainInfo, ChainView, Link, Seat, Thing
from graph.store import GraphStore
from graph.vocabulary import LP

T = TypeVar("T")


def chains(store: GraphStore, things: Mapping[str, Thing]) -> tuple[ChainInfo, ...]:
    """Every reference chain with the states of its links, the best-filled first."""
    return infos(views(store, things))


def infos(known: Iterable[ChainView]) -> tuple[ChainInfo, ...]:
    """The chains with the states of their links, the best-filled first."""
    told = (view.info for view in known)
    return tuple(sorted(told, key=lambda info: (-info.count(NodeState.PRODUCING) / max(info.links, 1), info.id)))


def chain(store: GraphStore, things: Mapping[str, Thing], chain_id: str) -> ChainView:
    """One chain with its links and who sits there. Raises QueryError where there is no such chain."""
    return choose(views(store, things), chain_id)


def choose(known: Iterable[ChainView], chain_id: str) -> ChainView:
    """The chain of that id. Raises QueryError, which names those there are, where there is no such chain."""
    by_id = {view.info.id: view for view in known}
    if chain_id not in by_id:
        raise QueryError(f"There is no chain {chain_id!r}.", mend=f"Choose one of {', '.join(sorted(by_id))}.")
    return by_id[chain_id]


def views(store: GraphStore, things: Mapping[str, Thing]) -> tuple[ChainView, ...]:
    """Every reference chain with its links and who sits there, by id.

    What sits at a link also sits at the links of other chains that mean the same.
    """
    links = _links(store, things)
    edges = _grouped(store.select(named("chain_edges")), "chain", _itself)
    sources = _grouped(store.select(named("chain_sources")), "chain", _itself)
    return tuple(
        _view(row, links.get(iri := text(row, "chain"), ()), edges.get(iri, ()), sources.get(iri, ()))
        for row in store.select(named("chains"))
    )


def _view(row: Row, links: tuple[Link, ...], edges: Iterable[Row], sources: Iterable[Row]) -> ChainView:
    flows: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for edge in edges:
        flows[text(edge, "relation")].append((text(edge, "from"), text(edge, "to")))
    iri, states = text(row, "chain"), Counter(link.state for link in links)
    ordered = tuple((state, states[state]) for state in NodeState)
    return ChainView(
        info=ChainInfo(iri, _id(iri), text(row, "zh"), text(row, "en"), ordered),
        description_zh=text(row, "descriptionZh"),
        description_en=text(row, "descriptionEn"),
        links=links,
        supplies=tuple(flows[str(LP.supplies)]),
        recycling=tuple(flows[str(LP.recyclesTo)]),
        sources=tuple(ChainSource(text(s, "title"), text(s, "url"), text(s, "publisher")) for s in sources),
        basis=text(row, "basis"),
    )


def _links(store: GraphStore, things: Mapping[str, Thing]) -> dict[str, tuple[Link, ...]]:
    aliases = _columns(store.select(named("chain_aliases")), "node", "alias")
    matches = store.select(named("chain_matches"))
    same = _columns((row for row in matches if text(row, "relation") == str(SKOS.exactMatch)), "node", "other")
    wider = _columns((row for row in matches if text(row, "relation") == str(SKOS.broadMatch)), "node", "other")
    seats = _seats(store, things)

    def link(row: Row) -> Link:
        iri = text(row, "node")
        there = _joint(seats, (iri, *same.get(iri, ())))
        return Link(
            iri=iri,
            id=_id(iri),
            zh=text(row, "zh"),
            en=text(row, "en"),
            aliases=aliases.get(iri, ()),
            stage=Stage(text(row, "stage")),
            kind=text(row, "kind"),
            key=text(row, "key") == "true",
            key_basis=text(row, "keyBasis") or None,
            gbt4754=text(row, "gbt4754") or None,
            same=same.get(iri, ()),
            wider=wider.get(iri, ()),
            state=strongest(seat.shows for seat in there),
            seats=there,
        )

    return _grouped(store.select(named("chain_nodes")), "chain", link)


def _joint(seats: Mapping[str, tuple[Seat, ...]], iris: Iterable[str]) -> tuple[Seat, ...]:
    """The seats at several links that mean one thing, each thing and reason once."""
    once: dict[tuple[str, str, int], Seat] = {}
    for iri in iris:
        for seat in seats.get(iri, ()):
            once.setdefault((seat.thing.iri, seat.evidence.report, seat.evidence.span.start), seat)
    return tuple(once.values())


def _seats(store: GraphStore, things: Mapping[str, Thing]) -> dict[str, tuple[Seat, ...]]:
    rows = (row for row in store.select(named("seats")) if text(row, "thing") in things)
    return _grouped(rows, "node", lambda row: _seat(things[text(row, "thing")], row))


def _seat(thing: Thing, row: Row) -> Seat:
    rule, tense, said = text(row, "rule"), Tense(text(row, "tense") or Tense.OTHER), evidence(row)
    through = text(row, "through")
    name = through if rule == "project" else thing.name
    return Seat(
        thing=thing,
        shows=shown_state(thing.type, rule=rule, tense=tense, name=name, words=said.words),
        words=text(row, "matched"),
        through=through,
        rule=rule,
        tense=tense,
        confidence=number(row, "confidence"),
        evidence=said,
    )


def _columns(rows: Iterable[Row], key: str, value: str) -> dict[str, tuple[str, ...]]:
    found = _grouped(rows, key, lambda row: text(row, value))
    return {name: tuple(sorted(those)) for name, those in found.items()}


def _grouped(rows: Iterable[Row], key: str, make: Callable[[Row], T]) -> dict[str, tuple[T, ...]]:
    """Rows as values, by one of their columns, each group in the order of its rows."""
    ordered = sorted(rows, key=lambda row: text(row, key))
    return {name: tuple(map(make, group)) for name, group in groupby(ordered, key=lambda row: text(row, key))}


def _itself(row: Row) -> Row:
    return row


def _id(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
