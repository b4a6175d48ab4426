"""Undo and redo of what was done on the canvas: a value, and functions from one value to the next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from graph.present.exploration import View

#: How many steps can be taken back.
DEPTH = 100


class StepKind(StrEnum):
    """What a step did."""

    OPEN = "open"
    RESET = "reset"
    ONLY = "only"
    BRING = "bring"
    EXPAND = "expand"
    COLLAPSE = "collapse"
    HIDE = "hide"
    UNHIDE = "unhide"
    PIN = "pin"
    UNPIN = "unpin"
    LAYOUT = "layout"
    FILTER = "filter"
    PATH = "path"


@dataclass(frozen=True)
class Step:
    """A step by its kind, the name that it was done to (an IRI, "" where it is none), and the view before or after."""

    kind: StepKind
    about: str
    view: View


@dataclass(frozen=True)
class History:
    """The steps that can be taken back, the latest last, with the views before them, and those that were taken back,
    the next to redo last, with the views after them."""

    past: tuple[Step, ...] = ()
    future: tuple[Step, ...] = ()

    @property
    def undoes(self) -> Step | None:
        """The step that undo takes back."""
        return self.past[-1] if self.past else None

    @property
    def redoes(self) -> Step | None:
        """The step that redo does again."""
        return self.future[-1] if self.future else None


def taken(history: History, kind: StepKind, about: str, before: View) -> History:
    """A history one step longer; what was taken back can no longer be redone."""
    return History((*history.past, Step(kind, about, before))[-DEPTH:])


def undone(history: History, now: View) -> tuple[History, View]:
    """The history with its last step taken back, and the view before it; both as they are where there is none."""
    if not history.past:
        return history, now
    *past, step = history.past
    return History(tuple(past), (*history.future, Step(step.kind, step.about, now))), step.view


def redone(history: History, now: View) -> tuple[History, View]:
    """The history with the step last taken back done again, and the view after it."""
    if not history.future:
        return history, now
    *future, step = history.future
    return History((*history.past, Step(step.kind, step.about, now)), tuple(future)), step.view
