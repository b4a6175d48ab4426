"""The questions that no report answers (堵点), put to staff, with their answers."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from graph.errors import LianpuError
from graph.gaps.blockage import Answer, Question, Reply, latest, read_answers, write_answer
from graph.query.values import ChainView
from graph.ui import state
from graph.ui.catalogue import language, t
from graph.ui.frame import escape, show_error


def blockages(view: ChainView) -> None:
    """The questions of a chain, each with the answer that counts and a form for a new one."""
    asked = state.blockage_questions(view)
    st.markdown(f"#### {t('blockage.title')}")
    st.caption(t("blockage.lead"))
    if not asked:
        st.caption(t("blockage.none"))
        return
    answers = latest(read_answers(state.settings().answers))
    for number, question in enumerate(asked):
        with st.container(border=True):
            st.markdown(escape(question.zh if language() == "zh" else question.en))
            held = answers.get(question.edge)
            if held is not None:
                told = t(f"blockage.{held.reply.value}")
                st.caption(escape(t("blockage.held", reply=told, who=held.who, when=held.when[:10], note=held.note)))
            _form(question, number)


def _form(question: Question, number: int) -> None:
    with st.form(key=f"blockage-{number}", border=False):
        left, middle, right, button = st.columns([2, 1, 3, 1], vertical_alignment="bottom")
        reply = left.radio(
            t("blockage.reply"),
            list(Reply),
            format_func=lambda r: t(f"blockage.{r.value}"),
            horizontal=True,
            key=f"reply-{number}",
        )
        who = middle.text_input(t("blockage.who"), key=f"who-{number}", max_chars=40)
        note = right.text_input(t("blockage.note"), key=f"note-{number}", max_chars=500)
        if button.form_submit_button(t("blockage.save")):
            _save(question, reply or Reply.UNKNOWN, who.strip(), note.strip())


def _save(question: Question, reply: Reply, who: str, note: str) -> None:
    if not who:
        st.error(t("blockage.no_name"))
        return
    when = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        write_answer(state.settings().answers, Answer(who, when, question.edge, reply, note))
    except LianpuError as error:
        show_error(error)
        return
    st.rerun()
