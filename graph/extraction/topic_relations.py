"""What follows from the topic that a stretch stands under: its industry, or the one its heading names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.scene import Named, Scene
from graph.model import EntityRef, EntityType, Predicate, Relation, Span

_E, _P = EntityType, Predicate
#: 依托我市…中药材等资源优势: what a clause builds on is no kind of what it builds.
_GROUND = re.compile(r"(?:依托|发挥|立足|凭借)(?:(?!发展|做[大强优精]|培育|壮大|打造|布局|延伸|推动|建设).)*$")
_NEARER = "umbrella heading"
_TRADE = 2
#: A policy so near its heading is for what that names.
_LEAD = 24


def topic_relations(scene: Scene) -> Iterator[Relation]:
    """Statements that hold because of the topic line or the heading above."""
    for topic, stretch in scene.topic_stretches():
        for named in scene.outer(stretch):
            if named.ref != topic:
                yield from _under_topic(scene, topic, stretch, named)
    yield from _under_headings(scene)
    yield from _under_umbrellas(scene)


def _under_topic(scene: Scene, topic: EntityRef, stretch: Span, named: Named) -> Iterator[Relation]:
    same = scene.sentence(named.span.start).start == scene.sentence(stretch.start).start
    evidence = scene.evidence(Span(stretch.start, stretch.start + 1), named.span) if same else _own(scene, named)
    sure = 0.75 if same else 0.55
    if named.type is _E.ENTERPRISE:
        yield Relation(named.ref, _P.OPERATES_IN, topic, evidence, sure, "topic", inferred=not same)
    elif named.type in (_E.PROJECT, _E.PLATFORM):
        yield Relation(named.ref, _P.IN_INDUSTRY, topic, evidence, sure, "topic", inferred=not same)
        for firm in scene.inside(named.span, _E.ENTERPRISE):
            yield Relation(firm.ref, _P.OPERATES_IN, topic, evidence, sure - 0.1, "topic", inferred=True)
    elif named.type is _E.PRODUCT:
        yield Relation(topic, _P.HAS_PRODUCT, named.ref, evidence, sure, "topic", inferred=not same)
    elif named.type is _E.INDUSTRY and not _is_ground(scene, named):
        yield Relation(named.ref, _P.BROADER, topic, evidence, sure - 0.05, "topic", inferred=not same)
    elif named.type is _E.POLICY:
        yield Relation(named.ref, _P.TARGETS_INDUSTRY, topic, evidence, sure - 0.2, "topic", inferred=True)


def _under_umbrellas(scene: Scene) -> Iterator[Relation]:
    """After 传统产业 or 未来产业 a sentence goes on with its kinds, and a policy for it is for them."""
    text, umbrellas = scene.report.text, scene.lexicon.umbrellas
    for sentence in scene.report.sentences:
        first = next((n for n in scene.inside(sentence.span, _E.INDUSTRY) if n.span.of(text) in umbrellas), None)
        if first is None:
            continue
        policies = [n for n in scene.outer(sentence.span, _E.POLICY) if n.span.holds(first.span)]
        for kind in scene.outer(sentence.span, _E.INDUSTRY):
            new = kind.ref != first.ref and kind.span.of(text) not in umbrellas
            if kind.span.start > first.span.end and new and not _is_ground(scene, kind):
                said = scene.evidence(first.span, kind.span)
                yield Relation(kind.ref, _P.BROADER, first.ref, said, 0.5, "umbrella", inferred=True)
                for policy in policies:
                    yield Relation(policy.ref, _P.TARGETS_INDUSTRY, kind.ref, said, 0.5, "umbrella", inferred=True)


def _is_ground(scene: Scene, named: Named) -> bool:
    """Whether a clause names the thing as what it builds on, before it says what is built."""
    clause = scene.clause_at(named.span.start)
    return _GROUND.match(scene.report.text[clause.span.start : named.span.start]) is not None


def _own(scene: Scene, named: Named) -> Span:
    return scene.clause_at(named.span.start).span


def _under_headings(scene: Scene) -> Iterator[Relation]:
    """Topics under 壮大现代服务业 are kinds of it."""
    for section in scene.report.sections:
        above = _heading_industry(scene, section.span, section.title)
        if above is None:
            continue
        topics = [pair for pair in scene.topic_stretches() if section.span.holds(pair[1])]
        for topic, stretch in topics:
            evidence = scene.clause_at(stretch.start).span
            yield Relation(topic, _P.BROADER, above, evidence, 0.85, "heading", inferred=True)
        if topics:
            yield from _before_topics(scene, above, Span(section.span.start, topics[0][1].start))
        elif above.name in scene.lexicon.umbrellas:
            # 生态文明 or 工业 in a heading gathers all kinds of things; 先进制造业 gathers its own.
            yield from _before_topics(scene, above, section.span, _NEARER)


def _heading_industry(scene: Scene, section: Span, title: str) -> EntityRef | None:
    if not title:
        return None
    heading = Span(section.start, min(section.end, section.start + len(title)))
    found = scene.outer(heading, _E.INDUSTRY)
    return found[0].ref if len(found) == 1 else None


def _before_topics(scene: Scene, above: EntityRef, span: Span, rule: str = "heading start") -> Iterator[Relation]:
    text, nearer = scene.report.text, None
    for named in scene.outer(span, _E.INDUSTRY):
        if named.ref == above or _is_ground(scene, named):
            continue
        paragraph = scene.paragraph(named.span.start)
        whole = nearer[1] if nearer and nearer[0] == paragraph else above
        if named.ref != whole:
            yield Relation(named.ref, _P.BROADER, whole, _own(scene, named), 0.6, rule, inferred=True)
        # 发展现代农业。做优做强特色农业。…: what follows in the paragraph is of the nearer one of the same trade.
        like = named.ref.name[-_TRADE:] == above.name[-_TRADE:]
        if rule == _NEARER and like and named.span.of(text) in scene.lexicon.umbrellas:
            nearer = (paragraph, named.ref)
    for named in scene.outer(span, _E.POLICY):
        if scene.sentence(named.span.start).start <= span.start + _LEAD:
            yield Relation(named.ref, _P.TARGETS_INDUSTRY, above, _own(scene, named), 0.45, "heading", inferred=True)
