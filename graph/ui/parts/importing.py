"""The import page's pieces: the file, how its reading gets on, what was found in it, and the way into the graph."""

from __future__ import annotations

import html

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from graph.errors import LianpuError, ReadingError
from graph.model import EntityType
from graph.present.palette import MARKS
from graph.review.admission import admit, withdraw
from graph.review.people import Person
from graph.review.refusals import refusal_of
from graph.review.trial import ENDINGS, MOST_MEGABYTES, Trial
from graph.ui import reviewing, state
from graph.ui.catalogue import explain, language, t, type_labels
from graph.ui.frame import escape, show_error
from graph.ui.pagelist import REVIEW
from graph.ui.parts.upload import upload
from graph.ui.roles import person as at_screen
from graph.ui.trials import Attempt

_FILE, _ATTEMPT, _ADDED, _ROUND = "import-file", "import-attempt", "import-added", "import-round"
_POLL_SECONDS = 1.0
#: How many paragraphs that gave nothing, and how many remarks of the check, are shown.
_SILENT, _REMARKS = 40, 20


def dropped() -> UploadedFile | None:
    """The file that was dropped."""
    endings = [ending.lstrip(".") for ending in ENDINGS]
    key = f"{_FILE}-{st.session_state.get(_ROUND, 0)}"
    file = upload(t("importing.drop"), endings, most=MOST_MEGABYTES, key=key)
    st.caption(t("importing.drop_help"))
    return file


def attempt(file: UploadedFile) -> Trial | None:
    """What the file holds, once it was read; until then how far the reading is, and why it failed where it did."""
    running = st.session_state.get(_ATTEMPT)
    if running is None or running[0] != file.file_id:
        running = (file.file_id, Attempt(file.name, file.getvalue(), state.settings()))
        st.session_state[_ATTEMPT] = running
    one: Attempt = running[1]
    if not one.finished():
        _progress(one)
        return None
    if one.error is not None:
        _refused(one.error)
    return one.trial


@st.fragment(run_every=_POLL_SECONDS)
def _progress(one: Attempt) -> None:
    if one.finished():
        st.rerun()
    step = one.step
    st.progress(step.begins if step else 0.0, text=t(f"importstep.{step.value}") if step else t("importing.turn"))
    st.caption(t("importing.meanwhile"))


def _refused(error: LianpuError) -> None:
    if isinstance(error, ReadingError):
        st.error(escape(f"{error.where}：{t(f'refusal.{refusal_of(error).value}')}"), icon=":material/block:")
    else:
        st.error(escape(explain(error)), icon=":material/error:")
    st.caption(t("importing.nothing_kept"))
    with st.expander(t("importing.detail")):
        st.text(str(error))


# ---------------------------------------------------------------- into the graph


def verdict(trial: Trial, person: Person) -> None:
    """What report it is, and the button that adds it, with what speaks against it."""
    report = trial.extraction.report
    st.subheader(escape(report.title), anchor=False)
    counts = (len(trial.extraction.entities), len(trial.extraction.relations), len(trial.extraction.indicators))
    names, relations, figures = (f"{count:,}" for count in counts)
    st.caption(
        escape(t("importing.is", place=report.place, year=report.year))
        + " · "
        + t("importing.found", names=names, relations=relations, figures=figures)
    )
    if trial.twin is not None:
        st.info(escape(t("importing.twin", name=trial.twin)), icon=":material/content_copy:")
        return
    if not trial.sound:
        st.error(t("importing.unsound"), icon=":material/block:")
    rival = next((info for info in state.reports() if info.slug == report.slug), None)
    if rival is not None:
        st.warning(escape(t("importing.rival", title=rival.title)), icon=":material/join:")
    st.button(
        t("importing.add"),
        type="primary",
        icon=":material/library_add:",
        key="import-add",
        disabled=not (trial.sound and person.name),
        on_click=_add,
        args=(trial,),
    )
    if not person.name:
        st.caption(t("importing.name_first"))


def _add(trial: Trial) -> None:
    judged = {info.slug: info.title for info in state.reports() if reviewing.ledger(info).decisions()}
    try:
        path = admit(state.settings().reports, trial, at_screen(), judged)
    except LianpuError as error:
        reviewing.fail(error)
        return
    st.session_state[_ADDED] = (path.name, trial.sha256, trial.extraction.report.title)
    # A new uploader: the file in the old one has done its work.
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.session_state.pop(_ATTEMPT, None)
    state.builder().rebuild()


def added(person: Person) -> None:
    """The report that this session added last, how the graph gets on with it, and the way back."""
    error = reviewing.trouble()
    if error is not None:
        show_error(error)
    last = st.session_state.get(_ADDED)
    if last is None:
        return
    name, _, title = last
    if state.builder().rebuilding():
        with st.container(border=True, key="import-building"):
            st.markdown(escape(t("importing.adding", title=title)))
            _building()
        return
    if state.builder().error is None:
        st.success(escape(t("importing.added", title=title, name=name)), icon=":material/task_alt:")
    with st.container(horizontal=True, gap="small"):
        if st.button(t("importing.review"), icon=":material/rule:", key="import-review"):
            found = [info for info in state.reports() if info.title == title]
            query = {"report": state.short(found[-1].iri)} if found else {}
            st.switch_page(REVIEW, query_params=query)
        if person.may_edit:
            st.button(t("importing.withdraw"), icon=":material/undo:", key="import-withdraw", on_click=_withdraw)


@st.fragment(run_every=_POLL_SECONDS)
def _building() -> None:
    builder = state.builder()
    if not builder.rebuilding():
        st.rerun()
    step = builder.step
    st.progress(step.begins if step else 0.0, text=t(f"build.{step.value}") if step else t("build.waiting"))


def _withdraw() -> None:
    name, sha256, _ = st.session_state[_ADDED]
    try:
        withdraw(state.settings().reports, name, sha256, at_screen())
    except LianpuError as error:
        reviewing.fail(error)
        return
    st.session_state.pop(_ADDED)
    state.builder().rebuild()


# ---------------------------------------------------------------- what was found


def findings(trial: Trial) -> None:
    """What was found, what was not understood, and what the check says."""
    found, dark, check = st.tabs(
        [
            t("importing.tab_found"),
            t("importing.tab_silent", n=len(trial.silent), all=trial.paragraphs),
            t("importing.tab_check", n=len(trial.refused)),
        ]
    )
    with found:
        _found(trial)
    with dark:
        _silent(trial)
    with check:
        _check(trial)


def _found(trial: Trial) -> None:
    labels, counts = type_labels(), trial.counts
    head = "".join(f"<th>{html.escape(t(f'importing.{name}'))}</th>" for name in ("type", "count", "examples"))
    rows = "".join(
        f"<tr><td>{MARKS[kind].glyph} {html.escape(labels[kind])}</td><td class='number'>{counts.get(kind, 0):,}</td>"
        f"<td>{html.escape('、'.join(trial.examples(kind)))}</td></tr>"
        for kind in EntityType
    )
    st.html(f"<table class='lianpu-table'><tr>{head}</tr>{rows}</table>")


def _silent(trial: Trial) -> None:
    text = trial.extraction.report.text
    st.caption(t("importing.silent_help"))
    for span in trial.silent[:_SILENT]:
        st.markdown(f"- {escape(' '.join(span.of(text).split())[:300])}")
    if len(trial.silent) > _SILENT:
        st.caption(t("importing.more", n=len(trial.silent) - _SILENT))


def _check(trial: Trial) -> None:
    if not trial.refused:
        st.success(t("importing.sound"), icon=":material/task_alt:")
        return
    for one in trial.refused[:_REMARKS]:
        grave = t("importing.grave") if one.grave else t("importing.slight")
        st.markdown(f"- **{grave}** {escape(one.zh if language() == 'zh' else one.en)} {escape(one.about)}")
