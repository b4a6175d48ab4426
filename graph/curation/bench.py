"""The bench that decisions work on: one extraction, taken apart so that single statements can be changed.

What a person says outranks what the machine read into the same stretch of text: where a mention that a person stands
behind crosses a machine's mention, fills the same stretch with another type, or lies inside one of its own type (or
around it), the machine's mention goes, and with its last mention the machine's entity. Its statements pass on to the
person's entity where the predicate allows its type.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from graph.curation.decisions import Thing, decided
from graph.curation.quotes import fold, folded_report
from graph.model import SIGNATURES, Entity, EntityRef, EntityType, Extraction, Indicator, Predicate, Relation, Span

_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」]")
Triple = tuple[EntityRef, Predicate, EntityRef]
#: A name of this many characters means the same thing wherever it stands; a shorter one may be part of another word.
_TELLING = 4


@lru_cache(maxsize=1 << 16)
def plain(name: str) -> str:
    """A name without blanks and quotation marks, in half-width forms: what tells names apart.

    >>> plain("“智慧岛” (A)")
    '智慧岛(a)'
    """
    return _MARKS.sub("", fold(name).text).lower()


class Bench:
    """An extraction under the hands of those who correct it."""

    def __init__(self, extraction: Extraction) -> None:
        self._report = extraction.report
        self.text = extraction.report.text
        self._entities: dict[EntityRef, Entity] = {}
        self._by_name = defaultdict[tuple[EntityType, str], list[EntityRef]](list)
        self._by_place = defaultdict[int, set[EntityRef]](set)
        for entity in extraction.entities:
            self._put(entity)
        self._facts = defaultdict[Triple, list[Relation]](list)
        for relation in dict.fromkeys(extraction.relations):
            self._facts[_triple(relation)].append(relation)
        self.indicators = list(dict.fromkeys(extraction.indicators))

    def extraction(self) -> Extraction:
        """What lies on the bench now, in the order of the text."""
        self._again()
        entities = sorted(self._entities.values(), key=lambda e: (min(e.mentions), e.type.value, e.name))
        facts = sorted((relation for said in self._facts.values() for relation in said), key=_fact_order)
        figures = sorted(self.indicators, key=lambda i: (i.evidence, i.name, i.value, i.unit, i.year, i.status.value))
        return Extraction(self._report, tuple(entities), tuple(facts), tuple(figures))

    # ------------------------------------------------------------ entities

    def _put(self, entity: Entity) -> None:
        self._entities[entity.ref] = entity
        self._by_name[(entity.type, plain(entity.name))].append(entity.ref)
        for mention in entity.mentions:
            for page in _pages(mention):
                self._by_place[page].add(entity.ref)

    def _take(self, ref: EntityRef) -> Entity:
        entity = self._entities.pop(ref)
        self._by_name[(entity.type, plain(entity.name))].remove(ref)
        for mention in entity.mentions:
            for page in _pages(mention):
                self._by_place[page].discard(ref)
        return entity

    def _change(self, entity: Entity) -> None:
        self._take(entity.ref)
        self._put(entity)

    def exact(self, ref: EntityRef) -> Entity | None:
        """The entity of this very type and name, quotation marks and blanks aside."""
        found = self._by_name[(ref.type, plain(ref.name))]
        return self._entities[ref if ref in found else found[0]] if found else None

    def find(self, ref: EntityRef) -> Entity | None:
        """The entity of this type and name; else the one that has the name as an alias."""
        exact = self.exact(ref)
        if exact is not None:
            return exact
        wanted = plain(ref.name)
        same_type = (e for e in self._entities.values() if e.type is ref.type)
        return next((e for e in same_type if wanted in map(plain, e.aliases)), None)

    def names(self, thing: Thing, where: Span) -> bool:
        """Whether the words of ``where`` show the name or an alias."""
        return next(self._mentions(thing, where), None) is not None

    def state(self, thing: Thing, where: Span, rule: str) -> Entity | None:
        """Put an entity that a person stands behind on the bench, or add to it; None if ``where`` does not name it.

        What the machine calls by one of the person's forms becomes part of it.
        """
        known = self.exact(thing.ref)
        mentions = set(self._mentions(thing, where))
        if not mentions and (known is None or not _any_inside(known.mentions, where)):
            return None
        forms = dict.fromkeys((thing.ref.name, *thing.aliases, *((known.name, *known.aliases) if known else ())))
        entity = Entity(
            type=thing.ref.type,
            name=thing.ref.name,
            aliases=tuple(form for form in forms if form != thing.ref.name and self._stands(form)),
            mentions=tuple(sorted(mentions | set(known.mentions if known else ()))),
            confidence=1.0,
            rule=rule,
            code=thing.code or (known.code if known else None),
        )
        if known is not None:
            self._take(known.ref)
            self._redirect(known.ref, (entity.ref,))
        self._put(entity)
        for twin in self._twins(thing):
            entity = self.absorb(entity, twin)
        self._clear_way(entity)
        return entity

    def _twins(self, thing: Thing) -> list[Entity]:
        forms = dict.fromkeys(plain(alias) for alias in thing.aliases if plain(alias) != plain(thing.ref.name))
        found = [self._entities[ref] for form in forms for ref in self._by_name[(thing.ref.type, form)]]
        return [entity for entity in found if not decided(entity.rule)]

    def drop(self, ref: EntityRef) -> Entity:
        """Take an entity off the bench, with every relation that it stands in."""
        entity = self._take(ref)
        self._redirect(ref, ())
        return entity

    def absorb(self, kept: Entity, other: Entity) -> Entity:
        """Make ``other`` part of ``kept``: its names, mentions and relations."""
        self._take(other.ref)
        forms = dict.fromkeys((*kept.aliases, other.name, *other.aliases))
        joined = replace(
            kept,
            aliases=tuple(form for form in forms if form != kept.name),
            mentions=tuple(sorted({*kept.mentions, *other.mentions})),
            code=kept.code or (other.code if other.type is kept.type else None),
        )
        self._change(joined)
        self._redirect(other.ref, (kept.ref,))
        return joined

    def hand_on(self, ref: EntityRef, heirs: Iterable[EntityRef]) -> None:
        """Take an entity off the bench and give each of its relations to every heir that the predicate allows."""
        self._take(ref)
        self._redirect(ref, tuple(heirs))

    def _redirect(self, old: EntityRef, heirs: tuple[EntityRef, ...]) -> None:
        if heirs == (old,):
            return
        for triple in [triple for triple in self._facts if old in (triple[0], triple[2])]:
            subjects = heirs if triple[0] == old else (triple[0],)
            objects = heirs if triple[2] == old else (triple[2],)
            for relation in self._facts.pop(triple):
                passed = (replace(relation, subject=s, object=o) for s in subjects for o in objects if s != o)
                for new in filter(_allowed, passed):
                    if new not in self._facts[_triple(new)]:
                        self._facts[_triple(new)].append(new)

    def _stands(self, form: str) -> bool:
        return bool(folded_report(self.text).spans(form))

    def _mentions(self, thing: Thing, where: Span) -> Iterator[Span]:
        """Where the words of ``where`` show the name or an alias, the longest form first."""
        page = folded_report(self.text)
        found: list[Span] = []
        for form in sorted((thing.ref.name, *thing.aliases), key=lambda form: (-len(form), form)):
            for span in page.spans(form):
                if where.holds(span) and not any(touches(span, other) for other in found):
                    found.append(span)
        return iter(found)

    def _again(self) -> None:
        """Find telling names that a person gave wherever else they stand and no other name holds the place.

        Only when all decisions are taken: what holds a place may yet be refused.
        """
        page = folded_report(self.text)
        taken = {offset for e in self._entities.values() for m in e.mentions for offset in range(m.start, m.end)}
        named = [
            entity for entity in self._entities.values() if decided(entity.rule) and len(plain(entity.name)) >= _TELLING
        ]
        for entity in sorted(named, key=lambda entity: (-len(entity.name), entity.ref)):
            found = [span for span in page.spans(entity.name) if taken.isdisjoint(range(span.start, span.end))]
            taken.update(offset for span in found for offset in range(span.start, span.end))
            self._change(replace(entity, mentions=tuple(sorted({*entity.mentions, *found}))))

    def _clear_way(self, entity: Entity) -> None:
        near = {ref for mention in entity.mentions for page in _pages(mention) for ref in self._by_place[page]}
        for ref in sorted(near - {entity.ref}):
            other = self._entities[ref]
            if decided(other.rule):
                continue
            barred = {m for m in other.mentions for n in entity.mentions if _bars(m, other.type, n, entity.type)}
            left = tuple(mention for mention in other.mentions if mention not in barred)
            if not left:
                self.hand_on(ref, (entity.ref,))
            elif barred:
                self._change(_shown(replace(other, mentions=left), self.text))

    # ------------------------------------------------------------ relations and figures

    def same(self, relation: Relation) -> list[Relation]:
        """The relations on the bench that say the same, whatever their evidence."""
        return list(self._facts.get(_triple(relation), ()))

    def exchange(self, old: Iterable[Relation], new: Iterable[Relation]) -> None:
        """Put ``new`` where ``old`` was."""
        for relation in old:
            self._facts[_triple(relation)].remove(relation)
        for relation in new:
            self._facts[_triple(relation)].append(relation)

    def exchange_figures(self, old: Iterable[Indicator], new: Iterable[Indicator]) -> None:
        """Put ``new`` where ``old`` was."""
        gone = set(old)
        self.indicators = [*(figure for figure in self.indicators if figure not in gone), *new]


def touches(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first.start < second.end and second.start < first.end


def _triple(relation: Relation) -> Triple:
    return relation.subject, relation.predicate, relation.object


def _fact_order(relation: Relation) -> tuple[Span, str, EntityRef, EntityRef, str]:
    return relation.evidence, relation.predicate.value, relation.subject, relation.object, relation.rule


def _pages(span: Span) -> range:
    """The stretches of 64 characters that a span lies on: what is near it lies on one of them too."""
    return range(span.start >> 6, (span.end - 1 >> 6) + 1)


def _any_inside(mentions: Iterable[Span], where: Span) -> bool:
    return any(touches(mention, where) for mention in mentions)


def _bars(machine: Span, machine_type: EntityType, person: Span, person_type: EntityType) -> bool:
    if not touches(machine, person):
        return False
    if machine == person or not (machine.holds(person) or person.holds(machine)):
        return True
    return machine_type is person_type and person.holds(machine)


def _allowed(relation: Relation) -> bool:
    subjects, objects = SIGNATURES[relation.predicate]
    return relation.subject.type in subjects and relation.object.type in objects


def _shown(entity: Entity, text: str) -> Entity:
    """The entity without the forms that none of its mentions shows; its name stays."""
    forms = {plain(mention.of(text)) for mention in entity.mentions}
    return replace(entity, aliases=tuple(alias for alias in entity.aliases if plain(alias) in forms))
