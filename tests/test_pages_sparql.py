"""The SPARQL page, driven without a browser: what it sends to its components, and what it says."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from test_pages import open_screen, texts

from graph.query.answer import Answer
from graph.query.examples import load_examples
from graph.settings import load_settings
from graph.store import Build
from graph.ui.queries import QueryRun

pytestmark = pytest.mark.usefixtures("build")
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MARKUP = "<img src=x onerror=alert(1)>"


def ask(query: str, **address: str) -> AppTest:
    """The page after a query was run on it, as the editor has it run."""
    app = open_screen("sparql", **address)
    app.session_state["sparql-text"] = query
    app.session_state["sparql-wanted"] = True
    app.run()
    assert not app.exception
    return app


def sent(app: AppTest, component: str) -> dict[str, Any]:
    """What the page sends to one of its components; empty where it does not show it."""
    found = (one.proto.json for one in app.get("bidi_component") if one.proto.component_name == component)
    return json.loads(next(found, "{}"))


def views(app: AppTest) -> list[str]:
    return [option.content.split()[-1] for group in app.get("button_group") for option in group.proto.options]


def test_the_editor_opens_with_the_query_of_the_address():
    app = open_screen("sparql", query="ASK { ?s a lp:Product }")
    assert sent(app, "lianpu_editor")["text"] == "ASK { ?s a lp:Product }"
    assert sent(app, "lianpu_result") == {}


def test_a_query_that_ran_stands_in_the_address():
    app = ask("ASK { ?s a lp:Product }")
    assert app.query_params["query"] == "ASK { ?s a lp:Product }"
    assert "是" in app.success[0].value


def test_another_query_in_the_address_is_opened_and_a_look_elsewhere_loses_none():
    app = ask("ASK { ?s a lp:Product }")
    app.query_params["query"] = "ASK { ?s a lp:Chain }"
    assert sent(app.run(), "lianpu_editor")["text"] == "ASK { ?s a lp:Chain }"
    app.switch_page("screens/chain.py").run()
    app.switch_page("screens/sparql.py").run()
    assert app.query_params["query"] == "ASK { ?s a lp:Chain }"
    assert sent(app, "lianpu_editor")["text"] == "ASK { ?s a lp:Chain }"


def test_a_query_that_is_too_long_for_an_address_stays_out_of_it():
    app = ask("ASK { ?s a lp:Product } # " + "长" * 1_000)
    assert "query" not in app.query_params and "是" in app.success[0].value


def test_the_editor_knows_prefixes_and_terms_of_vocabulary_and_data():
    data = sent(open_screen("sparql"), "lianpu_editor")
    terms = {term["name"]: term for term in data["terms"]}
    assert data["prefixes"]["lp"] and "SELECT" in data["keywords"]
    assert terms["lp:operatesIn"]["label"] == "从事产业" and "次" in terms["lp:operatesIn"]["uses"]
    assert terms["skos:prefLabel"]["kind"] == "property" and terms["lp:Enterprise"]["kind"] == "class"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_example_opens_on_the_page_and_one_is_run_by_a_press(language: str):
    app = open_screen("sparql", lang=language)
    known = load_examples(load_settings().ontology / "queries")
    assert {f"example-{one.id}" for one in known} <= {str(button.key) for button in app.button}
    app.button(key="example-09-how-many").click().run()
    assert not app.exception and len(sent(app, "lianpu_result")["rows"]) == 8
    assert sent(app, "lianpu_editor")["load"] == 1


def test_examples_can_be_found_by_a_word():
    app = open_screen("sparql")
    app.text_input(key="sparql-filter").set_value("铜箔").run()
    shown = [button.label for button in app.button if str(button.key).startswith("example-")]
    assert 0 < len(shown) < 20 and "华鑫铜箔生产什么？" in shown
    app.text_input(key="sparql-filter").set_value("没有这样的").run()
    assert "没有这样的示例" in texts(app)


@pytest.mark.parametrize(
    ("query", "says", "line"),
    [
        ("DROP ALL", "图谱只读", 1),
        ("SELECT * {\n SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "别的服务器", 2),
        ("SELECT * { ?s ?p }", "第 1 行", 1),
        ("SELECT * {\n?s a lpp:Product }", "没有前缀 lpp:，是不是 lp:", 2),
        ("SELECT * {\n?s ?p ?o", "没有配对", 1),
        ("", "还没有查询", None),
    ],
)
def test_a_query_that_may_not_run_gets_one_clear_line_and_a_mark(query: str, says: str, line: int | None):
    app = ask(query)
    assert says in app.error[0].value.replace("\\", "")
    marks = sent(app, "lianpu_editor")["marks"]
    assert [mark["line"] for mark in marks] == ([line] if line else [])
    assert all(mark["message"] and mark["severity"] == "error" for mark in marks)


def test_an_empty_result_doubts_a_word_that_there_is_not():
    app = ask("SELECT ?e { ?e lp:operateIn ?i }")
    assert "没有符合的结果" in texts(app)
    (mark,) = sent(app, "lianpu_editor")["marks"]
    assert mark["severity"] == "warning" and "lp:operatesIn" in mark["message"]


def test_a_result_that_was_cut_says_so(monkeypatch: pytest.MonkeyPatch):
    app = ask("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert "结果不完整：只取了前 10,000 行" in app.warning[0].value
    assert "10,000 行，用时" in texts(app)


def test_a_result_whose_text_was_cut_says_so(monkeypatch: pytest.MonkeyPatch):
    row = ({"type": "literal", "value": "x"},)
    cut = Answer("select", ("x",), (row,), truncated=True, seconds=0.1)
    monkeypatch.setattr("graph.query.runner.QueryRunner.run", lambda *_, **__: cut)
    assert "文字太多" in ask("SELECT ?x { ?x ?y ?z }").warning[0].value


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("SELECT ?name { ?e a lp:Enterprise ; skos:prefLabel ?name }", []),
        ("SELECT ?e ?i { ?e lp:operatesIn ?i }", ["表格", "关系图"]),
        ("SELECT ?n (COUNT(?e) AS ?c) { ?e lp:operatesIn/skos:prefLabel ?n } GROUP BY ?n", ["表格", "统计图"]),
        ("SELECT ?p (COUNT(?i) AS ?c) { ?p lp:developsIndustry ?i } GROUP BY ?p", ["表格", "统计图", "地图"]),
        ("CONSTRUCT { ?e lp:operatesIn ?i } { ?e lp:operatesIn ?i }", ["表格", "关系图"]),
    ],
)
def test_only_the_views_that_a_result_has_are_offered(query: str, offered: list[str]):
    app = ask(query)
    shown = [name for name in views(app) if name in {"表格", "关系图", "统计图", "地图"}]
    assert shown == offered


@pytest.mark.parametrize(
    ("query", "view", "component"),
    [
        ("SELECT ?p (COUNT(?i) AS ?c) { ?p lp:developsIndustry ?i } GROUP BY ?p", "map", "lianpu_county_map"),
        ("SELECT ?e ?i { ?e lp:operatesIn ?i }", "graph", "lianpu_result_graph"),
    ],
)
def test_a_result_is_drawn(query: str, view: str, component: str):
    app = ask(query)
    app.button_group(key="sparql-view").set_value(view).run()
    assert not app.exception and sent(app, component)


def test_numbers_are_drawn_as_a_chart_with_words_for_who_does_not_see_it():
    app = ask("SELECT ?n (COUNT(?e) AS ?c) { ?e lp:operatesIn/skos:prefLabel ?n } GROUP BY ?n")
    app.button_group(key="sparql-view").set_value("chart").run()
    assert not app.exception and len(app.get("echarts_chart")) + len(app.get("e_charts_chart")) == 1


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ("SELECT ?name { ?e a lp:Product ; skos:prefLabel ?name }", {"csv", "xlsx", "tsv", "srj", "srx"}),
        ("ASK { ?s ?p ?o }", {"csv", "xlsx", "tsv", "srj", "srx"}),
        (
            "CONSTRUCT { ?e lp:operatesIn ?i } { ?e lp:operatesIn ?i }",
            {"csv", "xlsx", "ttl", "nt", "jsonld", "rdf", "gexf", "graphml"},
        ),
    ],
)
def test_every_form_that_can_hold_the_answer_can_be_downloaded(query: str, forms: set[str]):
    app = ask(query)
    found = {button.key for button in app.get("download_button")}
    assert found == {f"sparql-file-{form}" for form in forms}


def test_markup_in_a_result_stays_text():
    app = ask(f'SELECT ?x (COUNT(*) AS ?n) {{ VALUES ?x {{ "{MARKUP}" "b" }} }} GROUP BY ?x')
    assert MARKUP in {cell["text"] for row in sent(app, "lianpu_result")["rows"] for cell in row["cells"]}
    assert MARKUP not in "".join(str(element.proto.body) for element in app.get("html"))


# ---------------------------------------------------------------- the run itself


def test_a_query_that_is_cancelled_ends_at_once_and_frees_its_place(build: Build):
    from graph.query.runner import QueryRunner

    runner = QueryRunner(build.folder, seconds=20, rows=10, workers=1)
    run = QueryRun(ENDLESS, runner)
    assert not run.wait(0.5)
    run.cancel()
    began = time.monotonic()
    assert run.wait(5) and time.monotonic() - began < 1
    assert run.error is not None and run.error.key == "query_cancelled" and runner.running == 0
    runner.close()


def test_a_query_that_nobody_looks_after_is_given_up(build: Build, monkeypatch: pytest.MonkeyPatch):
    from graph.query.runner import QueryRunner

    monkeypatch.setattr("graph.ui.queries.FORGOTTEN", 0.3)
    runner = QueryRunner(build.folder, seconds=20, rows=10, workers=1)
    run = QueryRun(ENDLESS, runner)
    assert run.wait(5) and run.error is not None and run.error.key == "query_cancelled"
    runner.close()


def test_a_fault_in_the_program_ends_the_run_with_a_word(monkeypatch: pytest.MonkeyPatch):
    class Broken:
        running = 0

        def run(self, query: str, **_: object) -> Answer:
            raise ZeroDivisionError(query)

        def close(self) -> None:
            pass

    run = QueryRun("ASK {}", Broken())
    assert run.wait(5) and "ZeroDivisionError" in str(run.error)
