"""The page script: the look, the language, the first build, and the list of pages."""

from pathlib import Path

import streamlit as st

from graph.errors import LianpuError
from graph.ui import state
from graph.ui.frame import build_with_progress, language_switch, style
from graph.ui.pagelist import page_list

st.set_page_config(page_title="链谱 Lianpu", page_icon=str(Path(__file__).parent / "icon.png"), layout="wide")
style()
pages = page_list()
page = st.navigation(pages, position="top")
language_switch()
try:
    if not state.ready():
        build_with_progress()
    page.run()
except LianpuError as error:
    st.error(str(error), icon=":material/error:")
