"""Who is central, and who could lead a chain: each part counted in the open, with its sentence."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from network_cases import E, P, S, chain, fact, figure, knowledge, link, seat, thing

from graph.errors import QueryError
from graph.network.centrality import central_enterprises, pagerank
from graph.network.leaders import WEIGHTS, Leaders, LeadPart, leaders
from graph.network.titles import titles
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore

A = thing(E.ENTERPRISE, "甲铜业")
B = thing(E.ENTERPRISE, "乙铜业")
C = thing(E.ENTERPRISE, "丙铝业")
COPPER = thing(E.INDUSTRY, "铜产业")
FOIL = thing(E.PRODUCT, "铜箔")
WIRE = thing(E.PRODUCT, "铜线")
PROJECT = thing(E.PROJECT, "铜箔项目")


def test_the_enterprise_that_joins_two_sides_is_the_most_central():
    facts = (fact(A, P.OPERATES_IN, COPPER), fact(A, P.PRODUCES, FOIL), fact(B, P.OPERATES_IN, COPPER))
    first, second = central_enterprises(knowledge((A, B, COPPER, FOIL), facts))
    assert (first.enterprise, second.enterprise) == (A, B)
    assert (first.degree.value, second.degree.value) == (2, 1)
    assert [one.betweenness.rank for one in (first, second)] == [1, 2]


def test_equal_values_share_a_rank_and_the_next_counts_on():
    facts = (fact(A, P.PRODUCES, FOIL), fact(B, P.PRODUCES, WIRE))
    found = central_enterprises(knowledge((A, B, C, FOIL, WIRE), facts))
    assert {one.enterprise.name: one.degree.rank for one in found} == {"甲铜业": 1, "乙铜业": 1, "丙铝业": 3}


def test_two_things_joined_by_several_statements_count_once():
    facts = (fact(A, P.OPERATES_IN, COPPER), fact(A, P.OPERATES_IN, COPPER, sure=0.4))
    (found,) = central_enterprises(knowledge((A, COPPER), facts))
    assert found.degree.value == 1


def test_of_a_chain_only_who_sits_there_is_told_with_its_rank_among_all():
    facts = (fact(A, P.OPERATES_IN, COPPER), fact(A, P.PRODUCES, FOIL), fact(B, P.OPERATES_IN, COPPER))
    graph = knowledge((A, B, COPPER, FOIL), facts, (chain("copper", (link("copper/foil", seat(B)),)),))
    (found,) = central_enterprises(graph, "copper")
    assert (found.enterprise, found.degree.rank) == (B, 2)


def test_centrality_of_a_chain_that_is_not_there_is_an_error():
    with pytest.raises(QueryError, match="nowhere"):
        central_enterprises(knowledge((A,)), "nowhere")


@pytest.mark.parametrize(
    "edges", [[(1, 2), (2, 3), (3, 4), (2, 4)], [(1, 2)], [(n, n + 1) for n in range(20)] + [(0, 10), (5, 15)]]
)
def test_pagerank_is_the_steady_state_of_the_google_matrix(edges: list[tuple[int, int]]):
    network = nx.Graph((str(a), str(b)) for a, b in edges)
    network.add_node("alone")
    matrix = np.asarray(nx.google_matrix(network, alpha=0.85))
    values, vectors = np.linalg.eig(matrix.T)
    steady = np.real(vectors[:, np.argmax(np.real(values))])
    steady = steady / steady.sum()
    assert list(pagerank(network).values()) == pytest.approx(list(steady), abs=1e-8)


def test_pagerank_of_nothing_is_nothing():
    assert pagerank(nx.Graph()) == {}


@pytest.mark.parametrize(
    ("text", "word", "value"),
    [
        ("铜产业方面,依托甲铜业、乙铜业等龙头企业,发展铜箔。", "龙头", 1.0),
        ("依托甲铜业等龙头骨干企业做大铜产业。", "龙头", 1.0),
        ("围绕“链主”企业甲铜业招商。", "链主", 1.0),
        ("依托甲铜业等骨干企业,加强研发。", "骨干", 0.5),
        ("甲铜业成长为行业龙头。", "龙头", 1.0),
    ],
)
def test_a_clause_that_names_an_enterprise_gives_it_its_title(text: str, word: str, value: float):
    (title,) = titles(knowledge((A, B), text=f"先说别的。{text}再说别的。"), A.iri)
    assert (title.word, title.value, title.evidence.words) == (word, value, text.rstrip("。"))
    assert title.evidence.span.start == len("先说别的。")


@pytest.mark.parametrize(
    "text",
    [
        "支持甲铜业扩产,引进龙头企业8家。",
        "甲铜业投产。围绕龙头企业招商。",
        "甲铜业助力骨干交通网络建设。",
        "依托乙铜业等龙头企业。",
    ],
)
def test_a_title_in_another_clause_or_for_something_else_is_not_its_own(text: str):
    assert titles(knowledge((A, B), text=text), A.iri) == ()


def lead(text: str = "甲市。", *, figures=(), facts=(), things=()) -> Leaders:
    copper = chain(
        "copper",
        (
            link("copper/foil", seat(A), seat(FOIL, S.INTENDED)),
            link("copper/wire", seat(A), seat(B, S.IN_PROGRESS), seat(WIRE, S.INTENDED)),
            link("copper/car", seat(C), kind="application"),
        ),
    )
    return leaders(knowledge(things, facts, (copper,), figures=figures, text=text), "copper")


def parts(found: Leaders, name: str) -> dict[LeadPart, float]:
    (leader,) = (one for one in found.candidates if one.enterprise.name == name)
    return {voice.part: voice.value for voice in leader.voices}


def test_links_count_against_the_most_and_a_half_where_nothing_is_produced_yet():
    found = lead()
    assert parts(found, "甲铜业")[LeadPart.LINKS] == 1.0
    assert parts(found, "乙铜业")[LeadPart.LINKS] == 0.25
    assert found.candidates[0].voice(LeadPart.LINKS).what == ("foil", "wire")


def test_who_only_sits_where_the_chain_is_used_does_not_lead_it():
    assert C not in [one.enterprise for one in lead().candidates]


def test_the_score_is_the_weighted_sum_of_the_parts():
    found = lead("依托乙铜业等龙头企业。")
    by_name = {one.enterprise.name: one.score for one in found.candidates}
    assert by_name == {
        "甲铜业": pytest.approx(WEIGHTS[LeadPart.LINKS]),
        "乙铜业": pytest.approx(WEIGHTS[LeadPart.TITLE] + WEIGHTS[LeadPart.LINKS] * 0.25),
    }
    assert [one.rank for one in found.candidates] == [1, 2]
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_other_weights_may_turn_the_order_round():
    graph = knowledge(
        (A, B),
        (),
        (chain("copper", (link("copper/foil", seat(A)), link("copper/wire", seat(B, S.IN_PROGRESS)))),),
        text="依托乙铜业等龙头企业。",
    )
    by_title = leaders(graph, "copper", weights={LeadPart.TITLE: 1})
    by_links = leaders(graph, "copper", weights={LeadPart.LINKS: 2})
    assert [found.candidates[0].enterprise for found in (by_title, by_links)] == [B, A]


def test_projects_products_and_figures_count_with_their_sentences():
    facts = (fact(A, P.UNDERTAKES, PROJECT), fact(A, P.PRODUCES, FOIL))
    found = lead(facts=facts, figures=(figure("铜箔项目", "产能", 8000, "吨"),), things=(PROJECT, FOIL))
    leader = found.candidates[0]
    assert [leader.voice(part).what for part in (LeadPart.PROJECTS, LeadPart.PRODUCTS, LeadPart.FIGURES)] == [
        ("铜箔项目",),
        ("铜箔",),
        ("产能 8,000 吨",),
    ]
    assert all(voice.evidence for voice in leader.voices if voice.count)


def test_a_count_of_a_list_that_an_enterprise_opens_is_no_figure_about_it():
    found = lead(figures=(figure("甲铜业", "甲铜业等", 27, "家"),))
    assert parts(found, "甲铜业")[LeadPart.FIGURES] == 0


def test_what_sits_on_another_chain_only_does_not_count():
    phone = thing(E.PRODUCT, "手机")
    copper = chain("copper", (link("copper/foil", seat(A)),))
    other = chain("phones", (link("phones/phone", seat(phone, S.INTENDED)),))
    graph = knowledge((A,), (fact(A, P.PRODUCES, phone), fact(A, P.PRODUCES, FOIL)), (copper, other))
    graph = knowledge((*graph.things.values(), FOIL), graph.facts, graph.chains)
    assert leaders(graph, "copper").candidates[0].voice(LeadPart.PRODUCTS).what == ("铜箔",)


def test_who_works_in_the_industry_of_the_chain_is_a_candidate_with_the_sentence():
    facts = (fact(B, P.OPERATES_IN, COPPER), fact(COPPER, P.HAS_PRODUCT, FOIL))
    copper = chain("copper", (link("copper/foil", seat(FOIL, S.INTENDED)),))
    other = chain("other", (link("other/foil", seat(A)),))
    graph = knowledge((B, COPPER), facts, (copper, other))
    (leader,) = leaders(graph, "copper").candidates
    assert (leader.enterprise, leader.held) == (B, ())
    assert leader.industry == facts[0]
    assert B not in [one.enterprise for one in leaders(graph, "other").candidates]


def test_equal_scores_share_a_rank():
    graph = knowledge((), (), (chain("x", (link("x/a", seat(A)), link("x/b", seat(B)))),))
    assert [one.rank for one in leaders(graph, "x").candidates] == [1, 1]


def test_a_chain_that_is_not_there_is_an_error():
    with pytest.raises(QueryError, match="nowhere"):
        leaders(knowledge(), "nowhere")


def test_the_caution_says_that_no_output_or_share_is_known():
    found = lead()
    assert "市场份额" in found.caution_zh
    assert "market share" in found.caution_en


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.mark.parametrize(
    ("chain_id", "named"),
    [
        ("copper", ("华鑫铜箔", "汇盛铜业")),
        ("gold", ("中原黄金冶炼厂", "国投金城冶金")),
        ("aluminium", ("宝武铝业", "戴卡轮毂")),
    ],
)
def test_those_that_the_report_calls_leading_are_candidates_with_that_sentence(
    real: Knowledge, chain_id: str, named: tuple[str, ...]
):
    by_name = {one.enterprise.name: one for one in leaders(real, chain_id).candidates}
    for name in named:
        title = by_name[name].voice(LeadPart.TITLE)
        assert title.value == 1.0
        assert any(name in said.words and "龙头" in said.words for said in title.evidence)


def test_the_sentences_of_all_candidates_stand_in_the_report(real: Knowledge):
    for view in real.chains:
        for leader in leaders(real, view.info.id).candidates:
            for said in (said for voice in leader.voices for said in voice.evidence):
                assert said.span.of(real.sources[said.report].text) == said.words
