"""The details of one name: what is said of it, each with its sentence."""

from __future__ import annotations

import streamlit as st

from graph.present import exploration
from graph.present.details import Group, Said, groups
from graph.present.exploration import Along, View
from graph.present.marking import excerpt, marked_html
from graph.present.palette import MARKS
from graph.present.scene import facts_of
from graph.query.values import Evidence, Fact, Thing
from graph.ui import state
from graph.ui.catalogue import inverse_labels, predicate_labels, t, type_labels
from graph.ui.frame import escape
from graph.ui.pagelist import SOURCE
from graph.ui.parts import exploring
from graph.ui.parts.canvas import HEIGHT
from graph.ui.parts.figures import figure_rows

SHOWN_AT_FIRST = 4


def details(view: View) -> None:
    """The selected name, or a word on what to do where none is."""
    if view.selected is None:
        st.info(t("graph.nothing"), icon=":material/ads_click:")
        return
    thing = state.things()[view.selected]
    facts, every = exploring.facts_in_sight(thing.iri), facts_of(state.knowledge(), thing.iri)
    _head(thing)
    _actions(view, thing, facts)
    _by_type(view, thing, facts)
    with st.container(height=HEIGHT - 60, border=False, key="facts"):
        figures = state.figures_of(thing.iri)
        if not every and not figures:
            st.caption(t("graph.no_facts"))
        if len(facts) < len(every):
            st.caption(t("canvas.facts_filtered", n=len(every) - len(facts)))
        for group in groups(thing.iri, facts, state.things()):
            _group(view, thing, group, facts)
        if figures:
            st.markdown(f"**{t('graph.figures')}**")
            figure_rows(figures)


def _head(thing: Thing) -> None:
    st.subheader(escape(thing.name), anchor=False)
    also = f" · {t('graph.also', names='、'.join(thing.aliases))}" if thing.aliases else ""
    st.caption(f"{MARKS[thing.type].glyph} {type_labels()[thing.type]}{escape(also)}")


def _actions(view: View, thing: Thing, facts: tuple[Fact, ...]) -> None:
    left = len(exploration.hidden(view, thing.iri, facts, state.things()))
    full = len(view.shown) >= exploration.MOST_SHOWN
    label = t("canvas.expand", n=min(left, exploration.STEP), left=left) if left else t("graph.expanded_all")
    if full:
        label = t("graph.full", n=len(view.shown))
    pinned = thing.iri in view.pinned
    with st.container(horizontal=True, gap="small", key="actions"):
        st.button(
            label,
            icon=":material/open_in_full:",
            disabled=full or not left,
            on_click=exploring.expand,
            args=(thing.iri,),
            key="expand",
        )
        for name, icon, act in (
            ("only", "filter_center_focus", exploring.only),
            ("collapse", "close_fullscreen", exploring.collapse),
            ("unpin" if pinned else "pin", "keep_off" if pinned else "keep", exploring.pin),
            ("hide", "visibility_off", exploring.hide),
        ):
            st.button(
                t(f"canvasact.{name}"),
                icon=f":material/{icon}:",
                on_click=act,
                args=(thing.iri,),
                key=name,
                type="tertiary",
                help=t(f"canvasact.{name}_help"),
            )


def _by_type(view: View, thing: Thing, facts: tuple[Fact, ...]) -> None:
    """Neighbours by type with how many are in view; a button adds the next ones of that type."""
    counts = exploration.counts_by_type(view, thing.iri, facts, state.things())
    with st.container(horizontal=True, gap="small", key="by-type"):
        for kind, count in counts.items():
            left = exploration.hidden(view, thing.iri, facts, state.things(), kind=kind)
            label = t("canvas.of_type", type=type_labels()[kind], shown=count.in_view, all=count.all)
            st.button(
                f"{MARKS[kind].glyph} {label}",
                disabled=not left,
                on_click=exploring.expand,
                args=(thing.iri, None, kind),
                key=f"type-{kind.value}",
                help=_next(len(left)),
            )


def _next(left: int) -> str:
    if not left:
        return t("canvas.all_in_view")
    return t("canvas.add", n=min(left, exploration.STEP), left=left)


def _group(view: View, thing: Thing, group: Group, facts: tuple[Fact, ...]) -> None:
    labels = inverse_labels() if group.inverse else predicate_labels()
    along = Along(group.predicate, group.inverse)
    count = exploration.count_along(view, thing.iri, facts, along)
    left = exploration.hidden(view, thing.iri, facts, state.things(), along=along)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"**{labels[group.predicate]}**", width="content")
        st.caption(t("canvas.in_view", shown=count.in_view, all=count.all), width="content")
        if left:
            st.button(
                t("canvas.more", n=min(len(left), exploration.STEP)),
                icon=":material/add:",
                type="tertiary",
                on_click=exploring.expand,
                args=(thing.iri, along),
                key=f"along-{group.predicate.value}-{group.inverse}",
                help=_next(len(left)),
            )
    for number, said in enumerate(group.said[:SHOWN_AT_FIRST]):
        _said(thing, said, f"{group.predicate}-{group.inverse}-{number}")
    rest = group.said[SHOWN_AT_FIRST:]
    if rest:
        with st.expander(t("graph.more", n=len(rest))):
            for number, said in enumerate(rest, SHOWN_AT_FIRST):
                _said(thing, said, f"{group.predicate}-{group.inverse}-{number}")


def _said(thing: Thing, said: Said, key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        for number, other in enumerate(said.others):
            st.button(
                escape(thing_name(other)),
                key=f"to-{key}-{number}",
                type="tertiary",
                on_click=exploring.select,
                args=(other.iri,),
            )
    words = [name for one in (thing, *said.others) for name in (one.name, *one.aliases)]
    notes = [t("graph.confidence", percent=round(said.confidence * 100))]
    if said.inferred:
        notes.append(t("graph.inferred"))
    notes.append(t("canvas.checked_by", who="、".join(said.checked)) if said.checked else t("canvas.unchecked"))
    sentence(said.evidence, words, notes, key=key)


def sentence(evidence: Evidence, words: list[str], notes: list[str], *, key: str) -> None:
    """The words that say a thing, marked, with their section and the way to their place in the report."""
    st.html(f'<p class="lianpu-evidence">{marked_html(excerpt(evidence.words, words), words)}</p>')
    where = t("graph.section", section=evidence.section) if evidence.section else ""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.caption(escape(" · ".join(part for part in (where, *notes) if part)), width="content")
        if st.button(t("graph.in_source"), key=f"source-{key}", type="tertiary", icon=":material/article:"):
            at = f"{evidence.span.start}-{evidence.span.end}"
            st.switch_page(SOURCE, query_params={"report": state.short(evidence.report), "at": at})


def thing_name(thing: Thing) -> str:
    """A name with its type's glyph."""
    return f"{MARKS[thing.type].glyph} {thing.name}"
