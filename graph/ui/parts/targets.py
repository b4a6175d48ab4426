"""The policies and targets page's pieces: targets beside what was reached, and policies by industry and issuer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from graph.present.policies import PolicyRow, choices, narrowed
from graph.present.targetcards import Words, cards, figure_rows, holds, pair_rows
from graph.present.targets import Board, board, target_years
from graph.query.values import Figure, Thing
from graph.ui import state
from graph.ui.catalogue import status_labels, t
from graph.ui.components import places
from graph.ui.frame import escape
from graph.ui.pagelist import GRAPH, SOURCE
from graph.ui.parts.details import sentence, thing_name
from graph.ui.parts.downloads import table_downloads

_VIEW, _SEARCH, _PLACE, _YEAR = "targets-view", "targets-search", "targets-place", "targets-year"
FIGURES, POLICIES = "figures", "policies"
#: How many policies are listed before the rest is asked for.
LISTED = 12
_LONGEST_SEARCH = 60
_CHANGES = ("more", "less", "equal", "points_more", "points_less", "apart", "times", "at_least", "at_most", "about")


def choose_view() -> str:
    """Figures or policies; the address holds it."""
    asked = st.query_params.get("view")
    if st.session_state.get(_VIEW) not in (FIGURES, POLICIES):
        st.session_state[_VIEW] = asked if asked in (FIGURES, POLICIES) else FIGURES
    st.segmented_control(
        t("targets.view"),
        [FIGURES, POLICIES],
        format_func=lambda name: t(f"targetsview.{name}"),
        key=_VIEW,
        required=True,
        on_change=_follow,
        args=("view", _VIEW),
        label_visibility="collapsed",
    )
    return str(st.session_state[_VIEW])


def search() -> str:
    """The words to look for within the page; the address holds them."""
    if _SEARCH not in st.session_state:
        st.session_state[_SEARCH] = st.query_params.get("find", "")[:_LONGEST_SEARCH]
    st.text_input(
        t("targets.search"),
        key=_SEARCH,
        max_chars=_LONGEST_SEARCH,
        placeholder=t("targets.search_hint"),
        icon=":material/search:",
        on_change=_follow,
        args=("find", _SEARCH),
        label_visibility="collapsed",
    )
    return str(st.session_state[_SEARCH]).strip()


def _follow(name: str, key: str) -> None:
    value = st.session_state[key]
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def figures_view(sought: str) -> None:
    """Targets beside what was reached, then the figures without a counterpart."""
    place, year = _place_and_year()
    if year is None:
        st.info(t("targets.none"))
        return
    whole = board(_figures_of(place), year)
    shown = Board(
        tuple(pair for pair in whole.pairs if holds(pair.target, sought) or holds(pair.reached, sought)),
        tuple(figure for figure in whole.targets if holds(figure, sought)),
        tuple(figure for figure in whole.reached if holds(figure, sought)),
    )
    words = Words({name: t(f"targetwords.{name}") for name in _CHANGES}, status_labels())
    if not (shown.pairs or shown.targets or shown.reached):
        st.info(t("targets.not_found", words=escape(sought)))
    _pairs(shown, words, place)
    _alone(t("targets.only_target", n=len(shown.targets)), shown.targets, words, "only-target", opened=bool(sought))
    _alone(t("targets.only_reached", n=len(shown.reached)), shown.reached, words, "only-reached", opened=bool(sought))


def _place_and_year() -> tuple[str, int | None]:
    """Whose targets for which year; a choice is shown where there is one."""
    named = list(dict.fromkeys(report.place for report in state.reports()))
    place = _choose(t("targets.place"), named, "place", _PLACE)
    years = [str(year) for year in target_years(_figures_of(place))]
    year = _choose(t("targets.year"), years, "year", _YEAR) if years else ""
    return place, int(year) if year else None


def _choose(label: str, options: Sequence[str], name: str, key: str) -> str:
    if len(options) < 2:
        return options[0] if options else ""
    asked = st.query_params.get(name)
    if st.session_state.get(key) not in options:
        st.session_state[key] = asked if asked in options else options[0]
    st.pills(label, options, key=key, required=True, on_change=_follow, args=(name, key), format_func=escape)
    return str(st.session_state[key])


def _figures_of(place: str) -> list[Figure]:
    of = {report.iri for report in state.reports() if report.place == place}
    return [figure for figure in state.figures() if figure.evidence.report in of]


def _pairs(shown: Board, words: Words, place: str) -> None:
    if not shown.pairs:
        return
    st.markdown(f"**{t('targets.pairs', n=len(shown.pairs))}**")
    st.caption(t("targets.pairs_help"))
    told = {"sentences": t("targets.sentences"), "open": t("graph.in_source"), "section": t("targets.section")}
    opened = places.target_cards({"cards": cards(shown.pairs, words), "words": told}, key="target-cards")
    if opened is not None and opened.get("report") in state.knowledge().sources:
        query = {"report": state.short(opened["report"]), "at": opened.get("at", "")}
        st.switch_page(SOURCE, query_params=query)
    heads = ("name", "before", "before_unit", "before_when", "after", "after_unit", "after_when", "bound", "change")
    columns = {name: t(f"targetcolumn.{name}") for name in (*heads, "before_sentence", "after_sentence")}
    table_downloads(pair_rows(shown.pairs, words), columns, t("targets.file_pairs", place=place), key="pairs-file")


def _alone(label: str, figures: Sequence[Figure], words: Words, key: str, *, opened: bool) -> None:
    if not figures:
        return
    with st.expander(label, expanded=opened):
        columns = {name: t(f"targetcolumn.{name}") for name in ("name", "value", "subject", "when", "sentence")}
        rows = figure_rows(figures, words)
        widths = {"name": 230, "value": 140, "subject": 120, "when": 90, "sentence": 620}
        event = st.dataframe(
            pd.DataFrame(rows),
            column_config={name: st.column_config.TextColumn(columns[name], width=widths[name]) for name in columns},
            hide_index=True,
            height=min(36 * len(rows) + 40, 420),
            on_select="rerun",
            selection_mode="single-row",
            key=key,
        )
        st.caption(t("targets.choose_row"))
        for at in event["selection"]["rows"]:
            if at < len(figures):
                figure = figures[at]
                sentence(figure.evidence, [figure.name, figure.subject], [words.value(figure)], key=f"{key}-{at}")
        table_downloads(rows, columns, label, key=f"{key}-file")


def policies_view(sought: str) -> None:
    """Policies with the industries that they are for and who issued them, filtered, each with its sentence."""
    rows = state.policies()
    if not rows:
        st.info(t("targets.no_policies"))
        return
    industries, issuers = choices(rows)
    left, middle, right = st.columns([2, 2, 1], vertical_alignment="bottom")
    with left:
        industry = _filter(t("targets.industry"), industries, "industry")
    with middle:
        issuer = _filter(t("targets.issuer"), issuers, "issuer")
    found = narrowed(rows, industry=industry, issuer=issuer, words=sought)
    with right:
        columns = {name: t(f"targetcolumn.{name}") for name in ("policy", "industries", "issuers", "sentence")}
        table_downloads(_policy_table(found), columns, t("targets.file_policies"), key="policies-file")
    linked = [row for row in found if row.facts]
    named = [row for row in found if not row.facts]
    if not found:
        st.info(t("targets.not_found", words=escape(sought)))
    if linked:
        st.markdown(f"**{t('targets.linked', n=len(linked))}**")
    for number, row in enumerate(linked[:LISTED]):
        _policy(row, f"policy-{number}")
    if len(linked) > LISTED:
        with st.expander(t("graph.more", n=len(linked) - LISTED)):
            for number, row in enumerate(linked[LISTED:], LISTED):
                _policy(row, f"policy-{number}")
    if named:
        with st.expander(t("targets.named", n=len(named)), expanded=bool(sought) and len(named) <= LISTED):
            _named(named)


def _filter(label: str, counts: Mapping[str, int], name: str) -> str | None:
    known = state.things()
    options = list(counts)
    key, asked = f"targets-{name}", state.long(st.query_params.get(name, ""))
    if key not in st.session_state and asked in options:
        st.session_state[key] = asked
    chosen = st.selectbox(
        label,
        options,
        index=None,
        format_func=lambda iri: f"{known[iri].name}（{counts[iri]}）",
        placeholder=t("targets.any"),
        key=key,
    )
    if chosen is None:
        st.query_params.pop(name, None)
        return None
    st.query_params[name] = state.short(chosen)
    return str(chosen)


def _policy(row: PolicyRow, key: str) -> None:
    with st.container(border=True, key=f"card-{key}"):
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            _go(row.policy, key)
            _joined(t("relation.targetsIndustry"), [thing for thing, _ in row.industries], f"{key}-for")
            _joined(t("relation.issuedBy"), [thing for thing, _ in row.issuers], f"{key}-by")
        words = [row.policy.name, *row.policy.aliases, *(thing.name for thing, _ in row.industries)]
        for number, evidence in enumerate(row.sentences):
            sentence(evidence, words, [], key=f"{key}-{number}")


def _joined(label: str, others: Sequence[Thing], key: str) -> None:
    if others:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", width="content"):
            st.caption(label, width="content")
            for number, thing in enumerate(others):
                _go(thing, f"{key}-{number}")


def _go(thing: Thing, key: str) -> None:
    if st.button(escape(thing_name(thing)), key=f"go-{key}", type="tertiary"):
        st.switch_page(GRAPH, query_params={"node": state.short(thing.iri)})


def _named(rows: Sequence[PolicyRow]) -> None:
    columns = {name: t(f"targetcolumn.{name}") for name in ("policy", "sentence")}
    event = st.dataframe(
        pd.DataFrame(_policy_table(rows))[list(columns)],
        column_config={
            "policy": st.column_config.TextColumn(columns["policy"], width=330),
            "sentence": st.column_config.TextColumn(columns["sentence"], width=820),
        },
        hide_index=True,
        height=min(36 * len(rows) + 40, 420),
        on_select="rerun",
        selection_mode="single-row",
        key="policies-named",
    )
    st.caption(t("targets.choose_row"))
    for at in event["selection"]["rows"]:
        if at < len(rows):
            _policy(rows[at], "policy-chosen")


def _policy_table(rows: Sequence[PolicyRow]) -> list[dict[str, str]]:
    return [
        {
            "policy": row.policy.name,
            "industries": "、".join(thing.name for thing, _ in row.industries),
            "issuers": "、".join(thing.name for thing, _ in row.issuers),
            "sentence": row.evidence.words if row.evidence else "",
        }
        for row in rows
    ]
