"""What was missed: from a passage of the report a person adds a name, or a relation between names."""

from __future__ import annotations

from functools import partial

import streamlit as st

from graph.curation import Decision
from graph.model import EntityRef, EntityType, Span
from graph.present.marking import excerpt, marked_html
from graph.present.palette import MARKS
from graph.query.values import ReportInfo
from graph.review import deciding
from graph.review.ends import ends_for, predicates_from, refs_near
from graph.ui import reviewing, state
from graph.ui.catalogue import predicate_labels, t, type_labels
from graph.ui.frame import show_error
from graph.ui.roles import person, sign_in

#: The address's name for the passage that the form is about.
ADD = "add"
_NAME, _RELATION = "name", "relation"


def supplement(report: ReportInfo, passage: Span) -> None:
    """The form, in a dialog above the report."""
    dialog = st.dialog(t("source.add"), width="medium", icon=":material/add_notes:", on_dismiss=_close)
    dialog(_form)(report, passage)


def _close() -> None:
    st.query_params.pop(ADD, None)


def _form(report: ReportInfo, passage: Span) -> None:
    words = passage.of(state.source(report.iri).text)
    st.html(f'<p class="lianpu-evidence">{marked_html(excerpt(words, (), 240), ())}</p>')
    if not person().name:
        sign_in()
    what = st.segmented_control(
        t("source.kind"),
        (_NAME, _RELATION),
        format_func=lambda one: t(f"source.add_{one}"),
        default=_NAME,
        required=True,
        key="add-kind",
        label_visibility="collapsed",
    )
    if what == _RELATION:
        _relation(report, passage)
    else:
        _name(report, passage, words)


def _name(report: ReportInfo, passage: Span, words: str) -> None:
    labels = type_labels()
    name = st.text_input(
        t("source.name"), value=" ".join(words.split())[: deciding.LONGEST_NAME], max_chars=deciding.LONGEST_NAME
    )
    kinds = list(EntityType)
    kind = st.selectbox(t("source.type"), kinds, index=0, format_func=lambda one: f"{MARKS[one].glyph} {labels[one]}")
    text = state.source(report.iri).text
    _save(report, partial(deciding.added_thing, passage, name, kind, text))


def _relation(report: ReportInfo, passage: Span) -> None:
    source = state.source(report.iri)
    refs = refs_near(source, state.things(), passage)
    able = [ref for ref in refs if predicates_from(ref)]
    if not able:
        st.info(t("source.no_ends"))
        return
    subject = st.selectbox(t("source.subject"), able, format_func=_shown, key="add-subject")
    labels = predicate_labels()
    predicate = st.selectbox(
        t("source.predicate"), predicates_from(subject), format_func=lambda one: labels[one], key="add-predicate"
    )
    others = ends_for(refs, subject, predicate)
    if not others:
        st.info(t("source.no_ends"))
        return
    target = st.selectbox(t("source.object"), others, format_func=_shown, key="add-object")
    _save(report, partial(deciding.added_fact, passage, subject, predicate, target, source.text))


def _shown(ref: EntityRef) -> str:
    return f"{MARKS[ref.type].glyph} {ref.name}"


def _save(report: ReportInfo, make: partial[Decision]) -> None:
    why = st.text_input(t("source.why"), max_chars=deciding.LONGEST_WHY, key="add-why")
    pressed = st.button(t("source.save"), type="primary", key="add-save", disabled=not person().name)
    if not pressed:
        return
    with st.spinner(t("review.reading")):
        done = reviewing.decide(report, make, t("reviewwhy.add"), why)
    if done:
        reviewing.say(t("source.saved"))
        _close()
        st.rerun()
    error = reviewing.trouble()
    if error is not None:
        show_error(error)
