"""短板与招商: which gaps come first and why, whom to attract to one, and the papers to hand in."""

import streamlit as st

from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.attraction import attraction
from graph.ui.parts.blockages import blockages
from graph.ui.parts.candidates import candidates
from graph.ui.parts.gaps import ALL, choose_chain, ranked_table, weigh, why
from graph.ui.parts.papers import papers

title(t("gaps.title"), t("gaps.caution"))
chain = choose_chain()
weights, statistics = weigh()
item = ranked_table(state.gaps(None if chain == ALL else chain, weights, statistics))
loaded = candidates()
if item is not None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        why(item, weights)
        papers(item.view, loaded)
    with right:
        attraction(state.attraction(item, loaded))
    blockages(item.view)
