"""Every question of the catalogue, asked of the curated Sanmenxia report, against its answer found by hand."""

from __future__ import annotations

from pathlib import Path

import pytest
from ask_answers import ANSWERS
from ask_cases import asked_as_it_stands, said_in, wording

from graph.query.asking.answering import Filling, Reply, ask, filled_query, filling_of, summary
from graph.query.asking.names import Names, names_of
from graph.query.asking.template import Template, load_templates
from graph.query.examples import load_examples
from graph.query.knowledge import load_knowledge
from graph.store import GraphStore

QUERIES = Path(__file__).resolve().parent.parent / "ontology" / "queries"
TEMPLATES = load_templates(QUERIES)


@pytest.fixture(scope="module")
def names(store: GraphStore) -> Names:
    return names_of(load_knowledge(store))


def template(number: str) -> Template:
    return next(one for one in TEMPLATES if one.number == number)


def fill(number: str, names: Names, **values: str) -> list[Filling]:
    slots = template(number).slots
    found = [filling_of(slot, values[slot.name], names) for slot in slots]
    return [filling for filling in found if filling is not None]


def of_name(names: Names, zh: str, kind: str) -> str:
    return next(name.iri for name in names.by_iri.values() if (name.zh, name.kind) == (zh, kind))


def test_there_are_more_than_forty_questions_and_each_has_an_expected_answer():
    assert len(TEMPLATES) >= 40
    assert {one.number for one in TEMPLATES} == set(ANSWERS)


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_a_question_gets_the_answer_that_the_report_gives(one: Template, names: Names, store: GraphStore):
    reply = asked_as_it_stands(one, names, store)
    there, absent = ANSWERS[one.number]
    cells = {cell for line in said_in(reply, wording(names)).split("\n") for cell in line.split("\t")}
    text = "\n".join(cells)
    whole = one.number in {"54", "55"}
    assert {name for name in there if (name not in text if whole else name not in cells)} == set()
    assert absent & cells == set()


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_answer_is_summed_up_with_nothing_left_open(one: Template, language: str, names: Names, store: GraphStore):
    reply = asked_as_it_stands(one, names, store)
    told = summary(reply, names, "zh" if language == "zh" else "en", lambda cell: cell.text)
    assert told and "{" not in told


@pytest.mark.parametrize("one", TEMPLATES, ids=lambda one: one.id)
def test_a_file_asks_the_same_as_its_template_filled_with_its_example(one: Template, names: Names, store: GraphStore):
    by_itself = store.select(one.query)
    reply = asked_as_it_stands(one, names, store)
    first = one.columns[0].name
    bound = {str(row[first]) for row in by_itself if first in row}
    assert bound >= {cell.text for row in reply.rows if (cell := row[0]) is not None} != set()


def test_every_example_has_a_topic_and_its_slots_filled():
    examples = load_examples(QUERIES)
    assert {template.id for template in TEMPLATES} < {example.id for example in examples}
    assert all(example.topic and "{" not in example.zh + example.en for example in examples)


def test_a_slot_is_bound_as_one_term(names: Names):
    query = filled_query(template("11"), fill("11", names, wanted=of_name(names, "食品", "Industry")))
    assert "VALUES ?wanted { <https://w3id.org/lianpu/id/industry/食品> }" in query
    assert "黄金产业" not in query


@pytest.mark.parametrize("typed", ['"} DROP ALL #', '链主" . ?x ?y ?z . #', "a\\", "'''", '"@zh } UNION { ?s ?p ?o'])
def test_a_typed_word_never_becomes_part_of_the_query(typed: str, names: Names, store: GraphStore):
    reply = ask(store, template("55"), fill("55", names, word=typed))
    assert reply.rows == ()


@pytest.mark.parametrize("value", ["", "no iri", "https://w3id.org/lianpu/id/industry/x> } #", "<img src=x>"])
def test_what_is_no_name_of_the_graph_fills_no_slot(value: str, names: Names):
    assert fill("11", names, wanted=value) == []


def test_a_name_of_another_kind_fills_no_slot(names: Names):
    assert fill("12", names, enterprise=of_name(names, "食品", "Industry")) == []


def test_an_answer_without_rows_has_no_summary(names: Names, store: GraphStore):
    reply: Reply = ask(store, template("12"), fill("12", names, enterprise=of_name(names, "仰韶酒业", "Enterprise")))
    assert reply.rows == () and summary(reply, names, "zh", lambda cell: cell.text) == ""


def test_lines_of_the_picture_join_what_the_rows_name(names: Names, store: GraphStore):
    reply = asked_as_it_stands(template("12"), names, store)
    (edge,) = reply.edges
    assert (names.by_iri[edge.start].zh, names.by_iri[edge.end].zh) == ("华鑫铜箔", "5G高频高速铜箔")
