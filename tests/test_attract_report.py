"""What to attract, on the real report's graph: judged by reading it."""

from __future__ import annotations

import re

import pytest

from graph.attract.attraction import Attractor
from graph.attract.classes import load_classes
from graph.attract.model import Attraction
from graph.attract.record import as_record
from graph.gaps.ranking import rank
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import load_settings
from graph.store import GraphStore


@pytest.fixture(scope="module")
def knowledge(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def told(knowledge: Knowledge) -> dict[tuple[str, str], Attraction]:
    """Every gap of every chain."""
    classes = load_classes(load_settings())
    found = {}
    for chain in rank(knowledge):
        attractor = Attractor(knowledge, chain.view, classes)
        found.update({(chain.view.info.id, gap.link.id): attractor.to(gap) for gap in chain.gaps})
    return found


@pytest.fixture(scope="module")
def lithium(told: dict[tuple[str, str], Attraction]) -> Attraction:
    return told["copper", "lithium-foil"]


def named(found) -> list[str]:
    return [one.thing.name for one in found]


def test_lithium_foil_would_buy_from_the_foil_maker(lithium: Attraction):
    assert {(p.firm.name, p.link.id) for p in lithium.suppliers} == {("华鑫铜箔", "electrolytic-foil")}


def test_lithium_foil_is_searched_for_as_electronic_materials(lithium: Attraction):
    assert lithium.profile.industry is not None
    assert lithium.profile.industry.name == "电子专用材料制造"
    assert lithium.profile.terms[0] == "锂电铜箔"


def test_lithium_foil_belongs_into_the_foil_valley(lithium: Attraction):
    assert named(lithium.carriers)[0] == "中国铜箔谷"
    assert "灵宝市“中国铜箔谷”" in lithium.logic.zh[1]


def test_lithium_foil_is_said_to_be_planned_in_the_plans_own_word(lithium: Attraction):
    assert "报告提出“大力发展”锂电铜箔" in lithium.logic.zh[1]


def test_the_report_names_these_regions_firms_and_agreements(lithium: Attraction):
    assert set(named(lithium.targets)) == {
        *("上海市", "深圳市", "长三角", "京津冀", "大湾区", "韩国", "晋陕豫黄河金三角"),
        *("长沙58小镇", "深圳盘古集团", "厦门文汇通基金小镇", "戴德梁行", "德国卫士药业"),
        *("《区域全面经济伙伴关系协定》", "郑洛西高质量发展合作带", "灵宝-潼关-芮城次区域合作单元"),
    }


def test_a_drug_maker_is_a_target_for_biomedicine_and_not_for_copper(told: dict[tuple[str, str], Attraction]):
    reach = {
        chain: next(t.reach for t in one.targets if t.thing.name == "德国卫士药业") for (chain, _), one in told.items()
    }
    assert reach["biomedicine"] == "chain"
    assert reach["copper"] == "other"


def test_refined_gold_would_be_sold_to_the_jewellers(told: dict[tuple[str, str], Attraction]):
    assert {"中原金银制品", "金渠集团"} <= {p.firm.name for p in told["gold", "refined-gold"].customers}


def test_gold_gets_the_policies_for_traditional_industries(told: dict[tuple[str, str], Attraction]):
    policies = named(told["gold", "refined-gold"].policies)
    assert policies[:2] == ["三大改造", "工业企业对标提升行动"]
    assert "“双链长”工作机制" in policies


def test_every_name_comes_from_the_graph_and_every_sentence_from_its_report(
    knowledge: Knowledge, told: dict[tuple[str, str], Attraction]
):
    known = {*knowledge.things.values()}
    for one in told.values():
        partners = (*one.suppliers, *one.customers)
        fits = (*one.carriers, *one.policies, *one.targets)
        assert {*(p.firm for p in partners), *(fit.thing for fit in fits)} <= known
        for evidence in (*one.logic.evidence, *(fit.evidence for fit in fits), *(p.seat.evidence for p in partners)):
            assert evidence.span.of(knowledge.source(evidence.report).text) == evidence.words


def test_the_two_sentences_name_and_count_nothing_that_the_graph_has_not(
    knowledge: Knowledge, told: dict[tuple[str, str], Attraction]
):
    names = sorted({name for t in knowledge.things.values() for name in (t.name, *t.aliases)}, key=len, reverse=True)
    labels = sorted({link.zh for link in knowledge.links.values()}, key=len, reverse=True)
    left = re.compile("|".join(map(re.escape, (*names, *labels))))
    for one in told.values():
        text = re.sub(r"\[\d+\]", "", "".join(one.logic.zh))
        counted = re.sub(r"补上可接通\d+对|等\d+家", "", left.sub("", text))
        assert not re.search(r"\d", counted), text
        for quoted in re.findall(r"“([^“”]+)”", left.sub("", text)):
            assert any(quoted in evidence.words for evidence in one.logic.evidence), text


def test_every_mark_points_at_its_sentence_in_both_languages(told: dict[tuple[str, str], Attraction]):
    for one in told.values():
        for sentences in (one.logic.zh, one.logic.en):
            marks = [int(mark) for mark in re.findall(r"\[(\d+)\]", "".join(sentences))]
            assert list(dict.fromkeys(marks)) == list(range(1, len(one.logic.evidence) + 1))


def test_each_is_two_sentences(told: dict[tuple[str, str], Attraction]):
    for one in told.values():
        assert all(sentence.endswith("。") and sentence.count("。") == 1 for sentence in one.logic.zh)
        assert all(sentence.endswith(".") and "  " not in sentence for sentence in one.logic.en)


def test_a_record_holds_plain_values_with_the_sentences(lithium: Attraction):
    record = as_record(lithium)
    assert record["link"]["id"] == "lithium-foil"
    assert record["carriers"][0]["name"] == "中国铜箔谷"
    assert record["logic"]["evidence"][0]["words"] == lithium.logic.evidence[0].words
