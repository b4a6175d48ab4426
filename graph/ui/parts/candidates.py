"""The user's own list of candidate firms: loaded for this session, each row that cannot be used told with the mend."""

from __future__ import annotations

import streamlit as st

from graph.attract.candidates import CandidateList, parse_candidates
from graph.attract.model import Candidate
from graph.attract.template import template
from graph.errors import LianpuError
from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import escape, show_error
from graph.ui.parts.upload import upload

_LOADED = "candidates"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROBLEMS_SHOWN = 20


def candidates() -> tuple[Candidate, ...]:
    """The firms of the list that is loaded; none at first."""
    with st.expander(t("attract.load"), icon=":material/upload_file:"):
        st.caption(t("attract.load_help"))
        file = upload(t("attract.load"), ["csv", "xlsx"], most=10, key=_LOADED, hide_label=True)
        st.download_button(
            t("attract.template"),
            lambda: template(".xlsx"),
            file_name="candidates.xlsx",
            mime=_XLSX,
            icon=":material/download:",
            on_click="ignore",
        )
        if file is None:
            return ()
        try:
            found = parse_candidates(file.getvalue(), file.name, state.classes())
        except LianpuError as error:
            show_error(error)
            return ()
        _told(found)
        return found.candidates


def _told(found: CandidateList) -> None:
    st.caption(t("attract.loaded", n=len(found.candidates)))
    if found.problems:
        st.warning(t("attract.problems", n=len(found.problems)), icon=":material/rule:")
        for problem in found.problems[:PROBLEMS_SHOWN]:
            said = {"row": problem.row, "column": problem.column, "what": problem.what, "mend": problem.mend}
            st.caption(escape(t("attract.problem", **said)))
