"""The order of gaps: scores from parts and weights, ties, chokes, one list over all chains."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from gap_cases import knowledge, link, seat, view
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import LianpuError
from graph.gaps.ground import survey
from graph.gaps.model import ChainGaps, Gap, GapClass, Part, PartName
from graph.gaps.ranking import MOVE, across, gap_score, gaps_of, in_order, rank
from graph.gaps.statistics import parse_statistics
from graph.gaps.weights import DEFAULT, Weights, parse_weights
from graph.model import NodeState
from graph.query.knowledge import load_knowledge
from graph.store import GraphStore

EVEN = Weights(support=0.5, bridge=0, key=0.5, policy=0, progress=0, cross_chain=0, stage=0)
MADE = seat("makes", "甲公司")


def gap(iri: str, support: float, key: float = 0.0, *, weights: Weights = EVEN, choke: bool = False) -> Gap:
    parts = (Part(PartName.SUPPORT, support, (0, 0)), Part(PartName.KEY, key, (0, 1)))
    return Gap(link(iri), GapClass.MISSING, choke, (), (), parts, weights.score(parts), 1)


def ranks(*gaps: Gap) -> list[tuple[str, int]]:
    return [(one.link.iri, one.rank) for one in in_order(gaps, EVEN)]


def test_a_score_is_the_weighted_mean_of_the_parts_that_are_there() -> None:
    parts = (Part(PartName.SUPPORT, 1.0, (1, 1)), Part(PartName.KEY, 0.0, (0, 1)))
    weights = Weights(support=3, bridge=0, key=1, policy=0, progress=0, cross_chain=0, stage=96)
    assert weights.score(parts) == pytest.approx(0.75)


def test_a_link_that_is_made_here_already_scores_half() -> None:
    parts = (Part(PartName.SUPPORT, 0.8, (1, 1)),)
    held, open_ = (gap_score(EVEN, parts, state) for state in (NodeState.PRODUCING, NodeState.INTENDED))
    assert held == pytest.approx(open_ / 2)


def test_what_is_better_in_every_part_comes_first() -> None:
    assert ranks(gap("a", 0.2, 0.2), gap("b", 0.9, 0.9)) == [("b", 1), ("a", 2)]


def test_an_order_that_a_tenth_turns_is_a_tie() -> None:
    assert ranks(gap("a", 1.0, 0.0), gap("b", 0.1, 0.95)) == [("b", 1), ("a", 1)]


def test_an_order_that_no_tenth_turns_is_none() -> None:
    assert ranks(gap("a", 1.0, 0.0), gap("b", 0.6, 0.95)) == [("b", 1), ("a", 2)]


def test_a_rank_after_a_tie_counts_all_before_it() -> None:
    assert [place for _, place in ranks(gap("a", 1.0, 0.0), gap("b", 0.0, 1.0), gap("c", 0.0, 0.0))] == [1, 1, 3]


def test_equals_stand_in_the_order_of_their_links() -> None:
    assert ranks(gap("b", 0.5, 0.5), gap("a", 0.5, 0.5)) == [("a", 1), ("b", 1)]


values = st.floats(0, 1, allow_nan=False).map(lambda value: round(value, 2))


@given(st.lists(st.tuples(values, values), min_size=1, max_size=12))
def test_two_of_one_rank_turn_with_some_weight_and_who_surely_leads_ranks_before(
    pairs: list[tuple[float, float]],
) -> None:
    ordered = in_order((gap(f"{i:02}", *pair) for i, pair in enumerate(pairs)), EVEN)
    moved = [EVEN, *(EVEN.moved(name, by) for name in PartName for by in (MOVE, -MOVE))]
    assert all(first.score >= later.score - 1e-9 for first, later in pairwise(ordered))
    for place, first in enumerate(ordered):
        for later in ordered[place + 1 :]:
            surely = all(w.score(first.parts) > w.score(later.parts) + 1e-9 for w in moved)
            assert first.rank < later.rank if surely else first.rank <= later.rank


def test_chokes_come_first_inside_their_class() -> None:
    better, choke = gap("a", 0.9, 0.9), gap("b", 0.1, 0.1, choke=True)
    blank = replace(gap("c", 1.0, 1.0), kind=GapClass.BLANK)
    grouped = ChainGaps(view([]), in_order([better, choke, blank], EVEN)).by_class()
    assert [(kind, [one.link.iri for one in those]) for kind, those in grouped] == [
        (GapClass.MISSING, ["b", "a"]),
        (GapClass.BLANK, ["c"]),
    ]


def test_gaps_name_their_neighbours_and_makers() -> None:
    chain = view([link("a", MADE), link("b"), link("c")], "a>b b>c")
    found = {one.link.iri: one for one in gaps_of(chain, knowledge(chain)).gaps}
    assert found.keys() == {"a", "b"}
    assert ([one.iri for one in found["b"].suppliers], [one.iri for one in found["b"].users]) == (["a"], ["c"])
    assert [firm.name for firm in found["a"].firms] == ["甲公司"]
    assert found["b"].firms == ()


def test_statistics_enter_the_score_only_of_links_that_they_cover() -> None:
    chain = view([link("a", MADE), link("b", code="3251"), link("c")], "a>b a>c")
    graph = knowledge(chain)
    before = {one.link.iri: one.score for one in gaps_of(chain, graph).gaps}
    after = {
        one.link.iri: one.score for one in gaps_of(chain, graph, statistics=parse_statistics("code,lq\n3251,9\n")).gaps
    }
    assert after["b"] > before["b"]
    assert after["c"] == before["c"]


def test_a_link_that_chains_share_stands_once_in_the_list_over_all() -> None:
    one = view([link("a", MADE), link("b", same=("y",))], "a>b", chain="one")
    two = view(
        [link("x", seat("makes", "乙公司")), link("y", same=("b",), key=True), link("z")], "x>y y>z", chain="two"
    )
    listed = across(rank(knowledge(one, two)))
    assert [item.gap.link.iri for item in listed].count("b") + [item.gap.link.iri for item in listed].count("y") == 1
    assert {item.view.info.id for item in listed} == {"one", "two"}


def test_a_survey_made_once_gives_the_same_ranks(store: GraphStore) -> None:
    graph = load_knowledge(store)
    assert rank(graph, ground=survey(graph)) == rank(graph)


def test_the_real_copper_chain_wants_battery_foil_first(store: GraphStore) -> None:
    graph = load_knowledge(store)
    copper = next(chain for chain in rank(graph) if chain.view.info.id == "copper")
    assert "锂电铜箔" in [one.link.zh for one in copper.gaps if one.rank == 1]
    assert all(one.rank <= place for place, one in enumerate(copper.gaps, start=1))


def test_weights_that_are_not_named_keep_theirs() -> None:
    assert parse_weights("support=0.3, key=0.2") == replace(DEFAULT, support=0.3, key=0.2)
    assert parse_weights("") == DEFAULT


def test_only_the_relation_of_weights_matters() -> None:
    parts = (Part(PartName.SUPPORT, 0.3, (0, 0)), Part(PartName.STAGE, 1.0, (1, 1)))
    double = Weights(**{name: 2 * getattr(DEFAULT, name) for name in Weights.__dataclass_fields__})
    assert double.score(parts) == pytest.approx(DEFAULT.score(parts))


@pytest.mark.parametrize(
    "text",
    [
        "nothing=1",
        "key",
        "key=x",
        "key=-1",
        "key=nan",
        "key=1,key=2",
        ",".join(f"{f}=0" for f in Weights.__dataclass_fields__),
    ],
)
def test_weights_that_cannot_be_used_are_refused(text: str) -> None:
    with pytest.raises(LianpuError, match=r"^weights: "):
        parse_weights(text)
