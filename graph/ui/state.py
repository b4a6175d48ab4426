"""The pages' one door to the graph: the only caches, the session's keys and the address bar's parameters.

Cached values are shared by all sessions and never changed. Each is keyed by the build, so that a rebuild is seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path

import streamlit as st

from graph.attract.attraction import Attractor
from graph.attract.classes import load_classes
from graph.attract.model import Attraction, Candidate, IndustryClass
from graph.gaps.blockage import Question
from graph.gaps.blockage import questions as blockage_questions_of
from graph.gaps.ground import Ground, survey
from graph.gaps.model import ChainGap
from graph.gaps.ranking import across, gaps_of, rank
from graph.gaps.statistics import Statistics
from graph.gaps.weights import DEFAULT, Weights
from graph.papers.making import PaperFile, make_papers, name_of
from graph.papers.settings import Form, read_settings
from graph.query import chains as chain_questions
from graph.query import questions
from graph.query.answer import Answer
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.runner import QueryRunner
from graph.query.values import ChainInfo, ChainView, Fact, Figure, ReportInfo, Source, Thing
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
def _knowledge(build_id: str) -> Knowledge:
    return load_knowledge(store())


def knowledge() -> Knowledge:
    """All that the graph holds for questions that span it."""
    return _knowledge(build().id)


def things() -> Mapping[str, Thing]:
    """Every entity by IRI, the most connected first."""
    return knowledge().things


def reports() -> tuple[ReportInfo, ...]:
    """Every report in the graph."""
    return tuple(source.info for source in knowledge().sources.values())


@st.cache_resource(max_entries=2)
def _counts(build_id: str) -> tuple[int, int]:
    return questions.counts(store())


def counts() -> tuple[int, int]:
    """How many statements and figures there are."""
    return _counts(build().id)


def figures() -> tuple[Figure, ...]:
    """Every figure."""
    return knowledge().figures


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


def source(report: str) -> Source:
    """A report with its text, sections and mentions. Raises QueryError where the graph holds no such report."""
    return knowledge().source(report)


def chains() -> tuple[ChainInfo, ...]:
    """Every reference chain with the states of its links, the best-filled first."""
    return chain_questions.infos(knowledge().chains)


def chain(chain_id: str) -> ChainView:
    """One chain with who sits where."""
    return chain_questions.choose(knowledge().chains, chain_id)


@st.cache_resource(max_entries=2)
def _ground(build_id: str) -> Ground:
    return survey(knowledge())


def gaps(
    chain_id: str | None, weights: Weights = DEFAULT, statistics: Statistics | None = None
) -> tuple[ChainGap, ...]:
    """The gaps of one chain, or of all, the highest ranked first."""
    known, ground = knowledge(), _ground(build().id)
    if chain_id is None:
        return across(rank(known, weights, statistics, ground=ground), weights)
    view = chain(chain_id)
    ranked = gaps_of(view, known, weights, statistics, ground=ground)
    return tuple(ChainGap(view, gap) for gap in ranked.gaps)


def blockage_questions(view: ChainView) -> tuple[Question, ...]:
    """What to ask staff of a chain."""
    return blockage_questions_of(view, _ground(build().id).owners)


def classes() -> Mapping[str, IndustryClass]:
    """The classes of GB/T 4754-2017 by code."""
    return load_classes(settings())


@st.cache_resource(max_entries=24)
def _attractor(build_id: str, chain_id: str) -> Attractor:
    return Attractor(knowledge(), chain(chain_id), classes())


def attraction(item: ChainGap, candidates: tuple[Candidate, ...]) -> Attraction:
    """What to attract to a gap; ``candidates`` are the user's own list."""
    shared = _attractor(build().id, item.view.info.id)
    return (replace(shared, candidates=candidates) if candidates else shared).to(item.gap)


@st.cache_data(max_entries=24, show_spinner=False)
def _papers(build_id: str, chain_id: str, candidates: tuple[Candidate, ...], form: Form) -> PaperFile:
    wanted = read_settings(settings().papers)
    (made,) = make_papers(
        _knowledge(build_id), chain_id, wanted, classes=classes(), candidates=candidates, forms=[form]
    )
    return made


def papers(chain_id: str, candidates: tuple[Candidate, ...], form: Form) -> bytes:
    """The papers of a chain in one form."""
    return _papers(build().id, chain_id, candidates, form).data


def paper_name(view: ChainView, form: Form) -> str:
    """What the file of a chain's papers is called."""
    place = "、".join(dict.fromkeys(report.place for report in reports()))
    return name_of(place, view.info.zh, max(report.year for report in reports()), form)


def short(iri: str) -> str:
    """An instance IRI without the base, for the address bar."""
    return iri.removeprefix(settings().base_iri)


def long(name: str) -> str:
    """The IRI of an address-bar name."""
    return settings().base_iri + name
