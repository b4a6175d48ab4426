"""The canvas of the graph page: what is on it, its tools, and the same content as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import pandas as pd
import streamlit as st

from graph.model import EntityType
from graph.present import exploration
from graph.present.canvas import canvas
from graph.present.exploration import View
from graph.present.palette import MARKS
from graph.query.values import Thing
from graph.ui import state
from graph.ui.catalogue import predicate_labels, t, type_labels
from graph.ui.components import graph_canvas
from graph.ui.frame import thing_label

HEIGHT = 540
_KEY = "graph-canvas"
_ADDRESS = "graph-address"
_SEARCH = "graph-search"


def current_view() -> View:
    """The view of this session; an address that names an entity or a type begins a new one."""
    asked = (st.query_params.get("node"), st.query_params.get("type"))
    view = cast("View | None", st.session_state.get(state.CANVAS))
    if view is None or view_is_stale(view) or (any(asked) and st.session_state.get(_ADDRESS) != asked):
        st.session_state[_ADDRESS] = asked
        view = _asked_view(*asked, generation=_next_generation())
        st.session_state[state.CANVAS] = view
    return view


def view_is_stale(view: View) -> bool:
    """Whether a rebuild took away something that the view shows."""
    return any(iri not in state.things() for iri in view.shown)


def set_view(view: View) -> None:
    """Show another view; the address follows the selection."""
    st.session_state[state.CANVAS] = view
    if view.selected:
        st.query_params["node"] = state.short(view.selected)
        st.query_params.pop("type", None)
    st.session_state[_ADDRESS] = (st.query_params.get("node"), st.query_params.get("type"))


def select(iri: str) -> None:
    """Select a name on the canvas."""
    set_view(exploration.choose(st.session_state[state.CANVAS], iri))


def expand(iri: str) -> None:
    """Add the next neighbours of a name."""
    view = st.session_state[state.CANVAS]
    set_view(exploration.expand(view, iri, state.facts_of(iri), state.things()))


def only(iri: str) -> None:
    """Begin anew from one name."""
    set_view(exploration.focus(iri, state.facts_of(iri), state.things(), generation=_next_generation()))


def reset() -> None:
    """Begin anew from the best-connected names."""
    for name in ("node", "type"):
        st.query_params.pop(name, None)
    set_view(_asked_view(None, None, generation=_next_generation()))


def toolbar(view: View) -> None:
    """Search, the counts, and beginning anew."""
    things = state.things()
    search, again = st.columns([5, 1], vertical_alignment="bottom")
    with search:
        st.selectbox(
            t("graph.search"),
            list(things),
            index=None,
            format_func=lambda iri: thing_label(things[iri]),
            placeholder=t("graph.search_hint"),
            icon=":material/search:",
            key=_SEARCH,
            on_change=_found,
        )
    with again:
        st.button(t("graph.reset"), icon=":material/restart_alt:", on_click=reset, width="stretch")


def draw_canvas(view: View) -> None:
    """The canvas itself, with its legend above it."""
    if not view.shown:
        st.info(t("overview.nothing"), icon=":material/search_off:")
        return
    things = [state.things()[iri] for iri in view.shown]
    drawn = canvas(
        things,
        state.facts_among(list(view.shown)),
        type_labels=type_labels(),
        predicate_labels=predicate_labels(),
    )
    _legend(things)
    graph_canvas(
        {
            "nodes": list(drawn.nodes),
            "edges": list(drawn.edges),
            "options": drawn.options,
            "selected": view.selected,
            "anchor": view.anchor,
            "generation": view.generation,
            "height": HEIGHT,
            "description": t("graph.canvas", nodes=len(drawn.nodes), edges=len(drawn.edges)),
        },
        key=_KEY,
        on_select=lambda: _clicked("select", select),
        on_expand=lambda: _clicked("expand", expand),
    )
    st.caption(f"{t('graph.shown', nodes=len(drawn.nodes), edges=len(drawn.edges))} · {t('graph.hint')}")


def links_table(view: View) -> None:
    """What the canvas shows, as a table with the sentences."""
    things, labels = state.things(), predicate_labels()
    with st.expander(t("graph.table")):
        rows = [
            {
                t("graph.from"): things[fact.subject].name,
                t("graph.relation"): labels[fact.predicate],
                t("graph.to"): things[fact.object].name,
                t("graph.sentence"): fact.evidence.words,
            }
            for fact in state.facts_among(list(view.shown))
        ]
        st.dataframe(pd.DataFrame(rows), hide_index=True)


def _legend(things: list[Thing]) -> None:
    labels = type_labels()
    present = {thing.type for thing in things}
    marks = "".join(
        f'<span><b style="color:{MARKS[kind].colour}">{MARKS[kind].glyph}</b> {labels[kind]}</span>'
        for kind in EntityType
        if kind in present
    )
    st.html(f'<div class="lianpu-legend">{marks}</div>')


def _asked_view(node: str | None, kind: str | None, *, generation: int) -> View:
    things = state.things()
    if node:
        iri = state.long(node)
        if iri in things:
            return exploration.focus(iri, state.facts_of(iri), things, generation=generation)
        st.warning(t("graph.unknown"), icon=":material/search_off:")
    wanted = EntityType(kind) if kind in set(EntityType) else None
    facts = state.facts_touching(exploration.first_names(things, wanted))
    return exploration.opening(things, facts, kind=wanted, generation=generation)


def _next_generation() -> int:
    st.session_state["graph-generation"] = st.session_state.get("graph-generation", 0) + 1
    return int(st.session_state["graph-generation"])


def _found() -> None:
    chosen = st.session_state[_SEARCH]
    if chosen:
        only(chosen)
        st.session_state[_SEARCH] = None


def _clicked(trigger: str, act: Callable[[str], None]) -> None:
    iri = st.session_state[_KEY].get(trigger)
    if iri in state.things():
        act(iri)
