"""The entry: ``streamlit run app.py`` serves the pages and the HTTP routes beside them."""

from pathlib import Path

import streamlit as st

from graph.ui.pagelist import PATHS
from graph.ui.routes import ROUTES, middleware

app = st.App(Path(__file__).parent / "graph" / "ui" / "main.py", routes=ROUTES, middleware=middleware(PATHS))
