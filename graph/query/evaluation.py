"""Evaluates one free query on a store of this process: admitted by the guard, bounded, and written to its last byte."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Container
from functools import lru_cache
from typing import Any

import pyoxigraph as ox

from graph.errors import LianpuError, QueryError
from graph.query.guard import Examined, admit, check_graphs, examine, with_prefixes
from graph.query.writing import keep, write_boolean, write_graph, write_rows
from graph.query.written import GraphShape, RowsShape

#: A head, which is JSON, and the bytes that follow it.
Reply = tuple[dict[str, Any], bytes]
_TRIPLE = ("s", "p", "o")


class _Graphs(Container[str]):
    """The named graphs of a store, asked one by one: there may be many."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def __contains__(self, iri: object) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(str(iri)))
        except ValueError:
            return False


class Evaluator:
    """Answers requests over a store, one at a time.

    A request has ``query``; ``rows``, the most that are wanted; ``dataset``, the graphs that it sees, None for all;
    ``forms``, those that the caller can use, None for any; and ``shapes``, the names of the shapes in which rows and
    graphs are to be written.
    """

    def __init__(self, store: ox.Store) -> None:
        self._store = store
        self._graphs = _Graphs(store)
        self._admit = lru_cache(maxsize=128)(self._examined)

    def answer(self, request: dict[str, Any]) -> Reply:
        """The answer, or what is wrong with the request as ``error``. Raises nothing."""
        try:
            query, examined = self._admit(request["query"])
            _check_form(examined, request["forms"])
            dataset = self._dataset(request["dataset"], examined)
            started = time.perf_counter()
            head, body = self._evaluate(query, dataset, request)
            return {**head, "seconds": time.perf_counter() - started}, body
        except LianpuError as error:
            return {"error": _told(error)}, b""

    def _examined(self, text: str) -> tuple[str, Examined]:
        query = with_prefixes(text)
        return query, admit(query, self._graphs)

    def _dataset(self, asked: dict[str, list[str]] | None, examined: Examined) -> dict[str, Any]:
        """Which graphs the query sees: those that the protocol names, else those after FROM, else all."""
        if asked is None:
            return {"use_default_graph_as_union": not examined.has_dataset}
        check_graphs([*asked["default"], *asked["named"]], self._graphs)
        return {
            "default_graph": [ox.NamedNode(iri) for iri in asked["default"]],
            "named_graphs": [ox.NamedNode(iri) for iri in asked["named"]],
        }

    def _evaluate(self, query: str, dataset: dict[str, Any], request: dict[str, Any]) -> Reply:
        try:
            return _write(self._store.query(query, **dataset), request)
        except SyntaxError as error:
            examine(query, self._graphs)  # says better what is wrong, where it sees it too
            raise _syntax_error(error) from None
        except (RuntimeError, OSError, ValueError) as error:
            raise QueryError(f"The query cannot be answered: {error}.") from None
        except MemoryError:
            raise QueryError(
                "The query asked for more memory than it may have.",
                mend="Add a LIMIT, or narrow the patterns.",
                key="query_memory",
            ) from None


def _write(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples, request: dict[str, Any]) -> Reply:
    """An answer in its shape; without shapes rows as SPARQL JSON, and a graph's triples as JSON rows of terms."""
    shapes: tuple[RowsShape, GraphShape | None] = request["shapes"] or ("json", None)
    rows, graph = shapes
    if isinstance(found, ox.QueryBoolean):
        return {"kind": "boolean", "truncated": False}, write_boolean(bool(found), rows)
    if isinstance(found, ox.QuerySolutions):
        body, truncated = write_rows(found, rows, request["rows"])
        return {"kind": "select", "truncated": truncated}, body
    if graph is not None:
        body, truncated = write_graph(found, graph, request["rows"])
    else:
        cells, truncated = keep(found, request["rows"])
        body = json.dumps({"variables": _TRIPLE, "rows": cells}).encode()
    return {"kind": "graph", "truncated": truncated}, body


def _check_form(examined: Examined, forms: list[str] | None) -> None:
    if forms is not None and examined.form not in forms:
        raise QueryError(
            f"No form that was asked for can hold the answer to {examined.form}.",
            mend="SELECT and ASK give rows, CONSTRUCT and DESCRIBE a graph.",
            key="query_form",
            values={"form": examined.form},
        )


def _syntax_error(error: SyntaxError) -> QueryError:
    """Oxigraph's own refusal. Its list of what it expected runs over many lines, so only the first words are kept."""
    place = re.search(r"error at (\d+):\d+: (.*)", error.msg, re.DOTALL)
    said = place[2] if place else error.msg
    known = re.search(r"Prefix not found|Duplicated variable[^,]*|The SELECT contains[^,]*", said)
    near = known[0] if known else said[:80]
    where = f"line {place[1]}" if place else None
    return QueryError(f"The query cannot be read: {near}.", where=where, key="query_syntax", values={"near": near})


def _told(error: LianpuError) -> dict[str, Any]:
    words = {name: str(value) for name, value in error.values.items()}
    return {"what": error.what, "where": error.where, "mend": error.mend, "key": error.key, "values": words}
