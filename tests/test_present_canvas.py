"""The canvas as values: how it grows and shrinks, undo and redo, filters, layouts, labels, the address, its tables."""

from __future__ import annotations

from dataclasses import replace

import pytest
from canvas_cases import (
    ALL,
    ATTACK,
    CITY,
    COPPER,
    FACTS,
    GOLD,
    KNOWLEDGE,
    OTHER,
    R23,
    R25,
    SILVER,
    SMELTER,
    THINGS,
    thing,
)
from hypothesis import given
from hypothesis import strategies as st

from graph.model import EntityType, Predicate
from graph.present import exploration
from graph.present.canvas import MOST_EDGES, canvas
from graph.present.canvasaddress import LONG, NAMES, Addresses, viewed, written
from graph.present.exploration import Along, Count, Layout, View
from graph.present.filtering import Filters, kept
from graph.present.graphtables import LINK_COLUMNS, link_rows
from graph.present.history import DEPTH, History, StepKind, redone, taken, undone
from graph.present.labels import width_of, wrap
from graph.present.layouts import FRAMING, UNPLACED, chain_slots, ring_slots
from graph.present.scene import facts_among, facts_of, scene
from graph.query.knowledge import load_knowledge
from graph.query.values import Fact, Thing
from graph.store import GraphStore

TYPES = {kind: kind.value for kind in EntityType}
RELATIONS = {predicate: predicate.value for predicate in Predicate}
NEIGHBOURS = exploration.neighbour_sets(FACTS)
YEARS = {R23: 2023, R25: 2025}
EVERYTHING = View(tuple(THINGS))


def pairs(facts: tuple[Fact, ...]) -> set[tuple[str, str]]:
    return {(THINGS[fact.subject].name, THINGS[fact.object].name) for fact in facts}


# ---------------------------------------------------------------- growing and shrinking


def test_one_relation_can_be_expanded_alone():
    made = Along(Predicate.PRODUCES, inverse=False)
    grown = exploration.expand(View((SMELTER.iri,)), SMELTER.iri, FACTS, THINGS, along=made)
    assert grown.shown == (SMELTER.iri, COPPER.iri, SILVER.iri)


def test_a_relation_is_followed_only_in_the_asked_direction():
    makers = Along(Predicate.PRODUCES, inverse=True)
    assert exploration.neighbours(SMELTER.iri, FACTS, along=makers) == set()
    assert exploration.neighbours(COPPER.iri, FACTS, along=makers) == {SMELTER.iri, OTHER.iri}


def test_one_type_can_be_expanded_alone():
    grown = exploration.expand(View((SMELTER.iri,)), SMELTER.iri, FACTS, THINGS, kind=EntityType.INDUSTRY)
    assert grown.shown == (SMELTER.iri, GOLD.iri)


def test_counts_tell_before_an_expansion_what_it_would_bring():
    view = View((SMELTER.iri, COPPER.iri))
    assert exploration.counts_by_type(view, SMELTER.iri, FACTS, THINGS) == {
        EntityType.INDUSTRY: Count(0, 1),
        EntityType.PRODUCT: Count(1, 2),
    }
    made = Along(Predicate.PRODUCES, inverse=False)
    assert exploration.count_along(view, SMELTER.iri, FACTS, made) == Count(1, 2)


def test_collapsing_takes_only_what_hangs_on_the_name_alone():
    collapsed = exploration.collapse(EVERYTHING, SMELTER.iri, FACTS)
    assert set(THINGS) - set(collapsed.shown) == {SILVER.iri}


def test_collapsing_leaves_what_is_pinned_or_ends_the_path():
    pinned = exploration.pin(EVERYTHING, SILVER.iri)
    assert exploration.collapse(pinned, SMELTER.iri, FACTS).shown == EVERYTHING.shown
    joined = replace(EVERYTHING, path=(SILVER.iri, CITY.iri))
    assert exploration.collapse(joined, SMELTER.iri, FACTS).shown == EVERYTHING.shown


def test_what_was_hidden_does_not_come_back_by_expanding_but_by_asking():
    view = exploration.hide(EVERYTHING, SILVER.iri)
    assert SILVER.iri not in exploration.expand(view, SMELTER.iri, FACTS, THINGS).shown
    back = exploration.unhide(view)
    assert SILVER.iri in back.shown and back.away == ()


def test_hiding_the_selected_name_selects_nothing_and_ends_a_path_to_it():
    view = replace(EVERYTHING, selected=SILVER.iri, path=(SILVER.iri, CITY.iri), pinned=(SILVER.iri,))
    hidden = exploration.hide(view, SILVER.iri)
    assert (hidden.selected, hidden.path, hidden.pinned) == (None, None, ())


def test_pinning_twice_lets_go():
    once = exploration.pin(EVERYTHING, GOLD.iri)
    assert once.pinned == (GOLD.iri,) and exploration.pin(once, GOLD.iri) == EVERYTHING


# ---------------------------------------------------------------- history


def test_undo_gives_back_the_view_and_redo_the_step():
    before, after = View((GOLD.iri,)), View((GOLD.iri, SMELTER.iri))
    history = taken(History(), StepKind.EXPAND, GOLD.iri, before)
    back, view = undone(history, after)
    assert view == before and back.undoes is None
    forth, again = redone(back, view)
    assert again == after and forth.redoes is None


def test_undo_and_redo_are_named_by_what_they_do():
    history = taken(taken(History(), StepKind.EXPAND, GOLD.iri, View()), StepKind.HIDE, SILVER.iri, View())
    assert history.undoes is not None and history.undoes.kind is StepKind.HIDE
    back, _ = undone(history, View())
    assert back.redoes is not None and (back.redoes.kind, back.redoes.about) == (StepKind.HIDE, SILVER.iri)
    assert back.undoes is not None and back.undoes.about == GOLD.iri


def test_a_new_step_forgets_what_was_undone():
    back, _ = undone(taken(History(), StepKind.EXPAND, "", View()), View())
    assert taken(back, StepKind.HIDE, "", View()).redoes is None


def test_a_history_keeps_its_latest_steps_only():
    history = History()
    for number in range(DEPTH + 5):
        history = taken(history, StepKind.EXPAND, str(number), View())
    assert len(history.past) == DEPTH and history.past[0].about == "5"


def test_with_nothing_to_undo_or_redo_nothing_changes():
    assert undone(History(), EVERYTHING) == redone(History(), EVERYTHING) == (History(), EVERYTHING)


@given(st.lists(st.sampled_from(list(THINGS)), max_size=8))
def test_as_many_undos_as_steps_lead_back_to_the_start(opened: list[str]):
    view, history = View((GOLD.iri,)), History()
    for iri in opened:
        history, view = taken(history, StepKind.EXPAND, iri, view), exploration.expand(view, iri, FACTS, THINGS)
    last = view
    for _ in opened:
        history, view = undone(history, view)
    assert view == View((GOLD.iri,))
    for _ in opened:
        history, view = redone(history, view)
    assert view == last


# ---------------------------------------------------------------- filters


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(checked=True), {("中原黄金冶炼厂", "黄金产业")}),
        (Filters(year=2025), {("中原黄金冶炼厂", "白银")}),
        (Filters(report=R25), {("中原黄金冶炼厂", "白银")}),
        (Filters(relations=frozenset(Predicate) - {Predicate.LOCATED_IN}), {("国投金城冶金", "灵宝市")}),
        (Filters(types=frozenset({EntityType.INDUSTRY, EntityType.PRODUCT})), {("国投金城冶金", "灵宝市")}),
    ],
)
def test_each_filter_leaves_what_it_says(filters: Filters, left: set[tuple[str, str]]):
    assert pairs(kept(FACTS, filters, THINGS, YEARS)) == left


def test_a_filter_by_confidence_leaves_out_what_is_less_sure():
    left = pairs(kept(FACTS, Filters(least=0.7), THINGS, YEARS))
    assert ("国投金城冶金", "黄金产业") not in left and len(left) == len(FACTS) - 1


def test_unchecked_is_what_no_person_stands_behind():
    assert pairs(kept(FACTS, Filters(checked=False), THINGS, YEARS)) == pairs(FACTS[1:])


def test_filters_count_how_many_are_set():
    assert Filters().active == 0
    assert Filters(least=0.5, checked=False, types=frozenset({EntityType.PLACE})).active == 3


def test_names_without_a_link_that_is_left_go_and_the_selected_stays():
    view = replace(EVERYTHING, filters=Filters(checked=True), selected=CITY.iri)
    shown = scene(view, KNOWLEDGE, NEIGHBOURS)
    assert {one.name for one in shown.things} == {"中原黄金冶炼厂", "黄金产业", "灵宝市"}
    assert shown.filtered == 3


def test_a_name_that_never_had_a_link_on_the_canvas_stays_under_a_filter():
    shown = scene(View((SILVER.iri, CITY.iri), filters=Filters(checked=True)), KNOWLEDGE, NEIGHBOURS)
    assert len(shown.things) == 2


def test_a_scene_counts_what_is_not_on_the_canvas():
    shown = scene(View((SMELTER.iri, GOLD.iri)), KNOWLEDGE, NEIGHBOURS)
    assert shown.left == {SMELTER.iri: 2, GOLD.iri: 1}


def test_facts_of_the_loaded_graph_are_each_once():
    assert len(facts_of(KNOWLEDGE, SMELTER.iri)) == 3
    assert pairs(facts_among(KNOWLEDGE, [SMELTER.iri, COPPER.iri])) == {("中原黄金冶炼厂", "阴极铜")}


# ---------------------------------------------------------------- layouts


def test_the_layered_layout_frames_a_chain_and_sets_apart_what_is_on_none():
    slots = chain_slots(THINGS, KNOWLEDGE)
    assert slots[CITY.iri].group == FRAMING
    assert slots[GOLD.iri].group == UNPLACED


def test_what_sits_on_a_chain_stands_in_the_column_of_its_stage(store: GraphStore):
    knowledge = load_knowledge(store)
    slots = chain_slots(knowledge.things, knowledge)
    seated = {iri: {link.stage for link, _ in seats} for iri, seats in knowledge.seats_of.items()}
    stages = ["upstream", "midstream", "downstream", "support"]
    assert seated
    assert all(stages[slots[iri].group - 1] in found for iri, found in seated.items())


def test_rings_count_the_steps_from_the_centre():
    rings = ring_slots(list(THINGS), FACTS, THINGS, SMELTER.iri)
    names = {THINGS[iri].name: slot.group for iri, slot in rings.items()}
    assert names == {"中原黄金冶炼厂": 0, "黄金产业": 1, "阴极铜": 1, "白银": 1, "国投金城冶金": 2, "灵宝市": 3}


def test_what_is_joined_to_nothing_stands_in_the_outermost_ring():
    rings = ring_slots([SMELTER.iri, SILVER.iri, CITY.iri], FACTS, THINGS, None)
    assert (rings[SMELTER.iri].group, rings[SILVER.iri].group, rings[CITY.iri].group) == (0, 1, 2)


@pytest.mark.parametrize("layout", list(Layout))
def test_no_two_names_have_one_slot(layout: Layout):
    slots = scene(replace(EVERYTHING, layout=layout), KNOWLEDGE, NEIGHBOURS).slots
    assert len(set(slots.values())) == len(slots) == (0 if layout is Layout.FORCE else len(THINGS))


# ---------------------------------------------------------------- drawing


def test_a_crowded_canvas_draws_its_surest_edges_and_counts_the_rest():
    many = [thing(f"企业{number}", EntityType.ENTERPRISE) for number in range(MOST_EDGES + 20)]
    facts = [Fact(one.iri, Predicate.OPERATES_IN, GOLD.iri, 0.5, False, "r", FACTS[0].evidence) for one in many]
    facts[-1] = replace(facts[-1], confidence=0.99)
    drawn = canvas([GOLD, *many], facts, type_labels=TYPES, predicate_labels=RELATIONS)
    assert (len(drawn.edges), drawn.edges_left) == (MOST_EDGES, 20)
    assert many[-1].iri in {edge["from"] for edge in drawn.edges}


def test_an_edge_says_its_sentence_and_how_sure_it_is():
    (edge,) = canvas([SMELTER, GOLD], FACTS, type_labels=TYPES, predicate_labels=RELATIONS).edges
    assert edge["title"].startswith("operatesIn · 90%\n“依托中原黄金冶炼厂")


def test_larger_canvases_spend_less_on_placing():
    many = [thing(f"企业{number}", EntityType.ENTERPRISE) for number in range(500)]
    steps = [
        canvas(things, [], type_labels=TYPES, predicate_labels=RELATIONS).options["physics"]["stabilization"][
            "iterations"
        ]
        for things in (many[:5], many)
    ]
    assert steps[0] > steps[1] > 0


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("铜箔", ["铜箔"]),
        ("三门峡市国家级经济技术开发区", ["三门峡市国家级", "经济技术开发区"]),
        ("河南（灵宝）黄金", ["河南（灵宝）黄金"]),
        ("关于加快“专精特新”企业发展的若干政策措施意见通知", None),
        ("Henan Tongli Copper Foil", ["Henan Tongli", "Copper Foil"]),
        ("", [""]),
    ],
)
def test_labels_break_as_the_language_does(name: str, lines: list[str] | None):
    found = wrap(name).split("\n")
    assert lines is None or found == lines
    assert all(width_of(line) <= 16 for line in found) and len(found) <= 3
    assert not any(line[:1] in tuple("，。、；：！？）》”") for line in found)


@given(st.text(max_size=80))
def test_no_label_is_wider_or_longer_than_it_may(name: str):
    found = wrap(name).split("\n")
    assert len(found) <= 3 and all(width_of(line) <= 16 for line in found)


# ---------------------------------------------------------------- address


def addresses(things: dict[str, Thing] = THINGS) -> Addresses:
    return Addresses.of(things, "https://x/")


FULL = View(
    shown=tuple(THINGS)[:5],
    selected=GOLD.iri,
    away=(CITY.iri,),
    pinned=(SMELTER.iri,),
    layout=Layout.LAYERED,
    filters=Filters(frozenset({EntityType.POLICY}), frozenset({Predicate.BROADER}), 0.7, False, 2023, R23),
    path=(GOLD.iri, COPPER.iri),
)


def test_an_address_holds_the_whole_view():
    assert viewed(written(FULL, addresses()), View(), addresses()) == FULL


def test_a_plain_view_has_a_plain_address():
    view = View((GOLD.iri, SMELTER.iri), selected=GOLD.iri)
    assert written(view, addresses()) == {
        "node": "industry/黄金产业",
        "on": "industry/黄金产业,enterprise/中原黄金冶炼厂",
    }


def test_a_full_canvas_fits_an_address_and_comes_back():
    many = {one.iri: one for one in (thing(f"高端装备制造企业{n}", EntityType.ENTERPRISE) for n in range(500))}
    view = View(tuple(many))
    found = written(view, addresses(many))
    assert len(found["on"]) <= 500 * 6 + 1 and len(",".join(many)) > LONG
    assert viewed(found, View(), addresses(many)).shown == view.shown


@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=60)))
def test_any_address_gives_a_view_of_known_names(asked: dict[str, str]):
    view = viewed(asked, View((GOLD.iri,)), addresses())
    assert {*view.shown, *view.pinned, *view.away, *(view.path or ())} <= set(THINGS)
    assert view.selected is None or view.selected in view.shown
    assert 0 <= view.filters.least <= 1


# ---------------------------------------------------------------- tables and markup


def test_the_table_says_sentence_confidence_report_and_who_checked():
    reports = {iri: source.info for iri, source in KNOWLEDGE.sources.items()}
    row = link_rows(FACTS, THINGS, reports, RELATIONS)[0]
    assert tuple(row) == LINK_COLUMNS
    assert (row["sure"], row["checked"], row["report"]) == (90, "李某", "2023年政府工作报告")


def test_a_name_that_is_markup_stays_text():
    bad = thing(ATTACK, EntityType.ENTERPRISE)
    (node,) = canvas([bad], [], type_labels=TYPES, predicate_labels=RELATIONS).nodes
    assert node["name"] == ATTACK and node["title"].startswith(ATTACK)
    assert all(isinstance(node[key], str) for key in ("label", "title", "name"))


def test_every_name_keeps_its_type_for_the_legend():
    drawn = canvas(ALL, FACTS, type_labels=TYPES, predicate_labels=RELATIONS)
    assert {node["kind"] for node in drawn.nodes} == {one.type.value for one in ALL}
