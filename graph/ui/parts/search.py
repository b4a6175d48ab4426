"""The search box at the top of every page."""

from __future__ import annotations

import streamlit as st

from graph.ui import state
from graph.ui.catalogue import language, t
from graph.ui.components import search_box
from graph.ui.pagelist import page_at
from graph.ui.searching import target


def search_bar() -> None:
    """Find anything by any of its names; what is chosen is opened on its page."""
    with st.container(key="search-bar"):
        chosen = search_box(
            {
                "language": language(),
                "words": {
                    "label": t("search.label"),
                    "placeholder": t("search.placeholder"),
                    "clear": t("search.clear"),
                    "results": t("search.results"),
                    "can": t("search.can"),
                    "try": t("search.try"),
                    "loading": t("search.loading"),
                    "count": t("search.count"),
                    "close": t("search.close"),
                    "none": t("search.none"),
                    "tried": t("search.tried"),
                    "instead": t("search.instead"),
                    "more": t("search.more"),
                    "failed": t("search.failed"),
                    "retry": t("search.retry"),
                    "keys": t("search.keys"),
                },
            },
            key="search-box",
        )
    if chosen is not None:
        open_found(*chosen)


def open_found(kind: str, id_: str) -> None:
    """Go to the page of what was found; what the graph does not have is passed over."""
    entry = next((one for one in state.search_index().entries if (one.kind.value, one.id) == (kind, id_)), None)
    if entry is None:
        return
    path, parameters = target(entry)
    st.switch_page(page_at(path), query_params=parameters)
