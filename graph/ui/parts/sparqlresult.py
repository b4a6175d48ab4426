"""The SPARQL page's result: as a table, a graph, a chart or a map, and as files."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from graph.network import gexf, graphml
from graph.present.answers import page_of
from graph.present.palette import MARKS
from graph.present.resultchart import Chart, Shape, chart_of, chart_spec
from graph.present.resultfiles import drawn_network, file_rows
from graph.present.resultgraph import ResultGraph, graph_data, graph_of, joins_of, legend
from graph.present.resultmap import ResultMap, drawn_map, map_of, result_map_data
from graph.present.resultnames import ResultNames
from graph.present.resulttable import Order, pages, table_data, turned
from graph.query.answer import Answer, as_csv, as_json, as_jsonld, as_ntriples, as_rdfxml, as_tsv, as_turtle, as_xml
from graph.tables import XLSX_TYPE, xlsx_bytes
from graph.ui import state
from graph.ui.catalogue import t, type_labels
from graph.ui.components import places, vis_script
from graph.ui.components.editor import result_graph, result_table
from graph.ui.frame import escape
from graph.ui.pagelist import CHAIN, GRAPH, SOURCE
from graph.ui.parts.ask import wording
from graph.ui.parts.sparql import ORDER, last_run, marks, measure, told

TABLE, DRAWN, CHARTED, MAPPED = "table", "graph", "chart", "map"
_VIEW, _SHAPE, _LABELS, _TABLE_KEY, _GRAPH_KEY = (
    *("sparql-view", "sparql-shape", "sparql-labels"),
    *("sparql-table", "sparql-graph"),
)


def show_answer(answer: Answer) -> None:
    """The answer, in every way that it can be looked at."""
    if answer.kind == "boolean":
        st.success(t("sparql.yes") if answer.boolean else t("sparql.no"))
        st.caption(measure(answer))
        _downloads(answer, None)
        return
    if answer.truncated:
        st.warning(_truncated(answer), icon=":material/content_cut:")
    if not answer.rows:
        st.info(t("sparql.empty"), icon=":material/search_off:")
        _doubts()
        st.caption(measure(answer))
        return
    names = result_names()
    graph = graph_of(answer, names, joins_of(state.knowledge(), state.prefixes()["lp"]))
    chart, found = chart_of(answer), map_of(answer, state.things())
    offered = {TABLE: True, DRAWN: graph is not None, CHARTED: chart is not None, MAPPED: found is not None}
    view = _choose_view(answer, [name for name, there in offered.items() if there])
    if view == DRAWN and graph is not None:
        _graph(graph, names)
    elif view == CHARTED and chart is not None:
        _chart(answer, names, chart)
    elif view == MAPPED and found is not None:
        left, right = st.columns([3, 2], gap="large")
        with left:
            _map(found)
        with right:
            _table(answer, names)
    else:
        _table(answer, names)
    _downloads(answer, graph)


def result_names() -> ResultNames:
    """What results call things, in the session's language."""
    words = wording()
    terms = {term.iri: term.labels[words.language] for term in state.terms() if words.language in term.labels}
    return ResultNames(words, terms, {report.iri: report.title for report in state.reports()})


def _truncated(answer: Answer) -> str:
    n = f"{len(answer.rows):,}"
    full = len(answer.rows) >= state.settings().query_rows
    return t("sparql.truncated" if full else "sparql.truncated_text", n=n)


def _doubts() -> None:
    run = last_run()
    for mark in marks(run) if run is not None else ():
        st.warning(escape(t("sparql.at", line=mark.line, column=mark.column, said=told(mark))), icon=":material/help:")


def _choose_view(answer: Answer, offered: list[str]) -> str:
    """Which way to look at the result; only what it has is offered."""
    if st.session_state.get(_VIEW) not in offered:
        st.session_state[_VIEW] = DRAWN if answer.kind == "graph" and DRAWN in offered else TABLE
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        if len(offered) > 1:
            icons = {TABLE: "table_rows", DRAWN: "hub", CHARTED: "bar_chart", MAPPED: "map"}
            st.segmented_control(
                t("sparql.view"),
                offered,
                format_func=lambda name: f":material/{icons[name]}: {t(f'sparqlview.{name}')}",
                key=_VIEW,
                required=True,
                label_visibility="collapsed",
                width="content",
            )
        st.caption(measure(answer), width="content")
        if st.session_state[_VIEW] == TABLE:
            st.toggle(t("sparql.labels"), value=True, key=_LABELS, width="content")
    return str(st.session_state[_VIEW])


def _order() -> Order:
    order: Order = st.session_state.get(ORDER, Order())
    return Order(order.sort, order.page, labels=bool(st.session_state.get(_LABELS, True)))


def _table(answer: Answer, names: ResultNames) -> None:
    order = _order()
    told_page = t("sparql.page", page=min(order.page, pages(answer) - 1) + 1, pages=pages(answer))
    words = {
        **{name: t(f"sparql.{name}") for name in ("sort", "previous", "next", "pages")},
        **{"page": told_page, "label": t("sparql.table")},
    }
    result_table({**table_data(answer, names, order), "words": words}, key=_TABLE_KEY, on_act=_table_acted)
    _follow_link()


def _table_acted() -> None:
    sent = st.session_state[_TABLE_KEY].get("act")
    if not hasattr(sent, "get"):
        return
    order = _order()
    if sent.get("do") == "sort" and isinstance(sent.get("column"), int | float):
        st.session_state[ORDER] = Order(turned(order.sort, int(sent["column"])))
    elif sent.get("do") == "page" and isinstance(sent.get("page"), int | float):
        st.session_state[ORDER] = Order(order.sort, max(0, int(sent["page"])))
    else:
        _note_link(sent)


def _note_link(sent: Any) -> None:
    if sent.get("do") == "open" and isinstance(sent.get("href"), str):
        st.session_state["sparql-open"] = sent["href"]


def _follow_link() -> None:
    """Go to what was pressed: a callback itself cannot change the page."""
    href = st.session_state.pop("sparql-open", None)
    if href is not None:
        page, query = page_of(href)
        screens = {"graph": GRAPH, "chain": CHAIN, "source": SOURCE}
        if page in screens:
            st.switch_page(screens[page], query_params=query)


def _graph(graph: ResultGraph, names: ResultNames) -> None:
    labels = type_labels()
    kinds = "　".join(f"{MARKS[kind].glyph} {labels[kind]}" for kind in legend(graph, names))
    label = t("sparql.graph_label", nodes=len(graph.nodes), edges=len(graph.edges))
    words = {name: t(f"sparql.{name}") for name in ("closer", "farther", "whole")}
    data = {**graph_data(graph, names), "label": t("sparql.graph_alt", told=label), "words": words}
    result_graph(
        data, key=_GRAPH_KEY, library=vis_script, on_act=lambda: _note_link(st.session_state[_GRAPH_KEY]["act"])
    )
    _follow_link()
    notes = [label, *([kinds] if kinds else []), t("sparql.graph_hint")]
    if graph.left:
        notes.insert(1, t("sparql.graph_left", n=f"{graph.left:,}"))
    with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
        st.caption(" · ".join(notes), width="content")
        drawn = [iri for iri in graph.nodes if iri in state.things()]
        if drawn and st.button(t("sparql.explore"), icon=":material/hub:", key="sparql-explore", type="tertiary"):
            st.switch_page(GRAPH, query_params={"on": state.addresses().write(drawn)})


def _chart(answer: Answer, names: ResultNames, chart: Chart) -> None:
    if st.session_state.get(_SHAPE) not in chart.shapes:
        st.session_state[_SHAPE] = chart.shapes[0]
    if len(chart.shapes) > 1:
        st.pills(
            t("sparql.shape"),
            chart.shapes,
            format_func=lambda shape: t(f"sparqlshape.{shape.value}"),
            key=_SHAPE,
            required=True,
            label_visibility="collapsed",
        )
    spec, height, left = chart_spec(answer, names, chart, Shape(st.session_state[_SHAPE]))
    measured = "、".join(answer.variables[place] for place in chart.measured)
    st.echarts_chart(spec, height=height, alt=t("sparql.chart_alt", measured=measured, n=len(answer.rows) - left))
    if left:
        st.caption(t("sparql.chart_left", n=f"{left:,}"))


def _map(found: ResultMap) -> None:
    drawn = drawn_map(found)
    words = {name: t(f"countymap.{name}") for name in ("schematic", "source")} | {"beside": t("sparql.map_beside")}
    label = t("sparql.map_rows") if found.measure is None else t("sparql.map_measure", measure=found.measure)
    extra = {"selected": None, "words": words, "label": label, "unit": "{n}"}
    st.caption(escape(label))
    opened = places.county_map({**result_map_data(found, drawn), **extra}, key="sparql-map")
    if opened is not None and opened.get("county") in state.things():
        st.switch_page(GRAPH, query_params={"node": state.short(opened["county"])})


def _downloads(answer: Answer, graph: ResultGraph | None) -> None:
    """Every form that can hold the answer, each made when it is asked for."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="sparql-files"):
        st.caption(t("sparql.files"), width="content")
        for ending, (label, mime, make) in _forms(answer, graph).items():
            st.download_button(
                label, make, f"lianpu.{ending}", mime, key=f"sparql-file-{ending}", type="tertiary", on_click="ignore"
            )


def _forms(answer: Answer, graph: ResultGraph | None) -> dict[str, tuple[str, str, Callable[[], str | bytes]]]:
    """By the file's ending: what the form is called, its type, and what makes it."""
    names = result_names()

    def table() -> bytes:
        rows, columns = file_rows(answer, names, t("sparql.name_of", column="{column}"))
        return xlsx_bytes(rows, columns, title="SPARQL")

    # A byte order mark: without it, spreadsheet programs take the Chinese for another encoding.
    found: dict[str, tuple[str, str, Callable[[], str | bytes]]] = {
        "csv": ("CSV", "text/csv", lambda: "\ufeff" + as_csv(answer)),
        "xlsx": ("Excel", XLSX_TYPE, table),
    }
    if answer.kind == "graph":
        found |= {
            "ttl": ("Turtle", "text/turtle", lambda: as_turtle(answer)),
            "nt": ("N-Triples", "application/n-triples", lambda: as_ntriples(answer)),
            "jsonld": ("JSON-LD", "application/ld+json", lambda: as_jsonld(answer)),
            "rdf": ("RDF/XML", "application/rdf+xml", lambda: as_rdfxml(answer)),
        }
    else:
        found |= {
            "tsv": ("TSV", "text/tab-separated-values", lambda: as_tsv(answer)),
            "srj": ("JSON", "application/sparql-results+json", lambda: as_json(answer)),
            "srx": ("XML", "application/sparql-results+xml", lambda: as_xml(answer)),
        }
    if graph is not None:
        found |= {
            "gexf": ("GEXF", "application/gexf+xml", lambda: gexf(drawn_network(graph, names))),
            "graphml": ("GraphML", "application/xml", lambda: graphml(drawn_network(graph, names))),
        }
    return found
