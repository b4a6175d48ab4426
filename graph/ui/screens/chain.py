"""产业链: one chain as columns from upstream to downstream, and who sits where."""

import streamlit as st

from graph.query.values import ChainView
from graph.ui.catalogue import language, t
from graph.ui.frame import title
from graph.ui.parts.chain import choose_chain, choose_lens, chosen_chain, class_key, draw_chain
from graph.ui.parts.chainlink import link_details
from graph.ui.parts.papers import papers


@st.fragment
def map_and_panel(view: ChainView) -> None:
    """A click on the map runs no more than this again."""
    lens = choose_lens(view)
    left, right = st.columns([5, 2], gap="medium")
    with left:
        draw_chain(view, lens)
        class_key()
    with right, st.container(key="chain-panel"):
        link_details(view, lens)
        papers(view)


chain = chosen_chain()
title(t("chain.title", name=chain.info.zh if language() == "zh" else chain.info.en), t("chain.caution"))
choose_chain()
map_and_panel(chain)
