"""总览: what is in the graph, the chains, where to start."""

import streamlit as st

from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.overview import chain_cards, main_targets, starters, type_tiles

reports = state.reports()
places = "、".join(dict.fromkeys(report.place for report in reports))
first = reports[0].title
title(
    t("overview.title", place=places),
    t("overview.lead", title=first) if len(reports) == 1 else t("overview.lead_many", title=first, n=len(reports)),
)
if not state.things():
    st.info(t("overview.nothing"), icon=":material/search_off:")
type_tiles()
starters()
st.subheader(t("overview.chains"), anchor=False)
st.caption(t("overview.chains_help"))
chain_cards()
st.subheader(t("overview.start_figures"), anchor=False)
main_targets()
