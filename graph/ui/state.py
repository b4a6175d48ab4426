"""The pages' one door to the graph: the only caches, the session's keys and the address bar's parameters.

Cached values are shared by all sessions and never changed. Each is keyed by the build, so that a rebuild is seen.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import streamlit as st

from graph.query import chains as chain_questions
from graph.query import questions
from graph.query.answer import Answer
from graph.query.runner import QueryRunner
from graph.query.values import (
    ChainInfo,
    ChainView,
    Fact,
    Figure,
    MentionOf,
    ReportInfo,
    SectionInfo,
    Thing,
)
from graph.settings import Settings, load_settings
from graph.store import Build, GraphStore, open_store
from graph.ui.builder import Builder

#: Session keys.
CANVAS = "canvas"


@st.cache_resource
def settings() -> Settings:
    """The settings of this server."""
    return load_settings()


@st.cache_resource
def builder() -> Builder:
    """The builder of this server."""
    return Builder(settings())


def build() -> Build:
    """The build that this server shows. Raises LianpuError where there is none."""
    return builder().build


@st.cache_resource(max_entries=2)
def _store(folder: Path) -> GraphStore:
    return open_store(folder)


def store() -> GraphStore:
    """The open graph."""
    return _store(build().folder)


@st.cache_resource(max_entries=2)
def _runner(folder: Path, seconds: float, rows: int) -> QueryRunner:
    return QueryRunner(folder, seconds=seconds, rows=rows)


def run_query(query: str) -> Answer:
    """The answer to a query that the user wrote; guarded and bounded."""
    return _runner(build().folder, settings().query_seconds, settings().query_rows).run(query)


@st.cache_resource(max_entries=2)
def _things(build_id: str) -> dict[str, Thing]:
    return questions.things(store())


def things() -> dict[str, Thing]:
    """Every entity by IRI, the most connected first."""
    return _things(build().id)


@st.cache_resource(max_entries=2)
def _reports(build_id: str) -> tuple[ReportInfo, ...]:
    return questions.reports(store())


def reports() -> tuple[ReportInfo, ...]:
    """Every report in the graph."""
    return _reports(build().id)


@st.cache_resource(max_entries=2)
def _counts(build_id: str) -> tuple[int, int]:
    return questions.counts(store())


def counts() -> tuple[int, int]:
    """How many statements and figures there are."""
    return _counts(build().id)


@st.cache_resource(max_entries=2)
def _figures(build_id: str) -> tuple[Figure, ...]:
    return questions.figures(store())


def figures() -> tuple[Figure, ...]:
    """Every figure."""
    return _figures(build().id)


def figures_of(iri: str) -> tuple[Figure, ...]:
    """Every figure about an entity."""
    return questions.figures_of(store(), iri)


def facts_of(iri: str) -> tuple[Fact, ...]:
    """Every statement about an entity."""
    return questions.facts_of(store(), iri)


def facts_among(iris: Collection[str]) -> tuple[Fact, ...]:
    """Every statement between the given entities."""
    return questions.facts_among(store(), iris)


def facts_touching(iris: Collection[str]) -> tuple[Fact, ...]:
    """Every statement with an end among the given entities."""
    return questions.facts_touching(store(), iris)


@st.cache_resource(max_entries=8)
def _source(build_id: str, report: str) -> tuple[str, tuple[SectionInfo, ...], tuple[MentionOf, ...]]:
    return (
        questions.report_text(store(), report),
        questions.sections(store(), report),
        questions.mentions(store(), report),
    )


def source(report: str) -> tuple[str, tuple[SectionInfo, ...], tuple[MentionOf, ...]]:
    """A report's text, sections and mentions."""
    return _source(build().id, report)


@st.cache_resource(max_entries=2)
def _chains(build_id: str) -> tuple[ChainInfo, ...]:
    return chain_questions.chains(store(), things())


def chains() -> tuple[ChainInfo, ...]:
    """Every reference chain with the states of its links."""
    return _chains(build().id)


@st.cache_resource(max_entries=24)
def _chain(build_id: str, chain_id: str) -> ChainView:
    return chain_questions.chain(store(), things(), chain_id)


def chain(chain_id: str) -> ChainView:
    """One chain with who sits where."""
    return _chain(build().id, chain_id)


def short(iri: str) -> str:
    """An instance IRI without the base, for the address bar."""
    return iri.removeprefix(settings().base_iri)


def long(name: str) -> str:
    """The IRI of an address-bar name."""
    return settings().base_iri + name
