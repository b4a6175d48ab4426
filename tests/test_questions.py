"""The program's own questions, asked of the real report's graph."""

from __future__ import annotations

import pytest

from graph.assembly import refuse_unsound
from graph.errors import QueryError, ValidationError
from graph.model import EntityType, NodeState, Predicate, Stage
from graph.network import project
from graph.query import chains, questions
from graph.query.examples import load_examples
from graph.query.values import Thing
from graph.rdf.validate import Finding
from graph.settings import Settings
from graph.store import GraphStore


@pytest.fixture(scope="module")
def things(store: GraphStore) -> dict[str, Thing]:
    return questions.things(store)


@pytest.fixture(scope="module")
def smelter(things: dict[str, Thing]) -> Thing:
    return next(t for t in things.values() if t.name == "中原黄金冶炼厂" and t.type is EntityType.ENTERPRISE)


def test_the_report_is_there_with_its_text_and_sections(store: GraphStore):
    (report,) = questions.reports(store)
    assert (report.place, report.year) == ("三门峡市", 2023)
    text = questions.report_text(store, report.iri)
    sections = questions.sections(store, report.iri)
    assert len(text) == 19_022
    assert "2022年国民经济和社会发展计划执行情况" in sections[1].title
    assert [s.span.start for s in sections] == sorted(s.span.start for s in sections)


def test_an_unknown_report_is_an_error_that_says_so(store: GraphStore):
    with pytest.raises(QueryError, match="no such report"):
        questions.report_text(store, "https://w3id.org/lianpu/id/report/none")


@pytest.mark.parametrize("text", ["", "no iri", "https://x/a> } DROP ALL #", 'https://x/"', "https://x/a b"])
def test_only_an_iri_gets_into_a_question(store: GraphStore, text: str):
    with pytest.raises(QueryError, match="no IRI"):
        questions.facts_of(store, text)


def test_all_eight_types_are_there_most_connected_first(things: dict[str, Thing]):
    assert {thing.type for thing in things.values()} == set(EntityType)
    degrees = [thing.degree for thing in things.values()]
    assert degrees == sorted(degrees, reverse=True)


def test_every_statement_has_a_sentence_of_the_report(store: GraphStore):
    text = questions.report_text(store, questions.reports(store)[0].iri)
    facts = questions.all_facts(store)
    assert {fact.predicate for fact in facts} == set(Predicate)
    for fact in facts:
        assert fact.evidence.span.of(text) == fact.evidence.words
        assert 0 < fact.confidence <= 1 and fact.rule


def test_the_smelter_works_in_gold_and_the_sentence_says_so(store: GraphStore, things, smelter: Thing):
    facts = questions.facts_of(store, smelter.iri)
    gold = next(fact for fact in facts if things[fact.object].name == "黄金产业")
    assert gold.predicate is Predicate.OPERATES_IN
    assert "依托中原黄金冶炼厂" in gold.evidence.words
    assert gold.evidence.section == "提升传统产业"


def test_an_entitys_degree_counts_its_distinct_statements(store: GraphStore, smelter: Thing):
    facts = questions.facts_of(store, smelter.iri)
    assert smelter.degree == len({(f.subject, f.predicate, f.object) for f in facts})


def test_facts_among_some_entities_have_both_ends_there(store: GraphStore, things: dict[str, Thing]):
    chosen = list(things)[:40]
    facts = questions.facts_among(store, chosen)
    assert facts and all(fact.subject in chosen and fact.object in chosen for fact in facts)


def test_mentions_spell_a_name_of_their_entity(store: GraphStore, things: dict[str, Thing]):
    report = questions.reports(store)[0].iri
    text = questions.report_text(store, report)
    for mention in questions.mentions(store, report):
        thing = things[mention.iri]
        bare = [name.translate({ord(c): None for c in " “”《》\n"}) for name in (thing.name, *thing.aliases)]
        assert mention.span.of(text).translate({ord(c): None for c in " “”《》\n"}) in bare


def test_figures_carry_value_unit_year_and_sentence(store: GraphStore):
    figures = questions.figures(store)
    gold = next(f for f in figures if f.value == 500 and "黄金" in f.name + f.subject)
    assert (gold.unit, gold.year, gold.status.value) == ("亿元", 2023, "target")
    assert "500亿元" in gold.evidence.words
    assert questions.counts(store) == (len(questions.all_facts(store)), len(figures))


def test_all_eleven_chains_are_there(store: GraphStore, things: dict[str, Thing]):
    infos = chains.chains(store, things)
    assert len(infos) == 11
    assert sum(info.links for info in infos) == 374


def test_the_gold_chain_has_the_smelter_at_smelting(store: GraphStore, things: dict[str, Thing], smelter: Thing):
    view = chains.chain(store, things, "gold")
    smelting = next(link for link in view.links if link.id == "gold-smelting")
    assert (smelting.stage, smelting.state) == (Stage.MIDSTREAM, NodeState.PRODUCING)
    assert smelter in [seat.thing for seat in smelting.seats]
    iris = {link.iri for link in view.links}
    assert view.supplies and all({a, b} <= iris for a, b in view.supplies)


def test_an_unknown_chain_is_an_error_that_says_so(store: GraphStore, things: dict[str, Thing]):
    with pytest.raises(QueryError, match="no-such"):
        chains.chain(store, things, "no-such")


def test_the_network_has_every_entity_and_every_statement(store: GraphStore, things: dict[str, Thing]):
    facts = questions.all_facts(store)
    network = project(things.values(), facts)
    assert network.number_of_nodes() == len(things)
    assert network.number_of_edges() == len(facts)


def test_every_example_has_a_title_in_both_languages(settings: Settings):
    examples = load_examples(settings.ontology / "queries")
    assert len(examples) >= 8
    assert all(example.zh and example.en and "# zh" not in example.query for example in examples)


def test_an_unsound_graph_is_refused_with_its_first_fault():
    fault = Finding("https://x/e", "skos:prefLabel", "", "缺名称", "A name is missing", "Violation")
    with pytest.raises(ValidationError, match="A name is missing"):
        refuse_unsound([fault])
    refuse_unsound([Finding("https://x/e", "", "", "注意", "Note", "Warning")])
