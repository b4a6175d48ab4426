"""The forms that answers are handed out in, and which one a client gets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from graph.endpoint.accept import choose
from graph.endpoint.faults import RequestError
from graph.query.answer import (
    Answer,
    Kind,
    as_csv,
    as_json,
    as_jsonld,
    as_ntriples,
    as_rdfxml,
    as_tsv,
    as_turtle,
    as_xml,
)
from graph.query.guard import Form

HTML = "text/html"


@dataclass(frozen=True)
class Format:
    """A form of an answer: ``name`` for the ``format`` parameter, what it is sent as, what else it is asked for as."""

    name: str
    media_type: str
    write: Callable[[Answer], str]
    also: tuple[str, ...] = ()
    #: The IRI that the W3C gave it: https://www.w3.org/ns/formats/
    iri: str = ""

    @property
    def asked_as(self) -> tuple[str, ...]:
        """Every media type that asks for it."""
        return (self.media_type, *self.also)


_W3C = "http://www.w3.org/ns/formats/"
#: For SELECT and ASK; the first where the client does not mind.
ROWS = (
    Format(
        "json",
        "application/sparql-results+json",
        as_json,
        ("application/json",),
        f"{_W3C}SPARQL_Results_JSON",
    ),
    Format(
        "xml",
        "application/sparql-results+xml",
        as_xml,
        ("application/xml", "text/xml"),
        f"{_W3C}SPARQL_Results_XML",
    ),
    Format("csv", "text/csv", as_csv, (), f"{_W3C}SPARQL_Results_CSV"),
    Format("tsv", "text/tab-separated-values", as_tsv, (), f"{_W3C}SPARQL_Results_TSV"),
)
#: For CONSTRUCT and DESCRIBE, and all that is described.
GRAPHS = (
    Format("turtle", "text/turtle", as_turtle, ("application/x-turtle",), f"{_W3C}Turtle"),
    Format("ntriples", "application/n-triples", as_ntriples, ("text/plain",), f"{_W3C}N-Triples"),
    Format("xml", "application/rdf+xml", as_rdfxml, ("application/xml", "text/xml"), f"{_W3C}RDF_XML"),
    Format("json", "application/ld+json", as_jsonld, ("application/json",), f"{_W3C}JSON-LD"),
)
#: Other names that clients give a format.
_SAME = {"jsonld": "json", "json-ld": "json", "rdfxml": "xml", "rdf+xml": "xml", "ttl": "turtle", "nt": "ntriples"}


@dataclass(frozen=True)
class Wanted:
    """What a client can use: a form for rows, one for graphs; None where it can use neither of ours."""

    rows: Format | None
    graphs: Format | None

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of query whose answer the client can use."""
        rows: tuple[Form, ...] = ("SELECT", "ASK") if self.rows else ()
        graphs: tuple[Form, ...] = ("CONSTRUCT", "DESCRIBE") if self.graphs else ()
        return rows + graphs

    def format_for(self, kind: Kind) -> Format:
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
    if by_name.forms:
        found = Wanted(by_name.rows or found.rows, by_name.graphs or found.graphs)
    if not found.forms:
        raise not_acceptable((*ROWS, *GRAPHS))
    return found


def graph_format(accept: str | None) -> Format | None:
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
    offers = [media_type for item in (*ROWS, *GRAPHS) for media_type in item.asked_as]
    return choose([*offers, HTML], accept) == HTML


def not_acceptable(formats: tuple[Format, ...]) -> RequestError:
    """The refusal of an Accept header that none of ``formats`` meets."""
    return RequestError(
        406,
        "No form that was asked for can hold the answer.",
        mend=f"Accept one of {', '.join(item.media_type for item in formats)}.",
    )


def _best(formats: tuple[Format, ...], accept: str | None) -> Format | None:
    best = choose([media_type for item in formats for media_type in item.asked_as], accept)
    return next((item for item in formats if best in item.asked_as), None)


def _named(formats: tuple[Format, ...], name: str | None) -> Format | None:
    wanted = _SAME.get((name or "").lower(), (name or "").lower())
    return next((item for item in formats if wanted in (item.name, *item.asked_as)), None)
