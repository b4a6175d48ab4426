"""审核: what the machine is least sure of, one after another, with its sentence; and what may be one thing."""

import streamlit as st

from graph.ui.catalogue import t
from graph.ui.frame import title
from graph.ui.parts.review import choose, choose_types, judge, upcoming
from graph.ui.parts.reviewed import reviewed
from graph.ui.parts.reviewpairs import pairs
from graph.ui.parts.reviewview import PAIRS, choose_view, open_desk
from graph.ui.parts.source import chosen_report
from graph.ui.roles import sign_in

title(t("review.title"), t("review.lead"))
left, right = st.columns([2, 3], vertical_alignment="bottom")
with left:
    person = sign_in()
with right:
    report = chosen_report()
with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="review-bar"):
    view = choose_view()
    choice = choose() if view != PAIRS else None
desk = open_desk(report)
if choice is not None:
    choose_types()
left, right = st.columns([3, 2], gap="large")
with left:
    if choice is None:
        pairs(report, desk, person)
    else:
        judge(report, desk, choice, person)
with right:
    if choice is not None:
        upcoming(report, desk, choice)
    reviewed(report, person)
