"""The work on one file. It runs in this process or in another, so what goes in and comes out can be pickled."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LianpuError
from graph.extraction import extract
from graph.model import Extraction, Report
from graph.reading import flow_of, read_report


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: an ``extraction``, or the ``error`` that it was refused with. Never both, never none.

    ``seconds`` is the time that the work on it took, reading included.
    """

    path: Path
    extraction: Extraction | None
    error: LianpuError | None
    seconds: float


def extract_file(path: Path) -> Extraction:
    """What the report in the file says. Raises ReadingError for a file that is no report."""
    return extract_report(read_report(path))


def extract_report(report: Report) -> Extraction:
    """What the report says; offsets count the characters of its text as read.

    Hard line breaks, full-width digits and the like are out of the way of extraction meanwhile: see
    ``graph.reading.flow``.
    """
    flow = flow_of(report)
    return flow.back(extract(flow.report))


def outcome_of(path: Path) -> Outcome:
    """``extract_file``, with the error in place of an exception: also one that nobody foresaw."""
    started = time.perf_counter()
    try:
        return Outcome(path, extract_file(path), None, time.perf_counter() - started)
    except LianpuError as error:
        return Outcome(path, None, error, time.perf_counter() - started)
    except Exception as error:  # noqa: BLE001 - a fault in the program must not cost the other reports
        return Outcome(path, None, unforeseen(path, error), time.perf_counter() - started)


def unforeseen(path: Path, error: BaseException) -> LianpuError:
    """The error that stands for an exception that is no LianpuError."""
    reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    mend = "The program is at fault: report it with this line and, if you may, the file."
    return LianpuError(f"failed unexpectedly ({reason}).", where=path, mend=mend)
