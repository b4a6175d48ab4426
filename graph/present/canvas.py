"""Entities and facts as vis-network nodes, edges and options, built with pyvis."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyvis.network import Network

from graph.model import EntityType, Predicate
from graph.present.labels import wrap
from graph.present.layouts import Slot
from graph.present.marking import excerpt
from graph.present.palette import MARKS, STRUCTURE
from graph.query.values import Fact, Thing

#: No canvas shows more edges than these; the surest are drawn.
MOST_EDGES = 1000
#: From so many edges on they are straight, which draws faster.
MANY_EDGES = 150
#: Up to so many names vis-network guesses first places well.
WELL_GUESSED = 100
#: Work that placing by force may take: names times iterations.
PLACING = 60_000

OPTIONS: dict[str, Any] = {
    "nodes": {
        "font": {"size": 16, "face": "inherit", "strokeWidth": 4, "vadjust": 0},
        "borderWidth": 1.5,
        "borderWidthSelected": 4,
        "scaling": {"min": 11, "max": 26, "label": {"enabled": False, "drawThreshold": 7}},
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
    """What the browser draws: plain data, never markup. ``edges_left`` says how many edges were too many."""

    nodes: tuple[dict[str, Any], ...]
    edges: tuple[dict[str, Any], ...]
    options: dict[str, Any]
    edges_left: int = 0


def canvas(
    things: Iterable[Thing],
    facts: Iterable[Fact],
    *,
    type_labels: Mapping[EntityType, str],
    predicate_labels: Mapping[Predicate, str],
    left: Mapping[str, int] | None = None,
    slots: Mapping[str, Slot] | None = None,
    pinned: Collection[str] = (),
) -> Canvas:
    """The canvas of ``things`` and of those ``facts`` that join two of them; parallel facts become one edge.

    ``left`` says how many neighbours of a name are not on the canvas, ``slots`` where a layout puts it.
    """
    network = Network(directed=True)
    network.set_options(json.dumps(OPTIONS))
    for thing in things:
        _add_node(network, thing, type_labels[thing.type])
    for node in network.nodes:
        _place(node, left or {}, slots or {}, pinned)
    joined = _joined(facts, set(network.get_nodes()))
    surest = sorted(joined, key=lambda ends: (-max(fact.confidence for fact in joined[ends]), ends))
    drawn = set(surest[:MOST_EDGES])
    for (start, end), said in joined.items():
        if (start, end) in drawn:
            _add_edge(network, start, end, said, predicate_labels)
    options = network.options if isinstance(network.options, dict) else json.loads(network.options.to_json())
    fitted = _fitted(options, len(network.nodes), len(network.edges))
    return Canvas(tuple(network.nodes), tuple(network.edges), fitted, len(joined) - len(drawn))


def _add_node(network: Network, thing: Thing, type_label: str) -> None:
    mark = MARKS[thing.type]
    network.add_node(
        thing.iri,
        label=wrap(thing.name),
        shape=mark.shape,
        color=mark.colour,
        value=min(thing.degree, 30) + 1,
        title=f"{thing.name}\n{mark.glyph} {type_label}",
        kind=thing.type.value,
        name=thing.name,
    )


def _place(node: dict[str, Any], left: Mapping[str, int], slots: Mapping[str, Slot], pinned: Collection[str]) -> None:
    iri = node["id"]
    node["left"] = left.get(iri, 0)
    node["pinned"] = iri in pinned
    if iri in slots:
        node["slot"] = [slots[iri].group, slots[iri].turn]


def _add_edge(
    network: Network, start: str, end: str, said: Sequence[Fact], predicate_labels: Mapping[Predicate, str]
) -> None:
    label = "、".join(dict.fromkeys(predicate_labels[fact.predicate] for fact in said))
    surest = max(said, key=lambda fact: fact.confidence)
    words = excerpt(surest.evidence.words, [], width=80)
    title = f"{label} · {round(surest.confidence * 100)}%\n“{words}”"
    network.add_edge(start, end, id=f"{start} {end}", label=label, title=title)


def _joined(facts: Iterable[Fact], shown: set[str]) -> dict[tuple[str, str], list[Fact]]:
    joined: dict[tuple[str, str], list[Fact]] = {}
    for fact in facts:
        if fact.subject in shown and fact.object in shown:
            joined.setdefault((fact.subject, fact.object), []).append(fact)
    return joined


def _fitted(options: dict[str, Any], nodes: int, edges: int) -> dict[str, Any]:
    """The options for a canvas of this size: the larger, the less is spent on placing and on curves."""
    steps = max(60, min(300, PLACING // max(nodes, 1)))
    stabilization = {**options["physics"]["stabilization"], "iterations": steps}
    fitted = {**options, "physics": {**options["physics"], "stabilization": stabilization}}
    # Beyond this vis-network's first guess fails, says so on the console, and has taken its time.
    fitted["layout"] = {**options["layout"], "improvedLayout": nodes <= WELL_GUESSED}
    if edges > MANY_EDGES:
        fitted["edges"] = {**options["edges"], "smooth": {"enabled": False}}
        # While the picture moves the canvas's script draws them all as plain lines, in one stroke.
        moving = {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True}
        fitted["interaction"] = {**options["interaction"], **moving}
    return fitted
