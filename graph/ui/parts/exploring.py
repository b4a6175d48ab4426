"""The canvas of a session: its view, its history, the address that holds them, and all that can be done to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import streamlit as st

from graph.model import EntityType
from graph.present import exploration
from graph.present.canvasaddress import NAMES, viewed, written
from graph.present.exploration import Along, Layout, View
from graph.present.filtering import Filters, kept
from graph.present.history import History, StepKind, redone, taken, undone
from graph.present.scene import facts_among, facts_of, years
from graph.query.values import Fact
from graph.ui import state
from graph.ui.catalogue import t

_HISTORY = "canvas-history"
_ADDRESS = "canvas-address"
_GENERATION = "canvas-generation"


def current_view() -> View:
    """The view of this session; an address that was not written by it begins a new one. The address follows."""
    asked = _asked()
    view = cast("View | None", st.session_state.get(state.CANVAS))
    if view is None or is_stale(view):
        st.session_state[_HISTORY] = History()
        st.session_state[state.CANVAS] = _asked_view(asked)
    elif asked and asked != st.session_state.get(_ADDRESS):
        about = _named(asked.get("node", "")) or ""
        _show(_asked_view(asked), StepKind.OPEN, about)
    _write_address()
    return view_now()


def view_now() -> View:
    """The view as it is."""
    return cast(View, st.session_state[state.CANVAS])


def history() -> History:
    """What can be undone and redone."""
    return cast(History, st.session_state.setdefault(_HISTORY, History()))


def is_stale(view: View) -> bool:
    """Whether a rebuild took away something that the view shows."""
    return any(iri not in state.things() for iri in view.shown)


def facts_in_sight(iri: str) -> tuple[Fact, ...]:
    """The statements about a name that the filters let through."""
    known = state.knowledge()
    return kept(facts_of(known, iri), view_now().filters, known.things, years(known))


def select(iri: str) -> None:
    """Select a name; one that is not on the canvas comes to it."""
    view = view_now()
    if iri in view.shown:
        st.session_state[state.CANVAS] = exploration.choose(view, iri)
        _write_address()
    else:
        _show(exploration.choose(view, iri), StepKind.BRING, iri)


def expand(iri: str, along: Along | None = None, kind: EntityType | None = None) -> None:
    """Add the next neighbours of a name, all or by one relation or of one type."""
    view, facts, things = view_now(), facts_in_sight(iri), state.things()
    grown = exploration.expand(view, iri, facts, things, along=along, kind=kind)
    if grown.shown == view.shown:
        full = len(view.shown) >= exploration.MOST_SHOWN
        st.toast(t("graph.full", n=len(view.shown)) if full else t("graph.expanded_all"))
    _show(grown, StepKind.EXPAND, iri)


def collapse(iri: str) -> None:
    """Take away what hangs on a name alone."""
    view = view_now()
    _show(exploration.collapse(view, iri, facts_among(state.knowledge(), view.shown)), StepKind.COLLAPSE, iri)


def hide(iri: str) -> None:
    """Take a name away."""
    _show(exploration.hide(view_now(), iri), StepKind.HIDE, iri)


def unhide() -> None:
    """Bring back what was taken away by name."""
    _show(exploration.unhide(view_now()), StepKind.UNHIDE)


def pin(iri: str) -> None:
    """Pin a name to its place, or let it go."""
    view = view_now()
    _show(exploration.pin(view, iri), StepKind.UNPIN if iri in view.pinned else StepKind.PIN, iri)


def only(iri: str) -> None:
    """Begin anew from one name."""
    known = state.knowledge()
    fresh = exploration.focus(iri, facts_of(known, iri), state.things(), generation=_next_generation())
    _show(replace(fresh, layout=view_now().layout), StepKind.ONLY, iri)


def reset() -> None:
    """Begin anew from the best-connected names."""
    _show(_asked_view({}), StepKind.RESET)


def arrange(layout: Layout) -> None:
    """Place the names by another layout."""
    _show(replace(view_now(), layout=layout), StepKind.LAYOUT)


def filter_by(filters: Filters) -> None:
    """Leave out other things than before."""
    _show(replace(view_now(), filters=filters), StepKind.FILTER)


def join(start: str, end: str) -> None:
    """Let the path between two names stand out; what it leads through comes to the canvas."""
    _show(_with_path(view_now(), start, end), StepKind.PATH, end)


def end_path() -> None:
    """Let nothing stand out any more."""
    st.session_state[state.CANVAS] = replace(view_now(), path=None)
    _write_address()


def undo() -> None:
    """Take the last step back."""
    _travel(undone)


def redo() -> None:
    """Do the step that was taken back again."""
    _travel(redone)


def _travel(way: Callable[[History, View], tuple[History, View]]) -> None:
    st.session_state[_HISTORY], st.session_state[state.CANVAS] = way(history(), view_now())
    _write_address()


def _show(view: View, kind: StepKind, about: str = "") -> None:
    """Show another view, as a step that can be undone; the address follows."""
    before = view_now()
    if view.shown == before.shown and kind is StepKind.EXPAND:
        st.session_state[state.CANVAS] = view  # only the selection changed: nothing to undo
    elif view != before:
        st.session_state[_HISTORY] = taken(history(), kind, about, before)
        st.session_state[state.CANVAS] = view
    _write_address()


def _asked() -> dict[str, str]:
    return {name: st.query_params[name] for name in (*NAMES, "type") if name in st.query_params}


def _write_address() -> None:
    wanted = written(view_now(), state.addresses())
    for name in (*NAMES, "type"):
        if name in wanted:
            if st.query_params.get(name) != wanted[name]:
                st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]
    st.session_state[_ADDRESS] = wanted


def _asked_view(asked: dict[str, str]) -> View:
    """The view that an address asks for: what it lists, else a name with its neighbours, else the best of a type."""
    things, generation = state.things(), _next_generation()
    iri = _named(asked.get("node", ""))
    if asked.get("node") and iri is None:
        st.warning(t("graph.unknown"), icon=":material/search_off:")
    if state.addresses().read(asked.get("on", "")):
        start = View(anchor=iri, generation=generation)
    elif iri:
        start = exploration.focus(iri, facts_of(state.knowledge(), iri), things, generation=generation)
    else:
        kind = asked.get("type")
        wanted = EntityType(kind) if kind in set(EntityType) else None
        facts = [f for one in exploration.first_names(things, wanted) for f in facts_of(state.knowledge(), one)]
        start = exploration.opening(things, facts, kind=wanted, generation=generation)
    view = viewed(asked, start, state.addresses())
    return _with_path(view, *view.path) if view.path else view


def _with_path(view: View, start: str, end: str) -> View:
    """A view with a path between two names, and what it leads through on the canvas."""
    found = state.joining(start, end)
    points = [point.iri for point in found.points] if found else [start, end]
    return replace(exploration.bring(view, points), path=(start, end))


def _named(written_name: str) -> str | None:
    found = state.addresses().read(written_name)
    return found[0] if found else None


def _next_generation() -> int:
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    return int(st.session_state[_GENERATION])
