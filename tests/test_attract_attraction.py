"""What to attract to a gap, on a place drawn by hand: whom it would deal with, where it fits, by what, and why."""

from __future__ import annotations

import re

import pytest
from attract_cases import COUNTY, HOME, PLAN, REVIEW, E, P, Place, gap, thing

from graph.attract.attraction import Attractor, attract, profile
from graph.attract.classes import load_classes
from graph.attract.fits import is_park
from graph.attract.model import Attraction, IndustryClass
from graph.gaps.model import GapClass, Part, PartName
from graph.model import NodeState
from graph.settings import load_settings

FIRM = thing(E.ENTERPRISE, "丙铜业")
CLASSES = {"3985": IndustryClass("3985", "电子专用材料制造")}


def to(place: Place, link: str, kind: GapClass = GapClass.MISSING, **more) -> Attraction:
    knowledge = place.knowledge()
    return attract(knowledge, knowledge.chains[0], gap(knowledge, link, kind, **more), classes=CLASSES)


def names(found) -> list[str]:
    return [one.thing.name for one in found]


# The kind of firm


def test_the_kind_of_firm_is_the_links_class_and_its_names_its_own_first():
    kind = to(Place(("", PLAN, "")), "foil").profile
    assert kind.industry == CLASSES["3985"]
    assert kind.terms == ("铜箔", "电解铜箔")


def test_a_link_without_a_class_gets_none():
    assert to(Place(("", PLAN, "")), "drum").profile.industry is None


def test_the_classes_of_the_standard_know_what_holds_them():
    classes = load_classes(load_settings())
    assert sum(len(code) == 4 for code in classes) == 1_382
    assert classes["3985"].name == "电子专用材料制造"
    assert classes["3985"].division == "计算机、通信和其他电子设备制造业"
    assert classes["3985"].group == "电子元件及电子专用材料制造"


# Whom it would deal with


def test_a_firm_at_a_link_before_the_gap_would_sell_to_it_and_one_behind_would_buy():
    place = Place(("", REVIEW, "丙铜业投产。丁电池扩产。"))
    place.seat("ore", FIRM, NodeState.PRODUCING)
    place.seat("battery", thing(E.ENTERPRISE, "丁电池"), NodeState.PRODUCING)
    found = to(place, "foil", GapClass.BREAK)
    assert [(p.firm.name, p.link.id) for p in found.suppliers] == [("丙铜业", "ore")]
    assert [(p.firm.name, p.link.id) for p in found.customers] == [("丁电池", "battery")]


def test_the_firm_behind_a_project_that_runs_counts():
    place = Place(("", REVIEW, "丙铜业千吨铜矿项目投产。"))
    project = thing(E.PROJECT, "千吨铜矿项目")
    place.fact(FIRM, P.UNDERTAKES, project)
    place.seat("ore", project, NodeState.PRODUCING, tense=REVIEW)
    (partner,) = to(place, "foil").suppliers
    assert partner.firm == FIRM
    assert partner.seat.thing == project


def test_one_step_further_is_looked_at_only_where_the_neighbour_holds_no_firm():
    place = Place(("", REVIEW, "丁电池扩产。戊汽车下线。"))
    car = thing(E.ENTERPRISE, "戊汽车")
    place.seat("car", car, NodeState.PRODUCING)
    assert [(p.firm, p.link.id) for p in to(place, "foil").customers] == [(car, "car")]
    place.seat("battery", thing(E.ENTERPRISE, "丁电池"), NodeState.PRODUCING)
    assert [p.link.id for p in to(place, "foil").customers] == ["battery"]


def test_a_firm_that_is_elsewhere_is_no_local_partner():
    place = Place(("", PLAN, "引进己铜业，它在丑市。"))
    away = thing(E.ENTERPRISE, "己铜业")
    place.fact(away, P.LOCATED_IN, thing(E.PLACE, "丑市", code="440300"))
    place.seat("ore", away, NodeState.PRODUCING)
    assert to(place, "foil").suppliers == ()


def test_who_produces_comes_before_who_only_plans_to():
    place = Place(("", PLAN, "丙铜业谋划采矿。庚矿业投产。"))
    place.seat("ore", FIRM, NodeState.INTENDED)
    place.seat("ore", thing(E.ENTERPRISE, "庚矿业"), NodeState.PRODUCING)
    assert [p.firm.name for p in to(place, "foil").suppliers] == ["庚矿业", "丙铜业"]


# Where it fits


def carriers_place() -> Place:
    place = Place(("", PLAN, "建设铜箔实验室、铜谷、电池产业园和铜材基地，发展铜基新材料。"))
    place.seat("foil", thing(E.PLATFORM, "铜箔实验室"), NodeState.INTENDED)
    place.seat("battery", thing(E.PLATFORM, "电池产业园"), NodeState.INTENDED)
    place.seat("ore", thing(E.PLATFORM, "铜谷"), NodeState.INTENDED)
    place.fact(thing(E.PLATFORM, "铜材基地"), P.IN_INDUSTRY, thing(E.INDUSTRY, "铜基新材料"))
    return place


def test_parks_come_before_laboratories_and_near_ones_before_far_ones():
    found = to(carriers_place(), "battery").carriers
    assert [(fit.thing.name, fit.why) for fit in found] == [
        ("电池产业园", "link"),
        ("铜谷", "chain"),
        ("铜材基地", "industry"),
        ("铜箔实验室", "neighbour"),
    ]


def test_for_a_service_what_tests_and_develops_comes_first():
    assert names(to(carriers_place(), "testing").carriers)[0] == "铜箔实验室"


def test_an_industry_called_like_the_chain_is_of_the_chain_whatever_else_its_name_lists():
    place = Place(("", PLAN, "铜材基地发展铜及铜基新材料产业。"))
    place.fact(thing(E.PLATFORM, "铜材基地"), P.IN_INDUSTRY, thing(E.INDUSTRY, "铜及铜基新材料产业"))
    assert names(to(place, "foil").carriers) == ["铜材基地"]


def test_a_carrier_elsewhere_or_of_another_industry_does_not_fit():
    place = Place(("", PLAN, "在丑市设铜箔研发飞地。苹果产业园发展果业。"))
    away = thing(E.PLATFORM, "铜箔研发飞地")
    place.fact(away, P.LOCATED_IN, thing(E.PLACE, "丑市", code="440300"))
    place.seat("foil", away, NodeState.INTENDED)
    place.fact(thing(E.PLATFORM, "苹果产业园"), P.IN_INDUSTRY, thing(E.INDUSTRY, "果业"))
    assert to(place, "foil").carriers == ()


@pytest.mark.parametrize("name", ["中国铜箔谷", "义马煤化工园区", "豫灵产业集聚区", "三门峡高新区", "静脉产业园"])
def test_a_plant_can_be_put_into_a_park(name: str):
    assert is_park(name)


@pytest.mark.parametrize("name", ["砷基新材料中试基地", "铜箔研发平台", "考古遗址公园", "重点实验室"])
def test_a_plant_cannot_be_put_into_what_is_no_park(name: str):
    assert not is_park(name)


# By what


def test_policies_for_the_chains_industry_come_before_those_for_a_wider_one_and_those_for_promotion():
    place = Place(
        ("发展工业", PLAN, "实施工业强市规划，发展传统产业。出台铜业十条，支持铜基新材料。"),
        ("开展招商引资", PLAN, "完善双链长机制。"),
        ("改善民生", PLAN, "落实低保办法。"),
    )
    copper, old = thing(E.INDUSTRY, "铜基新材料"), thing(E.INDUSTRY, "传统产业")
    place.fact(thing(E.POLICY, "工业强市规划"), P.TARGETS_INDUSTRY, old)
    place.fact(thing(E.POLICY, "铜业十条"), P.TARGETS_INDUSTRY, copper)
    place.fact(copper, P.BROADER, old)
    place.add(thing(E.POLICY, "双链长机制"), thing(E.POLICY, "低保办法"))
    found = to(place, "foil").policies
    assert [(fit.thing.name, fit.why) for fit in found] == [
        ("铜业十条", "industry"),
        ("工业强市规划", "industry"),
        ("双链长机制", "general"),
    ]


# The two sentences


def full_place() -> Place:
    place = Place(
        ("回顾", REVIEW, "丙铜业投产。乙县获称中国铜谷。"),
        ("计划", PLAN, "大力发展铜箔、铜线等产品。出台铜业十条，支持铜基新材料。"),
    )
    place.seat("ore", FIRM, NodeState.PRODUCING, "丙铜业投产。", REVIEW)
    place.seat("foil", thing(E.PRODUCT, "铜箔"), NodeState.INTENDED, "大力发展铜箔、铜线等产品。")
    valley = thing(E.PLATFORM, "中国铜谷")
    place.fact(valley, P.LOCATED_IN, COUNTY, "乙县获称中国铜谷。")
    place.seat("foil", valley, NodeState.INTENDED, "乙县获称中国铜谷。", REVIEW)
    place.fact(thing(E.POLICY, "铜业十条"), P.TARGETS_INDUSTRY, thing(E.INDUSTRY, "铜基新材料"), "出台铜业十条")
    return place


def test_the_first_sentence_says_who_is_beside_the_gap_and_the_second_what_lacks_why_and_where():
    told = to(full_place(), "foil").logic
    assert told.zh == (
        "上游铜矿石环节已有丙铜业[1]；下游锂电池环节报告未提及本地企业。",
        "铜箔环节报告未见投产企业，报告提出“大力发展”铜箔[2]，上游有投产而本环节缺位，宜向下延链；"
        "载体可选乙县“中国铜谷”[3]，政策可用“铜业十条”[4]。",
    )
    assert told.en[0] == (
        "Upstream, 丙铜业 already works in ore [1]; downstream, the report names no local firm in battery."
    )


def test_each_mark_has_its_sentence_in_the_order_of_use():
    told = to(full_place(), "foil").logic
    for sentences in (told.zh, told.en):
        marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", "".join(sentences))]
        assert list(dict.fromkeys(marks)) == list(range(1, len(told.evidence) + 1))
    assert [evidence.words for evidence in told.evidence] == [
        "丙铜业投产。",
        "大力发展铜箔、铜线等产品。",
        "乙县获称中国铜谷。",
        "出台铜业十条",
    ]


def test_a_choke_is_called_so_with_who_says_that_it_is_key():
    told = to(Place(("", PLAN, "")), "drum", choke=True).logic
    assert "据参考产业链来源属关键环节、列为卡点" in told.zh[1]


def test_closing_a_break_is_said_to_join_as_many_pairs_as_were_counted():
    place = Place(("", REVIEW, "丙铜业投产。丁电池扩产。"))
    place.seat("ore", FIRM, NodeState.PRODUCING)
    place.seat("battery", thing(E.ENTERPRISE, "丁电池"), NodeState.PRODUCING)
    bridge = Part(PartName.BRIDGE, 1.0, (3, 3))
    told = to(place, "foil", GapClass.BREAK, parts=(bridge,)).logic
    assert "是断点，宜补链，补上可接通3对已投产的上下游环节" in told.zh[1]


def test_what_is_being_built_beside_the_gap_is_not_said_to_run():
    place = Place(("", PLAN, "推进丙铜业千吨铜矿项目。"))
    project = thing(E.PROJECT, "千吨铜矿项目")
    place.fact(FIRM, P.UNDERTAKES, project)
    place.seat("ore", project, NodeState.IN_PROGRESS)
    assert to(place, "foil").logic.zh[0].startswith("上游铜矿石环节有丙铜业的项目在推进[1]；")


def test_a_running_project_that_nobody_is_named_for_is_told_as_a_project():
    place = Place(("", REVIEW, "千吨铜矿项目投产。"))
    place.seat("ore", thing(E.PROJECT, "千吨铜矿项目"), NodeState.PRODUCING)
    assert to(place, "foil").logic.zh[0].startswith("上游铜矿石环节有“千吨铜矿项目”投产[1]；")


def test_of_a_carrier_at_another_link_no_more_is_said_than_that_it_is_there():
    place = Place(("", PLAN, "建设铜谷。"))
    place.seat("ore", thing(E.PLATFORM, "铜谷"), NodeState.INTENDED)
    assert "本链其他环节的载体有“铜谷”[1]" in to(place, "battery").logic.zh[1]


def test_where_the_report_names_no_carrier_that_is_said():
    assert "报告未提及对口的园区和平台" in to(Place(("", PLAN, "")), "foil").logic.zh[1]


def test_the_home_itself_is_not_named_as_a_carriers_place():
    place = full_place()
    place.facts = [fact for fact in place.facts if fact.object != COUNTY.iri]
    place.fact(thing(E.PLATFORM, "中国铜谷"), P.LOCATED_IN, HOME)
    assert "载体可选“中国铜谷”" in to(place, "foil").logic.zh[1]


def test_a_chains_gaps_share_what_is_found_once():
    knowledge = full_place().knowledge()
    attractor = Attractor(knowledge, knowledge.chains[0], CLASSES)
    first, second = (attractor.to(gap(knowledge, name)) for name in ("foil", "battery"))
    assert first.targets is second.targets
    assert first == attract(knowledge, knowledge.chains[0], gap(knowledge, "foil"), classes=CLASSES)


def test_a_profile_needs_no_report():
    knowledge = Place(("", PLAN, "")).knowledge()
    assert profile(gap(knowledge, "battery").link, CLASSES).industry is None
