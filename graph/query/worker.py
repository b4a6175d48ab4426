"""The child process that evaluates free queries: ``python -m graph.query.worker FOLDER``.

pyoxigraph cannot stop a query, so the parent kills this process instead. One JSON request a line on standard input
({"query", "seconds", "rows"}), one JSON reply a line on standard output.
"""

from __future__ import annotations

import json
import os
import re
import sys
import threading
import time
from itertools import islice
from typing import Any

import pyoxigraph as ox

from graph.errors import LianpuError, QueryError
from graph.query.guard import check, with_prefixes
from graph.vocabulary import PREFIXES

#: Seconds beyond the limit after which an orphan ends itself: a parent that was killed can no longer do it.
_GRACE = 5.0


def main() -> None:
    """Serve requests until standard input closes."""
    store = ox.Store.read_only(sys.argv[1])
    _reply({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        watchdog = threading.Timer(request["seconds"] + _GRACE, os._exit, args=(3,))
        watchdog.daemon = True
        watchdog.start()
        _reply(_answer(store, request["query"], request["rows"]))
        watchdog.cancel()


def _answer(store: ox.Store, text: str, limit: int) -> dict[str, Any]:
    try:
        query = with_prefixes(text)
        check(query)
        started = time.perf_counter()
        result = _evaluate(store, query, limit)
        return {**result, "seconds": time.perf_counter() - started}
    except LianpuError as error:
        return {"error": {"what": error.what, "where": error.where, "mend": error.mend}}


def _evaluate(store: ox.Store, query: str, limit: int) -> dict[str, Any]:
    try:
        result = store.query(query, use_default_graph_as_union=True)
        if isinstance(result, ox.QueryBoolean):
            return {"kind": "boolean", "variables": [], "rows": [], "truncated": False, "boolean": bool(result)}
        if isinstance(result, ox.QueryTriples):
            return _graph(list(islice(result, limit + 1)), limit)
        rows = [[_term(value) for value in solution] for solution in islice(result, limit + 1)]
        variables = [variable.value for variable in result.variables]
        return {"kind": "select", "variables": variables, "rows": rows[:limit], "truncated": len(rows) > limit}
    except SyntaxError as error:
        raise _syntax_error(error) from None
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.") from None


def _syntax_error(error: SyntaxError) -> QueryError:
    place = re.search(r"error at (\d+):\d+: (.*)", error.msg, re.DOTALL)
    if place is None:
        return QueryError(f"The query cannot be read: {error.msg}.")
    return QueryError(f"The query cannot be read: {place[2]}.", where=f"line {place[1]}")


def _graph(triples: list[ox.Triple], limit: int) -> dict[str, Any]:
    kept = triples[:limit]
    turtle = ox.serialize(kept, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    rows = [[_term(t.subject), _term(t.predicate), _term(t.object)] for t in kept]
    return {
        "kind": "graph",
        "variables": ["s", "p", "o"],
        "rows": rows,
        "truncated": len(triples) > limit,
        "turtle": turtle.decode(),
    }


def _term(value: Any) -> dict[str, str] | None:
    if value is None:
        return None
    if isinstance(value, ox.NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, ox.BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, ox.Literal):
        term = {"type": "literal", "value": value.value}
        if value.language:
            term["xml:lang"] = value.language
        elif value.datatype.value != "http://www.w3.org/2001/XMLSchema#string":
            term["datatype"] = value.datatype.value
        return term
    raise QueryError(f"The answer holds a term that cannot be shown: {value}.")


def _reply(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
