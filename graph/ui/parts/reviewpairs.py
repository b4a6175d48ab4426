"""Possible duplicates side by side, with their sentences: one thing, or two."""

from __future__ import annotations

from functools import partial

import streamlit as st

from graph.model import Entity, Span
from graph.present.marking import excerpt, marked_html
from graph.query.values import ReportInfo
from graph.review import deciding
from graph.review.desk import Desk
from graph.review.pairs import Pair, open_pairs
from graph.review.people import Person
from graph.ui import reviewing
from graph.ui.catalogue import t, type_labels
from graph.ui.frame import escape
from graph.ui.parts.review import named

#: How many pairs are shown at once.
SHOWN = 6
#: What ``graph.resolution.duplicates`` gives as reasons -> the catalogue's names of them.
REASONS = {
    "one report calls both by one name": "one_name",
    "one name, two types": "two_types",
    "the same but for an ending, or for the place": "ending",
    "one name begins with the other": "begins",
    "one name holds the other": "holds",
    "the names share most of their characters": "alike",
}


def pairs(report: ReportInfo, desk: Desk, person: Person) -> None:
    """The pairs that nobody has judged, the likeliest first."""
    found = open_pairs(desk.pairs, reviewing.ledger(report).decisions())
    if not found:
        st.success(t("review.no_pairs"), icon=":material/task_alt:")
        return
    st.caption(t("review.pairs", n=len(found), shown=min(SHOWN, len(found))))
    for pair in found[:SHOWN]:
        with st.container(border=True, key=f"pair-{pair.id}"):
            _pair(report, desk, pair, person)


def _pair(report: ReportInfo, desk: Desk, pair: Pair, person: Person) -> None:
    st.caption(t(f"reviewsame.{REASONS.get(pair.reason, 'alike')}"))
    sides = ((pair.first, pair.second, pair.sentences[0]), (pair.second, pair.first, pair.sentences[1]))
    for column, (one, other, sentence) in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column:
            _side(desk, one, sentence)
            if person.may_edit:
                st.button(
                    escape(t("review.merge", name=one.name)),
                    key=f"merge-{pair.id}-{one.type.value}-{one.name}",
                    icon=":material/merge:",
                    disabled=not person.name,
                    on_click=_merge,
                    args=(report, one, other),
                )
    if person.may_edit:
        st.button(
            t("review.apart"),
            key=f"apart-{pair.id}",
            icon=":material/call_split:",
            disabled=not person.name,
            on_click=_apart,
            args=(report, pair),
        )


def _side(desk: Desk, one: Entity, sentence: Span) -> None:
    names = (one.name, *one.aliases)
    st.markdown(f"**{escape(named(one.ref))}**")
    st.caption(f"{type_labels()[one.type]} · {t('review.mentions', n=len(one.mentions))}")
    st.html(f'<p class="lianpu-evidence">{marked_html(excerpt(sentence.of(desk.text), names), names)}</p>')


def _merge(report: ReportInfo, kept: Entity, other: Entity) -> None:
    make = partial(deciding.merged, kept, other, reviewing.desk(report).text)
    if reviewing.decide(report, make, t("reviewwhy.merge")):
        reviewing.say(escape(t("review.merged", name=kept.name)))


def _apart(report: ReportInfo, pair: Pair) -> None:
    make = partial(deciding.kept_apart, pair.first, pair.second, reviewing.desk(report).text)
    if reviewing.decide(report, make, t("reviewwhy.accept")):
        reviewing.say(t("review.kept_apart"))
