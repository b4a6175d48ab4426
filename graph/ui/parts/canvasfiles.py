"""What is on the canvas, to take away: tables, and the part of the graph in the forms of other programs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.network import gexf, graphml, project
from graph.present.graphtables import link_rows
from graph.present.scene import Scene
from graph.sharing import Form, subgraph
from graph.tables import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes
from graph.ui import state
from graph.ui.catalogue import predicate_labels, t
from graph.ui.parts.canvas import heads

_TURTLE, _JSONLD, _GEXF, _GRAPHML = "text/turtle", "application/ld+json", "application/gexf+xml", "application/xml"


def downloads(shown: Scene) -> None:
    """The files, each made when it is asked for."""
    with st.popover(t("canvas.files"), icon=":material/download:", key="files"):
        st.caption(t("canvas.files_hint"))
        for ending, mime, make in _forms(shown):
            st.download_button(
                t(f"canvasfile.{ending}"),
                make,
                file_name=f"lianpu.{ending}",
                mime=mime,
                key=f"file-{ending}",
                on_click="ignore",
                type="tertiary",
                icon=":material/download:",
                width="stretch",
            )


def _forms(shown: Scene) -> list[tuple[str, str, Callable[[], bytes]]]:
    known, columns = state.knowledge(), heads("link")
    store, labels = state.store(), predicate_labels()
    reports = {iri: source.info for iri, source in known.sources.items()}
    iris = [thing.iri for thing in shown.things]

    def rows() -> list[dict[str, str | int]]:
        return link_rows(shown.facts, known.things, reports, labels)

    return [
        ("csv", CSV_TYPE, lambda: csv_bytes(rows(), columns)),
        ("xlsx", XLSX_TYPE, lambda: xlsx_bytes(rows(), columns)),
        ("ttl", _TURTLE, lambda: subgraph(store, iris, shown.facts, Form.TURTLE).encode()),
        ("jsonld", _JSONLD, lambda: subgraph(store, iris, shown.facts, Form.JSONLD).encode()),
        ("gexf", _GEXF, lambda: gexf(project(shown.things, shown.facts)).encode()),
        ("graphml", _GRAPHML, lambda: graphml(project(shown.things, shown.facts)).encode()),
    ]
