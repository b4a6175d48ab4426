"""The canvas of the graph page: its tools, what is on it, and the same content as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from graph.present.canvas import Canvas, canvas
from graph.present.exploration import Layout, View
from graph.present.graphtables import LINK_COLUMNS, NAME_COLUMNS, link_rows, name_rows
from graph.present.history import Step
from graph.present.layouts import COLUMNS, FRAMING
from graph.present.palette import MARKS
from graph.present.scene import Scene, scene
from graph.ui import state
from graph.ui.catalogue import predicate_labels, stage_labels, strings, t, type_labels
from graph.ui.components import graph_canvas
from graph.ui.parts import exploring

HEIGHT = 540
_KEY = "graph-canvas"
#: The steps of the canvas that take a name.
_DO: dict[str, Callable[[str], None]] = {
    "select": exploring.select,
    "expand": exploring.expand,
    "collapse": exploring.collapse,
    "hide": exploring.hide,
    "pin": exploring.pin,
    "only": exploring.only,
}
#: Those that take none.
_DO_ALONE: dict[str, Callable[[], None]] = {
    "undo": exploring.undo,
    "redo": exploring.redo,
    "unhide": exploring.unhide,
    "endpath": exploring.end_path,
}


def current_scene(view: View) -> Scene:
    """What the view shows."""
    return scene(view, state.knowledge(), state.neighbours())


def draw_canvas(view: View, shown: Scene) -> None:
    """The canvas itself with its tools and legend, and what is not to be seen on it."""
    if not view.shown:
        st.info(t("canvas.empty"), icon=":material/search_off:")
        last = exploring.history().undoes
        if last:
            label = t("canvas.undo_step", step=_step(last))
            st.button(label, icon=":material/undo:", on_click=exploring.undo, key="undo")
        return
    drawn = canvas(
        shown.things,
        shown.facts,
        type_labels=type_labels(),
        predicate_labels=predicate_labels(),
        left=shown.left,
        slots=shown.slots,
        pinned=view.pinned,
    )
    graph_canvas(_data(view, drawn), key=_KEY, on_act=_acted)
    _notes(view, shown, drawn)


def tables(shown: Scene) -> None:
    """What the canvas shows, as tables: links with their sentences, and names."""
    with st.expander(t("graph.table")):
        links, names = st.tabs([t("canvas.links"), t("canvas.names")])
        reports = {iri: source.info for iri, source in state.knowledge().sources.items()}
        rows = link_rows(shown.facts, state.things(), reports, predicate_labels())
        with links:
            if not rows:
                st.caption(t("canvas.no_links"))
            st.dataframe(pd.DataFrame(rows, columns=list(LINK_COLUMNS)), hide_index=True, column_config=heads("link"))
        with names:
            named = name_rows(shown.things, type_labels())
            st.dataframe(pd.DataFrame(named, columns=list(NAME_COLUMNS)), hide_index=True, column_config=heads("name"))


def heads(table: str) -> dict[str, str]:
    """The heads of the columns of a table: ``link`` or ``name``."""
    columns = LINK_COLUMNS if table == "link" else NAME_COLUMNS
    return {column: t(f"canvascolumn.{column}") for column in columns}


def _data(view: View, drawn: Canvas) -> dict[str, Any]:
    history = exploring.history()
    return {
        "nodes": list(drawn.nodes),
        "edges": list(drawn.edges),
        "options": drawn.options,
        "selected": view.selected,
        "anchor": view.anchor,
        "generation": view.generation,
        "layout": view.layout.value,
        "columns": _columns() if view.layout is Layout.LAYERED else [],
        "path": _path(view),
        "height": HEIGHT,
        "description": t("graph.canvas", nodes=len(drawn.nodes), edges=len(drawn.edges)),
        "kinds": [
            {"kind": kind.value, "label": label, "glyph": MARKS[kind].glyph, "colour": MARKS[kind].colour}
            for kind, label in type_labels().items()
        ],
        "undo": t("canvas.undo_step", step=_step(history.undoes)) if history.undoes else None,
        "redo": t("canvas.redo_step", step=_step(history.redoes)) if history.redoes else None,
        "words": _words(),
    }


def _columns() -> list[str]:
    names = stage_labels()
    ends = (t("canvas.framing"), t("canvas.unplaced"))
    return [names[stage] if stage else ends[place > FRAMING] for place, stage in enumerate(COLUMNS)]


def _path(view: View) -> list[str]:
    found = state.joining(*view.path) if view.path else None
    return [point.iri for point in found.points] if found else []


def _step(step: Step) -> str:
    thing = state.things().get(step.about)
    return t(f"step.{step.kind.value}", name=thing.name if thing else "")


def _words() -> dict[str, str]:
    """The strings that the canvas's own script shows."""
    table = "canvastool."
    names = (key.removeprefix(table) for key in strings() if key.startswith(table))
    return {name: t(f"canvastool.{name}") for name in names}


def _notes(view: View, shown: Scene, drawn: Canvas) -> None:
    notes = [t("graph.shown", nodes=len(drawn.nodes), edges=len(drawn.edges)), t("canvas.hint")]
    if shown.filtered:
        notes.insert(1, t("canvas.filtered", n=shown.filtered))
    if drawn.edges_left:
        notes.insert(1, t("canvas.edges_left", n=drawn.edges_left))
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(" · ".join(notes), width="content")
        if view.away:
            label = t("canvas.unhide", n=len(view.away))
            st.button(label, type="tertiary", icon=":material/visibility:", on_click=exploring.unhide, key="unhide")


def _acted() -> None:
    """Do what was asked for on the canvas; what it sends is held against what there is."""
    sent = st.session_state[_KEY].get("act")
    if not isinstance(sent, dict):
        return
    known = state.things()
    do, iri, to = (str(sent.get(name)) for name in ("do", "id", "to"))
    if do in _DO_ALONE:
        _DO_ALONE[do]()
    elif do == "layout" and sent.get("layout") in set(Layout):
        exploring.arrange(Layout(sent["layout"]))
    elif do == "join" and iri in known and to in known and iri != to:
        exploring.join(iri, to)
    elif do in _DO and iri in known:
        _DO[do](iri)
