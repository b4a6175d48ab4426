"""What the canvas leaves out: by type, relation, confidence, checked or not, year, report. And the path on it."""

from __future__ import annotations

import streamlit as st

from graph.model import EntityType, Predicate
from graph.network.reading import read_out
from graph.present.exploration import View
from graph.present.filtering import Filters
from graph.ui import state
from graph.ui.catalogue import language, predicate_labels, t, type_labels
from graph.ui.frame import escape, thing_label
from graph.ui.pagelist import NETWORK
from graph.ui.parts import exploring

_KEYS = ("types", "relations", "least", "checked", "year", "report")
_CHECKED = {"all": None, "yes": True, "no": False}


def filters(view: View) -> None:
    """The filters, behind one button that says how many are set."""
    active = view.filters.active
    label = t("canvas.filters_on", n=active) if active else t("canvas.filters")
    with st.popover(label, icon=":material/filter_alt:", key="filters"):
        _fill(view.filters)
        types, relations = type_labels(), predicate_labels()
        st.pills(
            t("canvas.types"),
            list(EntityType),
            selection_mode="multi",
            format_func=lambda kind: types[kind],
            key="filter-types",
            on_change=_filter,
        )
        st.pills(
            t("canvas.relations"),
            list(Predicate),
            selection_mode="multi",
            format_func=lambda predicate: relations[predicate],
            key="filter-relations",
            on_change=_filter,
        )
        st.slider(t("canvas.least"), 0, 100, step=5, format="%d%%", key="filter-least", on_change=_filter)
        st.segmented_control(
            t("canvas.checked"),
            list(_CHECKED),
            format_func=lambda name: t(f"canvaschecked.{name}"),
            required=True,
            key="filter-checked",
            on_change=_filter,
        )
        _sources()
        st.button(
            t("canvas.clear"),
            icon=":material/filter_alt_off:",
            disabled=not active,
            on_click=_clear,
            key="filter-clear",
        )


def path_choice(view: View) -> None:
    """Two names on the canvas, to see what joins them."""
    with st.popover(t("canvas.path"), icon=":material/route:", key="path"):
        things = state.things()
        for end, label in (("from", t("network.from")), ("to", t("network.to"))):
            st.selectbox(
                label,
                list(view.shown),
                index=None,
                format_func=lambda iri: thing_label(things[iri]),
                placeholder=t("network.placeholder"),
                key=f"path-{end}",
                on_change=_join,
            )
        st.caption(t("canvas.path_hint"))


def path_read_out(view: View) -> None:
    """The path that stands out on the canvas, in words with its sources."""
    if view.path is None:
        return
    start, end = view.path
    found = state.joining(start, end)
    with st.container(border=True, key="path-words"):
        if found is None:
            st.markdown(escape(t("canvas.no_path", a=state.things()[start].name, b=state.things()[end].name)))
            if st.button(t("canvas.by_chains"), icon=":material/conversion_path:", key="path-chains"):
                ends = {"ask": "path", "a": state.short(start), "b": state.short(end)}
                st.switch_page(NETWORK, query_params=ends)
        else:
            st.markdown(escape(read_out(found, language())).replace("\n", "  \n"))
        st.button(t("canvas.end_path"), icon=":material/close:", on_click=exploring.end_path, key="path-end")


def _sources() -> None:
    reports = state.reports()
    left, right = st.columns(2)
    with left:
        years = sorted({report.year for report in reports})
        st.selectbox(
            t("canvas.year"), years, index=None, placeholder=t("canvas.any"), key="filter-year", on_change=_filter
        )
    with right:
        titles = {report.iri: report.title for report in reports}
        st.selectbox(
            t("canvas.report"),
            list(titles),
            index=None,
            format_func=lambda iri: titles[iri],
            placeholder=t("canvas.any"),
            key="filter-report",
            on_change=_filter,
        )


def _fill(set_filters: Filters) -> None:
    """Let the widgets show what is set, also after an undo or from an address."""
    reports = {report.iri: report for report in state.reports()}
    shown = {
        "types": [kind for kind in EntityType if kind not in set_filters.types],
        "relations": [predicate for predicate in Predicate if predicate not in set_filters.relations],
        "least": round(set_filters.least * 20) * 5,
        "checked": next(name for name, value in _CHECKED.items() if value is set_filters.checked),
        "year": set_filters.year if set_filters.year in {report.year for report in reports.values()} else None,
        "report": set_filters.report if set_filters.report in reports else None,
    }
    for name in _KEYS:
        st.session_state[f"filter-{name}"] = shown[name]


def _filter() -> None:
    chosen = {name: st.session_state[f"filter-{name}"] for name in _KEYS}
    exploring.filter_by(
        Filters(
            types=frozenset(EntityType) - set(chosen["types"]),
            relations=frozenset(Predicate) - set(chosen["relations"]),
            least=chosen["least"] / 100,
            checked=_CHECKED[chosen["checked"]],
            year=chosen["year"],
            report=chosen["report"],
        )
    )


def _clear() -> None:
    exploring.filter_by(Filters())


def _join() -> None:
    start, end = st.session_state["path-from"], st.session_state["path-to"]
    if start and end and start != end:
        exploring.join(start, end)
