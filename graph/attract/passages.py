"""The stretches of a report that speak of promotion and cooperation: 招商、引进、对接、承接、合作 and the like."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from graph.model import EntityType, Span, Tense
from graph.query.knowledge import Knowledge
from graph.query.values import Evidence, MentionOf, Source, Thing

#: What a report says when it means to bring in or work with somebody. Source: wording common to plan and work reports.
CUE = re.compile(r"招商引资|招商|招引|引进|对接|跟踪|承接|合作|联络处|洽谈|签约|自由贸易|伙伴关系|贸易")
PROMOTION = re.compile(r"招商|引资|招引")
_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?]?")
_CLAUSE = re.compile(r"[^,，:：]+[,，:：]?")
_COOPERATION = re.compile(r"招商|引资|招引|区域合作|对外开放|开放合作")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that says so, and where it stands."""

    words: str
    span: Span


@dataclass(frozen=True)
class Passage:
    """A sentence, or a part of one that a semicolon ends, in which a cue stands, or that stands under a title of
    promotion (then ``cues`` may be empty).

    ``mentions`` are those that count, in the order of the text, each with the thing that it names.
    """

    evidence: Evidence
    tense: Tense
    clauses: tuple[Span, ...]
    cues: tuple[Cue, ...]
    mentions: tuple[tuple[MentionOf, Thing], ...]

    @property
    def promotes(self) -> bool:
        """Whether it speaks of investment promotion as such: by its section's title, or by how it begins."""
        opening = any(PROMOTION.search(cue.words) and self.clauses[0].holds(cue.span) for cue in self.cues)
        return opening or bool(PROMOTION.search(self.evidence.section))

    @property
    def cooperates(self) -> bool:
        """Whether its section is about promotion, opening up or cooperation between regions."""
        return bool(_COOPERATION.search(self.evidence.section))

    def beside(self, span: Span) -> tuple[Thing, ...]:
        """What else the clause of ``span`` names."""
        around = (clause for clause in self.clauses if clause.start <= span.start < clause.end)
        clause = next(around, self.evidence.span)
        within = ((m.span, thing) for m, thing in self.mentions if clause.start <= m.span.start < clause.end)
        return tuple(thing for other, thing in within if other != span)

    def cue_before(self, span: Span) -> Cue | None:
        """The nearest cue before ``span`` in its own clause."""
        return max(self._in_clause(span, before=True), key=lambda cue: cue.span, default=None)

    def cue_near(self, span: Span) -> Cue | None:
        """The nearest cue in the clause of ``span``: before it, in it, or else after it."""
        after = min(self._in_clause(span, before=False), key=lambda cue: cue.span, default=None)
        return self.cue_before(span) or after

    def _in_clause(self, span: Span, *, before: bool) -> Iterator[Cue]:
        for clause in self.clauses:
            if clause.start <= span.start < clause.end:
                for cue in self.cues:
                    if clause.holds(cue.span) and (cue.span.end <= span.start) is before:
                        yield cue


def passages(knowledge: Knowledge, source: Source) -> tuple[Passage, ...]:
    """The passages of a report in the order of its text.

    A cue inside a firm's name (招商银行) is none. Of mentions that lie in one another only the longest count; but a
    place in the name of an organization (上海联络处) counts as well.
    """
    found = (_passage(knowledge, source, match) for match in _SENTENCE.finditer(source.text))
    return tuple(passage for passage in found if passage is not None)


def _passage(knowledge: Knowledge, source: Source, match: re.Match[str]) -> Passage | None:
    words = match[0].lstrip()
    start = match.end() - len(words)
    section = source.section_at(start)
    title = section.title if section else ""
    if not _CLAUSE.search(words) or not (CUE.search(words) or PROMOTION.search(title)):
        return None
    span = Span(start, match.end())
    held = [(m, knowledge.things[m.iri]) for m in _within(source, span) if m.iri in knowledge.things]
    firms = [m.span for m, thing in held if thing.type is EntityType.ENTERPRISE]
    cues = (Cue(hit[0], _at(span.start, hit)) for hit in CUE.finditer(words))
    return Passage(
        evidence=Evidence(source.info.iri, span, words, title),
        tense=section.tense if section else Tense.OTHER,
        clauses=tuple(_at(span.start, hit) for hit in _CLAUSE.finditer(words)),
        cues=tuple(cue for cue in cues if not any(firm.holds(cue.span) for firm in firms)),
        mentions=tuple((m, thing) for m, thing in held if _counts(m, held)),
    )


def _within(source: Source, span: Span) -> Iterator[MentionOf]:
    first = bisect_left(source.mentions, span.start, key=lambda mention: mention.span.start)
    for mention in islice(source.mentions, first, None):
        if mention.span.start >= span.end:
            return
        if span.holds(mention.span):
            yield mention


def _counts(mention: MentionOf, held: list[tuple[MentionOf, Thing]]) -> bool:
    holders = [thing for m, thing in held if m.span != mention.span and m.span.holds(mention.span)]
    return all(thing.type is EntityType.ORGANIZATION for thing in holders)


def _at(offset: int, hit: re.Match[str]) -> Span:
    return Span(offset + hit.start(), offset + hit.end())
