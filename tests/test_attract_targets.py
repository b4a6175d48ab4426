"""Whom the report itself names to work with: regions, firms, agreements from elsewhere, and the word that says so."""

from __future__ import annotations

from attract_cases import COUNTY, HOME, PLAN, REVIEW, E, P, Place, gap, thing

from graph.attract.attraction import attract
from graph.attract.model import Target
from graph.model import EntityType, NodeState, Tense

FAR = thing(E.PLACE, "丑市", code="440300")
DELTA = thing(E.PLACE, "长三角")


def told(place: Place) -> dict[str, Target]:
    knowledge = place.knowledge()
    found = attract(knowledge, knowledge.chains[0], gap(knowledge, "foil"), classes={}).targets
    return {target.thing.name: target for target in found}


def said(words: str, *things, title: str = "任务", tense: Tense = PLAN) -> Place:
    place = Place((title, tense, words))
    place.add(*things)
    return place


def enterprise(name: str):
    return thing(EntityType.ENTERPRISE, name)


def test_a_region_to_work_with_is_a_target_with_its_cue_and_its_sentence():
    target = told(said("加强与长三角合作，办好各项活动。", DELTA))["长三角"]
    assert target.cue == "合作"
    assert target.evidence.words == "加强与长三角合作，办好各项活动。"


def test_the_home_what_lies_in_it_and_what_it_lies_in_are_no_targets():
    province = thing(E.PLACE, "寅省", code="410000")
    assert told(said("甲市和乙县、东片区加强与寅省合作。", HOME, COUNTY, province)) == {}


def test_a_place_that_no_cue_speaks_of_is_none():
    assert told(said("修通到丑市的公路，开展招商。", FAR)) == {}


def test_blank_lines_and_bare_marks_are_no_passage():
    assert told(said("  \n,，\n。加强与长三角合作。", DELTA, title="招商引资")).keys() == {"长三角"}


def test_a_place_in_the_name_of_a_firm_or_park_is_none_but_that_of_a_liaison_office_is():
    office = thing(E.ORGANIZATION, "丑市联络处")
    assert told(said("发挥丑市联络处作用。", FAR, office))["丑市"].cue == "联络处"
    assert "丑市" not in told(said("跟踪丑市盘古集团。", FAR, enterprise("丑市盘古集团")))


def test_firms_and_projects_behind_a_cue_are_targets():
    firm, project = enterprise("盘古集团"), thing(E.PROJECT, "小镇")
    found = told(said("重点跟踪小镇、盘古集团等项目。", firm, project))
    assert [(name, target.cue) for name, target in found.items()] == [("小镇", "跟踪"), ("盘古集团", "跟踪")]


def test_a_firm_before_the_cue_is_who_brings_in_not_who_is_brought():
    assert told(said("支持丙铜业引进设备。", enterprise("丙铜业"))) == {}


def test_a_firm_of_the_home_is_none():
    local = said("对接丙铜业的需求。", enterprise("丙铜业"))
    local.fact(enterprise("丙铜业"), P.LOCATED_IN, COUNTY, "丙铜业")
    assert told(local) == {}
    seated = said("对接丙铜业的需求。", enterprise("丙铜业"))
    seated.seat("ore", enterprise("丙铜业"), NodeState.PRODUCING)
    assert told(seated) == {}


def test_a_firm_that_a_review_says_was_brought_in_is_none():
    assert told(said("引进了盘古集团。", enterprise("盘古集团"), tense=REVIEW)) == {}


def test_the_firm_behind_a_project_stands_for_it():
    place = said("对接外商，加快推进卫士药业项目。", enterprise("卫士药业"), title="开展招商引资")
    place.fact(enterprise("卫士药业"), P.UNDERTAKES, thing(E.PROJECT, "卫士药业项目"))
    place.fact(enterprise("卫士药业"), P.LOCATED_IN, FAR)
    assert list(told(place)) == ["卫士药业"]


def test_a_cue_in_a_firms_name_is_none():
    assert told(said("招商银行在丑市设点。", FAR, enterprise("招商银行"))) == {}


def test_an_agreement_is_a_target_and_a_plan_for_it_is_none():
    pact, plan = thing(E.POLICY, "《伙伴关系协定》"), thing(E.POLICY, "落实协定专项方案")
    found = told(said("落实《伙伴关系协定》，出台落实协定专项方案。", pact, plan))
    assert [(name, target.cue) for name, target in found.items()] == [("《伙伴关系协定》", "落实")]


def test_a_frame_for_working_together_is_a_target():
    assert "某合作带" in told(said("融入某合作带建设。", thing(E.PLATFORM, "某合作带")))


def test_targets_that_touch_the_chain_come_first_and_those_for_other_industries_last():
    place = Place(
        ("a", PLAN, "围绕果业跟踪盘古集团。"),
        ("b", PLAN, "加强与长三角合作。"),
        ("c", PLAN, "发展铜基新材料，与丑市合作。"),
    )
    place.add(thing(E.INDUSTRY, "果业"), thing(E.INDUSTRY, "铜基新材料"), enterprise("盘古集团"), DELTA, FAR)
    assert [(t.thing.name, t.reach) for t in told(place).values()] == [
        ("丑市", "chain"),
        ("长三角", "general"),
        ("盘古集团", "other"),
    ]


def test_who_stands_beside_a_target_in_its_clause_ties_it_to_the_chain():
    place = said("丙铜业与丑市开展贸易，引导企业出口。", FAR)
    place.seat("ore", enterprise("丙铜业"), NodeState.PRODUCING)
    assert told(place)["丑市"].reach == "chain"


def test_what_is_planned_counts_before_what_was_done_and_each_target_once():
    place = Place(("a", REVIEW, "已与长三角合作。"), ("b", PLAN, "再与长三角对接。"))
    place.add(DELTA)
    (target,) = told(place).values()
    assert (target.cue, target.evidence.section) == ("对接", "b")
