"""The search box."""

from __future__ import annotations

import streamlit as st

from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import thing_label
from graph.ui.pagelist import GRAPH


def search_box(label: str, *, key: str) -> None:
    """Find an entity by any of its names; choosing one opens it in the graph."""
    things = state.things()
    generation = st.session_state.setdefault(f"{key}-generation", 0)
    chosen = st.selectbox(
        label,
        list(things),
        index=None,
        format_func=lambda iri: thing_label(things[iri]),
        placeholder=t("overview.search_hint"),
        icon=":material/search:",
        key=f"{key}-{generation}",
    )
    if chosen:
        st.session_state[f"{key}-generation"] += 1
        st.switch_page(GRAPH, query_params={"node": state.short(chosen)})
