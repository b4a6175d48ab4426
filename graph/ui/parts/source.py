"""The source page's pieces: the choice of a report, what is marked, the text."""

from __future__ import annotations

from collections import Counter
from typing import cast

import streamlit as st

from graph.model import EntityType, Span
from graph.present.marking import browser_offset, source_blocks, span_from
from graph.present.palette import MARKS
from graph.query.values import ReportInfo, SectionInfo
from graph.review.coverage import Stretch, Yield, silent
from graph.ui import reviewing, state
from graph.ui.catalogue import language, t, type_labels
from graph.ui.components import source_text
from graph.ui.frame import escape
from graph.ui.pagelist import GRAPH
from graph.ui.parts.supplement import ADD, supplement
from graph.ui.roles import person

_REPORT = "source-choice"
_TEXT, _SILENT = "source-text", "source-silent"


def chosen_report() -> ReportInfo:
    """The report that the address names, else the one chosen last, else the first; a list where there are several."""
    reports = {report.iri: report for report in state.reports()}
    asked = state.long(st.query_params.get("report", ""))
    if asked in reports:
        st.session_state[_REPORT] = asked
    elif st.session_state.get(_REPORT) not in reports:
        st.session_state[_REPORT] = next(iter(reports))
    if len(reports) > 1:
        st.selectbox(
            t("source.report"),
            list(reports),
            format_func=lambda iri: reports[iri].title,
            key=_REPORT,
            on_change=_switch_report,
        )
    return reports[st.session_state[_REPORT]]


def _switch_report() -> None:
    """The address follows the list; a place in the other report means nothing here."""
    st.query_params["report"] = state.short(st.session_state[_REPORT])
    st.query_params.pop("at", None)


def draw_source(report: ReportInfo) -> None:
    """The text with its mentions, which paragraphs gave nothing, the types to mark, and the way to a section."""
    source = state.source(report.iri)
    text, sections, mentions = source.text, source.sections, source.mentions
    st.caption(escape(report.title))
    kinds = _types()
    left, right = st.columns(2)
    with left:
        jump = _jump(sections)
    stretches = reviewing.coverage(report)
    with right:
        _silent(text, stretches)
    target = jump or span_from(st.query_params.get("at"), len(text))
    blocks = source_blocks(text, sections, mentions, state.things(), types=kinds)
    gave = {stretch.span.start: stretch.gave.value for stretch in stretches}
    for block in blocks:
        block["gave"] = gave.get(cast("int", block["at"]))
    marked = sum("iri" in run for block in blocks for run in block["runs"])  # type: ignore[attr-defined]
    _counts(marked, stretches)
    opened = source_text(
        {
            "blocks": blocks,
            "version": f"{state.build().id} {report.slug} {','.join(sorted(kinds))} {language()}",
            "target": [browser_offset(text, offset) for offset in (target.start, target.end)] if target else None,
            "description": t("source.text"),
            "labels": {one.value: t(f"sourceyield.{one.value}") for one in Yield},
            "pick": t("source.pick") if person().may_edit else None,
        },
        key=_TEXT,
        on_passage=_picked,
    )
    if opened in state.things():
        st.switch_page(GRAPH, query_params={"node": state.short(str(opened))})
    passage = span_from(st.query_params.get(ADD), len(text))
    if passage is not None and person().may_edit:
        supplement(report, passage)


def _picked() -> None:
    st.query_params[ADD] = str(st.session_state[_TEXT]["passage"])


def _counts(marked: int, stretches: tuple[Stretch, ...]) -> None:
    found = Counter(stretch.gave for stretch in stretches)
    told = [
        t("source.counts", mentions=f"{marked:,}"),
        t("source.cover", facts=found[Yield.FACTS], names=found[Yield.NAMES], nothing=found[Yield.NOTHING]),
    ]
    if person().may_edit:
        told.append(t("source.select"))
    st.caption(" ".join(told))


def _silent(text: str, stretches: tuple[Stretch, ...]) -> None:
    spans = silent(stretches)
    st.selectbox(
        t("source.silent"),
        spans,
        index=None,
        format_func=lambda span: " ".join(span.of(text).split())[:60],
        placeholder=t("source.silent_hint", n=len(spans)),
        key=_SILENT,
        on_change=_to_silent,
    )


def _to_silent() -> None:
    span = st.session_state[_SILENT]
    if span is not None:
        st.session_state.pop("source-section", None)
        st.query_params["at"] = f"{span.start}-{span.end}"


def _types() -> frozenset[EntityType]:
    labels = type_labels()
    chosen = st.pills(
        t("source.types"),
        list(EntityType),
        selection_mode="multi",
        default=list(EntityType),
        format_func=lambda kind: f"{MARKS[kind].glyph} {labels[kind]}",
        key="source-types",
        wrap=True,
    )
    return frozenset(chosen)


def _jump(sections: tuple[SectionInfo, ...]) -> Span | None:
    titled = [section for section in sections if section.title]
    chosen = st.selectbox(
        t("source.section"),
        titled,
        index=None,
        format_func=lambda section: "\u3000" * max(0, section.level - 1) + section.title,
        placeholder=t("source.section_hint"),
        key="source-section",
    )
    if chosen is None:
        return None
    return Span(chosen.span.start, min(chosen.span.end, chosen.span.start + max(1, len(chosen.title))))
