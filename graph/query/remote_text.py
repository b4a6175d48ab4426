"""A query as a server that holds builds is to get it: with a build's own names of graphs, and no more than SPARQL."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rdflib import XSD

from graph.errors import QueryError
from graph.query.guard import OPAQUE
from graph.store import RemoteBuild

#: Functions beside SPARQL's own that only reckon: casts, XPath's, GeoSPARQL's.
FUNCTIONS = (
    str(XSD),
    "http://www.w3.org/2005/xpath-functions",
    "http://www.opengis.net/def/function/geosparql/",
)


def rename_graphs(query: str, build: RemoteBuild) -> str:
    """The query with each IRI and text that begins like a graph's name as the store has it; prefixes are such IRIs too.

    No term of the data is a graph's name, so nothing else changes its meaning.
    """
    ours = f"{build.base}graph/"

    def renamed(found: re.Match[str]) -> str:
        piece = found[0]
        opening = re.match(r"<|\"{3}|'{3}|[\"']", piece)
        if opening is None or not piece.startswith(ours, opening.end()):
            return piece
        return f"{opening[0]}{build.stored(piece[opening.end() :])}"

    return OPAQUE.sub(renamed, query)


def names_graphs(query: str) -> bool:
    """Whether the query asks for named graphs. QueryError where it does so under BASE, which hides their names."""
    code = OPAQUE.sub(" ", query)
    if not re.search(r"(?i)(?<![\w?$:])GRAPH(?![\w:])", code):
        return False
    if re.search(r"(?i)(?<![\w?$:])BASE(?![\w:])", code):
        raise QueryError("BASE and GRAPH do not go together here.", mend="Write whole IRIs, or PREFIX.")
    return True


def limited(query: str, rows: int) -> str:
    """A SELECT that says itself neither how many rows it wants nor in which order, with a limit of ``rows``.

    A server then need not make what nobody reads. An order is left alone: Virtuoso refuses a limit on a long one.

    >>> limited("SELECT * { ?s ?p ?o } # all", 10)
    'SELECT * { ?s ?p ?o } # all\\nLIMIT 10'
    """
    code = OPAQUE.sub(" ", query)
    while (outer := re.sub(r"\{[^{}]*\}", " ", code)) != code:
        code = outer
    own = re.search(r"(?i)(?<![\w?$:])(LIMIT|OFFSET|ORDER|VALUES)(?![\w:])", code)
    return query if own else f"{query}\nLIMIT {rows}"


def refuse_foreign_functions(functions: Iterable[str]) -> None:
    """Raises QueryError for a function of an engine's own: some of Virtuoso's read files and call out."""
    for iri in sorted(functions):
        if not iri.startswith(FUNCTIONS):
            raise QueryError(
                f"{iri[:200]} is no function that may be used here.",
                mend="Use those of SPARQL 1.1.",
                key="query_function",
                values={"function": iri[:200]},
            )
