"""Carriers and policies that fit a gap, each with why and the sentence that shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graph.attract.model import Fit
from graph.attract.partners import LocalityOf
from graph.attract.passages import PROMOTION, Passage
from graph.attract.scope import ChainScope
from graph.gaps.model import Gap
from graph.model import EntityType, Predicate, Tense
from graph.query.values import Link, Thing

#: How far from a gap a carrier lies, by why it fits; one for the industry of who sits at the very link lies between.
_DISTANCE = {"link": 0, "neighbour": 1, "chain": 3, "industry": 4}
_OWN_INDUSTRY = 2
#: Where a plant can be put.
_PARK = re.compile(
    r"(?:园区|产业园|工业园|科技园|开发区|高新区|经开区|集聚区|集中区|工业区|新区|基地|谷|(?<!公)园)[”\"]?$"
)
#: Where things are tried, tested or taught, though the name may end like a park's.
_LABORATORY = re.compile(r"实验室|研究院|研发|中试|检测|检验|质检|孵化|培训|双创|创新中心|技术中心")
#: What reports also name as platforms, and carries no plant and no work.
_EVENT = re.compile(r"(?:活动|赛|节|展|展览|会|论坛|马拉松|试点|城市)[”\"]?$")


def carriers(scope: ChainScope, gap: Gap, locality: LocalityOf) -> tuple[Fit, ...]:
    """The platforms of the home that fit: where a plant can be put first, for a service what tests and develops first;
    among those what lies nearest to the gap first, then what is surest."""
    best: dict[str, tuple[int, float, Fit]] = {}
    for distance, surety, fit in (*_seated(scope, gap), *_by_industry(scope, gap.link)):
        held = best.get(fit.thing.iri)
        if _carries(fit, locality) and (held is None or (distance, -surety) < held[:2]):
            best[fit.thing.iri] = (distance, -surety, fit)
    service = gap.link.kind == "service"
    ordered = sorted(best.values(), key=lambda found: (found[2].park is service, *found[:2], found[2].thing.name))
    return tuple(fit for _, _, fit in ordered)


def _seated(scope: ChainScope, gap: Gap) -> Iterator[tuple[int, float, Fit]]:
    """Platforms on links; one that sits there only by its industry away from the gap is one of that industry."""
    beside = {link.iri for link in (*gap.suppliers, *gap.users)}
    for link in (gap.link, *gap.suppliers, *gap.users, *scope.view.links):
        near = "link" if link.iri == gap.link.iri else "neighbour" if link.iri in beside else ""
        for seat in link.seats if near or link.kind != "application" else ():
            if seat.thing.type is EntityType.PLATFORM:
                why = near or ("industry" if seat.rule == "industry" else "chain")
                yield _DISTANCE[why], seat.confidence, Fit(seat.thing, why, seat.evidence, is_park(seat.thing.name))


def _by_industry(scope: ChainScope, link: Link) -> Iterator[tuple[int, float, Fit]]:
    """Platforms for an industry of those who sit at the link, and for one of the chain."""
    own = scope.industries_at(link)
    for iri in sorted(own | scope.industries):
        distance = _OWN_INDUSTRY if iri in own else _DISTANCE["industry"]
        for fact in scope.knowledge.facts_to(iri, Predicate.IN_INDUSTRY):
            thing = scope.knowledge.things.get(fact.subject)
            if thing is not None and thing.type is EntityType.PLATFORM:
                surety = fact.confidence + (iri in scope.named)
                yield distance, surety, Fit(thing, "industry", fact.evidence, is_park(thing.name))


def _carries(fit: Fit, locality: LocalityOf) -> bool:
    return not _EVENT.search(fit.thing.name) and locality(fit.evidence.report).is_local(fit.thing)


def is_park(name: str) -> bool:
    """Whether a plant can be put there, by what its name ends with.

    >>> is_park("中国铜箔谷"), is_park("铜箔研发平台"), is_park("河南省砷基新材料中试基地")
    (True, False, False)
    """
    return bool(_PARK.search(name)) and not _LABORATORY.search(name)


def policies(scope: ChainScope, passages: Iterable[Passage]) -> tuple[Fit, ...]:
    """The policies for an industry of the chain, then those for a wider one, then those for promotion as a whole."""
    found: dict[str, Fit] = {}
    for fit in (
        *_aimed_at(scope, scope.industries),
        *_aimed_at(scope, scope.wider),
        *_general(passages),
    ):
        found.setdefault(fit.thing.iri, fit)
    return tuple(found.values())


def _aimed_at(scope: ChainScope, industries: Iterable[str]) -> list[Fit]:
    facts = (fact for iri in industries for fact in scope.knowledge.facts_to(iri, Predicate.TARGETS_INDUSTRY))
    told = sorted(facts, key=lambda fact: (-fact.confidence, fact.evidence.report, fact.evidence.span))
    things = scope.knowledge.things
    return [Fit(things[fact.subject], "industry", fact.evidence) for fact in told if fact.subject in things]


def _general(passages: Iterable[Passage]) -> list[Fit]:
    """Policies of what promotes investment; what is planned comes before what was done."""
    ordered = sorted(passages, key=lambda p: (p.tense is not Tense.PLAN, not p.promotes))
    return [Fit(thing, "general", passage.evidence) for passage in ordered for thing in _promoting(passage)]


def _promoting(passage: Passage) -> Iterator[Thing]:
    for mention, thing in passage.mentions:
        own = any(mention.span.holds(cue.span) and PROMOTION.search(cue.words) for cue in passage.cues)
        if thing.type is EntityType.POLICY and (passage.promotes or own):
            yield thing
