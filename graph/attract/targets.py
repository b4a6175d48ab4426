"""Regions, firms and agreements that the report itself names as ones to work with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from graph.attract.locality import Locality
from graph.attract.model import Target
from graph.attract.partners import LocalityOf
from graph.attract.passages import Cue, Passage
from graph.attract.scope import ChainScope
from graph.model import EntityType, Predicate, Span, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import Thing

#: From what touches the chain to what is for something else.
REACH = ("chain", "general", "other")
_AGREEMENT = re.compile(r"(?:协定|协议)[》”\"]?$|^RCEP$")
_USE = re.compile(r"落实|用好|利用|融入|参与|抢抓|对接")
#: A platform that is a frame for working together, not a site.
_FRAME = re.compile(r"合作(?:带|区|圈|单元|示范区|试验区|先行区)[”\"]?$")
_LISTED = (EntityType.ENTERPRISE, EntityType.PROJECT)
_OF_INDUSTRY = (Predicate.OPERATES_IN, Predicate.IN_INDUSTRY, Predicate.DEVELOPS_INDUSTRY)


def targets(scope: ChainScope, passages: Iterable[Passage], locality: LocalityOf) -> tuple[Target, ...]:
    """Each target once: those that touch the chain first, then those that name no industry, then the others.

    In each of these what is planned comes before what was done, then the order of the text.
    """
    ordered = sorted(passages, key=lambda passage: passage.tense is not Tense.PLAN)
    found: dict[str, Target] = {}
    for passage in ordered:
        for thing, cue, span in _named(scope.knowledge, passage, locality(passage.evidence.report)):
            target = Target(thing, cue, passage.evidence, _reach(scope, passage, thing, span))
            held = found.get(thing.iri)
            if held is None or REACH.index(target.reach) < REACH.index(held.reach):
                found[thing.iri] = target
    return tuple(sorted(found.values(), key=lambda target: REACH.index(target.reach)))


def _named(knowledge: Knowledge, passage: Passage, locality: Locality) -> Iterator[tuple[Thing, str, Span]]:
    for mention, thing in passage.mentions:
        cue = _CUES[thing.type](passage, mention.span, thing) if thing.type in _CUES else None
        if cue is None:
            continue
        if thing.type is EntityType.PLACE:
            if locality.is_elsewhere(thing):
                yield thing, cue, mention.span
        elif thing.type in _LISTED:
            whose = _whose(knowledge, thing)
            if _comes_from_elsewhere(knowledge, locality, whose, planned=passage.tense is not Tense.REVIEW):
                yield whose, cue, mention.span
        else:
            yield thing, cue, mention.span


def _near(passage: Passage, span: Span, thing: Thing) -> str | None:
    """A place: the cue of its clause; where the section is about cooperation, that of the sentence."""
    around = passage.cues[0] if passage.cues and passage.cooperates else None
    return _words(passage.cue_near(span) or around)


def _before(passage: Passage, span: Span, thing: Thing) -> str | None:
    """A firm or project: what a cue before it brings in, in its clause; in a section about that, in the sentence."""
    earlier = [cue for cue in passage.cues if cue.span.end <= span.start]
    return _words(passage.cue_before(span) or (earlier[-1] if earlier and passage.cooperates else None))


def _agreed(passage: Passage, span: Span, thing: Thing) -> str | None:
    """An agreement: what is to be done with it."""
    if not _AGREEMENT.search(thing.name):
        return None
    start = passage.evidence.span.start
    uses = list(_USE.finditer(passage.evidence.words, 0, span.start - start))
    return uses[-1][0] if uses else "协定"


def _framed(passage: Passage, span: Span, thing: Thing) -> str | None:
    return "合作" if _FRAME.search(thing.name) else None


_CUES: dict[EntityType, Callable[[Passage, Span, Thing], str | None]] = {
    EntityType.PLACE: _near,
    EntityType.ENTERPRISE: _before,
    EntityType.PROJECT: _before,
    EntityType.POLICY: _agreed,
    EntityType.PLATFORM: _framed,
}


def _words(cue: Cue | None) -> str | None:
    return cue.words if cue is not None else None


def _whose(knowledge: Knowledge, thing: Thing) -> Thing:
    """The firm behind a project, where the report names one."""
    firms = (fact.subject for fact in knowledge.facts_to(thing.iri, Predicate.UNDERTAKES))
    return next((knowledge.things[iri] for iri in firms if iri in knowledge.things), thing)


def _comes_from_elsewhere(knowledge: Knowledge, locality: Locality, thing: Thing, *, planned: bool) -> bool:
    """Whether a firm or project is not the home's own: it is said to be elsewhere, or nothing ties it to the home."""
    places = locality.places_of(thing)
    if any(map(locality.is_home, places)):
        return False
    if any(map(locality.is_elsewhere, places)):
        return True
    return planned and not knowledge.seats_of.get(thing.iri)


def _reach(scope: ChainScope, passage: Passage, thing: Thing, span: Span) -> str:
    """Whether the industries that the sentence names or that the target is in, or who stands beside it in its clause,
    touch the chain."""
    own = {fact.object for predicate in _OF_INDUSTRY for fact in scope.knowledge.facts_from(thing.iri, predicate)}
    named = own | {other.iri for _, other in passage.mentions if other.type is EntityType.INDUSTRY}
    home = scope.knowledge.source(passage.evidence.report).info.place
    beside = {other.iri for other in passage.beside(span) if other.name != home} | {thing.iri}
    if any(map(scope.touches, named)) or beside & (scope.seats.keys() | scope.places):
        return "chain"
    return "other" if named else "general"
