"""Letting a tried report in among the reports that a build reads, under a name that overwrites nothing; and out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from graph.review.desk import digest_of
from graph.review.people import Person, ReviewError, require_editor
from graph.review.trial import Trial, twin_of

_LOCK = ".lock"
_LONGEST = 60


def admit(reports: Path, trial: Trial, person: Person, judged: Mapping[str, str]) -> Path:
    """Copy the file of a trial into the folder of reports. Returns where it is now.

    ``judged`` are the reports that decisions speak of: slug -> title. Of two reports of one place and year the first by
    title has the plain slug, which decisions know a report by: one that would take it over is not let in. Raises
    NotAllowedError for a reader, ReviewError for such a report, for one that the shapes refuse or that is there
    already, and where the folder cannot be written.
    """
    require_editor(person)
    report = trial.extraction.report
    if report.title < judged.get(report.slug, ""):
        raise ReviewError(
            f"would take the place of {judged[report.slug]!r}, which people have judged.",
            where=trial.name,
            mend="Ask whoever runs the server to give the decisions of that report a slug of their own first.",
            key="review_displaces",
            values={"title": judged[report.slug]},
        )
    if not trial.sound:
        raise ReviewError("the shapes refuse this report.", where=trial.name, key="review_unsound")
    with _alone(reports):
        twin = twin_of(reports, trial.sha256)
        if twin is not None:
            raise ReviewError(f"is the same as {twin}.", where=trial.name, key="review_twin", values={"twin": twin})
        path = _free(reports, safe_name(trial))
        # Hidden until it is whole: a build may begin at any moment.
        draft = reports / f".{path.name}.new"
        draft.write_bytes(trial.data)
        draft.replace(path)
    return path


def withdraw(reports: Path, name: str, sha256: str, person: Person) -> None:
    """Take an admitted report out again. Its decisions stay. Raises ReviewError unless it is there as it came."""
    require_editor(person)
    with _alone(reports):
        path = reports / Path(name).name
        if not path.is_file() or digest_of(path) != sha256:
            raise ReviewError("is not there as it was added.", where=name, mend="Reload.", key="review_changed")
        path.unlink()


def safe_name(trial: Trial) -> str:
    """A file name from the report's place and year: letters, digits and - only, with the ending that it came with."""
    report = trial.extraction.report
    stem = re.sub(r"[^\w-]+", "-", f"{report.place}-{report.year}").strip("-_")[:_LONGEST] or "report"
    return stem + PurePosixPath(trial.name).suffix.lower()


def _free(folder: Path, name: str) -> Path:
    path = folder / name
    numbers = count(2)
    while path.exists():
        path = folder / f"{Path(name).stem}-{next(numbers)}{Path(name).suffix}"
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / _LOCK, timeout=10.0):
            yield
    except Timeout:
        raise ReviewError("another report is being added.", mend="Try again.", key="review_busy") from None
    except OSError as error:
        reason = f"cannot be written ({error.strerror or error})."
        raise ReviewError(reason, where=folder, mend="Grant the right to write there.") from error
