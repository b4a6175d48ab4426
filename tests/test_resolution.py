"""One node a thing: what two reports mean by their names, and what is only suggested."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf_cases import MINTER, SHAPES, report
from rdflib import SKOS, Literal

from graph.extraction import extract
from graph.extraction.divisions import Division
from graph.model import Entity, EntityRef, EntityType, Extraction, Span
from graph.rdf.validate import validate
from graph.rdf.writer import dataset_quads, to_dataset
from graph.reading import read_report
from graph.resolution import Atlas, Identity, default_atlas, resolve, suggest_duplicates
from graph.resolution.naming import is_national, key_of

E = EntityType
ATLAS = Atlas(
    tuple(
        Division(code, name, short, level)
        for code, name, short, level in [
            ("410000", "河南省", "河南", 2),
            ("410300", "洛阳市", "洛阳", 4),
            ("411200", "三门峡市", "三门峡", 4),
            ("411282", "灵宝市", "灵宝", 6),
            ("411203", "陕州区", "陕州", 6),
            ("140000", "山西省", "山西", 2),
            ("140800", "运城市", "运城", 4),
            ("440305", "南山区", "南山", 6),
            ("320100", "南京市", "南京", 4),
        ]
    ),
    frozenset({"长三角", "韩国"}),
)


def said(kind: EntityType, name: str, *aliases: str, code: str | None = None) -> Entity:
    return Entity(kind, name, aliases, (Span(0, 1),), 0.9, "sample", code)


def of(place: str, *entities: Entity, year: int = 2023) -> Extraction:
    return Extraction(report(slug=f"{place}-{year}", place=place), entities, (), ())


def things(*extractions: Extraction) -> set[Identity]:
    found = resolve(extractions, ATLAS)
    return {thing for e in extractions for thing in found.of(e.report.slug).values()}


# ---------------------------------------------------------------- between two cities

TWO_CITIES = ("三门峡市", "洛阳市")


@pytest.mark.parametrize(
    ("kind", "name", "count"),
    [
        (E.ENTERPRISE, "中国电信", 1),
        (E.INDUSTRY, "黄金产业", 1),
        (E.PRODUCT, "铜箔", 1),
        (E.PROJECT, "一期工程", 2),
        (E.PLATFORM, "高新区", 2),
        (E.POLICY, "首席服务员制度", 2),
        (E.ORGANIZATION, "市科技局", 2),
        (E.ORGANIZATION, "妇联", 2),
        (E.ORGANIZATION, "文旅部", 1),
        (E.ORGANIZATION, "国家发改委", 1),
        (E.ORGANIZATION, "河南科技大学", 1),
        (E.ORGANIZATION, "省发改委", 1),
        (E.PLACE, "韩国", 1),
        (E.PLACE, "灵宝市", 1),
        (E.PLACE, "城东片区", 2),
    ],
)
def test_one_name_in_two_cities_is_one_thing_or_two_by_its_kind(kind: EntityType, name: str, count: int) -> None:
    assert len(things(*(of(city, said(kind, name)) for city in TWO_CITIES))) == count


def test_the_province_of_another_city_is_another() -> None:
    assert (
        len(things(of("三门峡市", said(E.ORGANIZATION, "省发改委")), of("运城市", said(E.ORGANIZATION, "省发改委"))))
        == 2
    )


# ---------------------------------------------------------------- full and short names


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (E.INDUSTRY, "黄金产业", "黄金"),
        (E.INDUSTRY, "“直播经济”", "直播经济"),
        (E.ENTERPRISE, "骏通车辆有限公司", "骏通车辆"),
        (E.PROJECT, "骏通年产1万辆多轮驱动生产线项目", "骏通年产1万辆多轮驱动生产线"),
        (E.POLICY, "“万人助万企”活动", "万人助万企"),
        (E.PLATFORM, "三门峡市铁路综合枢纽物流园", "三门峡铁路综合枢纽物流园"),
        (E.PLATFORM, "三门峡高新区", "高新区"),
        (E.ORGANIZATION, "市科技局", "三门峡市科技局"),
        (E.ORGANIZATION, "省发改委", "河南省发改委"),
        (E.PLACE, "河南省", "河南"),
        (E.PLACE, "灵宝市", "灵宝"),
    ],
)
@pytest.mark.parametrize("apart", [False, True], ids=["one report", "two reports"])
def test_a_full_and_a_short_name_are_one_thing_under_one_name(
    kind: EntityType, one: str, other: str, apart: bool
) -> None:
    both = said(kind, one), said(kind, other)
    given = [of("三门峡市", both[0]), of("三门峡市", both[1], year=2024)] if apart else [of("三门峡市", *both)]
    (thing,) = things(*given)
    assert thing.name in (one, other)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (E.INDUSTRY, "传统产业", "传统"),
        (E.PROJECT, "高速公路一期", "高速公路二期"),
        (E.PROJECT, "三门峡至洛宁高速", "至洛宁高速"),
        (E.PLATFORM, "灵宝产业园", "产业园"),
        (E.PRODUCT, "铜箔", "锂电铜箔"),
        (E.ORGANIZATION, "市场监管局", "场监管局"),
    ],
)
def test_names_that_only_look_alike_are_two_things(kind: EntityType, one: str, other: str) -> None:
    assert len(things(of("三门峡市", said(kind, one), said(kind, other)))) == 2


def test_the_province_and_the_city_mean_one_platform_where_the_name_says_the_city() -> None:
    name = "三门峡高新区"
    assert len(things(of("河南省", said(E.PLATFORM, name)), of("三门峡市", said(E.PLATFORM, name)))) == 1


def test_an_alias_in_one_report_joins_the_name_in_another() -> None:
    long = said(E.INDUSTRY, "铜及铜基新材料产业", "铜基新材料")
    (thing,) = things(of("三门峡市", long), of("洛阳市", said(E.INDUSTRY, "铜基新材料")))
    assert thing.name == "铜及铜基新材料产业"


def test_an_alias_does_not_join_what_another_report_tells_apart_but_is_suggested() -> None:
    one = of("三门峡市", said(E.INDUSTRY, "铝及铝基新材料", "铝基新材料"))
    two = of("洛阳市", said(E.INDUSTRY, "铝及铝基新材料"), said(E.INDUSTRY, "铝基新材料"))
    found = resolve([one, two], ATLAS)
    assert len(set(found.of("洛阳市-2023").values())) == 2
    (suggestion,) = suggest_duplicates(found)
    assert {suggestion.first.name, suggestion.second.name} == {"铝及铝基新材料", "铝基新材料"}


def test_a_short_alias_does_not_reach_another_city() -> None:
    here = of("三门峡市", said(E.ENTERPRISE, "骏通车辆", "骏通"))
    assert len(things(here, of("运城市", said(E.ENTERPRISE, "骏通")))) == 2


# ---------------------------------------------------------------- places


def test_a_place_with_a_code_in_one_report_and_none_in_another_is_one() -> None:
    coded, plain = said(E.PLACE, "灵宝市", code="411282"), said(E.PLACE, "灵宝")
    assert things(of("三门峡市", coded), of("洛阳市", plain)) == {Identity(E.PLACE, "", "灵宝市", "411282")}


def test_a_place_that_the_atlas_does_not_know_takes_the_code_of_another_report() -> None:
    coded, plain = said(E.PLACE, "函谷关镇", code="411282100"), said(E.PLACE, "函谷关镇")
    (thing,) = things(of("三门峡市", coded), of("洛阳市", plain))
    assert thing.code == "411282100"


def test_of_two_codes_elsewhere_none_is_taken() -> None:
    reports = [of("三门峡市", said(E.PLACE, "城关镇", code="411282100"))]
    reports += [of("洛阳市", said(E.PLACE, "城关镇", code="410300100")), of("运城市", said(E.PLACE, "城关镇"))]
    assert len(things(*reports)) == 3


def test_a_short_name_of_a_far_place_means_nothing() -> None:
    (thing,) = things(of("三门峡市", said(E.PLACE, "南山")))
    assert (thing.code, thing.scope) == (None, "三门峡市")


# ---------------------------------------------------------------- the whole


NAMES = ["黄金产业", "黄金", "高新区", "三门峡高新区", "骏通", "骏通车辆", "灵宝", "灵宝市", "市科技局", "传统产业"]


@st.composite
def reports(draw: st.DrawFn) -> list[Extraction]:
    cities = draw(st.lists(st.sampled_from(["三门峡市", "洛阳市", "河南省", "无名市"]), unique=True, min_size=1))
    named = st.builds(EntityRef, st.sampled_from(E), st.sampled_from(NAMES))
    found: list[Extraction] = []
    for city in cities:
        refs = draw(st.lists(named, max_size=6, unique=True))
        aliases = [draw(st.lists(st.sampled_from(NAMES), max_size=2, unique=True)) for _ in refs]
        pairs = zip(refs, aliases, strict=True)
        found.append(of(city, *(said(r.type, r.name, *(a for a in more if a != r.name)) for r, more in pairs)))
    return found


@given(reports(), st.randoms())
@settings(max_examples=100, deadline=None)
def test_every_entity_is_something_of_its_type_whatever_the_order(given_reports: list[Extraction], random) -> None:  # type: ignore[no-untyped-def]
    first = resolve(given_reports, ATLAS)
    for extraction in given_reports:
        found = first.of(extraction.report.slug)
        assert {ref: thing.type for ref, thing in found.items()} == {e.ref: e.type for e in extraction.entities}
    random.shuffle(given_reports)
    assert resolve(given_reports, ATLAS) == first


@given(reports())
@settings(max_examples=25, deadline=None)
def test_whatever_is_resolved_is_sound_rdf_with_one_node_a_thing(given_reports: list[Extraction]) -> None:
    found = resolve(given_reports, ATLAS)
    graph = to_dataset(dataset_quads(given_reports, (), MINTER, resolution=found))
    every = {thing for e in given_reports for thing in found.of(e.report.slug).values()}
    assert len(set(graph.subjects(SKOS.prefLabel))) == len(every)
    assert {str(label) for label in graph.objects(None, SKOS.prefLabel)} == {thing.name for thing in every}


def test_two_resolved_reports_conform_to_the_shapes_and_share_a_node() -> None:
    both = [
        of(city, said(E.INDUSTRY, name), said(E.PLACE, "灵宝")) for city, name in zip(TWO_CITIES, NAMES, strict=False)
    ]
    graph = to_dataset(dataset_quads(both, (), MINTER, resolution=resolve(both, ATLAS)))
    (gold,) = graph.subjects(SKOS.prefLabel, Literal("黄金产业", lang="zh"))
    assert [str(alias) for alias in graph.objects(gold, SKOS.altLabel)] == ["黄金"]
    assert MINTER.thing(E.PLACE, "灵宝市", code="411282") in set(graph.subjects())
    assert validate(graph, SHAPES) == ()


def test_sentences_of_two_cities_come_to_the_nodes_they_should(tmp_path: Path) -> None:
    """The real way, from text: the packaged atlas, the extractor as it is."""
    texts = {
        "三门峡市": "黄金产业方面，依托中原黄金冶炼厂等龙头企业大力发展黄金精深加工。支持灵宝市发展铜箔产业。",
        "洛阳市": "依托中原黄金冶炼厂等龙头企业大力发展黄金产业。加强与灵宝市的合作。",
    }
    found: list[Extraction] = []
    for city, text in texts.items():
        path = tmp_path / f"{city}.txt"
        path.write_text(f"{city}2023年政府工作报告\n一、2022年工作回顾\n{text}\n", "utf-8")
        found.append(extract(read_report(path)))
    resolution = resolve(found)
    shared = set.intersection(*(set(resolution.of(e.report.slug).values()) for e in found))
    assert {(thing.type, thing.name) for thing in shared} >= {
        (E.ENTERPRISE, "中原黄金冶炼厂"),
        (E.INDUSTRY, "黄金产业"),
        (E.PLACE, "灵宝市"),
    }


def test_the_packaged_atlas_knows_the_country() -> None:
    atlas = default_atlas()
    home = atlas.home("三门峡市")
    assert home is not None
    assert [division.name for division in atlas.above(home)] == ["三门峡市", "河南省"]
    assert (atlas.official("411282"), atlas.official("999999")) == ("灵宝市", None)
    assert key_of(E.PLATFORM, "灵宝产业园区", "三门峡市", atlas).scope == "灵宝市"


# ---------------------------------------------------------------- suggestions


def suggested(*entities: Entity) -> dict[tuple[str, str], float]:
    found = suggest_duplicates(resolve([of("三门峡市", *entities)], ATLAS))
    return {(s.first.name, s.second.name): s.score for s in found}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(E.ENTERPRISE, "广宇生物"), said(E.ENTERPRISE, "广宇生物制药")),
        (said(E.ENTERPRISE, "易事特"), said(E.ENTERPRISE, "易事特储能科技有限公司")),
        (said(E.PROJECT, "灵宝窄口120万千瓦抽水蓄能电站"), said(E.PROJECT, "灵宝窄口水库120万千瓦抽水蓄能电站")),
        (said(E.PLATFORM, "豫西储备基地"), said(E.PROJECT, "豫西储备基地")),
        (said(E.INDUSTRY, "铜箔"), said(E.PRODUCT, "铜箔")),
    ],
)
def test_what_may_be_one_thing_is_listed_once_and_not_merged(one: Entity, other: Entity) -> None:
    pairs = suggested(one, other)
    assert len(pairs) == 1
    assert {*next(iter(pairs))} == {one.name, other.name}
    assert 0.6 <= next(iter(pairs.values())) <= 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (said(E.INDUSTRY, "砷基新材料"), said(E.INDUSTRY, "碳基新材料")),
        (said(E.PROJECT, "产业园一期工程"), said(E.PROJECT, "产业园二期工程")),
        (said(E.PROJECT, "年产5万吨铝箔项目"), said(E.PROJECT, "年产2万吨铝箔项目")),
        (said(E.ENTERPRISE, "中国电信"), said(E.ENTERPRISE, "宝武铝业")),
        (said(E.INDUSTRY, "文化旅游"), said(E.POLICY, "文化旅游")),
    ],
)
def test_what_is_plainly_two_things_is_not_listed(one: Entity, other: Entity) -> None:
    assert suggested(one, other) == {}


def test_ministries_and_branches_are_told_apart() -> None:
    assert is_national("工业和信息化部") is False, "longer than a ministry's usual short name: left to people"
    assert [is_national(name) for name in ("工信部", "市委组织部", "门诊部", "中国银行业协会")] == [
        True,
        False,
        False,
        True,
    ]


def test_what_is_resolved_in_one_report_does_not_depend_on_confidence_or_rule() -> None:
    sure = of("三门峡市", said(E.PLATFORM, "高新区"))
    unsure = replace(sure, entities=(replace(sure.entities[0], confidence=0.1, rule="other"),))
    assert resolve([sure], ATLAS) == resolve([unsure], ATLAS)
