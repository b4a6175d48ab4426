"""Queries of the SPARQL page run in threads of their own, so that the page stays alive and can stop them."""

from __future__ import annotations

import time
from threading import Event, Thread

from graph.errors import LianpuError, QueryError
from graph.query.answer import Answer
from graph.query.running import Runner

#: Seconds without a look from its page after which a query is given up: its tab was closed, or it shows another page.
FORGOTTEN = 10.0


class QueryRun:
    """One query on its way. In the end there is ``answer`` or ``error``; ``seconds`` is how long it has taken."""

    def __init__(self, query: str, runner: Runner) -> None:
        self.query = query
        self.answer: Answer | None = None
        self.error: LianpuError | None = None
        #: When it began, in milliseconds since 1970, as a browser counts.
        self.at = int(time.time() * 1000)
        self._cancelled = False
        self._began = self._seen = time.monotonic()
        self._ended: float | None = None
        self._over = Event()
        Thread(target=self._run, args=(runner,), name="lianpu-query", daemon=True).start()

    @property
    def finished(self) -> bool:
        """Whether it is over."""
        return self._over.is_set()

    @property
    def seconds(self) -> float:
        """How long it has run, or ran."""
        return (self._ended or time.monotonic()) - self._began

    def wait(self, seconds: float) -> bool:
        """Look after it for a while. Returns whether it is over."""
        self._seen = time.monotonic()
        return self._over.wait(seconds)

    def cancel(self) -> None:
        """Have it stopped; its process is killed within a tenth of a second."""
        self._cancelled = True

    def _gone(self) -> bool:
        return self._cancelled or time.monotonic() - self._seen > FORGOTTEN

    def _run(self, runner: Runner) -> None:
        try:
            self.answer = runner.run(self.query, gone=self._gone)
        except LianpuError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 - a fault in the program must not leave the page waiting
            reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            self.error = QueryError(f"The query failed unexpectedly ({reason}).", mend="Report this line.")
        finally:
            self._ended = time.monotonic()
            self._over.set()
