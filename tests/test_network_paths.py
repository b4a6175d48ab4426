"""Paths between two things: short before long, sure before doubtful, bounded, read out with numbered sources."""

from __future__ import annotations

import pytest
from network_cases import E, P, chain, fact, knowledge, link, node, seat, thing

from graph.network.paths import Ways, shortest_path, simple_paths
from graph.network.reading import read_out
from graph.network.values import LinkRelation
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore

FIRM = thing(E.ENTERPRISE, "甲铜箔")
OTHER = thing(E.ENTERPRISE, "乙电池")
FOIL = thing(E.PRODUCT, "铜箔")
COPPER = thing(E.INDUSTRY, "铜产业")
TRADE = thing(E.INDUSTRY, "贸易")
TOWN = thing(E.PLACE, "丙县")
ALONE = thing(E.PLACE, "丁县")

STATED = knowledge(
    (FIRM, OTHER, FOIL, COPPER, TRADE, TOWN, ALONE),
    (
        fact(FIRM, P.PRODUCES, FOIL, sure=0.9),
        fact(COPPER, P.HAS_PRODUCT, FOIL, sure=0.9),
        fact(FIRM, P.OPERATES_IN, TRADE, sure=0.6),
        fact(TOWN, P.DEVELOPS_INDUSTRY, COPPER),
        fact(COPPER, P.BROADER, TRADE, sure=0.6),
    ),
)
CHAINED = knowledge(
    (TOWN,),
    (fact(FIRM, P.LOCATED_IN, TOWN),),
    (
        chain("copper", (link("copper/foil", seat(FIRM, through="锂电铜箔")), link("copper/cell")), ("foil>cell",)),
        chain("battery", (link("battery/cell", seat(OTHER), same=("copper/cell",)),)),
    ),
)


def names(path) -> list[str]:
    return [point.zh for point in path.points]


def test_the_shortest_path_walks_statements_either_way():
    path = shortest_path(STATED, TOWN.iri, FOIL.iri)
    assert names(path) == ["丙县", "铜产业", "铜箔"]
    assert names(shortest_path(STATED, FOIL.iri, TOWN.iri)) == ["铜箔", "铜产业", "丙县"]
    assert [step.forward for step in shortest_path(STATED, FOIL.iri, TOWN.iri).steps] == [False, False]


def test_of_equally_short_paths_the_surest_comes_first():
    assert [names(p) for p in simple_paths(STATED, FIRM.iri, COPPER.iri).found] == [
        ["甲铜箔", "铜箔", "铜产业"],
        ["甲铜箔", "贸易", "铜产业"],
    ]


def test_an_inferred_statement_is_less_sure_than_a_stated_one():
    through_a, through_b = thing(E.INDUSTRY, "A"), thing(E.INDUSTRY, "B")
    facts = [fact(FIRM, P.OPERATES_IN, through_a, inferred=True), fact(through_a, P.HAS_PRODUCT, FOIL)]
    facts += [fact(FIRM, P.OPERATES_IN, through_b), fact(through_b, P.HAS_PRODUCT, FOIL)]
    graph = knowledge((FIRM, FOIL, through_a, through_b), facts)
    assert names(shortest_path(graph, FIRM.iri, FOIL.iri)) == ["甲铜箔", "B", "铜箔"]


def test_a_longer_path_comes_after_a_shorter_one_however_sure_it_is():
    middle, last = thing(E.INDUSTRY, "中"), thing(E.INDUSTRY, "末")
    facts = [fact(FIRM, P.OPERATES_IN, last, sure=0.01, inferred=True)]
    facts += [fact(FIRM, P.OPERATES_IN, middle, sure=1), fact(middle, P.BROADER, last, sure=1)]
    found = simple_paths(knowledge((FIRM, middle, last), facts), FIRM.iri, last.iri).found
    assert [path.length for path in found] == [1, 2]


def test_two_things_joined_by_several_statements_are_joined_by_the_surest():
    facts = (fact(FIRM, P.OPERATES_IN, COPPER, sure=0.3), fact(FIRM, P.OPERATES_IN, COPPER, sure=0.8))
    (path,) = simple_paths(knowledge((FIRM, COPPER), facts), FIRM.iri, COPPER.iri).found
    assert path.steps[0].confidence == 0.8


@pytest.mark.parametrize(
    ("cutoff", "most", "found", "more", "longer"),
    [(6, 20, 2, False, False), (6, 1, 1, True, False), (1, 20, 0, False, True), (2, 2, 2, False, False)],
)
def test_the_bounds_say_when_they_bit(cutoff: int, most: int, found: int, more: bool, longer: bool):
    paths = simple_paths(STATED, FIRM.iri, COPPER.iri, cutoff=cutoff, most=most)
    assert (len(paths.found), paths.more, paths.longer) == (found, more, longer)


def test_nothing_joins_what_no_statement_reaches():
    assert shortest_path(STATED, FIRM.iri, ALONE.iri) is None
    assert simple_paths(STATED, FIRM.iri, FIRM.iri).found == ()


def test_a_thing_that_the_graph_does_not_hold_is_an_error():
    with pytest.raises(KeyError):
        shortest_path(STATED, FIRM.iri, "https://x/nowhere")


def test_a_path_may_be_kept_from_leading_through_a_thing():
    found = simple_paths(STATED, FIRM.iri, COPPER.iri, ways=Ways(without=frozenset({FOIL.iri}))).found
    assert [names(path) for path in found] == [["甲铜箔", "贸易", "铜产业"]]


def test_a_path_leads_over_seats_and_supply_into_another_chain():
    path = shortest_path(CHAINED, FIRM.iri, OTHER.iri)
    assert names(path) == ["甲铜箔", "foil", "cell", "乙电池"]
    assert [step.relation for step in path.steps] == [
        LinkRelation.AT_NODE,
        LinkRelation.SUPPLIES,
        LinkRelation.AT_NODE,
    ]
    assert shortest_path(CHAINED, FIRM.iri, OTHER.iri, ways=Ways(supply=False)) is None
    assert shortest_path(CHAINED, FIRM.iri, OTHER.iri, ways=Ways(seats=False)) is None


def test_links_that_mean_the_same_are_one_point():
    ends = [shortest_path(CHAINED, FIRM.iri, node(f"{name}/cell")).points[-1] for name in ("copper", "battery")]
    assert ends[0] == ends[1]
    assert [info.id for info in ends[0].chains] == ["battery", "copper"]


def test_a_path_is_read_out_with_each_source_once():
    path = shortest_path(CHAINED, FIRM.iri, OTHER.iri)
    assert read_out(path).splitlines() == [
        "甲铜箔 位于链环节‘foil’（凭“锂电铜箔”）[1]；‘foil’ 供给 ‘cell’[2]；乙电池 位于链环节‘cell’[3]。",
        "[1] “锂电铜箔在此。”（《甲市报告》，工作）",
        "[2] 参考产业链：copper链",
        "[3] “乙电池在此。”（《甲市报告》，工作）",
    ]
    assert read_out(path, "en").splitlines()[0] == (
        "甲铜箔 sits at the link ‘foil’ (by “锂电铜箔”)[1]; ‘foil’ supplies ‘cell’[2]; "
        "乙电池 sits at the link ‘cell’[3]."
    )


def test_a_statement_is_read_its_own_way_round():
    path = shortest_path(STATED, FOIL.iri, TOWN.iri)
    assert read_out(path).startswith("铜产业 的产品有 铜箔[1]；丙县 发展 铜产业[2]。")


def test_what_is_inferred_is_read_out_as_inferred():
    graph = knowledge((FIRM, COPPER), (fact(FIRM, P.OPERATES_IN, COPPER, inferred=True),))
    path = shortest_path(graph, FIRM.iri, COPPER.iri)
    assert "铜产业（推断）[1]" in read_out(path)
    assert "铜产业 (inferred)[1]" in read_out(path, "en")


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def iri(knowledge: Knowledge, name: str) -> str:
    return next(one.iri for one in knowledge.things.values() if one.name == name)


def test_every_step_of_a_real_path_follows_from_the_one_before(real: Knowledge):
    found = simple_paths(real, iri(real, "华鑫铜箔"), iri(real, "灵宝市"), cutoff=5, most=10).found
    assert found
    for path in found:
        assert len({point.iri for point in path.points}) == path.length + 1
        for before, after in zip(path.steps, path.steps[1:], strict=False):
            assert before.end == after.start


def test_every_sentence_of_a_real_path_stands_in_the_report(real: Knowledge):
    for path in simple_paths(real, iri(real, "华鑫铜箔"), iri(real, "宝武铝业"), cutoff=8, most=10).found:
        for said in (step.evidence for step in path.steps if step.evidence):
            assert said.span.of(real.sources[said.report].text) == said.words


def test_the_same_question_has_the_same_answer(real: Knowledge):
    ends = iri(real, "华鑫铜箔"), iri(real, "三门峡市")
    assert simple_paths(real, *ends, cutoff=4, most=30) == simple_paths(real, *ends, cutoff=4, most=30)
