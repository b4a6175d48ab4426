"""图谱: the canvas, and the details of the selected name with the sentences behind them."""

import streamlit as st

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.canvas import current_scene, draw_canvas, tables
from graph.ui.parts.canvasfiles import downloads
from graph.ui.parts.canvasfilters import filters, path_choice, path_read_out
from graph.ui.parts.details import details
from graph.ui.parts.exploring import current_view, reset

title(t("graph.title"))
view = current_view()
shown = current_scene(view)
with st.container(horizontal=True, gap="small", key="graph-tools"):
    filters(view)
    path_choice(view)
    downloads(shown)
    st.button(t("graph.reset"), icon=":material/restart_alt:", on_click=reset, key="reset")
left, right = st.columns([3, 2], gap="medium")
with left:
    draw_canvas(view, shown)
    path_read_out(view)
    tables(shown)
with right, st.container(key="details"):
    details(view)
