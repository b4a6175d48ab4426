"""Who could lead a chain (链主): what the reports say for each enterprise, part by part, with the sentences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from graph.model import EntityType, NodeState, Predicate
from graph.network.titles import titles
from graph.query.chains import choose
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Evidence, Fact, Figure, Link, Seat, Thing


class LeadPart(StrEnum):
    """What speaks for a leader."""

    TITLE = "title"  # called 链主, 龙头, 领军 or 骨干 where it is named
    LINKS = "links"  # links of the chain that it holds
    PROJECTS = "projects"  # projects that it undertakes
    PRODUCTS = "products"  # products that it makes
    FIGURES = "figures"  # figures about it or its projects


#: How much each part counts; they add up to 1. The title counts most: there the report itself says who leads.
WEIGHTS: Mapping[LeadPart, float] = MappingProxyType(
    {
        LeadPart.TITLE: 0.35,
        LeadPart.LINKS: 0.25,
        LeadPart.PROJECTS: 0.15,
        LeadPart.PRODUCTS: 0.15,
        LeadPart.FIGURES: 0.10,
    }
)
#: The kind of the links where others use what a chain makes.
_APPLICATION = "application"
CAUTION_ZH = "报告未给出各企业的产量、产值或市场份额，此处只统计报告如何提及；是否为链主须由工作人员核实。"
CAUTION_EN = (
    "The reports give no output, revenue or market share of firms: this counts how they are spoken of. "
    "Staff must verify who leads the chain."
)


@dataclass(frozen=True, slots=True)
class Voice:
    """One part of a score: ``value`` from 0 to 1, the ``count`` behind it, what was counted by name (for TITLE, the
    words that the report uses), and the sentences."""

    part: LeadPart
    value: float
    count: float
    what: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Leader:
    """An enterprise that could lead a chain.

    ``held`` are its links on the chain with its strongest seat at each; where it has none, the statement ``industry``
    puts it in an industry of the chain. ``score`` is from 0 to 1: the ``voices``, weighted.
    """

    enterprise: Thing
    score: float
    rank: int
    voices: tuple[Voice, ...]
    held: tuple[tuple[Link, Seat], ...]
    industry: Fact | None

    def voice(self, part: LeadPart) -> Voice:
        """The part of that name."""
        return next(voice for voice in self.voices if voice.part is part)


@dataclass(frozen=True, slots=True)
class Leaders:
    """The candidates of a chain, the highest score first (equal scores share a rank), and what to keep in mind."""

    view: ChainView
    candidates: tuple[Leader, ...]
    caution_zh: str = CAUTION_ZH
    caution_en: str = CAUTION_EN


def leaders(knowledge: Knowledge, chain: str, *, weights: Mapping[LeadPart, float] = WEIGHTS) -> Leaders:
    """The enterprises that could lead a chain (by its id).

    Candidates sit on a link of the chain other than its applications (who buys at the end does not lead), or work in
    an industry that is the chain's: more than half of its narrower industries and products that sit on chains at all
    sit on this one. LINKS, PROJECTS, PRODUCTS and FIGURES are each a count over the highest count among the candidates
    (a link where it produces counts one, any other a half; a project or product that sits on other chains only does
    not count). TITLE is 1 where a clause that names the enterprise calls it 链主, 龙头 or 领军, 0.5 where only 骨干.
    ``weights`` need not add up to 1; a part that they leave out counts nothing. Raises QueryError where there is no
    such chain.
    """
    view = choose(knowledge.chains, chain)
    held, joined = _held(view), _in_industries(knowledge, view)
    counted = {iri: _voices(knowledge, view, iri, held.get(iri, ())) for iri in sorted({*held, *joined})}
    most = {part: max((voices[i].count for voices in counted.values()), default=0) for i, part in enumerate(LeadPart)}
    found = []
    for iri, voices in counted.items():
        shares = tuple(_share(voice, most[voice.part]) for voice in voices)
        score = sum(weights.get(v.part, 0.0) * v.value for v in shares) / (sum(weights.values()) or 1.0)
        industry = None if iri in held else joined[iri]
        found.append(Leader(knowledge.things[iri], round(score, 6), 0, shares, held.get(iri, ()), industry))
    falling = sorted((leader.score for leader in found), reverse=True)
    placed = (replace(leader, rank=falling.index(leader.score) + 1) for leader in found)
    return Leaders(view, tuple(sorted(placed, key=lambda one: (one.rank, one.enterprise.name, one.enterprise.iri))))


def _share(voice: Voice, most: float) -> Voice:
    """A count against the highest; a title has its value already."""
    if voice.part is LeadPart.TITLE or not most:
        return voice
    return replace(voice, value=round(voice.count / most, 6))


def _held(view: ChainView) -> dict[str, tuple[tuple[Link, Seat], ...]]:
    """The links but applications where each enterprise sits, with its strongest seat there."""
    order = list(NodeState)
    found: defaultdict[str, list[tuple[Link, Seat]]] = defaultdict(list)
    for link in (link for link in view.links if link.kind != _APPLICATION):
        weakest_first = sorted(link.seats, key=lambda seat: (-order.index(seat.shows), seat.confidence))
        for iri, seat in {seat.thing.iri: seat for seat in weakest_first}.items():
            if seat.thing.type is EntityType.ENTERPRISE:
                found[iri].append((link, seat))
    return {iri: tuple(held) for iri, held in found.items()}


def _in_industries(knowledge: Knowledge, view: ChainView) -> dict[str, Fact]:
    """The enterprises that work in an industry of the chain, each with the surest statement that says so."""
    industries = (thing.iri for thing in knowledge.things.values() if thing.type is EntityType.INDUSTRY)
    facts = (
        fact
        for iri in industries
        if _is_of(knowledge, iri, view)
        for fact in knowledge.facts_to(iri, Predicate.OPERATES_IN)
    )
    doubtful_first = sorted(facts, key=lambda f: (f.confidence, -f.evidence.span.start, f.object))
    return {fact.subject: fact for fact in doubtful_first if fact.subject in knowledge.things}


def _is_of(knowledge: Knowledge, industry: str, view: ChainView) -> bool:
    parts = {
        *(fact.subject for fact in knowledge.facts_to(industry, Predicate.BROADER)),
        *(fact.object for fact in knowledge.facts_from(industry, Predicate.HAS_PRODUCT)),
    }
    seated = {iri for iri in parts if iri in knowledge.seats_of}
    here = sum(_sits_on(knowledge, view, iri) for iri in seated)
    return here * 2 > len(seated)


def _voices(knowledge: Knowledge, view: ChainView, firm: str, held: tuple[tuple[Link, Seat], ...]) -> tuple[Voice, ...]:
    """The parts in the order of LeadPart; the counts of all but TITLE have still to be set against the highest."""
    called = titles(knowledge, firm)
    undertakes, produces = (
        tuple(fact for fact in knowledge.facts_from(firm, predicate) if not _is_elsewhere(knowledge, view, fact.object))
        for predicate in (Predicate.UNDERTAKES, Predicate.PRODUCES)
    )
    figures = _figures(knowledge, (firm, *(fact.object for fact in undertakes)))
    at_links = sum(1.0 if seat.shows is NodeState.PRODUCING else 0.5 for _, seat in held)
    return (
        Voice(
            LeadPart.TITLE,
            max((title.value for title in called), default=0.0),
            len(called),
            tuple(dict.fromkeys(title.word for title in called)),
            tuple(title.evidence for title in called),
        ),
        _counted(LeadPart.LINKS, at_links, (link.zh for link, _ in held), (seat.evidence for _, seat in held)),
        _said(LeadPart.PROJECTS, knowledge, undertakes),
        _said(LeadPart.PRODUCTS, knowledge, produces),
        _counted(LeadPart.FIGURES, len(figures), map(_figure_text, figures), (figure.evidence for figure in figures)),
    )


def _sits_on(knowledge: Knowledge, view: ChainView, iri: str) -> bool:
    """Whether a thing sits on a link of the chain that is no application."""
    return any(link.iri in view.by_iri and link.kind != _APPLICATION for link, _ in knowledge.seats_of.get(iri, ()))


def _is_elsewhere(knowledge: Knowledge, view: ChainView, iri: str) -> bool:
    return iri in knowledge.seats_of and not _sits_on(knowledge, view, iri)


def _figures(knowledge: Knowledge, iris: Iterable[str]) -> tuple[Figure, ...]:
    things = (knowledge.things[iri] for iri in iris)
    names = {name for thing in things for name in (thing.name, *thing.aliases)}
    # “甲厂等27家” counts a list that the firm only opens
    return tuple(f for f in knowledge.figures if f.subject in names and not f.name.endswith("等"))


def _figure_text(figure: Figure) -> str:
    return f"{figure.name} {figure.value:,g} {figure.unit}"


def _said(part: LeadPart, knowledge: Knowledge, facts: tuple[Fact, ...]) -> Voice:
    objects = dict.fromkeys(fact.object for fact in facts)
    names = (knowledge.things[iri].name for iri in objects)
    return _counted(part, len(objects), names, (fact.evidence for fact in facts))


def _counted(part: LeadPart, count: float, what: Iterable[str], evidence: Iterable[Evidence]) -> Voice:
    return Voice(part, 0.0, count, tuple(what), tuple(dict.fromkeys(evidence)))
