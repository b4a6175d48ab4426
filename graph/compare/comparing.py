"""Holding two reports against each other: by the things that resolution made one, so that a new name is no new firm."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from graph.chains.state import STRENGTH, strongest
from graph.compare.figures import figure_changes
from graph.compare.model import ChainChange, Change, Comparison, LinkChange, RelationChange, ThingChange
from graph.errors import QueryError
from graph.model import NodeState, Predicate
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Fact, Link, Source, Thing

_MARKS = re.compile(r"[\s“”\"'‘’《》]")

_Triple = tuple[str, Predicate, str]


def compare(knowledge: Knowledge, first: str, second: str) -> Comparison:
    """The comparison of two reports, by IRI. Raises QueryError where one is unknown or both are the same."""
    if first == second:
        raise QueryError("Both reports are the same.", where=first, mend="Choose another.", key="compare_same")
    one, other = knowledge.source(first), knowledge.source(second)
    return Comparison(
        first=one.info,
        second=other.info,
        things=_things(knowledge, one, other),
        relations=_relations(knowledge, first, second),
        figures=figure_changes(knowledge.figures, one.info, other.info),
        chains=tuple(_chain(view, first, second) for view in knowledge.chains),
    )


def in_either(first: bool, second: bool) -> Change:
    """What became of something that the first or the second report has, or both.

    >>> in_either(True, False).value
    'gone'
    """
    if first and second:
        return Change.KEPT
    return Change.GONE if first else Change.NEW


def _things(knowledge: Knowledge, one: Source, other: Source) -> tuple[ThingChange, ...]:
    first, second = _called(one), _called(other)
    found = [
        ThingChange(thing, in_either(iri in first, iri in second), first.get(iri, ""), second.get(iri, ""))
        for iri, thing in knowledge.things.items()
        if iri in first or iri in second
    ]
    return tuple(sorted(found, key=lambda change: (list(Change).index(change.change), -change.thing.degree)))


def _called(source: Source) -> dict[str, str]:
    """The fullest name that a report uses for each entity it names."""
    names: dict[str, str] = {}
    for mention in source.mentions:
        name = _MARKS.sub("", mention.span.of(source.text))
        if len(name) > len(names.get(mention.iri, "")):
            names[mention.iri] = name
    return names


def _relations(knowledge: Knowledge, first: str, second: str) -> tuple[RelationChange, ...]:
    said: dict[str, dict[_Triple, Fact]] = {first: {}, second: {}}
    for fact in knowledge.facts:
        if fact.evidence.report in said:
            said[fact.evidence.report].setdefault((fact.subject, fact.predicate, fact.object), fact)
    found = [
        RelationChange(
            knowledge.things[subject],
            predicate,
            knowledge.things[object_],
            in_either(triple in said[first], triple in said[second]),
            said[first].get(triple),
            said[second].get(triple),
        )
        for triple in dict.fromkeys((*said[first], *said[second]))
        for subject, predicate, object_ in (triple,)
    ]
    predicates, changes = list(Predicate), list(Change)
    return tuple(
        sorted(
            found,
            key=lambda c: (changes.index(c.change), predicates.index(c.predicate), c.subject.name, c.object.name),
        )
    )


def _chain(view: ChainView, first: str, second: str) -> ChainChange:
    return ChainChange(view.info, tuple(_link(link, first, second) for link in view.links))


def _link(link: Link, first: str, second: str) -> LinkChange:
    shown: defaultdict[str, list[NodeState]] = defaultdict(list)
    there: defaultdict[str, dict[str, Thing]] = defaultdict(dict)
    for seat in link.seats:
        shown[seat.evidence.report].append(seat.shows)
        there[seat.evidence.report].setdefault(seat.thing.iri, seat.thing)
    was, now = strongest(shown[first]), strongest(shown[second])
    return LinkChange(
        link, moved(was, now), was, now, _only(there[second], there[first]), _only(there[first], there[second])
    )


def _only(these: Mapping[str, Thing], those: Iterable[str]) -> tuple[Thing, ...]:
    return tuple(thing for iri, thing in these.items() if iri not in set(those))


def moved(was: NodeState, now: NodeState) -> Change:
    """How a link's state moved.

    >>> moved(NodeState.INTENDED, NodeState.PRODUCING).value, moved(NodeState.NOT_MENTIONED, NodeState.INTENDED).value
    ('stronger', 'new')
    """
    if was is now:
        return Change.SILENT if now is NodeState.NOT_MENTIONED else Change.KEPT
    if NodeState.NOT_MENTIONED in (was, now):
        return Change.NEW if was is NodeState.NOT_MENTIONED else Change.GONE
    return Change.STRONGER if STRENGTH.index(now) < STRENGTH.index(was) else Change.WEAKER
