"""Policies by industry and issuer, each with the sentence that says so, or that first names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.model import EntityType, Predicate, Span
from graph.query.knowledge import Knowledge
from graph.query.values import Evidence, Fact, Source, Thing

#: What ends a sentence in a report.
_ENDS = "。；！？\n"


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """A policy, the industries that it is for and who issued it, each with the statement that says so. ``evidence`` is
    the sentence of the first of these, else the one that first names the policy."""

    policy: Thing
    industries: tuple[tuple[Thing, Fact], ...]
    issuers: tuple[tuple[Thing, Fact], ...]
    evidence: Evidence | None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The statements, those about industries first."""
        return tuple(fact for _, fact in (*self.industries, *self.issuers))

    @property
    def sentences(self) -> tuple[Evidence, ...]:
        """The sentences of its statements, each once; else the one that first names it."""
        said = tuple(dict.fromkeys(fact.evidence for fact in self.facts))
        return said or ((self.evidence,) if self.evidence else ())


def policy_rows(knowledge: Knowledge) -> tuple[PolicyRow, ...]:
    """Every policy: those for an industry first, then those with an issuer, then those that are only named."""
    named = _first_named(knowledge)
    rows = []
    for thing in knowledge.things.values():
        if thing.type is EntityType.POLICY:
            industries = _others(knowledge, knowledge.facts_from(thing.iri, Predicate.TARGETS_INDUSTRY))
            issuers = _others(knowledge, knowledge.facts_from(thing.iri, Predicate.ISSUED_BY))
            said = [fact.evidence for _, fact in (*industries, *issuers)]
            rows.append(PolicyRow(thing, industries, issuers, said[0] if said else named.get(thing.iri)))
    return tuple(sorted(rows, key=lambda row: (not row.industries, not row.issuers, _place(row.evidence))))


def narrowed(
    rows: Iterable[PolicyRow], *, industry: str | None = None, issuer: str | None = None, words: str = ""
) -> tuple[PolicyRow, ...]:
    """The policies for an industry and of an issuer (by IRI) whose name or sentence holds all ``words``."""
    wanted = words.casefold().split()
    return tuple(
        row
        for row in rows
        if (industry is None or industry in {thing.iri for thing, _ in row.industries})
        and (issuer is None or issuer in {thing.iri for thing, _ in row.issuers})
        and all(word in _text(row) for word in wanted)
    )


def choices(rows: Sequence[PolicyRow]) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How many policies each industry and each issuer has, by IRI; the most first."""
    industries: dict[str, int] = {}
    issuers: dict[str, int] = {}
    for row in rows:
        for count, those in ((industries, row.industries), (issuers, row.issuers)):
            for thing, _ in those:
                count[thing.iri] = count.get(thing.iri, 0) + 1
    return _most(industries), _most(issuers)


def _most(count: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(count.items(), key=lambda item: (-item[1], item[0])))


def _text(row: PolicyRow) -> str:
    names = (row.policy.name, *row.policy.aliases, *(thing.name for thing, _ in (*row.industries, *row.issuers)))
    return " ".join((*names, *(one.words for one in row.sentences))).casefold()


def _others(knowledge: Knowledge, facts: Iterable[Fact]) -> tuple[tuple[Thing, Fact], ...]:
    found: dict[str, tuple[Thing, Fact]] = {}
    for fact in facts:
        if fact.object in knowledge.things:
            found.setdefault(fact.object, (knowledge.things[fact.object], fact))
    return tuple(found.values())


def _place(evidence: Evidence | None) -> tuple[str, int]:
    return (evidence.report, evidence.span.start) if evidence else ("\uffff", 0)


def _first_named(knowledge: Knowledge) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for iri in sorted(knowledge.sources):
        source = knowledge.sources[iri]
        for mention in source.mentions:
            thing = knowledge.things.get(mention.iri)
            if thing is not None and thing.type is EntityType.POLICY and thing.iri not in found:
                found[thing.iri] = _sentence(source, mention.span)
    return found


def _sentence(source: Source, span: Span) -> Evidence:
    """The sentence of a report around a mention."""
    text = source.text
    start = max(text.rfind(end, 0, span.start) for end in _ENDS) + 1
    stop = min((at for end in _ENDS if (at := text.find(end, span.end)) >= 0), default=len(text))
    whole = Span(start, max(stop, span.end))
    section = source.section_at(span.start)
    return Evidence(source.info.iri, whole, whole.of(text).strip(), section.title if section else "")
