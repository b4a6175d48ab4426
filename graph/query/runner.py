"""Runs free queries in child processes that can be killed: a time limit that really stops the work."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path
from typing import Any

from graph.errors import QueryError, QueryTimeoutError, StoreError
from graph.query.answer import Answer

_START_SECONDS = 30.0


class QueryRunner:
    """A few worker processes over one store folder. Safe to share between threads; ``close`` ends the workers."""

    def __init__(self, folder: Path, *, seconds: float, rows: int, workers: int = 2) -> None:
        self._folder = folder
        self._seconds = seconds
        self._rows = rows
        self._places: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(workers):
            self._places.put(None)
        weakref.finalize(self, _end_all, self._places)

    def run(self, query: str, *, seconds: float | None = None, rows: int | None = None) -> Answer:
        """The answer to ``query``. A caller may ask for less time or fewer rows than configured, never more.

        Raises QueryError for a query that is refused or fails, QueryTimeoutError where the time is up or no worker
        came free, StoreError where a worker cannot start.
        """
        limit = self._seconds if seconds is None else min(seconds, self._seconds)
        wanted = self._rows if rows is None else min(rows, self._rows)
        if not (limit > 0 and wanted > 0):
            raise QueryError("A query needs more than no time and no rows.", mend="Give numbers above zero.")
        try:
            worker = self._places.get(timeout=limit)
        except queue.Empty:
            raise QueryTimeoutError(
                "All places for queries are taken.", mend="Try again in a moment.", key="query_busy"
            ) from None
        try:
            if worker is None or not worker.alive:
                worker = _Worker(self._folder)
            reply = worker.ask({"query": query, "seconds": limit, "rows": wanted}, limit)
        except BaseException:
            if worker is not None:
                worker.kill()
            worker = None
            raise
        finally:
            self._places.put(worker)
        return _to_answer(reply)

    def close(self) -> None:
        """End the workers that are idle; a running query ends at its limit."""
        _end_all(self._places)


class _Worker:
    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "graph.query.worker", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        if self._next(_START_SECONDS) is None:
            self.kill()
            raise StoreError("the store cannot be opened for queries.", where=folder, mend="Run `lianpu build`.")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        assert self._process.stdin is not None  # noqa: S101 - a pipe was asked for
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        started = time.monotonic()
        reply = self._next(seconds)
        if reply is not None:
            return reply
        if time.monotonic() - started < seconds:
            raise QueryError(
                "The query asked for more memory than it may have.",
                mend="Add a LIMIT, or narrow the patterns.",
                key="query_memory",
            )
        raise QueryTimeoutError(
            f"The query was stopped after {seconds:g} seconds.",
            mend="Add a LIMIT, or narrow the patterns.",
            key="query_timeout",
            values={"seconds": f"{seconds:g}"},
        )

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()

    def _next(self, seconds: float) -> dict[str, Any] | None:
        try:
            line = self._lines.get(timeout=seconds)
        except queue.Empty:
            return None
        return json.loads(line) if line else None

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101 - a pipe was asked for
        try:
            for line in self._process.stdout:
                self._lines.put(line)
        except ValueError:  # the pipe was closed by kill() while this thread was reading it
            return
        self._lines.put("")


def _end_all(places: queue.LifoQueue[_Worker | None]) -> None:
    kept = 0
    while True:
        try:
            worker = places.get_nowait()
        except queue.Empty:
            break
        kept += 1
        if worker is not None:
            worker.kill()
    for _ in range(kept):
        places.put(None)


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
        turtle=reply.get("turtle"),
    )
