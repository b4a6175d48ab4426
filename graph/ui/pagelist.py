"""Which pages there are. Pages are files, so that tests can reach them."""

from __future__ import annotations

import streamlit as st

from graph.ui.catalogue import t

OVERVIEW, GRAPH, CHAIN, SPARQL, SOURCE = (
    f"pages/{name}.py" for name in ("overview", "explore", "chain", "sparql", "source")
)


def page_list() -> list[st.Page]:
    """The pages in the order of the menu, titled in the session's language."""
    return [
        st.Page(OVERVIEW, title=t("nav.overview"), icon=":material/home:", url_path="overview", default=True),
        st.Page(GRAPH, title=t("nav.graph"), icon=":material/hub:", url_path="graph"),
        st.Page(CHAIN, title=t("nav.chain"), icon=":material/account_tree:", url_path="chain"),
        st.Page(SPARQL, title=t("nav.sparql"), icon=":material/terminal:", url_path="sparql"),
        st.Page(SOURCE, title=t("nav.source"), icon=":material/article:", url_path="source"),
    ]
