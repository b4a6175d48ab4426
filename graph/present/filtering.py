"""What of a graph is looked at: by type, relation, confidence, who checked it, year and report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from graph.model import EntityType, Predicate
from graph.query.values import Fact, Thing

#: What begins the rule of a statement that a person stands behind; the rest names the person.
_CURATED = "curation:"


@dataclass(frozen=True)
class Filters:
    """What is left out: ``types`` and ``relations`` by name, facts less sure than ``least`` (0 to 1), facts that a
    person has (``checked`` False) or has not (True) checked, and all that ``year`` or ``report`` (an IRI) does not say.
    The default leaves nothing out.
    """

    types: frozenset[EntityType] = frozenset()
    relations: frozenset[Predicate] = frozenset()
    least: float = 0.0
    checked: bool | None = None
    year: int | None = None
    report: str | None = None

    @property
    def active(self) -> int:
        """How many of the filters leave something out."""
        set_ones = (self.types, self.relations, self.least, self.checked is not None, self.year, self.report)
        return sum(map(bool, set_ones))


def checked_by(rule: str) -> str | None:
    """Who stands behind a statement with this rule, None where it is a program alone.

    >>> checked_by("curation:李某"), checked_by("quoted")
    ('李某', None)
    """
    return rule.removeprefix(_CURATED) if rule.startswith(_CURATED) else None


def kept(
    facts: Iterable[Fact], filters: Filters, things: Mapping[str, Thing], years: Mapping[str, int]
) -> tuple[Fact, ...]:
    """The facts that the filters let through. ``years`` are those of the reports, by IRI."""
    return tuple(fact for fact in facts if _passes(fact, filters, things, years))


def _passes(fact: Fact, filters: Filters, things: Mapping[str, Thing], years: Mapping[str, int]) -> bool:
    report = fact.evidence.report
    return (
        fact.predicate not in filters.relations
        and fact.confidence >= filters.least
        and filters.checked in (None, checked_by(fact.rule) is not None)
        and filters.year in (None, years.get(report))
        and filters.report in (None, report)
        and all(end in things and things[end].type not in filters.types for end in (fact.subject, fact.object))
    )


def visible(
    shown: Iterable[str],
    facts: Collection[Fact],
    left: Collection[Fact],
    filters: Filters,
    things: Mapping[str, Thing],
    *,
    keep: Collection[str] = (),
) -> tuple[str, ...]:
    """Which of the names ``shown`` are to be seen: of no type that is left out, and not one that has facts with the
    others but none among those that are ``left`` after filtering; those in ``keep`` always."""
    joined, still = _ends(facts), _ends(left)
    return tuple(
        iri
        for iri in shown
        if iri in keep or (things[iri].type not in filters.types and (iri in still or iri not in joined))
    )


def _ends(facts: Iterable[Fact]) -> set[str]:
    return {end for fact in facts for end in (fact.subject, fact.object)}
