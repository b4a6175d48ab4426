"""Counties, policies and targets as plain data, and the tables to take away."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from network_cases import E, P, chain, fact, knowledge, link, seat, thing
from openpyxl import load_workbook

from graph.model import Comparator, EntityType, IndicatorStatus, NodeState, Span
from graph.network.counties import county_matrix
from graph.outlines import outlines
from graph.present.counties import Basis, Measure, Profile, profiles
from graph.present.countymap import TALLEST, WIDTH, county_map
from graph.present.countytables import map_data, matrix_data, matrix_rows, profile_rows, shade
from graph.present.figurenames import full_name, same_topic, topic_of
from graph.present.policies import choices, narrowed, policy_rows
from graph.present.targetcards import Words, cards, figure_rows, holds, pair_rows
from graph.present.targets import Change, board, target_years
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.values import Evidence, Figure
from graph.store import GraphStore
from graph.tables import csv_bytes, xlsx_bytes

STATES = {state: state.value for state in NodeState}
ACTUAL, ESTIMATE, TARGET = IndicatorStatus.ACTUAL, IndicatorStatus.ESTIMATE, IndicatorStatus.TARGET
STRINGS = {
    **{"more": "多{n}{unit}({share})", "less": "少{n}{unit}({share})", "equal": "持平", "apart": "不可比"},
    **{"points_more": "高{n}点", "points_less": "低{n}点", "times": "{n}倍"},
    **{"at_least": "{value}以上", "at_most": "{value}以内", "about": "{value}左右"},
}
WORDS = Words(STRINGS, {ACTUAL: "实绩", ESTIMATE: "预计", TARGET: "目标"})
IMAGE = "<img src=x onerror=alert(1)>"


def figure(name: str, value: float, unit: str, status: IndicatorStatus = ACTUAL, **other: object) -> Figure:
    year = 2023 if status is TARGET else 2022
    values: dict[str, object] = {"subject": "甲市", "comparator": Comparator.EQUAL, "year": year, "words": name}
    values |= other
    at = round(value)
    evidence = Evidence("r", Span(at, at + 1), str(values.pop("words")), "")
    return Figure(name=name, value=value, unit=unit, status=status, evidence=evidence, **values)  # type: ignore[arg-type]


def told(reached: Figure, target: Figure) -> str:
    (pair,) = board([reached, target], 2023).pairs
    return WORDS.change(pair)


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def counties(real: Knowledge) -> tuple[Profile, ...]:
    return profiles(real, county_matrix(real))


def of(counties: tuple[Profile, ...], name: str) -> Profile:
    return next(profile for profile in counties if profile.county.name == name)


# ---------------------------------------------------------------- what a county has


def test_all_six_counties_have_a_profile_and_the_city_is_told_apart(counties: tuple[Profile, ...]):
    assert [p.county.name for p in counties][:6] == ["湖滨区", "陕州区", "渑池县", "卢氏县", "义马市", "灵宝市"]
    assert [p.county.name for p in counties if p.whole] == ["三门峡市"]


def test_every_thing_that_a_county_is_said_to_have_has_a_sentence(counties: tuple[Profile, ...]):
    held = [one for p in counties for those in p.held.values() for one in those]
    assert len(held) > 80
    assert all(one.facts for one in held if one.basis is not Basis.NAMED)


def test_lingbao_develops_copper_foil(counties: tuple[Profile, ...]):
    lingbao = of(counties, "灵宝市")
    (foil,) = [one for one in lingbao.held[E.INDUSTRY] if one.thing.name == "铜箔"]
    assert any("灵宝市" in told.evidence.words for told in foil.facts)


def test_what_lies_in_a_town_counts_for_its_county():
    city, county = thing(E.PLACE, "甲市", code="411200"), thing(E.PLACE, "乙县", code="411221")
    town, project = thing(E.PLACE, "丙镇", "乙县丙镇"), thing(E.PROJECT, "丙工程")
    facts = (fact(project, P.LOCATED_IN, town),)
    graph = knowledge((city, county, town, project), facts, (), text="甲市。", place="甲市")
    profile = of(profiles(graph, county_matrix(graph)), "乙县")
    assert [(one.thing, one.place) for one in profile.held[E.PROJECT]] == [(project, town)]
    assert profile.inside == (town,)


def test_a_firm_is_where_its_project_is():
    city, county = thing(E.PLACE, "甲市", code="411200"), thing(E.PLACE, "乙县", code="411221")
    firm, project = thing(E.ENTERPRISE, "丙公司"), thing(E.PROJECT, "丙工程")
    facts = (fact(project, P.LOCATED_IN, county), fact(firm, P.UNDERTAKES, project))
    graph = knowledge((city, county, firm, project), facts, (), text="甲市。", place="甲市")
    (held,) = of(profiles(graph, county_matrix(graph)), "乙县").held[E.ENTERPRISE]
    assert (held.thing, held.basis, held.through) == (firm, Basis.PROJECT, project)


def test_a_policy_for_an_industry_that_a_county_develops_stands_there_with_its_ground():
    city, county = thing(E.PLACE, "甲市", code="411200"), thing(E.PLACE, "乙县", code="411221")
    industry, policy = thing(E.INDUSTRY, "丁业"), thing(E.POLICY, "丁业规划")
    facts = (fact(county, P.DEVELOPS_INDUSTRY, industry), fact(policy, P.TARGETS_INDUSTRY, industry))
    graph = knowledge((city, county, industry, policy), facts, (), text="甲市。", place="甲市")
    (held,) = of(profiles(graph, county_matrix(graph)), "乙县").held[E.POLICY]
    assert (held.basis, held.through, held.facts) == (Basis.INDUSTRY, industry, (facts[1],))


def test_measures_count_each_type_alone_and_together(counties: tuple[Profile, ...]):
    for profile in counties:
        parts = (Measure.INDUSTRY, Measure.ENTERPRISE, Measure.PROJECT, Measure.PLATFORM)
        assert profile.count(Measure.ALL) == sum(profile.count(part) for part in parts)
    assert of(counties, "灵宝市").count(Measure.PROJECT) >= 2


# ---------------------------------------------------------------- the map


def test_every_county_of_the_city_has_an_outline_around_its_middle(counties: tuple[Profile, ...]):
    codes = [p.county.code for p in counties if p.county.code and not p.whole]
    found = outlines([code for code in codes if code])
    assert len(found) == len(codes) == 6
    for one in found.values():
        west, east = min(x for ring in one.rings for x, _ in ring), max(x for ring in one.rings for x, _ in ring)
        assert west < one.middle[0] < east and one.room > 0


def test_cities_of_a_province_have_outlines_too():
    assert set(outlines(["411200", "410000", "419999"])) == {"411200", "410000"}


def test_the_map_stays_in_its_frame_and_north_is_up(counties: tuple[Profile, ...]):
    drawn = county_map([p.county for p in counties if not p.whole])
    numbers = [tuple(map(float, p.split(","))) for s in drawn.shapes for p in re.findall(r"[\d.]+,[\d.]+", s.path)]
    assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height <= TALLEST + 1 for x, y in numbers)
    at = {p.county.iri: p.county.name for p in counties}
    height = {at[s.iri]: s.y for s in drawn.shapes}
    assert height["渑池县"] < height["灵宝市"] < height["卢氏县"]


def test_a_place_without_an_outline_is_a_tile_and_none_with_one_is_lost(counties: tuple[Profile, ...]):
    parts = [p.county for p in counties if not p.whole]
    drawn = county_map(parts)
    assert [tile.name for tile in drawn.tiles] == ["城乡一体化示范区", "开发区"]
    assert {s.iri for s in drawn.shapes} | {tile.iri for tile in drawn.tiles} == {p.iri for p in parts}


def test_where_nothing_has_an_outline_all_are_tiles():
    drawn = county_map([thing(E.PLACE, "未知县", code="999999")])
    assert (drawn.shapes, len(drawn.tiles)) == ((), 1)


def test_the_map_shades_by_the_measure(counties: tuple[Profile, ...]):
    drawn = county_map([p.county for p in counties if not p.whole])
    data = map_data(drawn, counties, Measure.PROJECT)
    counts = {one["name"]: (one["count"], one["shade"]) for one in (*data["shapes"], *data["tiles"])}
    most = max(count for count, _ in counts.values())
    assert all(strength == shade(count, most) for count, strength in counts.values())
    assert "三门峡市" not in counts


# ---------------------------------------------------------------- the matrix


def test_the_matrix_counts_what_the_network_holds(real: Knowledge, counties: tuple[Profile, ...]):
    matrix = county_matrix(real)
    data = matrix_data(matrix, counties, "zh", STATES, whole="全市", told="{county}{chain}{n}{links}{state}")
    assert [column["name"] for column in data["columns"]][-1] == "全市"
    assert all(len(row["cells"]) == len(data["columns"]) for row in data["rows"])
    assert sum(row["total"] for row in data["rows"]) == sum(column["total"] for column in data["columns"])
    assert sum(cell is not None for row in data["rows"] for cell in row["cells"]) == len(matrix.cells)


def test_a_thing_on_two_links_of_a_chain_counts_once():
    city, county = thing(E.PLACE, "甲市", code="411200"), thing(E.PLACE, "乙县", code="411221")
    firm = thing(E.ENTERPRISE, "丙公司")
    copper = chain("copper", (link("copper/a", seat(firm)), link("copper/b", seat(firm))))
    graph = knowledge((city, county, firm), (fact(firm, P.LOCATED_IN, county),), (copper,), text="甲市。", place="甲市")
    matrix = county_matrix(graph)
    data = matrix_data(matrix, profiles(graph, matrix), "zh", STATES, whole="", told="")
    assert [cell["n"] for row in data["rows"] for cell in row["cells"] if cell] == [1]


def test_the_tables_of_a_county_name_every_thing_with_its_sentence(real: Knowledge, counties: tuple[Profile, ...]):
    lingbao = of(counties, "灵宝市")
    rows = profile_rows(lingbao, {kind: kind.value for kind in EntityType}, dict.fromkeys(Basis, "{through}"))
    assert {row["thing"] for row in rows} == {one.thing.name for those in lingbao.held.values() for one in those}
    assert all(row["sentence"] for row in matrix_rows(county_matrix(real), "zh", STATES))


# ---------------------------------------------------------------- figures that answer each other


@pytest.mark.parametrize(
    ("reached", "target"),
    [
        ("规模以上工业增加值", "规上工业增加值"),
        ("地区生产总值", "生产总值增长"),
        ("居民消费价格", "居民消费价格涨幅"),
        ("社会消费品零售总额同比增长", "社会消费品零售总额"),
        ("粮食播种面积", "粮食种植面积"),
        ("增“四上”企业", "新增“四上企业”"),
        ("建改造农村公路", "建农村公路"),
        ("中药材种植面积", "药材种植面积"),
    ],
)
def test_the_same_thing_in_other_words_is_matched(reached: str, target: str):
    assert same_topic(figure(reached, 1, "%"), figure(target, 2, "%", TARGET)) > 0


@pytest.mark.parametrize(
    ("reached", "target"),
    [
        ("各类市场主体", "增各类市场主体"),
        ("市级以上创新平台总数", "增市级以上创新平台"),
        ("农村公路", "农村电网"),
        ("县(市", "县(市、区)"),
        ("%", "%"),
    ],
)
def test_what_is_there_and_what_is_added_are_kept_apart_and_empty_names_match_nothing(reached: str, target: str):
    assert same_topic(figure(reached, 1, "个"), figure(target, 2, "个", TARGET)) == 0


def test_the_same_word_of_two_subjects_is_not_one_figure():
    gold, car = figure("产值", 1, "亿元", subject="黄金产业"), figure("产值", 2, "亿元", TARGET, subject="汽车产业")
    assert board([gold, car], 2023).pairs == ()


def test_units_are_brought_together_before_the_difference_is_told():
    assert told(figure("粮食产量", 2, "亿斤"), figure("粮食产量", 21_000, "万斤", TARGET)) == "多1,000万斤(+5%)"


def test_rates_differ_in_points_and_amounts_in_parts():
    assert told(figure("固定资产投资", 12, "%"), figure("固定资产投资", 10.5, "%", TARGET)) == "低1.5点"
    assert told(figure("农村公路", 302, "公里"), figure("农村公路", 200, "公里", TARGET)) == "少102公里(−33.8%)"


def test_a_target_of_several_times_is_told_in_times():
    assert told(figure("开通5G基站", 717, "个"), figure("开通5G基站", 3700, "个", TARGET)) == "多2,983个(5.2倍)"


def test_an_amount_and_a_rate_stand_together_without_a_difference():
    reached, target = figure("一般公共预算收入", 126.6, "亿元"), figure("一般公共预算收入", 5, "%", TARGET)
    (pair,) = board([reached, target], 2023).pairs
    assert (pair.change, pair.difference) == (Change.APART, None)
    assert [bar["share"] for bar in cards([pair], WORDS)[0]["bars"]] == [None, None]


def test_bars_of_a_card_share_one_scale():
    reached, target = figure("道路", 50, "公里"), figure("道路", 200, "公里", TARGET, comparator=Comparator.AT_LEAST)
    bars = cards(board([reached, target], 2023).pairs, WORDS)[0]["bars"]
    assert [bar["share"] for bar in bars] == [0.25, 1.0]
    assert [f"{bar['when']} {bar['value']}" for bar in bars] == ["2022 实绩 50公里", "2023 目标 200公里以上"]


def test_a_name_gets_back_the_word_that_its_sentence_has():
    assert full_name(figure("增城镇就业", 1, "人", words="新增城镇就业1人")) == "新增城镇就业"
    assert full_name(figure("增城镇就业", 1, "人", words="增城镇就业1人")) == "增城镇就业"
    assert topic_of("新增城镇就业") == topic_of("增城镇就业")


def test_no_figure_of_the_report_is_lost_or_told_twice(real: Knowledge):
    (year,) = target_years(real.figures)
    found = board(real.figures, year)
    assert len(found.pairs) >= 20
    targets = [*(pair.target for pair in found.pairs), *found.targets]
    reached = [*(pair.reached for pair in found.pairs), *found.reached]
    assert len(set(targets)) == len(targets) and len(set(reached)) == len(reached)
    said = {(f.value, f.unit) for f in real.figures if f.status is TARGET and f.year == year}
    assert {(f.value, f.unit) for f in targets} == said


def test_the_headline_targets_stand_beside_what_was_reached(real: Knowledge):
    found = {pair.target.name: pair for pair in board(real.figures, 2023).pairs}
    assert (found["规上工业增加值"].reached.value, found["规上工业增加值"].target.value) == (7.4, 8.0)
    assert found["固定资产投资"].difference == -1.5
    assert found["生产总值"].reached.status is ESTIMATE


def test_figures_are_found_by_name_subject_and_sentence(real: Knowledge):
    found = [f for f in real.figures if holds(f, "研发 强度")]
    assert found and all("研发" in f.evidence.words for f in found)


def test_a_name_with_markup_stays_text_in_cards_and_tables():
    pairs = board([figure(IMAGE, 1, "个"), figure(IMAGE, 2, "个", TARGET)], 2023).pairs
    assert cards(pairs, WORDS)[0]["name"] == IMAGE
    assert [row["name"] for row in (*pair_rows(pairs, WORDS), *figure_rows([pairs[0].target], WORDS))] == [IMAGE] * 2


# ---------------------------------------------------------------- policies


def test_policies_for_an_industry_come_first_and_each_has_a_sentence_that_names_it(real: Knowledge):
    rows = policy_rows(real)
    assert len(rows) == sum(t.type is EntityType.POLICY for t in real.things.values())
    ranks = [(not row.industries, not row.issuers) for row in rows]
    assert ranks == sorted(ranks)
    assert all(row.sentences for row in rows)


def test_policies_are_narrowed_by_industry_issuer_and_words(real: Knowledge):
    rows = policy_rows(real)
    industries, issuers = choices(rows)
    services = next(iri for iri in industries if real.things[iri].name == "服务业")
    city = next(iri for iri in issuers if real.things[iri].name == "三门峡市")
    assert len(narrowed(rows, industry=services)) == industries[services]
    both = narrowed(rows, industry=services, issuer=city, words="十四五")
    assert [row.policy.name for row in both] == ["三门峡市“十四五”服务业发展规划"]
    assert narrowed(rows, words="没有这个词") == ()


# ---------------------------------------------------------------- tables to take away

ROWS = [{"a": "=HYPERLINK(1)", "b": 2.5, "c": "一\x0b二"}, {"a": "＋1", "b": None}, {"a": "@x", "b": 7}]
COLUMNS = {"a": "甲", "b": "乙", "c": "丙"}


def test_a_workbook_holds_texts_as_texts_and_numbers_as_numbers():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(ROWS, COLUMNS, title="a/b*c"))).active
    assert [cell.value for cell in sheet[1]] == ["甲", "乙", "丙"]
    first = sheet["A2"]
    assert (first.value, first.data_type, first.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (sheet["B2"].value, sheet["C2"].value, sheet["C3"].value) == (2.5, "一二", None)
    assert sheet.title == "abc" and sheet.freeze_panes == "A2"


def test_a_csv_file_gives_nothing_to_calculate():
    lines = csv_bytes(ROWS, COLUMNS).decode("utf-8-sig").split("\r\n")
    assert [line[:2] for line in lines[1:4]] == ["'=", "'＋", "'@"]


def test_the_same_table_gives_the_same_bytes():
    assert xlsx_bytes(ROWS, COLUMNS) == xlsx_bytes(ROWS, COLUMNS)
    with ZipFile(io.BytesIO(xlsx_bytes([], COLUMNS))) as held:
        assert held.testzip() is None
