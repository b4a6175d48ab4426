"""What a name says by itself: 灵宝窄口水库 lies in 灵宝, 骏通年产1万辆…项目 is 骏通's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.scene import Named, Scene
from graph.extraction.words import Words
from graph.model import EntityRef, EntityType, Predicate, Relation, Span

_E, _P = EntityType, Predicate
_SITES = (_E.PROJECT, _E.PLATFORM, _E.ENTERPRISE)
#: A name opens with its issuer, or with 关于 or a mark before it.
_OPENS = 2
_LEAST_INDUSTRY = 2
_ZONE = re.compile(r".*(?:示范区|开发区|高新区|经开区|新区|城区)")
_HOME = re.compile(r"(?:全市|市(?![域场级政区]))")
#: 绿色产业 is no word of 绿色产业园.
_PARK = re.compile(r"产业[园带城港]")


def inner_relations(scene: Scene) -> Iterator[Relation]:
    """Statements that names make of what they contain, and of who issued a document."""
    industries = _surfaces(scene)
    topics = list(scene.topic_stretches())
    for named in scene.named:
        yield from _of_parts(scene, named)
        if named.type in (_E.PROJECT, _E.PLATFORM, _E.POLICY):
            yield from _of_industry(scene, named, industries, _topic_over(topics, named))
        if named.type in (_E.PROJECT, _E.PLATFORM):
            yield from _of_home(scene, named)
        if named.type is _E.POLICY:
            yield from _issued(scene, named)


def _of_parts(scene: Scene, named: Named) -> Iterator[Relation]:
    parts = [part for part in scene.inside(named.span) if part.span != named.span]
    evidence = scene.clause_at(named.span.start).span
    if named.type in _SITES:
        for place in parts:
            # What closes the name is its own kind: 示范区 in 一体化发展示范区.
            own = place.span.end == named.span.end and _ZONE.fullmatch(place.ref.name)
            if place.type is _E.PLACE and not own:
                yield Relation(named.ref, _P.LOCATED_IN, place.ref, evidence, 0.8, "place in name")
    if named.type is not _E.PROJECT:
        return
    for firm in (part for part in parts if part.type is _E.ENTERPRISE):
        yield Relation(firm.ref, _P.UNDERTAKES, named.ref, evidence, 0.85, "company in name")
        for product in (part for part in parts if part.type is _E.PRODUCT):
            yield Relation(firm.ref, _P.PRODUCES, product.ref, evidence, 0.75, "product in name")


def _surfaces(scene: Scene) -> tuple[Words, dict[str, EntityRef]]:
    refs = {
        form: entity.ref
        for entity in scene.entities
        if entity.type is _E.INDUSTRY
        for form in (entity.name, *entity.aliases)
        if len(form) >= _LEAST_INDUSTRY
    }
    return Words.of(refs), refs


def _topic_over(topics: list[tuple[EntityRef, Span]], named: Named) -> tuple[EntityRef, Span] | None:
    return next((topic for topic in topics if topic[1].holds(named.span)), None)


def _of_home(scene: Scene, named: Named) -> Iterator[Relation]:
    """市普惠金融服务平台, 全市第九届运动会: the city that the report speaks for."""
    if scene.home is not None and _HOME.match(named.span.of(scene.report.text)):
        evidence = scene.clause_at(named.span.start).span
        yield Relation(named.ref, _P.LOCATED_IN, scene.home, evidence, 0.6, "home in name", inferred=True)


def _of_industry(
    scene: Scene,
    named: Named,
    industries: tuple[Words, dict[str, EntityRef]],
    topic: tuple[EntityRef, Span] | None,
) -> Iterator[Relation]:
    words, refs = industries
    name = named.span.of(scene.report.text)
    evidence = scene.clause_at(named.span.start).span
    predicate = _P.TARGETS_INDUSTRY if named.type is _E.POLICY else _P.IN_INDUSTRY
    found = [word for start, word in words.within(name) if not _PARK.match(name, start + len(word) - len("产业"))]
    for word in found if named.type is _E.POLICY else found[:2]:
        # Under 高端装备方面 a work is of that industry; of a narrower one only where the lines name that one as well.
        if topic is not None and named.type is not _E.POLICY and not _named_under(scene, refs[word], topic):
            continue
        confidence = 0.75 if len(word) > _LEAST_INDUSTRY else 0.55
        yield Relation(named.ref, predicate, refs[word], evidence, confidence, "industry in name")


def _named_under(scene: Scene, industry: EntityRef, topic: tuple[EntityRef, Span]) -> bool:
    return industry == topic[0] or any(named.ref == industry for named in scene.outer(topic[1], _E.INDUSTRY))


def _issued(scene: Scene, named: Named) -> Iterator[Relation]:
    clause, home = scene.clause_at(named.span.start), scene.home
    # A verb such as 出台 alone tells no issuer: readers take the home place for it only where the name says so.
    for part in scene.inside(named.span, EntityType.PLACE):
        if part.ref == home and part.span.start <= named.span.start + _OPENS:
            yield Relation(named.ref, _P.ISSUED_BY, home, clause.span, 0.85, "issuer in name")
