"""A three-sentence report with its extraction, small enough to know by heart, for the tests of RDF and chains."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from graph.model import (
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
    Report,
    Section,
    Sentence,
    Span,
    Tense,
)
from graph.vocabulary import Minter

ONTOLOGY = Path(__file__).resolve().parent.parent / "ontology"
SHAPES = ONTOLOGY / "shapes.ttl"
MINTER = Minter("https://w3id.org/lianpu/id/")

TEXT = (
    "黄金产业方面，中原黄金冶炼厂生产高纯金。\n"
    "灵宝市华鑫铜箔锂电铜箔项目建成投产。\n"
    "力争2023年黄金产业产值达到1000亿元以上。"
)


def span(words: str, text: str = TEXT) -> Span:
    """Where the words first stand in the text."""
    start = text.index(words)
    return Span(start, start + len(words))


def report(slug: str = "三门峡市-2023", text: str = TEXT, place: str = "三门峡市") -> Report:
    """A report of one line a sentence: the last line is the plan, the lines before it are the review."""
    lines: list[Span] = []
    start = 0
    for line in text.split("\n"):
        lines.append(Span(start, start + len(line)))
        start += len(line) + 1
    plan = lines[-1]
    sections = [Section("", 0, Span(0, plan.start), Tense.REVIEW)] if plan.start else []
    sections.append(Section("2023年工作", 1, plan, Tense.PLAN))
    sentences = tuple(Sentence(line, len(sections) - 1 if line == plan else 0, i) for i, line in enumerate(lines))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Report(slug, "计划报告", place, 2023, digest, text, tuple(sections), tuple(lines), sentences)


def entity(kind: EntityType, name: str, *aliases: str, text: str = TEXT, code: str | None = None) -> Entity:
    """An entity that is mentioned once, where its name first stands."""
    return Entity(kind, name, aliases, (span(name, text),), 0.9, "sample", code)


def relation(subject: Entity, predicate: Predicate, target: Entity, words: str) -> Relation:
    """A relation that the words say."""
    return Relation(subject.ref, predicate, target.ref, span(words), 0.8, "sample")


SMELTER = entity(EntityType.ENTERPRISE, "中原黄金冶炼厂")
FOIL_MAKER = entity(EntityType.ENTERPRISE, "华鑫铜箔")
GOLD = entity(EntityType.INDUSTRY, "黄金产业", "黄金")
PURE_GOLD = entity(EntityType.PRODUCT, "高纯金")
FOIL_PROJECT = entity(EntityType.PROJECT, "锂电铜箔项目")
LINGBAO = entity(EntityType.PLACE, "灵宝市", "灵宝", code="411282")

FIRST, SECOND, THIRD = TEXT.split("\n")

RELATIONS = (
    relation(SMELTER, Predicate.OPERATES_IN, GOLD, FIRST),
    relation(SMELTER, Predicate.PRODUCES, PURE_GOLD, FIRST),
    relation(FOIL_MAKER, Predicate.UNDERTAKES, FOIL_PROJECT, SECOND),
    replace(relation(FOIL_MAKER, Predicate.LOCATED_IN, LINGBAO, SECOND), inferred=True),
)

OUTPUT = Indicator(
    subject="黄金产业",
    name="黄金产业产值",
    value=1000.0,
    unit="亿元",
    comparator=Comparator.AT_LEAST,
    year=2023,
    status=IndicatorStatus.TARGET,
    evidence=span(THIRD),
    confidence=0.9,
    rule="sample",
)

PLACEMENT = Placement(
    EntityRef(EntityType.PRODUCT, "高纯金"), NodeRef("gold", "high-purity-gold"), span(FIRST), "高纯金", 0.85, "name"
)

EXTRACTION = Extraction(report(), (SMELTER, FOIL_MAKER, GOLD, PURE_GOLD, FOIL_PROJECT, LINGBAO), RELATIONS, (OUTPUT,))
