"""The chain page's panel: one link, who sits there by which sentence, why it is a gap, and where to go from it."""

from __future__ import annotations

import streamlit as st

from graph.gaps.model import Gap
from graph.gaps.words import action, reasons
from graph.present.chainlens import Lens
from graph.present.gaptables import kind_label
from graph.query.values import ChainView, Link, Seat
from graph.ui import state
from graph.ui.catalogue import language, state_labels, t
from graph.ui.frame import escape
from graph.ui.pagelist import GAPS, GRAPH
from graph.ui.parts.chain import reason, select, selected_link
from graph.ui.parts.details import sentence, thing_name


def link_details(view: ChainView, lens: Lens) -> None:
    """Who sits at the selected link as the lens shows it, by which sentence, and its neighbours on the chain."""
    link = selected_link(view)
    if link is None:
        st.info(t("chain.pick"), icon=":material/ads_click:")
        _about(view)
        return
    st.subheader(escape(_name(link)), anchor=False)
    _facts(link)
    _gap(view, link)
    _neighbours(t("chain.inputs"), view.suppliers(link), "in")
    _neighbours(t("chain.outputs"), view.users(link), "out")
    _beyond(link)
    _who(link, lens.view.by_iri[link.iri])


def _name(link: Link) -> str:
    return link.zh if language() == "zh" else link.en


def _facts(link: Link) -> None:
    parts = [state_labels()[link.state]]
    if link.key:
        parts.append(t("chain.key_help"))
    if link.gbt4754:
        parts.append(t("chain.gbt", code=link.gbt4754))
    if link.aliases:
        parts.append(t("chain.also", names="、".join(link.aliases)))
    st.caption(escape(" · ".join(parts)))


def _gap(view: ChainView, link: Link) -> None:
    """Why the link is a gap, what to do, and the way to whom to attract."""
    found = next((item.gap for item in state.gaps(view.info.id) if item.gap.link.iri == link.iri), None)
    if found is None:
        return
    with st.container(border=True, key="chain-gap"):
        st.markdown(f"**{escape(_headline(found))}**")
        st.markdown(escape(" ".join(reasons(found, language()))))
        if st.button(t("chain.to_gap"), icon=":material/handshake:", key="to-gap"):
            st.switch_page(GAPS, query_params={"chain": view.info.id, "link": state.short(link.iri)})


def _headline(gap: Gap) -> str:
    return t("chainmap.gap", kind=kind_label(gap, language()), action=action(gap).text(language()), rank=gap.rank)


def _neighbours(label: str, links: tuple[Link, ...], key: str) -> None:
    if not links:
        return
    st.markdown(f"**{label}**")
    with st.container(horizontal=True, gap="small"):
        for link in links:
            st.button(escape(_name(link)), key=f"{key}-{link.id}", on_click=select, args=(link.iri,))


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
            if st.button(escape(name), key=f"same-{chain_id}", icon=":material/arrow_forward:"):
                select(other.iri)
                st.rerun(scope="app")


def _who(whole: Link, shown: Link) -> None:
    st.markdown(f"**{t('chain.who')}**")
    left = len(whole.seats) - len(shown.seats)
    if not shown.seats:
        st.caption(t("chainmap.nobody_county") if left else t("chain.nobody"))
    for number, seat in enumerate(shown.seats):
        _seat(seat, f"seat-{number}")
    if left:
        st.caption(t("chainmap.elsewhere", n=left))


def _seat(seat: Seat, key: str) -> None:
    if st.button(escape(thing_name(seat.thing)), key=key, type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(seat.thing.iri)})
    words = [seat.thing.name, *seat.thing.aliases, seat.words]
    notes = [reason(seat), t("graph.confidence", percent=round(seat.confidence * 100))]
    sentence(seat.evidence, words, notes, key=key)


def _about(view: ChainView) -> None:
    with st.expander(t("chain.about")):
        st.write(escape(view.description_zh if language() == "zh" else view.description_en))
