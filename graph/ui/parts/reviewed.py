"""What was decided: not yet in the graph, the way to put it in, and the last decisions with a way back."""

from __future__ import annotations

import streamlit as st

from graph.curation import Decision
from graph.curation.decisions import Figure, Thing
from graph.query.values import ReportInfo
from graph.review.people import Person
from graph.ui import reviewing, state
from graph.ui.catalogue import predicate_labels, t
from graph.ui.frame import escape
from graph.ui.parts.review import named, undo

LISTED = 8
_POLL_SECONDS = 1.0
_BUILDING = "rebuild-seen"


def reviewed(report: ReportInfo, person: Person) -> None:
    """How much waits for a build, and the last decisions that do."""
    update(report, person)
    built = reviewing.built_decisions(report)
    mine = [d for d in reversed(reviewing.ledger(report).decisions()) if d.digest not in built]
    if not mine:
        return
    st.markdown(f"**{t('review.recent')}**")
    with st.container(key="review-recent", gap=None):
        for number, decision in enumerate(mine[:LISTED]):
            said, back = st.columns([5, 1], vertical_alignment="center")
            said.markdown(_told(decision))
            if person.may_edit and decision.who == person.name:
                back.button(
                    t("reviewact.undo"),
                    key=f"undo-{decision.digest}-{number}",
                    type="tertiary",
                    on_click=undo,
                    args=(report, decision),
                )


def _told(decision: Decision) -> str:
    target = decision.target
    if isinstance(target, Figure):
        about = target.name
    elif isinstance(target, Thing):
        about = named(target.ref)
    else:
        about = f"{named(target.subject)} {predicate_labels()[target.predicate]} {named(target.object)}"
    into = f" → {'、'.join(named(ref) for ref in decision.to)}" if decision.to else ""
    who = f" :gray[{escape(decision.who)}]"
    return f"{t(f'reviewdone.{decision.kind.value}')} {escape(about + into)}{who}"


def update(report: ReportInfo, person: Person) -> None:
    """The decisions that wait for a build, and the button that starts it; its progress while it runs."""
    if state.builder().rebuilding():
        st.session_state[_BUILDING] = True
        _progress()
        return
    if st.session_state.pop(_BUILDING, False) and state.builder().error is None:
        st.success(t("review.updated"), icon=":material/task_alt:")
    count = reviewing.waiting(report)
    if not count:
        st.caption(t("review.all_in"))
        return
    with st.container(border=True, key="review-update"):
        st.markdown(t("review.waiting", n=count))
        st.caption(t("review.waiting_help"))
        if person.may_edit:
            st.button(t("review.update"), icon=":material/sync:", key="rebuild", on_click=state.builder().rebuild)


@st.fragment(run_every=_POLL_SECONDS)
def _progress() -> None:
    builder = state.builder()
    if not builder.rebuilding():
        st.rerun()
    step = builder.step
    st.progress(step.begins if step else 0.0, text=t(f"build.{step.value}") if step else t("build.waiting"))
    st.caption(t("review.meanwhile"))
