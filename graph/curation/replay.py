"""Replaying decisions on top of an extraction: in order, and with an account of what became of each.

A decision says what is true of the report, so it does not matter which version of the extractor ran before: what is
already so stays, what is missing is put in, what is wrong goes. Only where the report no longer shows the quoted
words, or the words no longer name the thing, is a decision unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from graph.curation.bench import Bench, plain, touches
from graph.curation.decisions import Decision, Fact, Figure, Kind, Thing
from graph.curation.quotes import locate
from graph.model import Entity, EntityRef, Extraction, Indicator, Relation, Span


class State(StrEnum):
    """What became of a decision."""

    #: It changed what the extraction said, or confirmed it.
    APPLIED = "applied"
    #: The extraction says so by itself; now a person stands behind it.
    ALREADY = "already"
    #: The extraction no longer says what was accepted or corrected; the decision put it back.
    RESTORED = "restored"
    #: What was refused is not said any more.
    MOOT = "moot"
    #: The report does not show the words that it rests on; nothing was done.
    UNRESOLVED = "unresolved"


#: How often at most the decisions are gone through again until nothing changes.
_ROUNDS = 4

#: What a decision stands behind in the curated extraction.
Made = EntityRef | Relation | Indicator


@dataclass(frozen=True, slots=True)
class Outcome:
    """A decision, what became of it, where its quoted words stand, and the statements that it stands behind."""

    decision: Decision
    state: State
    evidence: Span | None
    made: tuple[Made, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Curated:
    """An extraction with the decisions replayed on top."""

    extraction: Extraction
    outcomes: tuple[Outcome, ...] = ()

    @property
    def unresolved(self) -> tuple[Outcome, ...]:
        """The decisions that no longer find what they are about."""
        return tuple(outcome for outcome in self.outcomes if outcome.state is State.UNRESOLVED)


def replay(extraction: Extraction, decisions: Iterable[Decision]) -> Curated:
    """The extraction as those who decided want it. The same decisions again change nothing more.

    Later decisions win over earlier ones. Nothing outside the report's own words comes in: what is added must be named
    by the quoted words, and they must stand in the report.
    """
    taken = tuple(decisions)
    if not taken:
        return Curated(extraction)
    curated = _round(extraction, taken)
    # What is decided of a thing further up may only find it under the name that is given to it further down.
    for _ in range(_ROUNDS):
        again = _round(curated.extraction, taken)
        outcomes = tuple(map(_later, curated.outcomes, again.outcomes))
        settled = again.extraction == curated.extraction
        curated = Curated(again.extraction, outcomes)
        if settled:
            break
    return curated


def _round(extraction: Extraction, decisions: tuple[Decision, ...]) -> Curated:
    bench = Bench(extraction)
    outcomes = [_decide(bench, decision) for decision in decisions]
    curated = bench.extraction()
    left: set[Made] = {*(entity.ref for entity in curated.entities), *curated.relations, *curated.indicators}
    # A later decision may have taken away what an earlier one made.
    return Curated(curated, tuple(replace(o, made=tuple(made for made in o.made if made in left)) for o in outcomes))


def _later(first: Outcome, again: Outcome) -> Outcome:
    """What became of a decision in two rounds: what it did in the first, or what it could only do in the second."""
    idle = first.state in (State.MOOT, State.UNRESOLVED)
    return again if idle else replace(first, made=again.made)


def _decide(bench: Bench, decision: Decision) -> Outcome:
    where = locate(decision.quote, bench.text)
    target = decision.target
    if decision.kind is Kind.REJECT:
        return _reject(bench, decision, where)
    if where is None:
        return Outcome(decision, State.UNRESOLVED, None, note="the report does not show the quoted words")
    if isinstance(target, Fact):
        return _state_fact(bench, decision, target, where)
    if isinstance(target, Figure):
        return _state_figure(bench, decision, target, where)
    return {
        Kind.ACCEPT: _state_thing,
        Kind.ADD: _state_thing,
        Kind.RENAME: _change,
        Kind.RETYPE: _change,
        Kind.MERGE: _merge,
        Kind.SPLIT: _split,
    }[decision.kind](bench, decision, target, where)


def _not_named(decision: Decision, where: Span, ref: EntityRef) -> Outcome:
    return Outcome(decision, State.UNRESOLVED, where, note=f"the quoted words do not name {ref.type.value} {ref.name}")


def _standing(decision: Decision, known: bool) -> State:
    """The state of a statement that stands now: an accepted one that was not ``known`` had to be put back."""
    if decision.kind is Kind.ADD:
        return State.ALREADY if known else State.APPLIED
    return State.APPLIED if known else State.RESTORED


# ---------------------------------------------------------------- entities


def _state_thing(bench: Bench, decision: Decision, thing: Thing, where: Span) -> Outcome:
    known = bench.exact(thing.ref) is not None
    entity = bench.state(thing, where, decision.rule)
    if entity is None:
        return _not_named(decision, where, thing.ref)
    return Outcome(decision, _standing(decision, known), where, (entity.ref,))


def _change(bench: Bench, decision: Decision, thing: Thing, where: Span) -> Outcome:
    """Rename or retype: what was called so before becomes part of what it is called now."""
    old, (new,) = bench.exact(thing.ref), decision.to
    known = bench.exact(new)
    entity = bench.state(Thing(new, thing.aliases, thing.code), where, decision.rule)
    if entity is None:
        return _not_named(decision, where, new)
    left = bench.exact(thing.ref)
    if left is not None and left.ref != entity.ref:
        entity = bench.absorb(entity, left)
    state = State.APPLIED if old is not None else State.ALREADY if known is not None else State.RESTORED
    return Outcome(decision, state, where, (entity.ref,))


def _merge(bench: Bench, decision: Decision, thing: Thing, where: Span) -> Outcome:
    known = bench.exact(thing.ref) is not None
    apart = any(bench.exact(ref) is not None for ref in decision.to)
    names = dict.fromkeys((*thing.aliases, *(ref.name for ref in decision.to if ref.type is thing.ref.type)))
    entity = bench.state(replace(thing, aliases=tuple(names)), where, decision.rule)
    if entity is None:
        return _not_named(decision, where, thing.ref)
    for ref in decision.to:
        other = bench.exact(ref)
        if other is not None and other.ref != entity.ref:
            entity = bench.absorb(entity, other)
    state = State.APPLIED if apart else State.ALREADY if known else State.RESTORED
    return Outcome(decision, state, where, (entity.ref,))


def _split(bench: Bench, decision: Decision, thing: Thing, where: Span) -> Outcome:
    missing = [ref for ref in decision.to if not bench.names(Thing(ref), where)]
    if missing:
        return _not_named(decision, where, missing[0])
    whole = bench.exact(thing.ref)
    known = all(bench.exact(ref) is not None for ref in decision.to)
    places = [where]
    if whole is not None:
        places += [mention for mention in whole.mentions if not touches(mention, where)]
        bench.hand_on(whole.ref, decision.to)
    for place in places:
        for ref in decision.to:
            bench.state(Thing(ref), place, decision.rule)
    state = State.APPLIED if whole is not None else State.ALREADY if known else State.RESTORED
    parts = [entity.ref for ref in decision.to if (entity := bench.exact(ref)) is not None]
    return Outcome(decision, state, where, tuple(parts))


# ---------------------------------------------------------------- relations and figures


def _state_fact(bench: Bench, decision: Decision, fact: Fact, where: Span) -> Outcome:
    for ref in (fact.subject, fact.object):
        # Who says that A makes B says that there are A and B.
        if bench.find(ref) is None and bench.state(Thing(ref), where, decision.rule) is None:
            return _not_named(decision, where, ref)
    ends = bench.find(fact.subject), bench.find(fact.object)
    relation = _relation(fact, ends, where, decision.rule)
    if relation is None:
        return _not_named(decision, where, fact.subject)
    same = bench.same(relation)
    bench.exchange([old for old in same if touches(old.evidence, where)], [relation])
    return Outcome(decision, _standing(decision, bool(same)), where, (relation,))


def _relation(fact: Fact, ends: tuple[Entity | None, Entity | None], where: Span, rule: str) -> Relation | None:
    subject, target = ends
    if subject is None or target is None or subject.ref == target.ref:
        return None
    return Relation(subject.ref, fact.predicate, target.ref, where, 1.0, rule, fact.inferred)


def _state_figure(bench: Bench, decision: Decision, figure: Figure, where: Span) -> Outcome:
    new = Indicator(
        subject=figure.subject,
        name=figure.name,
        value=figure.value,
        unit=figure.unit,
        comparator=figure.comparator,
        year=figure.year,
        status=figure.status,
        evidence=where,
        confidence=1.0,
        rule=decision.rule,
    )
    old = [other for other in bench.indicators if _same_number(other, figure) and touches(other.evidence, where)]
    bench.exchange_figures(old, [new])
    return Outcome(decision, _standing(decision, any(_says(other) == _says(new) for other in old)), where, (new,))


def _same_number(indicator: Indicator, figure: Figure) -> bool:
    """Whether both speak of one number; a year, status or comparator may be read wrongly."""
    told = (indicator.value, indicator.unit, plain(indicator.name))
    return told == (figure.value, figure.unit, plain(figure.name))


def _says(indicator: Indicator) -> tuple[object, ...]:
    measured = (plain(indicator.subject), plain(indicator.name), indicator.value, indicator.unit)
    return *measured, indicator.comparator, indicator.year, indicator.status


# ---------------------------------------------------------------- refusals


def _reject(bench: Bench, decision: Decision, where: Span | None) -> Outcome:
    target = decision.target
    if isinstance(target, Thing):
        return _reject_thing(bench, decision, target, where)
    if isinstance(target, Fact):
        relation = _relation(target, (bench.find(target.subject), bench.find(target.object)), Span(0, 1), "")
        said = bench.same(relation) if relation is not None else []
        if said and where is not None:
            bench.exchange(said, ())
        return _refusal(decision, where, bool(said))
    figures = [indicator for indicator in bench.indicators if _matches(indicator, target)]
    if where is not None:
        figures = [figure for figure in figures if touches(figure.evidence, where)]
        bench.exchange_figures(figures, ())
    return _refusal(decision, where, bool(figures))


def _matches(indicator: Indicator, figure: Figure) -> bool:
    """Whether they give the same number the same meaning; what it is called differs from version to version."""
    told = (indicator.value, indicator.unit, indicator.year, indicator.status)
    return told == (figure.value, figure.unit, figure.year, figure.status)


def _reject_thing(bench: Bench, decision: Decision, thing: Thing, where: Span | None) -> Outcome:
    entity = bench.exact(thing.ref)
    if entity is not None and where is not None:
        bench.drop(entity.ref)
    return _refusal(decision, where, entity is not None)


def _refusal(decision: Decision, where: Span | None, said: bool) -> Outcome:
    if not said:
        return Outcome(decision, State.MOOT, where)
    if where is None:
        note = "it is still said, but the report does not show the quoted words"
        return Outcome(decision, State.UNRESOLVED, None, note=note)
    return Outcome(decision, State.APPLIED, where)
