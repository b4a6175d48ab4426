"""The queue: what the machine read into a report and nobody has judged yet, the most doubtful first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from graph.curation.decisions import Decision, Fact, Figure, Kind, Thing, decided
from graph.extraction.judging import LEAST_ENTITY, LEAST_RELATION
from graph.model import Entity, EntityRef, EntityType, Extraction, Predicate, Relation, Report, Span
from graph.review.quoting import clause_around, shows

Triple = tuple[EntityRef, Predicate, EntityRef]
Key = EntityRef | Triple
#: A sentence longer than this is shown around the evidence only.
_LONGEST = 400


class Fate(StrEnum):
    """What became of an item."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    CHANGED = "changed"
    MERGED = "merged"
    #: One of the ends of a relation was refused: it goes with it.
    DROPPED = "dropped"


class Share(StrEnum):
    """Which part of the queue is asked for."""

    ALL = "all"
    NAMES = "names"
    RELATIONS = "relations"


@dataclass(frozen=True, slots=True)
class Item:
    """One statement to judge: an entity or a relation. ``evidence`` is what a decision about it quotes, ``sentence``
    what a person should read, ``names`` the forms to mark in it. ``margin`` is how far the machine's belief is above
    the line below which it would have said nothing, from 0 (doubt) to 1 (sure)."""

    target: Thing | Fact
    confidence: float
    margin: float
    evidence: Span
    sentence: Span
    names: tuple[str, ...]
    mentions: int
    inferred: bool
    by_person: bool

    @property
    def key(self) -> Key:
        """What the item is about, whatever its evidence."""
        return key_of(self.target)

    @property
    def id(self) -> str:
        """Twelve hexadecimal digits for the address bar."""
        return hashlib.sha256(repr(self.key).encode()).hexdigest()[:12]

    @property
    def refs(self) -> tuple[EntityRef, ...]:
        """The entities that the item names."""
        target = self.target
        return (target.ref,) if isinstance(target, Thing) else (target.subject, target.object)


@dataclass(frozen=True, slots=True)
class Choice:
    """What of the queue is shown. Without ``types`` all of them; ``judged`` shows what was decided as well."""

    share: Share = Share.ALL
    types: frozenset[EntityType] = frozenset()
    inferred: bool = False
    judged: bool = False


def key_of(target: Thing | Fact) -> Key:
    """What a decision's target is about, whatever its aliases and evidence."""
    return target.ref if isinstance(target, Thing) else (target.subject, target.predicate, target.object)


def queue_of(extraction: Extraction) -> tuple[Item, ...]:
    """Every entity and relation of an extraction, the most doubtful first, then in the order of the text."""
    entities = {entity.ref: entity for entity in extraction.entities}
    items = [*(_entity_item(e, extraction.report) for e in extraction.entities), *_relations(extraction, entities)]
    return tuple(sorted(items, key=lambda item: (item.margin, item.evidence, item.id)))


def _relations(extraction: Extraction, entities: Mapping[EntityRef, Entity]) -> Iterable[Item]:
    # A relation that several places say is judged once, where the machine is surest of it.
    best: dict[Triple, Relation] = {}
    for relation in extraction.relations:
        triple = (relation.subject, relation.predicate, relation.object)
        if triple not in best or relation.confidence > best[triple].confidence:
            best[triple] = relation
    return (_relation_item(relation, extraction.report, entities) for relation in best.values())


def _entity_item(entity: Entity, report: Report) -> Item:
    mention = _telling_mention(entity, report.text)
    form = (entity.name, *entity.aliases)
    return Item(
        target=Thing(entity.ref, () if shows(report.text, mention, entity.name) else (mention.of(report.text),)),
        confidence=entity.confidence,
        margin=_margin(entity.confidence, LEAST_ENTITY),
        evidence=clause_around(report.text, mention),
        sentence=sentence_of(report, mention),
        names=form,
        mentions=len(entity.mentions),
        inferred=False,
        by_person=decided(entity.rule),
    )


def _relation_item(relation: Relation, report: Report, entities: Mapping[EntityRef, Entity]) -> Item:
    ends = [entities[ref] for ref in (relation.subject, relation.object) if ref in entities]
    return Item(
        target=Fact(relation.subject, relation.predicate, relation.object, relation.inferred),
        confidence=relation.confidence,
        margin=_margin(relation.confidence, LEAST_RELATION),
        evidence=relation.evidence,
        sentence=sentence_of(report, relation.evidence),
        names=tuple(name for end in ends for name in (end.name, *end.aliases)),
        mentions=1,
        inferred=relation.inferred,
        by_person=decided(relation.rule),
    )


def _telling_mention(entity: Entity, text: str) -> Span:
    """The first mention that shows the full name, else the first."""
    return next((m for m in entity.mentions if shows(text, m, entity.name)), min(entity.mentions))


def sentence_of(report: Report, span: Span) -> Span:
    """The sentence that holds the span, or as much of it as can be read at one look."""
    sentence = report.sentence_at(span.start)
    if sentence is None:
        return span
    whole = Span(min(sentence.span.start, span.start), max(sentence.span.end, span.end))
    if whole.end - whole.start <= _LONGEST:
        return whole
    return Span(max(whole.start, span.start - _LONGEST // 2), min(whole.end, span.end + _LONGEST // 2))


def _margin(confidence: float, least: float) -> float:
    return round(max(0.0, (confidence - least) / (1 - least)), 4)


# ---------------------------------------------------------------- what was decided


class Fates:
    """What decisions make of the items of a queue. ``built`` are those that the shown graph holds already: they have
    done their work."""

    def __init__(self, decisions: Iterable[Decision], built: frozenset[str] = frozenset()) -> None:
        self._of: dict[Key, Fate] = {}
        for decision in decisions:
            if decision.digest not in built:
                self._hear(decision)

    def of(self, item: Item) -> Fate:
        """What became of an item; OPEN where nobody judged it."""
        found = self._of.get(item.key)
        if found is None and isinstance(item.target, Fact):
            ends = (self._of.get(ref) for ref in item.refs)
            found = Fate.DROPPED if Fate.REJECTED in ends else None
        return found or (Fate.ACCEPTED if item.by_person else Fate.OPEN)

    def _hear(self, decision: Decision) -> None:
        if isinstance(decision.target, Figure):
            return
        self._of[key_of(decision.target)] = _FATES[decision.kind]
        if decision.kind is Kind.MERGE:
            self._of.update(dict.fromkeys(decision.to, Fate.MERGED))


_FATES = {
    Kind.ACCEPT: Fate.ACCEPTED,
    Kind.ADD: Fate.ACCEPTED,
    Kind.REJECT: Fate.REJECTED,
    Kind.RENAME: Fate.CHANGED,
    Kind.RETYPE: Fate.CHANGED,
    Kind.SPLIT: Fate.CHANGED,
    Kind.MERGE: Fate.MERGED,
}


def chosen(items: Iterable[Item], choice: Choice, fates: Fates) -> tuple[Item, ...]:
    """The items that are asked for, in their order."""
    return tuple(item for item in items if _wanted(item, choice) and (choice.judged or fates.of(item) is Fate.OPEN))


def _wanted(item: Item, choice: Choice) -> bool:
    is_name = isinstance(item.target, Thing)
    if choice.share is not Share.ALL and is_name != (choice.share is Share.NAMES):
        return False
    if choice.inferred and not item.inferred:
        return False
    return not choice.types or any(ref.type in choice.types for ref in item.refs)


def step_from(items: tuple[Item, ...], order: Mapping[str, int], at: str | None, step: int) -> Item | None:
    """The next item (``step`` 1) or the one before (-1), seen from the item with id ``at``, which may itself be none of
    ``items``; ``order`` gives each id its place in the whole queue. It stays inside; None where there is no item."""
    if not items:
        return None
    here = order.get(at or "", -1)
    if step > 0:
        return next((item for item in items if order[item.id] > here), items[-1])
    return next((item for item in reversed(items) if order[item.id] < here), items[0])
