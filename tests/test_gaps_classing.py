"""The gap class of a link, on chains drawn by hand and on the real report's."""

from __future__ import annotations

import pytest
from gap_cases import knowledge, link, seat, view

from graph.gaps.classing import gap_class, is_choke, producers
from graph.gaps.ground import owners
from graph.gaps.model import GapClass
from graph.model import NodeState
from graph.query.knowledge import load_knowledge
from graph.query.values import ChainView
from graph.store import GraphStore

MADE = seat("makes", "甲公司")
OTHER = seat("makes", "乙公司")


def class_of(chain: ChainView, iri: str, quotient: float | None = None) -> GapClass | None:
    return gap_class(chain, chain.by_iri[iri], {}, quotient)


def test_a_link_between_producing_links_on_both_sides_is_a_break() -> None:
    assert class_of(view([link("a", MADE), link("b"), link("c", OTHER)], "a>b b>c"), "b") is GapClass.BREAK


def test_two_producing_suppliers_are_still_one_side() -> None:
    assert class_of(view([link("a", MADE), link("b", OTHER), link("c")], "a>c b>c"), "c") is GapClass.MISSING


@pytest.mark.parametrize("edges", ["a>b", "b>a"])
def test_a_link_with_a_producing_link_on_one_side_is_missing(edges: str) -> None:
    assert class_of(view([link("a", MADE), link("b")], edges), "b") is GapClass.MISSING


def test_an_intended_link_without_producing_neighbours_is_blank() -> None:
    assert class_of(view([link("a"), link("b", seat("wants", "乙业"))], "a>b"), "b") is GapClass.BLANK


def test_a_link_that_nobody_names_or_touches_is_no_gap() -> None:
    assert class_of(view([link("a", seat("builds", "甲项目")), link("b")], "a>b"), "b") is None


def test_recycling_makes_no_neighbours() -> None:
    assert class_of(view([link("a", MADE), link("b")], recycling="a>b"), "b") is None


def test_a_link_with_only_a_project_under_way_is_weak() -> None:
    chain = view([link("a", MADE), link("b", seat("builds", "乙项目"))], "a>b")
    assert class_of(chain, "b") is GapClass.WEAK


def test_one_producing_firm_is_weak_and_two_are_no_gap() -> None:
    chain = view([link("a", MADE, seat("makes", "甲公司")), link("b", MADE, OTHER)])
    assert class_of(chain, "a") is GapClass.WEAK
    assert class_of(chain, "b") is None


def test_a_running_project_and_the_firm_that_undertakes_it_are_one_firm() -> None:
    one = link("a", MADE, seat("runs", "甲项目"))
    graph = knowledge(view([one]), undertakes={"甲公司": "甲项目"})
    assert [firm.name for firm in producers(one, owners(graph))] == ["甲公司"]
    assert [firm.name for firm in producers(one, {})] == ["甲公司", "甲项目"]


def test_a_product_is_no_maker() -> None:
    named, nameless = link("a", MADE, seat("sells", "甲品")), link("b", seat("sells", "乙品"))
    chain = view([named, nameless])
    assert [firm.name for firm in producers(named, {})] == ["甲公司"]
    assert producers(nameless, {}) == ()
    assert class_of(chain, "a") is class_of(chain, "b") is GapClass.WEAK


def test_a_location_quotient_below_one_makes_a_held_link_weak() -> None:
    chain = view([link("a", MADE, OTHER)])
    assert class_of(chain, "a", 0.8) is GapClass.WEAK
    assert class_of(chain, "a", 1.0) is None


def test_a_choke_is_key_and_not_producing() -> None:
    assert is_choke(link("a", seat("builds", "甲项目"), key=True))
    assert not is_choke(link("a", MADE, key=True))
    assert not is_choke(link("a"))


def test_every_gap_of_the_real_chains_passes_the_test_of_its_class(store: GraphStore) -> None:
    graph = load_knowledge(store)
    held = owners(graph)
    seen = set()
    for chain in graph.chains:
        for one in chain.links:
            kind = gap_class(chain, one, held)
            up = any(other.state is NodeState.PRODUCING for other in chain.suppliers(one))
            down = any(other.state is NodeState.PRODUCING for other in chain.users(one))
            seen.add(kind)
            if kind in (GapClass.BREAK, GapClass.MISSING, GapClass.BLANK):
                assert one.state in (NodeState.INTENDED, NodeState.NOT_MENTIONED)
                assert up + down == {GapClass.BREAK: 2, GapClass.MISSING: 1, GapClass.BLANK: 0}[kind]
            elif kind is GapClass.WEAK:
                assert one.state in (NodeState.PRODUCING, NodeState.IN_PROGRESS)
    assert {GapClass.MISSING, GapClass.BLANK, GapClass.WEAK, None} <= seen
