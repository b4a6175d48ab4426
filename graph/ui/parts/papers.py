"""The papers to hand in: two maps and the lists of a chain, made when they are asked for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from graph.attract.model import Candidate
from graph.papers.settings import Form
from graph.query.values import ChainView
from graph.ui import state
from graph.ui.catalogue import language, t
from graph.ui.frame import escape

_MIME = {
    Form.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def papers(view: ChainView, candidates: tuple[Candidate, ...] = ()) -> None:
    """The two files of a chain to download."""
    name = view.info.zh if language() == "zh" else view.info.en
    with st.container(border=True, key="papers"):
        st.markdown(f"**{t('papers.title')}**")
        st.caption(escape(t("papers.lead", chain=name)))
        with st.container(horizontal=True, gap="small"):
            for form in Form:
                st.download_button(
                    t(f"papers.{form.value}"),
                    partial(state.papers, view.info.id, candidates, form),
                    file_name=state.paper_name(view, form),
                    mime=_MIME[form],
                    icon=":material/download:",
                    on_click="ignore",
                    key=f"paper-{form.value}",
                )
