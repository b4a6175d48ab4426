"""Why a gap ranks where it does, in the words of staff."""

from __future__ import annotations

import pytest
from gap_cases import knowledge, link, seat, view

from graph.gaps.model import Gap, GapClass, PartName
from graph.gaps.ranking import gaps_of, rank
from graph.gaps.statistics import parse_statistics
from graph.gaps.words import CLASSES, PARTS, action, reasons
from graph.query.knowledge import load_knowledge
from graph.query.values import ChainView
from graph.store import GraphStore

MADE = seat("makes", "甲公司")


def gap_at(chain: ChainView, iri: str, figures: str | None = None) -> Gap:
    statistics = parse_statistics(figures) if figures else None
    return next(one for one in gaps_of(chain, knowledge(chain), statistics=statistics).gaps if one.link.iri == iri)


def test_every_class_and_part_has_its_term() -> None:
    assert CLASSES.keys() == set(GapClass)
    assert PARTS.keys() == set(PartName)


def test_a_break_names_both_sides_with_their_firms() -> None:
    chain = view([link("a", MADE), link("b", key=True), link("c", seat("makes", "乙公司"))], "a>b b>c")
    gap = gap_at(chain, "b")
    assert action(gap).zh == "补链"
    assert reasons(gap)[0] == "上游“a品”（甲公司）、下游“c品”（乙公司）均有企业生产，本环节报告未提及。"
    assert "属关键环节（专业判断），未见生产，为卡点。" in reasons(gap)
    assert "打通后可接起1组上下游在产环节。" in reasons(gap)
    assert reasons(gap, "en")[0].startswith("Made here upstream: a goods (甲公司); downstream: c goods (乙公司)")


@pytest.mark.parametrize(("edges", "way"), [("a>b", "延链（向下游）"), ("b>a", "延链（向上游）")])
def test_a_missing_link_extends_the_chain_away_from_what_is_held(edges: str, way: str) -> None:
    assert action(gap_at(view([link("a", MADE), link("b")], edges), "b")).zh == way


def test_a_planned_link_names_what_the_report_says() -> None:
    gap = gap_at(view([link("a", seat("wants", "甲业"))]), "a")
    assert action(gap).zh == "建链"
    assert "本环节报告有提及" in reasons(gap)[0]
    assert "报告提到甲业。" in reasons(gap)


def test_a_weak_link_names_its_only_maker_or_what_is_under_way() -> None:
    chain = view([link("a", MADE), link("b", seat("builds", "乙项目")), link("c", seat("runs", "丙项目"))])
    assert "只见甲公司一家生产" in reasons(gap_at(chain, "a"))[0]
    assert "已有项目推进：乙项目。" in reasons(gap_at(chain, "b"))
    assert "“丙项目”项目投产" in reasons(gap_at(chain, "c"))[0]


def test_a_link_that_is_made_by_nobody_named_says_so() -> None:
    assert "未点名企业" in reasons(gap_at(view([link("a", seat("sells", "甲品"))]), "a"))[0]


def test_a_link_that_statistics_call_weak_says_so() -> None:
    chain = view([link("a", MADE, seat("makes", "乙公司"), code="3251")])
    assert "区位商低于1" in reasons(gap_at(chain, "a", "code,lq\n3251,0.5\n"))[0]


def test_many_names_are_cut_and_counted() -> None:
    chain = view([link("a", *(seat("wants", f"第{i}业") for i in range(5)))])
    assert "报告提到第0业、第1业、第2业等5个。" in reasons(gap_at(chain, "a"))


def test_every_gap_of_the_real_chains_is_told_in_both_languages(store: GraphStore) -> None:
    for chain in rank(load_knowledge(store)):
        for gap in chain.gaps:
            zh, en = reasons(gap, "zh"), reasons(gap, "en")
            assert len(zh) == len(en) >= 2
            assert all(sentence.endswith("。") for sentence in zh)
            assert all(sentence.endswith(".") for sentence in en)
