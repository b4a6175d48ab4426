"""Free queries run in a process that can be stopped."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.errors import QueryError, QueryTimeoutError, StoreError
from graph.query.answer import as_csv, as_json, as_turtle
from graph.query.nursery import Nursery
from graph.query.runner import TRIAL_SECONDS, QueryRunner, Scope
from graph.query.written import Shapes
from graph.store import fill

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    quads = "".join(f"<https://x/{i}> <https://x/p> <https://x/{i % 37}> <https://x/g> .\n" for i in range(3000))
    fill(folder, quads.encode() + '<https://x/0> <https://x/name> "铜箔"@zh <https://x/h> .\n'.encode())
    return folder


@pytest.fixture(scope="module")
def runner(store_folder: Path) -> Iterator[QueryRunner]:
    made = QueryRunner(store_folder, seconds=2.0, rows=10)
    yield made
    made.close()


def test_a_select_sees_all_named_graphs(runner: QueryRunner):
    answer = runner.run("SELECT ?o ?name { <https://x/0> <https://x/p> ?o ; <https://x/name> ?name }")
    assert answer.rows == (
        ({"type": "uri", "value": "https://x/0"}, {"type": "literal", "value": "铜箔", "xml:lang": "zh"}),
    )


def test_more_rows_than_allowed_are_cut_and_said_to_be(runner: QueryRunner):
    answer = runner.run("SELECT * { ?s ?p ?o }", rows=1_000_000)
    assert (len(answer.rows), answer.truncated) == (10, True)


def test_exactly_as_many_rows_as_allowed_are_not_truncated(runner: QueryRunner):
    answer = runner.run("SELECT * { ?s ?p ?o } LIMIT 10")
    assert (len(answer.rows), answer.truncated) == (10, False)


def test_an_endless_query_is_stopped_and_the_next_one_runs(runner: QueryRunner):
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match="stopped after"):
        runner.run(ENDLESS, seconds=0.5)
    assert time.monotonic() - started < 30
    assert runner.run("ASK { ?s ?p ?o }").boolean is True


def test_nobody_gets_more_time_than_configured(runner: QueryRunner):
    with pytest.raises(QueryTimeoutError, match="after 2 seconds"):
        runner.run(ENDLESS, seconds=3600)


def test_an_evaluation_error_is_an_unbound_cell_not_a_crash(runner: QueryRunner):
    assert runner.run("SELECT (1/0 AS ?x) {}").rows == ((None,),)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x { BIND(nosuch:y AS ?x) }",
        "SELECT * { ?s ?p",
        "COPY <a:a> TO <a:b>",
        r'SELECT ("\U00110000" AS ?x) {}',
    ],
)
def test_what_cannot_be_read_is_one_clear_error(runner: QueryRunner, query: str):
    with pytest.raises(QueryError):
        runner.run(query)


def test_a_missing_store_is_said_to_be_missing(tmp_path: Path):
    broken = QueryRunner(tmp_path / "none", seconds=5.0, rows=10)
    with pytest.raises(StoreError, match="lianpu build"):
        broken.run("ASK {}")


def test_csv_and_json_follow_the_w3c_forms(runner: QueryRunner):
    answer = runner.run("SELECT ?name ?none { <https://x/0> <https://x/name> ?name }")
    assert as_csv(answer) == "name,none\r\n铜箔,\r\n"
    assert json.loads(as_json(answer)) == {
        "head": {"vars": ["name", "none"]},
        "results": {"bindings": [{"name": {"type": "literal", "value": "铜箔", "xml:lang": "zh"}}]},
    }


def test_turtle_needs_a_graph(runner: QueryRunner):
    graph = runner.run("CONSTRUCT { ?s <https://x/named> ?o } WHERE { ?s <https://x/name> ?o }")
    assert '<https://x/0> <https://x/named> "铜箔"@zh' in as_turtle(graph)
    with pytest.raises(QueryError, match="CONSTRUCT"):
        as_turtle(runner.run("ASK {}"))


def test_an_unknown_prefix_is_named_without_the_grammar(runner: QueryRunner):
    with pytest.raises(QueryError, match=r"line 1.*Prefix not found") as caught:
        runner.run("SELECT * { ?x foo:bar ?y }")
    assert len(str(caught.value)) < 120


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no address-space limit for a process")
def test_a_query_that_wants_too_much_memory_ends_and_the_next_one_runs(runner: QueryRunner):
    greedy = "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?i ?f"
    with pytest.raises(QueryError, match=r"memory|stopped"):
        runner.run(greedy)
    assert runner.run("ASK { ?s ?p ?o }").boolean is True


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no address-space limit for a process")
def test_the_ceiling_of_memory_is_a_setting_and_is_named_where_it_is_hit(store_folder: Path):
    narrow = QueryRunner(store_folder, seconds=30.0, rows=10, workers=1, megabytes=64)
    greedy = "SELECT ?a ?c ?d { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?i ?f"
    with pytest.raises(QueryError, match=r"64 MB.*LIANPU_QUERY_MEGABYTES") as caught:
        narrow.run(greedy)
    assert caught.value.key == "query_memory"
    assert narrow.run("ASK { ?s ?p ?o }").boolean is True
    narrow.close()


def test_an_answer_is_written_in_the_shape_that_was_asked_for(runner: QueryRunner):
    asked = Shapes(rows="csv", graph="ntriples")
    table = runner.write("SELECT ?name { <https://x/0> <https://x/name> ?name }", asked)
    assert (table.kind, table.body.decode(), table.truncated) == ("select", "name\r\n铜箔\r\n", False)
    assert runner.write("ASK { ?s ?p ?o }", asked).body == b"boolean\r\ntrue\r\n"
    graph = runner.write("CONSTRUCT { ?s <https://x/named> ?o } WHERE { ?s <https://x/name> ?o }", asked)
    assert graph.body.decode() == '<https://x/0> <https://x/named> "铜箔"@zh .\n'


def test_a_written_answer_is_cut_and_said_to_be(runner: QueryRunner):
    cut = runner.write("SELECT * { ?s ?p ?o }", Shapes(rows="json", graph=None))
    assert cut.truncated and len(json.loads(cut.body)["results"]["bindings"]) == 10
    with pytest.raises(QueryError) as caught:
        runner.write("CONSTRUCT WHERE { ?s ?p ?o }", Shapes(rows="json", graph=None))
    assert caught.value.key == "query_form"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process stands back as a whole, and ends")
def test_a_worker_that_stood_back_for_a_long_query_answers_the_next_one(store_folder: Path):
    alone = QueryRunner(store_folder, seconds=60.0, rows=10, workers=1)
    alone.run("ASK {}")
    worker = workers_of(alone)
    long = "SELECT (COUNT(*) AS ?n) { ?a <https://x/p> ?b . ?c <https://x/p> ?d FILTER(STRLEN(STR(?a)) < 9999) }"
    assert alone.run(long).seconds > TRIAL_SECONDS
    assert alone.run("ASK {}").boolean is True and workers_of(alone) == worker
    alone.close()


def workers_of(runner: QueryRunner) -> list[object]:
    return list(runner._idle)


def test_no_time_or_no_rows_is_refused(runner: QueryRunner):
    for wrong in (0.0, -1.0, float("nan")):
        with pytest.raises(QueryError, match="above zero"):
            runner.run("ASK {}", seconds=wrong)


def count(runner: QueryRunner, query: str, scope: Scope | None = None) -> int:
    ((cell,),) = runner.run(query, scope=scope).rows
    assert cell is not None
    return int(cell["value"])


DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def test_a_scope_says_which_graphs_a_query_sees(runner: QueryRunner):
    assert count(runner, DEFAULT) == 3001
    assert count(runner, DEFAULT, Scope(default=["https://x/h"])) == 1
    assert count(runner, NAMED, Scope(default=["https://x/g"])) == 0
    assert count(runner, NAMED, Scope(named=["https://x/h"])) == 1
    assert count(runner, DEFAULT, Scope(named=["https://x/h"])) == 0
    assert count(runner, DEFAULT, Scope(default=["https://x/g", "https://x/h"])) == 3001


def test_from_says_it_too_and_a_scope_goes_before_it(runner: QueryRunner):
    narrowed = DEFAULT.replace("{", "FROM <https://x/h> {", 1)
    assert count(runner, narrowed) == 1
    assert count(runner, narrowed, Scope(default=["https://x/g"])) == 3000


def test_a_scope_names_no_graph_that_is_not_here(runner: QueryRunner):
    with pytest.raises(QueryError, match="not here: http://elsewhere/data"):
        runner.run(DEFAULT, scope=Scope(default=["http://elsewhere/data"]))


def test_a_form_that_the_caller_cannot_use_is_refused_before_the_work(runner: QueryRunner):
    with pytest.raises(QueryError) as caught:
        runner.run(ENDLESS, forms=["CONSTRUCT"])
    assert caught.value.key == "query_form"


def test_a_query_stops_when_nobody_waits_for_it(runner: QueryRunner):
    with pytest.raises(QueryError) as caught:
        runner.run(ENDLESS, gone=lambda: True)
    assert caught.value.key == "query_cancelled" and runner.running == 0


def test_a_graph_holds_each_triple_once(runner: QueryRunner):
    answer = runner.run("CONSTRUCT { <a:a> <a:b> <a:c> } WHERE { ?s ?p ?o }")
    assert (len(answer.rows), answer.truncated) == (1, False)


def children_that_fork() -> list[psutil.Process]:
    """Of this process alone: a server that another test started has its own."""
    return [child for child in psutil.Process().children() if "graph.query.worker" in " ".join(child.cmdline())]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_queries_go_on_when_the_process_that_forks_is_killed(runner: QueryRunner):
    runner.run("ASK {}")
    mothers = children_that_fork()
    for process in mothers:
        process.kill()
        process.wait(30)
    with pytest.raises(QueryTimeoutError):
        runner.run(ENDLESS, seconds=0.3)  # which ends the worker that was left
    assert mothers and runner.run("ASK { ?s ?p ?o }").boolean is True


@pytest.mark.parametrize("forks", [False, True])
def test_a_worker_answers_and_ends_whichever_way_it_was_made(store_folder: Path, forks: bool):
    if forks and sys.platform == "win32":
        pytest.skip("Windows has no fork")
    nursery = Nursery(store_folder, 512, forks=forks)
    worker = nursery.new()
    worker.ask({"query": "ASK { ?s ?p ?o }", "seconds": 30, "rows": 1, "dataset": None, "forms": None, "shapes": None})
    reply = worker.next_reply(30)
    assert reply is not None and json.loads(reply["body"])["boolean"] is True
    worker.kill()
    assert not worker.alive
    nursery.close()
