"""政策与指标: what was reached and what is aimed at, and which policies are for which industry."""

import streamlit as st

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.targets import POLICIES, choose_view, figures_view, policies_view, search

title(t("targets.title"), t("targets.lead"))
left, right = st.columns([1, 2], vertical_alignment="center")
with left:
    view = choose_view()
with right:
    sought = search()
if view == POLICIES:
    policies_view(sought)
else:
    figures_view(sought)
