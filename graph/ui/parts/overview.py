"""What the overview is made of: type tiles, chain cards, starting points, main targets."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from graph.model import EntityType, IndicatorStatus, NodeState
from graph.query.values import ChainInfo
from graph.ui import state
from graph.ui.catalogue import language, state_labels, t, type_labels
from graph.ui.frame import escape, thing_label
from graph.ui.pagelist import CHAIN, GRAPH, SOURCE
from graph.ui.parts.figures import figure_rows

STARTERS = 6
TARGETS = 8


def type_tiles() -> None:
    """One tile for each entity type: how many, and the way to them."""
    counts = Counter(thing.type for thing in state.things().values())
    labels = type_labels()
    with st.container(horizontal=True, gap="small", key="tiles"):
        for kind in EntityType:
            pressed = st.button(
                f"{labels[kind]} **{counts[kind]:,}**",
                key=f"tile-{kind.value}",
                help=t("overview.browse", type=labels[kind]),
            )
            if pressed:
                st.switch_page(GRAPH, query_params={"type": kind.value})
    facts, figures = state.counts()
    st.caption(t("overview.statements", facts=f"{facts:,}", figures=f"{figures:,}"))


def chain_cards() -> None:
    """One card for each chain: how many links are held, and the way in."""
    infos = state.chains()
    marks = "".join(
        f'<span><span class="lianpu-bar"><span class="{one.value}"></span></span>{label}</span>'
        for one, label in state_labels().items()
    )
    st.html(f'<div class="lianpu-legend">{marks}</div>')
    for start in range(0, len(infos), 4):
        for column, info in zip(st.columns(4), infos[start : start + 4], strict=False):
            with column:
                _chain_card(info)


def _chain_card(info: ChainInfo) -> None:
    name = info.zh if language() == "zh" else info.en
    labels = state_labels()
    parts = "".join(
        f'<span class="{state_.value}" style="flex:{count}" title="{labels[state_]} {count}"></span>'
        for state_, count in info.states
        if count
    )
    held = info.links - info.count(NodeState.NOT_MENTIONED)
    with st.container(border=True, gap="xsmall"):
        if st.button(name, key=f"chain-{info.id}", type="tertiary", help=t("overview.open_chain", name=name)):
            st.switch_page(CHAIN, query_params={"chain": info.id})
        st.html(f'<div class="lianpu-bar" aria-hidden="true">{parts}</div>')
        st.caption(t("overview.links", held=held, all=info.links))


def starters() -> None:
    """The best-connected enterprises, and the report itself."""
    enterprises = [thing for thing in state.things().values() if thing.type is EntityType.ENTERPRISE]
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(t("overview.start_enterprises"), width="content")
        for thing in enterprises[:STARTERS]:
            if st.button(escape(thing_label(thing)), key=f"start-{thing.iri}"):
                st.switch_page(GRAPH, query_params={"node": state.short(thing.iri)})
        if st.button(t("overview.start_read"), icon=":material/article:", key="start-source"):
            st.switch_page(SOURCE)


def main_targets() -> None:
    """The first targets that a report sets for its place as a whole."""
    places = {report.place for report in state.reports()}
    targets = [f for f in state.figures() if f.status is IndicatorStatus.TARGET and f.subject in places]
    figure_rows(targets[:TARGETS])
