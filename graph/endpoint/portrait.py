"""How big the graph is and what it is made of, for its descriptions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import QueryTimeoutError
from graph.query.answer import Answer

#: Classes, predicates and named graphs that a description lists.
MOST = 500
_PARTS = {
    "graphs": "SELECT ?x (COUNT(*) AS ?n) { GRAPH ?x { ?s ?p ?o } } GROUP BY ?x ORDER BY ?x",
    "classes": "SELECT ?x (COUNT(DISTINCT ?s) AS ?n) { ?s a ?x } GROUP BY ?x ORDER BY DESC(?n) ?x",
    "predicates": "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x ORDER BY DESC(?n) ?x",
    "examples": "SELECT ?x ?n { ?x a lp:Enterprise BIND(1 AS ?n) } ORDER BY ?x LIMIT 3",
}


@dataclass(frozen=True)
class Portrait:
    """Each part as IRIs with counts; empty where the graph is too big to count in the time that a query has."""

    graphs: tuple[tuple[str, int], ...] = ()
    classes: tuple[tuple[str, int], ...] = ()
    predicates: tuple[tuple[str, int], ...] = ()
    examples: tuple[tuple[str, int], ...] = ()

    @property
    def triples(self) -> int:
        """How many triples the named graphs hold together."""
        return sum(count for _, count in self.graphs)


def portray(run: Callable[[str], Answer]) -> Portrait:
    """The portrait of the graph that ``run`` asks. Raises QueryBusyError where its questions find no place."""
    return Portrait(**{name: _counts(run, query) for name, query in _PARTS.items()})


def _counts(run: Callable[[str], Answer], query: str) -> tuple[tuple[str, int], ...]:
    try:
        answer = run(f"{query} LIMIT {MOST}" if "LIMIT" not in query else query)
    except QueryTimeoutError:
        return ()
    found = ((row[0], row[1]) for row in answer.rows)
    return tuple((iri["value"], int(count["value"])) for iri, count in found if iri and count and iri["type"] == "uri")
