"""What the review, import and source pages share: the caches behind them and the way a decision takes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from graph.curation.decisions import Decision
from graph.errors import LianpuError
from graph.model import Extraction
from graph.query.questions import provenance
from graph.query.values import ReportInfo
from graph.review.coverage import Stretch, cover, lines_of, telling
from graph.review.deciding import Hand, checked_why, tried
from graph.review.desk import Desk, lay_out, read_again, unbuilt
from graph.review.ledger import Ledger
from graph.review.people import require_editor
from graph.ui import state
from graph.ui.roles import person

_ERROR = "review-error"
_DONE = "review-done"


@st.cache_resource(max_entries=8, show_spinner=False)
def _machine(sha256: str, slug: str) -> Extraction:
    return read_again(state.settings().reports, sha256, slug)


@st.cache_resource(max_entries=8, show_spinner=False)
def _desk(report: str, build_id: str, done: tuple[str, ...]) -> Desk:
    sha256, built = _provenance(report, build_id)
    info = state.source(report).info
    return lay_out(_machine(sha256, info.slug), ledger(info).decisions(), built)


@st.cache_resource(max_entries=64, show_spinner=False)
def _provenance(report: str, build_id: str) -> tuple[str, frozenset[str]]:
    return provenance(state.store(), report)


def built_decisions(report: ReportInfo) -> frozenset[str]:
    """The digests of the decisions that the shown graph holds."""
    return _provenance(report.iri, state.build().id)[1]


def ledger(report: ReportInfo) -> Ledger:
    """The decisions about a report on disk."""
    return Ledger(state.settings().curation, report.slug)


def desk(report: ReportInfo) -> Desk:
    """The report as the machine reads it, with the built decisions. Some seconds the first time. Raises LianpuError."""
    built = built_decisions(report)
    done = tuple(sorted(d.digest for d in ledger(report).decisions() if d.digest in built))
    return _desk(report.iri, state.build().id, done)


@st.cache_resource(max_entries=64, show_spinner=False)
def _coverage(report: str, build_id: str) -> tuple[Stretch, ...]:
    known, source = state.knowledge(), state.source(report)
    every = [*(fact.evidence for fact in known.facts), *(figure.evidence for figure in known.figures)]
    said = [evidence for evidence in every if evidence.report == report]
    names = (mention.span for mention in source.mentions)
    return cover(telling(source.text, lines_of(source.text)), (evidence.span for evidence in said), names)


def coverage(report: ReportInfo) -> tuple[Stretch, ...]:
    """What each line of a report gave that has something to say."""
    return _coverage(report.iri, state.build().id)


def waiting(report: ReportInfo) -> int:
    """How many decisions about a report the shown graph does not hold yet, or holds no longer."""
    return unbuilt(ledger(report).decisions(), built_decisions(report))


def rebuilding() -> bool:
    """Whether the graph is being built anew beside the pages."""
    return state.builder().rebuilding()


def decide(report: ReportInfo, make: Callable[[Hand], Decision], otherwise: str, why: str = "") -> bool:
    """Take a decision: made, tried against the report, and written. What is in its way is told on the next run."""
    try:
        one = person()
        hand = Hand(require_editor(one), date.today(), checked_why(why, otherwise))
        decision = tried(make(hand), desk(report).extraction)
        ledger(report).keep(one, decision)
    except LianpuError as error:
        fail(error)
        return False
    return True


def take_back(report: ReportInfo, decision: Decision) -> bool:
    """Undo a decision of one's own."""
    try:
        ledger(report).take_back(person(), decision)
    except LianpuError as error:
        fail(error)
        return False
    return True


def fail(error: LianpuError) -> None:
    """Tell on the next run what went wrong."""
    st.session_state[_ERROR] = error


def trouble() -> LianpuError | None:
    """What was in the way of the last decision; told once."""
    error = st.session_state.pop(_ERROR, None)
    return error if isinstance(error, LianpuError) else None


def say(text: str) -> None:
    """Tell on the next run what was done."""
    st.session_state[_DONE] = text


def said() -> str | None:
    """What was done; told once."""
    text = st.session_state.pop(_DONE, None)
    return text if isinstance(text, str) else None
