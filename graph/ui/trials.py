"""Trials run in threads of their own, one at a time, so that no session that comes or goes can stop one."""

from __future__ import annotations

from threading import Lock, Thread

from graph.errors import LianpuError
from graph.review.trial import Trial, plain_name, try_report
from graph.settings import Settings
from graph.steps import Step

#: Two at once would only make both slow.
_TURN = Lock()


class Attempt:
    """One file being tried. ``step`` is what is being done, None before its turn; in the end there is ``trial`` or
    ``error``."""

    def __init__(self, name: str, data: bytes, settings: Settings) -> None:
        self.name = plain_name(name)
        self.step: Step | None = None
        self.trial: Trial | None = None
        self.error: LianpuError | None = None
        self._thread = Thread(target=self._run, args=(data, settings), name="lianpu-trial", daemon=True)
        self._thread.start()

    def finished(self) -> bool:
        """Whether it is over."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Wait until it is over."""
        self._thread.join()

    def _run(self, data: bytes, settings: Settings) -> None:
        with _TURN:
            try:
                self.trial = try_report(self.name, data, settings, self._hear)
            except LianpuError as error:
                self.error = error
            except Exception as error:  # noqa: BLE001 - a fault in the program must not leave the page waiting
                reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
                mend = "The program is at fault: report it with this line and, if you may, the file."
                self.error = LianpuError(f"failed unexpectedly ({reason}).", where=self.name, mend=mend)

    def _hear(self, step: Step) -> None:
        self.step = step
