"""The gaps page's pieces: which chains, the weights, the ranked list, and why a gap stands where it does."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.errors import LianpuError
from graph.gaps.model import ChainGap, Gap, PartName
from graph.gaps.statistics import Statistics, parse_statistics
from graph.gaps.weights import DEFAULT, Weights
from graph.gaps.words import PARTS, reasons
from graph.present.gaptables import gap_rows, kind_label, part_rows, place_of
from graph.query.values import Seat
from graph.ui import state
from graph.ui.catalogue import language, t
from graph.ui.frame import escape, show_error
from graph.ui.pagelist import CHAIN, GRAPH
from graph.ui.parts.chain import reason
from graph.ui.parts.details import sentence, thing_name
from graph.ui.parts.upload import upload

_CHAIN = "gap-chain"
_TABLE = "gap-table"
ALL = "all"
LISTED = 30


def choose_chain() -> str:
    """The chain whose gaps are asked for, or ALL; the address holds it."""
    names = {ALL: t("gaps.all"), **{i.id: i.zh if language() == "zh" else i.en for i in state.chains()}}
    asked = st.query_params.get("chain", ALL)
    if st.session_state.get(_CHAIN) not in names:
        st.session_state[_CHAIN] = asked if asked in names else ALL
    st.pills(
        t("chain.choose"),
        list(names),
        format_func=lambda chain: escape(names[chain]),
        key=_CHAIN,
        required=True,
        on_change=_switch_chain,
        label_visibility="collapsed",
    )
    return str(st.session_state[_CHAIN])


def _switch_chain() -> None:
    st.query_params["chain"] = st.session_state[_CHAIN]
    st.query_params.pop("link", None)
    st.session_state.pop(_TABLE, None)


def weigh() -> tuple[Weights, Statistics | None]:
    """The weights and the statistics that the user set; the defaults where nothing is set."""
    with st.expander(t("gaps.weights"), icon=":material/tune:"):
        st.caption(t("gaps.weights_help"))
        columns = st.columns(4)
        chosen = {
            name: columns[number % 4].slider(
                PARTS[name].text(language()), 0.0, 1.0, DEFAULT.of(name), 0.05, key=f"weight-{name.value}"
            )
            for number, name in enumerate(PartName)
        }
        left, right = st.columns([1, 3], vertical_alignment="bottom")
        left.button(t("gaps.reset"), icon=":material/restart_alt:", on_click=_reset)
        with right:
            statistics = _statistics()
    try:
        return Weights.of_parts(chosen), statistics
    except LianpuError as error:
        show_error(error)
        return DEFAULT, statistics


def _reset() -> None:
    for name in PartName:
        st.session_state[f"weight-{name.value}"] = DEFAULT.of(name)


def _statistics() -> Statistics | None:
    file = upload(t("gaps.statistics"), ["csv"], most=2, key="gaps-statistics")
    st.caption(t("gaps.statistics_help"))
    if file is None:
        return None
    try:
        return parse_statistics(file.getvalue().decode("utf-8-sig"), file.name)
    except UnicodeDecodeError:
        st.error(t("gaps.statistics_encoding"))
    except LianpuError as error:
        show_error(error)
    return None


def ranked_table(found: tuple[ChainGap, ...]) -> ChainGap | None:
    """The gaps in order; the one that is chosen, at first that of the address, else the first."""
    if not found:
        st.info(t("gaps.none"))
        return None
    shown = found[:LISTED]
    rows = pd.DataFrame(gap_rows(shown, language()))
    columns = {
        "rank": st.column_config.TextColumn(t("gaps.rank"), width=60),
        "chain": st.column_config.TextColumn(t("gaps.chain"), width=130),
        "link": st.column_config.TextColumn(t("gaps.link"), width=150),
        "kind": st.column_config.TextColumn(t("gaps.kind"), width=100),
        "action": st.column_config.TextColumn(t("gaps.action"), width=125),
        "score": st.column_config.ProgressColumn(t("gaps.score"), format="%.0f", min_value=0, max_value=100, width=90),
        "why": st.column_config.TextColumn(t("gaps.why"), width="large"),
    }
    single = st.session_state[_CHAIN] != ALL
    event = st.dataframe(
        rows,
        key=_TABLE,
        column_order=[name for name in columns if not (single and name == "chain")],
        column_config=columns,
        hide_index=True,
        height=min(36 * len(rows) + 40, 330),
        on_select="rerun",
        selection_mode="single-row",
    )
    st.caption(t("gaps.ties", n=len(shown), all=len(found)))
    chosen = event["selection"]["rows"]
    if chosen and chosen[0] < len(shown):
        st.query_params["link"] = state.short(shown[chosen[0]].gap.link.iri)
        return shown[chosen[0]]
    place = place_of(found, state.long(st.query_params.get("link", "")))
    return found[place or 0]


def why(item: ChainGap, weights: Weights) -> None:
    """A gap's class, what to do, and the parts of its rank with their sentences."""
    gap = item.gap
    name = gap.link.zh if language() == "zh" else gap.link.en
    st.subheader(escape(t("gaps.head", name=name, kind=kind_label(gap, language()))), anchor=False)
    with st.container(key="gap-why"):
        for told in reasons(gap, language()):
            st.markdown(f"- {escape(told)}")
    with st.container(horizontal=True, gap="small"):
        if st.button(t("gaps.on_chain"), icon=":material/account_tree:"):
            st.switch_page(CHAIN, query_params={"chain": item.view.info.id, "link": gap.link.id})
    with st.expander(t("gaps.parts")):
        st.dataframe(
            pd.DataFrame(part_rows(gap, weights, language())),
            hide_index=True,
            column_config={
                "name": t("gaps.part"),
                "value": st.column_config.NumberColumn(t("gaps.value"), format="%.2f"),
                "counts": t("gaps.counts"),
                "weight": st.column_config.NumberColumn(t("gaps.weight"), format="%.2f"),
            },
        )
        st.caption(t("gaps.parts_help"))
        _seats(gap)


def _seats(gap: Gap) -> None:
    seen: dict[tuple[str, int], Seat] = {}
    for part in gap.parts:
        for seat in part.seats:
            seen.setdefault((seat.thing.iri, seat.evidence.span.start), seat)
    for number, seat in enumerate(seen.values()):
        if st.button(escape(thing_name(seat.thing)), key=f"gap-seat-{number}", type="tertiary"):
            st.switch_page(GRAPH, query_params={"node": state.short(seat.thing.iri)})
        words = [seat.thing.name, *seat.thing.aliases, seat.words]
        sentence(seat.evidence, words, [reason(seat)], key=f"gap-seat-{number}")
