"""A part of the graph as RDF: what is asked for, each statement with its passage, and nothing else."""

from __future__ import annotations

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from graph.query import questions
from graph.query.values import Fact
from graph.sharing import Form, subgraph
from graph.store import GraphStore
from graph.vocabulary import LP, OA


@pytest.fixture(scope="module")
def facts(store: GraphStore) -> tuple[Fact, ...]:
    things = questions.things(store)
    smelter = next(iri for iri, thing in things.items() if thing.name == "中原黄金冶炼厂")
    return questions.facts_of(store, smelter)


def parsed(text: str, form: Form) -> Graph:
    return Graph().parse(data=text, format="turtle" if form is Form.TURTLE else "json-ld")


def ends(facts: tuple[Fact, ...]) -> list[str]:
    return sorted({end for fact in facts for end in (fact.subject, fact.object)})


@pytest.mark.parametrize("form", list(Form))
def test_every_fact_is_a_triple_and_a_statement_with_its_words(store: GraphStore, facts: tuple[Fact, ...], form: Form):
    graph = parsed(subgraph(store, ends(facts), facts, form), form)
    assert len(set(graph.subjects(RDF.type, LP.Statement))) == len(facts) > 2
    words = {str(w) for w in graph.objects(None, OA.exact)}
    for fact in facts:
        assert (URIRef(fact.subject), LP[fact.predicate.value], URIRef(fact.object)) in graph
        assert fact.evidence.words in words


def test_every_thing_has_its_name(store: GraphStore, facts: tuple[Fact, ...]):
    graph = parsed(subgraph(store, ends(facts), facts, Form.TURTLE), Form.TURTLE)
    assert all(graph.value(URIRef(iri), SKOS.prefLabel) for iri in ends(facts))


def test_a_fact_that_was_filtered_out_is_not_in_it(store: GraphStore, facts: tuple[Fact, ...]):
    graph = parsed(subgraph(store, ends(facts), facts[:1], Form.TURTLE), Form.TURTLE)
    assert len(set(graph.subjects(RDF.type, LP.Statement))) == 1


def test_both_forms_say_the_same(store: GraphStore, facts: tuple[Fact, ...]):
    forms = [set(parsed(subgraph(store, ends(facts), facts, form), form)) for form in Form]
    assert forms[0] == forms[1]


def test_the_same_part_gives_the_same_bytes(store: GraphStore, facts: tuple[Fact, ...]):
    backwards = subgraph(store, ends(facts)[::-1], facts[::-1], Form.TURTLE)
    assert subgraph(store, ends(facts), facts, Form.TURTLE) == backwards


def test_of_nothing_there_is_nothing(store: GraphStore):
    assert len(parsed(subgraph(store, [], [], Form.TURTLE), Form.TURTLE)) == 0
