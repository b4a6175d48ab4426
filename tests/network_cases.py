"""Small graphs drawn by hand, for the tests of network questions: one report, things, statements, chains and seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from graph.model import Comparator, EntityType, IndicatorStatus, NodeState, Predicate, Span, Stage, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import (
    ChainInfo,
    ChainView,
    Evidence,
    Fact,
    Figure,
    Link,
    MentionOf,
    ReportInfo,
    Seat,
    Source,
    Thing,
)

E, P, S = EntityType, Predicate, NodeState
REPORT = "https://x/report/r"


def thing(kind: EntityType, name: str, *aliases: str, code: str | None = None) -> Thing:
    return Thing(f"https://x/{kind.value.lower()}/{name}", kind, name, aliases, code=code)


def evidence(words: str, start: int = 0) -> Evidence:
    return Evidence(REPORT, Span(start, start + len(words)), words, "工作")


def fact(subject: Thing, predicate: Predicate, target: Thing, *, sure: float = 0.9, inferred: bool = False) -> Fact:
    words = f"{subject.name}与{target.name}。"
    return Fact(subject.iri, predicate, target.iri, sure, inferred, "sample", evidence(words))


def figure(subject: str, name: str, value: float, unit: str) -> Figure:
    said = evidence(f"{name}{value:g}{unit}")
    return Figure(subject, name, value, unit, Comparator.EQUAL, 2023, IndicatorStatus.ACTUAL, said)


def seat(thing: Thing, shows: NodeState = S.PRODUCING, *, through: str = "", sure: float = 0.8) -> Seat:
    name = through or thing.name
    return Seat(thing, shows, name, name, "name", Tense.REVIEW, sure, evidence(f"{name}在此。"))


def link(
    path: str,
    *seats: Seat,
    zh: str | None = None,
    kind: str = "product",
    same: Iterable[str] = (),
    wider: Iterable[str] = (),
    aliases: tuple[str, ...] = (),
) -> Link:
    """A link by ``chain/id``, in the state that the strongest of its seats shows."""
    name = path.rsplit("/", 1)[-1]
    state = min((one.shows for one in seats), key=list(S).index, default=S.NOT_MENTIONED)
    return Link(
        iri=node(path),
        id=name,
        zh=zh or name,
        en=name,
        aliases=aliases,
        stage=Stage.MIDSTREAM,
        kind=kind,
        key=False,
        key_basis=None,
        gbt4754=None,
        same=tuple(map(node, same)),
        wider=tuple(map(node, wider)),
        state=state,
        seats=seats,
    )


def node(path: str) -> str:
    return f"https://x/chain/{path}"


def chain(name: str, links: Iterable[Link], supplies: Iterable[str] = ()) -> ChainView:
    """A chain; each edge of supply is written ``a>b`` by the ids of its links."""
    held = tuple(links)
    states = Counter(one.state for one in held)
    pairs = (edge.split(">") for edge in supplies)
    return ChainView(
        info=ChainInfo(node(name), name, f"{name}链", f"{name} chain", tuple((s, states[s]) for s in S)),
        description_zh="",
        description_en="",
        links=held,
        supplies=tuple((node(f"{name}/{a}"), node(f"{name}/{b}")) for a, b in pairs),
        recycling=(),
        sources=(),
        basis="",
    )


def source(text: str, things: Iterable[Thing], *, place: str = "甲市") -> Source:
    """A report of this text; a mention wherever a thing's name or another name for it stands."""
    found: dict[int, MentionOf] = {}
    for one in things:
        for name in (one.name, *one.aliases):
            at = text.find(name)
            while at >= 0:
                found.setdefault(at, MentionOf(Span(at, at + len(name)), one.iri))
                at = text.find(name, at + 1)
    info = ReportInfo(REPORT, "r", "甲市报告", place, 2023)
    return Source(info, text, (), tuple(found[at] for at in sorted(found)))


def knowledge(
    things: Iterable[Thing] = (),
    facts: Iterable[Fact] = (),
    chains: Iterable[ChainView] = (),
    *,
    figures: Iterable[Figure] = (),
    text: str = "甲市。",
    place: str = "甲市",
) -> Knowledge:
    """A graph; whoever sits on a link of it is held too."""
    views = tuple(chains)
    seated = (one.thing for view in views for held in view.links for one in held.seats)
    by_iri: Mapping[str, Thing] = {one.iri: one for one in (*things, *seated)}
    sources = {REPORT: source(text, by_iri.values(), place=place)}
    return Knowledge(by_iri, tuple(facts), tuple(figures), sources, views)
