"""Runs free queries in child processes that can be killed: a time limit that really stops the work."""

from __future__ import annotations

import os
import time
import weakref
from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from graph.errors import QueryBusyError, QueryError, QueryTimeoutError
from graph.query.answer import Answer
from graph.query.guard import Form, check_size
from graph.query.nursery import Nursery, Worker
from graph.query.places import Places, Turn

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
        }
        turn = self._places.enter(limit, gone)
        try:
            return _to_answer(self._ask(request, turn, gone))
        finally:
            self._places.leave(turn)

    def close(self) -> None:
        """End the workers that are idle; a running query ends at its limit."""
        _end(self._idle, self._nursery)

    def _ask(self, request: dict[str, Any], turn: Turn, gone: Callable[[], bool]) -> dict[str, Any]:
        worker = self._take()
        keep = False
        try:
            turn.stop = worker.stop
            if turn.stopped:  # it was to make room before there was anything to stop
                worker.stop()
            worker.ask(request)
            reply = _await(worker, request["seconds"], turn, gone)
            keep = not reply.pop("last") and time.monotonic() - turn.began < TRIAL_SECONDS
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


def _await(worker: Worker, seconds: float, turn: Turn, gone: Callable[[], bool]) -> dict[str, Any]:
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
            "The query asked for more memory or depth than it may have.",
            mend="Add a LIMIT, or narrow the patterns.",
            key="query_memory",
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


def _to_answer(reply: dict[str, Any]) -> Answer:
    if "error" in reply:
        raise QueryError(**reply["error"])
    return Answer(
        kind=reply["kind"],
        variables=tuple(reply["variables"]),
        rows=tuple(tuple(row) for row in reply["rows"]),
        truncated=reply["truncated"],
        seconds=reply["seconds"],
        boolean=reply.get("boolean"),
    )
