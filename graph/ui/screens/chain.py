"""产业链: one chain as columns from upstream to downstream, and who sits where."""

import streamlit as st

from graph.ui.catalogue import language, t
from graph.ui.frame import title
from graph.ui.parts.chain import choose_chain, chosen_chain, draw_chain, link_details

view = chosen_chain()
title(t("chain.title", name=view.info.zh if language() == "zh" else view.info.en), t("chain.caution"))
choose_chain()
left, right = st.columns([5, 2], gap="medium")
with left:
    draw_chain(view)
with right:
    link_details(view)
