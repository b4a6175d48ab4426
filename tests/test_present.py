"""Plain data for the screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graph.model import EntityType, NodeState, Predicate, Span, Stage, Tense
from graph.present import exploration
from graph.present.canvas import canvas
from graph.present.chainmap import chain_columns
from graph.present.details import groups
from graph.present.marking import excerpt, marked_html, pieces, source_blocks, span_from
from graph.present.palette import MARKS
from graph.present.tables import columns_of
from graph.query.answer import Answer
from graph.query.values import ChainInfo, ChainView, Evidence, Fact, Link, MentionOf, Seat, SectionInfo, Thing

SENTENCE = "依托中原黄金冶炼厂、国投金城冶金等龙头骨干企业大力发展黄金精深加工产业"
EVIDENCE = Evidence("r", Span(10, 10 + len(SENTENCE)), SENTENCE, "提升传统产业")


def fact(subject: str, predicate: Predicate, obj: str, evidence: Evidence = EVIDENCE) -> Fact:
    return Fact(subject, predicate, obj, 0.9, False, "rule", evidence)


SMELTER = Thing("e/smelter", EntityType.ENTERPRISE, "中原黄金冶炼厂", degree=3)
OTHER = Thing("e/other", EntityType.ENTERPRISE, "国投金城冶金", degree=2)
GOLD = Thing("i/gold", EntityType.INDUSTRY, "黄金产业", degree=5)
SILVER = Thing("p/silver", EntityType.PRODUCT, "白银", degree=1)
THINGS = {t.iri: t for t in (GOLD, SMELTER, OTHER, SILVER)}
FACTS = (
    fact("e/smelter", Predicate.OPERATES_IN, "i/gold"),
    fact("e/other", Predicate.OPERATES_IN, "i/gold"),
    fact("e/smelter", Predicate.PRODUCES, "p/silver"),
)
TYPE_LABELS = {kind: kind.value for kind in EntityType}
PREDICATE_LABELS = {predicate: predicate.value for predicate in Predicate}


def test_parallel_statements_are_one_edge_with_both_names():
    facts = [*FACTS, fact("e/smelter", Predicate.OPERATES_IN, "i/gold")]
    drawn = canvas(THINGS.values(), facts, type_labels=TYPE_LABELS, predicate_labels=PREDICATE_LABELS)
    assert sorted(edge["label"] for edge in drawn.edges) == ["operatesIn", "operatesIn", "produces"]


def test_each_type_has_a_colour_and_a_shape_of_its_own():
    assert len({mark.colour for mark in MARKS.values()}) == len({mark.glyph for mark in MARKS.values()}) == 8


def test_a_node_keeps_its_colour_and_shape():
    (node,) = canvas([GOLD], [], type_labels=TYPE_LABELS, predicate_labels=PREDICATE_LABELS).nodes
    assert (node["color"], node["shape"]) == (MARKS[EntityType.INDUSTRY].colour, MARKS[EntityType.INDUSTRY].shape)


def test_expanding_adds_neighbours_and_moves_nothing():
    view = exploration.View(("e/smelter",), selected="e/smelter")
    grown = exploration.expand(view, "e/smelter", FACTS, THINGS)
    assert grown.shown == ("e/smelter", "i/gold", "p/silver")
    assert grown.generation == view.generation


def test_expanding_twice_adds_the_next_ones():
    view = exploration.View(("e/smelter",))
    once = exploration.expand(view, "e/smelter", FACTS, THINGS, step=1)
    twice = exploration.expand(once, "e/smelter", FACTS, THINGS, step=1)
    assert (once.shown[1:], twice.shown[1:]) == (("i/gold",), ("i/gold", "p/silver"))
    assert exploration.hidden(twice, "e/smelter", FACTS, THINGS) == ()


def test_choosing_a_name_that_is_not_shown_brings_it():
    assert exploration.choose(exploration.View(("i/gold",)), "e/other").shown == ("i/gold", "e/other")


def test_a_first_view_of_a_type_begins_with_that_type():
    view = exploration.opening(THINGS, FACTS, kind=EntityType.ENTERPRISE)
    assert view.shown[:2] == ("e/smelter", "e/other")
    assert "i/gold" in view.shown


def test_details_are_grouped_by_relation_and_sentence():
    found = groups("i/gold", FACTS, THINGS)
    (group,) = found
    assert (group.predicate, group.inverse) == (Predicate.OPERATES_IN, True)
    (said,) = group.said
    assert [thing.name for thing in said.others] == ["中原黄金冶炼厂", "国投金城冶金"]


def test_the_words_are_marked_and_everything_is_escaped():
    html = marked_html("<img src=x onerror=alert(1)>黄金", ["黄金", "<img"])
    assert html == "<mark>&lt;img</mark> src=x onerror=alert(1)&gt;<mark>黄金</mark>"


@given(st.text(), st.lists(st.text(max_size=3), max_size=4))
def test_pieces_lose_no_character(text: str, words: list[str]):
    assert "".join(piece.text for piece in pieces(text, words)) == text


@given(st.text(max_size=400), st.text(min_size=1, max_size=3))
def test_an_excerpt_is_short_and_keeps_a_word_that_is_there(text: str, word: str):
    cut = excerpt(text, [word], width=60)
    assert len(cut) <= 62
    assert word in cut or word not in text


def test_where_mentions_overlap_the_outermost_is_shown():
    text = "灵宝市窄口水库工程"
    project = Thing("p", EntityType.PROJECT, text)
    place = Thing("l", EntityType.PLACE, "灵宝市")
    mentions = [MentionOf(Span(0, 3), "l"), MentionOf(Span(0, 9), "p")]
    things = {"p": project, "l": place}
    (block,) = source_blocks(text, (), mentions, things, types=frozenset(EntityType))
    assert [run.get("iri") for run in block["runs"]] == ["p"]
    (block,) = source_blocks(text, (), mentions, things, types=frozenset({EntityType.PLACE}))
    assert [run["t"] for run in block["runs"]] == ["灵宝市", "窄口水库工程"]


def test_blocks_keep_their_offsets_and_their_headings():
    text = "一、总论\n\n黄金产业\n"
    section = SectionInfo("一、总论", 1, Tense.OTHER, Span(0, 10))
    blocks = source_blocks(text, [section], [MentionOf(Span(6, 10), "i/gold")], THINGS, types=frozenset(EntityType))
    assert [(block["start"], block["level"]) for block in blocks] == [(0, 1), (6, 0)]
    assert blocks[1]["runs"][0]["name"] == "⬢ 黄金产业"


@given(st.one_of(st.none(), st.text()), st.integers(0, 1000))
def test_any_address_gives_a_span_inside_the_text_or_none(text: str | None, length: int):
    span = span_from(text, length)
    assert span is None or 0 <= span.start < span.end <= length


def test_a_chain_is_drawn_from_upstream_to_downstream():
    def link(name: str, stage: Stage, state: NodeState, seats: tuple[Seat, ...] = ()) -> Link:
        return Link(f"n/{name}", name, name, name, (), stage, "product", False, None, None, (), (), state, seats)

    seat = Seat(SMELTER, NodeState.PRODUCING, "黄金冶炼", SMELTER.name, "name", Tense.REVIEW, 0.9, EVIDENCE)
    info = ChainInfo("c", "gold", "黄金", "Gold", ())
    view = ChainView(
        info,
        "",
        "",
        (
            link("首饰", Stage.DOWNSTREAM, NodeState.NOT_MENTIONED),
            link("冶炼", Stage.MIDSTREAM, NodeState.PRODUCING, (seat, seat)),
        ),
        (("n/冶炼", "n/首饰"),),
        (),
        (),
        "",
    )
    drawn = chain_columns(
        view, language="zh", stages={s: s.value for s in Stage}, states={s: s.value for s in NodeState}
    )
    assert [column["stage"] for column in drawn["columns"]] == ["midstream", "downstream"]
    card = drawn["columns"][0]["links"][0]
    assert [seat["name"] for seat in card["seats"]] == ["中原黄金冶炼厂"]
    assert card["stateText"] == "● producing"


def test_a_full_canvas_takes_no_more():
    many = {f"x/{i}": Thing(f"x/{i}", EntityType.PRODUCT, f"产品{i}") for i in range(2 * exploration.MOST_SHOWN)}
    facts = [fact("e/smelter", Predicate.PRODUCES, iri) for iri in many]
    view = exploration.View(("e/smelter", *list(many)[: exploration.MOST_SHOWN + 1]))
    assert exploration.expand(view, "e/smelter", facts, {**THINGS, **many}).shown == view.shown


def test_offsets_for_the_browser_count_utf16_units():
    text = "𬭩😀\n甲乙铝业"
    blocks = source_blocks(text, (), (), {}, types=frozenset())
    assert [block["start"] for block in blocks] == [0, 5]


def test_a_paragraph_that_begins_with_its_title_is_no_heading():
    text = "一是经济发展加快好转。经济运行稳步回升。"
    section = SectionInfo("一是经济发展加快好转", 2, Tense.REVIEW, Span(0, 20))
    (block,) = source_blocks(text, [section], (), {}, types=frozenset())
    assert block["level"] == 0


def answer(*cells: dict[str, str] | None) -> Answer:
    return Answer("select", ("x",), tuple((cell,) for cell in cells), truncated=False, seconds=0.0)


XSD = "http://www.w3.org/2001/XMLSchema#"


def test_whole_numbers_keep_every_digit():
    term = {"type": "literal", "value": "9007199254740993", "datatype": f"{XSD}integer"}
    assert columns_of(answer(term, None), base="https://x/") == {"x": [9007199254740993, None]}


def test_one_ill_typed_cell_makes_the_column_text():
    good = {"type": "literal", "value": "1", "datatype": f"{XSD}integer"}
    bad = {"type": "literal", "value": "abc", "datatype": f"{XSD}integer"}
    assert columns_of(answer(good, bad), base="https://x/") == {"x": ["1", "abc"]}


def test_iris_are_shortened_and_an_empty_answer_has_no_columns():
    iri = {"type": "uri", "value": "https://x/id/product/铜箔"}
    assert columns_of(answer(iri), base="https://x/id/") == {"x": ["product/铜箔"]}
    assert columns_of(answer(), base="https://x/id/") == {}
