"""The connections page's pieces: paths read out, what a stop breaks, who leads, shared links."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from graph.model import EntityType
from graph.network.examples import example_firms, example_pairs
from graph.network.failure import CutOff, if_it_stops
from graph.network.flow import shared_links
from graph.network.leaders import LeadPart, leaders
from graph.network.paths import Ways, simple_paths
from graph.network.reading import read_out
from graph.network.values import Path
from graph.present.networktables import chain_label, crossing_rows, leader_rows, link_label
from graph.query.values import Thing
from graph.ui import state
from graph.ui.catalogue import language, state_labels, t
from graph.ui.frame import escape, thing_label
from graph.ui.pagelist import GRAPH
from graph.ui.parts.details import sentence

LONGEST_PATH, MOST_PATHS = 6, 5
_ASK = "network-ask"


def choose_question() -> str:
    """Which of the questions is asked; the address holds it."""
    asked = st.query_params.get("ask")
    if st.session_state.get(_ASK) not in QUESTIONS:
        st.session_state[_ASK] = asked if asked in QUESTIONS else next(iter(QUESTIONS))
    st.segmented_control(
        t("network.ask"),
        list(QUESTIONS),
        format_func=lambda name: t(f"network.{name}"),
        key=_ASK,
        required=True,
        on_change=_switch,
        label_visibility="collapsed",
    )
    return str(st.session_state[_ASK])


def _switch() -> None:
    st.query_params["ask"] = st.session_state[_ASK]


def answer(question: str) -> None:
    """The chosen question with its answer."""
    st.caption(t(f"network.{question}_lead"))
    QUESTIONS[question]()


def _path() -> None:
    left, right = st.columns(2)
    with left:
        start = _choose_thing(t("network.from"), "a")
    with right:
        end = _choose_thing(t("network.to"), "b")
    everywhere = frozenset(
        iri
        for iri, thing in state.things().items()
        if thing.type is EntityType.PLACE and thing.name in {r.place for r in state.reports()}
    )
    avoid = st.checkbox(t("network.avoid"), value=True, help=t("network.avoid_help"))
    if start is None or end is None:
        pairs = example_pairs(state.knowledge(), Ways(without=everywhere), cutoff=LONGEST_PATH)
        _examples({f"{a.name} — {b.name}": {"a": a, "b": b} for a, b in pairs})
        return
    if start.iri == end.iri:
        st.info(t("network.same"))
        return
    ways = Ways(without=everywhere - {start.iri, end.iri} if avoid else frozenset())
    found = simple_paths(state.knowledge(), start.iri, end.iri, ways=ways, cutoff=LONGEST_PATH, most=MOST_PATHS)
    if not found.found:
        st.info(t("network.no_path", n=LONGEST_PATH))
    for number, path in enumerate(found.found):
        _read(path, number)
    if found.more:
        st.caption(t("network.more_paths", n=MOST_PATHS))


def _read(path: Path, number: int) -> None:
    with st.container(border=True):
        names = [point.zh if language() == "zh" else point.en for point in path.points]
        st.markdown(f"**{escape(' → '.join(names))}**")
        st.markdown(escape(read_out(path, language())).replace("\n", "  \n"))
        with st.expander(t("network.sentences")):
            for place, step in enumerate(path.steps):
                if step.evidence is not None:
                    sentence(step.evidence, [step.start.zh, step.end.zh], [], key=f"path-{number}-{place}")


def _fail() -> None:
    firm = _choose_thing(t("network.firm"), "firm", EntityType.ENTERPRISE)
    if firm is None:
        _examples({thing.name: {"firm": thing} for thing in example_firms(state.knowledge())})
        return
    found = if_it_stops(state.knowledge(), firm.iri)
    if not found.losses and not found.carried:
        st.info(t("network.on_no_chain", firm=firm.name))
        return
    st.markdown(f"**{t('network.unproduced')}**")
    if not found.losses:
        st.caption(t("network.nothing"))
    for loss in found.losses:
        link = link_label(loss.link, language())
        labels = state_labels()
        st.markdown("- " + escape(t("network.loss", link=link, was=labels[loss.was], now=labels[loss.becomes])))
    if found.carried:
        names = "、".join(link_label(link, language()) for link in found.carried)
        st.markdown("- " + escape(t("network.carried", links=names)))
    st.markdown(f"**{t('network.cut_off')}**")
    if not found.cut_off:
        st.caption(t("network.nothing"))
    for cut in found.cut_off:
        st.markdown("- " + escape(_cut(cut)))
    for number, seat in enumerate(seat for loss in found.losses for seat in loss.seats):
        sentence(seat.evidence, [seat.thing.name, *seat.thing.aliases], [], key=f"loss-{number}")
    st.caption(t("network.fail_caution"))


def _cut(cut: CutOff) -> str:
    way = " → ".join(link_label(link, language()) for link in cut.through)
    firms = "、".join(firm.name for firm in cut.firms)
    told = t(f"network.{cut.grade.value}", link=link_label(cut.link, language()), way=way, firms=firms)
    return told + (t("network.unnamed", n=len(cut.unnamed)) if cut.unnamed else "")


def _leaders() -> None:
    found = leaders(state.knowledge(), _choose_chain())
    words = {name: t(f"network.{name}") for name in ("rank", "score", "links")}
    words |= {"firm": t("type.Enterprise"), **{part.value: t(f"network.lead_{part.value}") for part in LeadPart}}
    if not found.candidates:
        st.info(t("network.no_leader"))
        return
    st.dataframe(leader_rows(found, language(), {**words, "links": t("network.lead_links")}), hide_index=True)
    st.caption(found.caution_zh if language() == "zh" else found.caution_en)
    for leader in found.candidates[:5]:
        with st.expander(escape(thing_label(leader.enterprise))):
            if st.button(t("network.open"), key=f"open-{leader.enterprise.iri}", icon=":material/hub:"):
                st.switch_page(GRAPH, query_params={"node": state.short(leader.enterprise.iri)})
            told = dict.fromkeys(evidence for voice in leader.voices for evidence in voice.evidence)
            for number, evidence in enumerate(told):
                names = [leader.enterprise.name, *leader.enterprise.aliases]
                sentence(evidence, names, [], key=f"lead-{leader.enterprise.iri}-{number}")


def _crossings() -> None:
    words = {name: t(f"network.{name}") for name in ("first", "second", "wider")} | {"same": t("network.shared")}
    st.dataframe(crossing_rows(shared_links(state.knowledge()), language(), words), hide_index=True)


def _choose_chain() -> str:
    names = {info.id: chain_label(info, language()) for info in state.chains()}
    asked = st.query_params.get("chain")
    if "network-chain" not in st.session_state and asked in names:
        st.session_state["network-chain"] = asked
    chosen = st.selectbox(t("chain.choose"), list(names), format_func=lambda chain: names[chain], key="network-chain")
    st.query_params["chain"] = chosen
    return chosen


def _examples(choices: dict[str, dict[str, Thing]]) -> None:
    """What to try first, by its label: the thing to choose in each box."""
    with st.container(horizontal=True):
        for label, chosen in choices.items():
            st.button(escape(label), key=f"network-try-{label}", on_click=_take, args=(chosen,))


def _take(chosen: dict[str, Thing]) -> None:
    for name, thing in chosen.items():
        st.session_state[f"network-{name}"] = thing.iri


def _choose_thing(label: str, name: str, kind: EntityType | None = None) -> Thing | None:
    """One of the graph's things; the address holds it under ``name``."""
    known = {iri: thing for iri, thing in state.things().items() if kind in (None, thing.type)}
    key, asked = f"network-{name}", state.long(st.query_params.get(name, ""))
    if key not in st.session_state and asked in known:
        st.session_state[key] = asked
    chosen = st.selectbox(
        label,
        list(known),
        index=None,
        format_func=lambda iri: thing_label(known[iri]),
        placeholder=t("network.placeholder"),
        key=key,
    )
    if chosen is None:
        st.query_params.pop(name, None)
        return None
    st.query_params[name] = state.short(chosen)
    return known[chosen]


QUESTIONS: dict[str, Callable[[], None]] = {
    "path": _path,
    "fail": _fail,
    "leaders": _leaders,
    "crossings": _crossings,
}
