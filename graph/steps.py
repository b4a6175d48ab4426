"""What a build is doing, for whoever shows its progress."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """The steps of a build, in their order."""

    READING = "reading"
    EXTRACTING = "extracting"
    PLACING = "placing"
    WRITING = "writing"
    VALIDATING = "validating"
    STORING = "storing"
    DONE = "done"

    @property
    def begins(self) -> float:
        """The share of the whole time that is over when the step begins, measured on the Sanmenxia report."""
        return _BEGINS[self]


_BEGINS = {
    Step.READING: 0.05,
    Step.EXTRACTING: 0.1,
    Step.PLACING: 0.25,
    Step.WRITING: 0.3,
    Step.VALIDATING: 0.5,
    Step.STORING: 0.9,
    Step.DONE: 1.0,
}

#: Hears each step as it begins.
Progress = Callable[[Step], None]
