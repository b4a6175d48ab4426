"""All that relation and indicator rules look at: the clauses, and who is named where."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from graph.extraction.clauses import Clause
from graph.extraction.lexicon import Lexicon
from graph.extraction.topics import Topic
from graph.model import Entity, EntityRef, EntityType, Report, Span, Tense


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """An entity at one of its places in the text."""

    span: Span
    ref: EntityRef

    @property
    def type(self) -> EntityType:
        """The entity's type."""
        return self.ref.type


@dataclass(frozen=True)
class Scene:
    """A report with its clauses, topics and entities; questions about what stands where are answered here."""

    report: Report
    lexicon: Lexicon
    clauses: tuple[Clause, ...]
    topics: tuple[Topic, ...]
    entities: tuple[Entity, ...]
    home: EntityRef | None

    @cached_property
    def named(self) -> tuple[Named, ...]:
        """Every mention of every entity, in the order of the text."""
        return tuple(sorted(Named(span, entity.ref) for entity in self.entities for span in entity.mentions))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(named.span.start for named in self.named)

    @cached_property
    def _clause_starts(self) -> tuple[int, ...]:
        return tuple(clause.span.start for clause in self.clauses)

    def inside(self, span: Span, *types: EntityType) -> tuple[Named, ...]:
        """The mentions of ``types`` (all, if none are given) that lie wholly in ``span``."""
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return tuple(n for n in self.named[first:last] if n.span.end <= span.end and (not types or n.type in types))

    def outer(self, span: Span, *types: EntityType) -> tuple[Named, ...]:
        """As ``inside``, without mentions that stand within another of them, as 灵宝 in 灵宝窄口水库."""
        every = self.inside(span)
        tops, holder = list[Named](), None
        for named in sorted(every, key=lambda n: (n.span.start, -n.span.end)):
            if holder is None or named.span.end > holder.end or named.span == holder:
                tops.append(named)
                holder = named.span
        return tuple(n for n in tops if not types or n.type in types)

    def clause_at(self, offset: int) -> Clause:
        """The clause that holds ``offset``, or the last one that begins before it."""
        return self.clauses[max(0, bisect_right(self._clause_starts, offset) - 1)]

    def clauses_in(self, span: Span) -> tuple[Clause, ...]:
        """The clauses that begin in ``span``."""
        first, last = bisect_left(self._clause_starts, span.start), bisect_left(self._clause_starts, span.end)
        return self.clauses[first:last]

    def sentence(self, offset: int) -> Span:
        """The span of the sentence that holds ``offset``."""
        return self.report.sentences[self.clause_at(offset).sentence].span

    def paragraph(self, offset: int) -> int:
        """The number of the paragraph that holds ``offset``."""
        return self.report.sentences[self.clause_at(offset).sentence].paragraph

    def tense(self, sentence: int) -> Tense:
        """What the section of a sentence speaks of."""
        return self.report.sections[self.report.sentences[sentence].section].tense

    def topic_stretches(self) -> Iterator[tuple[EntityRef, Span]]:
        """Each topic's industry with the stretch that it holds for."""
        for topic in self.topics:
            ref = next((n.ref for n in self.inside(topic.span) if n.type is EntityType.INDUSTRY), None)
            if ref is not None:
                end = self.report.sentences[topic.last_sentence].span.end
                yield ref, Span(topic.span.start, end)

    def evidence(self, *spans: Span) -> Span:
        """The clauses from the first to the last of ``spans``, which lie in one sentence."""
        first, last = min(spans), max(spans, key=lambda span: span.end)
        start = self.clause_at(first.start).span.start
        return Span(start, max(self.clause_at(last.start).span.end, last.end))
