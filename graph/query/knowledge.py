"""All that the graph holds for questions that span it: loaded once, shared, never changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.errors import QueryError
from graph.model import Predicate
from graph.query import chains as chain_questions
from graph.query import questions
from graph.query.values import ChainView, Fact, Figure, Link, ReportInfo, Seat, Source, Thing
from graph.store import GraphStore


@dataclass(frozen=True)
class Knowledge:
    """Entities (by IRI), statements and figures about them, the reports (by IRI), and the chains that they fill."""

    things: Mapping[str, Thing]
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]
    sources: Mapping[str, Source]
    chains: tuple[ChainView, ...]

    @cached_property
    def _from(self) -> Mapping[str, tuple[Fact, ...]]:
        return _by_end(self.facts, lambda fact: fact.subject)

    @cached_property
    def _to(self) -> Mapping[str, tuple[Fact, ...]]:
        return _by_end(self.facts, lambda fact: fact.object)

    @cached_property
    def links(self) -> Mapping[str, Link]:
        """The links of all chains by IRI."""
        return {link.iri: link for view in self.chains for link in view.links}

    @cached_property
    def seats_of(self) -> Mapping[str, tuple[tuple[Link, Seat], ...]]:
        """Where each entity sits, by its IRI."""
        found: defaultdict[str, list[tuple[Link, Seat]]] = defaultdict(list)
        for link in self.links.values():
            for seat in link.seats:
                found[seat.thing.iri].append((link, seat))
        return {iri: tuple(seats) for iri, seats in found.items()}

    def source(self, report: str) -> Source:
        """A report by IRI. Raises QueryError where the graph holds no such report."""
        if report not in self.sources:
            raise QueryError("The graph holds no such report.", where=report, mend="Open one from the list.")
        return self.sources[report]

    def facts_from(self, iri: str, predicate: Predicate | None = None) -> tuple[Fact, ...]:
        """The statements that an entity is the subject of, all or those with one predicate."""
        return _with(self._from.get(iri, ()), predicate)

    def facts_to(self, iri: str, predicate: Predicate | None = None) -> tuple[Fact, ...]:
        """The statements that an entity is the object of, all or those with one predicate."""
        return _with(self._to.get(iri, ()), predicate)


def load_knowledge(store: GraphStore) -> Knowledge:
    """Everything, in one go."""
    things = questions.things(store)
    return Knowledge(
        things=things,
        facts=questions.all_facts(store),
        figures=questions.figures(store),
        sources={info.iri: _source(store, info) for info in questions.reports(store)},
        chains=chain_questions.views(store, things),
    )


def _source(store: GraphStore, info: ReportInfo) -> Source:
    iri = info.iri
    return Source(
        info, questions.report_text(store, iri), questions.sections(store, iri), questions.mentions(store, iri)
    )


def _by_end(facts: Iterable[Fact], end: Callable[[Fact], str]) -> dict[str, tuple[Fact, ...]]:
    found: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[end(fact)].append(fact)
    return {iri: tuple(those) for iri, those in found.items()}


def _with(facts: tuple[Fact, ...], predicate: Predicate | None) -> tuple[Fact, ...]:
    return facts if predicate is None else tuple(fact for fact in facts if fact.predicate is predicate)
