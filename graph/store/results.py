"""SPARQL 1.1 Query Results JSON from a server that may send anything; terms come out alike whatever engine wrote them.

ijson reads an answer piece by piece, so that the first rows of a long one cost no more than those rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import ijson
from ijson.common import ObjectBuilder
from rdflib import XSD, BNode, Literal, URIRef
from rdflib.term import Node

from graph.store.endpoint import Reply
from graph.store.trouble import cut, nonsense

#: An RDF term as the format writes it: {"type", "value", "xml:lang"?, "datatype"?}.
Term = dict[str, str]
#: What no label of a blank node holds everywhere; Virtuoso writes nodeID://b1.
_NO_LABEL = re.compile(r"[^A-Za-z0-9]")
#: How events of ijson go down and up, and how deep the format goes at most, with room for what servers add.
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}
_DEEPEST = 12
#: Bytes read at a time: ijson follows all of their brackets before it tells of the first.
_BUFFER = 8_192
_STRING, _BOOLEAN = str(XSD.string), str(XSD.boolean)


@dataclass
class Streamed:
    """An answer whose rows are still coming in. ``variables`` is whole once the rows are read, mostly before."""

    rows: Iterator[dict[str, Term]]
    variables: list[str] = field(default_factory=list)
    boolean: bool | None = None


def stream(reply: Reply) -> Streamed:
    """The answer, its rows read as they are asked for. Raises ServerError for what is no answer."""
    found = Streamed(iter(()))
    events = _events(reply)
    for prefix, event, value in events:
        if prefix == "head.vars.item" and event == "string":
            found.variables.append(value)
        elif prefix == "boolean" and event == "boolean":
            found.boolean = value
            return found
        elif prefix == "results.bindings" and event == "start_array":
            found.rows = _rows(events, found, reply)
            return found
    raise nonsense(reply.where, "no results in it")


def _events(reply: Reply) -> Iterator[tuple[str, str, Any]]:
    depth = 0
    try:
        for prefix, event, value in ijson.parse(reply, buf_size=_BUFFER):
            depth += _STEPS.get(event, 0)
            if depth > _DEEPEST:
                raise nonsense(reply.where, "brackets nested too deeply")
            yield prefix, event, value
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise nonsense(reply.where, _short(error)) from None


def _rows(events: Iterator[tuple[str, str, Any]], found: Streamed, reply: Reply) -> Iterator[dict[str, Term]]:
    row = ObjectBuilder()
    for prefix, event, value in events:
        if prefix == "head.vars.item" and event == "string":
            found.variables.append(value)
        elif prefix == "results.bindings.item" and event == "start_map":
            row = ObjectBuilder()
            row.event(event, value)
        elif prefix == "results.bindings.item" and event not in ("map_key", "end_map"):
            raise nonsense(reply.where, "a row that is no object")
        elif prefix.startswith("results.bindings.item"):
            row.event(event, value)
            if prefix == "results.bindings.item" and event == "end_map":
                yield _row(row.value, reply)


def solutions(reply: Reply) -> list[dict[str, Node]]:
    """All rows of a SELECT as rdflib terms. Raises ServerError for what is no answer, or not a whole one."""
    refuse_partial(reply)
    try:
        bindings = json.loads(reply.read())["results"]["bindings"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise nonsense(reply.where, _short(error)) from None
    if not isinstance(bindings, list):
        raise nonsense(reply.where, "rows that are no list")
    return [{name: to_node(term) for name, term in _row(row, reply).items()} for row in bindings]


def refuse_partial(reply: Reply) -> None:
    """Raises ServerError where the server says that there is more than it gives."""
    if is_partial(reply):
        most = reply.headers.get("x-sparql-maxrows", "its time limit")
        mend = "In virtuoso.ini, section [SPARQL], take ResultSetMaxRows out or raise it, and MaxQueryExecutionTime."
        raise cut(reply.where, most, mend)


def is_partial(reply: Reply) -> bool:
    """Whether the server says that there is more: Virtuoso does, where rows or time were up."""
    return "x-sparql-maxrows" in reply.headers or reply.headers.get("x-sql-state") == "S1TAT"


def _row(row: object, reply: Reply) -> dict[str, Term]:
    if not isinstance(row, dict):
        raise nonsense(reply.where, "a row that is no object")
    return {str(name): _term(term, reply) for name, term in row.items()}


def _term(term: object, reply: Reply) -> Term:
    """The term in one form: no xsd:string, no rdf:langString, and true and false spelled so."""
    if not isinstance(term, dict) or not all(isinstance(part, str) for part in term.values()):
        raise nonsense(reply.where, "a term that is none")
    kind, value = term.get("type"), term.get("value")
    if value is None or kind not in ("uri", "bnode", "literal", "typed-literal"):
        raise nonsense(reply.where, f"a term of type {str(kind)[:40]}")
    if kind == "uri":
        return {"type": "uri", "value": value}
    if kind == "bnode":
        return {"type": "bnode", "value": _NO_LABEL.sub(lambda found: f"x{ord(found[0]):x}", value) or "x"}
    language, datatype = term.get("xml:lang"), term.get("datatype")
    if datatype == _BOOLEAN:
        value = {"1": "true", "0": "false"}.get(value, value)
    extra = {"xml:lang": language} if language else {"datatype": datatype} if datatype not in (None, _STRING) else {}
    return {"type": "literal", "value": value, **extra}


def to_node(term: Term) -> Node:
    """A term as rdflib has it.

    >>> to_node({"type": "literal", "value": "铜", "xml:lang": "zh"})
    rdflib.term.Literal('铜', lang='zh')
    """
    if term["type"] == "uri":
        return URIRef(term["value"])
    if term["type"] == "bnode":
        return BNode(term["value"])
    datatype = term.get("datatype")
    return Literal(term["value"], lang=term.get("xml:lang"), datatype=URIRef(datatype) if datatype else None)


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
