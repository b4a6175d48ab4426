"""What is seen of a statement that is proposed: which rules say it, where its two ends stand, what is between.

Features name forms, positions and the words around, never the things themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.extraction.scene import Named, Scene
from graph.model import EntityRef, EntityType, Predicate, Relation, Span

Triple = tuple[EntityRef, Predicate, EntityRef]
_FAR, _WIDE, _STEP, _SHORT, _SEQUENCE = 4, 6, 4, 6, 4
_LINK = re.compile(r"[、和与及\s“”]*")
_CUES = {
    "develop": re.compile(r"发展|培育|壮大|做[大强优精]|布局|延伸|延长|集群"),
    "make": re.compile(r"开发|研发|生产|研制|制造|加工|产品"),
    "build": re.compile(r"建设|建成|打造|开工|竣工|投产|推进|实施|项目"),
    "rely": re.compile(r"依托|围绕|聚焦|支持|推动|以"),
    "etc": re.compile(r"等"),
    "list": re.compile(r"、"),
    "hold": re.compile(r"举办|召开|签"),
}
_END = re.compile(r"(?:产业集群|产业链|产业|集群|经济|业|基地|园区?|中心|行动|计划|工程|项目|区)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement as its surest rule makes it, and what is seen of it."""

    relation: Relation
    features: tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    """A sentence with who is named in it."""

    scene: Scene
    span: Span

    @cached_property
    def named(self) -> tuple[Named, ...]:
        return self.scene.inside(self.span)

    @cached_property
    def outer(self) -> tuple[Named, ...]:
        return self.scene.outer(self.span)

    @cached_property
    def places(self) -> dict[EntityRef, list[Named]]:
        found = defaultdict[EntityRef, list[Named]](list)
        for named in self.named:
            found[named.ref].append(named)
        return found

    @cached_property
    def of_type(self) -> dict[EntityType, list[Named]]:
        found = defaultdict[EntityType, list[Named]](list)
        for named in self.outer:
            found[named.type].append(named)
        return found


def proposals_of(scene: Scene, proposed: Iterable[Relation]) -> Iterator[Proposal]:
    """The statements that ``proposed`` makes, each once; one at a time, since what is seen of them takes much room."""
    rules = defaultdict[Triple, list[Relation]](list)
    for relation in proposed:
        rules[relation.subject, relation.predicate, relation.object].append(relation)
    sentences: dict[int, _Sentence] = {}
    for relations in rules.values():
        yield _proposal(scene, relations, sentences)


def _proposal(scene: Scene, relations: list[Relation], sentences: dict[int, _Sentence]) -> Proposal:
    surest = max(relations, key=lambda relation: (relation.confidence, not relation.inferred))
    predicate = surest.predicate.value
    number = scene.clause_at(surest.evidence.start).sentence
    if number not in sentences:
        sentences[number] = _Sentence(scene, scene.report.sentences[number].span)
    seen = [f"rule {rule}" for rule in sorted({relation.rule for relation in relations})]
    seen += [*_of_names(scene, surest), *_of_places(sentences[number], surest)]
    return Proposal(surest, (predicate, *(f"{predicate} {feature}" for feature in seen)))


def _of_names(scene: Scene, relation: Relation) -> Iterator[str]:
    one, other = relation.subject, relation.object
    yield f"types {one.type.value} {other.type.value}"
    for part, ref in (("subject", one), ("object", other)):
        if match := _END.search(ref.name):
            yield f"{part} ends {match[0]}"
        if ref.name in scene.lexicon.umbrellas:
            yield f"{part} umbrella"
    if other.type is EntityType.INDUSTRY:
        yield f"object in subject {other.name.removesuffix('产业') in one.name}"
    if one.type is EntityType.INDUSTRY:
        yield f"subject in object {one.name.removesuffix('产业') in other.name}"
    yield f"home {scene.home in (one, other)}"


def _of_places(sentence: _Sentence, relation: Relation) -> Iterator[str]:
    """The two mentions in the evidence's sentence that say it best: one in the other, else the nearest."""
    ones, others = sentence.places.get(relation.subject), sentence.places.get(relation.object)
    if not ones or not others:
        yield "apart"
        return
    one, other = min(((a, b) for a in ones for b in others), key=lambda pair: _distance(*pair))
    if one.span.holds(other.span) or other.span.holds(one.span):
        inner, holder = (other, one) if one.span.holds(other.span) else (one, other)
        yield "inner object" if inner is other else "inner subject"
        yield f"inner at start {inner.span.start == holder.span.start}"
        yield f"inner at end {inner.span.end == holder.span.end}"
    elif one.span.end <= other.span.start or other.span.end <= one.span.start:
        yield from _between(sentence, one, other)
        yield from _order(sentence, one, other)


def _distance(one: Named, other: Named) -> tuple[bool, int, Span, Span]:
    apart = not (one.span.holds(other.span) or other.span.holds(one.span))
    gap = max(one.span.start, other.span.start) - min(one.span.end, other.span.end)
    return apart, max(0, gap), one.span, other.span


def _between(sentence: _Sentence, one: Named, other: Named) -> Iterator[str]:
    text, near = sentence.scene.report.text, sentence.named
    order = "forward" if one.span.start < other.span.start else "backward"
    first, last = sorted((one, other))
    gap = text[first.span.end : last.span.start]
    clauses = len(re.findall(r"[，,；;：:]", gap))
    same = f"{order} {'same' if clauses == 0 else 'later'}"
    yield f"{order} clauses {min(_FAR, clauses)}"
    yield f"{order} gap {min(_WIDE, len(gap) // _STEP)}"
    if _LINK.fullmatch(gap):
        yield f"{order} linked"
    if len(gap) <= _SHORT:
        yield f"{order} gap is {gap}"
    yield f"{order} gap opens {gap[:2]}"
    yield f"{order} gap closes {gap[-2:]}"
    yield f"{order} before {text[max(sentence.span.start, first.span.start - 2) : first.span.start]}"
    yield f"{order} behind {text[last.span.end : min(sentence.span.end, last.span.end + 2)]}"
    for name, cue in _CUES.items():
        if cue.search(gap):
            yield f"{same} {name} between"
    between = [n for n in near if first.span.end <= n.span.start and n.span.end <= last.span.start]
    for part, named in (("subject", one), ("object", other)):
        yield f"{order} rivals of {part} {min(3, len({n.ref for n in between if n.type is named.type}))}"
    outer = [
        n.type.value[:2] for n in sentence.outer if first.span.end <= n.span.start and n.span.end <= last.span.start
    ]
    yield f"{order} past {' '.join(outer[:_SEQUENCE])}"
    yield f"{order} first of its type {first.span.start == min(n.span.start for n in near if n.type is first.type)}"
    for part, named, reach in (("first", first, 4), ("last", last, 8)):
        before = text[max(0, named.span.start - reach) : named.span.start]
        for name in ("develop", "make", "build", "rely"):
            if _CUES[name].search(before):
                yield f"{same} {name} before {part}"
    if text.startswith("等", last.span.end):
        yield f"{same} etc after last"
    if gap.startswith("等"):
        yield f"{same} etc after first"


def _order(sentence: _Sentence, one: Named, other: Named) -> Iterator[str]:
    """Which of its type the object is: the sentence's first, its only one, the nearest to the subject on its side."""
    rivals = sentence.of_type.get(other.type, [])
    if not rivals:
        return
    if rivals[0].ref == other.ref:
        yield "object first of its type"
    if len({n.ref for n in rivals}) == 1:
        yield "object only one of its type"
    before = [n for n in rivals if n.span.end <= one.span.start]
    behind = [n for n in rivals if n.span.start >= one.span.end]
    if before and before[-1].ref == other.ref:
        yield "object nearest before"
    if before and before[0].ref == other.ref:
        yield "object first before"
    if behind and behind[0].ref == other.ref:
        yield "object nearest behind"
    if not before:
        yield "no object before"
