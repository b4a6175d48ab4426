"""The SPARQL page's components: editor, result table and result graph. They get data, never HTML made of data."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent
#: The parts of the editor's script, in the order in which they are joined; they are one scope.
EDITOR_PARTS = ("editor_complete", "editor_lists", "editor")
EDITOR_HTML = """<div class="lianpu-editor"><div class="code"></div>
<div class="bar" role="toolbar"><button type="button" class="run"></button><span class="said" role="status"></span>
<span class="room"></span><button type="button" class="history" aria-expanded="false"></button>
<button type="button" class="saved" aria-expanded="false"></button><button type="button" class="share"></button></div>
<div class="lists" role="region" hidden></div><p class="keys"></p></div>"""


@cache
def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def query_editor(data: dict[str, Any], *, key: str, on_act: Callable[[], None]) -> None:
    """Show the editor. ``st.session_state[key]["act"]`` holds what is to be done while the callback runs: {"do": "run",
    "query"} or {"do": "cancel"}.

    CodeMirror is a component of its own that never changes, so that a browser gets it once; ``codemirror/`` makes it.
    """
    component = st.components.v2.component(
        "lianpu_editor",
        html=EDITOR_HTML,
        css=_text("editor.css"),
        js="\n".join(_text(f"{name}.js") for name in EDITOR_PARTS),
        isolate_styles=False,
    )
    component(key=key, data=data, on_act_change=on_act)
    library = st.components.v2.component("lianpu_codemirror", html="<i hidden></i>", js=_text("codemirror.min.js"))
    with st.container(height=1, border=False, key="editor-library"):
        library(key=f"{key}-library")


def result_table(data: dict[str, Any], *, key: str, on_act: Callable[[], None]) -> None:
    """Show a page of a result. ``st.session_state[key]["act"]`` holds {"do": "sort", "column"}, {"do": "page", "page"}
    or {"do": "open", "href"} while the callback runs."""
    component = st.components.v2.component(
        "lianpu_result",
        html='<div class="lianpu-result"></div>',
        css=_text("result.css"),
        js=_text("result.js"),
        isolate_styles=False,
    )
    component(key=key, data=data, on_act_change=on_act)


def result_graph(data: dict[str, Any], *, key: str, library: Callable[[], str], on_act: Callable[[], None]) -> None:
    """Show a result as a graph, drawn by vis-network. ``st.session_state[key]["act"]`` holds {"do": "open", "href"}
    while the callback runs."""
    vis = st.components.v2.component("lianpu_vis", html="<i hidden></i>", js=library())
    with st.container(height=1, border=False, key="canvas-library"):
        vis(key=f"{key}-library")
    component = st.components.v2.component(
        "lianpu_result_graph",
        html='<div class="lianpu-result-graph"><div class="drawing" role="img"></div><div class="zoom"></div></div>',
        css=_text("result.css"),
        js=_text("resultgraph.js"),
        isolate_styles=False,
    )
    component(key=key, data=data, on_act_change=on_act)
