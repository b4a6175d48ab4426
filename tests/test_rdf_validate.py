"""Sound data passes the shapes; each way of being broken is found and said in both languages."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest
from rdf_cases import EXTRACTION, MINTER, ONTOLOGY, PLACEMENT, SHAPES, SMELTER
from rdflib import DCTERMS, RDF, SKOS, XSD, Graph, Literal, URIRef

from graph.chains.reference import load_chains
from graph.model import SIGNATURES, EntityType, Predicate
from graph.rdf.validate import validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.vocabulary import LP, OA

FIRM = MINTER.entity(SMELTER.ref, place="三门峡市")
REPORT = MINTER.report("三门峡市-2023")
NODE = MINTER.chain_node("gold", "high-purity-gold")


@pytest.fixture(scope="module")
def triples() -> frozenset[tuple]:
    gold = [chain for chain in load_chains(ONTOLOGY / "chains") if chain.id == "gold"]
    quads = dataset_quads([EXTRACTION], gold, MINTER, placements={EXTRACTION.report.slug: [PLACEMENT]})
    return frozenset((s, p, o) for s, p, o, _ in quads)


@pytest.fixture
def sound(triples: frozenset[tuple]) -> Graph:
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    return graph


def statement(graph: Graph) -> URIRef:
    return next(s for s in graph.subjects(RDF.predicate, LP.produces) if isinstance(s, URIRef))


def figure(graph: Graph) -> URIRef:
    return next(s for s in graph.subjects(RDF.type, LP.Indicator) if isinstance(s, URIRef))


def position(graph: Graph) -> URIRef:
    return next(s for s in graph.subjects(RDF.type, OA.TextPositionSelector) if isinstance(s, URIRef))


def test_what_the_writer_writes_is_sound(sound: Graph) -> None:
    assert validate(sound, SHAPES) == ()


def test_a_dataset_is_checked_as_the_union_of_its_graphs() -> None:
    quads = dataset_quads([EXTRACTION], load_chains(ONTOLOGY / "chains"), MINTER)
    assert validate(to_dataset(quads), SHAPES) == ()


def decimal(text: str) -> Literal:
    return Literal(text, datatype=XSD.decimal)


#: Each way to break the data: what to do, and a word of the message in each language.
BREAKS: list[tuple[str, Callable[[Graph], object], str, str]] = [
    ("two labels", lambda g: g.add((FIRM, SKOS.prefLabel, Literal("别名", lang="zh"))), "首选名称", "preferred label"),
    ("no label", lambda g: g.remove((FIRM, SKOS.prefLabel, None)), "首选名称", "preferred label"),
    ("label in English", lambda g: g.set((FIRM, SKOS.prefLabel, Literal("x", lang="en"))), "首选名称", "Chinese"),
    ("alias without language", lambda g: g.add((FIRM, SKOS.altLabel, Literal("厂"))), "别名", "alternative label"),
    ("two types", lambda g: g.add((FIRM, RDF.type, LP.Platform)), "八类", "eight types"),
    ("no mention", lambda g: g.remove((FIRM, LP.mentionedIn, None)), "文段", "mentioned"),
    ("a bad code", lambda g: g.add((FIRM, LP.gbt4754, Literal("黄金"))), "行业代码", "GB/T 4754"),
    ("no evidence", lambda g: g.remove((statement(g), LP.evidence, None)), "证据", "evidence"),
    ("evidence elsewhere", lambda g: g.set((statement(g), LP.evidence, REPORT)), "证据", "passage"),
    ("too confident", lambda g: g.set((statement(g), LP.confidence, decimal("2"))), "置信度", "from 0 to 1"),
    ("two confidences", lambda g: g.add((statement(g), LP.confidence, decimal("0.1"))), "置信度", "one decimal"),
    ("confidence as text", lambda g: g.set((statement(g), LP.confidence, Literal("高"))), "置信度", "decimal"),
    ("not said whether inferred", lambda g: g.remove((statement(g), LP.inferred, None)), "推断", "inferred"),
    ("inferred as text", lambda g: g.set((statement(g), LP.inferred, Literal("是"))), "推断", "inferred"),
    ("no rule", lambda g: g.remove((statement(g), LP.rule, None)), "规则", "rule"),
    ("no object", lambda g: g.remove((statement(g), RDF.object, None)), "宾语", "object"),
    ("unknown predicate", lambda g: g.set((statement(g), RDF.predicate, LP.likes)), "谓语", "predicate"),
    ("span turned round", lambda g: g.set((position(g), OA.start, Literal(9999))), "起始位置", "less than the end"),
    ("no words", lambda g: g.remove((None, OA.exact, None)), "原文", "words"),
    ("value as text", lambda g: g.set((figure(g), LP.value, Literal("千"))), "数值", "value"),
    ("no unit", lambda g: g.remove((figure(g), LP.unit, None)), "单位", "unit"),
    ("unknown comparator", lambda g: g.set((figure(g), LP.comparator, Literal("!="))), "比较符", "comparator"),
    ("unknown status", lambda g: g.set((figure(g), LP.status, Literal("hoped"))), "性质", "status"),
    ("a year before our time", lambda g: g.set((figure(g), LP.year, Literal(23))), "年份", "year"),
    ("report without text", lambda g: g.remove((REPORT, LP.text, None)), "全文", "text"),
    ("report without digest", lambda g: g.set((REPORT, LP.sha256, Literal("abc"))), "SHA-256", "SHA-256"),
    ("two stages", lambda g: g.add((NODE, LP.stage, Literal("support"))), "环节位置", "stage"),
    ("unknown stage", lambda g: g.set((NODE, LP.stage, Literal("top"))), "环节位置", "stage"),
    ("one label on a node", lambda g: g.set((NODE, SKOS.prefLabel, Literal("金", lang="zh"))), "中、英文", "English"),
    ("node in no chain", lambda g: g.remove((NODE, SKOS.inScheme, None)), "产业链", "chain"),
    ("unsourced chain", lambda g: g.remove((None, DCTERMS.source, None)), "来源", "sources"),
    ("sits at a report", lambda g: g.add((FIRM, LP.atNode, REPORT)), "链节点", "chain node"),
]


@pytest.mark.parametrize(("how", "zh", "en"), [case[1:] for case in BREAKS], ids=[case[0] for case in BREAKS])
def test_each_break_is_found(sound: Graph, how: Callable[[Graph], object], zh: str, en: str) -> None:
    how(sound)
    findings = validate(sound, SHAPES)
    assert any(zh in finding.zh and en in finding.en for finding in findings), findings
    assert {finding.severity for finding in findings} == {"Violation"}


@pytest.mark.parametrize("predicate", Predicate)
def test_a_wrong_class_at_either_end_is_found(predicate: Predicate) -> None:
    graph, pairs = Graph(), {}
    for subject, target in product(EntityType, EntityType):
        ends = URIRef(f"https://x/{subject}-{target}/s"), URIRef(f"https://x/{subject}-{target}/o")
        pairs[ends] = (subject, target)
        graph.add((ends[0], RDF.type, LP[subject.value]))
        graph.add((ends[1], RDF.type, LP[target.value]))
        graph.add((ends[0], LP[predicate.value], ends[1]))
    findings = validate(graph, SHAPES)
    bad_subjects = {f.focus for f in findings if f.path == ""}
    bad_objects = {f.value for f in findings if f.path == str(LP[predicate.value])}
    subjects, objects = SIGNATURES[predicate]
    for (s, o), (subject, target) in pairs.items():
        assert (str(s) in bad_subjects, str(o) in bad_objects) == (subject not in subjects, target not in objects)


def test_findings_come_in_a_fixed_order_and_name_the_thing(sound: Graph) -> None:
    sound.remove((FIRM, SKOS.prefLabel, None))
    sound.remove((statement(sound), LP.rule, None))
    findings = validate(sound, SHAPES)
    assert findings == tuple(sorted(findings))
    assert {finding.focus for finding in findings} == {str(FIRM), str(statement(sound))}
    assert {finding.path for finding in findings} == {str(SKOS.prefLabel), str(LP.rule)}


def test_checking_changes_neither_data_nor_shapes(sound: Graph) -> None:
    before = set(sound)
    validate(sound, SHAPES)
    assert set(sound) == before
    assert bool(Literal("1", datatype=XSD.boolean).value) is True
