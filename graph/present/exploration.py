"""What stands on the canvas and how it grows: a value, and functions from one value to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from graph.model import EntityType
from graph.query.values import Fact, Thing

#: How many neighbours one step adds, and how many names a first view may hold.
STEP = 12
FIRST_VIEW = 21
MOST_SHOWN = 300


@dataclass(frozen=True)
class View:
    """The names ``shown`` on the canvas (in order of arrival), the one ``selected``, the one last opened (``anchor``).

    ``generation`` changes when the canvas is drawn afresh; within one, nothing that is shown moves.
    """

    shown: tuple[str, ...] = ()
    selected: str | None = None
    anchor: str | None = None
    generation: int = 0


def opening(
    things: Mapping[str, Thing], facts: Iterable[Fact], *, kind: EntityType | None = None, generation: int = 0
) -> View:
    """The first view: the best-connected names of a ``kind`` (enterprises by default), then their best neighbours."""
    core = first_names(things, kind)
    around = ranked({n for f in facts for n in _other_ends(f, core)} - set(core), things)
    return View(tuple([*core, *around][:FIRST_VIEW]), generation=generation)


def first_names(things: Mapping[str, Thing], kind: EntityType | None) -> tuple[str, ...]:
    """What a first view begins with; ``things`` come most connected first."""
    wanted = kind or EntityType.ENTERPRISE
    return tuple(t.iri for t in things.values() if t.type is wanted)[: FIRST_VIEW * 2 // 3 if kind else FIRST_VIEW // 3]


def focus(iri: str, facts: Iterable[Fact], things: Mapping[str, Thing], *, generation: int) -> View:
    """A fresh view of one name and its best neighbours."""
    around = ranked(neighbours(iri, facts), things)[:STEP]
    return View((iri, *around), selected=iri, anchor=iri, generation=generation)


def choose(view: View, iri: str) -> View:
    """Select a name; one that is not on the canvas yet comes to it."""
    shown = view.shown if iri in view.shown else (*view.shown, iri)
    return replace(view, shown=shown, selected=iri, anchor=iri if iri not in view.shown else view.anchor)


def expand(view: View, iri: str, facts: Iterable[Fact], things: Mapping[str, Thing], *, step: int = STEP) -> View:
    """Add the next ``step`` best neighbours of a name that are not shown yet; what is shown stays."""
    chosen = choose(view, iri)
    room = max(0, min(step, MOST_SHOWN - len(chosen.shown)))
    fresh = hidden(chosen, iri, facts, things)[:room]
    return replace(chosen, shown=(*chosen.shown, *fresh), anchor=iri)


def hidden(view: View, iri: str, facts: Iterable[Fact], things: Mapping[str, Thing]) -> tuple[str, ...]:
    """The neighbours of a name that are not on the canvas, best-connected first."""
    return ranked(neighbours(iri, facts) - set(view.shown), things)


def neighbours(iri: str, facts: Iterable[Fact]) -> set[str]:
    """The other ends of a name's statements."""
    return {end for fact in facts for end in _other_ends(fact, (iri,))}


def ranked(iris: Collection[str], things: Mapping[str, Thing]) -> tuple[str, ...]:
    """IRIs of known things, best-connected first, ties by name."""
    known = [things[iri] for iri in iris if iri in things]
    return tuple(t.iri for t in sorted(known, key=lambda t: (-t.degree, t.name, t.iri)))


def _other_ends(fact: Fact, iris: Collection[str]) -> list[str]:
    ends = []
    if fact.subject in iris and fact.object != fact.subject:
        ends.append(fact.object)
    if fact.object in iris and fact.object != fact.subject:
        ends.append(fact.subject)
    return ends
