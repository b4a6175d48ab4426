"""Each part of a rank: its value, its counts, and whose sentences show it."""

from __future__ import annotations

import pytest
from gap_cases import knowledge, link, seat, view

from graph.gaps.ground import joined_states, survey
from graph.gaps.model import Part, PartName
from graph.gaps.parts import local, parts_of
from graph.gaps.statistics import parse_statistics
from graph.model import Stage, Tense
from graph.query.knowledge import load_knowledge
from graph.query.values import ChainView
from graph.store import GraphStore

MADE = seat("makes", "甲公司")
OTHER = seat("makes", "乙公司")


def part(name: PartName, iri: str, *views: ChainView, figures: str | None = None) -> Part | None:
    ground = survey(knowledge(*views))
    statistics = parse_statistics(figures) if figures is not None else None
    here = local(views[0], ground, joined_states(views, ground), statistics)
    parts = parts_of(here, views[0].by_iri[iri])
    assert [one.name for one in parts] == [one for one in PartName if one in {p.name for p in parts}]
    return next((one for one in parts if one.name is name), None)


def test_support_counts_producing_neighbours_and_shows_their_firms() -> None:
    chain = view([link("a", MADE), link("b"), link("c", seat("wants", "丙业")), link("d")], "a>b b>c b>d")
    got = part(PartName.SUPPORT, "b", chain)
    assert got is not None
    assert got.counts == (1, 3)
    assert [held.thing.name for held in got.seats] == ["甲公司"]


def test_support_fades_with_each_step() -> None:
    chain = view([link("a", MADE), link("b"), link("c"), link("d"), link("e")], "a>b b>c c>d d>e")
    values = [part(PartName.SUPPORT, iri, chain) for iri in "bcd"]
    near, further, furthest = (one.value for one in values if one is not None)
    assert near > further > furthest > 0


def test_support_of_a_lone_producing_neighbour_is_what_one_step_leaves() -> None:
    got = part(PartName.SUPPORT, "b", view([link("a", MADE), link("b")], "a>b"))
    assert got is not None
    assert got.value == pytest.approx(0.4)


def test_a_link_apart_has_no_support() -> None:
    assert part(PartName.SUPPORT, "b", view([link("a", MADE), link("b")])) == Part(PartName.SUPPORT, 0.0, (0, 0))


def test_support_reaches_through_links_that_chains_share() -> None:
    first = view([link("a", same=("x",)), link("b")], "a>b", chain="one")
    bare = part(PartName.SUPPORT, "a", first, view([link("x", same=("a",)), link("y")], "y>x", chain="two"))
    held = part(PartName.SUPPORT, "a", first, view([link("x", same=("a",)), link("y", MADE)], "y>x", chain="two"))
    assert bare is not None and held is not None
    assert held.value > bare.value
    assert held.counts == bare.counts == (0, 1)


def test_bridge_counts_pairs_of_producing_links_before_and_after() -> None:
    links = [link("a", MADE), link("b", OTHER), link("m"), link("n"), link("c", MADE), link("d", OTHER)]
    chain = view(links, "a>m b>m m>c m>n n>d")
    through, beside = part(PartName.BRIDGE, "m", chain), part(PartName.BRIDGE, "n", chain)
    assert through is not None and beside is not None
    assert (through.counts, through.value) == ((4, 4), 1.0)
    assert (beside.counts, beside.value) == ((2, 4), 0.5)
    assert len(through.seats) == 4


def test_bridge_is_nothing_where_no_link_joins_producing_ones() -> None:
    assert part(PartName.BRIDGE, "b", view([link("a", MADE), link("b")], "a>b")) == Part(PartName.BRIDGE, 0.0, (0, 0))


def test_key_is_all_or_nothing() -> None:
    chain = view([link("a", key=True), link("b")])
    assert part(PartName.KEY, "a", chain) == Part(PartName.KEY, 1.0, (1, 1))
    assert part(PartName.KEY, "b", chain) == Part(PartName.KEY, 0.0, (0, 1))


def test_a_plan_or_a_project_names_a_link_wholly_and_a_review_by_half() -> None:
    planned, reviewed = seat("wants", "甲业"), seat("wants", "乙业", tense=Tense.REVIEW)
    project = seat("builds", "丙项目", tense=Tense.REVIEW)
    chain = view([link("a", planned), link("b", reviewed), link("c", project), link("d")])
    got = {iri: part(PartName.POLICY, iri, chain) for iri in "abcd"}
    assert {iri: one.value for iri, one in got.items() if one} == {"a": 1.0, "b": 0.5, "c": 1.0, "d": 0.0}
    assert got["a"] is not None and got["a"].seats == (planned,)


def test_a_firm_in_a_review_is_no_policy() -> None:
    chain = view([link("a", seat("makes", "甲公司", tense=Tense.REVIEW))])
    assert part(PartName.POLICY, "a", chain) == Part(PartName.POLICY, 0.0, (0, 1))


def test_progress_shows_the_projects_under_way() -> None:
    building = seat("builds", "甲项目")
    assert part(PartName.PROGRESS, "a", view([link("a", building)])) == Part(
        PartName.PROGRESS, 1.0, (1, 1), (building,)
    )


def test_chains_that_share_a_link_count_both_ways() -> None:
    narrow = view([link("a", wider=("x",))], chain="one")
    wide = view([link("x")], chain="two")
    third = view([link("z")], chain="three")
    assert part(PartName.CROSS_CHAIN, "a", narrow, wide, third) == Part(PartName.CROSS_CHAIN, 0.5, (1, 2))
    assert part(PartName.CROSS_CHAIN, "x", wide, narrow, third) == Part(PartName.CROSS_CHAIN, 0.5, (1, 2))
    assert part(PartName.CROSS_CHAIN, "z", third, narrow, wide) == Part(PartName.CROSS_CHAIN, 0.0, (0, 2))


def test_midstream_counts_as_stage() -> None:
    chain = view([link("a", stage=Stage.MIDSTREAM), link("b", stage=Stage.DOWNSTREAM)])
    assert part(PartName.STAGE, "a", chain) == Part(PartName.STAGE, 1.0, (1, 1))
    assert part(PartName.STAGE, "b", chain) == Part(PartName.STAGE, 0.0, (0, 1))


def test_statistics_are_blank_where_none_were_loaded_or_fit() -> None:
    chain = view([link("a", code="3251"), link("b", code="1512"), link("c")])
    assert part(PartName.STATISTICS, "a", chain) is None
    assert part(PartName.STATISTICS, "b", chain, figures="code,lq\n3251,1\n") is None
    assert part(PartName.STATISTICS, "c", chain, figures="code,lq\n3251,1\n") is None
    assert part(PartName.STATISTICS, "a", chain, figures="code,lq\n3251,1\n") == Part(PartName.STATISTICS, 0.5, (1, 1))


def test_every_part_of_the_real_chains_stays_between_nothing_and_one(store: GraphStore) -> None:
    graph = load_knowledge(store)
    ground = survey(graph)
    states = joined_states(graph.chains, ground)
    for chain in graph.chains:
        here = local(chain, ground, states)
        for one in chain.links:
            for got in parts_of(here, one):
                assert 0 <= got.value <= 1
                assert 0 <= got.counts[0] <= got.counts[1]
