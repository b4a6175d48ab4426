"""Whom to attract to a gap: the kind of firm, who is here for it, who could come, and why it pays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import streamlit as st

from graph.attract.model import Attraction, Fit, Match, Partner, Target
from graph.query.values import Evidence, Thing
from graph.ui import state
from graph.ui.catalogue import language, state_labels, t
from graph.ui.frame import escape
from graph.ui.pagelist import GRAPH
from graph.ui.parts.details import sentence, thing_name

SHOWN = 4
T = TypeVar("T")


def attraction(found: Attraction) -> None:
    """All that there is to say, the investment logic first."""
    _logic(found)
    names = ("firm", "fits", "targets", "candidates")
    firm, fits, targets, candidates = st.tabs([t(f"attract.tab_{name}") for name in names])
    with firm, st.container(key="attract-firm"):
        _profile(found)
        left, right = st.columns(2, gap="large")
        with left:
            _partners(t("attract.suppliers"), found.suppliers, "supplier")
        with right:
            _partners(t("attract.customers"), found.customers, "customer")
    with fits, st.container(key="attract-fits"):
        left, right = st.columns(2, gap="large")
        with left:
            _fits(t("attract.carriers"), found.carriers, "carrier")
        with right:
            _fits(t("attract.policies"), found.policies, "policy")
    with targets, st.container(key="attract-targets"):
        _targets(found.targets)
    with candidates:
        _candidates(found.candidates)


def _logic(found: Attraction) -> None:
    with st.container(border=True, key="logic"):
        st.markdown(f"**{t('attract.logic')}**")
        for told in found.logic.zh if language() == "zh" else found.logic.en:
            st.markdown(escape(told))
        with st.popover(t("attract.sources", n=len(found.logic.evidence)), icon=":material/format_quote:"):
            for number, evidence in enumerate(found.logic.evidence, start=1):
                st.caption(f"[{number}]")
                sentence(evidence, [], [], key=f"logic-{number}")


def _profile(found: Attraction) -> None:
    st.markdown(f"**{t('attract.firm')}**")
    profile = found.profile
    if profile.industry is not None:
        st.markdown(escape(t("attract.class", code=profile.industry.code, name=profile.industry.name)))
    else:
        st.caption(t("attract.no_class"))
    st.markdown(escape(t("attract.terms", terms="、".join(profile.terms))))


def _partners(label: str, partners: tuple[Partner, ...], key: str) -> None:
    st.markdown(f"**{label}**")
    if not partners:
        st.caption(t("attract.nobody"))
    for number, partner in _shown(partners):
        link = partner.link.zh if language() == "zh" else partner.link.en
        notes = [t("attract.at_link", link=link), state_labels()[partner.seat.shows]]
        _named(partner.firm, partner.seat.evidence, notes, f"{key}-{number}")


def _fits(label: str, fits: tuple[Fit, ...], key: str) -> None:
    st.markdown(f"**{label}**")
    if not fits:
        st.caption(t("attract.nobody"))
    for number, fit in _shown(fits):
        _named(fit.thing, fit.evidence, [t(f"attract.why_{fit.why}")], f"{key}-{number}")


def _targets(targets: tuple[Target, ...]) -> None:
    if not targets:
        st.caption(t("attract.nobody"))
    columns = st.columns(2, gap="large")
    for number, target in enumerate(targets[: 2 * SHOWN]):
        notes = [t("attract.cue", cue=target.cue), t(f"attract.reach_{target.reach}")]
        with columns[number % 2]:
            _named(target.thing, target.evidence, notes, f"target-{number}")


def _candidates(matches: tuple[Match, ...]) -> None:
    if not matches:
        st.caption(t("attract.no_candidates"))
        return
    rows = [
        {
            t("attract.name"): match.candidate.name,
            t("attract.place"): match.candidate.place,
            t("attract.product"): match.candidate.product,
            "GB/T 4754": match.candidate.gbt4754 or "",
            t("attract.match"): t("attract.by_words", words=match.words) if match.words else t("attract.by_class"),
        }
        for match in matches
    ]
    st.dataframe(rows, hide_index=True)


def _shown(items: tuple[T, ...]) -> Iterable[tuple[int, T]]:
    return enumerate(items[:SHOWN])


def _named(thing: Thing, evidence: Evidence, notes: list[str], key: str) -> None:
    if st.button(escape(thing_name(thing)), key=f"open-{key}", type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(thing.iri)})
    sentence(evidence, [thing.name, *thing.aliases], notes, key=key)
