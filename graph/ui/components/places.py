"""The components of the counties and the targets pages. They get data, never HTML made of data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


def _show(name: str, html: str, script: str, data: dict[str, Any], key: str) -> dict[str, str] | None:
    component = st.components.v2.component(
        name,
        html=html,
        css=(_HERE / "places.css").read_text(encoding="utf-8"),
        js=(_HERE / script).read_text(encoding="utf-8"),
        isolate_styles=False,
    )
    result: Any = component(key=key, data=data, on_open_change=lambda: None)
    opened = result.open
    if not hasattr(opened, "items"):
        return None
    return {str(name): str(value) for name, value in opened.items()}


def county_map(data: dict[str, Any], *, key: str) -> dict[str, str] | None:
    """Show the counties on a map. Returns {"county": IRI} for the one that was just clicked, or None."""
    return _show("lianpu_county_map", '<div class="lianpu-countymap"></div>', "countymap.js", data, key)


def county_matrix(data: dict[str, Any], *, key: str) -> dict[str, str] | None:
    """Show chains by counties. Returns what was just clicked: {"county", "chain"} for a cell, one of them for a
    heading, or None."""
    return _show("lianpu_county_matrix", '<div class="lianpu-matrix"></div>', "countymatrix.js", data, key)


def target_cards(data: dict[str, Any], *, key: str) -> dict[str, str] | None:
    """Show targets beside what was reached. Returns {"report": IRI, "at"} where a sentence was just opened, or None."""
    return _show("lianpu_target_cards", '<div class="lianpu-targets"></div>', "targetcards.js", data, key)
