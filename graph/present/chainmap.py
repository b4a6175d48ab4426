"""A chain as columns from upstream to downstream, for the chain component: plain data, one card a link."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from graph.gaps.model import Gap
from graph.gaps.words import Language
from graph.model import EntityType, NodeState, Stage
from graph.present.chainwires import Layout, Wire, lay_out
from graph.present.gaptables import kind_label
from graph.present.palette import MARKS, STATE_GLYPHS
from graph.query.values import ChainView, Link

#: Who is named first on a card.
_SEAT_ORDER = (EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PLATFORM, EntityType.PRODUCT, EntityType.INDUSTRY)
SEATS_SHOWN = 3
#: A lone support link does not fill the whole row.
LEAST_ABREAST = 4


@dataclass(frozen=True)
class Words:
    """What stages and states are called in a language."""

    language: Language
    stages: Mapping[Stage, str]
    states: Mapping[NodeState, str]


def chain_columns(
    view: ChainView,
    *,
    language: Language,
    stages: Mapping[Stage, str],
    states: Mapping[NodeState, str],
    gaps: Iterable[Gap] = (),
    layout: Layout | None = None,
    faded: Collection[str] = (),
) -> dict[str, Any]:
    """Columns of cards, and the lines between them, with every text in ``language``.

    Links that are among ``gaps`` carry the class as a badge; those that are ``faded`` (by IRI) step back. ``grid`` has
    the numbers of columns and rows. Raises ValueError where a stage has no title.
    """
    laid = layout or lay_out(view)
    badges = {gap.link.iri: kind_label(gap, language) for gap in gaps if gap.link.iri not in faded}
    seats = _places(laid)
    ordered = in_flow(view.links, view.supplies)
    words = Words(language, stages, states)
    columns = [
        {
            "stage": stage.value,
            "title": stages[stage],
            "at": _span(laid, stage),
            "links": [
                {
                    **_card(link, words, badges.get(link.iri, "")),
                    "at": seats[link.iri],
                    "faded": link.iri in faded,
                }
                for link in links
            ],
        }
        for stage in Stage
        if (links := [link for link in ordered if link.stage is stage])
    ]
    abreast = max([LEAST_ABREAST, *map(len, laid.grid.support)])
    return {
        "columns": columns,
        "grid": {"columns": len(laid.grid.columns), "rows": laid.grid.rows, "abreast": abreast},
        "wires": [{**wire.plain(), "held": holding(view, wire)} for wire in laid.wires],
    }


def holding(view: ChainView, wire: Wire) -> str:
    """How far a supply line is held locally: ``held`` with makers at both ends, ``coming`` with both ends named, else
    ``open``."""
    states = {view.by_iri[iri].state for iri in wire.edge}
    if states == {NodeState.PRODUCING}:
        return "held"
    return "open" if NodeState.NOT_MENTIONED in states else "coming"


def held_lines(view: ChainView) -> int:
    """How many supply lines have makers at both ends."""
    return sum(all(view.by_iri[iri].state is NodeState.PRODUCING for iri in edge) for edge in view.supplies)


def in_flow(links: Sequence[Link], supplies: Iterable[tuple[str, str]]) -> list[Link]:
    """Links by how many steps of supply lie before them, ties by name; a reference chain has no circle."""
    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(link.iri for link in links)
    flow.add_edges_from(supplies)
    depth = {iri: steps for steps, layer in enumerate(nx.topological_generations(flow)) for iri in layer}
    return sorted(links, key=lambda link: (depth[link.iri], link.zh))


def _places(laid: Layout) -> dict[str, list[int]]:
    """Column and row of each link, counted from 0; of a support link its slot and its row among support."""
    support = {iri: [slot, r] for r, row in enumerate(laid.grid.support) for slot, iri in enumerate(row)}
    return {**{iri: list(seat) for iri, seat in laid.grid.seats().items()}, **support}


def _span(laid: Layout, stage: Stage) -> list[int]:
    """The first column of a stage and how many it has."""
    at = [c for c, s in enumerate(laid.grid.stages) if s is stage]
    return [at[0], len(at)] if at else [0, 0]


def _card(link: Link, words: Words, badge: str) -> dict[str, Any]:
    seats = sorted(link.seats, key=lambda s: (_SEAT_ORDER.index(s.thing.type), -s.thing.degree, s.thing.name))
    names = list(dict.fromkeys((MARKS[s.thing.type].glyph, MARKS[s.thing.type].colour, s.thing.name) for s in seats))
    return {
        "iri": link.iri,
        "title": link.zh if words.language == "zh" else link.en,
        "state": link.state.value,
        "stateText": f"{STATE_GLYPHS[link.state]} {words.states[link.state]}",
        "key": link.key,
        "shared": len(link.same),
        "badge": badge,
        "seats": [{"glyph": g, "colour": c, "name": n} for g, c, n in names[:SEATS_SHOWN]],
        "more": max(0, len(names) - SEATS_SHOWN),
    }
