"""A refused query is marked where it goes wrong, with a word that helps."""

from __future__ import annotations

import time

import pytest

from graph.errors import QueryError
from graph.query.examples import load_examples
from graph.query.guard import examine, with_prefixes
from graph.query.hints import Mark, doubts, first_marks, marks_of
from graph.query.runner import QueryRunner
from graph.query.terms import Term, terms_of
from graph.settings import Settings
from graph.store import Build, GraphStore
from graph.vocabulary import LP

NAMES = "SELECT ?e WHERE {\n  ?e a lp:Enterprise ;\n     skos:prefLabel ?name .\n}"


@pytest.fixture(scope="module")
def runner(build: Build):
    made = QueryRunner(build.folder, seconds=10, rows=100, workers=1)
    yield made
    made.close()


@pytest.fixture(scope="module")
def terms(store: GraphStore) -> tuple[Term, ...]:
    return terms_of(store)


def mark_of(runner: QueryRunner, query: str) -> Mark:
    with pytest.raises(QueryError) as caught:
        runner.run(query)
    (mark,) = marks_of(query, caught.value)
    return mark


def marked(query: str, mark: Mark) -> str:
    return query.split("\n")[mark.line - 1][mark.column - 1 :][: mark.length]


@pytest.mark.parametrize(
    ("wrong", "key", "line", "words", "near"),
    [
        (NAMES.replace("lp:E", "lpp:E"), "prefix", 2, "lpp:", "lp"),
        (NAMES.replace("lp:E", "wikidata:E"), "prefix_alone", 2, "wikidata:", ""),
        (NAMES.removesuffix("}"), "opened", 1, "{", None),
        (NAMES + "}", "closed", 4, "}", None),
        (NAMES.replace("}", "  FILTER(REGEX(?name, 'x')\n}"), "closed", 5, "}", None),
        (NAMES.replace("SELECT", "SELCT"), "keyword", 1, "SELCT", "SELECT"),
        (NAMES.replace("?name .", '"华鑫铜箔 .'), "string", 3, '"华鑫铜箔 .', None),
        (NAMES.replace("Enterprise ;", "Enterprise"), "dot", 3, "skos:prefLabel", None),
        (NAMES.replace("?e WHERE", "?e, ?name WHERE"), "comma", 1, ",", None),
        (NAMES.replace("?e WHERE", "?e (COUNT(?name) AS ?n) WHERE"), "unbound", 1, "SELECT", None),
        (NAMES + " LIMIT ten", "near", 4, "LIMIT", None),
        ("SELECT ?e WHERE", "ends", 1, "E", None),
        (NAMES.replace("}", "SERVICE <http://x/> { ?e ?p ?o } }"), "service", 4, "SERVICE", None),
        ("# alles weg\nDROP ALL", "update", 2, "DROP", None),
        (NAMES.replace("WHERE", "FROM <http://x/g> WHERE"), "from", 1, "<http://x/g>", None),
    ],
)
def test_a_mistake_is_marked_at_its_place(
    runner: QueryRunner, wrong: str, key: str, line: int, words: str, near: str | None
):
    mark = mark_of(runner, wrong)
    assert (mark.key, mark.line, marked(wrong, mark)) == (key, line, words)
    if near is not None:
        assert mark.values["near"] == near


def test_brackets_and_keywords_in_texts_and_comments_are_no_mistakes(runner: QueryRunner):
    query = 'SELECT ?e WHERE { # SELCT {\n ?e skos:prefLabel "SELCT {"@zh ; lpp:x ?y }'
    assert mark_of(runner, query).values["prefix"] == "lpp"


def test_a_place_on_the_first_line_is_told_in_the_query_as_it_was_written():
    query = "ASK { ?s a lp:Product ; }} "
    with pytest.raises(QueryError) as caught:
        examine(with_prefixes(query))
    assert int(str(caught.value.values["column"])) > len(query)
    assert [(mark.line, mark.column) for mark in marks_of(query, caught.value)] == [(1, 26)]


def test_what_is_not_the_text_s_fault_is_marked_nowhere():
    assert marks_of("ASK {}", QueryError("Late.", key="query_timeout")) == ()
    assert marks_of("", QueryError("None.", key="query_empty")) == ()
    assert marks_of("", QueryError("?", key="query_syntax", values={"line": "x", "column": "y"})) == ()


def test_a_word_that_the_vocabulary_lacks_is_doubted_and_the_right_one_named(terms: tuple[Term, ...]):
    known = [term.iri for term in terms]
    (mark,) = doubts("SELECT ?e WHERE {\n  ?e lp:operateIn ?i }", known)
    assert (mark.line, mark.severity, mark.values["near"]) == (2, "warning", "lp:operatesIn")
    renamed = f"PREFIX x: <{LP}> SELECT ?e WHERE {{ ?e x:prodces ?i }}"
    assert [mark.values["near"] for mark in doubts(renamed, known)] == ["x:produces"]


def test_no_example_is_doubted(terms: tuple[Term, ...], settings: Settings):
    known = [term.iri for term in terms]
    assert [e.id for e in load_examples(settings.ontology / "queries") if doubts(e.query, known)] == []


def test_a_query_that_is_being_written_gets_its_first_mistake_and_its_doubts(terms: tuple[Term, ...]):
    marks = first_marks("SELCT ?e {\n ?e lp:prodces ?x", [term.iri for term in terms])
    assert [(mark.key, mark.line) for mark in marks] == [("opened", 1), ("term", 2)]
    assert first_marks(NAMES, [term.iri for term in terms]) == ()


@pytest.mark.parametrize(
    "words", ["SELEC " * 16_000, "lp:prodces " * 9_000, "x" * 100_000, "q:" * 50_000, "{" * 100_000]
)
def test_a_text_that_is_made_to_take_long_does_not(terms: tuple[Term, ...], words: str):
    began = time.monotonic()
    assert first_marks(words.replace("SELEC", "zzqqx"), [term.iri for term in terms]) is not None
    assert time.monotonic() - began < 1.5


# ---------------------------------------------------------------- terms


def test_terms_come_from_the_vocabulary_and_from_the_data(terms: tuple[Term, ...]):
    by_iri = {(term.iri, term.kind): term for term in terms}
    produces = by_iri[str(LP.produces), "predicate"]
    assert produces.labels == {"zh": "生产", "en": "produces"} and produces.uses > 10 and produces.definitions["zh"]
    assert by_iri[str(LP.Enterprise), "class"].labels["zh"] == "企业"
    assert by_iri["http://www.w3.org/2004/02/skos/core#prefLabel", "predicate"].uses > 1000


def test_a_declared_word_that_nothing_uses_is_a_term_too(terms: tuple[Term, ...]):
    assert any(term.uses == 0 and term.iri.startswith(str(LP)) for term in terms)


def test_the_most_used_terms_come_first(terms: tuple[Term, ...]):
    assert [term.uses for term in terms] == sorted((term.uses for term in terms), reverse=True)
