"""One behaviour at a time, on sentences such as plan reports are made of."""

from __future__ import annotations

import pytest

from graph.extraction import extract
from graph.extraction.lexicon import default_lexicon
from graph.extraction.pipeline import ruled_in
from graph.model import Comparator, EntityType, Extraction, IndicatorStatus, Predicate
from graph.reading import report_from_text

E, P = EntityType, Predicate
TITLE = "关于三门峡市2022年国民经济和社会发展计划执行情况与2023年计划的报告"


def said(*paragraphs: str, heading: str = "三、2023年经济社会发展的主要任务") -> Extraction:
    text = "\n".join([TITLE, heading, *paragraphs])
    return extract(report_from_text(text, where="a.txt", sha256="0"))


def done(*paragraphs: str) -> Extraction:
    return said(*paragraphs, heading="一、2022年国民经济和社会发展计划执行情况")


def names(extraction: Extraction, kind: EntityType) -> set[str]:
    return {entity.name for entity in extraction.entities if entity.type is kind}


def named_beside_home(extraction: Extraction) -> set[str]:
    return names(extraction, E.PLACE) - {"三门峡市"}


def triples(extraction: Extraction) -> set[tuple[str, Predicate, str]]:
    return {(r.subject.name, r.predicate, r.object.name) for r in extraction.relations}


GOLD_LINE = (
    "黄金产业方面,依托中原黄金冶炼厂、国投金城冶金等龙头骨干企业"
    "大力发展黄金精深加工产业,力争全年黄金产业产值突破500亿元。"
)


def test_a_topic_line_is_the_industry_of_the_companies_under_it() -> None:
    found = said(GOLD_LINE)
    assert names(found, E.ENTERPRISE) == {"中原黄金冶炼厂", "国投金城冶金"}
    assert ("国投金城冶金", P.OPERATES_IN, "黄金产业") in triples(found)
    assert ("黄金精深加工产业", P.BROADER, "黄金产业") in triples(found)


def test_a_topic_holds_to_the_end_of_its_paragraph_and_no_further() -> None:
    found = said(
        "铜基新材料方面,大力延伸产业链条。依托华鑫铜箔、汇盛铜业等龙头企业扩大规模。", "依托甲乙铝业、丙丁铝业等企业。"
    )
    assert ("汇盛铜业", P.OPERATES_IN, "铜基新材料") in triples(found)
    assert not any(s == "甲乙铝业" and p is P.OPERATES_IN for s, p, _ in triples(found))


def test_what_stands_after_deng_tells_what_the_items_are() -> None:
    found = said("铜基新材料方面,大力发展锂电铜箔、铜杆、电子连接器用铜等中高端产品。")
    assert names(found, E.PRODUCT) == {"锂电铜箔", "铜杆", "电子连接器用铜"}
    assert ("铜基新材料", P.HAS_PRODUCT, "铜杆") in triples(found)


def test_companies_that_develop_products_produce_them() -> None:
    found = said("依托中车重装、豫西机床厂等骨干企业积极开发轨道装备、高效变速箱等产品。")
    assert {(firm, P.PRODUCES, "高效变速箱") for firm in ("中车重装", "豫西机床厂")} <= triples(found)


def test_a_general_word_for_companies_names_none() -> None:
    assert names(said("培育壮大龙头企业,支持科技型企业上市,27家企业获批。"), E.ENTERPRISE) == set()


def test_items_of_a_list_are_kinds_of_what_closes_it() -> None:
    found = said("培育发展新材料、高端装备等先进制造业。")
    assert ("新材料", P.BROADER, "先进制造业") in triples(found)


def test_a_project_is_its_companys_and_lies_where_its_name_says() -> None:
    found = said("加快推进骏通年产1万辆多轮驱动生产线项目、灵宝市窄口灌区二期工程建设,依托骏通车辆等企业延伸产业链。")
    assert {"骏通年产1万辆多轮驱动生产线项目", "灵宝市窄口灌区二期工程"} <= names(found, E.PROJECT)
    assert ("灵宝市窄口灌区二期工程", P.LOCATED_IN, "灵宝市") in triples(found)
    assert ("骏通车辆", P.UNDERTAKES, "骏通年产1万辆多轮驱动生产线项目") in triples(found)


def test_a_short_name_and_the_full_name_of_a_company_are_one() -> None:
    found = said("依托骏通车辆等企业做大产业。加快推进骏通年产1万辆生产线项目。")
    assert [(e.name, e.aliases) for e in found.entities if e.type is E.ENTERPRISE] == [("骏通车辆", ("骏通",))]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("出台《三门峡市营商环境奖惩实施办法》。", "三门峡市营商环境奖惩实施办法"),
        ("全力推进“万人助万企”活动。", "“万人助万企”活动"),
        ("严格落实企业首席服务员制度。", "企业首席服务员制度"),
        ("出台支持制造业数字化转型11条措施。", "支持制造业数字化转型11条措施"),
        ("实施未来产业培育工程。", "未来产业培育工程"),
    ],
)
def test_policies_are_known_by_their_marks_and_by_their_last_word(sentence: str, name: str) -> None:
    assert names(said(sentence), E.POLICY) == {name}


@pytest.mark.parametrize("sentence", ["持续深化改革。", "完善体制机制。", "建立健全工作机制。", "出台一系列政策措施。"])
def test_a_policy_without_a_name_is_none(sentence: str) -> None:
    assert names(said(sentence), E.POLICY) == set()


def test_a_document_is_issued_by_the_place_that_the_report_speaks_for() -> None:
    found = done("三门峡市经济回升。研究出台《三门峡市促进服务业领域困难行业恢复发展的若干政策》。")
    name = "三门峡市促进服务业领域困难行业恢复发展的若干政策"
    assert {(name, P.ISSUED_BY, "三门峡市"), (name, P.TARGETS_INDUSTRY, "服务业")} <= triples(found)


def test_quoted_names_side_by_side_are_two() -> None:
    assert names(said("协同推进“证照分离”“多证合一”改革。"), E.POLICY) >= {"“证照分离”", "“多证合一”改革"}


def test_a_county_develops_what_it_is_told_to() -> None:
    found = said("支持义马市做大做强可降解材料、装备制造等产业,支持卢氏县做大做强食用菌产业。")
    assert {("义马市", P.DEVELOPS_INDUSTRY, "装备制造"), ("卢氏县", P.DEVELOPS_INDUSTRY, "食用菌产业")} <= triples(
        found
    )
    assert ("义马市", P.DEVELOPS_INDUSTRY, "食用菌产业") not in triples(found)


def test_places_carry_their_code_and_short_names_join_full_ones() -> None:
    found = said("支持灵宝市发展新能源,建设灵宝窄口水库工程。")
    places = {e.name: (e.aliases, e.code) for e in found.entities if e.type is E.PLACE}
    assert places == {"三门峡市": ((), "411200"), "灵宝市": (("灵宝",), "411282")}


def test_townships_and_villages_are_known_behind_their_county() -> None:
    assert {"高庙乡", "大安村"} <= names(said("年内创建湖滨区高庙乡大安村示范标杆。"), E.PLACE)


@pytest.mark.parametrize(
    "sentence", ["建设乡村振兴示范县。", "推动各方合作,统筹资源,打通通道。", "在县级以上城区建设。"]
)
def test_common_words_that_are_also_divisions_are_no_places(sentence: str) -> None:
    assert named_beside_home(said(sentence)) == set()


def test_an_etc_without_a_list_before_it_says_nothing() -> None:
    assert said("等数字经济。").relations == ()


def test_a_glossary_reports_nothing() -> None:
    found = done("全市一般公共预算收入完成126.6亿元。", "名词解释", "1.“千万工程”:2003年起实施,投资9亿元。")
    assert [i.value for i in found.indicators] == [126.6]


def test_a_park_is_a_platform_where_its_name_goes_on() -> None:
    found = said("加大刚玉产业园区改造提升力度,推进豫灵产业集聚区铁路专用线项目建设。")
    assert "刚玉产业园区" in names(found, E.PLATFORM)
    assert "豫灵产业集聚区铁路专用线项目" in names(found, E.PROJECT)


def test_a_counted_kind_is_no_platform() -> None:
    assert names(said("新增市级以上创新平台40个,推动5个中试基地落地。"), E.PLATFORM) == set()


def test_verbs_inside_a_name_do_not_break_it() -> None:
    found = said("持续推进高质量发展,建设黄金资源综合利用重点实验室。")
    assert names(found, E.PLATFORM) == {"黄金资源综合利用重点实验室"}


def indicator(extraction: Extraction) -> tuple[float, str, Comparator, int, IndicatorStatus]:
    (found,) = extraction.indicators
    return found.value, found.unit, found.comparator, found.year, found.status


def test_what_was_reached_is_actual_and_of_the_year_before() -> None:
    found = done("全市一般公共预算收入完成126.6亿元。")
    assert indicator(found) == (126.6, "亿元", Comparator.EQUAL, 2022, IndicatorStatus.ACTUAL)
    assert found.indicators[0].name == "一般公共预算收入"


def test_what_is_expected_of_the_year_before_is_an_estimate() -> None:
    found = done("预计全年地区生产总值增长4.2%。")
    assert indicator(found) == (4.2, "%", Comparator.EQUAL, 2022, IndicatorStatus.ESTIMATE)


def test_what_is_aimed_at_is_a_target_of_the_report_year() -> None:
    found = said(GOLD_LINE)
    assert indicator(found) == (500.0, "亿元", Comparator.AT_LEAST, 2023, IndicatorStatus.TARGET)
    assert found.indicators[0].subject == "黄金产业"


@pytest.mark.parametrize(
    ("words", "value", "unit", "comparator"),
    [
        ("社会消费品零售总额增长8%左右", 8.0, "%", Comparator.ABOUT),
        ("城镇调查失业率控制在5.5%以内", 5.5, "%", Comparator.AT_MOST),
        ("全年发放财政奖补资金9500余万元", 9500.0, "万元", Comparator.AT_LEAST),
        ("新建中原学者工作站1-2家", 1.0, "家", Comparator.AT_LEAST),
        ("伤亡事故同比下降73.1%", -73.1, "%", Comparator.EQUAL),
        ("工业增加值增速居全省第3位", 3.0, "位", Comparator.EQUAL),
        ("达标率居全省第一", 1.0, "位", Comparator.EQUAL),
        ("设备连接数突破千万台", 1000.0, "万台", Comparator.AT_LEAST),
        ("更新设备约15万台（套）", 15.0, "万台（套）", Comparator.ABOUT),
        ("断面水质达到Ⅲ类以上", 3.0, "类", Comparator.AT_LEAST),
    ],
)
def test_figures_keep_their_unit_and_their_bound(words: str, value: float, unit: str, comparator: Comparator) -> None:
    assert indicator(said(words + "。"))[:3] == (value, unit, comparator)


@pytest.mark.parametrize(
    "words", ["2023年1月4日召开会议", "建设5G网络", "实施“1269”行动计划", "前11个月运行平稳", "成功创建4A级景区"]
)
def test_dates_versions_and_names_are_no_figures(words: str) -> None:
    assert said(words + "。").indicators == ()


def test_figures_that_share_a_unit_both_have_it() -> None:
    found = done("出口占比分别提高11.1、11.2个百分点。")
    assert [(i.value, i.unit) for i in found.indicators] == [(11.1, "个百分点"), (11.2, "个百分点")]


def test_goods_in_a_list_of_industries_stay_goods() -> None:
    found = said("扩大碳化硅、电子铜箔、光纤等新型材料产业规模。")
    assert {"碳化硅", "电子铜箔", "光纤"} <= names(found, E.PRODUCT)
    assert ("新型材料产业", P.HAS_PRODUCT, "电子铜箔") in triples(found)


def test_a_numbered_name_behind_a_list_says_what_its_items_are() -> None:
    text = "关于三门峡市2022年执行情况的报告\n深入实施特色产业提升、产业集群打造、消费帮扶助农增收“三项行动”。"
    proposed = ruled_in(report_from_text(text, where="a.txt", sha256="0"), default_lexicon()).proposed
    policies = {mention.name for mention in proposed if mention.type is E.POLICY}
    assert {"产业集群打造", "消费帮扶助农增收", "“三项行动”"} <= policies


def test_both_ends_of_a_road_are_places_however_small() -> None:
    found = done("公路方面，建成加定至西海公路，推动同仁至赛尔龙高速公路通车。")
    assert {"加定", "西海", "同仁", "赛尔龙"} <= names(found, E.PLACE)


def test_what_a_verb_of_carrying_out_takes_in_quotation_marks_is_a_policy() -> None:
    found = done("启动实施“陕靓焕新”，聚力打好“绿电牌”。")
    assert "“陕靓焕新”" in names(found, E.POLICY)
    assert "“绿电牌”" not in names(found, E.POLICY)


def test_an_office_is_found_without_a_list_of_offices() -> None:
    text = "关于三门峡市2022年执行情况的报告\n重组省数据和政务服务局，完成改革任务。"
    proposed = ruled_in(report_from_text(text, where="a.txt", sha256="0"), default_lexicon()).proposed
    assert "省数据和政务服务局" in {mention.name for mention in proposed if mention.type is E.ORGANIZATION}


def test_roads_and_schools_are_topics_but_no_industries() -> None:
    found = done("水利方面，建成那棱格勒河水利枢纽。")
    assert "水利" not in names(found, E.INDUSTRY)
