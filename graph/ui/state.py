"""The pages' one door to the graph: the only caches, the session's keys and the address bar's parameters.

Cached values are shared by all sessions and never changed. Each is keyed by the build, so that a rebuild is seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import streamlit as st

from graph.attract.attraction import Attractor
from graph.attract.classes import load_classes
from graph.attract.model import Attraction, Candidate, IndustryClass
from graph.compare.comparing import compare as compare_reports
from graph.compare.model import Comparison
from graph.gaps.blockage import Question
from graph.gaps.blockage import questions as blockage_questions_of
from graph.gaps.ground import Ground, survey
from graph.gaps.model import ChainGap
from graph.gaps.ranking import across, gaps_of, rank
from graph.gaps.statistics import Statistics
from graph.gaps.weights import DEFAULT, Weights
from graph.model import EntityType
from graph.network.counties import CountyMatrix, county_matrix
from graph.network.paths import Ways, simple_paths
from graph.network.values import Path as Joining
from graph.papers.making import PaperFile, make_papers, name_of
from graph.papers.settings import Form, read_settings
from graph.present.canvasaddress import Addresses
from graph.present.chainwires import Layout, lay_out
from graph.present.counties import Profile, profiles
from graph.present.countymap import CountyMap, county_map
from graph.present.exploration import neighbour_sets
from graph.present.policies import PolicyRow, policy_rows
from graph.query import chains as chain_questions
from graph.query import questions
from graph.query.asking.answering import Reply
from graph.query.asking.answering import ask as ask_graph
from graph.query.asking.names import Name, Names, names_of
from graph.query.asking.template import Template, load_templates
from graph.query.asking.understanding import Filling, Listener, Reading
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.running import Runner, shared_runner_of
from graph.query.terms import Term, terms_of
from graph.query.terms import prefixes as prefixes_of
from graph.query.values import ChainInfo, ChainView, Fact, Figure, ReportInfo, Source, Thing
from graph.search.entries import Entry, Kind, entries_of
from graph.search.index import SearchIndex
from graph.settings import Settings, load_settings
from graph.store import AnyBuild, GraphStore, open_build
from graph.ui.builder import Builder
from graph.ui.catalogue import strings
from graph.ui.pagelist import PATHS

#: Session keys.
CANVAS = "canvas"
#: How many steps a path on the canvas may have.
LONGEST_JOINING = 8


@st.cache_resource
def settings() -> Settings:
    """The settings of this server."""
    return load_settings()


@st.cache_resource
def builder() -> Builder:
    """The builder of this server."""
    return Builder(settings())


def build() -> AnyBuild:
    """The build that this server shows. Raises LianpuError where there is none."""
    return builder().build


@st.cache_resource(max_entries=2)
def _store(build_id: str, _build: AnyBuild) -> GraphStore:
    return open_build(_build)


def store() -> GraphStore:
    """The open graph."""
    shown = build()
    return _store(shown.id, shown)


def runner() -> Runner:
    """What runs queries that people wrote; pages and endpoint share it."""
    bounds = settings()
    return shared_runner_of(build(), bounds.query_seconds, bounds.query_rows, bounds.query_megabytes)


@st.cache_resource(max_entries=2)
def _terms(build_id: str) -> tuple[Term, ...]:
    return terms_of(store())


def terms() -> tuple[Term, ...]:
    """Every class and predicate that a query can name, the most used first."""
    return _terms(build().id)


def prefixes() -> dict[str, str]:
    """The prefixes that a query need not declare."""
    return prefixes_of()


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


@st.cache_resource(max_entries=2, show_spinner=False)
def _search_index(build_id: str) -> SearchIndex:
    names = {path: strings()[f"nav.{path or 'overview'}"] for path in sorted(PATHS)}
    pages = [Entry(Kind.PAGE, path, name["zh"], name["en"]) for path, name in names.items()]
    return SearchIndex(entries_of(knowledge(), pages))


def search_index() -> SearchIndex:
    """The index of all names, and of the pages."""
    return _search_index(build().id)


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


@st.cache_resource(max_entries=64)
def _chain_layout(build_id: str, chain_id: str) -> Layout:
    return lay_out(chain(chain_id))


def chain_layout(chain_id: str) -> Layout:
    """Where the links of a chain stand on its map, and how its supply lines run."""
    return _chain_layout(build().id, chain_id)


@st.cache_resource(max_entries=2)
def _counties(build_id: str) -> CountyMatrix:
    return county_matrix(knowledge())


def counties() -> CountyMatrix:
    """Which county holds which part of which chain."""
    return _counties(build().id)


@st.cache_resource(max_entries=2)
def _county_profiles(build_id: str) -> tuple[Profile, ...]:
    return profiles(knowledge(), counties())


def county_profiles() -> tuple[Profile, ...]:
    """What each county has, each with its statements."""
    return _county_profiles(build().id)


@st.cache_resource(max_entries=2)
def _county_shapes(build_id: str) -> CountyMap:
    return county_map([profile.county for profile in county_profiles() if not profile.whole])


def county_shapes() -> CountyMap:
    """The counties as shapes on a map."""
    return _county_shapes(build().id)


@st.cache_resource(max_entries=2)
def _policies(build_id: str) -> tuple[PolicyRow, ...]:
    return policy_rows(knowledge())


def policies() -> tuple[PolicyRow, ...]:
    """Every policy with its industries, its issuers and its sentence."""
    return _policies(build().id)


def places() -> str:
    """The places that the reports are about, the first three by name."""
    named = list(dict.fromkeys(report.place for report in reports()))
    return "、".join(named[:3]) + ("…" if len(named) > 3 else "")


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


@st.cache_resource(max_entries=2)
def _addresses(build_id: str) -> Addresses:
    return Addresses.of(things(), settings().base_iri)


def addresses() -> Addresses:
    """What writes the names of a canvas for the address bar."""
    return _addresses(build().id)


@st.cache_resource(max_entries=2)
def _neighbours(build_id: str) -> Mapping[str, frozenset[str]]:
    return neighbour_sets(knowledge().facts)


def neighbours() -> Mapping[str, frozenset[str]]:
    """What every entity is joined to, by IRI; an entity that is joined to nothing is not in it."""
    return _neighbours(build().id)


@st.cache_resource(max_entries=64)
def _joining(build_id: str, start: str, end: str) -> Joining | None:
    known = knowledge()
    everywhere = frozenset(
        thing.iri
        for thing in known.things.values()
        if thing.type is EntityType.PLACE and thing.name in {report.place for report in reports()}
    )
    for without in (everywhere - {start, end}, frozenset[str]()):
        ways = Ways(seats=False, supply=False, without=without)
        found = simple_paths(known, start, end, ways=ways, cutoff=LONGEST_JOINING, most=1).found
        if found:
            return found[0]
    return None


def joining(start: str, end: str) -> Joining | None:
    """The shortest way from one entity to another over what reports state, the surest of equally short ones; one that
    avoids the reports' own places, where nearly everything is, goes before one that does not. None where there is none.
    """
    return _joining(build().id, start, end)


@st.cache_resource(max_entries=2)
def _listener(build_id: str) -> Listener:
    return Listener(load_templates(settings().ontology / "queries"), names_of(knowledge()))


def listener() -> Listener:
    """What understands questions in plain words."""
    return _listener(build().id)


def templates() -> tuple[Template, ...]:
    """The questions that can be asked in plain words."""
    return listener().templates


def names() -> Names:
    """All that a question may name."""
    return listener().names


def about(known: tuple[Name, ...]) -> tuple[Reading, ...]:
    """A few questions about any of some names."""
    return listener().about(known)


@st.cache_resource(max_entries=64)
def _reply(build_id: str, template_id: str, fillings: tuple[Filling, ...]) -> Reply:
    template = next(one for one in templates() if one.id == template_id)
    return ask_graph(store(), template, fillings)


def ask(template: Template, fillings: tuple[Filling, ...]) -> Reply:
    """The answer to a question in plain words."""
    return _reply(build().id, template.id, fillings)


@st.cache_resource(max_entries=8)
def _comparison(build_id: str, first: str, second: str) -> Comparison:
    return compare_reports(knowledge(), first, second)


def comparison(first: str, second: str) -> Comparison:
    """Two reports, by IRI, held against each other. Raises QueryError where one is unknown or both are the same."""
    return _comparison(build().id, first, second)


def short(iri: str) -> str:
    """An instance IRI without the base, for the address bar."""
    return iri.removeprefix(settings().base_iri)


def long(name: str) -> str:
    """The IRI of an address-bar name."""
    return settings().base_iri + name
