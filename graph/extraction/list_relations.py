"""What a clause says by its order: 依托A、B等企业大力发展X, 支持甲县做大做强Y, 聚焦C、D等先进制造业."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.extraction.clauses import Clause
from graph.extraction.scene import Named, Scene
from graph.model import EntityType, Predicate, Relation, Span

_E, _P = EntityType, Predicate
_DEVELOP = re.compile(r"发展|培育|壮大|做[大强优精]|布局|延伸|延长|开展|建设|优势|领域")
_MAKE = re.compile(r"开发|研发|生产|研制|制造|发展|加强|扩大|攻克|生产")
_BACKED = re.compile(r"支持|鼓励|推动")
_LEAD = re.compile(r"(?:支持|鼓励|推动|推进|引导|加快|做强|提升)$")
_BUILD = re.compile(r"发展|培育|壮大|做[大强优精]|布局|打造|建设|延伸|形成|聚焦|集聚")
_MAIN = re.compile(r"(?:以|重点发展|大力发展)(?P<parts>[^以]{2,40})为主的(?P<whole>[^,，。;；]{2,14})")
_ALONG = re.compile(r"沿(?P<route>[^，,、]{4,40})的")
#: With more than these in one clause the list says what the place or trade has, not what each company does.
_FEW = 2
#: No honest clause joins more; a forged one must not cost the product of its two lists.
_MANY = 60
#: How far before its name the 等 of a whole may stand: 等11个资源循环利用产业.
_NEAR = 12


def list_relations(scene: Scene) -> Iterator[Relation]:
    """Statements that lists and their verbs make, clause by clause."""
    for clause in scene.clauses:
        named = scene.outer(clause.span)
        yield from _companies(scene, clause, named)
        yield from _places(scene, clause, named)
        yield from _places_go_on(scene, clause, named)
        yield from _place_leads(scene, clause, named)
        yield from _wholes(scene, clause, named)
        yield from _mainly(scene, clause)
        yield from _along(scene, clause)


def _companies(scene: Scene, clause: Clause, named: tuple[Named, ...]) -> Iterator[Relation]:
    firms = [n for n in named if n.type is _E.ENTERPRISE][:_MANY]
    if not firms:
        return
    after = [n for n in named if n.span.start > firms[-1].span.end][:_MANY]
    between = scene.report.text[firms[-1].span.end : clause.span.end]
    industries = [n for n in after if n.type is _E.INDUSTRY]
    if _DEVELOP.search(between) and len(industries) <= _FEW:
        for firm in firms:
            for industry in industries:
                yield Relation(firm.ref, _P.OPERATES_IN, industry.ref, clause.span, 0.7, "company develops")
    if _MAKE.search(between) and "攻关" not in between:
        for firm in firms:
            for product in (n for n in after if n.type is _E.PRODUCT):
                yield Relation(firm.ref, _P.PRODUCES, product.ref, clause.span, 0.65, "company makes")


def _places(scene: Scene, clause: Clause, named: tuple[Named, ...]) -> Iterator[Relation]:
    """支持汉中、安康、商洛壮大X: all three places of the list develop what the verb takes."""
    text = scene.report.text
    industries = [n for n in named if n.type is _E.INDUSTRY][:_MANY]
    for place in [n for n in named if n.type is _E.PLACE][:_MANY]:
        verb = text[_list_end(text, place.span.end, named) :][:8]
        for industry in industries:
            beside = industry.span.start == place.span.end
            if beside or (
                industry.span.start > place.span.end and _DEVELOP.match(re.sub(r"^(?:加快|大力|积极)", "", verb))
            ):
                yield Relation(place.ref, _P.DEVELOPS_INDUSTRY, industry.ref, clause.span, 0.75, "place develops")


def _places_go_on(scene: Scene, clause: Clause, named: tuple[Named, ...]) -> Iterator[Relation]:
    """支持汉中、商洛壮大X, 依托资源禀赋发展Y: the places of the first clause are those of the next ones too."""
    places = [n for n in named if n.type is _E.PLACE]
    if not places or not _BACKED.match(clause.span.of(scene.report.text)):
        return
    for later in scene.clauses_in(Span(clause.span.end, scene.sentence(clause.span.start).end)):
        below = scene.outer(later.span)
        if any(n.type is _E.PLACE for n in below) or not _DEVELOP.search(later.span.of(scene.report.text)):
            return
        for industry in (n for n in below if n.type is _E.INDUSTRY):
            for place in places:
                said = scene.evidence(place.span, industry.span)
                yield Relation(place.ref, _P.DEVELOPS_INDUSTRY, industry.ref, said, 0.6, "place develops")


def _place_leads(scene: Scene, clause: Clause, named: tuple[Named, ...]) -> Iterator[Relation]:
    """支持川南经济区打造优质白酒集群、川东北经济区建设能源化工集群: each place up to the next has what is named."""
    text, start = scene.report.text, clause.span.start
    outer = [n for n in named if n.type in (_E.PLACE, _E.INDUSTRY, _E.ENTERPRISE)][:_MANY]
    place: Named | None = None
    for item in outer:
        if item.type is _E.PLACE:
            before = text[start : item.span.start]
            opens = before == "" or _LEAD.search(before) is not None or (place is not None and before.endswith("、"))
            place = item if opens else None
        elif item.type is _E.ENTERPRISE:
            place = None
        elif place is not None and _BUILD.search(text[place.span.end : item.span.start]):
            yield Relation(place.ref, _P.DEVELOPS_INDUSTRY, item.ref, clause.span, 0.5, "place leads")


def _list_end(text: str, end: int, named: tuple[Named, ...]) -> int:
    """Where the list of places that goes on at ``end`` ends."""
    starts = {n.span.start: n.span.end for n in named if n.type is _E.PLACE}
    while text[end : end + 1] in ("、", "和") and end + 1 in starts:
        end = starts[end + 1]
    return end


def _wholes(scene: Scene, clause: Clause, named: tuple[Named, ...]) -> Iterator[Relation]:
    """A、B等C产业: A and B are narrower than C; A、B等产品 of an industry are its products."""
    text = scene.report.text
    for whole in (n for n in named if n.type is _E.INDUSTRY):
        stop = text.rfind("等", max(clause.span.start, whole.span.start - _NEAR), whole.span.start)
        # 等 that opens a clause has no list before it.
        if stop <= clause.span.start or re.search(r"[、，,]", text[stop : whole.span.start]):
            continue
        for part in _list_before(scene, Span(clause.span.start, stop), named):
            if part.type is _E.INDUSTRY:
                yield Relation(part.ref, _P.BROADER, whole.ref, clause.span, 0.75, "list of kinds")
            elif part.type is _E.PRODUCT:
                yield Relation(whole.ref, _P.HAS_PRODUCT, part.ref, clause.span, 0.65, "list of kinds")
            elif part.type in (_E.PROJECT, _E.PLATFORM):
                yield Relation(part.ref, _P.IN_INDUSTRY, whole.ref, clause.span, 0.65, "list of kinds")


def _list_before(scene: Scene, span: Span, named: tuple[Named, ...]) -> Iterator[Named]:
    """The items of the list that ends where ``span`` does, from the last back while 、 or 和 joins them."""
    text, edge = scene.report.text, span.end
    for item in reversed([n for n in named if span.holds(n.span)]):
        gap = text[item.span.end : edge]
        if gap not in ("", "、", "和", "及", "与", "以及") and not re.fullmatch(r"[”（(].{0,8}|.{0,3}[、和]", gap):
            return
        yield item
        edge = item.span.start


def _mainly(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """以连翘、丹参为主的道地药材."""
    for match in _MAIN.finditer(scene.report.text, clause.span.start, clause.span.end):
        wholes = scene.outer(Span(*match.span("whole")), _E.INDUSTRY)
        for whole in wholes[:1]:
            for part in scene.outer(Span(*match.span("parts")), _E.PRODUCT, _E.INDUSTRY):
                if part.type is _E.PRODUCT:
                    yield Relation(whole.ref, _P.HAS_PRODUCT, part.ref, clause.span, 0.8, "mainly")
                else:
                    yield Relation(part.ref, _P.BROADER, whole.ref, clause.span, 0.75, "mainly")


def _along(scene: Scene, clause: Clause) -> Iterator[Relation]:
    """沿卢氏县官道口-灵宝市寺河山的…产业带: what is named behind the route lies in its places."""
    for match in _ALONG.finditer(scene.report.text, clause.span.start, clause.span.end):
        for site in scene.outer(clause.span, _E.PLATFORM, _E.PROJECT):
            if site.span.start == match.end():
                for place in scene.outer(Span(*match.span("route")), _E.PLACE):
                    yield Relation(site.ref, _P.LOCATED_IN, place.ref, clause.span, 0.8, "along")
