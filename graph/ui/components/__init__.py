"""The three browser components: canvas, chain map and source text. They get data, never HTML made of data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
import streamlit as st

_HERE = Path(__file__).parent
_VIS = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2" / "vis-network.min.js"


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@cache
def _canvas_script() -> str:
    """vis-network (a UMD script that makes a global ``vis``), then our module."""
    return f"{_VIS.read_text(encoding='utf-8')}\n{_text('canvas.js')}"


def graph_canvas(
    data: dict[str, Any], *, key: str, on_select: Callable[[], None], on_expand: Callable[[], None]
) -> None:
    """Show a canvas. ``st.session_state[key]`` holds the IRI under ``select`` or ``expand`` while its callback runs."""
    component = st.components.v2.component(
        "lianpu_canvas",
        html='<div class="lianpu-canvas" role="img"></div>',
        css=_text("canvas.css"),
        js=_canvas_script(),
        isolate_styles=False,
    )
    component(key=key, data=data, on_select_change=on_select, on_expand_change=on_expand)


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


def source_text(data: dict[str, Any], *, key: str) -> str | None:
    """Show a report with its mentions. Returns the IRI of the mention that was just clicked, or None."""
    component = st.components.v2.component(
        "lianpu_source",
        html='<div class="lianpu-source" role="region" tabindex="0"></div>',
        css=_text("source.css"),
        js=_text("source.js"),
        isolate_styles=False,
    )
    result: Any = component(key=key, data=data, on_open_change=lambda: None)
    opened = result.open
    return opened if isinstance(opened, str) else None
