"""What the rules say before anything learned has a word: real sentences, one rule each."""

from __future__ import annotations

from graph.extraction import extract
from graph.extraction.judging import Judges
from graph.extraction.models import Models
from graph.model import EntityType, Extraction, Predicate
from graph.reading import report_from_text

E, P = EntityType, Predicate


def ruled(*lines: str) -> Extraction:
    head = ["关于三门峡市2022年执行情况与2023年计划的报告", "三门峡市经济回升。", "三、2023年主要任务"]
    report = report_from_text("\n".join([*head, *lines]), where="a.txt", sha256="0")
    return extract(report, models=Models(None, Judges.none()))


def names(found: Extraction, kind: EntityType) -> set[str]:
    return {form for e in found.entities if e.type is kind for form in (e.name, *e.aliases)}


def triples(found: Extraction) -> set[tuple[str, Predicate, str]]:
    return {(r.subject.name, r.predicate, r.object.name) for r in found.relations if r.confidence > 0.1}


def test_items_that_are_counted_as_actions_are_policies() -> None:
    found = ruled("实施工业企业深度治理、重污染天气联合应对、移动源综合治理等五大行动。")
    assert {"工业企业深度治理", "重污染天气联合应对", "移动源综合治理"} <= names(found, E.POLICY)


def test_a_route_from_county_to_county_names_the_places_on_it_and_what_lies_along_it() -> None:
    found = ruled("加快推进沿卢氏县官道口-灵宝市寺河山-陕州区二仙坡的百里黄金苹果产业带建设。")
    assert {"官道口", "寺河山", "二仙坡"} <= names(found, E.PLACE)
    assert ("百里黄金苹果产业带", P.LOCATED_IN, "寺河山") in triples(found)


def test_a_township_is_known_behind_a_zone() -> None:
    assert "大王镇" in names(ruled("先行创建示范区大王镇后地村示范标杆。"), E.PLACE)


def test_a_word_that_ends_inside_the_name_of_a_park_is_no_industry() -> None:
    assert "绿色产业" not in names(ruled("加快推动锦荣水泥绿色产业园建设。"), E.INDUSTRY)


def test_a_cluster_and_a_chain_of_an_industry_are_the_industry() -> None:
    found = ruled("培育新能源汽车产业集群。", "延伸新能源汽车产业链。", "发展新能源汽车产业。")
    assert len([e for e in found.entities if e.type is E.INDUSTRY and "新能源汽车" in e.name]) == 1


def test_what_a_clause_builds_on_is_no_kind_of_its_topic() -> None:
    found = ruled("健康养老方面,依托我市森林、温泉、中药材等资源优势,积极发展温泉康养、山水康养等业态。")
    assert ("温泉康养", P.BROADER, "健康养老") in triples(found)
    assert not any(s == "中药材" and p is P.BROADER for s, p, _ in triples(found))


def test_goods_of_the_nearer_trade_are_not_said_of_the_wider() -> None:
    found = ruled("发展现代农业。", "持续做优做强特色农业。全市食用菌规模扩大。")
    assert not any(s == "食用菌" and o == "现代农业" and p is P.BROADER for s, p, o in triples(found))


def test_a_platform_of_the_city_lies_in_the_city() -> None:
    found = ruled("完善市普惠金融服务平台。")
    assert ("市普惠金融服务平台", P.LOCATED_IN, "三门峡市") in triples(found)


def test_what_stands_before_the_work_of_something_is_the_thing() -> None:
    found = ruled("充分发挥经济运行和数据分析联席会议制度的监测预警作用。")
    assert "经济运行和数据分析联席会议制度" in names(found, E.POLICY)


def test_an_industry_with_a_topic_line_of_its_own_is_not_the_shorter_one_in_it() -> None:
    found = ruled("铝及铝基新材料方面,依托宝武铝业、戴卡轮毂等龙头企业做优做强铝基新材料、高端铝合金等产业。")
    assert ("铝基新材料", P.BROADER, "铝及铝基新材料") in triples(found)


def test_a_topic_and_its_fuller_form_stay_one_industry() -> None:
    found = ruled("铜基新材料方面,依托华鑫铜箔等企业,力争全年铜及铜基新材料产业产值突破720亿元。")
    assert len([e for e in found.entities if e.type is E.INDUSTRY and "铜基" in e.name]) == 1


def test_a_project_that_is_still_to_be_planned_is_none() -> None:
    assert names(ruled("精心谋划“十五五”重大项目,高质量抓项目。"), E.PROJECT) == set()
