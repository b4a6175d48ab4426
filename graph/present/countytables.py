"""Counties as data for the map and matrix components, and as rows for files: every text in the page's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.gaps.words import Language
from graph.model import EntityType, NodeState
from graph.network.counties import Cell, CountyMatrix
from graph.present.counties import KINDS, Basis, Measure, Profile
from graph.present.countymap import CountyMap
from graph.present.networktables import chain_label, link_label
from graph.present.palette import STATE_GLYPHS
from graph.query.values import Thing
from graph.tables import Row

#: How strong the faintest and the strongest shade are, in per cent of the accent colour.
FAINT, STRONG = 9, 58


def shade(count: int, most: int) -> int:
    """How strong the colour of a count is, in per cent: 0 for none, the most is ``STRONG``.

    >>> shade(0, 9), shade(9, 9), shade(1, 9)
    (0, 58, 14)
    """
    if count <= 0 or most <= 0:
        return 0
    return round(FAINT + (STRONG - FAINT) * count / most)


def map_data(drawn: CountyMap, profiles: Sequence[Profile], measure: Measure) -> dict[str, Any]:
    """The map for its component: shapes and tiles with their count by ``measure`` and the shade of it. What is counted
    for a whole place (no county named) is not drawn."""
    parts = {profile.county.iri: profile for profile in profiles if not profile.whole}
    counts = {iri: profile.count(measure) for iri, profile in parts.items()}
    most = max(counts.values(), default=0)

    def told(county: Thing) -> dict[str, Any]:
        count = counts[county.iri]
        return {"iri": county.iri, "name": county.name, "count": count, "shade": shade(count, most)}

    return {
        "width": drawn.width,
        "height": drawn.height,
        "shapes": [
            {**told(parts[one.iri].county), "path": one.path, "x": one.x, "y": one.y, "room": one.room}
            for one in drawn.shapes
            if one.iri in parts
        ],
        "tiles": [told(county) for county in drawn.tiles if county.iri in parts],
    }


def matrix_data(
    matrix: CountyMatrix,
    profiles: Sequence[Profile],
    language: Language,
    states: Mapping[NodeState, str],
    *,
    whole: str,
    told: str,
) -> dict[str, Any]:
    """The matrix for its component: chains as rows (those that a county holds a part of), counties as columns.

    ``whole`` heads the column of what no sentence puts in a county; ``told`` is what a cell says to a screen reader,
    with the slots {county}, {chain}, {n}, {links} and {state}.
    """
    held = {cell.chain.id for cell in matrix.cells}
    counts = {(cell.county.iri, cell.chain.id): things_in(cell) for cell in matrix.cells}
    most = max(counts.values(), default=0)
    rows = []
    for info in matrix.chains:
        if info.id in held:
            name = chain_label(info, language)
            cells: list[dict[str, Any] | None] = []
            for profile in profiles:
                cell = matrix.cell(profile.county.iri, info.id)
                if cell is None:
                    cells.append(None)
                    continue
                count = counts[profile.county.iri, info.id]
                words = {"county": profile.county.name, "chain": name, "n": count, "links": len(cell.links)}
                cells.append(
                    {
                        "n": count,
                        "glyph": STATE_GLYPHS[cell.state],
                        "shade": shade(count, most),
                        "told": told.format(**words, state=states[cell.state]),
                    }
                )
            rows.append({"id": info.id, "name": name, "cells": cells, "total": sum(c["n"] for c in cells if c)})
    columns = [
        {"iri": p.county.iri, "name": whole if p.whole else p.county.name, "total": sum(map(things_in, p.cells))}
        for p in profiles
    ]
    return {"rows": rows, "columns": columns}


def things_in(cell: Cell) -> int:
    """How many different things a county has on a chain."""
    return len({holding.seat.thing.iri for holding in cell.holdings})


def matrix_rows(matrix: CountyMatrix, language: Language, states: Mapping[NodeState, str]) -> list[Row]:
    """One row for each thing that a county holds on a chain: ``county``, ``chain``, ``link``, ``thing``, ``state`` and
    the ``sentence`` that puts it there."""
    return [
        {
            "county": cell.county.name,
            "chain": chain_label(cell.chain, language),
            "link": link_label(holding.link, language),
            "thing": holding.seat.thing.name,
            "state": states[holding.seat.shows],
            "sentence": holding.fact.evidence.words,
        }
        for cell in matrix.cells
        for holding in cell.holdings
    ]


def profile_rows(profile: Profile, kinds: Mapping[EntityType, str], bases: Mapping[Basis, str]) -> list[Row]:
    """One row for each thing that a county has and sentence that says so: ``kind``, ``thing``, ``place``, ``basis``,
    ``sentence``."""
    return [
        {
            "kind": kinds[kind],
            "thing": held.thing.name,
            "place": held.place.name,
            "basis": bases[held.basis].format(through=held.through.name if held.through else ""),
            "sentence": words,
        }
        for kind in KINDS
        for held in profile.held[kind]
        for words in dict.fromkeys(fact.evidence.words for fact in held.facts) or [""]
    ]
