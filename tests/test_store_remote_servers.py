"""One setting moves the store: the same build, questions, chains and queries on two real SPARQL servers."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from store_servers import SERVERS, environment, virtuoso

from graph.build import bring_up_to_date
from graph.cli import main
from graph.errors import QueryError, QueryTimeoutError, StoreError
from graph.query import questions
from graph.query.answer import Answer
from graph.query.examples import Example, load_examples
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.remote_runner import RemoteRunner
from graph.query.runner import QueryRunner
from graph.rdf.serialize import to_nquads
from graph.settings import PROJECT, Settings, StoreAddress
from graph.store import Build, GraphStore, RemoteBuild, open_build, open_current, remote_builds
from graph.store.endpoint import Endpoint, endpoint_of
from graph.store.remote_builds import RemoteBuilds

pytestmark = pytest.mark.sweep

SMALL = '<https://w3id.org/lianpu/id/a> <https://x/p> "铜箔"@zh <https://w3id.org/lianpu/id/graph/one> .\n'.encode()
OTHER = '<https://w3id.org/lianpu/id/b> <https://x/p> "金"@zh <https://w3id.org/lianpu/id/graph/one> .\n'.encode()
EXAMPLES = load_examples(PROJECT / "ontology" / "queries")


@pytest.fixture(scope="module", params=SERVERS)
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoreAddress]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as started:
        yield started


@pytest.fixture(scope="module")
def there(address: StoreAddress, settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of a run whose store is the server."""
    return dataclasses.replace(settings, store=address, built=tmp_path_factory.mktemp("locks"))


@pytest.fixture(scope="module")
def remote(there: Settings) -> RemoteBuild:
    made = bring_up_to_date(there, lambda step: None)
    assert isinstance(made, RemoteBuild)
    return made


@pytest.fixture(scope="module")
def moved(remote: RemoteBuild) -> GraphStore:
    return open_build(remote)


@pytest.fixture(scope="module")
def embedded(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def runner(remote: RemoteBuild) -> RemoteRunner:
    return RemoteRunner(remote, seconds=60, rows=10_000)


@pytest.fixture(scope="module")
def local(build: Build) -> Iterator[QueryRunner]:
    made = QueryRunner(build.folder, seconds=60, rows=10_000)
    yield made
    made.close()


@pytest.fixture
def aside(address: StoreAddress, tmp_path: Path) -> RemoteBuilds:
    """Builds of another graph on the same server: its IRIs start elsewhere."""
    return RemoteBuilds(address, f"https://w3id.org/lianpu/id/{tmp_path.name}/", tmp_path)


def at(builds: RemoteBuilds, nquads: bytes) -> bytes:
    return nquads.replace(b"https://w3id.org/lianpu/id/", builds._base.encode())


def held(address: StoreAddress, base: str) -> set[str]:
    """All graphs of builds on the server whose names start with ``base``."""
    with endpoint_of(address).query(
        f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{base}build/")) }}'
    ) as reply:
        return {str(row["g"]) for row in remote_builds.solutions(reply)}


def comparable(answer: Answer) -> tuple[object, ...]:
    """An answer whatever the order of its rows and columns. Blank nodes have no names that could be compared."""
    order = sorted(range(len(answer.variables)), key=lambda i: answer.variables[i])
    rows = [tuple(_comparable(row[i]) for i in order) for row in answer.rows]
    return answer.kind, sorted(answer.variables), sorted(rows), answer.boolean, answer.truncated


def _comparable(term: dict[str, str] | None) -> tuple[str, ...]:
    if term is None or term["type"] == "bnode":
        return ("",) if term is None else ("bnode",)
    if term.get("datatype", "").rpartition("#")[2] in ("integer", "decimal", "double", "int"):
        return "number", f"{float(term['value']):.9g}"
    joined = re.split("[、?]", term["value"])
    if len(joined) > 1:
        # What GROUP_CONCAT joins comes in any order, and Virtuoso 7.2 writes ? for its Chinese comma: docs/scale.md.
        return "joined", *sorted(joined)
    return tuple(f"{name}={value}" for name, value in sorted(term.items()))


def said_by_main(capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    return capsys.readouterr().out


def test_the_same_knowledge_comes_from_the_server(moved: GraphStore, embedded: Knowledge):
    assert load_knowledge(moved) == embedded


def test_entities_come_in_the_same_order(moved: GraphStore, embedded: Knowledge):
    assert list(questions.things(moved)) == list(embedded.things)


def test_questions_about_one_entity_have_the_same_answers(moved: GraphStore, store: GraphStore, embedded: Knowledge):
    first, second, *_ = embedded.things
    assert questions.facts_of(moved, first) == questions.facts_of(store, first) != ()
    assert questions.facts_among(moved, [first, second]) == questions.facts_among(store, [first, second])
    assert questions.counts(moved) == questions.counts(store)


def test_a_store_that_is_up_to_date_is_not_built_again(there: Settings, remote: RemoteBuild):
    assert bring_up_to_date(there, lambda step: pytest.fail("it was built again") if step != "done" else None) == remote


def test_the_whole_graph_comes_back_as_it_went(moved: GraphStore, store: GraphStore):
    def named(nquads: str) -> set[str]:
        return {line for line in nquads.splitlines() if "_:" not in line}

    here, back = (to_nquads(one.dataset.quads()) for one in (store, moved))
    assert named(back) == named(here)
    assert back.count("\n") == here.count("\n") == len(store)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "DESCRIBE" not in e.query], ids=lambda example: example.id)
def test_every_example_has_the_same_answer(example: Example, runner: RemoteRunner, local: QueryRunner):
    assert comparable(runner.run(example.query)) == comparable(local.run(example.query))


@pytest.mark.parametrize("example", [e for e in EXAMPLES if "DESCRIBE" in e.query], ids=lambda example: example.id)
def test_a_description_holds_at_least_what_ours_holds(example: Example, runner: RemoteRunner, local: QueryRunner):
    """SPARQL leaves open what DESCRIBE gives; Virtuoso adds the statements about others that name the thing."""
    ours, theirs = comparable(local.run(example.query)), comparable(runner.run(example.query))
    assert ours[:2] == theirs[:2] and ours[2] and set(ours[2]) <= set(theirs[2])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/lianpu/id/graph/chains> { ?s ?p ?o } }",
        "PREFIX g: <https://w3id.org/lianpu/id/graph/> SELECT (COUNT(*) AS ?n) FROM g:chains FROM g:curation"
        " { ?s ?p ?o }",
        "PREFIX g: <https://w3id.org/lianpu/id/graph/> SELECT ?g (COUNT(*) AS ?n) FROM NAMED g:chains"
        " { GRAPH ?g { ?s a ?c } } GROUP BY ?g",
        "SELECT (COUNT(*) AS ?n) FROM NAMED <https://w3id.org/lianpu/id/graph/chains> { ?s ?p ?o }",
        "SELECT DISTINCT (STR(?g) AS ?name) { GRAPH ?g { ?s a lp:Report } "
        'FILTER(STRSTARTS(STR(?g), "https://w3id.org/lianpu/id/graph/report/")) }',
        "SELECT (COUNT(*) AS ?n) { ?s lp:inferred true }",
        "SELECT DISTINCT ?key ?confidence { ?s lp:key ?key . ?x lp:confidence ?confidence }",
        "SELECT ?a ?b { ?x a lp:Enterprise ; skos:prefLabel ?a . OPTIONAL { ?x skos:altLabel ?b } }",
        "CONSTRUCT { ?s a lp:Known } { ?s a lp:Enterprise ; lp:mentionedIn ?p }",
        "ASK { ?s a lp:Enterprise }",
        "ASK { ?s a lp:Nothing }",
    ],
)
def test_a_free_query_has_the_same_answer(query: str, runner: RemoteRunner, local: QueryRunner):
    assert comparable(runner.run(query)) == comparable(local.run(query))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { GRAPH <https://w3id.org/lianpu/id/builds> { ?s ?p ?o } }",
        "SELECT * { ?s <https://w3id.org/lianpu/store#fingerprint> ?o }",
        "SELECT * { GRAPH ?g { ?s <https://w3id.org/lianpu/store#fingerprint> ?o } }",
        "SELECT * { GRAPH <http://www.openlinksw.com/schemas/virtrdf#> { ?s ?p ?o } }",
    ],
)
def test_what_else_the_server_holds_stays_out_of_sight(query: str, runner: RemoteRunner):
    assert runner.run(query).rows == ()


def test_more_rows_than_allowed_are_cut_and_said_to_be(runner: RemoteRunner):
    answer = runner.run("SELECT * { ?s ?p ?o }", rows=10)
    assert (len(answer.rows), answer.truncated) == (10, True)


def test_a_query_that_cannot_be_read_is_refused_with_its_place(runner: RemoteRunner):
    with pytest.raises(QueryError, match="line 1"):
        runner.run("SELECT ?x { ?x ")


def test_a_name_that_only_the_server_misses_is_the_querys_fault(runner: RemoteRunner):
    with pytest.raises(QueryError, match="cannot be read"):
        runner.run("SELECT ?x { ?x nobody:knows ?y }")


def test_an_endless_query_is_stopped_and_the_next_one_runs(runner: RemoteRunner):
    with pytest.raises(QueryTimeoutError, match="stopped after"):
        runner.run("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", seconds=1)
    assert runner.run("ASK { ?s ?p ?o }").boolean is True


def test_a_query_whose_asker_has_gone_is_stopped(runner: RemoteRunner):
    asked = iter([False, False, True])
    with pytest.raises(QueryError, match="Nobody waits"):
        runner.run("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", gone=lambda: next(asked, True))


def test_a_build_that_breaks_half_way_leaves_the_old_one(aside: RemoteBuilds, monkeypatch: pytest.MonkeyPatch):
    old = aside.ensure("aa", lambda: at(aside, SMALL))
    send, sent = Endpoint.send_graph, []

    def break_off(endpoint: Endpoint, graph: str, ntriples: bytes, *, method: str) -> None:
        sent.append(graph)
        if len(sent) == 3:  # the list and the whole are there, the graph is not
            raise StoreError("the line is dead.")
        send(endpoint, graph, ntriples, method=method)

    monkeypatch.setattr(Endpoint, "send_graph", break_off)
    with pytest.raises(StoreError, match="dead"):
        aside.ensure("bb", lambda: at(aside, OTHER))
    assert aside.current() == old
    assert len(open_build(old)) == 1
    assert all("/aa-" in graph for graph in held(old.address, old.base))


def test_what_a_killed_build_left_is_swept_by_the_next(aside: RemoteBuilds, monkeypatch: pytest.MonkeyPatch):
    old = aside.ensure("aa", lambda: at(aside, SMALL))

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(RemoteBuilds, "_publish", die)
        killed.setattr(RemoteBuilds, "_drop", die)
        with pytest.raises(KeyboardInterrupt):
            aside.ensure("bb", lambda: at(aside, OTHER))
    assert aside.current() == old
    assert any("/bb-" in graph for graph in held(old.address, old.base))
    new = aside.ensure("cc", lambda: at(aside, OTHER))
    assert aside.current() == new
    assert not any("/bb-" in graph for graph in held(old.address, old.base))


def test_a_reader_keeps_its_build_while_a_new_one_becomes_current(aside: RemoteBuilds):
    old = aside.ensure("aa", lambda: at(aside, SMALL))
    reading = open_build(old)
    new = aside.ensure("bb", lambda: at(aside, OTHER))
    assert aside.current() == new
    assert [str(row["o"]) for row in reading.select("SELECT ?o { ?s ?p ?o }")] == ["铜箔"]
    assert [str(row["o"]) for row in open_build(new).select("SELECT ?o { ?s ?p ?o }")] == ["金"]


def test_forcing_builds_again_and_sweeps_the_one_before(aside: RemoteBuilds):
    for _ in range(3):
        newest = aside.ensure("aa", lambda: at(aside, SMALL), force=True)
    builds = {graph.split("/build/")[1].split("/")[0] for graph in held(newest.address, newest.base)}
    assert newest.id in builds and len(builds) == 2


def test_triples_that_the_server_loses_are_missed(aside: RemoteBuilds, monkeypatch: pytest.MonkeyPatch):
    old = aside.ensure("aa", lambda: at(aside, SMALL))
    write = remote_builds._ntriples

    def lose(triples: list[ox.Triple]) -> bytes:
        kept = list(triples)
        return write(kept if len(kept) > 2 else kept[1:])

    monkeypatch.setattr(remote_builds, "_ntriples", lose)
    with pytest.raises(StoreError, match="has 1 of 2 triples"):
        aside.ensure("bb", lambda: at(aside, SMALL + OTHER))
    assert aside.current() == old


def test_a_graph_that_needs_several_requests_arrives_whole(aside: RemoteBuilds, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(remote_builds, "PIECE", 100)
    graph = "<https://w3id.org/lianpu/id/graph/one> .\n"
    lines = [
        f'<https://x/{i}> <https://x/p> _:b{i % 3} {graph}_:b{i % 3} <https://x/n> "{i}" {graph}' for i in range(400)
    ]
    made = aside.ensure("aa", lambda: at(aside, "".join(lines).encode()))
    found = open_build(made).select("SELECT ?b (COUNT(DISTINCT ?s) AS ?n) { ?s <https://x/p> ?b } GROUP BY ?b")
    assert len(open_build(made)) == 800
    assert sorted(int(str(row["n"])) for row in found) == [133, 133, 134]


@pytest.mark.parametrize(
    "words",
    [
        ("query", "--format", "csv", "SELECT (COUNT(*) AS ?n) { ?s a lp:Enterprise }"),
        ("gaps", "--format", "csv"),
        ("validate",),
    ],
    ids=lambda words: words[0],
)
def test_the_command_line_says_the_same(
    words: tuple[str, ...],
    address: StoreAddress,
    remote: RemoteBuild,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):
    monkeypatch.setattr("sys.argv", ["lianpu", *words])
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent))
    here = said_by_main(capsys)
    # Without a build there, this can only come from the server.
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent / "nothing"))
    for name, value in environment(address).items():
        monkeypatch.setenv(name, value)
    assert said_by_main(capsys) == here != ""


def test_a_row_limit_of_the_server_is_found_before_anything_is_made_current(tmp_path: Path):
    with virtuoso(tmp_path, more="ResultSetMaxRows = 500") as limited:
        builds = RemoteBuilds(limited, "https://w3id.org/lianpu/id/", tmp_path / "locks")
        graph = "<https://w3id.org/lianpu/id/graph/one> .\n"
        many = "".join(f'<https://x/{i}> <https://x/p> "{i}" {graph}' for i in range(2000)).encode()
        with pytest.raises(StoreError, match="ResultSetMaxRows"):
            builds.ensure("aa", lambda: many)
        assert builds.current() is None


def test_a_wrong_password_is_said_to_be_one_and_not_shown(tmp_path: Path):
    with virtuoso(tmp_path) as address:
        wrong = dataclasses.replace(address, password="not-the-secret")  # noqa: S106 - none at all
        builds = RemoteBuilds(wrong, "https://w3id.org/lianpu/id/", tmp_path / "locks")
        with pytest.raises(StoreError, match="LIANPU_STORE_PASSWORD") as caught:
            builds.ensure("aa", lambda: SMALL)
        assert "not-the-secret" not in f"{caught.value} {caught.value.__dict__} {wrong!r}"
        assert builds.current() is None


def test_the_settings_choose_the_server(there: Settings, remote: RemoteBuild, store: GraphStore):
    assert len(open_current(there)) == len(store)
    assert "LIANPU_STORE" not in os.environ
