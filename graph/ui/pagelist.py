"""Which pages there are. Pages are files, so that tests can reach them.

Their folder is not called ``pages``: Streamlit would list that one by itself before this list is known, and answer a
link to a page with the wrong one.
"""

from __future__ import annotations

import streamlit as st

from graph.ui.catalogue import t

OVERVIEW, GRAPH, CHAIN, GAPS, NETWORK, SPARQL, SOURCE = (
    f"screens/{name}.py" for name in ("overview", "explore", "chain", "gaps", "network", "sparql", "source")
)

#: The addresses of the pages, the root among them.
PATHS = frozenset({"", "graph", "chain", "gaps", "network", "sparql", "source"})


def page_list() -> list[st.Page]:
    """The pages in the order of the menu, titled in the session's language."""
    return [
        st.Page(OVERVIEW, title=t("nav.overview"), icon=":material/home:", default=True),
        st.Page(GRAPH, title=t("nav.graph"), icon=":material/hub:", url_path="graph"),
        st.Page(CHAIN, title=t("nav.chain"), icon=":material/account_tree:", url_path="chain"),
        st.Page(GAPS, title=t("nav.gaps"), icon=":material/handshake:", url_path="gaps"),
        st.Page(NETWORK, title=t("nav.network"), icon=":material/conversion_path:", url_path="network"),
        st.Page(SPARQL, title=t("nav.sparql"), icon=":material/terminal:", url_path="sparql"),
        st.Page(SOURCE, title=t("nav.source"), icon=":material/article:", url_path="source"),
    ]
