"""原文: the report with its mentions marked; what gave no facts is shown, and what was missed can be added."""

import streamlit as st

from graph.ui import reviewing
from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.reviewed import update
from graph.ui.parts.source import chosen_report, draw_source
from graph.ui.roles import person

title(t("source.title"))
report = chosen_report()
done = reviewing.said()
if done is not None:
    st.toast(done, icon=":material/check:")
draw_source(report)
if reviewing.waiting(report) or reviewing.rebuilding():
    update(report, person())
