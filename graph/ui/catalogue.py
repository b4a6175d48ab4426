"""The one catalogue of interface strings, Chinese and English, and the choice between them."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Literal

import streamlit as st

from graph.errors import LianpuError
from graph.model import EntityType, IndicatorStatus, NodeState, Predicate, Stage

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
STRINGS = Path(__file__).parent / "strings.toml"
_KEY = "language"


@cache
def strings() -> dict[str, dict[str, str]]:
    """All strings: {key: {"zh": ..., "en": ...}}, keys as ``table.name``."""
    tables = tomllib.loads(STRINGS.read_text(encoding="utf-8"))
    return {f"{table}.{name}": texts for table, entries in tables.items() for name, texts in entries.items()}


def language() -> Language:
    """The language of this session: what the user switched to, else what the address says, else the browser's."""
    if _KEY not in st.session_state:
        asked = st.query_params.get("lang") or st.context.locale or "zh"
        st.session_state[_KEY] = "zh" if asked.lower().startswith("zh") else "en"
    return "zh" if st.session_state[_KEY] == "zh" else "en"


def switch(to: Language) -> None:
    """Show the interface in another language from the next run on; the address keeps it for a link or a reload."""
    st.session_state[_KEY] = to
    st.query_params["lang"] = to


def t(key: str, **values: object) -> str:
    """The string at ``key`` in the session's language, with ``{names}`` filled in. KeyError where there is none."""
    return teller(language())(key, **values)


def teller(spoken: Language) -> Callable[..., str]:
    """What ``t`` is in one language, for where there is no session."""

    def tell(key: str, **values: object) -> str:
        text = strings()[key][spoken]
        return text.format(**values) if values else text

    return tell


def explain(error: LianpuError) -> str:
    """What an error says, in the session's language where the catalogue has its sentence, else in its own words."""
    if error.key is not None and f"error.{error.key}" in strings():
        place = f"{error.where}：" if error.where else ""
        return place + t(f"error.{error.key}", **error.values) if language() == "zh" else str(error)
    return t("app.error", what=error)


def type_labels() -> dict[EntityType, str]:
    """What each entity type is called."""
    return {kind: t(f"type.{kind.value}") for kind in EntityType}


def predicate_labels() -> dict[Predicate, str]:
    """What each relation is called, read from its subject."""
    return {predicate: t(f"relation.{predicate.value}") for predicate in Predicate}


def inverse_labels() -> dict[Predicate, str]:
    """What each relation is called, read from its object."""
    return {predicate: t(f"inverse.{predicate.value}") for predicate in Predicate}


def stage_labels() -> dict[Stage, str]:
    """What each column of a chain is called."""
    return {stage: t(f"stage.{stage.value}") for stage in Stage}


def state_labels() -> dict[NodeState, str]:
    """What each state of a chain node is called."""
    return {state: t(f"state.{state.value}") for state in NodeState}


def status_labels() -> dict[IndicatorStatus, str]:
    """What each status of a figure is called."""
    return {status: t(f"status.{status.value}") for status in IndicatorStatus}
