"""The browser components: canvas, chain map, source text and search box. They get data, never HTML made of data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st

_HERE = Path(__file__).parent
#: The parts of the canvas's script, in the order in which they are joined.
CANVAS_PARTS = ("canvas_look", "canvas_places", "canvas_light", "canvas_picture", "canvas_bar", "canvas_keys", "canvas")
CANVAS_HTML = """<div class="lianpu-graph">
<div class="bar" role="toolbar"></div><div class="legend" role="group"></div>
<div class="lianpu-canvas" tabindex="0" role="application"></div>
<p class="said" role="status"></p><div class="keys" role="dialog" hidden></div></div>"""
_VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def vis_script() -> str:
    """vis-network, as pyvis ships it (a UMD script that makes a global ``vis``), as a component's module."""
    return f"{_VIS.read_text(encoding='utf-8')}\nexport default function () {{}}"


@cache
def canvas_script() -> str:
    """The canvas's module: its parts are one scope."""
    return "\n".join(_text(f"{name}.js") for name in CANVAS_PARTS)


def graph_canvas(data: dict[str, Any], *, key: str, on_act: Callable[[], None]) -> None:
    """Show a canvas. ``st.session_state[key]["act"]`` holds what was done on it while the callback runs: {"do", "id"}.

    vis-network is a component of its own that never changes, so that a browser gets its half megabyte once.
    """
    library = st.components.v2.component("lianpu_vis", html="<i hidden></i>", js=vis_script())
    with st.container(height=1, border=False, key="canvas-library"):
        library(key=f"{key}-library")
    component = st.components.v2.component(
        "lianpu_canvas",
        html=CANVAS_HTML,
        css=_text("canvas.css"),
        js=canvas_script(),
        isolate_styles=False,
    )
    component(key=key, data=data, on_act_change=on_act)


def chain_map(data: dict[str, Any], *, key: str, on_select: Callable[[], None]) -> None:
    """Show a chain in columns. ``st.session_state[key]`` holds the link's IRI under ``select`` in the callback."""
    component = st.components.v2.component(
        "lianpu_chain",
        html='<div class="lianpu-chain"></div>',
        css=_text("chain.css"),
        js=_text("chain.js"),
        isolate_styles=False,
    )
    component(key=key, data=data, on_select_change=on_select)


SOURCE_HTML = """<div class="lianpu-reading"><div class="strip" aria-hidden="true"></div>
<div class="lianpu-source" role="region" tabindex="0"></div><button type="button" class="pick" hidden></button></div>"""


def source_text(data: dict[str, Any], *, key: str, on_passage: Callable[[], None]) -> str | None:
    """Show a report with its mentions. Returns the IRI of the mention that was just clicked, or None.

    ``st.session_state[key]["passage"]`` holds a passage that was picked, as "start-end" in characters, while
    ``on_passage`` runs.
    """
    component = st.components.v2.component(
        "lianpu_source",
        html=SOURCE_HTML,
        css=_text("source.css"),
        js=_text("source.js"),
        isolate_styles=False,
    )
    result: Any = component(key=key, data=data, on_open_change=lambda: None, on_passage_change=on_passage)
    opened = result.open
    return opened if isinstance(opened, str) else None


def search_box(data: dict[str, Any], *, key: str) -> tuple[str, str] | None:
    """Show the search box. Returns (kind, id) of what was just chosen, or None. The box asks the route for matches."""
    component = st.components.v2.component(
        "lianpu_search",
        html='<div class="lianpu-search" role="search"></div>',
        css=_text("search.css"),
        js=_text("search.js"),
        isolate_styles=False,
    )
    result: Any = component(key=key, data=data, on_open_change=lambda: None)
    chosen = result.open
    if isinstance(chosen, Mapping) and isinstance(chosen.get("kind"), str) and isinstance(chosen.get("id"), str):
        return chosen["kind"], chosen["id"]
    return None


def page_keys(data: dict[str, Any], *, key: str, on_press: Callable[[], None]) -> None:
    """Listen to single keys. ``st.session_state[key]["press"]`` holds {"key", "item"} while the callback runs."""
    component = st.components.v2.component("lianpu_keys", html="<i hidden></i>", js=_text("keys.js"))
    component(key=key, data=data, on_press_change=on_press)
