"""The child process that evaluates free queries. pyoxigraph cannot stop a query, so the parent kills this process.

``python -m graph.query.worker FOLDER MEGABYTES`` serves one JSON request a line on standard input with one JSON reply a
line on standard output. With a socket's number as third argument it starts no store itself: for every file descriptor
that comes through the socket it forks a child that serves there. A fork has all modules loaded, so that the next query
need not wait for them where the last one was killed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Container, Iterable, Iterator
from functools import lru_cache
from typing import Any, TextIO

import psutil
import pyoxigraph as ox

from graph.errors import LianpuError, QueryError
from graph.query.guard import Examined, check_graphs, examine, with_prefixes

#: Seconds beyond the limit after which an orphan ends: a parent that was killed can no longer do it.
_GRACE = 5.0
#: Characters of values in one answer.
MAX_CHARACTERS = 10_000_000
#: Bytes of memory after which a worker serves no other query: what one query took goes back to the machine.
_FAT = 256 * 1024**2
#: How far a query stands back behind the pages.
_NICENESS = 5

#: The parser's first text takes it far longer than any other, so it has seen one before there are children.
_FIRST = "SELECT DISTINCT ?s (COUNT(?o) AS ?n) { ?s <a:a>/<a:b>* ?o FILTER(?o > 1 && REGEX(STR(?s), 'x')) } GROUP BY ?s"

#: A query with its prefixes, and what the guard found.
Admitted = tuple[str, Examined]


class _Graphs(Container[str]):
    """The named graphs of a store, asked one by one: there may be many."""

    def __init__(self, store: ox.Store) -> None:
        self._store = store

    def __contains__(self, iri: object) -> bool:
        try:
            return self._store.contains_named_graph(ox.NamedNode(str(iri)))
        except ValueError:
            return False


def main() -> None:
    """Serve until the parent closes its end."""
    folder, megabytes, *rest = sys.argv[1:]
    if rest:
        _fork_for(socket.socket(fileno=int(rest[0])), folder, int(megabytes))
    else:
        serve(folder, int(megabytes), sys.stdin, sys.stdout)


def _fork_for(control: socket.socket, folder: str, megabytes: int) -> None:
    if sys.platform == "win32":
        raise NotImplementedError("Windows has no fork.")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    examine(_FIRST)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            with socket.socket(fileno=descriptors[0]) as line:
                serve(folder, megabytes, line.makefile("r", encoding="utf-8"), line.makefile("w", encoding="utf-8"))
            os._exit(0)
        os.close(descriptors[0])


def serve(folder: str, megabytes: int, requests: TextIO, replies: TextIO) -> None:
    """Answer each request in turn, until there is none or this process has grown too fat for another."""
    store = ox.Store.read_only(folder)
    graphs = _Graphs(store)
    _limit(megabytes)

    @lru_cache(maxsize=128)
    def admit(text: str) -> Admitted:
        query = with_prefixes(text)
        return query, examine(query, graphs)

    _reply(replies, {"ready": True, "pid": os.getpid()})
    for line in requests:
        request = json.loads(line)
        cancel = _end_after(request["seconds"] + _GRACE)
        reply = _answer(store, request, admit, graphs)
        cancel()
        last = psutil.Process().memory_info().rss > _FAT
        _reply(replies, {**reply, "last": last})
        if last:
            return


def _limit(megabytes: int) -> None:
    """Where the system has such limits (not on Windows): a worker that asks for more memory than it may have ends,
    without a dump of it on disk; and the pages come first."""
    if sys.platform != "win32":
        import resource

        most = psutil.Process().memory_info().vms + megabytes * 1024**2
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_NICENESS)


def _end_after(seconds: float) -> Callable[[], object]:
    """End this process then, whatever it does; the answer calls that off."""
    if sys.platform == "win32":
        watchdog = threading.Timer(seconds, os._exit, args=(3,))
        watchdog.daemon = True
        watchdog.start()
        return watchdog.cancel
    else:  # noqa: RET505 - the type checker reads a platform's branch only in this form
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(
    store: ox.Store, request: dict[str, Any], admit: Callable[[str], Admitted], graphs: Container[str]
) -> dict[str, Any]:
    try:
        query, examined = admit(request["query"])
        if request["forms"] is not None and examined.form not in request["forms"]:
            raise QueryError(
                f"No form that was asked for can hold the answer to {examined.form}.",
                mend="SELECT and ASK give rows, CONSTRUCT and DESCRIBE a graph.",
                key="query_form",
                values={"form": examined.form},
            )
        dataset = _dataset(request["dataset"], examined, graphs)
        started = time.perf_counter()
        result = _evaluate(store, query, dataset, request["rows"])
        return {**result, "seconds": time.perf_counter() - started}
    except LianpuError as error:
        words = {name: str(value) for name, value in error.values.items()}
        return {
            "error": {"what": error.what, "where": error.where, "mend": error.mend, "key": error.key, "values": words}
        }


def _dataset(asked: dict[str, list[str]] | None, examined: Examined, graphs: Container[str]) -> dict[str, Any]:
    """Which graphs the query sees: those that the protocol names, else those after FROM, else all."""
    if asked is None:
        return {"use_default_graph_as_union": not examined.has_dataset}
    check_graphs([*asked["default"], *asked["named"]], graphs)
    return {
        "default_graph": [ox.NamedNode(iri) for iri in asked["default"]],
        "named_graphs": [ox.NamedNode(iri) for iri in asked["named"]],
    }


def _evaluate(store: ox.Store, query: str, dataset: dict[str, Any], limit: int) -> dict[str, Any]:
    try:
        result = store.query(query, **dataset)
        if isinstance(result, ox.QueryBoolean):
            return {"kind": "boolean", "variables": [], "rows": [], "truncated": False, "boolean": bool(result)}
        if isinstance(result, ox.QueryTriples):
            rows, truncated = _bounded(_cells(result), limit)
            return {"kind": "graph", "variables": ["s", "p", "o"], "rows": rows, "truncated": truncated}
        variables = [variable.value for variable in result.variables]
        rows, truncated = _bounded(([_term(value) for value in solution] for solution in result), limit)
        return {"kind": "select", "variables": variables, "rows": rows, "truncated": truncated}
    except SyntaxError as error:
        raise _syntax_error(error) from None
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"The query cannot be answered: {error}.") from None
    except MemoryError:
        raise QueryError(
            "The query asked for more memory than it may have.",
            mend="Add a LIMIT, or narrow the patterns.",
            key="query_memory",
        ) from None


def _syntax_error(error: SyntaxError) -> QueryError:
    """Oxigraph's own refusal. Its list of what it expected runs over many lines, so only the first words are kept."""
    place = re.search(r"error at (\d+):\d+: (.*)", error.msg, re.DOTALL)
    said = place[2] if place else error.msg
    known = re.search(r"Prefix not found|Duplicated variable[^,]*|The SELECT contains[^,]*", said)
    near = known[0] if known else said[:80]
    where = f"line {place[1]}" if place else None
    return QueryError(f"The query cannot be read: {near}.", where=where, key="query_syntax", values={"near": near})


def _cells(triples: Iterable[ox.Triple]) -> Iterator[list[dict[str, str] | None]]:
    """A graph holds a triple once, however often the pattern gives it."""
    given: set[ox.Triple] = set()
    for triple in triples:
        if triple not in given:
            given.add(triple)
            yield [_term(triple.subject), _term(triple.predicate), _term(triple.object)]


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


def _reply(replies: TextIO, message: dict[str, Any]) -> None:
    replies.write(json.dumps(message, ensure_ascii=True) + "\n")
    replies.flush()


if __name__ == "__main__":
    main()
