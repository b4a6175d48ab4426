"""Entities and facts as vis-network nodes, edges and options, built with pyvis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from graph.model import EntityType, Predicate
from graph.present.palette import MARKS, STRUCTURE
from graph.query.values import Fact, Thing

#: Characters a line of a node's label; Chinese names run long and a canvas is wide, not tall.
LABEL_WIDTH = 8
LABEL_LINES = 3

OPTIONS: dict[str, Any] = {
    "nodes": {
        "font": {"size": 16, "face": "inherit", "strokeWidth": 4, "vadjust": 0},
        "borderWidth": 1.5,
        "borderWidthSelected": 4,
        "scaling": {"min": 11, "max": 26, "label": False},
    },
    "edges": {
        "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
        "font": {"size": 13, "face": "inherit", "strokeWidth": 4, "align": "middle"},
        "smooth": {"enabled": True, "type": "continuous", "roundness": 0.3},
        "color": {"color": STRUCTURE},
        "width": 1.2,
        "selectionWidth": 2,
        "hoverWidth": 1,
    },
    "interaction": {"hover": True, "tooltipDelay": 250, "keyboard": {"enabled": False}, "multiselect": False},
    "layout": {"randomSeed": 11, "improvedLayout": True},
    "physics": {
        "solver": "forceAtlas2Based",
        "forceAtlas2Based": {
            "gravitationalConstant": -85,
            "centralGravity": 0.02,
            "springLength": 130,
            "springConstant": 0.07,
            "avoidOverlap": 0.9,
        },
        "stabilization": {"enabled": True, "iterations": 300, "fit": True},
        "maxVelocity": 60,
    },
}


@dataclass(frozen=True)
class Canvas:
    """What the browser draws: plain data, never markup."""

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    options: dict[str, Any]


def canvas(
    things: Iterable[Thing],
    facts: Iterable[Fact],
    *,
    type_labels: Mapping[EntityType, str],
    predicate_labels: Mapping[Predicate, str],
) -> Canvas:
    """The canvas of ``things`` and of those ``facts`` that join two of them; parallel facts become one edge."""
    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    for thing in things:
        _add_node(network, thing, type_labels[thing.type])
    shown = set(network.get_nodes())
    for (start, end), predicates in _joined(facts, shown).items():
        label = "、".join(predicate_labels[p] for p in predicates)
        network.add_edge(start, end, id=f"{start} {end}", label=label)
    options = network.options if isinstance(network.options, dict) else json.loads(network.options.to_json())
    return Canvas(tuple(network.nodes), tuple(network.edges), options)


def _add_node(network: Network, thing: Thing, type_label: str) -> None:
    mark = MARKS[thing.type]
    network.add_node(
        thing.iri,
        label=wrap(thing.name),
        shape=mark.shape,
        color=mark.colour,
        value=min(thing.degree, 30) + 1,
        title=f"{thing.name}\n{mark.glyph} {type_label}",
    )


def _joined(facts: Iterable[Fact], shown: set[str]) -> dict[tuple[str, str], list[Predicate]]:
    joined: dict[tuple[str, str], list[Predicate]] = {}
    for fact in facts:
        if fact.subject in shown and fact.object in shown:
            predicates = joined.setdefault((fact.subject, fact.object), [])
            if fact.predicate not in predicates:
                predicates.append(fact.predicate)
    return joined


def wrap(name: str, width: int = LABEL_WIDTH, lines: int = LABEL_LINES) -> str:
    """A name over lines of like length, none longer than ``width`` characters; cut with … after ``lines``.

    >>> wrap("铜及铜基新材料产业", width=8)
    '铜及铜基新\\n材料产业'
    >>> wrap("一二三四五六", width=2, lines=2)
    '一二\\n三…'
    """
    count = max(1, -(-len(name) // width))
    if count > lines:
        name, count = f"{name[: width * lines - 1]}…", lines
    length = -(-len(name) // count)
    return "\n".join(name[i : i + length] for i in range(0, max(len(name), 1), length))
