"""The chain page's pieces: the choice of a chain, its map, and the details of a link."""

from __future__ import annotations

import streamlit as st

from graph.present.chainmap import chain_columns
from graph.query.values import ChainView, Link, Seat
from graph.ui import state
from graph.ui.catalogue import language, stage_labels, state_labels, t
from graph.ui.components import chain_map
from graph.ui.frame import escape
from graph.ui.pagelist import GAPS, GRAPH
from graph.ui.parts.details import sentence, thing_name

_KEY = "chain-map"
_CHOICE = "chain-choice"


def chosen_chain() -> ChainView:
    """The chain that the address names, else the one chosen last, else the best-filled."""
    known = [info.id for info in state.chains()]
    asked = st.query_params.get("chain")
    if asked in known:
        st.session_state[_CHOICE] = asked
    elif st.session_state.get(_CHOICE) not in known:
        st.session_state[_CHOICE] = known[0]
    return state.chain(st.session_state[_CHOICE])


def choose_chain() -> None:
    """The list to choose another chain from."""
    infos = {info.id: info for info in state.chains()}
    st.pills(
        t("chain.choose"),
        list(infos),
        format_func=lambda chain: escape(infos[chain].zh if language() == "zh" else infos[chain].en),
        key=_CHOICE,
        required=True,
        on_change=_switch_chain,
        label_visibility="collapsed",
    )


def draw_chain(view: ChainView) -> None:
    """The map of the chain."""
    selected = _selected(view)
    gaps = [item.gap for item in state.gaps(view.info.id)]
    columns = chain_columns(view, language=language(), stages=stage_labels(), states=state_labels(), gaps=gaps)
    chain_map(
        {
            **columns,
            "chain": view.info.id,
            "language": language(),
            "build": state.build().id,
            "selected": selected.iri if selected else None,
            "words": {"key": t("chain.key"), "keyHelp": t("chain.key_help"), "more": t("chain.more")},
        },
        key=_KEY,
        on_select=_clicked,
    )


def link_details(view: ChainView) -> None:
    """Who sits at the selected link, by which sentence, and its neighbours on the chain."""
    link = _selected(view)
    if link is None:
        st.info(t("chain.pick"), icon=":material/ads_click:")
        _about(view)
        return
    zh = language() == "zh"
    st.subheader(escape(link.zh if zh else link.en), anchor=False)
    _facts(link)
    by_iri = {other.iri: other for other in view.links}
    _neighbours(t("chain.inputs"), [by_iri[a] for a, b in view.supplies if b == link.iri], "in")
    _neighbours(t("chain.outputs"), [by_iri[b] for a, b in view.supplies if a == link.iri], "out")
    if any(item.gap.link == link for item in state.gaps(view.info.id)) and st.button(
        t("chain.to_gap"), icon=":material/handshake:", key="to-gap"
    ):
        st.switch_page(GAPS, query_params={"chain": view.info.id, "link": state.short(link.iri)})
    _beyond(link)
    st.markdown(f"**{t('chain.who')}**")
    if not link.seats:
        st.caption(t("chain.nobody"))
    for number, seat in enumerate(link.seats):
        _seat(seat, f"seat-{number}")


def _facts(link: Link) -> None:
    parts = [state_labels()[link.state]]
    if link.key:
        parts.append(t("chain.key_help"))
    if link.gbt4754:
        parts.append(t("chain.gbt", code=link.gbt4754))
    if link.aliases:
        parts.append(t("chain.also", names="、".join(link.aliases)))
    st.caption(escape(" · ".join(parts)))


def _neighbours(label: str, links: list[Link], key: str) -> None:
    if not links:
        return
    st.markdown(f"**{label}**")
    with st.container(horizontal=True, gap="small"):
        for link in links:
            name = link.zh if language() == "zh" else link.en
            st.button(escape(name), key=f"{key}-{link.id}", on_click=_select, args=(link.iri,))


def _beyond(link: Link) -> None:
    """The way into other chains that have this link too."""
    others = [state.knowledge().links[iri] for iri in link.same]
    if not others:
        return
    st.markdown(f"**{t('chain.same')}**")
    with st.container(horizontal=True, gap="small"):
        for other in others:
            chain_id = other.iri.rsplit("/", 2)[-2]
            info = state.chain(chain_id).info
            name = info.zh if language() == "zh" else info.en
            st.button(escape(name), key=f"same-{chain_id}", on_click=_go, args=(chain_id, other.iri))


def _seat(seat: Seat, key: str) -> None:
    if st.button(escape(thing_name(seat.thing)), key=key, type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(seat.thing.iri)})
    words = [seat.thing.name, *seat.thing.aliases, seat.words]
    notes = [reason(seat), t("graph.confidence", percent=round(seat.confidence * 100))]
    sentence(seat.evidence, words, notes, key=key)


def reason(seat: Seat) -> str:
    """Why a thing sits at a link, in words."""
    return t(f"chain.placed_{seat.rule}", through=seat.through, words=seat.words)


def _about(view: ChainView) -> None:
    with st.expander(t("chain.about")):
        st.write(escape(view.description_zh if language() == "zh" else view.description_en))


def _selected(view: ChainView) -> Link | None:
    asked = st.query_params.get("link")
    return next((link for link in view.links if link.id == asked), None)


def _select(iri: str) -> None:
    st.query_params["link"] = iri.rsplit("/", 1)[-1]
    st.query_params["chain"] = st.session_state[_CHOICE]


def _go(chain_id: str, iri: str) -> None:
    st.session_state[_CHOICE] = chain_id
    _select(iri)


def _clicked() -> None:
    iri = st.session_state[_KEY].get("select")
    if iri:
        _select(iri)


def _switch_chain() -> None:
    st.query_params["chain"] = st.session_state[_CHOICE]
    st.query_params.pop("link", None)
