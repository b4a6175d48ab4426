"""The server's one builder: a build runs in a thread of its own, and no session that comes or goes can stop it."""

from __future__ import annotations

from threading import Lock, Thread

from graph.build import bring_up_to_date
from graph.errors import LianpuError, StoreError
from graph.settings import Settings
from graph.steps import Step
from graph.store import Build, current_build, hold


class Builder:
    """Brings the graph up to date once a server, and knows which build the server shows.

    ``step`` is what is being done, None before and after. ``error`` is why the last try failed; an earlier build is
    shown then, where there is one.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._thread: Thread | None = None
        self._build: Build | None = None
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

    @property
    def build(self) -> Build:
        """The build to show; one that another process has made since is taken over. Raises the error of a failed try
        where there is no build at all.
        """
        newest = current_build(self._settings.built)
        if newest is not None and newest != self._build:
            with self._lock:
                hold(newest.folder)
                self._build = newest
        if self._build is None:
            raise self.error or StoreError("nothing is built yet.", where=self._settings.built, mend="Reload the page.")
        return self._build

    def _run(self) -> None:
        try:
            bring_up_to_date(self._settings, self._hear)
            self.error = None
        except LianpuError as error:
            self.error = error
        finally:
            self.step = None

    def _hear(self, step: Step) -> None:
        self.step = step
