"""Which SPARQL may run here."""

from __future__ import annotations

import pytest

from graph.errors import QueryError
from graph.query.guard import MAX_CHARACTERS, check, examine, with_prefixes


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
