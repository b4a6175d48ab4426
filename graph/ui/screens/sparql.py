"""SPARQL: editor, examples, and the result in every form."""

import streamlit as st

from graph.ui import state
from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.sparql import choose_example, editor, last_run, show_refusal, wait_for
from graph.ui.parts.sparqlresult import show_answer

limits = state.settings()
title(t("sparql.title"), t("sparql.lead", seconds=f"{limits.query_seconds:g}", rows=f"{limits.query_rows:,}"))
left, right = st.columns([5, 3], gap="medium")
with left:
    running = editor()
with right, st.container(key="examples", gap="xsmall"):
    choose_example()
run = last_run()
if run is not None and running:
    wait_for(run)
elif run is not None and run.error is not None:
    show_refusal(run, run.error)
elif run is not None and run.answer is not None:
    show_answer(run.answer)
