"""What a free query answers, and the forms it is handed out in."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import Literal

from graph.errors import QueryError
from graph.vocabulary import PREFIXES

Kind = Literal["select", "boolean", "graph"]
#: An RDF term as SPARQL 1.1 Query Results JSON writes it: {"type", "value", "xml:lang"?, "datatype"?}.
Term = dict[str, str]


@dataclass(frozen=True)
class Answer:
    """The answer to a query.

    ``rows`` align with ``variables`` and hold None where a variable is unbound; a CONSTRUCT or DESCRIBE has the
    columns s, p, o, and its ``turtle``. ``truncated`` says that more rows exist than were asked for. ``seconds`` is
    the evaluation alone.
    """

    kind: Kind
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool
    seconds: float
    boolean: bool | None = None
    turtle: str | None = None

    def cells(self) -> list[list[str]]:
        """The rows as text: the plain value of each term, "" where unbound."""
        return [[term["value"] if term else "" for term in row] for row in self.rows]


def as_csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV (W3C): a header, then plain values; line ends are CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    if answer.kind == "boolean":
        writer.writerows([["boolean"], [str(answer.boolean).lower()]])
    else:
        writer.writerow(answer.variables)
        writer.writerows(answer.cells())
    return out.getvalue()


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON (W3C)."""
    if answer.kind == "boolean":
        return json.dumps({"head": {}, "boolean": answer.boolean})
    bindings = [{v: t for v, t in zip(answer.variables, row, strict=True) if t} for row in answer.rows]
    document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_turtle(answer: Answer) -> str:
    """The Turtle of a CONSTRUCT or DESCRIBE. Raises QueryError for the other forms."""
    if answer.turtle is None:
        raise QueryError("Turtle needs a graph.", mend="Use CONSTRUCT or DESCRIBE, or another format.")
    return answer.turtle


def compact(iri: str) -> str:
    """An IRI by our prefixes where one fits.

    >>> compact("https://w3id.org/lianpu/ontology#produces")
    'lp:produces'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri
