"""The page script: the look, the language, the first build, and the list of pages."""

from pathlib import Path

import streamlit as st

from graph.errors import LianpuError
from graph.ui.frame import language_switch, mark_heading, show_error, style, wait_for_build
from graph.ui.pagelist import menu
from graph.ui.parts.search import search_bar

st.set_page_config(page_title="链谱 Lianpu", page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")
style()
pages = menu()
page = st.navigation(pages, position="top")
mark_heading(pages, page)
language_switch()
try:
    wait_for_build()
    search_bar()
    page.run()
except LianpuError as error:
    show_error(error)
