"""The server's one builder: a build runs in a thread of its own, and no session that comes or goes can stop it."""

from __future__ import annotations

import time
from threading import Lock, Thread

from graph.build import bring_up_to_date
from graph.errors import LianpuError, StoreError
from graph.settings import Settings
from graph.steps import Step
from graph.store import AnyBuild, Build, hold, newest_build

#: Seconds between two looks for a build that another process made, where that asks a server; and for its answer.
_LOOK_SECONDS = 5.0


class Builder:
    """Brings the graph up to date once a server, and knows which build the server shows.

    ``step`` is what is being done, None before and after. ``error`` is why the last try failed; an earlier build is
    shown then, where there is one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._thread: Thread | None = None
        self._again: Thread | None = None
        self._build: AnyBuild | None = None
        self._looked = 0.0
        self.step: Step | None = None
        self.error: LianpuError | None = None

    def start(self) -> None:
        """Begin, where no try was made yet."""
        with self._lock:
            if self._thread is None:
                self._thread = Thread(target=self._run, name="lianpu-build", daemon=True)
                self._thread.start()

    def finished(self) -> bool:
        """Whether a try was made and is over."""
        return self._thread is not None and not self._thread.is_alive()

    def retry(self) -> None:
        """Allow another try, after the user has mended what was wrong."""
        with self._lock:
            if self.finished():
                self._thread = None

    def rebuild(self) -> None:
        """Build anew beside the pages: the earlier build is shown until the new one is there. One at a time."""
        with self._lock:
            if self.finished() and not self.rebuilding():
                self._again = Thread(target=self._run, name="lianpu-rebuild", daemon=True)
                self._again.start()

    def rebuilding(self) -> bool:
        """Whether a build is being made beside the pages."""
        return self._again is not None and self._again.is_alive()

    @property
    def build(self) -> AnyBuild:
        """The build to show; one that another process has made since is taken over. Raises the error of a failed try
        where there is no build at all.
        """
        newest = self._newest()
        if newest is not None and newest != self._build:
            with self._lock:
                if isinstance(newest, Build):
                    hold(newest.folder)
                self._build = newest
        if self._build is None:
            raise self.error or StoreError("nothing is built yet.", where=self._settings.built, mend="Reload the page.")
        return self._build

    def _newest(self) -> AnyBuild | None:
        """The current build. A server is not asked each time, nor missed while there is a build to show."""
        if self._settings.store is None:
            return newest_build(self._settings)
        now = time.monotonic()
        if self._build is not None and now - self._looked < _LOOK_SECONDS:
            return self._build
        self._looked = now
        try:
            return newest_build(self._settings, self._build, seconds=_LOOK_SECONDS)
        except StoreError:
            if self._build is None:
                raise
            return self._build

    def _run(self) -> None:
        try:
            bring_up_to_date(self._settings, self._hear)
            self.error = None
            self._looked = 0.0
        except LianpuError as error:
            self.error = error
        finally:
            self.step = None

    def _hear(self, step: Step) -> None:
        self.step = step
