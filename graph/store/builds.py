"""Builds on disk. A build is made in a folder of its own and becomes current by one atomic rename of a pointer file.

Whatever moment a process is killed at, the pointer names a folder that is complete: the old one or the new one.
Oxigraph allows one writer and leaves reading beside a writer undefined, so a build is never opened before it is done.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from graph.errors import StoreError

POINTER = "CURRENT"
_LOCK = "build.lock"
_UNFINISHED = "unfinished-"


@dataclass(frozen=True)
class Build:
    """A finished build: its input ``fingerprint`` and the ``folder`` that holds its store."""

    fingerprint: str
    folder: Path

    @property
    def id(self) -> str:
        """What tells this build from an earlier one of the same inputs."""
        return self.folder.name


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


@contextmanager
def new_build(built: Path, fingerprint: str, *, wait_seconds: float = 600.0) -> Iterator[Path]:
    """A folder to fill. When the block ends well, the folder becomes the current build; when it fails, it is removed.

    One build at a time: a second caller waits up to ``wait_seconds`` and then gets StoreError.
    """
    built.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(built / _LOCK, timeout=wait_seconds):
            _sweep(built)
            token = uuid.uuid4().hex[:8]
            unfinished = built / f"{_UNFINISHED}{token}"
            unfinished.mkdir()
            try:
                yield unfinished
            except BaseException:
                shutil.rmtree(unfinished, ignore_errors=True)
                raise
            _make_current(built, unfinished, f"{fingerprint}-{token}")
    except Timeout:
        raise StoreError(
            "another build is under way.", where=built, mend="Wait for it to end, then try again."
        ) from None


def _make_current(built: Path, unfinished: Path, name: str) -> None:
    unfinished.rename(built / name)
    draft = built / f"{POINTER}.new"
    with draft.open("w", encoding="utf-8") as file:
        file.write(name)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(built / POINTER)


def _sweep(built: Path) -> None:
    """Remove what killed builds left and all but the current build; a folder still open elsewhere may stay."""
    try:
        current = current_build(built)
    except StoreError:
        current = None
    for folder in built.iterdir():
        if folder.is_dir() and (current is None or folder != current.folder):
            shutil.rmtree(folder, ignore_errors=True)
