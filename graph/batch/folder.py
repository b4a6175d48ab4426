"""Many files through one call: in this process, on all its cores, or on whatever an executor runs on.

``extract_folder`` gives outcomes in the order of the files however they finish, and holds no more than a window of
them, so that a hundred thousand reports need no more memory than a few.
"""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from graph.batch.work import Outcome, outcome_of, unforeseen
from graph.errors import LianpuError, ReadingError
from graph.reading import READABLE

#: Hears, with each outcome: how many files are done, how many there are, and the outcome.
Progress = Callable[[int, int, Outcome], None]
#: Files handed out ahead of the one that is waited for, for each worker of our own, and on a foreign executor in all.
_AHEAD = 4
_AHEAD_ELSEWHERE = 256

#: So few files of so few bytes together are done before other processes have started.
_FEW = 4
_SMALL = 500_000

_Pending = deque[tuple[Path, "Future[Outcome]"]]


def report_files(folder: Path) -> tuple[Path, ...]:
    """The files in a folder that reading understands, by name; hidden ones and Office's lock files left out.

    Raises ReadingError where there is none.
    """
    found = folder.iterdir() if folder.is_dir() else ()
    files = tuple(
        sorted(p for p in found if p.suffix.lower() in READABLE and not p.name.startswith((".", "~")) and p.is_file())
    )
    if not files:
        mend = f"Put a report there: {', '.join(READABLE)}."
        raise ReadingError("holds no report.", where=folder, mend=mend)
    return files


def extract_folder(
    paths: Iterable[Path], *, executor: Executor | None = None, progress: Progress | None = None
) -> Iterator[Outcome]:
    """The outcome of each file, in the order of ``paths``, as soon as those before it are there.

    Without ``executor`` a few small files are done in this process, and more on all its cores, in processes of their
    own (start it under ``if __name__ == "__main__":``). Any ``concurrent.futures`` executor will do in its place, such
    as the one of a Dask cluster, ``Client(...).get_executor()``; its workers must see the files under the same paths
    and have this package installed, and it is left running.

    A file that fails gives an Outcome with its error. Nothing is raised for a file, not even where it kills its
    worker.
    """
    files = tuple(paths)
    outcomes = _outcomes(files, executor)
    for number, outcome in enumerate(outcomes, 1):
        if progress is not None:
            progress(number, len(files), outcome)
        yield outcome


def failures(outcomes: Iterable[Outcome]) -> tuple[LianpuError, ...]:
    """The errors among ``outcomes``, in their order: the list at the end."""
    return tuple(outcome.error for outcome in outcomes if outcome.error is not None)


def _outcomes(files: tuple[Path, ...], executor: Executor | None) -> Iterator[Outcome]:
    if executor is not None:
        return _through(files, lambda: nullcontext(executor), _AHEAD_ELSEWHERE)
    cores = min(_cores(), len(files))
    if cores <= 1 or (len(files) < _FEW and sum(map(_size, files)) < _SMALL):
        return map(outcome_of, files)
    return _through(files, lambda: _pool(cores), _AHEAD * cores)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _cores() -> int:
    """The cores that this process may use; Windows allows no more than 61 worker processes."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 61)


def _pool(workers: int) -> AbstractContextManager[Executor]:
    # spawn, everywhere: a fork of a process that runs threads (a server, a notebook) may hang.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _through(
    files: tuple[Path, ...], start: Callable[[], AbstractContextManager[Executor]], ahead: int
) -> Iterator[Outcome]:
    """Outcomes in order. Where a worker dies, the executor is started anew and the files in hand are tried singly."""
    waiting = deque(files)
    suspects = deque[Path]()
    while waiting or suspects:
        with start() as executor:
            pending: _Pending = deque()
            try:
                yield from _drain(executor, pending, suspects, 1)
                yield from _drain(executor, pending, waiting, ahead)
            except _WorkerDiedError as died:
                if died.alone:
                    yield Outcome(died.path, None, unforeseen(died.path, died), 0.0)
                    suspects = deque(path for path, _ in pending) + suspects
                else:
                    suspects = deque([died.path, *(path for path, _ in pending)])
            finally:
                for _, future in pending:
                    future.cancel()


class _WorkerDiedError(Exception):
    """The process that worked on ``path`` ended, or on another file meanwhile unless ``alone``."""

    def __init__(self, path: Path, alone: bool) -> None:
        super().__init__("its worker process ended, for lack of memory perhaps")
        self.path, self.alone = path, alone


def _drain(executor: Executor, pending: _Pending, files: deque[Path], ahead: int) -> Iterator[Outcome]:
    while files or pending:
        while files and len(pending) < ahead:
            path = files.popleft()
            pending.append((path, _submitted(executor, path)))
        path, future = pending.popleft()
        yield _result(path, future, alone=ahead == 1)


def _submitted(executor: Executor, path: Path) -> Future[Outcome]:
    try:
        return executor.submit(outcome_of, path)
    except BrokenExecutor as error:
        failed: Future[Outcome] = Future()
        failed.set_exception(error)
        return failed


def _result(path: Path, future: Future[Outcome], *, alone: bool) -> Outcome:
    try:
        return future.result()
    except BrokenExecutor:
        raise _WorkerDiedError(path, alone) from None
    except Exception as error:  # noqa: BLE001 - what a foreign executor raises for a worker that it lost
        return Outcome(path, None, unforeseen(path, error), 0.0)
