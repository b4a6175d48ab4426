"""A path read out as a sentence in Chinese or English, its sources numbered below it."""

from __future__ import annotations

from typing import Literal

from graph.model import Predicate
from graph.network.values import LinkRelation, Path, Point, Step

Language = Literal["zh", "en"]

_SAYS: dict[Predicate | LinkRelation, dict[Language, str]] = {
    Predicate.OPERATES_IN: {"zh": "{a} 从事 {b}", "en": "{a} operates in {b}"},
    Predicate.PRODUCES: {"zh": "{a} 生产 {b}", "en": "{a} produces {b}"},
    Predicate.UNDERTAKES: {"zh": "{a} 承担 {b}", "en": "{a} undertakes {b}"},
    Predicate.LOCATED_IN: {"zh": "{a} 位于 {b}", "en": "{a} is in {b}"},
    Predicate.IN_INDUSTRY: {"zh": "{a} 属于产业 {b}", "en": "{a} belongs to the industry {b}"},
    Predicate.HAS_PRODUCT: {"zh": "{a} 的产品有 {b}", "en": "{a} has the product {b}"},
    Predicate.DEVELOPS_INDUSTRY: {"zh": "{a} 发展 {b}", "en": "{a} develops {b}"},
    Predicate.BROADER: {"zh": "{a} 是 {b} 的一部分", "en": "{a} is part of {b}"},
    Predicate.TARGETS_INDUSTRY: {"zh": "{a} 面向 {b}", "en": "{a} is for {b}"},
    Predicate.ISSUED_BY: {"zh": "{a} 由 {b} 出台", "en": "{a} was issued by {b}"},
    LinkRelation.AT_NODE: {"zh": "{a} 位于链环节{b}", "en": "{a} sits at the link {b}"},
    LinkRelation.SUPPLIES: {"zh": "{a} 供给 {b}", "en": "{a} supplies {b}"},
    LinkRelation.KIND_OF: {"zh": "{a} 是 {b} 的一种", "en": "{a} is a kind of {b}"},
}
_INFERRED: dict[Language, str] = {"zh": "（推断）", "en": " (inferred)"}
_THROUGH: dict[Language, str] = {"zh": "（凭“{}”）", "en": " (by “{}”)"}
_ENDS: dict[Language, tuple[str, str]] = {"zh": ("；", "。"), "en": ("; ", ".")}


def read_out(path: Path, language: Language = "zh") -> str:
    """A path as one sentence, then a line for each source: the words of a report, or the reference chains.

    Every step is said the way its statement reads, whichever way the path walks it; what several steps rest on is
    numbered once. The empty path gives an empty text.
    """
    if not path.steps:
        return ""
    sources: dict[str, int] = {}
    clauses = []
    for step in path.steps:
        number = sources.setdefault(_source(step, language), len(sources) + 1)
        clauses.append(f"{_clause(step, language)}[{number}]")
    between, end = _ENDS[language]
    lines = (f"[{number}] {source}" for source, number in sources.items())
    return "\n".join([between.join(clauses) + end, *lines])


def _clause(step: Step, language: Language) -> str:
    a, b = (step.start, step.end) if step.forward else (step.end, step.start)
    said = _SAYS[step.relation][language].format(a=_name(a, language), b=_name(b, language))
    through = step.through.strip("“”")
    by = _THROUGH[language].format(through) if through not in ("", step.start.zh, step.end.zh) else ""
    return said + by + (_INFERRED[language] if step.inferred else "")


def _name(point: Point, language: Language) -> str:
    """A thing has the name that the report gives it, in either language; a link stands in quotation marks."""
    if point.kind is not None:
        return point.zh
    return f"‘{point.zh}’" if language == "zh" else f"‘{point.en}’"


def _source(step: Step, language: Language) -> str:
    if step.evidence is None:
        names = "、".join(chain.zh for chain in step.chains) if language == "zh" else _listed(step)
        return f"参考产业链：{names}" if language == "zh" else f"Reference chain: {names}"
    report = step.report.title if step.report else step.evidence.report
    if language == "zh":
        section = f"，{step.evidence.section}" if step.evidence.section else ""
        return f"“{step.evidence.words}”（《{report}》{section}）"
    section = f", {step.evidence.section}" if step.evidence.section else ""
    return f"“{step.evidence.words}” ({report}{section})"


def _listed(step: Step) -> str:
    return ", ".join(chain.en for chain in step.chains)
