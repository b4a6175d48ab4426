"""The compare page's pieces: which two reports, what changed in one line, and the four views of it.

The address holds all of it: ``first`` and ``second``, ``view``, ``chain``, and ``change``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import pandas as pd
import streamlit as st

from graph.compare.model import Change, Comparison, FigureChange, Verdict
from graph.model import EntityType
from graph.present.compare import Saying, board, figure_rows, link_rows, liveliest, relation_rows, tallies, thing_rows
from graph.query.values import ReportInfo
from graph.tables import CSV_TYPE, XLSX_TYPE, Row, csv_bytes, xlsx_bytes
from graph.ui import state
from graph.ui.catalogue import (
    language,
    predicate_labels,
    stage_labels,
    state_labels,
    status_labels,
    t,
    type_labels,
)
from graph.ui.frame import escape
from graph.ui.pagelist import GRAPH, IMPORT

VIEWS = ("chains", "figures", "things", "relations")
_FIRST, _SECOND, _VIEW, _CHAIN, _CHANGE, _TYPE = (f"compare-{n}" for n in ("a", "b", "view", "chain", "change", "type"))
_ADDRESS = {_FIRST: "first", _SECOND: "second", _VIEW: "view", _CHAIN: "chain", _CHANGE: "change", _TYPE: "type"}
ALL = "all"


def only_one() -> None:
    """What to do where there are no two reports."""
    st.info(t("compare.one"), icon=":material/library_add:")
    if st.button(t("compare.import"), icon=":material/upload_file:", type="primary"):
        st.switch_page(IMPORT)


def choose() -> Comparison | None:
    """The two reports to hold against each other, at first the latest two; None where there are no two."""
    known = {report.slug: report for report in sorted(state.reports(), key=lambda r: (r.year, r.place, r.slug))}
    if len(known) < 2:
        return None
    slugs = list(known)
    left, right = st.columns(2)
    with left:
        first = _report(t("compare.first"), _FIRST, known, slugs[-2])
    with right:
        second = _report(t("compare.second"), _SECOND, {s: r for s, r in known.items() if s != first}, slugs[-1])
    return state.comparison(known[first].iri, known[second].iri)


def _report(label: str, key: str, known: Mapping[str, ReportInfo], default: str) -> str:
    _open_at(key, known, default if default in known else next(iter(known)))
    chosen = st.selectbox(
        label, list(known), format_func=lambda slug: _name(known[slug]), key=key, on_change=_follow, args=(key,)
    )
    return str(chosen)


def _open_at(key: str, options: Mapping[str, object] | Sequence[str], default: str) -> None:
    """Begin with what the address says, else with the default."""
    if st.session_state.get(key) not in options:
        asked = st.query_params.get(_ADDRESS[key])
        st.session_state[key] = asked if asked in options else default


def _follow(key: str) -> None:
    st.query_params[_ADDRESS[key]] = st.session_state[key]


def _name(report: ReportInfo) -> str:
    return f"{report.place} {report.year} · {report.title}"


def chosen_view() -> str:
    """Which of the views is open."""
    _open_at(_VIEW, VIEWS, VIEWS[0])
    st.segmented_control(
        t("compare.view"),
        VIEWS,
        format_func=lambda name: t(f"compare.{name}"),
        key=_VIEW,
        required=True,
        on_change=_follow,
        args=(_VIEW,),
        label_visibility="collapsed",
    )
    return str(st.session_state[_VIEW])


def summary(pair: Comparison) -> None:
    """What changed, in one line, and what that does not say."""
    moved = sum(chain.moved for chain in pair.chains)
    grown = sum(chain.count(c) for chain in pair.chains for c in (Change.NEW, Change.STRONGER))
    verdicts = [change.verdict for change in pair.figures if change.verdict]
    counts = {c.value: sum(thing.change is c for thing in pair.things) for c in (Change.KEPT, Change.NEW, Change.GONE)}
    key = "compare.told" if pair.one_place else "compare.told_places"
    st.markdown(escape(t(key, moved=moved, grown=grown, **counts)))
    if verdicts:
        met = verdicts.count(Verdict.MET)
        st.markdown(escape(t("compare.met", n=len(verdicts), met=met, missed=len(verdicts) - met)))
    st.caption(t("compare.caution" if pair.one_place else "compare.caution_places"))


def show(pair: Comparison, view: str) -> None:
    """One of the views."""
    {"chains": _chains, "figures": _figures, "things": _things, "relations": _relations}[view](pair, saying(pair))


def _chains(pair: Comparison, words: Saying) -> None:
    told = tallies(pair.chains, words)
    _open_at(_CHAIN, told, liveliest(pair.chains))
    chosen = st.pills(
        t("chain.choose"),
        list(told),
        format_func=lambda chain: escape(told[chain]),
        key=_CHAIN,
        required=True,
        on_change=_follow,
        args=(_CHAIN,),
        label_visibility="collapsed",
    )
    _legend(words)
    change = next(chain for chain in pair.chains if chain.chain.id == chosen)
    st.html(board(state.chain(str(chosen)), change, words))
    with st.expander(t("compare.links_table")):
        rows = link_rows(pair.chains, words)
        heads = _heads("chain", "link", "change", first=words.first, second=words.second)
        _table(rows, {**heads, "came": t("compare.came_head"), "left": t("compare.left_head")}, "links")


def _legend(words: Saying) -> None:
    marks = "".join(f'<li class="{change.value}">{words.change(change)}</li>' for change in Change)
    st.html(f'<ul class="lianpu-changes-legend">{marks}</ul>')


def _figures(pair: Comparison, words: Saying) -> None:
    wanted = _filter({"kept": t("compare.both"), "verdict": t("compare.with_verdict"), ALL: t("compare.all")})
    shown = [change for change in pair.figures if _wanted(change, wanted)]
    heads = _heads("figure", "about", "unit", first=words.first, second=words.second)
    _table(figure_rows(shown, words), {**heads, "verdict": t("compare.verdict_head")}, "figures")


def _wanted(change: FigureChange, wanted: str) -> bool:
    if wanted == "verdict":
        return change.verdict is not None or change.conflict
    return wanted == ALL or change.change is Change.KEPT


def _things(pair: Comparison, words: Saying) -> None:
    wanted = _filter({**_change_names(words), "renamed": t("compare.renamed"), ALL: t("compare.all")})
    kinds = {kind.value: label for kind, label in type_labels().items()}
    _open_at(_TYPE, [ALL, *kinds], ALL)
    kind = st.selectbox(
        t("compare.type"),
        [ALL, *kinds],
        format_func=lambda name: t("compare.all") if name == ALL else kinds[name],
        key=_TYPE,
        on_change=_follow,
        args=(_TYPE,),
        width=240,
    )
    shown = [
        thing
        for thing in pair.things
        if (thing.renamed if wanted == "renamed" else wanted in (ALL, thing.change.value))
        and (kind == ALL or thing.thing.type is EntityType(kind))
    ]
    heads = _heads("change", "type", "name", first=t("compare.called", report=words.first))
    _table(thing_rows(shown, words), {**heads, "second": t("compare.called", report=words.second)}, "things")


def _relations(pair: Comparison, words: Saying) -> None:
    wanted = _filter({**_change_names(words), ALL: t("compare.all")})
    shown = [change for change in pair.relations if wanted in (ALL, change.change.value)]
    heads = _heads("change", "subject", "relation", "object", first=words.first, second=words.second)
    _table(relation_rows(shown, words), heads, "relations")


def _filter(options: dict[str, str]) -> str:
    """Which changes to list; the address holds it."""
    _open_at(_CHANGE, options, "new" if "new" in options else next(iter(options)))
    st.pills(
        t("compare.change"),
        list(options),
        format_func=lambda name: escape(options[name]),
        key=_CHANGE,
        required=True,
        on_change=_follow,
        args=(_CHANGE,),
        label_visibility="collapsed",
    )
    return str(st.session_state[_CHANGE])


def _change_names(words: Saying) -> dict[str, str]:
    return {change.value: words.change(change) for change in (Change.NEW, Change.GONE, Change.KEPT)}


def _heads(*names: str, **others: str) -> dict[str, str]:
    return {**{name: t(f"compare.{name}_head") for name in names}, **others}


def _table(rows: list[Row], columns: dict[str, str], name: str) -> None:
    """A table with its files to take away; a row that is a thing leads to it."""
    if not rows:
        st.info(t("compare.nothing"), icon=":material/search_off:")
        return
    st.caption(t("compare.rows", n=f"{len(rows):,}"))
    event = st.dataframe(
        pd.DataFrame([{key: row.get(key) for key in columns} for row in rows]),
        column_config={key: st.column_config.TextColumn(label) for key, label in columns.items()},
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"compare-table-{name}-{st.session_state.get(_CHANGE, '')}-{st.session_state.get(_TYPE, '')}",
    )
    chosen = event["selection"]["rows"]
    iri = cast("str | None", rows[chosen[0]].get("iri")) if chosen and chosen[0] < len(rows) else None
    with st.container(horizontal=True, gap="small"):
        if iri in state.things() and iri is not None and st.button(t("compare.open"), icon=":material/hub:"):
            st.switch_page(GRAPH, query_params={"node": state.short(iri)})
        file, icon = f"lianpu-{name}", ":material/download:"
        st.download_button(
            t("ask.csv"), csv_bytes(rows, columns), f"{file}.csv", CSV_TYPE, on_click="ignore", icon=icon
        )
        st.download_button(
            t("ask.xlsx"), lambda: xlsx_bytes(rows, columns), f"{file}.xlsx", XLSX_TYPE, on_click="ignore", icon=icon
        )


def saying(pair: Comparison) -> Saying:
    """The words of a comparison in the session's language."""
    kind = "" if pair.one_place else "_places"
    plain = {Change.NEW, Change.GONE}
    changes = {c: t(f"change.{c.value}{kind if c in plain else ''}") for c in Change}
    same_year = pair.first.year == pair.second.year
    labels = [
        f"{r.place} {r.year}" if not pair.one_place or same_year else str(r.year) for r in (pair.first, pair.second)
    ]
    return Saying(
        language=language(),
        first=labels[0],
        second=labels[1],
        came=t("compare.came"),
        left=t("compare.left"),
        place=pair.first.place if pair.one_place else t("compare.own_place"),
        conflict=t("compare.conflict"),
        changes=changes,
        verdicts={verdict: t(f"verdict.{verdict.value}") for verdict in Verdict},
        types=type_labels(),
        predicates=predicate_labels(),
        stages=stage_labels(),
        states=state_labels(),
        statuses=status_labels(),
    )
