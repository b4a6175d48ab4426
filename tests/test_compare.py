"""The city's report of 2023 against a short one of 2024 (tests/samples/sanmenxia-2024.txt)."""

from __future__ import annotations

import dataclasses

import pytest

from graph.compare.comparing import compare, moved
from graph.compare.figures import figure_changes
from graph.compare.model import Change, Comparison, FigureChange, LinkChange, Verdict
from graph.errors import QueryError
from graph.model import Comparator, IndicatorStatus, NodeState, Predicate, Span, Stage
from graph.present.compare import Saying, board, figure_rows, link_rows, liveliest, thing_rows
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.values import Evidence, Figure, ReportInfo
from graph.settings import Settings
from graph.store import current_build, open_store

SAYING = Saying(
    language="zh",
    first="2023",
    second="2024",
    came="新：{names}",
    left="未再提：{names}",
    place="三门峡市",
    conflict="不一致",
    changes={change: change.value for change in Change},
    verdicts={verdict: verdict.value for verdict in Verdict},
    types={},
    predicates={},
    stages={stage: stage.value for stage in Stage},
    states={state: state.value for state in NodeState},
    statuses={status: status.value for status in IndicatorStatus},
)


@pytest.fixture(scope="module")
def known(two_reports: Settings) -> Knowledge:
    build = current_build(two_reports.built)
    assert build is not None
    return load_knowledge(open_store(build.folder))


@pytest.fixture(scope="module")
def pair(known: Knowledge) -> Comparison:
    first, second = sorted(known.sources)
    return compare(known, first, second)


def link(pair: Comparison, chain: str, link_id: str) -> LinkChange:
    (found,) = [c for one in pair.chains if one.chain.id == chain for c in one.links if c.link.id == link_id]
    return found


def figure(pair: Comparison, name: str) -> FigureChange:
    (found,) = [c for c in pair.figures if c.name == name and c.change is Change.KEPT]
    return found


def names(pair: Comparison, change: Change) -> set[str]:
    return {one.thing.name for one in pair.things if one.change is change}


def test_what_both_reports_name_is_kept_what_one_names_is_new_or_gone(pair: Comparison):
    assert {"华鑫铜箔", "中原黄金冶炼厂", "灵宝市", "黄金产业"} <= names(pair, Change.KEPT)
    assert {"人工智能产业", "阴极辊项目"} <= names(pair, Change.NEW)
    assert {"豫西机床厂", "铜排"} <= names(pair, Change.GONE)


def test_one_project_under_two_names_is_kept_and_told_as_renamed(pair: Comparison):
    renamed = {(one.first, one.second) for one in pair.things if one.renamed}
    assert ("恒康铝业50万吨再生铝", "恒康铝业50万吨再生铝项目") in renamed
    assert ("华鑫铜箔", "华鑫铜箔") not in renamed


def test_relations_are_kept_new_or_gone_with_their_sentences(pair: Comparison):
    def of(subject: str, predicate: Predicate, object_: str) -> tuple[Change, str, str]:
        (one,) = [
            r for r in pair.relations if (r.subject.name, r.predicate, r.object.name) == (subject, predicate, object_)
        ]
        words = [fact.evidence.words if fact else "" for fact in (one.first, one.second)]
        return one.change, words[0], words[1]

    change, first, second = of("仰韶酒业", Predicate.OPERATES_IN, "食品产业")
    assert change is Change.KEPT and "仰韶酒业" in first and "食品方面,依托仰韶酒业、三隆乳业等企业" in second
    assert of("金源朝辉铜业", Predicate.OPERATES_IN, "铜及铜基新材料产业")[:2] == (Change.NEW, "")
    assert of("佰卓果胶", Predicate.OPERATES_IN, "食品产业")[0] is Change.GONE


def test_a_project_that_came_into_use_makes_its_link_stronger(pair: Comparison):
    one = link(pair, "energy-storage", "storage-station")
    assert (one.first, one.second, one.change) == (NodeState.IN_PROGRESS, NodeState.PRODUCING, Change.STRONGER)


def test_a_link_that_only_the_later_report_mentions_is_new_with_who_came(pair: Comparison):
    one = link(pair, "copper", "cathode-drum")
    assert one.change is Change.NEW
    assert [thing.name for thing in one.came] == ["阴极辊项目"] and one.left == ()


def test_a_link_that_only_the_earlier_report_mentions_is_gone_with_who_is_not_named_again(pair: Comparison):
    one = link(pair, "copper", "busbar")
    assert (one.change, [thing.name for thing in one.left]) == (Change.GONE, ["铜排"])


def test_a_link_that_neither_mentions_is_silent(pair: Comparison):
    (one,) = [c for one in pair.chains if one.chain.id == "copper" for c in one.links if c.link.zh == "生箔机"]
    assert (one.change, one.came, one.left) == (Change.SILENT, (), ())


def test_the_other_way_round_new_and_gone_and_stronger_and_weaker_change_places(known: Knowledge, pair: Comparison):
    back = compare(known, pair.second.iri, pair.first.iri)
    assert names(back, Change.NEW) == names(pair, Change.GONE)
    assert link(back, "energy-storage", "storage-station").change is Change.WEAKER


def test_a_target_is_held_against_what_was_reached(pair: Comparison):
    met, missed = figure(pair, "黄金产业产值"), figure(pair, "固定资产投资")
    assert (met.verdict, missed.verdict) == (Verdict.MET, Verdict.MISSED)
    assert met.target is not None and met.reached is not None
    assert (met.target.value, met.reached.value, met.target.year, met.reached.year) == (500, 530, 2023, 2023)


def test_figures_of_one_name_stand_side_by_side(pair: Comparison):
    one = figure(pair, "社会消费品零售总额")
    assert ([f.value for f in one.first], [f.value for f in one.second], one.unit) == ([493], [526], "亿元")
    assert one.verdict is None and not one.conflict


def test_one_report_cannot_be_compared_with_itself_or_with_none(known: Knowledge, pair: Comparison):
    with pytest.raises(QueryError, match="same"):
        compare(known, pair.first.iri, pair.first.iri)
    with pytest.raises(QueryError, match="no such report"):
        compare(known, pair.first.iri, "https://x/none")


@pytest.mark.parametrize(
    ("was", "now", "change"),
    [
        (NodeState.NOT_MENTIONED, NodeState.NOT_MENTIONED, Change.SILENT),
        (NodeState.INTENDED, NodeState.INTENDED, Change.KEPT),
        (NodeState.NOT_MENTIONED, NodeState.INTENDED, Change.NEW),
        (NodeState.PRODUCING, NodeState.NOT_MENTIONED, Change.GONE),
        (NodeState.IN_PROGRESS, NodeState.PRODUCING, Change.STRONGER),
        (NodeState.PRODUCING, NodeState.INTENDED, Change.WEAKER),
    ],
)
def test_how_a_state_moves(was: NodeState, now: NodeState, change: Change):
    assert moved(was, now) is change


# ---------------------------------------------------------------- figures by themselves

A = ReportInfo("https://x/a", "a", "甲报告", "甲市", 2023)
B = ReportInfo("https://x/b", "b", "乙报告", "乙市", 2023)
A_NEXT = dataclasses.replace(A, iri="https://x/next", year=2024)


def made(
    report: ReportInfo, value: float, *, year: int, status: str, comparator: str = "=", subject: str = ""
) -> Figure:
    evidence = Evidence(report.iri, Span(0, 1), "", "")
    compared = Comparator(comparator)
    return Figure(subject or report.place, "失业率", value, "%", compared, year, IndicatorStatus(status), evidence)


def test_a_target_not_to_be_exceeded_is_missed_by_more():
    figures = [
        made(A, 5.5, year=2023, status="target", comparator="<="),
        made(A_NEXT, 5.8, year=2023, status="actual"),
    ]
    (one,) = figure_changes(figures, A, A_NEXT)
    assert one.verdict is Verdict.MISSED


def test_a_target_of_about_so_much_gets_no_verdict():
    figures = [
        made(A, 3, year=2023, status="target", comparator="~"),
        made(A_NEXT, 2, year=2023, status="actual"),
    ]
    (one,) = figure_changes(figures, A, A_NEXT)
    assert one.verdict is None and one.reached is not None


def test_two_values_for_one_year_and_status_are_told_as_a_conflict():
    figures = [made(A, 5, year=2022, status="actual"), made(A_NEXT, 6, year=2022, status="actual")]
    (one,) = figure_changes(figures, A, A_NEXT)
    assert one.conflict


def test_two_cities_are_joined_by_their_own_figures_without_verdict_or_conflict():
    figures = [made(A, 5, year=2023, status="target"), made(B, 6, year=2023, status="actual")]
    (one,) = figure_changes(figures, A, B)
    assert (one.subject, one.change, one.verdict, one.conflict) == ("", Change.KEPT, None, False)


# ---------------------------------------------------------------- what the page shows


def test_a_chain_stands_in_the_same_columns_whichever_way_it_is_compared(known: Knowledge, pair: Comparison):
    back = compare(known, pair.second.iri, pair.first.iri)
    view = next(view for view in known.chains if view.info.id == "copper")
    boards = [board(view, next(c for c in one.chains if c.chain.id == "copper"), SAYING) for one in (pair, back)]
    orders = [[part.split('"')[0] for part in drawn.split('href="')[1:]] for drawn in boards]
    assert orders[0] == orders[1] and len(orders[0]) == len(view.links)
    assert 'class="new"' in boards[0] and 'class="gone"' in boards[1]


def test_names_from_the_data_are_text_on_the_board(known: Knowledge, pair: Comparison):
    view = next(view for view in known.chains if view.info.id == "copper")
    chain = next(c for c in pair.chains if c.chain.id == "copper")
    evil = tuple(
        dataclasses.replace(c, came=tuple(dataclasses.replace(t, name="<img src=x onerror=alert(1)>") for t in c.came))
        for c in chain.links
    )
    drawn = board(view, dataclasses.replace(chain, links=evil), SAYING)
    assert "<img" not in drawn and "&lt;img" in drawn


def test_rows_say_what_changed(pair: Comparison):
    rows = {row["link"]: row for row in link_rows(pair.chains, SAYING)}
    assert (rows["阴极辊"]["change"], rows["阴极辊"]["came"]) == ("＋ new", "阴极辊项目")
    figures = {row["figure"]: row for row in figure_rows(pair.figures, SAYING) if row["about"] == "三门峡市"}
    assert figures["固定资产投资"]["verdict"] == "2023 missed 10.5 → 8.3"
    assert figures["固定资产投资"]["first"] == "2022 actual 12；2023 target 10.5"


def test_the_chain_shown_first_is_one_where_something_is_new_or_stronger(pair: Comparison):
    chain = next(c for c in pair.chains if c.chain.id == liveliest(pair.chains))
    assert chain.count(Change.NEW) + chain.count(Change.STRONGER) > 0


def test_things_are_listed_with_what_each_report_calls_them(pair: Comparison):
    saying = dataclasses.replace(SAYING, types={one.thing.type: one.thing.type.value for one in pair.things})
    row = next(row for row in thing_rows(pair.things, saying) if row["name"] == "食品产业")
    assert (row["first"], row["second"]) == ("食品", "食品产业")
