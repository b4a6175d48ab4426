"""Builds on disk. A build is made in a folder of its own and becomes current by one atomic rename of a pointer file.

Whatever moment a process is killed at, the pointer names a folder that is complete: the old one or the new one.
Oxigraph allows one writer and leaves reading beside a writer undefined, so a build is never opened before it is done.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
from filelock import FileLock, Timeout

from graph.errors import StoreError

POINTER = "CURRENT"
_LOCK = "build.lock"
_UNFINISHED = "unfinished-"
#: Between a folder's name and the id of a process that reads it.
_IN_USE = ".used-by-"


@dataclass(frozen=True)
class Build:
    """A finished build: the ``fingerprint`` of its inputs and the ``folder`` that holds its store."""

    fingerprint: str
    folder: Path

    @property
    def id(self) -> str:
        """What tells this build from an earlier one of the same inputs."""
        return self.folder.name

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return str(self.folder)


def current_build(built: Path) -> Build | None:
    """The build that the pointer in ``built`` names, or None where nothing was built yet.

    Raises StoreError where the pointer names a folder that is gone.
    """
    try:
        name = (built / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = built / Path(name).name
    if not folder.is_dir():
        raise StoreError(
            f"names {name!r}, which is not there.", where=built / POINTER, mend="Run `lianpu build --force`."
        )
    return Build(name.partition("-")[0], folder)


def ensure_build(
    built: Path, fingerprint: str, fill: Callable[[Path], None], *, force: bool = False, wait_seconds: float = 600.0
) -> Build:
    """The current build where it has this fingerprint; else a new one, which ``fill`` makes in the folder it is given.

    ``force`` builds in any case. One build at a time: a second caller waits up to ``wait_seconds``, then takes what
    the first one made. Where ``fill`` raises, its folder is removed and the build that was current stays so.
    Raises StoreError where the wait is over or the folder cannot be written.
    """
    found = None if force else current_build(built)
    if found is not None and found.fingerprint == fingerprint:
        return found
    try:
        built.mkdir(parents=True, exist_ok=True)
        with FileLock(built / _LOCK, timeout=wait_seconds):
            found = None if force else current_build(built)
            if found is not None and found.fingerprint == fingerprint:
                return found
            _sweep(built)
            return _make(built, fingerprint, fill)
    except Timeout:
        raise StoreError(
            "another build is under way.", where=built, mend="Wait for it to end, then try again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror or error}).",
            where=built,
            mend="Free some room or grant the right to write there, or set LIANPU_BUILT to another folder.",
        ) from error


def _make(built: Path, fingerprint: str, fill: Callable[[Path], None]) -> Build:
    token = uuid.uuid4().hex[:8]
    unfinished = built / f"{_UNFINISHED}{token}"
    unfinished.mkdir()
    try:
        fill(unfinished)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    finished = built / f"{fingerprint}-{token}"
    unfinished.rename(finished)
    draft = built / f"{POINTER}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(finished.name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(built / POINTER)
    return Build(fingerprint, finished)


def _sweep(built: Path) -> None:
    """Remove what killed builds left and all but the current build; a folder still open elsewhere may stay."""
    try:
        current = current_build(built)
    except StoreError:
        current = None
    for folder in built.iterdir():
        if folder.is_dir() and (current is None or folder != current.folder) and not _in_use(folder):
            shutil.rmtree(folder, ignore_errors=True)


def hold(folder: Path) -> None:
    """Say that this process reads the build in ``folder``, so that no other sweeps it away while this one lives."""
    (folder.parent / f"{folder.name}{_IN_USE}{os.getpid()}").touch()


def _in_use(folder: Path) -> bool:
    """Whether a living process holds the folder; the marks of dead ones are removed."""
    alive = False
    for mark in folder.parent.glob(f"{folder.name}{_IN_USE}*"):
        if psutil.pid_exists(int(mark.name.rpartition("-")[2])):
            alive = True
        else:
            mark.unlink(missing_ok=True)
    return alive
