"""What tests of the canvas share: a small graph, and a name that is an attack where it is not escaped."""

from __future__ import annotations

from graph.model import EntityType, Predicate, Span, Tense
from graph.present.canvas import Canvas
from graph.present.palette import MARKS
from graph.query.knowledge import Knowledge
from graph.query.values import Evidence, Fact, ReportInfo, SectionInfo, Source, Thing
from graph.ui.catalogue import strings

ATTACK = "<img src=x onerror=alert(1)>"
SENTENCE = "依托中原黄金冶炼厂、国投金城冶金等龙头骨干企业大力发展黄金精深加工产业"
R23, R25 = "https://x/report/2023", "https://x/report/2025"


def evidence(report: str = R23, words: str = SENTENCE) -> Evidence:
    return Evidence(report, Span(10, 10 + len(words)), words, "提升传统产业")


def fact(
    subject: Thing,
    predicate: Predicate,
    obj: Thing,
    *,
    sure: float = 0.9,
    rule: str = "topic",
    report: str = R23,
) -> Fact:
    return Fact(subject.iri, predicate, obj.iri, sure, False, rule, evidence(report))


def thing(name: str, kind: EntityType, degree: int = 1) -> Thing:
    return Thing(f"https://x/{kind.value.lower()}/{name}", kind, name, degree=degree)


SMELTER = thing("中原黄金冶炼厂", EntityType.ENTERPRISE, 3)
OTHER = thing("国投金城冶金", EntityType.ENTERPRISE, 2)
GOLD = thing("黄金产业", EntityType.INDUSTRY, 5)
SILVER = thing("白银", EntityType.PRODUCT, 1)
COPPER = thing("阴极铜", EntityType.PRODUCT, 2)
CITY = thing("灵宝市", EntityType.PLACE, 1)
ALL = (GOLD, SMELTER, OTHER, COPPER, SILVER, CITY)
THINGS = {one.iri: one for one in ALL}
FACTS = (
    fact(SMELTER, Predicate.OPERATES_IN, GOLD, rule="curation:李某"),
    fact(OTHER, Predicate.OPERATES_IN, GOLD, sure=0.6),
    fact(SMELTER, Predicate.PRODUCES, SILVER, report=R25),
    fact(SMELTER, Predicate.PRODUCES, COPPER),
    fact(OTHER, Predicate.PRODUCES, COPPER),
    fact(OTHER, Predicate.LOCATED_IN, CITY),
)


def source(iri: str, year: int) -> Source:
    info = ReportInfo(iri, iri.rsplit("/", 1)[-1], f"{year}年政府工作报告", "灵宝市", year)
    return Source(info, SENTENCE, (SectionInfo("提升传统产业", 1, Tense.PLAN, Span(0, 30)),), ())


KNOWLEDGE = Knowledge(THINGS, FACTS, (), {R23: source(R23, 2023), R25: source(R25, 2025)}, ())


def drawn_data(drawn: Canvas, **more: object) -> dict[str, object]:
    """What Python sends to the canvas's script, with Chinese words."""
    table = "canvastool."
    words = {key.removeprefix(table): both["zh"] for key, both in strings().items() if key.startswith(table)}
    kinds = [{"kind": k.value, "label": k.value, "glyph": m.glyph, "colour": m.colour} for k, m in MARKS.items()]
    return {
        "nodes": list(drawn.nodes),
        "edges": list(drawn.edges),
        "options": drawn.options,
        "selected": None,
        "anchor": None,
        "generation": 1,
        "layout": "force",
        "columns": [],
        "path": [],
        "height": 540,
        "description": "graph",
        "kinds": kinds,
        "undo": None,
        "redo": None,
        "words": words,
        **more,
    }
