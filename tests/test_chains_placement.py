"""Things are placed on chain nodes by the heads of their names, by what they make and where they work."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdf_cases import (
    EXTRACTION,
    FIRST,
    FOIL_MAKER,
    GOLD,
    ONTOLOGY,
    PURE_GOLD,
    SECOND,
    SMELTER,
    TEXT,
    entity,
    report,
    span,
)

from graph.chains.placement import place
from graph.chains.reference import load_chains
from graph.chains.state import chain_states, node_state, shown_state, strongest
from graph.model import (
    Entity,
    EntityType,
    Extraction,
    NodeRef,
    NodeState,
    Placement,
    Predicate,
    Relation,
    Tense,
)

CHAINS = load_chains(ONTOLOGY / "chains")
NODES = {node.ref for chain in CHAINS for node in chain.nodes}
E = EntityType


def placed(kind: EntityType, name: str, *aliases: str) -> set[str]:
    """The nodes, as chain/node, that a thing of this name gets by its name alone."""
    thing = entity(kind, name, *aliases, text=name)
    found = place(Extraction(report(text=name), (thing,), (), ()), CHAINS)
    return {f"{p.node.chain}/{p.node.node}" for p in found}


@pytest.mark.parametrize(
    ("kind", "name", "nodes"),
    [
        # the longest word at the end decides
        (E.PRODUCT, "铜箔", {"copper/electrolytic-foil"}),
        (E.PRODUCT, "锂电铜箔", {"copper/lithium-foil", "energy-storage/lithium-copper-foil"}),
        (E.PRODUCT, "极薄锂电铜箔", {"copper/ultrathin-lithium-foil", "energy-storage/lithium-copper-foil"}),
        # a kind of the thing is the thing, a thing for it is not
        (E.PRODUCT, "双面光铜箔", {"copper/electrolytic-foil"}),
        (E.PRODUCT, "铜箔专用包装箱", set()),
        # one shared character never decides
        (E.ENTERPRISE, "华鑫铜箔", {"copper/electrolytic-foil"}),
        (E.ENTERPRISE, "金达铜业", set()),
        (E.ENTERPRISE, "宝武铝业", set()),
        # what firms are called after the telling word is put aside
        (E.ENTERPRISE, "灵宝华鑫铜箔科技有限责任公司", {"copper/electrolytic-foil"}),
        (E.ENTERPRISE, "中原黄金冶炼厂", {"gold/gold-smelting"}),
        (E.ENTERPRISE, "戴卡轮毂", {"aluminium/wheel", "equipment/aluminium-alloy-wheel"}),
        # an industry as wide as the chain is no node of it
        (E.INDUSTRY, "黄金产业", set()),
        (E.INDUSTRY, "铝及铝基新材料产业", set()),
        (E.INDUSTRY, "煤化工", set()),
        (E.INDUSTRY, "电子信息产业", set()),
        (E.INDUSTRY, "食用菌产业", {"food/mushroom-cultivation"}),
        (E.INDUSTRY, "机器人产业", {"electronics/industrial-robot"}),
        # projects and platforms, the list in a name taken apart
        (E.PROJECT, "恒康铝业50万吨再生铝项目", {"aluminium/recycled-aluminium"}),
        (E.PROJECT, "120万千瓦抽水蓄能电站", {"energy-storage/pumped-storage-station"}),
        (E.PROJECT, "变速箱及数控机床生产线项目", {"equipment/gearbox", "equipment/cnc-machine-tool"}),
        (E.PLATFORM, "铜箔质检中心", {"copper/foil-testing"}),
        (E.PLATFORM, "同力水泥绿色产业园", {"building-materials/cement"}),
        # a Latin word ends only at its border
        (E.ENTERPRISE, "豫西机床厂", {"equipment/cnc-machine-tool"}),
        (E.PRODUCT, "煤基PGA", {"coal-chemical/pga"}),
        (E.PRODUCT, "XPGA", set()),
        # places, policies and organizations sit nowhere
        (E.PLACE, "铜箔", set()),
        (E.POLICY, "锂电铜箔", set()),
        (E.ORGANIZATION, "市中医院", set()),
    ],
)
def test_a_name_is_placed_by_its_head(kind: EntityType, name: str, nodes: set[str]) -> None:
    assert placed(kind, name) == nodes


def test_an_alias_places_too() -> None:
    assert placed(E.PRODUCT, "BDO", "1,4-丁二醇") == {"coal-chemical/bdo"}


def test_an_enterprise_is_placed_by_what_it_makes() -> None:
    (made,) = (p for p in place(EXTRACTION, CHAINS) if p.rule == "product" and p.node.chain == "gold")
    assert made.entity == SMELTER.ref
    assert made.node == NodeRef("gold", "high-purity-gold")
    assert made.evidence == span(FIRST)
    assert made.words == "高纯金"


def test_an_enterprise_is_placed_by_an_industry_only_where_that_is_a_node() -> None:
    text = "民宿产业方面，依托甲公司、乙公司发展山间民宿。"
    homestay, mountain = (entity(E.INDUSTRY, name, text=text) for name in ("民宿产业", "山间民宿"))
    firm, other = (entity(E.ENTERPRISE, name, text=text) for name in ("甲公司", "乙公司"))
    works = [
        Relation(who.ref, Predicate.OPERATES_IN, what.ref, span(text, text), 0.8, "sample")
        for who, what in ((firm, homestay), (other, mountain))
    ]
    found = place(Extraction(report(text=text), (homestay, mountain, firm, other), tuple(works), ()), CHAINS)
    assert {p.entity.name for p in found if p.rule == "industry"} == {"甲公司"}


def test_a_project_is_placed_by_its_industry_only_where_its_name_says_nothing() -> None:
    text = "风电产业方面，推进青山二期、抽水蓄能电站。"
    wind, hill, pumped = (
        entity(kind, name, text=text)
        for kind, name in ((E.INDUSTRY, "风电产业"), (E.PROJECT, "青山二期"), (E.PROJECT, "抽水蓄能电站"))
    )
    listed = tuple(
        Relation(project.ref, Predicate.IN_INDUSTRY, wind.ref, span(text, text), 0.8, "sample")
        for project in (hill, pumped)
    )
    found = place(Extraction(report(text=text), (wind, hill, pumped), listed, ()), CHAINS)
    sits = {p.entity.name: p.node.node for p in found if p.entity.type is E.PROJECT}
    assert sits == {"青山二期": "wind-power", "抽水蓄能电站": "pumped-storage-station"}


def test_evidence_is_the_sentence_and_words_are_those_of_the_chain() -> None:
    project = next(p for p in place(EXTRACTION, CHAINS) if p.entity.type is E.PROJECT)
    assert project.evidence == span(SECOND)
    assert project.words == "锂电铜箔"
    assert project.evidence.of(TEXT) == SECOND


def test_each_entity_sits_once_at_a_node_by_its_surest_reason() -> None:
    text = "华鑫铜箔生产铜箔。"
    firm, foil = entity(E.ENTERPRISE, "华鑫铜箔", text=text), entity(E.PRODUCT, "铜箔", text=text)
    makes = Relation(firm.ref, Predicate.PRODUCES, foil.ref, span(text, text), 0.5, "sample")
    found = place(Extraction(report(text=text), (firm, foil), (makes,), ()), CHAINS)
    assert [(p.entity.name, p.rule) for p in found] == [("华鑫铜箔", "name"), ("铜箔", "name")]


def test_what_is_placed_is_there_and_sure_to_a_degree() -> None:
    known = {thing.ref for thing in EXTRACTION.entities}
    for placement in place(EXTRACTION, CHAINS):
        assert placement.node in NODES
        assert placement.entity in known
        assert 0 < placement.confidence <= 0.9


def test_placing_does_not_depend_on_the_order_of_entities() -> None:
    turned = replace(EXTRACTION, entities=EXTRACTION.entities[::-1], relations=EXTRACTION.relations[::-1])
    assert place(turned, CHAINS) == place(EXTRACTION, CHAINS)


def test_nothing_said_is_nothing_placed() -> None:
    assert place(Extraction(report(), (), (), ()), CHAINS) == ()


# ---------------------------------------------------------------- states


@pytest.mark.parametrize(
    ("types", "state"),
    [
        ([], NodeState.NOT_MENTIONED),
        ([E.PRODUCT], NodeState.INTENDED),
        ([E.INDUSTRY, E.PLATFORM], NodeState.INTENDED),
        ([E.PRODUCT, E.PROJECT], NodeState.IN_PROGRESS),
        ([E.PROJECT, E.ENTERPRISE, E.PRODUCT], NodeState.PRODUCING),
        ([E.PLACE], NodeState.NOT_MENTIONED),
    ],
)
def test_the_strongest_thing_at_a_node_gives_its_state(types: list[EntityType], state: NodeState) -> None:
    assert node_state(types) is state


def test_a_product_that_a_plan_gives_a_firm_is_intended() -> None:
    assert shown_state(E.ENTERPRISE, rule="product", tense=Tense.PLAN) is NodeState.INTENDED
    assert shown_state(E.ENTERPRISE, rule="product", tense=Tense.REVIEW) is NodeState.PRODUCING
    assert shown_state(E.ENTERPRISE, rule="name", tense=Tense.PLAN) is NodeState.PRODUCING


@pytest.mark.parametrize(
    ("words", "tense", "state"),
    [
        ("甲厂铜箔、乙厂轮毂等一批新兴产业项目建成投产。", Tense.REVIEW, NodeState.PRODUCING),
        ("加快推进甲厂铜箔、乙厂轮毂等项目建设。", Tense.REVIEW, NodeState.IN_PROGRESS),
        ("甲厂铜箔开工建设，乙厂轮毂建成投产。", Tense.REVIEW, NodeState.IN_PROGRESS),
        # a plan's word for what is to be
        ("力争甲厂铜箔项目建成投产。", Tense.PLAN, NodeState.IN_PROGRESS),
    ],
)
def test_a_project_that_the_review_says_runs_is_producing(words: str, tense: Tense, state: NodeState) -> None:
    assert shown_state(E.PROJECT, tense=tense, name="甲厂铜箔", words=words) is state
    assert shown_state(E.ENTERPRISE, rule="project", tense=tense, name="甲厂铜箔", words=words) is state


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("积极推动甲公司、乙公司做大首饰加工。", NodeState.PRODUCING),
        ("依托甲公司等企业超前布局芯片产业。", NodeState.INTENDED),
        ("推动甲公司等风电项目开工建设。", NodeState.IN_PROGRESS),
    ],
)
def test_a_firm_that_a_plan_would_have_enter_an_industry_does_not_produce_yet(words: str, state: NodeState) -> None:
    assert shown_state(E.ENTERPRISE, rule="industry", tense=Tense.PLAN, name="甲公司", words=words) is state


@pytest.mark.parametrize(
    ("kind", "name", "words", "tense", "state"),
    [
        (E.PRODUCT, "高频铜箔", "甲公司8000吨高频铜箔等项目建成投产。", Tense.REVIEW, NodeState.PRODUCING),
        (E.PRODUCT, "再生铜", "加快推进再生铜等项目建设，力争综合利用率提高。", Tense.PLAN, NodeState.IN_PROGRESS),
        (E.PRODUCT, "铜杆", "大力发展铜杆，加快推进铜箔项目建设。", Tense.PLAN, NodeState.INTENDED),
        (E.PLATFORM, "砷基中试基地", "砷基中试基地即将试车。", Tense.REVIEW, NodeState.IN_PROGRESS),
        (E.PLATFORM, "铜箔研发平台", "加快建设铜箔研发平台。", Tense.PLAN, NodeState.INTENDED),
        (E.INDUSTRY, "铜箔", "铜箔项目建成投产。", Tense.REVIEW, NodeState.INTENDED),
    ],
)
def test_what_is_being_built_or_runs_is_told_by_its_clause(
    kind: EntityType, name: str, words: str, tense: Tense, state: NodeState
) -> None:
    assert shown_state(kind, tense=tense, name=name, words=words) is state


def test_a_product_that_the_place_only_uses_is_not_placed() -> None:
    text = "累计推广应用新能源汽车1.8万辆。"
    assert place(Extraction(report(text=text), (entity(E.PRODUCT, "新能源汽车", text=text),), (), ()), CHAINS) == ()


def test_a_firm_sits_where_the_project_that_it_undertakes_sits() -> None:
    text = "甲公司承建再生铜项目。"
    firm, project = entity(E.ENTERPRISE, "甲公司", text=text), entity(E.PROJECT, "再生铜项目", text=text)
    does = Relation(firm.ref, Predicate.UNDERTAKES, project.ref, span(text, text), 0.8, "sample")
    found = place(Extraction(report(text=text), (firm, project), (does,), ()), CHAINS)
    (seat,) = (p for p in found if p.entity == firm.ref)
    assert (seat.node.node, seat.rule, seat.through) == ("copper-scrap-recycling", "project", "再生铜项目")


def test_nothing_shown_is_not_mentioned() -> None:
    assert strongest([]) is NodeState.NOT_MENTIONED


def at(thing: Entity, node: str, words: str, rule: str = "name") -> Placement:
    return Placement(thing.ref, NodeRef("gold", node), span(words), thing.name, 0.8, rule)


def test_the_states_of_a_chain_cover_every_node() -> None:
    (gold,) = (chain for chain in CHAINS if chain.id == "gold")
    placements = [
        at(SMELTER, "gold-smelting", FIRST),
        at(PURE_GOLD, "high-purity-gold", FIRST),
        at(FOIL_MAKER, "gold-bar", "产值", rule="product"),
        at(GOLD, "gold-retail", FIRST),
    ]
    states = chain_states(gold, placements, EXTRACTION.report)
    assert list(states) == [node.ref for node in gold.nodes]
    told = {ref.node: state for ref, state in states.items() if state is not NodeState.NOT_MENTIONED}
    assert told == {
        "gold-smelting": NodeState.PRODUCING,
        "high-purity-gold": NodeState.INTENDED,
        "gold-bar": NodeState.INTENDED,
        "gold-retail": NodeState.INTENDED,
    }
