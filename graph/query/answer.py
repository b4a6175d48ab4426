"""What a free query answers, and the forms it is handed out in."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from graph.errors import QueryError
from graph.vocabulary import PREFIXES

Kind = Literal["select", "boolean", "graph"]
#: An RDF term as SPARQL 1.1 Query Results JSON writes it: {"type", "value", "xml:lang"?, "datatype"?}.
Term = dict[str, str]

#: What XML 1.0 cannot hold, however it is escaped.
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The end of a predicate that RDF/XML can take for an element's name.
_ELEMENT = re.compile(r"[^\W\d][\w.-]*$")
_RESULTS = "http://www.w3.org/2005/sparql-results#"


@dataclass(frozen=True)
class Answer:
    """The answer to a query.

    ``rows`` align with ``variables`` and hold None where a variable is unbound; a CONSTRUCT or DESCRIBE has the
    columns s, p, o. ``truncated`` says that more rows exist than were asked for. ``seconds`` is the evaluation alone.
    """

    kind: Kind
    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    truncated: bool
    seconds: float
    boolean: bool | None = None

    def cells(self) -> list[list[str]]:
        """The rows as text: the plain value of each term, "" where unbound."""
        return [[term["value"] if term else "" for term in row] for row in self.rows]

    @cached_property
    def turtle(self) -> str | None:
        """The Turtle of a CONSTRUCT or DESCRIBE, None for the other forms."""
        return _serialize(self, ox.RdfFormat.TURTLE) if self.kind == "graph" else None


def as_csv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results CSV (W3C): a header, then plain values; line ends are CRLF."""
    out = io.StringIO()
    writer = csv.writer(out)
    if answer.kind == "boolean":
        writer.writerows([["boolean"], [str(answer.boolean).lower()]])
    else:
        writer.writerow(answer.variables)
        writer.writerows([_plain(term) for term in row] for row in answer.rows)
    return out.getvalue()


def as_tsv(answer: Answer) -> str:
    """SPARQL 1.1 Query Results TSV (W3C): a header of ?variables, then terms as Turtle writes them."""
    if answer.kind == "boolean":
        return f"?boolean\n{str(answer.boolean).lower()}\n"
    lines = ["\t".join(f"?{variable}" for variable in answer.variables)]
    lines += ["\t".join(str(_node(term)) if term else "" for term in row) for row in answer.rows]
    return "\n".join(lines) + "\n"


def as_json(answer: Answer) -> str:
    """SPARQL 1.1 Query Results JSON (W3C)."""
    if answer.kind == "boolean":
        return json.dumps({"head": {}, "boolean": answer.boolean})
    bindings = [{v: t for v, t in zip(answer.variables, row, strict=True) if t} for row in answer.rows]
    document = {"head": {"vars": list(answer.variables)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2)


def as_xml(answer: Answer) -> str:
    """SPARQL Query Results XML (W3C). A character that XML cannot hold becomes U+FFFD."""
    head = "".join(f"<variable name={quoteattr(variable)}/>" for variable in answer.variables)
    if answer.kind == "boolean":
        body = f"<boolean>{str(answer.boolean).lower()}</boolean>"
    else:
        results = (
            "".join(
                f"<binding name={quoteattr(variable)}>{_xml_term(term)}</binding>"
                for variable, term in zip(answer.variables, row, strict=True)
                if term
            )
            for row in answer.rows
        )
        body = "<results>\n" + "".join(f"<result>{result}</result>\n" for result in results) + "</results>"
    declared = f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{_RESULTS}">\n'
    return f"{declared}<head>{head}</head>\n{body}\n</sparql>\n"


def as_turtle(answer: Answer) -> str:
    """The Turtle of a CONSTRUCT or DESCRIBE. Raises QueryError for the other forms."""
    return _graph(answer, ox.RdfFormat.TURTLE, "Turtle")


def as_ntriples(answer: Answer) -> str:
    """The N-Triples of a CONSTRUCT or DESCRIBE. Raises QueryError for the other forms."""
    return _graph(answer, ox.RdfFormat.N_TRIPLES, "N-Triples")


def as_jsonld(answer: Answer) -> str:
    """The JSON-LD of a CONSTRUCT or DESCRIBE. Raises QueryError for the other forms."""
    return _graph(answer, ox.RdfFormat.JSON_LD, "JSON-LD")


def as_rdfxml(answer: Answer) -> str:
    """The RDF/XML of a CONSTRUCT or DESCRIBE. A character that XML cannot hold becomes U+FFFD.

    Raises QueryError for the other forms, and for a predicate that RDF/XML has no way to write.
    """
    for _, predicate, _ in answer.rows if answer.kind == "graph" else ():
        if predicate is None or not _ELEMENT.search(predicate["value"]):
            raise QueryError(
                "RDF/XML has no way to write one of the predicates.", mend="Use another format.", key="query_form"
            )
    return _graph(answer, ox.RdfFormat.RDF_XML, "RDF/XML")


def compact(iri: str) -> str:
    """An IRI by our prefixes where one fits.

    >>> compact("https://w3id.org/lianpu/ontology#produces")
    'lp:produces'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and "/" not in iri[len(namespace) :]:
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _graph(answer: Answer, form: ox.RdfFormat, name: str) -> str:
    if answer.kind != "graph":
        raise QueryError(
            f"{name} needs a graph.", mend="Use CONSTRUCT or DESCRIBE, or another format.", key="query_form"
        )
    return _serialize(answer, form)


def _serialize(answer: Answer, form: ox.RdfFormat) -> str:
    clean = form == ox.RdfFormat.RDF_XML
    triples = [_triple(row, clean=clean) for row in answer.rows]
    iris = {term[key] for row in answer.rows for term in row if term for key in ("value", "datatype") if key in term}
    used = {prefix: start for prefix, start in PREFIXES.items() if any(iri.startswith(start) for iri in iris)}
    return (ox.serialize(triples, format=form, prefixes=used) or b"").decode()


def _triple(row: Sequence[Term | None], *, clean: bool) -> ox.Triple:
    subject, predicate, value = (_node(term, clean=clean) for term in row if term)
    # A literal can be neither: the terms come from triples.
    assert not isinstance(subject, ox.Literal) and isinstance(predicate, ox.NamedNode)  # noqa: S101
    return ox.Triple(subject, predicate, value)


def _node(term: Term, *, clean: bool = False) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    value = term["value"]
    if term["type"] == "uri":
        return ox.NamedNode(value)
    if term["type"] == "bnode":
        return ox.BlankNode(value)
    if clean:
        value = NO_XML.sub("\ufffd", value)
    if "datatype" in term:
        return ox.Literal(value, datatype=ox.NamedNode(term["datatype"]))
    return ox.Literal(value, language=term.get("xml:lang"))


def _plain(term: Term | None) -> str:
    if term is None:
        return ""
    return f"_:{term['value']}" if term["type"] == "bnode" else term["value"]


def _xml_term(term: Term) -> str:
    value = escape(NO_XML.sub("\ufffd", term["value"]), {"\r": "&#13;"})
    if term["type"] != "literal":
        return f"<{term['type']}>{value}</{term['type']}>"
    extra = f" datatype={quoteattr(term['datatype'])}" if "datatype" in term else ""
    if "xml:lang" in term:
        extra = f" xml:lang={quoteattr(term['xml:lang'])}"
    return f"<literal{extra}>{value}</literal>"
