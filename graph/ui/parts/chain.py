"""The chain page's map: the choice of a chain, what is shown of it, the map, its key and its pictures."""

from __future__ import annotations

import html
from typing import Any

import streamlit as st

from graph.gaps.words import CHOKE, CLASSES
from graph.model import NodeState
from graph.network.counties import Cell
from graph.present.chainlens import Lens, through
from graph.present.chainmap import chain_columns, held_lines
from graph.present.chainpicture import Caption, ChainPicture, chain_picture
from graph.present.palette import STATE_GLYPHS
from graph.query.values import ChainView, Link, Seat
from graph.ui import state
from graph.ui.catalogue import language, stage_labels, state_labels, t
from graph.ui.components import chain_map
from graph.ui.frame import escape

_KEY = "chain-map"
_CHOICE = "chain-choice"
_COUNTY = "chain-county"
_LINES = "chain-lines"
_PNG = "chain-png"
_ALL = "all"


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


def _switch_chain() -> None:
    st.query_params["chain"] = st.session_state[_CHOICE]
    st.query_params.pop("link", None)


def choose_lens(view: ChainView) -> Lens:
    """The row above the map: what the place or one county has, which lines, and the pictures. Gives what to show."""
    matrix = state.counties()
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="chain-bar"):
        cells = {state.short(one.iri): (one.name, matrix.cell(one.iri, view.info.id)) for one in matrix.counties}
        county = _choose_county(cells)
        lens = through(view, cells[county][1]) if county in cells else Lens(view, frozenset())
        st.session_state[_LINES] = st.query_params.get("lines") == _ALL
        lines = st.toggle(t("chainmap.lines"), key=_LINES, on_change=_switch_lines)
        drawn = _picture(view, lens, lines)
        st.download_button(
            t("chainmap.svg"),
            drawn.svg,
            file_name=f"{_file(view)}.svg",
            mime="image/svg+xml",
            icon=":material/download:",
            on_click="ignore",
            key="chain-svg",
        )
        if st.button(t("chainmap.png"), icon=":material/image:", key="chain-to-png"):
            st.session_state[_PNG] = st.session_state.get(_PNG, 0) + 1
            st.session_state["chain-png-now"] = drawn
    return lens


def _choose_county(cells: dict[str, tuple[str, Cell | None]]) -> str:
    asked = st.query_params.get("county", _ALL)
    options = [_ALL, *cells]
    st.session_state[_COUNTY] = asked if asked in options else _ALL
    chosen = st.selectbox(
        t("chainmap.county"),
        options,
        format_func=lambda short: t("chainmap.everywhere") if short == _ALL else _county_label(*cells[short]),
        key=_COUNTY,
        on_change=_switch_county,
        width=230,
        label_visibility="collapsed",
    )
    return str(chosen)


def _county_label(name: str, cell: Cell | None) -> str:
    return t("chainmap.county_links", name=name, n=len(cell.links) if cell else 0)


def _switch_county() -> None:
    _put("county", st.session_state[_COUNTY], _ALL)


def _switch_lines() -> None:
    _put("lines", _ALL if st.session_state[_LINES] else "", "")


def _put(name: str, value: str, default: str) -> None:
    if value == default:
        st.query_params.pop(name, None)
    else:
        st.query_params[name] = value


def draw_chain(view: ChainView, lens: Lens) -> None:
    """The map of the chain, below its key."""
    map_key(view, lens)
    chosen = selected_link(view)
    chain_map(
        {
            **_columns(view, lens),
            "version": "/".join(
                (view.info.id, language(), state.build().id, st.query_params.get("county", ""), view.info.zh)
            ),
            "selected": chosen.iri if chosen else None,
            "all": st.query_params.get("lines") == _ALL,
            "picture": _png(view),
            "words": {
                "label": t("chainmap.map", name=view.info.zh if language() == "zh" else view.info.en),
                "key": t("chain.key"),
                "keyHelp": t("chain.key_help"),
                "shared": t("chainmap.shared"),
                "sharedHelp": t("chainmap.shared_help"),
                "more": t("chain.more"),
            },
        },
        key=_KEY,
        on_select=_clicked,
    )


def _columns(view: ChainView, lens: Lens) -> dict[str, Any]:
    narrowed = lens.view is not view
    return chain_columns(
        lens.view,
        language=language(),
        stages=stage_labels(),
        states=state_labels(),
        gaps=[item.gap for item in state.gaps(view.info.id)],
        layout=state.chain_layout(view.info.id),
        faded=[link.iri for link in view.links if link.iri not in lens.held] if narrowed else (),
    )


def map_key(view: ChainView, lens: Lens) -> None:
    """What the looks of cards and lines mean, and how many lines are held here."""
    states = "".join(
        f'<span><span class="swatch {one.value}"></span>{STATE_GLYPHS[one]} {html.escape(label)}</span>'
        for one, label in state_labels().items()
    )
    held = html.escape(t("chainmap.held", n=held_lines(lens.view), all=len(view.supplies)))
    line = f'<span><span class="line"></span>{held}</span>'
    st.html(f'<div class="lianpu-legend lianpu-key">{states}{line}</div>')


def class_key() -> None:
    """What each gap class says, for those who read it for the first time."""
    with st.expander(t("chainmap.classes")):
        rows = [(CLASSES[kind].text(language()), t(f"chainmap.class_{kind.value}")) for kind in CLASSES]
        rows.append((CHOKE.text(language()), t("chainmap.class_choke")))
        told = "".join(
            f'<li><span class="badge">{html.escape(name)}</span> {html.escape(means)}</li>' for name, means in rows
        )
        st.html(f'<ul class="lianpu-key">{told}</ul>')


def _picture(view: ChainView, lens: Lens, lines: bool) -> ChainPicture:
    zh = language() == "zh"
    chosen = selected_link(view)
    counts = [sum(link.state is one for link in lens.view.links) for one in NodeState]
    told = [f"{label} {count}" for label, count in zip(state_labels().values(), counts, strict=True)]
    county = st.query_params.get("county")
    where = state.things()[state.long(county)].name if lens.view is not view and county else state.places()
    caption = Caption(
        title=t("chainmap.picture_title", place=where, name=view.info.zh if zh else view.info.en),
        under=("，" if zh else ", ").join(told) + ("。" if zh else ". ") + t("chain.caution"),
        foot=t("chainmap.picture_foot", reports="、".join(report.title for report in state.reports()[:2])),
    )
    legend = [(one.value, label) for one, label in state_labels().items()]
    return chain_picture(_columns(view, lens), caption, legend, selected=chosen.iri if chosen else None, lines=lines)


def _file(view: ChainView) -> str:
    return f"{state.places()}-{view.info.zh if language() == 'zh' else view.info.en}"


def _png(view: ChainView) -> dict[str, Any] | None:
    """The picture that the browser is to save, once after it was asked for."""
    drawn = st.session_state.pop("chain-png-now", None)
    if drawn is None:
        return None
    name = f"{_file(view)}.png"
    return {
        "svg": drawn.svg,
        "width": drawn.width,
        "height": drawn.height,
        "name": name,
        "number": st.session_state[_PNG],
    }


def selected_link(view: ChainView) -> Link | None:
    """The link that the address names."""
    asked = st.query_params.get("link")
    return next((link for link in view.links if link.id == asked), None)


def select(iri: str) -> None:
    """Choose a link: the address names it and its chain from now on."""
    chain, link = iri.rsplit("/", 2)[-2:]
    st.query_params["chain"] = chain
    st.query_params["link"] = link


def _clicked() -> None:
    iri = st.session_state[_KEY].get("select")
    if iri:
        select(iri)


def reason(seat: Seat) -> str:
    """Why a thing sits at a link, in words."""
    return t(f"chain.placed_{seat.rule}", through=seat.through, words=seat.words)
