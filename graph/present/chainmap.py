"""A chain as columns from upstream to downstream, for the chain component: plain data, one card a link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import networkx as nx

from graph.gaps.model import Gap
from graph.gaps.words import Language
from graph.model import EntityType, NodeState, Stage
from graph.present.gaptables import kind_label
from graph.present.palette import MARKS, STATE_GLYPHS
from graph.query.values import ChainView, Link

#: Who is named first on a card.
_SEAT_ORDER = (EntityType.ENTERPRISE, EntityType.PROJECT, EntityType.PLATFORM, EntityType.PRODUCT, EntityType.INDUSTRY)
SEATS_SHOWN = 3


def chain_columns(
    view: ChainView,
    *,
    language: Language,
    stages: Mapping[Stage, str],
    states: Mapping[NodeState, str],
    gaps: Iterable[Gap] = (),
) -> dict[str, Any]:
    """Columns of cards, and the edges between them, with every text in ``language``.

    Links that are among ``gaps`` carry the class as a badge. Raises ValueError where a stage has no title.
    """
    badges = {gap.link.iri: kind_label(gap, language) for gap in gaps}
    ordered = in_flow(view.links, view.supplies)
    columns = [
        {
            "stage": stage.value,
            "title": stages[stage],
            "links": [_card(link, language, states, badges.get(link.iri, "")) for link in links],
        }
        for stage in Stage
        if (links := [link for link in ordered if link.stage is stage])
    ]
    return {"columns": columns, "edges": [list(pair) for pair in view.supplies]}


def in_flow(links: Sequence[Link], supplies: Iterable[tuple[str, str]]) -> list[Link]:
    """Links by how many steps of supply lie before them, ties by name; a reference chain has no circle."""
    flow: nx.DiGraph[str] = nx.DiGraph()
    flow.add_nodes_from(link.iri for link in links)
    flow.add_edges_from(supplies)
    depth = {iri: steps for steps, layer in enumerate(nx.topological_generations(flow)) for iri in layer}
    return sorted(links, key=lambda link: (depth[link.iri], link.zh))


def _card(link: Link, language: Language, states: Mapping[NodeState, str], badge: str) -> dict[str, Any]:
    seats = sorted(link.seats, key=lambda s: (_SEAT_ORDER.index(s.thing.type), -s.thing.degree, s.thing.name))
    names = list(dict.fromkeys((MARKS[s.thing.type].glyph, MARKS[s.thing.type].colour, s.thing.name) for s in seats))
    return {
        "iri": link.iri,
        "title": link.zh if language == "zh" else link.en,
        "state": link.state.value,
        "stateText": f"{STATE_GLYPHS[link.state]} {states[link.state]}",
        "key": link.key,
        "badge": badge,
        "seats": [{"glyph": g, "colour": c, "name": n} for g, c, n in names[:SEATS_SHOWN]],
        "more": max(0, len(names) - SEATS_SHOWN),
    }
