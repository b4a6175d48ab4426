"""What every page stands in: style, language switch, the progress of the first build, shared pieces of a page."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from graph.errors import LianpuError
from graph.present.palette import MARKS
from graph.query.values import Thing
from graph.ui import state
from graph.ui.catalogue import LANGUAGES, explain, language, switch, t

#: How often a waiting page looks how far the build is. A cached build is there before the first look is due.
_POLL_SECONDS = 0.1


def style() -> None:
    """Load the one style sheet, and the colours of the type tiles' glyphs from the palette."""
    st.html(Path(__file__).parent / "style.css")
    tiles = "".join(
        f'.st-key-tile-{kind.value} button::before {{ content: "{mark.glyph}"; color: {mark.colour}; }}'
        for kind, mark in MARKS.items()
    )
    st.html(f"<style>{tiles}</style>")


def mark_heading(pages: Mapping[str, Sequence[st.Page]], shown: st.Page) -> None:
    """Let the menu's heading that the shown page stands under look chosen, as a page that stands open does."""
    before = len(pages.get("", ()))
    headings = [group for heading, group in pages.items() if heading]
    place = next((n for n, group in enumerate(headings) if any(p.url_path == shown.url_path for p in group)), None)
    if place is not None:
        button = f"[data-testid='stTopNav'] > :nth-child({before + place + 1}) > button"
        st.html(f"<style>{button} {{ background: rgb(128 138 150 / 20%); font-weight: 600; }}</style>")


def language_switch() -> None:
    """The switch between Chinese and English, at the top of every page."""
    current = language()
    chosen = st.segmented_control(
        t("app.switch"),
        LANGUAGES,
        default=current,
        required=True,
        format_func=lambda code: t(f"app.{code}"),
        key=f"switch-{current}",
        label_visibility="collapsed",
    )
    if chosen is not None and chosen != current:
        switch(chosen)
        st.rerun()


def wait_for_build() -> None:
    """Show how the server's build gets on, until it is over; a failed one is told of above the earlier graph."""
    builder = state.builder()
    builder.start()
    # There in every run, so that what follows keeps its place on the page and is not drawn anew after a build.
    place = st.empty()
    if not builder.finished():
        with place.container():
            title(t("build.title"), t("build.lead"))
            bar = st.progress(0.0, text=t("build.waiting"))
        while not builder.finished():
            step = builder.step
            if step is not None:
                bar.progress(step.begins, text=t(f"build.{step.value}"))
            time.sleep(_POLL_SECONDS)
        place.empty()
    if builder.error is not None:
        show_error(builder.error)
        st.button(t("build.retry"), icon=":material/refresh:", on_click=builder.retry)


def show_error(error: LianpuError) -> None:
    """Tell what went wrong, in words of the session's language where the catalogue has them."""
    st.error(escape(explain(error)), icon=":material/error:")


def title(text: str, lead: str = "") -> None:
    """The question that the page answers, and one line on what it stands on."""
    st.title(text, anchor=False)
    if lead:
        st.caption(escape(lead))


def thing_label(thing: Thing) -> str:
    """An entity's name for a list to choose from, with its type's glyph and its other names."""
    also = f"（{'、'.join(thing.aliases[:3])}）" if thing.aliases else ""
    return f"{MARKS[thing.type].glyph} {thing.name}{also}"


def escape(text: str) -> str:
    """Text from data for a place that reads Markdown: nothing in it is taken for markup.

    >>> escape("[a](b) *c* :red[d]")
    '\\\\[a\\\\](b) \\\\*c\\\\* \\\\:red\\\\[d\\\\]'
    """
    return "".join(f"\\{c}" if c in "\\`*_[]{}<>#|~$:!" else c for c in text)
