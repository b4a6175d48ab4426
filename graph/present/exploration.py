"""What stands on the canvas and how it grows: a value, and functions from one value to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from graph.model import EntityType, Predicate
from graph.present.filtering import Filters
from graph.query.values import Fact, Thing

#: How many neighbours one step adds, how many names a first view may hold, and any.
STEP = 12
FIRST_VIEW = 21
MOST_SHOWN = 500


class Layout(StrEnum):
    """How the names are placed: by force, in the order of the chain, or in rings around one."""

    FORCE = "force"
    LAYERED = "layered"
    CONCENTRIC = "concentric"


@dataclass(frozen=True)
class Along:
    """A relation seen from a name; ``inverse``: the name is its object."""

    predicate: Predicate
    inverse: bool


@dataclass(frozen=True)
class View:
    """The names ``shown`` on the canvas (in order of arrival), the one ``selected``, the one last opened (``anchor``).

    ``generation`` changes when the canvas is drawn afresh; within one, nothing that is shown moves. ``away`` are names
    that the user hid: they come back only when asked for. ``pinned`` names keep their place in every layout. ``path``
    is the two ends of the path that stands out.
    """

    shown: tuple[str, ...] = ()
    selected: str | None = None
    anchor: str | None = None
    generation: int = 0
    away: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    layout: Layout = Layout.FORCE
    filters: Filters = field(default_factory=Filters)
    path: tuple[str, str] | None = None


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
    return replace(bring(view, [iri]), selected=iri, anchor=iri if iri not in view.shown else view.anchor)


def bring(view: View, iris: Iterable[str]) -> View:
    """Put names on the canvas, also such as were hidden, as far as there is room."""
    fresh = [iri for iri in dict.fromkeys(iris) if iri not in view.shown]
    shown = (*view.shown, *fresh[: max(0, MOST_SHOWN - len(view.shown))])
    return replace(view, shown=shown, away=tuple(iri for iri in view.away if iri not in shown))


def expand(
    view: View,
    iri: str,
    facts: Iterable[Fact],
    things: Mapping[str, Thing],
    *,
    step: int = STEP,
    along: Along | None = None,
    kind: EntityType | None = None,
) -> View:
    """Add the next ``step`` best neighbours of a name that are not shown yet, all or those by one relation or of one
    type; what is shown stays."""
    chosen = choose(view, iri)
    room = max(0, min(step, MOST_SHOWN - len(chosen.shown)))
    fresh = hidden(chosen, iri, facts, things, along=along, kind=kind)[:room]
    return replace(chosen, shown=(*chosen.shown, *fresh), anchor=iri)


def collapse(view: View, iri: str, among: Iterable[Fact]) -> View:
    """Take away the neighbours of a name that nothing else on the canvas is joined to; pinned and path ends stay.
    ``among`` are the facts between what is shown."""
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for fact in among:
        if fact.subject != fact.object:
            joined[fact.subject].add(fact.object)
            joined[fact.object].add(fact.subject)
    staying = {*view.pinned, *(view.path or ())}
    gone = {other for other in joined[iri] if joined[other] == {iri}} - staying
    return _without(replace(view, selected=iri), gone)


def hide(view: View, iri: str) -> View:
    """Take one name away; expanding does not bring it back."""
    return replace(_without(view, {iri}), away=(*view.away, iri) if iri in view.shown else view.away)


def unhide(view: View) -> View:
    """Bring back all that the user hid."""
    return bring(view, view.away)


def pin(view: View, iri: str) -> View:
    """Pin a name that is on the canvas to its place, or let it go."""
    if iri in view.pinned:
        return replace(view, pinned=tuple(other for other in view.pinned if other != iri))
    return replace(view, pinned=(*view.pinned, iri)) if iri in view.shown else view


def hidden(
    view: View,
    iri: str,
    facts: Iterable[Fact],
    things: Mapping[str, Thing],
    *,
    along: Along | None = None,
    kind: EntityType | None = None,
) -> tuple[str, ...]:
    """The neighbours of a name that are not on the canvas and were not hidden, best-connected first."""
    others = neighbours(iri, facts, along=along) - {*view.shown, *view.away}
    return ranked({o for o in others if o in things and kind in (None, things[o].type)}, things)


def neighbours(iri: str, facts: Iterable[Fact], *, along: Along | None = None) -> set[str]:
    """The other ends of a name's statements, of all or of those by one relation."""
    return {end for fact in facts if _is_along(fact, iri, along) for end in _other_ends(fact, (iri,))}


def neighbour_sets(facts: Iterable[Fact]) -> dict[str, frozenset[str]]:
    """The neighbours of every name that has any, by IRI."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.subject != fact.object:
            found[fact.subject].add(fact.object)
            found[fact.object].add(fact.subject)
    return {iri: frozenset(others) for iri, others in found.items()}


@dataclass(frozen=True)
class Count:
    """How many of a name's neighbours are on the canvas, and how many there are."""

    in_view: int
    all: int


def counts_by_type(view: View, iri: str, facts: Iterable[Fact], things: Mapping[str, Thing]) -> dict[EntityType, Count]:
    """A name's neighbours by type, in the order of the types; only types that it has."""
    others = [other for other in neighbours(iri, facts) if other in things]
    shown, counts = set(view.shown), {}
    for kind in EntityType:
        of_kind = [other for other in others if things[other].type is kind]
        if of_kind:
            counts[kind] = Count(sum(other in shown for other in of_kind), len(of_kind))
    return counts


def count_along(view: View, iri: str, facts: Iterable[Fact], along: Along) -> Count:
    """A name's neighbours by one relation."""
    others = neighbours(iri, facts, along=along)
    return Count(len(others & set(view.shown)), len(others))


def ranked(iris: Collection[str], things: Mapping[str, Thing]) -> tuple[str, ...]:
    """IRIs of known things, best-connected first, ties by name."""
    known = [things[iri] for iri in iris if iri in things]
    return tuple(t.iri for t in sorted(known, key=lambda t: (-t.degree, t.name, t.iri)))


def _without(view: View, gone: Collection[str]) -> View:
    return replace(
        view,
        shown=tuple(iri for iri in view.shown if iri not in gone),
        pinned=tuple(iri for iri in view.pinned if iri not in gone),
        selected=None if view.selected in gone else view.selected,
        anchor=None if view.anchor in gone else view.anchor,
        path=None if set(view.path or ()) & set(gone) else view.path,
    )


def _is_along(fact: Fact, iri: str, along: Along | None) -> bool:
    if along is None:
        return True
    return fact.predicate is along.predicate and iri == (fact.object if along.inverse else fact.subject)


def _other_ends(fact: Fact, iris: Collection[str]) -> list[str]:
    ends = []
    if fact.subject in iris and fact.object != fact.subject:
        ends.append(fact.object)
    if fact.object in iris and fact.object != fact.subject:
        ends.append(fact.subject)
    return ends
