"""Which pages there are. Pages are files, so that tests can reach them.

Their folder is not called ``pages``: Streamlit would list that one by itself before this list is known, and answer a
link to a page with the wrong one.
"""

from __future__ import annotations

import streamlit as st

from graph.ui.catalogue import t

OVERVIEW, GRAPH, CHAIN, GAPS, ASK = (f"screens/{name}.py" for name in ("overview", "explore", "chain", "gaps", "ask"))
COUNTIES, TARGETS, NETWORK, COMPARE = (f"screens/{name}.py" for name in ("counties", "targets", "network", "compare"))
SOURCE, IMPORT, REVIEW, SPARQL = (f"screens/{name}.py" for name in ("source", "importing", "review", "sparql"))

#: The menu: what is used daily stands open, the rest under a heading. Each page by its name in the catalogue, which is
#: its address too, with its file and icon.
MENU: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (
        ("overview", OVERVIEW, "home"),
        ("graph", GRAPH, "hub"),
        ("chain", CHAIN, "account_tree"),
        ("gaps", GAPS, "handshake"),
        ("ask", ASK, "forum"),
    ),
    "nav.analysis": (
        ("counties", COUNTIES, "map"),
        ("targets", TARGETS, "flag"),
        ("network", NETWORK, "conversion_path"),
        ("compare", COMPARE, "compare_arrows"),
    ),
    "nav.data": (
        ("source", SOURCE, "article"),
        ("import", IMPORT, "upload_file"),
        ("review", REVIEW, "rule"),
        ("sparql", SPARQL, "terminal"),
    ),
}
_ROOT = "overview"

#: The addresses of the pages, the root among them.
PATHS = frozenset("" if name == _ROOT else name for group in MENU.values() for name, _, _ in group)


def menu() -> dict[str, list[st.Page]]:
    """The pages in the order of the menu by the heading they stand under, titled in the session's language."""
    return {t(heading) if heading else "": [_page(*page) for page in group] for heading, group in MENU.items()}


def page_at(path: str) -> st.Page:
    """The page at an address; KeyError where there is none."""
    for group in MENU.values():
        for name, file, icon in group:
            if path == ("" if name == _ROOT else name):
                return _page(name, file, icon)
    raise KeyError(path)


def _page(name: str, file: str, icon: str) -> st.Page:
    title, material = t(f"nav.{name}"), f":material/{icon}:"
    if name == _ROOT:
        return st.Page(file, title=title, icon=material, default=True)
    return st.Page(file, title=title, icon=material, url_path=name)
