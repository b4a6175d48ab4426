"""SPARQL: editor, examples, result table."""

import streamlit as st

from graph.errors import QueryError
from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import show_error, title
from graph.ui.parts.sparql import choose_example, editor, run, show_answer

limits = state.settings()
title(t("sparql.title"), t("sparql.lead", seconds=f"{limits.query_seconds:g}", rows=f"{limits.query_rows:,}"))
left, right = st.columns([3, 2], gap="large")
with right, st.container(key="examples", gap="xxsmall"):
    choose_example()
with left:
    editor()
    try:
        answer = run()
    except QueryError as error:
        answer = None
        show_error(error)
if answer is not None:
    show_answer(answer)
