"""The forms that answers are handed out in, and which one a client gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from graph.endpoint.accept import choose
from graph.endpoint.faults import RequestError
from graph.query.answer import Kind
from graph.query.written import GraphShape, RowsShape, Shapes

Shape = TypeVar("Shape", RowsShape, GraphShape, covariant=True)
HTML = "text/html"


@dataclass(frozen=True)
class Format(Generic[Shape]):
    """A form of an answer: ``name`` for the ``format`` parameter, what it is sent as, what else it is asked for as."""

    name: str
    media_type: str
    shape: Shape
    also: tuple[str, ...] = ()
    #: The IRI that the W3C gave it: https://www.w3.org/ns/formats/
    iri: str = ""

    @property
    def asked_as(self) -> tuple[str, ...]:
        """Every media type that asks for it."""
        return (self.media_type, *self.also)


AnyFormat = Format[RowsShape] | Format[GraphShape]
_W3C = "http://www.w3.org/ns/formats/"
#: For SELECT and ASK; the first where the client does not mind.
ROWS: tuple[Format[RowsShape], ...] = (
    Format(
        "json",
        "application/sparql-results+json",
        "json",
        ("application/json",),
        f"{_W3C}SPARQL_Results_JSON",
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        "xml",
        ("application/xml", "text/xml"),
        f"{_W3C}SPARQL_Results_XML",
    ),
    Format("csv", "text/csv", "csv", (), f"{_W3C}SPARQL_Results_CSV"),
    Format("tsv", "text/tab-separated-values", "tsv", (), f"{_W3C}SPARQL_Results_TSV"),
)
#: For CONSTRUCT and DESCRIBE, and all that is described.
GRAPHS: tuple[Format[GraphShape], ...] = (
    Format("turtle", "text/turtle", "turtle", ("application/x-turtle",), f"{_W3C}Turtle"),
    Format("ntriples", "application/n-triples", "ntriples", ("text/plain",), f"{_W3C}N-Triples"),
    Format("xml", "application/rdf+xml", "rdfxml", ("application/xml", "text/xml"), f"{_W3C}RDF_XML"),
    Format("json", "application/ld+json", "jsonld", ("application/json",), f"{_W3C}JSON-LD"),
)
FORMATS: tuple[AnyFormat, ...] = (*ROWS, *GRAPHS)
#: Other names that clients give a format.
_SAME = {"jsonld": "json", "json-ld": "json", "rdfxml": "xml", "rdf+xml": "xml", "ttl": "turtle", "nt": "ntriples"}


@dataclass(frozen=True)
class Wanted:
    """What a client can use: a form for rows, one for graphs; None where it can use neither of ours."""

    rows: Format[RowsShape] | None
    graphs: Format[GraphShape] | None

    @property
    def shapes(self) -> Shapes:
        """How the answer is to be written."""
        return Shapes(self.rows.shape if self.rows else None, self.graphs.shape if self.graphs else None)

    def format_for(self, kind: Kind) -> AnyFormat:
        """The form for an answer. Raises RequestError (406) where the client can use none."""
        found = self.graphs if kind == "graph" else self.rows
        if found is None:
            raise not_acceptable(GRAPHS if kind == "graph" else ROWS)
        return found


def wanted_by(accept: str | None, name: str | None = None) -> Wanted:
    """What a client wants by its Accept header, or by the ``format`` parameter where that names one of ours.

    Raises RequestError (406) where it can use nothing that there is.
    """
    found = Wanted(_best(ROWS, accept), _best(GRAPHS, accept))
    by_name = Wanted(_named(ROWS, name), _named(GRAPHS, name))
    if by_name.rows or by_name.graphs:
        found = Wanted(by_name.rows or found.rows, by_name.graphs or found.graphs)
    if not (found.rows or found.graphs):
        raise not_acceptable(FORMATS)
    return found


def graph_format(accept: str | None) -> Format[GraphShape] | None:
    """The form of RDF that an Accept header likes best, None where it likes a page better.

    Raises RequestError (406).
    """
    offers = [HTML, *(media_type for item in GRAPHS for media_type in item.asked_as)]
    best = choose(offers, accept)
    if best is None:
        raise not_acceptable(GRAPHS)
    return next((item for item in GRAPHS if best in item.asked_as), None)


def prefers_page(accept: str | None) -> bool:
    """Whether an Accept header likes a page better than any form of an answer, as a browser's does."""
    offers = [media_type for item in FORMATS for media_type in item.asked_as]
    return choose([*offers, HTML], accept) == HTML


def not_acceptable(formats: Iterable[AnyFormat]) -> RequestError:
    """The refusal of an Accept header that none of ``formats`` meets."""
    return RequestError(
        406,
        "No form that was asked for can hold the answer.",
        mend=f"Accept one of {', '.join(item.media_type for item in formats)}.",
    )


def _best(formats: Sequence[Format[Shape]], accept: str | None) -> Format[Shape] | None:
    best = choose([media_type for one in formats for media_type in one.asked_as], accept)
    return _first(formats, lambda one: best in one.asked_as)


def _named(formats: Sequence[Format[Shape]], name: str | None) -> Format[Shape] | None:
    wanted = _SAME.get((name or "").lower(), (name or "").lower())
    return _first(formats, lambda one: wanted in (one.name, *one.asked_as))


def _first(formats: Iterable[Format[Shape]], fits: Callable[[AnyFormat], bool]) -> Format[Shape] | None:
    for one in formats:
        if fits(one):
            return one
    return None
