"""A result on a map: the places that it names, each with its number or with how many rows name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from graph.model import EntityType
from graph.present.countymap import CountyMap, county_map
from graph.present.countytables import shade
from graph.present.resultnames import number_of
from graph.present.resulttable import numeric_columns, written
from graph.query.answer import Answer
from graph.query.values import Thing


@dataclass(frozen=True)
class ResultMap:
    """Places with what is shown of each by IRI; ``measure`` is the column that it comes from, None for the number of
    rows."""

    places: tuple[Thing, ...]
    values: Mapping[str, int | float]
    measure: str | None


def map_of(answer: Answer, things: Mapping[str, Thing]) -> ResultMap | None:
    """The map of a result, None where it names no place with a code of the national list."""
    rows: dict[str, list[int]] = {}
    for number, row in enumerate(answer.rows):
        for iri in {term["value"] for term in row if term and term["type"] == "uri"}:
            if iri in things and things[iri].type is EntityType.PLACE:
                rows.setdefault(iri, []).append(number)
    places = tuple(things[iri] for iri in rows)
    if not any(place.code for place in places):
        return None
    measured = _measure(answer, rows)
    if measured is None:
        return ResultMap(places, {iri: len(found) for iri, found in rows.items()}, None)
    values = {iri: number_of(answer.rows[found[0]][measured]) or 0 for iri, found in rows.items()}
    return ResultMap(places, values, answer.variables[measured])


def _measure(answer: Answer, rows: Mapping[str, list[int]]) -> int | None:
    """The first column of numbers, where each place has one row."""
    numbers = sorted(numeric_columns(answer))
    return numbers[0] if numbers and all(len(found) == 1 for found in rows.values()) else None


def drawn_map(found: ResultMap) -> CountyMap:
    """Counties as shapes where there are any; a city around them would cover them, so it stands beside as a tile."""
    counties = [place for place in found.places if place.code and not place.code.endswith("00")]
    shapes = {place.iri for place in (counties or found.places)}
    return county_map([place if place.iri in shapes else replace(place, code=None) for place in found.places])


def result_map_data(found: ResultMap, drawn: CountyMap) -> dict[str, Any]:
    """The map for its component; every text is text there."""
    most = max(found.values.values(), default=0)
    by_iri = {place.iri: place for place in found.places}

    def told(place: Thing) -> dict[str, Any]:
        value = found.values[place.iri]
        strength = shade(round(1000 * value / most) if most > 0 else 0, 1000)
        return {"iri": place.iri, "name": place.name, "count": written(value), "shade": strength}

    return {
        "width": drawn.width,
        "height": drawn.height,
        "shapes": [
            {**told(by_iri[one.iri]), "path": one.path, "x": one.x, "y": one.y, "room": one.room}
            for one in drawn.shapes
        ],
        "tiles": [told(place) for place in drawn.tiles],
    }
