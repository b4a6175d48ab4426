"""Runs free queries in child processes that can be killed: a time limit that really stops the work."""

from __future__ import annotations

import json
import os
import weakref
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from graph.errors import QueryBusyError, QueryError, QueryTimeoutError
from graph.query.answer import Answer, Term
from graph.query.guard import Form, check_size
from graph.query.nursery import Message, Nursery, Worker
from graph.query.places import Places, Turn
from graph.query.written import Shapes, Written

#: How many queries may wait for a place.
WAITING = 16
#: Seconds that any query runs undisturbed.
TRIAL_SECONDS = 0.2
#: Megabytes that one query may take.
MEGABYTES = 1024


def _never() -> bool:
    return False


@dataclass(frozen=True)
class Scope:
    """The graphs, by IRI, that a query sees: merged as its default graph, and under GRAPH."""

    default: Sequence[str] = ()
    named: Sequence[str] = ()


class QueryRunner:
    """A few worker processes over one store folder. Safe to share between threads; ``close`` ends the workers.

    ``workers`` queries run at once, a third of them for as long as they may; the rest make room when others wait.
    """

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float,
        rows: int,
        workers: int | None = None,
        waiting: int = WAITING,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._seconds = seconds
        self._rows = rows
        places = workers if workers is not None else max(6, os.cpu_count() or 1)
        self._places = Places(places, steady=max(1, places // 3), waiting=waiting, trial=TRIAL_SECONDS)
        self._megabytes = megabytes
        self._nursery = Nursery(folder, megabytes)
        self._idle: list[Worker] = []
        weakref.finalize(self, _end, self._idle, self._nursery)

    @property
    def running(self) -> int:
        """How many queries run now."""
        return self._places.running

    @property
    def waiting(self) -> int:
        """How many queries wait for a place."""
        return self._places.waiting

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
        """The answer to ``query``. A caller may ask for less time or fewer rows than configured, never more.

        ``scope`` says which graphs it sees, None all; ``forms`` which forms the caller can use, None any. ``gone`` is
        asked every tenth of a second whether the caller still wants the answer; the query stops where it does not.

        Raises QueryError for a query that is refused or fails, QueryTimeoutError where the time is up, QueryBusyError
        where no place came free or the query had to make room, StoreError where a worker cannot start.
        """
        return _to_answer(self._ask(query, seconds, rows, scope, forms, None, gone))

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
        """The answer as text in one of ``shapes``, which the worker itself writes; else as ``run``."""
        reply = self._ask(query, seconds, rows, scope, shapes.forms, shapes, gone)
        return Written(reply["kind"], reply["body"], reply["truncated"], reply["seconds"])

    def close(self) -> None:
        """End the workers that are idle; a running query ends at its limit."""
        _end(self._idle, self._nursery)

    def _ask(
        self,
        query: str,
        seconds: float | None,
        rows: int | None,
        scope: Scope | None,
        forms: Collection[Form] | None,
        shapes: Shapes | None,
        gone: Callable[[], bool],
    ) -> Message:
        limit = self._seconds if seconds is None else min(seconds, self._seconds)
        wanted = self._rows if rows is None else min(rows, self._rows)
        if not (limit > 0 and wanted > 0):
            raise QueryError("A query needs more than no time and no rows.", mend="Give numbers above zero.")
        check_size(query)
        request = {
            "query": query,
            "seconds": limit,
            "rows": wanted,
            "dataset": asdict(scope) if scope is not None else None,
            "forms": sorted(forms) if forms is not None else None,
            "shapes": (shapes.rows or "json", shapes.graph) if shapes is not None else None,
        }
        turn = self._places.enter(limit, gone)
        try:
            reply = self._reply(request, turn, gone)
        finally:
            self._places.leave(turn)
        if "error" in reply:
            raise QueryError(**reply["error"])
        return reply

    def _reply(self, request: Message, turn: Turn, gone: Callable[[], bool]) -> Message:
        worker = self._take()
        keep = False
        try:
            turn.stop = worker.stop
            if turn.stopped:  # it was to make room before there was anything to stop
                worker.stop()
            worker.ask(request)
            reply = _await(worker, request["seconds"], turn, gone, self._megabytes)
            keep = not reply.pop("last")
            return reply
        finally:
            turn.stop = _nothing
            if keep and not turn.stopped:
                self._idle.append(worker)
            else:
                worker.dismiss()

    def _take(self) -> Worker:
        while self._idle:
            try:
                worker = self._idle.pop()
            except IndexError:  # another thread was quicker
                break
            if worker.alive:
                return worker
            worker.kill()
        return self._nursery.new()


@lru_cache(maxsize=2)
def shared_runner(folder: Path, seconds: float, rows: int, megabytes: int = MEGABYTES) -> QueryRunner:
    """The one runner of this process over a store: pages and endpoint wait for the same places."""
    return QueryRunner(folder, seconds=seconds, rows=rows, megabytes=megabytes)


def _nothing() -> None:
    return


def _await(worker: Worker, seconds: float, turn: Turn, gone: Callable[[], bool], megabytes: int) -> Message:
    trial = min(seconds, TRIAL_SECONDS)
    reply = worker.next_reply(trial, gone)
    if reply is None and not gone():
        worker.stand_back()
        reply = worker.next_reply(seconds - trial, gone)
    if reply:
        return reply
    if turn.stopped:
        raise QueryBusyError(
            "Many queries run now, and this one takes long: it made room for others.",
            mend="Try again in a moment, or narrow the patterns.",
            key="query_crowded",
        )
    if reply is not None:
        raise QueryError(
            f"The query asked for more memory than the {megabytes:,} MB that one may have.",
            mend="Add a LIMIT, or narrow the patterns; who runs the server may raise LIANPU_QUERY_MEGABYTES.",
            key="query_memory",
            values={"megabytes": f"{megabytes:,}"},
        )
    if gone():
        raise QueryError("Nobody waits for the answer any more.", key="query_cancelled")
    raise QueryTimeoutError(
        f"The query was stopped after {seconds:g} seconds.",
        mend="Add a LIMIT, or narrow the patterns.",
        key="query_timeout",
        values={"seconds": f"{seconds:g}"},
    )


def _end(idle: list[Worker], nursery: Nursery) -> None:
    while idle:
        idle.pop().kill()
    nursery.close()


def _to_answer(reply: Message) -> Answer:
    kind, found = reply["kind"], json.loads(reply["body"])
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] = ()
    if kind == "graph":
        variables, rows = tuple(found["variables"]), tuple(map(tuple, found["rows"]))
    elif kind == "select":
        variables = tuple(found["head"]["vars"])
        rows = tuple(tuple(map(row.get, variables)) for row in found["results"]["bindings"])
        _check_terms(rows)
    return Answer(kind, variables, rows, reply["truncated"], reply["seconds"], found.get("boolean"))


def _check_terms(rows: Iterable[Iterable[Term | None]]) -> None:
    """Raises QueryError for a triple within a row, as SPARQL 1.2 has them: nothing here shows it."""
    for row in rows:
        for term in row:
            if term is not None and term["type"] == "triple":
                raise QueryError("The answer holds a triple as a term, which cannot be shown.")
