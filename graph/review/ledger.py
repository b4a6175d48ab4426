"""The decisions about one report on disk: each is written at once, and each can be taken back as if it never was.

Several people, and several servers, may write to one folder: a lock beside the files lets one in at a time, and what is
taken back is found anew under the lock, by what it says.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from graph.curation.decisions import Decision
from graph.curation.files import ENDING, append_decision, read_file
from graph.curation.notation import parse_decision
from graph.review.people import Person, ReviewError, require_editor

LOCK = ".lock"
_WAIT_SECONDS = 10.0


class Ledger:
    """What was decided about the report with this slug, in the curation folder."""

    def __init__(self, folder: Path, slug: str) -> None:
        self._folder, self._slug = folder, slug

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision about the report, in the order of the files. CurationError for a file that breaks its form."""
        return tuple(decision for path in self._files() for decision in _decisions(path))

    def keep(self, person: Person, decision: Decision) -> None:
        """Write a decision down before anything else happens.

        Raises NotAllowedError for a reader, ReviewError where another name stands under it or the folder is busy or
        cannot be written.
        """
        name = require_editor(person)
        if decision.who != name:
            raise ReviewError("a decision carries the name of who takes it.", where=decision.who, mend="Reload.")
        with self._alone():
            append_decision(self._folder, self._slug, decision)

    def take_back(self, person: Person, decision: Decision) -> None:
        """Remove the line of a decision of one's own; every other byte stays.

        Raises NotAllowedError for a reader and for another person's decision, ReviewError where the line is gone.
        """
        name = require_editor(person)
        if decision.who != name:
            raise ReviewError("this decision is another person's.", where=decision.who, key="review_others")
        with self._alone():
            for path in reversed(self._files()):
                if self._remove(path, decision):
                    return
        raise ReviewError("the decision is not there any more.", mend="Reload the page.", key="review_gone")

    def _files(self) -> list[Path]:
        return [path for path in sorted(self._folder.glob(f"*{ENDING}")) if _slug(path) == self._slug]

    def _remove(self, path: Path, decision: Decision) -> bool:
        lines = path.read_bytes().splitlines(keepends=True)
        for index in range(len(lines) - 1, 0, -1):
            line = lines[index].decode("utf-8").strip()
            if line and parse_decision(line, f"{path.name}:{index + 1}") == decision:
                del lines[index]
                self._exchange(path, b"".join(lines))
                return True
        return False

    def _exchange(self, path: Path, data: bytes) -> None:
        head = json.dumps({"report": self._slug}, ensure_ascii=False) + "\n"
        if data == head.encode():
            # The file began with the decision that goes.
            path.unlink()
            return
        draft = path.with_name(f".{path.name}.new")
        with draft.open("wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / LOCK, timeout=_WAIT_SECONDS):
                yield
        except Timeout:
            raise ReviewError("another decision is being written.", mend="Try again.", key="review_busy") from None
        except OSError as error:
            reason = f"cannot be written ({error.strerror or error})."
            raise ReviewError(reason, where=self._folder, mend="Grant the right to write there.") from error


def own_last(decisions: tuple[Decision, ...], who: str, built: frozenset[str]) -> Decision | None:
    """The last decision of this person that no build holds yet: what an undo takes back."""
    mine = (d for d in reversed(decisions) if d.who == who and d.digest not in built)
    return next(mine, None)


def _slug(path: Path) -> str:
    return _parsed(path, *_stamp(path))[0]


def _decisions(path: Path) -> tuple[Decision, ...]:
    return _parsed(path, *_stamp(path))[1]


def _stamp(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=64)
def _parsed(path: Path, *stamp: int) -> tuple[str, tuple[Decision, ...]]:
    slug, found = read_file(path)
    return slug, tuple(decision for _, decision in found)
