"""Which SPARQL may run here."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.query.guard import MAX_CHARACTERS, admit, check, examine, with_prefixes


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "SELECT"),
        ("ASK { ?s a lp:Product }", "ASK"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("DESCRIBE <https://x/a>", "DESCRIBE"),
        ('SELECT * { ?s skos:prefLabel "SERVICE <http://x> {} INSERT"@zh } # LOAD <http://x>', "SELECT"),
    ],
)
def test_the_four_reading_forms_pass(query: str, form: str):
    assert check(with_prefixes(query)) == form


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://x/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { { SELECT * { OPTIONAL { SERVICE SILENT ?where { ?s ?p ?o } } } } }", "SERVICE"),
        ("ASK { FILTER EXISTS { SERVICE <http://x/> { ?s ?p ?o } } }", "SERVICE"),
        ("SELECT * FROM <http://x/data> { ?s ?p ?o }", "FROM"),
        ("SELECT * FROM NAMED <http://x/data> { GRAPH ?g { ?s ?p ?o } }", "FROM"),
        ("INSERT DATA { <http://x/a> <http://x/b> <http://x/c> }", "read-only"),
        ("DELETE WHERE { ?s ?p ?o }", "read-only"),
        ("LOAD <http://x/data>", "read-only"),
        ("DROP ALL", "read-only"),
        ("", "no query"),
        ("# only a comment", "no query"),
        ("SELECT * {" + "{" * 80 + "}" * 81, "nested deeper"),
        ("SELECT * { FILTER(" + "(" * 80 + "1" + ")" * 81 + " }", "nested deeper"),
        ("#" * (MAX_CHARACTERS + 1), "no query"),
        ("SELECT * { ?s ?p '" + "x" * MAX_CHARACTERS + "' }", "are allowed"),
    ],
)
def test_what_writes_or_calls_out_or_is_too_big_is_refused(query: str, word: str):
    with pytest.raises(QueryError, match=word):
        check(with_prefixes(query))


def test_a_syntax_error_names_its_line():
    with pytest.raises(QueryError, match="line 3"):
        check("SELECT *\nWHERE {\n  ?s ?p \n}")


def test_declared_prefixes_are_not_declared_twice():
    query = "PREFIX lp: <https://elsewhere/>\nSELECT * { ?s a lp:X }"
    assert with_prefixes(query) == query


def test_prefixes_are_added_without_moving_lines():
    query = "SELECT *\n{ ?s a lp:Product }"
    assert with_prefixes(query).count("\n") == query.count("\n")


CHAINS = "https://w3id.org/lianpu/id/graph/chains"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <https://w3id.org/lianpu/id/graph/chains> { ?s ?p ?o }",
        "SELECT * FROM NAMED <https://w3id.org/lianpu/id/graph/chains> { GRAPH ?g { ?s ?p ?o } }",
        "PREFIX g: <https://w3id.org/lianpu/id/graph/> ASK FROM g:chains { ?s ?p ?o }",
        "PREFIX : <https://w3id.org/lianpu/id/graph/> ASK FROM :chains { ?s ?p ?o }",
    ],
)
def test_from_may_name_a_graph_that_is_here(query: str):
    assert examine(query, {CHAINS}).has_dataset


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <https://w3id.org/lianpu/id/graph/chains> FROM <http://x/data> { ?s ?p ?o }",
        "BASE <https://w3id.org/lianpu/id/graph/> SELECT * FROM <chains> { ?s ?p ?o }",
        "PREFIX g: <http://x/> SELECT * FROM g:data { ?s ?p ?o }",
        "DESCRIBE <https://x/a> FROM <file:///etc/passwd>",
    ],
)
def test_from_may_name_no_other(query: str):
    with pytest.raises(QueryError, match="not here"):
        examine(query, {CHAINS})


@pytest.mark.parametrize(
    "query",
    [
        '"' + '\\"' * 49_000,
        "PREFIX " + " " * 99_000,
        '"""' + '""x' * 30_000,
        "a-" * 49_000,
        "a" * 99_000,
        "SELECT (" + "!" * 90_000 + "1 AS ?x) {}",
        "SELECT * { ?s " + "^" * 90_000 + "<a:b> ?o }",
    ],
    ids=["escapes", "blanks", "quotes", "words", "word", "negations", "inverses"],
)
def test_a_text_made_to_keep_the_guard_busy_is_refused_like_any_other(query: str):
    with pytest.raises(QueryError):
        check(with_prefixes(query))


def test_a_prefix_after_an_operator_is_declared_too():
    assert "PREFIX xsd:" in with_prefixes("SELECT (?n-xsd:integer('1') AS ?m) { BIND(2 AS ?n) }")


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("SELECT * {}", "SELECT"),
        ("# 注\nprefix a: <a:>\nPREFIX : <b:> BASE <http://x/> aSk {}", "ASK"),
        ("PREFIX lp: <https://w3id.org/lianpu/ontology#> CONSTRUCT WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("\n\tDESCRIBE <a:a>", "DESCRIBE"),
    ],
)
def test_a_plain_query_is_admitted_by_its_words_alone(monkeypatch: pytest.MonkeyPatch, query: str, form: str):
    monkeypatch.setattr("graph.query.guard.parseQuery", None)
    assert admit(query).form == form


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * { sErViCe SILENT ?x{ ?s ?p ?o } }",
        # What follows < may be an IRI or a comparison: no such reading hides the word.
        "SELECT * { ?z ?y ?a, ?b, ?c FILTER(?a<?b&&?c='>') SERVICE <http://x/> { ?s ?p ?o } FILTER(?z='x') }",
        "SELECT * { FILTER('#'='#') SERVICE <http://x/> { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://x/> { ?s ?p ?o } }",
        r"SELECT * { \U00000053ERVICE <http://x/> { ?s ?p ?o } }",
        "SELECT * FROM <http://x/data> { ?s ?p ?o }",
        "ASK\nFROM NAMED <http://x/data> { ?s ?p ?o }",
    ],
)
def test_whatever_could_call_out_is_read_and_refused(query: str):
    with pytest.raises(QueryError):
        admit(query)


def test_a_query_that_only_speaks_of_it_is_admitted():
    assert admit('SELECT * { ?s ?p "SERVICE from here" }').form == "SELECT"


@pytest.mark.parametrize("query", ["", "# nothing", "DROP ALL", "LOAD <http://x/data>", "SELECTED * {}"])
def test_what_is_no_query_is_refused(query: str):
    with pytest.raises(QueryError):
        admit(query)


def test_nesting_is_bounded_without_parsing():
    with pytest.raises(QueryError, match="nested"):
        admit("SELECT * {" * 61 + "}" * 61)
