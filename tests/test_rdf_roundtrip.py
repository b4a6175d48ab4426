"""The model survives the way into RDF and back, whatever a report calls things."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rdf_cases import (
    EXTRACTION,
    FIRST,
    GOLD,
    LINGBAO,
    MINTER,
    ONTOLOGY,
    OUTPUT,
    PLACEMENT,
    PURE_GOLD,
    SECOND,
    SHAPES,
    SMELTER,
    THIRD,
    entity,
    report,
    span,
)
from rdflib import PROV, RDF, SKOS, Dataset, Graph, Literal

from graph.chains.reference import load_chains
from graph.model import (
    SIGNATURES,
    Comparator,
    Entity,
    EntityRef,
    EntityType,
    Extraction,
    Indicator,
    IndicatorStatus,
    NodeRef,
    Placement,
    Predicate,
    Relation,
    Span,
)
from graph.rdf.chains import chain_triples, node_ref
from graph.rdf.reader import ReportRecord, read_report
from graph.rdf.serialize import to_jsonld, to_nquads, to_trig, to_turtle
from graph.rdf.statements import indicator_digest
from graph.rdf.terms import Quad
from graph.rdf.validate import validate
from graph.rdf.writer import dataset_quads, report_quads, to_dataset
from graph.vocabulary import LP, OA, segment

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    '"',
    "}",
    "a\\b",
    "{x}|^`",
    "%2F",
    "../..",
    "铜 箔",
    "𠮷野家",
    "1,4-丁二醇",
    "é",
]

# ---------------------------------------------------------------- any extraction at all

text_of_a_line = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=10)
names = (text_of_a_line | st.sampled_from(HOSTILE)).filter(lambda name: name.strip() == name)
shares = st.floats(0, 1)


def spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.lists(st.integers(0, len(text)), min_size=2, max_size=2, unique=True)
    return ends.map(lambda pair: Span(min(pair), max(pair)))


@st.composite
def entities(draw: st.DrawFn, text: str) -> Entity:
    kind, name = draw(st.sampled_from(EntityType)), draw(names)
    return Entity(
        type=kind,
        name=name,
        aliases=tuple(sorted(draw(st.sets(names, max_size=2)) - {name})),
        mentions=tuple(sorted(draw(st.sets(spans(text), min_size=1, max_size=3)))),
        confidence=draw(shares),
        rule=draw(text_of_a_line),
        code=draw(st.sampled_from([None, "411282" if kind is EntityType.PLACE else "3985"])),
    )


@st.composite
def relations(draw: st.DrawFn, text: str, ends: list[EntityRef]) -> Relation | None:
    predicate = draw(st.sampled_from(Predicate))
    subjects, objects = ([ref for ref in ends if ref.type in kinds] for kinds in SIGNATURES[predicate])
    if not subjects or not objects:
        return None
    subject, target = draw(st.sampled_from(subjects)), draw(st.sampled_from(objects))
    evidence = draw(spans(text))
    return Relation(subject, predicate, target, evidence, draw(shares), draw(text_of_a_line), draw(st.booleans()))


@st.composite
def indicators(draw: st.DrawFn, text: str) -> Indicator:
    return Indicator(
        subject=draw(names),
        name=draw(names),
        value=draw(st.floats(allow_nan=False, allow_infinity=False)),
        unit=draw(text_of_a_line),
        comparator=draw(st.sampled_from(Comparator)),
        year=draw(st.integers(1949, 2100)),
        status=draw(st.sampled_from(IndicatorStatus)),
        evidence=draw(spans(text)),
        confidence=draw(shares),
        rule=draw(text_of_a_line),
    )


def same_statement(relation: Relation) -> tuple[object, ...]:
    return relation.subject, relation.predicate, relation.object, relation.evidence


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = "\n".join(
        draw(st.lists(text_of_a_line, min_size=1, max_size=4).filter(lambda lines: len("".join(lines)) > 1))
    )
    found = draw(st.lists(entities(text), max_size=6, unique_by=lambda e: (e.type, segment(e.name))))
    joined = draw(st.lists(relations(text, [e.ref for e in found]), max_size=6))
    stated = {same_statement(relation): relation for relation in joined if relation is not None}
    figures = draw(st.lists(indicators(text), max_size=3, unique_by=indicator_digest))
    of_any_place = report(text=text, place=draw(names), slug=draw(names))
    return Extraction(of_any_place, tuple(found), tuple(stated.values()), tuple(figures))


def record_of(extraction: Extraction, placements: Iterable[Placement] = ()) -> ReportRecord:
    return read_report(
        to_dataset(report_quads(extraction, MINTER, placements=placements)), extraction.report.slug, MINTER
    )


def parsed(quads: Iterable[Quad]) -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.parse(data=to_nquads(quads), format="nquads")
    return dataset


def assert_same(record: ReportRecord, extraction: Extraction) -> None:
    told = extraction.report
    facts = (told.slug, told.title, told.place, told.year, told.sha256, told.text, told.sections)
    assert facts == (
        *(getattr(record, name) for name in ("slug", "title", "place", "year", "sha256", "text")),
        record.sections,
    )
    for name in ("entities", "relations", "indicators"):
        read, written = getattr(record, name), getattr(extraction, name)
        assert len(read) == len(written)
        assert set(read) == set(written)


@given(extractions())
@settings(max_examples=60, deadline=None)
def test_any_extraction_survives_the_way_through_rdf(extraction: Extraction) -> None:
    assert_same(record_of(extraction), extraction)


@given(extractions())
@settings(max_examples=40, deadline=None)
def test_any_extraction_survives_the_way_through_text(extraction: Extraction) -> None:
    quads = list(report_quads(extraction, MINTER))
    assert_same(read_report(parsed(quads), extraction.report.slug, MINTER), extraction)


@given(extractions())
@settings(max_examples=40, deadline=None)
def test_a_second_implementation_reads_the_same_quads_in_every_form(extraction: Extraction) -> None:
    quads = set(report_quads(extraction, MINTER))
    nquads = set(pyoxigraph.parse(to_nquads(quads), pyoxigraph.RdfFormat.N_QUADS))
    assert len(nquads) == len(quads)
    assert set(pyoxigraph.parse(to_trig(quads), pyoxigraph.RdfFormat.TRIG)) == nquads
    triples = {pyoxigraph.Triple(q.subject, q.predicate, q.object) for q in nquads}
    turtle = pyoxigraph.parse(to_turtle((s, p, o) for s, p, o, _ in quads), pyoxigraph.RdfFormat.TURTLE)
    assert {q.triple for q in turtle} == triples
    assert set(pyoxigraph.parse(to_jsonld(quads), pyoxigraph.RdfFormat.JSON_LD)) == nquads


@given(extractions())
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_extraction_is_sound(extraction: Extraction) -> None:
    assert validate(to_dataset(report_quads(extraction, MINTER)), SHAPES) == ()


# ---------------------------------------------------------------- the three sentences


def test_the_sample_comes_back_with_its_placement() -> None:
    record = record_of(EXTRACTION, [PLACEMENT])
    assert_same(record, EXTRACTION)
    assert record.placements == (PLACEMENT,)


def test_a_report_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        read_report(to_dataset(report_quads(EXTRACTION, MINTER)), "灵宝市-2020", MINTER)


def test_a_statement_carries_its_sentence() -> None:
    graph = to_dataset(report_quads(EXTRACTION, MINTER))
    smelter, product = (MINTER.entity(e.ref, place="三门峡市") for e in (SMELTER, PURE_GOLD))
    assert (smelter, LP.produces, product) in graph
    (statement,) = graph.subjects(RDF.predicate, LP.produces)
    passage = graph.value(statement, LP.evidence)
    assert passage == MINTER.passage("三门峡市-2023", span(FIRST))
    (quote,) = graph.objects(passage, OA.hasSelector / OA.exact)
    assert str(quote) == FIRST
    assert (passage, RDF.type, LP.Sentence) in graph
    assert graph.value(statement, PROV.wasGeneratedBy) == MINTER.extraction("三门峡市-2023")


def test_a_mention_knows_its_sentence_and_the_sentence_its_section() -> None:
    graph = to_dataset(report_quads(EXTRACTION, MINTER))
    slug = EXTRACTION.report.slug
    sentence = MINTER.passage(slug, span(SECOND))
    assert graph.value(MINTER.passage(slug, span("华鑫铜箔")), LP.inSentence) == sentence
    assert graph.value(sentence, LP.inSection) == MINTER.section(slug, 0)
    assert graph.value(MINTER.passage(slug, span(THIRD)), LP.inSection) == MINTER.section(slug, 1)


def test_a_figure_is_about_the_entity_of_its_name() -> None:
    graph = to_dataset(report_quads(EXTRACTION, MINTER))
    (figure,) = graph.subjects(RDF.type, LP.Indicator)
    assert graph.value(figure, LP.indicatorSubject) == MINTER.entity(GOLD.ref, place="三门峡市")
    assert str(graph.value(figure, LP.value)) == "1000"


def test_a_place_carries_its_code_in_its_iri_and_beside_it() -> None:
    graph = to_dataset(report_quads(EXTRACTION, MINTER))
    iri = MINTER.entity(LINGBAO.ref, place="三门峡市", code="411282")
    assert str(graph.value(iri, LP.gbt2260)) == "411282"


def test_a_statement_about_something_unknown_is_refused() -> None:
    broken = replace(EXTRACTION, entities=EXTRACTION.entities[1:])
    with pytest.raises(ValueError, match="holds no Enterprise '中原黄金冶炼厂'"):
        list(report_quads(broken, MINTER))


def test_of_two_equal_statements_the_surer_stays() -> None:
    first = EXTRACTION.relations[0]
    twice = replace(EXTRACTION, relations=(first, replace(first, confidence=0.99, rule="better")))
    assert record_of(twice).relations == (replace(first, confidence=0.99, rule="better"),)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_valid_iri_and_an_exact_literal(name: str) -> None:
    text = f"{name}投产。"
    firm = entity(EntityType.ENTERPRISE, name, text=text)
    extraction = Extraction(report(text=text), (firm,), (), ())
    quads = list(report_quads(extraction, MINTER))
    list(pyoxigraph.parse(to_nquads(quads), pyoxigraph.RdfFormat.N_QUADS))
    iri = MINTER.entity(firm.ref, place="三门峡市")
    assert not set(str(iri)) & set('<>"{}|^`\\ ')
    assert Literal(name, lang="zh") in set(to_dataset(quads).objects(iri, SKOS.prefLabel))


# ---------------------------------------------------------------- one thing in two reports


def two_reports() -> list[Extraction]:
    later = report(slug="三门峡市-2024")
    park = entity(EntityType.ENTERPRISE, "华鑫铜箔")
    first = Extraction(report(), (replace(park, name="“华鑫”铜箔"),), (), ())
    return [Extraction(later, (park,), (), ()), first]


def test_one_thing_in_two_reports_has_one_label_from_the_first() -> None:
    union = to_dataset(dataset_quads(two_reports(), (), MINTER))
    iri = MINTER.entity(EntityRef(EntityType.ENTERPRISE, "华鑫铜箔"), place="三门峡市")
    assert [str(o) for o in union.objects(iri, SKOS.prefLabel)] == ["“华鑫”铜箔"]
    assert [str(o) for o in union.objects(iri, SKOS.altLabel)] == ["华鑫铜箔"]
    assert validate(union, SHAPES) == ()


def test_the_order_in_which_reports_are_given_does_not_matter() -> None:
    forward, backward = two_reports(), two_reports()[::-1]
    assert to_nquads(dataset_quads(forward, (), MINTER)) == to_nquads(dataset_quads(backward, (), MINTER))


def test_each_report_keeps_what_it_calls_the_thing() -> None:
    dataset = to_dataset(dataset_quads(two_reports(), (), MINTER))
    called = [read_report(dataset, f"三门峡市-{year}", MINTER).entities[0].name for year in (2023, 2024)]
    assert called == ["“华鑫”铜箔", "华鑫铜箔"]


def test_two_names_of_one_thing_in_one_report_become_one_entity() -> None:
    text = "华鑫铜箔投产，“华鑫”铜箔扩产。"
    both = [entity(EntityType.ENTERPRISE, name, text=text) for name in ("华鑫铜箔", "“华鑫”铜箔")]
    (merged,) = record_of(Extraction(report(text=text), tuple(both), (), ())).entities
    assert (merged.name, merged.aliases, len(merged.mentions)) == ("华鑫铜箔", ("“华鑫”铜箔",), 2)


def test_an_industry_and_a_product_of_one_name_are_two_things() -> None:
    kinds = (EntityType.INDUSTRY, EntityType.PRODUCT)
    both = tuple(entity(kind, "铜箔") for kind in kinds)
    graph = to_dataset(report_quads(Extraction(report(), both, (), ()), MINTER))
    assert len(set(graph.subjects(SKOS.prefLabel, Literal("铜箔", lang="zh")))) == 2


def test_projects_of_one_name_in_two_cities_are_two_things() -> None:
    project = entity(EntityType.PROJECT, "锂电铜箔项目")
    cities = [Extraction(report(slug=city, place=city), (project,), (), ()) for city in ("三门峡市", "灵宝市")]
    graph = to_dataset(dataset_quads(cities, (), MINTER))
    assert len(set(graph.subjects(RDF.type, LP.Project))) == 2


# ---------------------------------------------------------------- the same bytes in every build


def everything() -> str:
    chains = load_chains(ONTOLOGY / "chains")
    ontology = Graph().parse(ONTOLOGY / "lianpu.ttl")
    return to_nquads(dataset_quads([EXTRACTION], chains, MINTER, ontology=ontology))


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_the_same_bytes_whatever_the_hash_seed(form: str) -> None:
    script = f"""
import sys, rdf_cases as c
from rdflib import Graph
from graph.rdf.serialize import to_{form}
from graph.rdf.writer import dataset_quads
ontology = Graph().parse(c.ONTOLOGY / "lianpu.ttl")
quads = dataset_quads([c.EXTRACTION], (), c.MINTER, ontology=ontology)
sys.stdout.buffer.write(to_{form}(quads).encode())
"""
    here = Path(__file__).parent
    runs = [
        subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{here}{os.pathsep}{here.parent}"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1] != b""


def test_turtle_of_a_few_triples_is_written_for_people() -> None:
    graph = to_dataset(report_quads(EXTRACTION, MINTER))
    figure = MINTER.indicator(EXTRACTION.report.slug, indicator_digest(OUTPUT))
    turtle = to_turtle(graph.triples((figure, None, None)))
    assert "a lp:Indicator" in turtle
    assert '\tlp:comparator ">=" ;\n' in turtle
    assert "\tlp:year 2023 " in turtle


# ---------------------------------------------------------------- chains


def test_the_chains_as_written_are_the_chains_as_kept() -> None:
    kept, written = Graph(), Graph()
    for file in (ONTOLOGY / "chains").glob("*.ttl"):
        kept.parse(file)
    for chain in load_chains(ONTOLOGY / "chains"):
        for triple in chain_triples(chain, MINTER):
            written.add(triple)
    assert set(kept) <= set(written)
    # What is not key need not say so in the file; the graph says it of every node. A match need stand on one side only.
    assert {p for _, p, _ in set(written) - set(kept)} == {LP.key, SKOS.exactMatch}


def test_a_node_is_known_by_its_iri_under_any_base() -> None:
    ref = NodeRef("copper", "copper-rod")
    assert node_ref(MINTER.chain_node("copper", "copper-rod")) == ref
    assert node_ref(Literal("https://example.org/a/chain/copper/copper-rod")) == ref


def test_everything_together_is_written_once() -> None:
    lines = everything().splitlines()
    assert len(lines) == len(set(lines)) > 6000
