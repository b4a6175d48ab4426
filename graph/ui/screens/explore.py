"""图谱: search, canvas, and the details of the selected name with the sentences behind them."""

import streamlit as st

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.canvas import current_view, draw_canvas, links_table, toolbar
from graph.ui.parts.details import details

title(t("graph.title"))
view = current_view()
toolbar(view)
left, right = st.columns([3, 2], gap="medium")
with left:
    draw_canvas(view)
    links_table(view)
with right, st.container(key="details"):
    details(view)
