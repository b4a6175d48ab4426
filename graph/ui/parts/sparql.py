"""The SPARQL page's pieces: examples, the editor, and the query that runs."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import streamlit as st

from graph.errors import LianpuError, QueryError
from graph.query.answer import Answer, compact
from graph.query.examples import load_examples
from graph.query.hints import FUNCTIONS, KEYWORDS, Mark, doubts, marks_of
from graph.ui import state
from graph.ui.catalogue import explain, language, strings, t
from graph.ui.checking import mark_data
from graph.ui.components.editor import query_editor
from graph.ui.frame import escape
from graph.ui.queries import QueryRun

#: Session keys: the text that the editor opens with, how often it was given one, a query that is to run at once, the
#: run itself, and how its answer is looked at.
_TEXT, _LOADS, _WANTED, _RUN, ORDER = "sparql-text", "sparql-loads", "sparql-wanted", "sparql-run", "sparql-order"
_RUNS, _FILTER, _EDITOR, _ADDRESSED = "sparql-runs", "sparql-filter", "sparql-editor", "sparql-addressed"
#: A longer address is refused by common proxies, so a long query stays out of it. The rest of it takes little.
_ADDRESS_LIMIT, _REST = 8_000, 300
#: How often a page that waits looks for the answer.
_LOOK_SECONDS = 0.1
#: Most queries are over by then, and the page is drawn once.
_AT_ONCE_SECONDS = 0.25


def choose_example() -> None:
    """The worked examples by topic; choosing one loads it into the editor and runs it."""
    examples = load_examples(state.settings().ontology / "queries")
    st.markdown(f"**{t('sparql.example', n=len(examples))}**")
    sought = st.text_input(
        t("sparql.filter"),
        key=_FILTER,
        placeholder=t("sparql.filter"),
        icon=":material/search:",
        label_visibility="collapsed",
        max_chars=60,
    )
    words = sought.casefold().split()
    shown = [one for one in examples if all(w in f"{one.zh} {one.en} {one.query}".casefold() for w in words)]
    if not shown:
        st.caption(t("sparql.filter_none"))
    topics = (key.removeprefix("topic.") for key in strings() if key.startswith("topic."))
    by_topic = ((topic, [example for example in shown if example.topic == topic]) for topic in topics)
    with st.container(height=332, border=False, key="example-list", gap="xsmall"):
        for number, (topic, found) in enumerate(one for one in by_topic if one[1]):
            label = t("sparql.topic", topic=t(f"topic.{topic}"), n=len(found))
            with st.expander(label, expanded=bool(words) or number == 0), st.container(gap="xxsmall"):
                for example in found:
                    title = example.zh if language() == "zh" else example.en
                    key = f"example-{example.id}"
                    st.button(
                        escape(title), key=key, type="tertiary", on_click=hand_over, args=(example.query.strip(),)
                    )


def editor() -> bool:
    """The editor, with the marks of the last query. It opens with what was loaded last, else with the address's query,
    else with the first example. Returns whether a query runs, as the editor shows it."""
    if st.session_state.pop(_WANTED, False):
        _start(st.session_state[_TEXT])
    _follow_address()
    data = _data(last_run())
    query_editor(data, key=_EDITOR, on_act=_acted)
    return bool(data["running"])


def _follow_address() -> None:
    """Where the address names another query than before, as after a step back, that one is opened; where it names none,
    as after a look at another page, it gets back the one that it had."""
    asked, known = st.query_params.get("query"), st.session_state.get(_ADDRESSED)
    if asked is not None and asked != known:
        st.session_state[_LOADS] = st.session_state.get(_LOADS, 0) + (_TEXT in st.session_state)
        st.session_state[_TEXT] = st.session_state[_ADDRESSED] = asked
    elif asked is None and known is not None:
        _address(known)
    elif _TEXT not in st.session_state:
        first, *_ = load_examples(state.settings().ontology / "queries")
        st.session_state[_TEXT] = first.query.strip()


def _address(query: str | None) -> None:
    """Let the address say this query, and in which language."""
    st.session_state[_ADDRESSED] = query
    st.query_params.from_dict({**({"query": query} if query is not None else {}), "lang": language()})


def last_run() -> QueryRun | None:
    """The query that runs, or ran last."""
    run: QueryRun | None = st.session_state.get(_RUN)
    return run


def wait_for(run: QueryRun) -> None:
    """Show that a query runs until it is over. The rest of the page is alive: whatever is done there interrupts this,
    and the query goes on."""
    place = st.empty()
    limit = f"{state.settings().query_seconds:g}"
    while not run.wait(_LOOK_SECONDS):
        place.info(t("sparql.running", n=f"{run.seconds:.0f}", limit=limit), icon=":material/hourglass_top:")
    place.empty()
    st.rerun()


def marks(run: QueryRun) -> tuple[Mark, ...]:
    """What is to be said of places in a query that is over: why it was refused, or words that there are not."""
    if isinstance(run.error, QueryError):
        return marks_of(run.query, run.error)
    if run.answer is not None and run.answer.kind != "boolean" and not run.answer.rows:
        return doubts(run.query, [term.iri for term in state.terms()])
    return ()


def told(mark: Mark) -> str:
    """A mark in the session's language."""
    return t(f"queryhint.{mark.key}", **mark.values)


def measure(answer: Answer) -> str:
    """How much was found, and in which time."""
    ms = f"{answer.seconds * 1000:,.0f}" if answer.seconds >= 0.001 else "<1"
    if answer.kind == "boolean":
        return t("sparql.took", ms=ms)
    key = "sparql.triples" if answer.kind == "graph" else "sparql.rows"
    return t(key, n=f"{len(answer.rows):,}", ms=ms)


def hand_over(query: str) -> None:
    """Put a query into the editor and have it run."""
    st.session_state[_TEXT] = query
    st.session_state[_LOADS] = st.session_state.get(_LOADS, 0) + 1
    st.session_state[_WANTED] = True


def _acted() -> None:
    sent = st.session_state[_EDITOR].get("act")
    do = sent.get("do") if hasattr(sent, "get") else None
    run = last_run()
    if do == "cancel" and run is not None:
        run.cancel()
    elif do == "run" and (run is None or run.finished):
        _start(str(sent.get("query", "")))


def _start(query: str) -> None:
    """Run a query; the address says which, where it is not too long."""
    before = last_run()
    if before is not None:
        before.cancel()
    st.session_state[_TEXT] = query
    st.session_state[_RUNS] = st.session_state.get(_RUNS, 0) + 1
    st.session_state.pop(ORDER, None)
    st.session_state[_RUN] = run = QueryRun(query, state.runner())
    run.wait(_AT_ONCE_SECONDS)
    _address(query if len(quote(query)) + _REST <= _ADDRESS_LIMIT else None)


def _data(run: QueryRun | None) -> dict[str, Any]:
    over = run is not None and run.finished  # looked at once: what the page shows must be of one moment
    found = marks(run) if run is not None and over else ()
    return {
        "text": st.session_state[_TEXT],
        "load": st.session_state.get(_LOADS, 0),
        "running": run is not None and not over,
        "language": language(),
        "words": _words(),
        "prefixes": state.prefixes(),
        "terms": _terms(),
        "keywords": list(KEYWORDS),
        "functions": list(FUNCTIONS),
        "marks": [mark_data(mark, t) for mark in found],
        "asked": run.query if run is not None else None,
        "marked": st.session_state.get(_RUNS, 0) if over else -1,
        "ran": _ran(run) if run is not None and over else None,
        "longest": _ADDRESS_LIMIT,
    }


def _words() -> dict[str, str]:
    """The strings that the editor's own script shows."""
    table = "queryeditor."
    names = (key.removeprefix(table) for key in strings() if key.startswith(table))
    return {name: t(f"queryeditor.{name}") for name in names}


def _ran(run: QueryRun) -> dict[str, Any]:
    """What the history keeps of a run."""
    what = measure(run.answer) if run.answer is not None else t("sparql.failed")
    return {"query": run.query, "at": run.at, "told": what, "failed": run.answer is None}


def _terms() -> list[dict[str, Any]]:
    spoken = language()
    return [
        {
            "name": name if (name := compact(term.iri)) != term.iri else f"<{term.iri}>",
            "kind": "class" if term.kind == "class" else "property",
            "label": term.labels.get(spoken, ""),
            "about": term.definitions.get(spoken, ""),
            "uses": t("sparql.uses", n=f"{term.uses:,}") if term.uses else "",
        }
        for term in state.terms()
    ]


def show_refusal(run: QueryRun, error: LianpuError) -> None:
    """Why a query was not answered: where it goes wrong, and what helps."""
    found = marks(run)
    if error.key == "query_cancelled":
        st.info(t("error.query_cancelled"), icon=":material/cancel:")
    elif found:
        said = " ".join(t("sparql.at", line=mark.line, column=mark.column, said=told(mark)) for mark in found)
        st.error(escape(said), icon=":material/error:")
    else:
        st.error(escape(explain(error)), icon=":material/error:")
