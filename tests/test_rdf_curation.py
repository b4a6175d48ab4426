"""Decisions in RDF: who stands behind a statement, and what was refused, in a graph of their own."""

from __future__ import annotations

from datetime import date

import pytest
from rdf_cases import EXTRACTION, FIRST, MINTER, SECOND, SHAPES, THIRD
from rdflib import DCTERMS, PROV, RDF, RDFS, SKOS, XSD, Dataset, Graph, Literal

from graph.curation import Curated, Decision, Kind, replay
from graph.curation.decisions import Fact, Figure, Quote, Target, Thing
from graph.model import Comparator, EntityRef, EntityType, IndicatorStatus, Predicate
from graph.rdf.reader import read_report
from graph.rdf.serialize import to_nquads
from graph.rdf.validate import validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.vocabulary import LP, OA

FOIL = EntityRef(EntityType.PRODUCT, "锂电铜箔")
MAKER = EntityRef(EntityType.ENTERPRISE, "华鑫铜箔")
SLUG = EXTRACTION.report.slug


def decision(kind: Kind, target: Target, quote: str, who: str = "li") -> Decision:
    return Decision(kind, target, Quote(quote), who, date(2024, 1, 31), "项目名说明产品")


ADDED = decision(Kind.ADD, Fact(MAKER, Predicate.PRODUCES, FOIL), SECOND)
ACCEPTED = decision(Kind.ACCEPT, Thing(EntityRef(EntityType.ENTERPRISE, "中原黄金冶炼厂")), FIRST, who="王 芳")
REFUSED = decision(Kind.REJECT, Thing(EntityRef(EntityType.PRODUCT, "高纯金")), FIRST)
LOST = decision(Kind.ADD, Thing(EntityRef(EntityType.PLACE, "洛阳市")), "此句不在报告之中")
FIGURE = decision(
    Kind.ACCEPT,
    Figure("黄金产业", "黄金产业产值", 1000.0, "亿元", Comparator.AT_LEAST, 2023, IndicatorStatus.TARGET),
    THIRD,
)
CURATED = replay(EXTRACTION, [ADDED, ACCEPTED, REFUSED, LOST, FIGURE])


def dataset(curated: Curated = CURATED) -> Dataset:
    return to_dataset(dataset_quads([curated.extraction], (), MINTER, curated=[curated]))


def graph_of(data: Dataset, curation: bool) -> Graph:
    return data.graph(MINTER.curation_graph if curation else MINTER.report_graph(SLUG))


def test_what_a_person_added_is_a_statement_of_the_report_like_any_other() -> None:
    data = dataset()
    ends = [MINTER.entity(ref, place="三门峡市") for ref in (MAKER, FOIL)]
    assert (ends[0], LP.produces, ends[1]) in graph_of(data, curation=False)
    assert set(read_report(data, SLUG, MINTER).relations) == set(CURATED.extraction.relations)


def test_it_is_attributed_with_day_and_reason_in_the_graph_of_curation() -> None:
    data, decided = dataset(), MINTER.decision(SLUG, ADDED.digest)
    curation = graph_of(data, curation=True)
    (statement,) = data.subjects(RDF.predicate, LP.produces)
    assert (statement, LP.decidedBy, decided) in curation
    who = curation.value(statement, PROV.wasAttributedTo)
    assert (curation.value(decided, PROV.wasAttributedTo), curation.value(who, RDFS.label)) == (who, Literal("li"))
    assert curation.value(decided, DCTERMS.date) == Literal("2024-01-31", datatype=XSD.date)
    assert curation.value(decided, LP.reason) == Literal("项目名说明产品", lang="zh")
    (words,) = data.objects(curation.value(decided, LP.evidence), OA.hasSelector / OA.exact)
    assert str(words) == SECOND
    assert data.value(statement, PROV.wasGeneratedBy) == MINTER.curation(SLUG)
    assert str(data.value(statement, LP.rule)) == "curation:li"


def test_an_accepted_entity_and_a_figure_are_attributed_too() -> None:
    curation = graph_of(dataset(), curation=True)
    for accepted, kind in ((ACCEPTED, LP.Naming), (FIGURE, LP.Indicator)):
        (behind,) = curation.subjects(LP.decidedBy, MINTER.decision(SLUG, accepted.digest))
        assert (behind, RDF.type, kind) in graph_of(dataset(), curation=False)


def test_what_was_refused_is_in_no_report_but_its_decision_is_kept() -> None:
    data = dataset()
    assert Literal("高纯金", lang="zh") not in set(data.objects(None, SKOS.prefLabel))
    kept = graph_of(data, curation=True).value(MINTER.decision(SLUG, REFUSED.digest), LP.decides)
    assert str(kept) == "reject Product 高纯金"


def test_a_decision_that_lost_its_words_says_so_and_keeps_its_quotation() -> None:
    curation, lost = graph_of(dataset(), curation=True), MINTER.decision(SLUG, LOST.digest)
    assert str(curation.value(lost, LP.decisionState)) == "unresolved"
    assert (lost, LP.quotation, Literal("此句不在报告之中")) in curation
    assert curation.value(lost, LP.evidence) is None


def test_decisions_of_every_state_are_sound() -> None:
    assert {str(state) for state in dataset().objects(None, LP.decisionState)} == {"applied", "unresolved"}
    assert validate(dataset(), SHAPES) == ()


def test_a_decision_that_is_written_twice_is_one_decision() -> None:
    twice = replay(EXTRACTION, [ADDED, ADDED])
    assert [str(outcome.state) for outcome in twice.outcomes] == ["applied", "already"]
    data = dataset(twice)
    assert [str(state) for state in data.objects(None, LP.decisionState)] == ["applied"]
    assert validate(data, SHAPES) == ()


def test_without_decisions_the_quads_are_those_of_the_extraction() -> None:
    plain = to_nquads(dataset_quads([EXTRACTION], (), MINTER))
    assert to_nquads(dataset_quads([EXTRACTION], (), MINTER, curated=[replay(EXTRACTION, ())])) == plain


def test_the_quads_do_not_depend_on_the_run() -> None:
    first, again = (replay(EXTRACTION, [ADDED, ACCEPTED, REFUSED, LOST, FIGURE]) for _ in range(2))
    assert to_nquads(dataset(first).quads()) == to_nquads(dataset(again).quads())


DECIDED = MINTER.decision(SLUG, ADDED.digest)


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (PROV.wasAttributedTo, None, "must say who took it"),
        (DCTERMS.date, Literal("yesterday"), "must carry its date"),
        (LP.reason, None, "must give its reason"),
        (LP.quotation, Literal(""), "must quote the report"),
        (LP.decisionKind, Literal("guess"), "one of the seven"),
        (LP.decisionState, Literal("perhaps"), "one of the five"),
        (LP.about, None, "must be about a report"),
        (LP.decides, None, "must say what was decided"),
    ],
)
def test_the_shapes_refuse_a_decision_that_lacks_a_part(predicate, value, message: str) -> None:  # type: ignore[no-untyped-def]
    data = dataset()
    graph_of(data, curation=True).remove((DECIDED, predicate, None))
    if value is not None:
        graph_of(data, curation=True).add((DECIDED, predicate, value))
    assert [finding.en for finding in validate(data, SHAPES) if message in finding.en]


@pytest.mark.parametrize(
    ("predicate", "value", "message"),
    [
        (LP.confidence, Literal("0.7", datatype=XSD.decimal), "confidence of a decided statement must be 1"),
        (LP.rule, Literal("gazetteer"), "must name who decided it"),
        (PROV.wasAttributedTo, None, "must say who stands behind it"),
    ],
)
def test_the_shapes_refuse_a_decided_statement_that_nobody_wholly_stands_behind(  # type: ignore[no-untyped-def]
    predicate, value, message: str
) -> None:
    data = dataset()
    (statement,) = data.subjects(RDF.predicate, LP.produces)
    data.remove((statement, predicate, None))
    if value is not None:
        graph_of(data, curation=False).add((statement, predicate, value))
    assert [finding.en for finding in validate(data, SHAPES) if message in finding.en]
