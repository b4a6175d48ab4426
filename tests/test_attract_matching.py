"""The user's firms held against a link: by its product's head, then by its class."""

from __future__ import annotations

import pytest
from attract_cases import PLAN, Place

from graph.attract.matching import CandidateIndex, products
from graph.attract.model import Candidate, Match
from graph.attract.scope import ChainScope


def matched(*firms: tuple[str, str | None], link: str = "foil") -> list[Match]:
    knowledge = Place(("", PLAN, "")).knowledge()
    view = knowledge.chains[0]
    listed = tuple(Candidate(row, f"{row}号", "", product, code) for row, (product, code) in enumerate(firms, start=2))
    index = CandidateIndex(ChainScope(knowledge, view).terms, listed)
    return list(index.to(next(one for one in view.links if one.id == link)))


def test_a_product_called_like_the_link_fits_as_a_whole_and_a_kind_of_it_as_one():
    whole, kind = matched(("电解铜箔", None), ("锂电铜箔", None))
    assert (whole.words, whole.whole) == ("电解铜箔", True)
    assert (kind.words, kind.whole) == ("铜箔", False)


@pytest.mark.parametrize("product", ["铜箔设备", "铜", "箔", "苹果"])
def test_what_only_holds_the_links_word_does_not_fit(product: str):
    assert matched((product, None)) == []


def test_of_several_products_the_one_that_fits_best_counts():
    (match,) = matched(("锂电铜箔、铜箔；覆铜板", None))
    assert (match.words, match.whole) == ("铜箔", True)


@pytest.mark.parametrize("product", ["锂电铜箔的研发、生产和销售", "锂电铜箔制造", " 锂电 铜箔 "])
def test_what_is_done_with_a_product_tells_nothing(product: str):
    assert [match.words for match in matched((product, None))] == ["铜箔"]


def test_a_class_supports_a_product_and_alone_is_a_weaker_match():
    by_class, by_both, by_name = matched(("锂电铜箔", None), ("覆铜板", "3985"), ("锂电铜箔", "3985"))[::-1]
    assert (by_both.candidate.row, by_both.classed) == (2, False)
    assert (by_name.candidate.row, by_name.classed) == (4, True)
    assert (by_class.candidate.row, by_class.words, by_class.classed) == (3, None, True)


def test_the_order_is_whole_then_kind_then_class_and_the_lists_own_order():
    firms = (("", "3985"), ("锂电铜箔", None), ("铜箔", None), ("锂电铜箔", "3985"), ("铜箔", None))
    assert [match.candidate.row for match in matched(*firms)] == [4, 6, 5, 3, 2]


def test_a_group_is_near_enough_and_a_division_is_not():
    assert [match.candidate.gbt4754 for match in matched(("", "398"), ("", "39"))] == ["398"]


def test_a_firm_of_the_class_that_makes_what_another_link_is_does_not_fit():
    assert matched(("锂电池", "3985")) == []
    assert [match.candidate.row for match in matched(("锂电池", "3985"), link="battery")] == [2]


def test_a_link_without_a_class_is_matched_by_name_alone():
    assert [match.candidate.row for match in matched(("钛阴极辊", None), ("", "3985"), link="drum")] == [2]


def test_products_are_told_apart():
    assert products("铜箔，锂电铜箔/铜箔\n铝箔") == ("铜箔", "锂电铜箔", "铝箔")
