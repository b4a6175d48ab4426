"""What the papers of the real report say: nothing that the graph does not hold, each with its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from graph.attract.classes import load_classes
from graph.attract.model import Candidate
from graph.gaps.ranking import gaps_of
from graph.model import EntityType, NodeState, Span
from graph.papers.citing import Register, sentence_around
from graph.papers.content import make_brief
from graph.papers.settings import ColumnKind, ListKind, read_settings
from graph.papers.values import Brief, Cell, Table
from graph.papers.words import act, short
from graph.query.chains import choose
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.values import Evidence
from graph.settings import Settings
from graph.store import GraphStore

OWN = Path(__file__).resolve().parent.parent / "data" / "papers.toml"
CHAINS = ("copper", "gold", "culture-tourism")
MARK = re.compile(r"\[(\d+)\]")


@pytest.fixture(scope="module")
def knowledge(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def brief_of(knowledge: Knowledge, settings: Settings, chain: str, candidates: Iterable[Candidate] = ()) -> Brief:
    ranked = gaps_of(choose(knowledge.chains, chain), knowledge)
    return make_brief(knowledge, ranked, read_settings(OWN), classes=load_classes(settings), candidates=candidates)


@pytest.fixture(scope="module", params=CHAINS)
def brief(request: pytest.FixtureRequest, knowledge: Knowledge, settings: Settings) -> Brief:
    return brief_of(knowledge, settings, request.param)


@pytest.fixture(scope="module")
def copper(knowledge: Knowledge, settings: Settings) -> Brief:
    return brief_of(knowledge, settings, "copper")


def table_of(brief: Brief, kind: ListKind) -> Table:
    return next(table for table in brief.tables if table.plan.kind is kind)


def column(table: Table, key: str) -> list[Cell]:
    at = next(i for i, column in enumerate(table.plan.columns) if column.key == key)
    return [row[at] for row in table.rows]


def names(cells: Iterable[Cell]) -> set[str]:
    """The names in cells of names set off by 、, without how many more there are."""
    told = (re.sub(r"等\d+.$", "", cell) for cell in cells if isinstance(cell, str))
    return {name for text in told for name in re.split("(?<=[^、])、", text)}


def known(knowledge: Knowledge, *kinds: EntityType) -> set[str]:
    return {thing.name for thing in knowledge.things.values() if thing.type in kinds}


@pytest.mark.parametrize(
    ("kind", "key", "kinds"),
    [
        (ListKind.FIRMS, "firm", (EntityType.ENTERPRISE,)),
        (ListKind.FIRMS, "products", (EntityType.PRODUCT,)),
        (ListKind.FIRMS, "place", (EntityType.PLACE,)),
        (ListKind.PROJECTS, "project", (EntityType.PROJECT,)),
        (ListKind.PROJECTS, "firm", (EntityType.ENTERPRISE,)),
        (ListKind.TARGETS, "carriers", (EntityType.PLATFORM,)),
        (ListKind.TARGETS, "regions", tuple(EntityType)),
    ],
)
def test_each_name_in_a_list_is_in_the_graph(
    brief: Brief, knowledge: Knowledge, kind: ListKind, key: str, kinds: tuple[EntityType, ...]
):
    told = names(column(table_of(brief, kind), key))
    assert told - known(knowledge, *kinds) == set()


def test_each_link_in_a_list_is_one_of_the_chain(brief: Brief):
    links = {link.zh for link in brief.view.links}
    for kind in (ListKind.TARGETS, ListKind.GAPS):
        assert set(column(table_of(brief, kind), "link")) <= links


def test_each_quoted_source_stands_in_the_reports_text_at_its_place(brief: Brief, knowledge: Knowledge):
    (text,) = (source.text for source in knowledge.sources.values())
    assert brief.sources
    for source in brief.sources:
        assert text[source.start : source.end] == source.quote
        assert source.section in text


def test_a_source_is_a_whole_sentence(brief: Brief):
    assert [source.quote for source in brief.sources if not re.search(r"[。！？!?”’）)]$", source.quote)] == []


def test_sources_are_numbered_from_one_without_holes_and_none_comes_twice(brief: Brief):
    assert [source.number for source in brief.sources] == list(range(1, len(brief.sources) + 1))
    assert len({(source.report, source.start) for source in brief.sources}) == len(brief.sources)


def test_each_mark_in_a_text_is_the_number_of_a_source(brief: Brief):
    points = [*brief.summary, *brief.shared, *(point for a in brief.analyses for point in a.points)]
    marked = {int(number) for point in points for number in MARK.findall(point.text)}
    assert marked and marked <= {source.number for source in brief.sources}


def test_each_source_is_cited_somewhere(brief: Brief):
    points = [*brief.summary, *brief.shared, *(point for a in brief.analyses for point in a.points)]
    marked = {int(number) for point in points for number in MARK.findall(point.text)}
    listed = {
        n for table in brief.tables for row in table.rows for cell in row if isinstance(cell, tuple) for n in cell
    }
    assert marked | listed == {source.number for source in brief.sources}


def test_each_row_of_firms_projects_and_targets_cites_a_source(brief: Brief):
    for kind in (ListKind.FIRMS, ListKind.PROJECTS, ListKind.TARGETS):
        assert all(column(table_of(brief, kind), "sources"))


def test_a_row_names_the_firm_in_its_first_source(copper: Brief):
    table = table_of(copper, ListKind.FIRMS)
    for firm, quote in zip(column(table, "firm"), column(table, "quote"), strict=True):
        assert str(firm) in str(quote)


def test_what_is_filled_in_by_hand_is_left_empty(brief: Brief):
    for table in brief.tables:
        by_hand = [i for i, one in enumerate(table.plan.columns) if one.kind is ColumnKind.BY_HAND]
        assert all(row[i] is None for row in table.rows for i in by_hand)


def test_every_gap_of_the_chain_is_in_the_list_of_shortcomings_in_its_order(brief: Brief):
    assert column(table_of(brief, ListKind.GAPS), "link") == [gap.link.zh for gap in brief.gaps]


def test_the_first_gaps_are_dwelt_on_and_no_more(copper: Brief):
    assert [lane.number for lane in sorted(copper.lanes, key=lambda lane: lane.number)] == list(range(1, 9))
    assert {lane.gap.link.iri: lane.number for lane in copper.lanes} == {
        gap.link.iri: number for number, gap in enumerate(copper.gaps[:8], 1)
    }
    assert len(copper.analyses) == 8


def test_the_roadmap_goes_from_the_near_to_the_far(brief: Brief):
    phases = [lane.phase for lane in brief.lanes]
    assert phases == sorted(phases, key=["近期", "中期", "远期"].index)


def test_the_summary_counts_the_states_of_all_links(copper: Brief):
    (standing,) = (point.text for point in copper.summary if point.label == "链条现状")
    counts = [int(n) for n in re.findall(r"的(\d+)个", standing)]
    assert counts == [copper.view.info.count(state) for state in NodeState]
    assert f"{len(copper.view.links)}个环节" in standing


def test_the_summary_counts_the_gaps_of_each_class(copper: Brief):
    (classes,) = (point.text for point in copper.summary if point.label == "缺口分类")
    counts = [int(n) for n in re.findall(r"[点链白](\d+)个（", classes)]
    assert sum(counts) == len(copper.gaps)


def test_the_date_of_evidence_is_the_reports_own(brief: Brief):
    assert (brief.date, brief.year, brief.place) == ("2023年1月4日", 2023, "三门峡市")


def test_the_papers_say_that_not_mentioned_is_not_absent(brief: Brief):
    assert any("未提及不等于没有" in caution for caution in brief.cautions)


@pytest.mark.parametrize("word", ["产能", "愿来投资", "用地", "能耗", "首报首谈", "相互供货|另有供货"])
def test_the_papers_say_what_the_report_cannot_tell(brief: Brief, word: str):
    assert any(re.search(word, caution) for caution in brief.cautions)


def test_the_same_graph_gives_the_same_papers(copper: Brief, knowledge: Knowledge, settings: Settings):
    assert brief_of(knowledge, settings, "copper") == copper


def test_without_a_list_of_candidates_the_target_firm_is_left_to_be_filled_in(copper: Brief):
    assert set(column(table_of(copper, ListKind.TARGETS), "firm")) == {None}


def test_a_candidate_stands_at_the_gap_that_it_fits(copper: Brief, knowledge: Knowledge, settings: Settings):
    name = copper.gaps[0].link.zh
    firm = Candidate(2, "某某材料公司", "某省某市", name, None)
    made = brief_of(knowledge, settings, "copper", [firm])
    table = table_of(made, ListKind.TARGETS)
    told = dict(zip(column(table, "link"), column(table, "firm"), strict=True))
    assert told[name] == "某某材料公司（某省某市）"


def test_a_gap_says_in_which_direction_the_chain_is_to_be_extended(copper: Brief):
    told = {act(gap) for gap in copper.gaps}
    assert told <= {"补链", "建链", "强链", "向下游延链", "向上游延链"}
    assert "向下游延链" in told


def test_a_sentence_keeps_the_quotation_mark_that_closes_it():
    text = "他说“甲厂投产。”乙厂开工。"
    assert sentence_around(text, Span(3, 5)).of(text) == "他说“甲厂投产。”"


def test_evidence_over_two_sentences_cites_both():
    text = "甲。乙厂投产。丙厂开工。丁。"
    assert sentence_around(text, Span(3, 9)).of(text) == "乙厂投产。丙厂开工。"


def test_two_pieces_of_evidence_in_one_sentence_share_a_number(knowledge: Knowledge):
    (report,) = knowledge.sources
    text = knowledge.sources[report].text
    start = text.index("华鑫铜箔")
    said = [Evidence(report, Span(start + n, start + n + 2), text[start + n : start + n + 2], "节") for n in (0, 2)]
    assert Register(knowledge.sources).cite(*said) == (1,)


def test_marks_of_a_text_of_its_own_are_numbered_anew(knowledge: Knowledge):
    (report,) = knowledge.sources
    text = knowledge.sources[report].text
    register = Register(knowledge.sources)
    one, other = (Evidence(report, Span(at, at + 2), text[at : at + 2], "节") for at in (3000, 9000))
    register.cite(other)
    assert register.renumbered("甲[1]，乙[2]。", [one, other]) == "甲[2]，乙[1]。"


@pytest.mark.parametrize(
    ("chain", "name"),
    [
        ("铜基新材料（铜箔）", "铜基新材料"),
        ("食品与果业产业链", "食品与果业"),
        ('a/b\\c:"d"', "abcd"),
        ("（铜）", "产业链"),
    ],
)
def test_a_file_is_named_by_the_chain_without_signs_that_file_systems_refuse(chain: str, name: str):
    assert short(chain) == name
