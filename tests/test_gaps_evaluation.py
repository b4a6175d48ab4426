"""Hiding known links and looking for them: what is hidden, what positions count, what the real chains give."""

from __future__ import annotations

import pytest
from gap_cases import knowledge, link, seat, view

from graph.chains.state import strongest
from graph.gaps.evaluation import BASELINES, Measure, Method, evaluate, measure, pooled, position
from graph.gaps.ground import survey
from graph.gaps.hiding import Hiding, trials, without
from graph.model import NodeState, Stage, Tense
from graph.query.knowledge import load_knowledge
from graph.store import GraphStore

FIRM = seat("makes", "甲公司", tense=Tense.REVIEW, at=900_000)
BESIDE = seat("wants", "甲业", at=900_000)
PLAN = seat("wants", "乙业")
REVIEW = seat("wants", "丙业", tense=Tense.REVIEW)
HELD = link("a", FIRM, BESIDE, PLAN, REVIEW, same=("x",))
ONE = view([HELD, link("b"), link("c", seat("makes", "丁公司"))], "a>b b>c", chain="one")
TWO = view([link("x", FIRM, BESIDE, PLAN, REVIEW, same=("a",)), link("y")], "x>y", chain="two")
GRAPH = knowledge(ONE, TWO)


@pytest.mark.parametrize(
    ("hiding", "left"),
    [(Hiding.STRICT, ()), (Hiding.PLAN, (PLAN,)), (Hiding.FIRMS, (BESIDE, PLAN, REVIEW))],
)
def test_a_link_is_hidden_in_every_chain_that_holds_it(hiding: Hiding, left: tuple[object, ...]) -> None:
    one, two = without(GRAPH.chains, survey(GRAPH), HELD, hiding)
    for hidden in (one.by_iri["a"], two.by_iri["x"]):
        assert hidden.seats == left
        assert hidden.state is strongest(held.shows for held in hidden.seats)
    assert one.by_iri["c"] == ONE.by_iri["c"]
    assert one.info.count(NodeState.PRODUCING) == ONE.info.count(NodeState.PRODUCING) - 1


def test_each_producing_link_is_one_trial_among_all_that_do_not_produce_then() -> None:
    found = {
        (one.view.info.id, one.link.iri): set(one.candidates) for one in trials(GRAPH, survey(GRAPH), Hiding.STRICT)
    }
    assert found == {("one", "a"): {"a", "b"}, ("one", "c"): {"b", "c"}, ("two", "x"): {"x", "y"}}


def test_equals_take_the_mean_of_their_positions() -> None:
    scores = {"a": 0.9, "b": 0.5, "c": 0.5, "d": 0.5, "e": 0.1}
    assert [position(scores, one) for one in "abe"] == [1.0, 3.0, 5.0]


def test_measures_count_hits_and_reciprocal_ranks() -> None:
    assert measure([1.0, 2.0, 4.0, 10.0]) == Measure(4, 0.25, 0.5, 0.75, (1 + 0.5 + 0.25 + 0.1) / 4)
    assert pooled([measure([1.0]), measure([2.0])]) == measure([1.0, 2.0])
    assert measure([]) == Measure(0, 0.0, 0.0, 0.0, 0.0)


def test_chance_is_what_random_orders_come_to(store: GraphStore) -> None:
    overall = evaluate(load_knowledge(store)).overall
    assert overall[Method.RANDOM].mrr == pytest.approx(overall[Method.CHANCE].mrr, abs=0.01)
    assert overall[Method.RANDOM].hit5 == pytest.approx(overall[Method.CHANCE].hit5, abs=0.01)


def test_a_graph_without_producing_links_gives_no_case() -> None:
    got = evaluate(knowledge(view([link("a"), link("b")], "a>b")))
    assert got.overall[Method.OURS].cases == 0
    assert got.lift == 0.0


def test_one_link_of_midstream_beside_a_firm_is_found_first() -> None:
    links = [
        link("a", seat("makes", "甲公司")),
        link("b", seat("makes", "乙公司"), stage=Stage.MIDSTREAM),
        link("c"),
        link("d"),
    ]
    got = evaluate(knowledge(view(links, "a>b c>d")))
    places = {place.link: place.position for place in got.places}
    assert places["b"] == 1.0


@pytest.mark.parametrize("hiding", list(Hiding))
def test_on_the_real_chains_we_find_hidden_links_better_than_any_baseline(store: GraphStore, hiding: Hiding) -> None:
    got = evaluate(load_knowledge(store), hiding)
    ours = got.overall[Method.OURS]
    assert ours.cases >= 15
    assert got.lift > 1.2
    assert ours.hit5 > max(got.overall[method].hit5 for method in BASELINES)
    assert sum(measures[Method.OURS].cases for measures in got.by_chain.values()) == ours.cases
