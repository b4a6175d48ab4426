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

COUNTIES, TARGETS = (f"screens/{name}.py" for name in ("counties", "targets"))

ASK, COMPARE = (f"screens/{name}.py" for name in ("ask", "compare"))

IMPORT, REVIEW = (f"screens/{name}.py" for name in ("importing", "review"))

#: The addresses of the pages, the root among them.
PATHS = frozenset(
    {
        *("", "ask", "compare", "graph", "chain", "gaps", "counties", "targets", "network", "sparql", "source"),
        *("import", "review"),
    }
)


def page_list() -> list[st.Page]:
    """The pages in the order of the menu, titled in the session's language."""
    return [
        st.Page(OVERVIEW, title=t("nav.overview"), icon=":material/home:", default=True),
        st.Page(GRAPH, title=t("nav.graph"), icon=":material/hub:", url_path="graph"),
        st.Page(CHAIN, title=t("nav.chain"), icon=":material/account_tree:", url_path="chain"),
        st.Page(GAPS, title=t("nav.gaps"), icon=":material/handshake:", url_path="gaps"),
        st.Page(COUNTIES, title=t("nav.counties"), icon=":material/map:", url_path="counties"),
        st.Page(TARGETS, title=t("nav.targets"), icon=":material/flag:", url_path="targets"),
        st.Page(NETWORK, title=t("nav.network"), icon=":material/conversion_path:", url_path="network"),
        st.Page(ASK, title=t("nav.ask"), icon=":material/forum:", url_path="ask"),
        st.Page(COMPARE, title=t("nav.compare"), icon=":material/compare_arrows:", url_path="compare"),
        st.Page(SPARQL, title=t("nav.sparql"), icon=":material/terminal:", url_path="sparql"),
        st.Page(SOURCE, title=t("nav.source"), icon=":material/article:", url_path="source"),
        st.Page(IMPORT, title=t("nav.import"), icon=":material/upload_file:", url_path="import"),
        st.Page(REVIEW, title=t("nav.review"), icon=":material/rule:", url_path="review"),
    ]
