"""A small place drawn by hand: a report, what it names, and one chain (ore -> foil -> battery -> car, and a drum)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.chains.state import strongest
from graph.gaps.model import Gap, GapClass, Part
from graph.model import EntityType, NodeState, Predicate, Span, Stage, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import (
    ChainInfo,
    ChainView,
    Evidence,
    Fact,
    Link,
    MentionOf,
    ReportInfo,
    Seat,
    SectionInfo,
    Source,
    Thing,
)

E, P = EntityType, Predicate
REPORT = "https://x/report/甲市-2023"
#: Each line is a section: its title, its tense, and what it says.
REVIEW, PLAN = Tense.REVIEW, Tense.PLAN


def thing(kind: EntityType, name: str, *aliases: str, code: str | None = None, scope: str = "") -> Thing:
    path = f"{scope}/{name}" if scope else name
    return Thing(f"https://x/{kind.value.lower()}/{path}", kind, name, aliases, code=code)


HOME = thing(E.PLACE, "甲市", code="411200")
COUNTY = thing(E.PLACE, "乙县", code="411281")
DISTRICT = thing(E.PLACE, "东片区", scope="甲市")


class Place:
    """What a report says, put together piece by piece."""

    def __init__(self, *sections: tuple[str, Tense, str]) -> None:
        self.text = ""
        self.sections: list[SectionInfo] = []
        for title, tense, words in sections:
            start = len(self.text)
            self.text += f"{words}\n"
            self.sections.append(SectionInfo(title, 1, tense, Span(start, len(self.text))))
        self.things: dict[str, Thing] = {}
        self.facts: list[Fact] = []
        self.seats: dict[str, list[Seat]] = {}
        self.add(HOME, COUNTY, DISTRICT)

    def add(self, *things: Thing) -> None:
        for one in things:
            self.things[one.iri] = one

    def said(self, words: str) -> Evidence:
        start = self.text.index(words)
        section = next(s for s in self.sections if s.span.start <= start < s.span.end)
        return Evidence(REPORT, Span(start, start + len(words)), words, section.title)

    def fact(self, one: Thing, predicate: Predicate, other: Thing, words: str = "") -> None:
        self.add(one, other)
        evidence = self.said(words or one.name)
        self.facts.append(Fact(one.iri, predicate, other.iri, 0.9, False, "by hand", evidence))

    def seat(
        self, link: str, one: Thing, shows: NodeState, words: str = "", tense: Tense = PLAN, rule: str = "name"
    ) -> None:
        self.add(one)
        told = self.said(words or one.name)
        self.seats.setdefault(link, []).append(Seat(one, shows, one.name, one.name, rule, tense, 0.8, told))

    def knowledge(self) -> Knowledge:
        info = ReportInfo(REPORT, "甲市-2023", "甲市的报告", "甲市", 2023)
        mentions = sorted(self._mentions(), key=lambda mention: (mention.span.start, -mention.span.end))
        source = Source(info, self.text, tuple(self.sections), tuple(mentions))
        return Knowledge(self.things, tuple(self.facts), (), {REPORT: source}, (chain(self.seats),))

    def _mentions(self) -> Iterable[MentionOf]:
        for one in self.things.values():
            for name in (one.name, *one.aliases):
                at = self.text.find(name)
                while at >= 0:
                    yield MentionOf(Span(at, at + len(name)), one.iri)
                    at = self.text.find(name, at + 1)


_LINKS = (
    ("ore", "铜矿石", ("铜矿",), Stage.UPSTREAM, "material", "0911"),
    ("drum", "阴极辊", (), Stage.SUPPORT, "equipment", None),
    ("foil", "铜箔", ("电解铜箔",), Stage.MIDSTREAM, "product", "3985"),
    ("battery", "锂电池", ("锂离子电池",), Stage.DOWNSTREAM, "product", "3841"),
    ("car", "新能源汽车", (), Stage.DOWNSTREAM, "application", "3612"),
    ("testing", "铜箔检测", (), Stage.SUPPORT, "service", "7452"),
)
_SUPPLIES = (("ore", "foil"), ("drum", "foil"), ("testing", "foil"), ("foil", "battery"), ("battery", "car"))
CHAIN = "https://x/chain/copper"


def chain(seats: Mapping[str, Iterable[Seat]]) -> ChainView:
    """The chain, with who sits where."""
    links = tuple(
        Link(
            iri=f"{CHAIN}/{name}",
            id=name,
            zh=zh,
            en=name.capitalize(),
            aliases=aliases,
            stage=stage,
            kind=kind,
            key=name == "drum",
            key_basis="S" if name == "drum" else None,
            gbt4754=code,
            same=(),
            wider=(),
            state=strongest(seat.shows for seat in seats.get(name, ())),
            seats=tuple(seats.get(name, ())),
        )
        for name, zh, aliases, stage, kind, code in _LINKS
    )
    supplies = tuple((f"{CHAIN}/{a}", f"{CHAIN}/{b}") for a, b in _SUPPLIES)
    info = ChainInfo(CHAIN, "copper", "铜基新材料（铜箔）", "Copper", ())
    return ChainView(info, "", "", links, supplies, (), (), "")


def gap(
    knowledge: Knowledge,
    name: str,
    kind: GapClass = GapClass.MISSING,
    *,
    choke: bool = False,
    parts: tuple[Part, ...] = (),
) -> Gap:
    """A gap at a link of the chain."""
    view = knowledge.chains[0]
    link = next(link for link in view.links if link.id == name)
    return Gap(link, kind, choke, view.suppliers(link), view.users(link), parts, 0.5, 1)
