"""Finding things by what people type, in the real graph and in small made ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.query.knowledge import Knowledge, load_knowledge
from graph.search.entries import Entry, Kind, entries_of
from graph.search.examples import example_queries
from graph.search.folding import fold
from graph.search.hints import hint
from graph.search.index import LONGEST, Found, Hit, How, SearchIndex
from graph.search.sounds import readings
from graph.search.table import make_table
from graph.store import GraphStore

SMELTER = "中原黄金冶炼厂"


@pytest.fixture(scope="module")
def known(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def index(known: Knowledge) -> SearchIndex:
    return SearchIndex(entries_of(known))


def firms(*names: str | tuple[str, ...], kind: Kind = Kind.ENTERPRISE) -> SearchIndex:
    named = [(name,) if isinstance(name, str) else name for name in names]
    return SearchIndex([Entry(kind, f"e/{first}", first, None, tuple(more)) for first, *more in named])


def hits(found: Found) -> list[Hit]:
    return [one for group in found.groups for one in group.hits]


def names(found: Found) -> list[str]:
    return [one.entry.name for one in hits(found)]


# ---------------------------------------------------------------- what people type


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("中原黄金冶炼厂", How.EXACT),
        (" “中原黄金冶炼厂” ", How.EXACT),
        ("中原黄金", How.PREFIX),
        ("黄金冶炼厂", How.WORD),
        ("zhongyuanhuangjinyelianchang", How.SOUND),
        ("zhongyuanhuangjin", How.SOUND),
        ("ZhongYuan HuangJin", How.SOUND),
        ("zhongyuanhuangj", How.INITIALS),
        ("zyhjylc", How.INITIALS),
        ("ZYHJYLC", How.INITIALS),
        ("zhyhjylc", How.INITIALS),
        ("zy黄金", How.INITIALS),
        ("zhongyuan黄金", How.SOUND),
        ("中原hj", How.INITIALS),
        ("中原黄金冶练厂", How.SOUND),
        ("中原黄金治炼厂", How.CLOSE),
        ("中原黄冶炼厂", How.CLOSE),
        ("zhonyuanhuangjin", How.CLOSE),
        ("zongyuanhuangjin", How.CLOSE),
    ],
)
def test_the_smelter_is_the_first_enterprise_found(index: SearchIndex, typed: str, how: How):
    (found,) = index.search(typed, kind=Kind.ENTERPRISE, shown=1).groups
    assert (found.hits[0].entry.name, found.hits[0].how) == (SMELTER, how)


def test_every_thing_of_the_graph_is_found_first_of_its_kind_by_its_name(index: SearchIndex):
    for entry in index.entries:
        (group,) = index.search(entry.name, kind=entry.kind, shown=5).groups
        assert fold(entry.name) in {fold(form) for form in group.hits[0].entry.forms()}
        assert group.hits[0].how is How.EXACT


def test_every_thing_of_the_graph_is_found_by_its_initials(index: SearchIndex):
    missed = []
    for entry in index.entries:
        units = fold(entry.name)
        if any(c.isascii() for c in units) or len(units) > 20:
            continue
        initials = "".join(those[0][0] for those in readings(units))
        found = index.search(initials, kind=entry.kind, shown=1000)
        if entry not in [one.entry for one in hits(found)]:
            missed.append(entry.name)
    assert missed == []


@pytest.mark.parametrize("typed", ["chongqingchangan", "cqca", "重庆ca", "zhongqing", "zhangan"])
def test_a_character_with_several_readings_is_found_by_each(typed: str):
    assert names(firms("重庆长安", "三门峡速达").search(typed)) == ["重庆长安"]


def test_the_reading_that_a_character_has_in_its_word_comes_first():
    index = firms("行走机械", "三门峡农商银行", "银杏药业")
    assert names(index.search("yinhang")) == ["三门峡农商银行"]
    assert names(index.search("yinxing"))[0] == "银杏药业"


def test_letters_and_digits_in_a_name_are_found_as_they_stand():
    index = firms("5G高频高速铜箔项目", "ＴＦＴ面板", "高频铜箔")
    assert names(index.search("5g高频")) == ["5G高频高速铜箔项目"]
    assert names(index.search("tft")) == ["ＴＦＴ面板"]
    assert names(index.search("5ggp")) == ["5G高频高速铜箔项目"]


def test_words_apart_are_found_in_one_name():
    index = firms("三门峡市铁路物流园", "三门峡水库", "洛阳物流园")
    assert names(index.search("三门峡 物流")) == ["三门峡市铁路物流园"]
    assert names(index.search("wuliu 三门峡")) == ["三门峡市铁路物流园"]


def test_an_english_name_is_found_at_the_beginning_of_its_words_only(index: SearchIndex):
    assert "黄金冶炼" in names(index.search("smelting", kind=Kind.LINK))
    near = hits(index.search("melting", kind=Kind.LINK))
    assert "黄金冶炼" in [one.entry.name for one in near] and {one.how for one in near} == {How.CLOSE}


# ---------------------------------------------------------------- the order, the groups, the marks


def test_exact_goes_before_beginning_before_part_before_sound():
    index = firms("金箔", "黄金", "黄金产业", "新黄金", "黄巾")
    assert names(index.search("黄金", shown=9)) == ["黄金", "黄金产业", "新黄金", "黄巾"]


def test_whole_pinyin_goes_before_its_beginning_before_initials():
    index = firms("灵宝苹果", "灵宝", "零部件安装", "灵石板")
    found = index.search("lingbao", shown=9)
    assert names(found) == ["灵宝", "灵宝苹果"]
    assert names(index.search("lb", shown=9))[0] == "灵宝"


def test_of_two_alike_the_one_with_more_links_comes_first():
    light, heavy = Entry(Kind.ENTERPRISE, "1", "金渠甲", weight=1), Entry(Kind.ENTERPRISE, "2", "金渠乙", weight=40)
    assert names(SearchIndex([light, heavy]).search("金渠")) == ["金渠乙", "金渠甲"]


def test_a_short_name_leads_to_its_owner_and_is_told():
    (one,) = hits(firms(("骏通车辆", "三门峡专汽")).search("专汽"))
    assert (one.entry.name, one.form, one.marks) == ("骏通车辆", "三门峡专汽", (3, 5))


def test_a_short_name_that_the_name_holds_is_not_told_beside_it():
    (one,) = hits(firms(("骏通车辆", "骏通")).search("骏通"))
    assert (one.form, one.marks) == ("骏通车辆", (0, 2))


def test_the_mark_counts_the_characters_of_the_name_as_it_is_written():
    (one,) = hits(firms("“证照 分离”改革").search("分离改"))
    assert one.marks is not None and one.form[slice(*one.marks)] == "分离”改"


def test_hits_come_in_groups_of_a_kind_with_their_number(index: SearchIndex):
    found = index.search("黄金")
    by_kind = {group.kind: group for group in found.groups}
    assert {Kind.INDUSTRY, Kind.CHAIN, Kind.LINK, Kind.ENTERPRISE} <= set(by_kind)
    links = by_kind[Kind.LINK]
    assert len(links.hits) == 5 < links.total
    assert found.total == sum(group.total for group in found.groups)


def test_one_kind_can_be_listed_further(index: SearchIndex):
    few = {group.kind: group for group in index.search("黄金").groups}[Kind.LINK]
    (more,) = index.search("黄金", kind=Kind.LINK, shown=50).groups
    assert len(more.hits) == more.total == few.total
    assert more.hits[:5] == few.hits


def test_an_entry_is_listed_once_however_many_of_its_names_match():
    assert names(firms(("黄金产业", "黄金", "金")).search("金")) == ["黄金产业"]


# ---------------------------------------------------------------- nothing, and hostile input


def test_what_is_near_is_told_only_where_nothing_is_found():
    index = firms("华鑫铜箔", "华鑫铝箔")
    assert names(index.search("华鑫铜箔")) == ["华鑫铜箔"]
    assert set(names(index.search("华鑫锡箔"))) == {"华鑫铜箔", "华鑫铝箔"}


def test_two_mistakes_in_a_short_name_are_too_many():
    assert hits(firms("华鑫铜箔").search("华为铝箔")) == []


@pytest.mark.parametrize(("typed", "instead"), [("不存在的东西灵宝", "灵宝"), ("灵宝魑魅", "灵宝"), ("魑魅魍魉", None)])
def test_where_nothing_is_found_the_part_that_would_find_something_is_offered(
    index: SearchIndex, typed: str, instead: str | None
):
    found = index.search(typed)
    assert (found.total, found.instead) == (0, instead)


@pytest.mark.parametrize("typed", ["", "   ", "“”", "!!", "\x00", ".*", "(((", "\U0001f600"])
def test_a_query_without_a_letter_finds_nothing(index: SearchIndex, typed: str):
    assert index.search(typed) == Found(())


@pytest.mark.parametrize("typed", ["<img src=x onerror=alert(1)>", "' OR 1=1 --", "a" * 10_000, "灵宝" * 5_000, "ñд漢"])
def test_a_hostile_query_is_a_query(index: SearchIndex, typed: str):
    assert index.search(typed).total >= 0


def test_a_query_counts_to_its_longest():
    name = "一" * LONGEST
    assert names(firms(name).search(name + "二三四")) == [name]


def test_an_empty_graph_answers():
    assert SearchIndex(()).search("zy黄金") == Found(())


# ---------------------------------------------------------------- against a plain search, name by name

LETTERS = st.text("中重行长金a1 ", min_size=1, max_size=5)


@settings(deadline=None)
@given(st.lists(LETTERS.filter(fold), min_size=1, max_size=8), LETTERS.filter(fold))
def test_the_table_finds_what_stands_in_a_name_and_nothing_else(forms: Sequence[str], typed: str):
    units = [fold(form) for form in forms]
    table = make_table(list(zip(forms, units, strict=True)))
    at = table.find(table.spelling.literal(fold(typed))).at
    expected = {
        (number, offset)
        for number, name in enumerate(units)
        for offset in range(len(name))
        if name.startswith(fold(typed), offset)
    }
    assert set(zip(table.form[at].tolist(), (at - table.starts[table.form[at]]).tolist(), strict=True)) == expected


@settings(deadline=None)
@given(st.lists(LETTERS.filter(fold), min_size=1, max_size=8))
def test_every_name_is_found_by_every_reading_of_its_first_character(forms: Sequence[str]):
    index = firms(*forms)
    for form in forms:
        for reading in readings(fold(form))[0]:
            found = index.search(reading, shown=20)
            assert any(fold(one.entry.name) == fold(form) for one in hits(found)), (form, reading)


def test_the_index_never_reaches_from_one_name_into_the_next():
    table = make_table([("黄", "黄"), ("金", "金")])
    assert np.array_equal(table.find(table.spelling.literal("黄金")).at, [])


# ---------------------------------------------------------------- hints and examples


def test_a_hint_says_what_an_enterprise_does(index: SearchIndex, known: Knowledge):
    entry = hits(index.search(SMELTER, kind=Kind.ENTERPRISE))[0].entry
    told = hint(entry, known)
    assert [(said.predicate.value, said.other.name) for said in told.said] == [("operatesIn", "黄金产业")]
    assert told.degree == known.things[entry.id].degree > 0


def test_a_hint_says_in_which_chain_a_link_is(index: SearchIndex, known: Knowledge):
    entry = hits(index.search("黄金冶炼", kind=Kind.LINK))[0].entry
    told = hint(entry, known)
    assert told.chain is not None and told.chain.info.id == "gold"
    assert told.link is not None and told.link.zh == "黄金冶炼"


def test_a_thing_that_is_gone_has_an_empty_hint(known: Knowledge):
    told = hint(Entry(Kind.ENTERPRISE, "gone", "旧名"), known)
    assert (told.said, told.degree) == ((), 0)


def test_the_examples_find_something(index: SearchIndex):
    examples = example_queries(index.entries)
    assert examples is not None
    assert all(index.search(example).total for example in examples)


def test_without_an_enterprise_there_are_no_examples():
    assert example_queries([Entry(Kind.PLACE, "1", "灵宝市")]) is None
