"""The SPARQL page's pieces: examples, editor, result."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from graph.present.tables import columns_of
from graph.query.answer import Answer, as_csv, as_json
from graph.query.examples import Example, load_examples
from graph.ui import state
from graph.ui.catalogue import language, t
from graph.ui.frame import escape
from graph.ui.pagelist import GRAPH

_TEXT = "sparql-text"
_KEPT = "sparql-kept"
_WANTED = "sparql-wanted"
_ANSWERED = "sparql-answered"
#: An address longer than this is cut by some browsers and proxies, so a long query stays out of it.
_ADDRESS_LIMIT = 1_800


def choose_example() -> None:
    """The worked examples; choosing one loads it into the editor and runs it."""
    st.markdown(f"**{t('sparql.example')}**")
    by_topic: dict[str, list[Example]] = {}
    for example in load_examples(state.settings().ontology / "queries"):
        by_topic.setdefault(example.topic, []).append(example)
    for number, (topic, examples) in enumerate(by_topic.items()):
        with st.expander(t(f"topic.{topic}"), expanded=number == 0), st.container(gap="xxsmall"):
            for example in examples:
                label = example.zh if language() == "zh" else example.en
                st.button(escape(label), key=f"example-{example.id}", type="tertiary", on_click=_take, args=(example,))


def editor() -> None:
    """The editor. It opens with what stood in it last, else with the address's query, else with the first example."""
    if _TEXT not in st.session_state:
        first, *_ = load_examples(state.settings().ontology / "queries")
        asked = st.query_params.get("query", first.query)
        # Streamlit forgets a widget's text when its page is left, so the text is kept under a key of its own too.
        st.session_state[_TEXT] = st.session_state.get(_KEPT, asked)
    st.text_area(t("sparql.editor"), key=_TEXT, height=300)
    st.session_state[_KEPT] = st.session_state[_TEXT]


def run() -> Answer | None:
    """Run the query when asked; the last answer stays until the next."""
    pressed = st.button(t("sparql.run"), type="primary", icon=":material/play_arrow:")
    if pressed or st.session_state.pop(_WANTED, False):
        st.session_state.pop(_ANSWERED, None)
        query = st.session_state[_TEXT]
        if len(query) <= _ADDRESS_LIMIT:
            st.query_params["query"] = query
        st.session_state[_ANSWERED] = state.run_query(query)
    answer: Answer | None = st.session_state.get(_ANSWERED)
    return answer


def show_answer(answer: Answer) -> None:
    """The answer as a table, with its downloads and the way into the graph."""
    if answer.kind == "boolean":
        st.success(t("sparql.yes") if answer.boolean else t("sparql.no"))
        return
    st.caption(t("sparql.rows", n=f"{len(answer.rows):,}", ms=f"{answer.seconds * 1000:,.0f}"))
    if answer.truncated:
        st.warning(t("sparql.truncated", n=f"{len(answer.rows):,}"), icon=":material/content_cut:")
    if not answer.rows:
        st.info(t("sparql.empty"))
        return
    table = pd.DataFrame(columns_of(answer, base=state.settings().base_iri))
    event = st.dataframe(table, hide_index=True, on_select="rerun", selection_mode="single-cell", key="sparql-table")
    _open_selected(answer, event.selection.get("cells", []))
    _downloads(answer)


def _open_selected(answer: Answer, cells: list[tuple[int, str]]) -> None:
    for row, variable in cells:
        term = answer.rows[row][answer.variables.index(variable)]
        if term and term["value"] in state.things() and st.button(t("sparql.open"), icon=":material/hub:"):
            st.switch_page(GRAPH, query_params={"node": state.short(term["value"])})


def _downloads(answer: Answer) -> None:
    with st.container(horizontal=True, gap="small"):
        # A byte order mark: without it, spreadsheet programs take the Chinese for another encoding.
        st.download_button(t("sparql.csv"), "\ufeff" + as_csv(answer), "lianpu.csv", "text/csv", on_click="ignore")
        st.download_button(t("sparql.json"), as_json(answer), "lianpu.srj", "application/json", on_click="ignore")
        if answer.turtle is not None:
            st.download_button(t("sparql.turtle"), answer.turtle, "lianpu.ttl", "text/turtle", on_click="ignore")


def hand_over(query: str) -> None:
    """Put a query into the editor and have it run when the page opens."""
    st.session_state[_KEPT] = query
    st.session_state.pop(_TEXT, None)
    st.session_state[_WANTED] = True


def _take(example: Example) -> None:
    st.session_state[_TEXT] = example.query
    st.session_state[_WANTED] = True
