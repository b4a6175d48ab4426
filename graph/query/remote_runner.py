"""Runs free queries on a server that holds the graph, under the same guard, the same places and the same limits."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from graph.errors import LianpuError, QueryBusyError, QueryError, QueryTimeoutError
from graph.query.answer import Answer, Term
from graph.query.guard import Examined, Form, check_graphs, check_size, examine, with_prefixes
from graph.query.places import Places, Turn
from graph.query.remote_text import limited, names_graphs, refuse_foreign_functions, rename_graphs
from graph.query.runner import TRIAL_SECONDS, WAITING, Scope
from graph.query.written import Shapes, Written, written
from graph.store import RemoteBuild
from graph.store.endpoint import JSON_RESULTS, N_TRIPLES, Line, Reply, endpoint_of
from graph.store.remote import to_term, triples_of
from graph.store.results import is_partial, stream
from graph.store.trouble import ServerError, nonsense

#: Queries at once.
PLACES = 8
#: Bytes of one answer as the server writes it.
MOST_BYTES = 64 * 1024**2
#: Characters of values in one answer.
MAX_CHARACTERS = 10_000_000
_LOOK_SECONDS = 0.1
_TRIPLE = ("s", "p", "o")
#: How servers say that a query took longer than they allow.
_TIMED_OUT = re.compile(r"time[d -]*out|time limit|S1T00|cancell?ed", re.IGNORECASE)
#: How Virtuoso says, with a 500, that a query cannot be read.
_MISREAD = re.compile(r"SPARQL compiler|syntax error|parse error", re.IGNORECASE)


def _never() -> bool:
    return False


class RemoteRunner:
    """What QueryRunner is for a folder. Safe to share between threads."""

    def __init__(self, build: RemoteBuild, *, seconds: float, rows: int) -> None:
        self._build = build
        self._seconds = seconds
        self._rows = rows
        self._places = Places(PLACES, steady=PLACES // 3, waiting=WAITING, trial=TRIAL_SECONDS)

    @property
    def running(self) -> int:
        """How many queries run now."""
        return self._places.running

    def run(
        self,
        query: str,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        scope: Scope | None = None,
        forms: Collection[Form] | None = None,
        gone: Callable[[], bool] = _never,
    ) -> Answer:
        """See QueryRunner.run; beyond it, raises StoreError where the server is down or answers what is no answer."""
        limit = self._seconds if seconds is None else min(seconds, self._seconds)
        wanted = self._rows if rows is None else min(rows, self._rows)
        if not (limit > 0 and wanted > 0):
            raise QueryError("A query needs more than no time and no rows.", mend="Give numbers above zero.")
        check_size(query)
        turn = self._places.enter(limit, gone)
        try:
            return self._ask(query, limit, wanted, scope, forms, turn, gone)
        finally:
            self._places.leave(turn)

    def write(
        self,
        query: str,
        shapes: Shapes,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        scope: Scope | None = None,
        gone: Callable[[], bool] = _never,
    ) -> Written:
        """See QueryRunner.write; raises as ``run``. It is written here: a server knows the graphs by other names."""
        answer = self.run(query, seconds=seconds, rows=rows, scope=scope, forms=shapes.forms, gone=gone)
        return written(answer, shapes)

    def close(self) -> None:
        """End what can be ended: nothing, for every query ends by itself."""

    def _ask(
        self,
        query: str,
        seconds: float,
        rows: int,
        scope: Scope | None,
        forms: Collection[Form] | None,
        turn: Turn,
        gone: Callable[[], bool],
    ) -> Answer:
        text, examined = self._admit(query, forms)
        default, named = self._seen(text, examined, scope)
        if examined.form == "SELECT":
            text = limited(text, rows + 1)
        accept = JSON_RESULTS if examined.form in ("SELECT", "ASK") else f"{N_TRIPLES}, text/turtle;q=0.5"
        line = Line()
        turn.stop = line.cut
        began = time.monotonic()
        try:
            with (
                _watched(line, began + seconds, gone),
                endpoint_of(self._build.address).query(
                    rename_graphs(text, self._build),
                    default=default,
                    named=named,
                    accept=accept,
                    seconds=seconds,
                    most=MOST_BYTES,
                    line=line,
                ) as reply,
            ):
                return self._read(reply, examined.form, rows, began)
        except ServerError as error:
            raise _meant(error, line, turn, gone, seconds) from None

    def _admit(self, query: str, forms: Collection[Form] | None) -> tuple[str, Examined]:
        text = with_prefixes(query)
        examined = examine(text, self._build.names)
        refuse_foreign_functions(examined.functions)
        if forms is not None and examined.form not in forms:
            raise QueryError(
                f"No form that was asked for can hold the answer to {examined.form}.",
                key="query_form",
                values={"form": examined.form},
            )
        return text, examined

    def _seen(self, text: str, examined: Examined, scope: Scope | None) -> tuple[list[str], list[str]]:
        """The default and the named graphs, as the store calls them. A server is never left to choose: it may hold
        other builds, and what is not ours. All graphs are named only where the query asks for them: they may be many.
        """
        if scope is None and examined.has_dataset:
            scope = Scope(examined.default, examined.named)
        if scope is not None:
            check_graphs([*scope.default, *scope.named], self._build.names)
            empty = f"{self._build.iri}/nothing"
            return list(map(self._build.stored, scope.default)) or [empty], list(map(self._build.stored, scope.named))
        return [self._build.whole], list(map(self._build.stored, self._build.names)) if names_graphs(text) else []

    def _read(self, reply: Reply, form: Form, most: int, began: float) -> Answer:
        if form in ("CONSTRUCT", "DESCRIBE"):
            triples, more = _bounded(map(_cells, _once(triples_of(reply))), most)
            cells = tuple(tuple(map(self._show, triple.values())) for triple in triples)
            return Answer("graph", _TRIPLE, cells, more or is_partial(reply), time.monotonic() - began)
        found = stream(reply)
        if form == "ASK":
            if found.boolean is None:
                raise nonsense(reply.where, "rows in place of yes or no")
            return Answer("boolean", (), (), False, time.monotonic() - began, found.boolean)
        if found.boolean is not None:
            raise nonsense(reply.where, "yes or no in place of rows")
        kept, more = _bounded(found.rows, most)
        variables = tuple(found.variables)
        rows = tuple(tuple(self._show(row.get(name)) for name in variables) for row in kept)
        return Answer("select", variables, rows, more or is_partial(reply), time.monotonic() - began)

    def _show(self, term: Term | None) -> Term | None:
        """A term by our names."""
        return None if term is None else {**term, "value": self._build.shown(term["value"])}


def _once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """A graph holds a triple once, however often a server writes it."""
    given: set[ox.Triple] = set()
    for triple in triples:
        if triple not in given:
            given.add(triple)
            yield triple


def _cells(triple: ox.Triple) -> dict[str, Term]:
    return dict(zip(_TRIPLE, map(to_term, (triple.subject, triple.predicate, triple.object)), strict=True))


def _bounded(rows: Iterable[dict[str, Term]], most: int) -> tuple[list[dict[str, Term]], bool]:
    """The first rows, up to ``most`` of them and MAX_CHARACTERS of text, and whether there were more."""
    kept: list[dict[str, Term]] = []
    size = 0
    for row in rows:
        size += sum(len(term["value"]) for term in row.values())
        if len(kept) == most or size > MAX_CHARACTERS:
            return kept, True
        kept.append(row)
    return kept, False


@contextmanager
def _watched(line: Line, until: float, gone: Callable[[], bool]) -> Iterator[None]:
    """Cut the line where the time is up or the asker has gone, whatever the server is doing."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(_LOOK_SECONDS):
            if time.monotonic() > until or gone():
                line.cut()
                return

    threading.Thread(target=watch, name="lianpu-query-watch", daemon=True).start()
    try:
        yield
    finally:
        over.set()


def _meant(error: ServerError, line: Line, turn: Turn, gone: Callable[[], bool], seconds: float) -> LianpuError:
    """What a failed request means to who asked: a fault of the query, a limit, or the server's own trouble."""
    narrow = "Add a LIMIT, or narrow the patterns."
    if turn.stopped:
        what = "Many queries run now, and this one takes long: it made room for others."
        return QueryBusyError(what, mend="Try again in a moment, or narrow the patterns.", key="query_crowded")
    if line.is_cut and gone():
        return QueryError("Nobody waits for the answer any more.", key="query_cancelled")
    if line.is_cut or error.key == "store_slow" or (error.status >= 400 and _TIMED_OUT.search(error.said)):
        said = {"seconds": f"{seconds:g}"}
        what = f"The query was stopped after {seconds:g} seconds."
        return QueryTimeoutError(what, mend=narrow, key="query_timeout", values=said)
    if error.status == 400 or (error.status == 500 and _MISREAD.search(error.said)):
        mend = "Check the brackets, dots and names there."
        what = f"The query cannot be read: {error.said}."
        return QueryError(what, mend=mend, key="query_syntax", values={"near": error.said[:80]})
    if error.key == "store_busy":
        return QueryBusyError("The store's server is too busy.", mend="Try again in a moment.")
    if error.key == "store_cut":
        return QueryError("The answer is longer than one may be.", mend=narrow, key="query_memory")
    if error.key == "store_failed" and error.said:
        return QueryError(f"The query cannot be answered: {error.said}.")
    return error
