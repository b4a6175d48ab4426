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
from collections.abc import Iterable, Iterator
from typing import Any

import pyoxigraph as ox

from graph.errors import LianpuError, QueryError
from graph.query.guard import check, with_prefixes
from graph.vocabulary import PREFIXES

#: Seconds beyond the limit after which an orphan ends itself: a parent that was killed can no longer do it.
_GRACE = 5.0
#: Bytes of address space that a worker may take: one query cannot take the machine's memory.
MAX_MEMORY = 2 * 1024**3
#: Characters of values in one answer.
MAX_CHARACTERS = 10_000_000


def main() -> None:
    """Serve requests until standard input closes."""
    _limit_memory()
    store = ox.Store.read_only(sys.argv[1])
    _reply({"ready": True})
    for line in sys.stdin:
        request = json.loads(line)
        watchdog = threading.Timer(request["seconds"] + _GRACE, os._exit, args=(3,))
        watchdog.daemon = True
        watchdog.start()
        _reply(_answer(store, request["query"], request["rows"]))
        watchdog.cancel()


def _limit_memory() -> None:
    """Where the system has such a limit (not on Windows), a worker that asks for more memory than it may have ends."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _answer(store: ox.Store, text: str, limit: int) -> dict[str, Any]:
    try:
        query = with_prefixes(text)
        check(query)
        started = time.perf_counter()
        result = _evaluate(store, query, limit)
        return {**result, "seconds": time.perf_counter() - started}
    except LianpuError as error:
        words = {name: str(value) for name, value in error.values.items()}
        return {
            "error": {"what": error.what, "where": error.where, "mend": error.mend, "key": error.key, "values": words}
        }


def _evaluate(store: ox.Store, query: str, limit: int) -> dict[str, Any]:
    try:
        result = store.query(query, use_default_graph_as_union=True)
        if isinstance(result, ox.QueryBoolean):
            return {"kind": "boolean", "variables": [], "rows": [], "truncated": False, "boolean": bool(result)}
        if isinstance(result, ox.QueryTriples):
            return _graph(result, limit)
        variables = [variable.value for variable in result.variables]
        rows, truncated = _bounded(([_term(value) for value in solution] for solution in result), limit)
        return {"kind": "select", "variables": variables, "rows": rows, "truncated": truncated}
    except SyntaxError as error:
        raise _syntax_error(error) from None
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.") from None


def _syntax_error(error: SyntaxError) -> QueryError:
    """Oxigraph's own refusal. Its list of what it expected runs over many lines, so only the first words are kept."""
    place = re.search(r"error at (\d+):\d+: (.*)", error.msg, re.DOTALL)
    said = place[2] if place else error.msg
    known = re.search(r"Prefix not found|Duplicated variable[^,]*", said)
    near = known[0] if known else said[:80]
    where = f"line {place[1]}" if place else None
    return QueryError(f"The query cannot be read: {near}.", where=where, key="query_syntax", values={"near": near})


def _graph(triples: Iterable[ox.Triple], limit: int) -> dict[str, Any]:
    kept: list[ox.Triple] = []

    def cells() -> Iterator[list[dict[str, str] | None]]:
        for triple in triples:
            kept.append(triple)
            yield [_term(triple.subject), _term(triple.predicate), _term(triple.object)]

    rows, truncated = _bounded(cells(), limit)
    turtle = ox.serialize(kept[: len(rows)], format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b""
    return {
        "kind": "graph",
        "variables": ["s", "p", "o"],
        "rows": rows,
        "truncated": truncated,
        "turtle": turtle.decode(),
    }


def _bounded(rows: Iterable[list[dict[str, str] | None]], limit: int) -> tuple[list[Any], bool]:
    """The first rows, up to ``limit`` of them and MAX_CHARACTERS of text, and whether there were more."""
    kept: list[Any] = []
    size = 0
    for row in rows:
        size += sum(len(term["value"]) for term in row if term)
        if len(kept) == limit or size > MAX_CHARACTERS:
            return kept, True
        kept.append(row)
    return kept, False


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
