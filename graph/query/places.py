"""Who may run a query now, who waits, and who has to make room.

There are a few places. Whoever finds none free waits, in a room that is small. Nobody waits long: a query that has
had its trial makes room for one that waits, save for a few that were there first. So a crowd of endless queries holds
those few places, and an ordinary query still gets its turn at once.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from graph.errors import QueryBusyError, QueryError

#: How often whoever waits looks whether the asker has gone.
_LOOK_SECONDS = 0.1


@dataclass(eq=False)
class Turn:
    """A place that a query holds. ``stop`` ends its work; who holds the turn sets it once there is work to end."""

    began: float
    stop: Callable[[], None] = lambda: None
    #: Whether the query was told to make room.
    stopped: bool = False


@dataclass(eq=False)
class _Waiter:
    turn: Turn | None = field(default=None)


class Places:
    """``places`` queries at once, ``steady`` of which nobody can drive out; ``waiting`` more may wait.

    ``trial`` is how long, in seconds, any query runs undisturbed. Safe to share between threads.
    """

    def __init__(self, places: int, *, steady: int, waiting: int, trial: float) -> None:
        self._free = places
        self._steady = steady
        self._room = waiting
        self._trial = trial
        self._running: list[Turn] = []
        self._waiting: deque[_Waiter] = deque()
        self._changed = threading.Condition()

    @property
    def running(self) -> int:
        """How many queries hold a place."""
        return len(self._running)

    @property
    def waiting(self) -> int:
        """How many queries wait for a place."""
        return len(self._waiting)

    def enter(self, seconds: float, gone: Callable[[], bool] = lambda: False) -> Turn:
        """A turn, after at most ``seconds``. ``leave`` gives it back.

        Raises QueryBusyError where the waiting room is full or the time is up, QueryError where ``gone`` says that
        nobody waits for the answer any more.
        """
        with self._changed:
            if self._free and not self._waiting:
                return self._begin()
            if len(self._waiting) >= self._room:
                raise QueryBusyError("All places for queries are taken.", mend="Try again in a moment.")
            waiter = _Waiter()
            self._waiting.append(waiter)
            try:
                return self._wait(waiter, time.monotonic() + seconds, gone)
            finally:
                if waiter.turn is None:
                    self._waiting.remove(waiter)

    def leave(self, turn: Turn) -> None:
        """Give a turn back; the one that waits longest takes it."""
        with self._changed:
            self._running.remove(turn)
            self._free += 1
            while self._free and self._waiting:
                self._waiting.popleft().turn = self._begin()
            self._changed.notify_all()

    def _begin(self) -> Turn:
        self._free -= 1
        turn = Turn(time.monotonic())
        self._running.append(turn)
        return turn

    def _wait(self, waiter: _Waiter, until: float, gone: Callable[[], bool]) -> Turn:
        while waiter.turn is None:
            now = time.monotonic()
            if now >= until:
                raise QueryBusyError("No place for the query came free in its time.", mend="Try again in a moment.")
            if gone():
                raise QueryError("Nobody waits for the answer any more.", key="query_cancelled")
            self._make_room(now)
            self._changed.wait(min(_LOOK_SECONDS, until - now))
        return waiter.turn

    def _make_room(self, now: float) -> None:
        """Stop as many queries as wait, among those that had their trial and were not there first."""
        leaving = sum(turn.stopped for turn in self._running)
        for turn in self._running[self._steady :]:
            if leaving >= len(self._waiting):
                return
            if not turn.stopped and now - turn.began >= self._trial:
                turn.stopped = True
                turn.stop()
                leaving += 1
