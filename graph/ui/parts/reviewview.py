"""What the review page stands on: which of its two views is open, and the report laid out for review."""

from __future__ import annotations

import streamlit as st

from graph.query.values import ReportInfo
from graph.review.desk import Desk
from graph.ui import reviewing
from graph.ui.catalogue import t
from graph.ui.frame import show_error

QUEUE, PAIRS = "queue", "pairs"
_VIEW = "review-view"


def choose_view() -> str:
    """The view that the address names: one by one, or possible duplicates."""
    asked = st.query_params.get("view")
    if _VIEW not in st.session_state:
        st.session_state[_VIEW] = PAIRS if asked == PAIRS else QUEUE
    st.segmented_control(
        t("review.view"),
        (QUEUE, PAIRS),
        format_func=lambda view: t(f"reviewview.{view}"),
        key=_VIEW,
        required=True,
        on_change=_switch,
        label_visibility="collapsed",
    )
    return str(st.session_state[_VIEW])


def _switch() -> None:
    st.query_params["view"] = st.session_state[_VIEW]
    st.query_params.pop("item", None)


def open_desk(report: ReportInfo) -> Desk:
    """The report laid out; what was in the way of the last decision is told above it."""
    error, done = reviewing.trouble(), reviewing.said()
    if error is not None:
        show_error(error)
    elif done is not None:
        st.toast(done, icon=":material/check:")
    with st.spinner(t("review.reading")):
        return reviewing.desk(report)
