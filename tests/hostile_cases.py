"""A report whose names are markup: all that it names must be shown as text, wherever it is shown."""

from __future__ import annotations

import hashlib
from pathlib import Path

from graph.assembly import load_vocabulary
from graph.chains.placement import place
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
    Predicate,
    Relation,
    Report,
    Section,
    Sentence,
    Span,
    Tense,
)
from graph.rdf.serialize import to_nquads
from graph.rdf.writer import dataset_quads
from graph.resolution import resolve
from graph.settings import Settings
from graph.store import Build, ensure_build, fill, fingerprint
from graph.vocabulary import Minter

HTML = "<img src=x onerror=alert(1)>"
MARKDOWN = "**x** :red[y] $z$"
#: Words of reference links and industries around the markup, so that the names sit on chains.
_STEMS = {
    EntityType.ENTERPRISE: "黄金冶炼厂",
    EntityType.PROJECT: "电解铜箔项目",
    EntityType.INDUSTRY: "黄金产业",
    EntityType.PRODUCT: "标准金锭",
    EntityType.PLACE: "县",
    EntityType.POLICY: "方案",
    EntityType.PLATFORM: "研究院",
    EntityType.ORGANIZATION: "局",
}
NAMES = {kind: (f"{HTML}{stem}", f"{MARKDOWN}{stem}") for kind, stem in _STEMS.items()}


def hostile_extraction() -> Extraction:
    """Two names of every kind, every relation between them, and a figure about each place."""
    lines = [f"{HTML}{MARKDOWN}工作报告"]
    for predicate in Predicate:
        for number in (0, 1):
            subject, other = _ends(predicate, number)
            lines.append(f"{subject.name}与{other.name}建成投产，{MARKDOWN}产值达到10亿元。")
    text = "\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    body = Span(spans[1].start, spans[-1].end)
    sections = (Section("", 0, spans[0], Tense.OTHER), Section(f"{HTML} {MARKDOWN}", 1, body, Tense.REVIEW))
    report = Report(
        slug="灵宝市-2023",
        title=f"关于{HTML}{MARKDOWN}的报告",
        place="灵宝市",
        year=2023,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        sections=sections,
        paragraphs=tuple(spans),
        sentences=tuple(Sentence(span, min(number, 1), number) for number, span in enumerate(spans)),
    )
    entities = tuple(
        Entity(kind, name, (), _mentions(text, name), 0.9, "test") for kind, both in NAMES.items() for name in both
    )
    relations = tuple(
        Relation(*_statement(predicate, number), spans[1 + 2 * position + number], 0.9, "test")
        for position, predicate in enumerate(Predicate)
        for number in (0, 1)
    )
    figures = tuple(
        Indicator(name, f"{MARKDOWN}{HTML}产值", 10.0, "亿元", Comparator.EQUAL, 2023, status, spans[2], 0.9, "test")
        for name in NAMES[EntityType.PLACE]
        for status in (IndicatorStatus.ACTUAL, IndicatorStatus.TARGET)
    )
    return Extraction(report, entities, relations, figures)


def _ends(predicate: Predicate, number: int) -> tuple[EntityRef, EntityRef]:
    """The two ends of a relation; where both are of one kind, the two names of it."""
    subjects, objects = (min(kinds) for kinds in SIGNATURES[predicate])
    other = 1 - number if subjects is objects else number
    return EntityRef(subjects, NAMES[subjects][number]), EntityRef(objects, NAMES[objects][other])


def _statement(predicate: Predicate, number: int) -> tuple[EntityRef, Predicate, EntityRef]:
    subject, other = _ends(predicate, number)
    return subject, predicate, other


def _mentions(text: str, name: str) -> tuple[Span, ...]:
    found, at = [], text.find(name)
    while at >= 0:
        found.append(Span(at, at + len(name)))
        at = text.find(name, at + 1)
    return tuple(found)


def build_hostile(settings: Settings) -> Build:
    """A build of that report in ``settings.built``, which a server with the same settings takes for its own."""
    extraction = hostile_extraction()
    chains = load_chains(settings.ontology / "chains")

    def make(folder: Path) -> None:
        quads = dataset_quads(
            [extraction],
            chains,
            Minter(settings.base_iri),
            placements={extraction.report.slug: place(extraction, chains)},
            ontology=load_vocabulary(settings.ontology / "lianpu.ttl"),
            resolution=resolve([extraction]),
        )
        fill(folder, to_nquads(list(quads)).encode())

    return ensure_build(settings.built, fingerprint(settings), make)
