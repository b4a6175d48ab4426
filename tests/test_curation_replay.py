"""Decisions on top of an extraction: each does what it says, whatever was extracted and wherever the words moved."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf_cases import EXTRACTION, FIRST, SECOND, TEXT, THIRD, entity, report, span

from graph.curation import Curated, Decision, Kind, Outcome, State, load_curation, replay
from graph.curation.decisions import Fact, Figure, Quote, Target, Thing, decided
from graph.curation.quotes import locate
from graph.extraction import extract
from graph.model import (
    SIGNATURES,
    Comparator,
    Entity,
    EntityRef,
    EntityType,
    Extraction,
    Indicator,
    IndicatorStatus,
    Predicate,
    Relation,
    Span,
)
from graph.reading import read_report

ROOT = Path(__file__).resolve().parent.parent
SANMENXIA = ROOT / "data" / "reports" / "sanmenxia-2023.txt"


def ref(text: str) -> EntityRef:
    kind, _, name = text.partition(" ")
    return EntityRef(EntityType(kind), name)


def decide(do: str, target: str | Target, quote: str | Quote, *to: str, aliases: tuple[str, ...] = ()) -> Decision:
    about = Thing(ref(target), aliases) if isinstance(target, str) else target
    words = Quote(quote) if isinstance(quote, str) else quote
    return Decision(Kind(do), about, words, "li", date(2024, 1, 31), "原文如此", tuple(map(ref, to)))


def fact(subject: str, predicate: Predicate, target: str) -> Fact:
    return Fact(ref(subject), predicate, ref(target))


def entities(curated: Curated) -> dict[EntityRef, Entity]:
    return {found.ref: found for found in curated.extraction.entities}


def links(extraction: Extraction) -> set[tuple[str, str, str]]:
    return {(r.subject.name, r.predicate.value, r.object.name) for r in extraction.relations}


def only(curated: Curated) -> Outcome:
    (outcome,) = curated.outcomes
    return outcome


# ---------------------------------------------------------------- entities


def test_without_decisions_nothing_changes() -> None:
    assert replay(EXTRACTION, ()) == Curated(EXTRACTION)


def test_what_is_added_stands_where_the_quote_names_it_with_the_person_behind_it() -> None:
    curated = replay(EXTRACTION, [decide("add", "Product 锂电铜箔", SECOND)])
    added = entities(curated)[ref("Product 锂电铜箔")]
    assert added.mentions == (span("锂电铜箔"),)
    assert (added.confidence, added.rule) == (1.0, "curation:li")
    assert (only(curated).state, only(curated).evidence) == (State.APPLIED, span(SECOND))
    assert only(curated).made == (added.ref,)


def test_what_is_added_though_it_is_there_is_said_to_be_already_so() -> None:
    curated = replay(EXTRACTION, [decide("add", "Enterprise 中原黄金冶炼厂", FIRST)])
    assert only(curated).state is State.ALREADY
    assert entities(curated)[ref("Enterprise 中原黄金冶炼厂")].rule == "curation:li"
    assert links(curated.extraction) == links(EXTRACTION)


def test_accepting_makes_sure_and_puts_back_what_is_gone() -> None:
    acceptance = decide("accept", "Enterprise 华鑫铜箔", SECOND)
    sure = replay(EXTRACTION, [acceptance])
    assert (only(sure).state, entities(sure)[ref("Enterprise 华鑫铜箔")].confidence) == (State.APPLIED, 1.0)
    gone = replay(replace(EXTRACTION, entities=(), relations=()), [acceptance])
    assert (only(gone).state, list(entities(gone))) == (State.RESTORED, [ref("Enterprise 华鑫铜箔")])


def test_what_the_quote_does_not_name_is_not_added() -> None:
    curated = replay(EXTRACTION, [decide("add", "Enterprise 宝武铝业", FIRST)])
    assert only(curated).state is State.UNRESOLVED
    assert set(curated.extraction.entities) == set(EXTRACTION.entities)
    assert "do not name Enterprise 宝武铝业" in only(curated).note


@pytest.mark.parametrize("do", ["add", "accept", "rename", "retype", "merge", "split"])
def test_words_that_the_report_does_not_show_leave_the_decision_unresolved(do: str) -> None:
    to = {"rename": ["Enterprise 乙"], "retype": ["Product 华鑫铜箔"]}.get(do, [])
    to = ["Enterprise 乙", "Enterprise 丙"] if do in ("merge", "split") else to
    curated = replay(EXTRACTION, [decide(do, "Enterprise 华鑫铜箔", "此句不在报告之中", *to)])
    assert [outcome.decision for outcome in curated.unresolved] == [only(curated).decision]
    assert set(curated.extraction.entities) == set(EXTRACTION.entities)


def test_rejecting_takes_the_entity_and_all_that_was_said_of_it() -> None:
    curated = replay(EXTRACTION, [decide("reject", "Enterprise 华鑫铜箔", SECOND)])
    assert ref("Enterprise 华鑫铜箔") not in entities(curated)
    assert only(curated).state is State.APPLIED
    assert (
        {said for said in links(EXTRACTION) if "华鑫铜箔" in said}
        == links(EXTRACTION) - links(curated.extraction)
        != set()
    )


def test_rejecting_what_is_not_said_is_moot() -> None:
    curated = replay(EXTRACTION, [decide("reject", "Policy 华鑫铜箔", SECOND)])
    assert (only(curated).state, set(curated.extraction.entities)) == (State.MOOT, set(EXTRACTION.entities))


def test_rejecting_what_is_still_said_by_words_that_are_gone_is_unresolved() -> None:
    curated = replay(EXTRACTION, [decide("reject", "Enterprise 华鑫铜箔", "此句不在报告之中")])
    assert only(curated).state is State.UNRESOLVED
    assert ref("Enterprise 华鑫铜箔") in entities(curated)


def test_a_longer_name_takes_the_place_of_the_shorter_and_keeps_its_statements() -> None:
    curated = replay(EXTRACTION, [decide("rename", "Project 锂电铜箔项目", SECOND, "Project 华鑫铜箔锂电铜箔项目")])
    renamed = entities(curated)[ref("Project 华鑫铜箔锂电铜箔项目")]
    assert renamed.mentions == (span("华鑫铜箔锂电铜箔项目"),)
    assert ref("Project 锂电铜箔项目") not in entities(curated)
    assert ("华鑫铜箔", "undertakes", "华鑫铜箔锂电铜箔项目") in links(curated.extraction)


def test_the_same_name_by_another_type_keeps_only_statements_that_its_type_allows() -> None:
    curated = replay(EXTRACTION, [decide("retype", "Enterprise 华鑫铜箔", SECOND, "Platform 华鑫铜箔")])
    assert ref("Enterprise 华鑫铜箔") not in entities(curated)
    kept = {said for said in links(curated.extraction) if said[0] == "华鑫铜箔"}
    assert kept == {("华鑫铜箔", "locatedIn", "灵宝市")}


def test_merging_joins_names_mentions_and_statements() -> None:
    text = "骏通车辆扩产。骏通生产多轮驱动车。"
    full, short = (entity(EntityType.ENTERPRISE, name, text=text) for name in ("骏通车辆", "骏通"))
    short = replace(short, mentions=(Span(7, 9),))
    car = entity(EntityType.PRODUCT, "多轮驱动车", text=text)
    made = Relation(short.ref, Predicate.PRODUCES, car.ref, Span(7, 17), 0.8, "sample")
    apart = Extraction(report(text=text), (full, short, car), (made,), ())
    curated = replay(apart, [decide("merge", "Enterprise 骏通车辆", "骏通车辆扩产", "Enterprise 骏通")])
    merged = entities(curated)[full.ref]
    assert (merged.aliases, merged.mentions) == (("骏通",), (Span(0, 4), Span(7, 9)))
    assert links(curated.extraction) == {("骏通车辆", "produces", "多轮驱动车")}
    assert only(curated).state is State.APPLIED


def test_splitting_gives_each_part_its_own_place_and_what_was_said_of_the_whole() -> None:
    text = "甲厂和乙厂生产高纯金。"
    whole, gold = (
        entity(EntityType.ENTERPRISE, "甲厂和乙厂", text=text),
        entity(EntityType.PRODUCT, "高纯金", text=text),
    )
    made = Relation(whole.ref, Predicate.PRODUCES, gold.ref, Span(0, 10), 0.8, "sample")
    one = Extraction(report(text=text), (whole, gold), (made,), ())
    curated = replay(one, [decide("split", "Enterprise 甲厂和乙厂", text, "Enterprise 甲厂", "Enterprise 乙厂")])
    assert links(curated.extraction) == {("甲厂", "produces", "高纯金"), ("乙厂", "produces", "高纯金")}
    assert {e.name: e.mentions for e in curated.extraction.entities if e.type is EntityType.ENTERPRISE} == {
        "甲厂": (Span(0, 2),),
        "乙厂": (Span(3, 5),),
    }


def test_a_part_that_is_not_named_leaves_the_whole_unsplit() -> None:
    split = decide("split", "Enterprise 中原黄金冶炼厂", FIRST, "Enterprise 中原黄金", "Enterprise 洛阳冶炼厂")
    curated = replay(EXTRACTION, [split])
    assert (only(curated).state, set(entities(curated))) == (State.UNRESOLVED, {e.ref for e in EXTRACTION.entities})


def test_a_name_that_a_person_gave_drives_out_what_the_machine_read_across_it() -> None:
    crossing = entity(EntityType.INDUSTRY, "箔锂电")
    nested = entity(EntityType.PRODUCT, "铜箔项目")
    read = replace(EXTRACTION, entities=(*EXTRACTION.entities, crossing, nested))
    curated = replay(read, [decide("add", "Product 锂电铜箔", SECOND)])
    assert crossing.ref not in entities(curated)
    assert nested.ref not in entities(curated)
    assert ref("Project 锂电铜箔项目") in entities(curated), "a project may hold the name of its product"


def test_a_short_name_within_a_longer_one_of_its_type_stands_beside_it() -> None:
    text = "庙底沟博物馆专题展览开展。"
    show = entity(EntityType.PLATFORM, "庙底沟博物馆专题展览", text=text)
    curated = replay(Extraction(report(text=text), (show,), (), ()), [decide("add", "Platform 庙底沟博物馆", text)])
    assert {e.name for e in curated.extraction.entities} == {"庙底沟博物馆专题展览", "庙底沟博物馆"}


def test_a_telling_name_is_found_again_elsewhere_but_not_inside_another() -> None:
    text = "中国铜箔谷揭牌。中国铜箔谷展会开幕。打造中国铜箔谷。"
    fair = entity(EntityType.PLATFORM, "中国铜箔谷展会", text=text)
    read = Extraction(report(text=text), (fair,), (), ())
    curated = replay(read, [decide("add", "Platform 中国铜箔谷", "中国铜箔谷揭牌")])
    assert entities(curated)[ref("Platform 中国铜箔谷")].mentions == (Span(0, 5), Span(20, 25))


def test_aliases_that_a_person_gives_bring_what_the_machine_called_so() -> None:
    text = "旅游业兴旺。文化旅游方面，旅游收入增长。"
    short, full = entity(EntityType.INDUSTRY, "旅游", text=text), entity(EntityType.INDUSTRY, "文化旅游", text=text)
    short = replace(short, mentions=(Span(0, 2),))
    decision = decide("accept", "Industry 文化旅游", "文化旅游方面", aliases=("旅游",))
    curated = replay(Extraction(report(text=text), (short, full), (), ()), [decision])
    (joined,) = curated.extraction.entities
    assert (joined.name, joined.aliases, Span(0, 2) in joined.mentions) == ("文化旅游", ("旅游",), True)


# ---------------------------------------------------------------- relations and figures

MAKES = fact("Enterprise 华鑫铜箔", Predicate.PRODUCES, "Product 锂电铜箔")


def test_a_relation_that_a_person_states_brings_the_ends_that_its_quote_names() -> None:
    curated = replay(EXTRACTION, [decide("add", MAKES, SECOND)])
    assert ("华鑫铜箔", "produces", "锂电铜箔") in links(curated.extraction)
    assert entities(curated)[ref("Product 锂电铜箔")].rule == "curation:li"
    (made,) = only(curated).made
    assert isinstance(made, Relation)
    assert (made.evidence, made.confidence, made.rule, made.inferred) == (span(SECOND), 1.0, "curation:li", False)


def test_a_relation_whose_end_nobody_names_is_unresolved() -> None:
    stated = fact("Enterprise 华鑫铜箔", Predicate.PRODUCES, "Product 碳化硅")
    curated = replay(EXTRACTION, [decide("add", stated, SECOND)])
    assert (only(curated).state, links(curated.extraction)) == (State.UNRESOLVED, links(EXTRACTION))


@pytest.mark.parametrize(("do", "state"), [("accept", State.APPLIED), ("add", State.ALREADY)])
def test_a_relation_that_is_there_is_not_said_twice(do: str, state: State) -> None:
    known = fact("Enterprise 中原黄金冶炼厂", Predicate.PRODUCES, "Product 高纯金")
    curated = replay(EXTRACTION, [decide(do, known, FIRST)])
    assert only(curated).state is state
    assert Counter(r.predicate for r in curated.extraction.relations) == Counter(
        r.predicate for r in EXTRACTION.relations
    )
    (said,) = [r for r in curated.extraction.relations if r.predicate is Predicate.PRODUCES]
    assert said.rule == "curation:li"


def test_a_refused_relation_goes_and_its_ends_stay() -> None:
    wrong = fact("Enterprise 中原黄金冶炼厂", Predicate.PRODUCES, "Product 高纯金")
    curated = replay(EXTRACTION, [decide("reject", wrong, FIRST)])
    assert links(EXTRACTION) - links(curated.extraction) == {("中原黄金冶炼厂", "produces", "高纯金")}
    assert set(entities(curated)) == {e.ref for e in EXTRACTION.entities}
    assert only(replay(curated.extraction, [decide("reject", wrong, FIRST)])).state is State.MOOT


def figure(value: float, year: int, status: IndicatorStatus = IndicatorStatus.TARGET) -> Figure:
    return Figure("黄金产业", "黄金产业产值", value, "亿元", Comparator.AT_LEAST, year, status)


def test_a_figure_is_corrected_by_refusing_one_and_adding_the_other() -> None:
    decisions = [decide("reject", figure(1000.0, 2023), THIRD), decide("add", figure(1000.0, 2024), THIRD)]
    curated = replay(EXTRACTION, decisions)
    assert [(i.year, i.confidence, i.rule) for i in curated.extraction.indicators] == [(2024, 1.0, "curation:li")]
    assert [outcome.state for outcome in curated.outcomes] == [State.APPLIED, State.APPLIED]


def test_a_figure_that_is_there_is_not_given_twice() -> None:
    curated = replay(EXTRACTION, [decide("accept", figure(1000.0, 2023), THIRD)])
    (given_figure,) = curated.extraction.indicators
    assert (given_figure.rule, only(curated).state) == ("curation:li", State.APPLIED)


def test_a_later_decision_wins_and_the_earlier_one_no_longer_stands_behind_anything() -> None:
    decisions = [decide("add", "Product 锂电铜箔", SECOND), decide("reject", "Product 锂电铜箔", SECOND)]
    curated = replay(EXTRACTION, decisions)
    assert ref("Product 锂电铜箔") not in entities(curated)
    assert [outcome.made for outcome in curated.outcomes] == [(), ()]


# ---------------------------------------------------------------- finding the words again

TWICE = "铜箔项目投产。另有铜箔项目签约。"


@pytest.mark.parametrize(
    ("quote", "start"),
    [
        (Quote("铜箔项目", after="投产"), 0),
        (Quote("铜箔项目", before="另有"), 9),
        (Quote("铜箔项目", before="另有", after="签约"), 9),
        (Quote("铜箔项目"), None),
        (Quote("铜箔项目", before="并无", after="此处"), None),
        (Quote("锂电铜箔"), None),
    ],
)
def test_of_two_places_with_the_same_words_the_surroundings_tell(quote: Quote, start: int | None) -> None:
    assert locate(quote, TWICE) == (None if start is None else Span(start, start + 4))


@pytest.mark.parametrize("text", ["中原“智慧岛”\n（B型）项目", '中原 "智慧岛"(B型)项目', "中原”智慧岛“( B 型 )项目"])
def test_line_ends_blanks_and_the_width_of_marks_do_not_hide_the_words(text: str) -> None:
    found = locate(Quote("“智慧岛”(B型)"), text)
    assert found is not None
    assert (text[: found.start].strip(), text[found.end :]) == ("中原", "项目")


DECISIONS = (
    decide("add", MAKES, SECOND),
    decide("rename", "Project 锂电铜箔项目", SECOND, "Project 华鑫铜箔锂电铜箔项目"),
    decide("accept", "Enterprise 中原黄金冶炼厂", FIRST),
    decide("reject", "Product 高纯金", FIRST),
    decide("retype", "Industry 黄金产业", "黄金产业方面", "Product 黄金产业"),
    decide("reject", figure(1000.0, 2023), THIRD),
    decide("add", figure(1000.0, 2024), THIRD),
    decide("reject", "Policy 高纯金", FIRST),
    decide("add", "Place 洛阳市", SECOND),
)


def moved(extraction: Extraction, before: str) -> Extraction:
    """The same extraction of the report with ``before`` put in front of it."""

    def shift(span: Span) -> Span:
        return Span(span.start + len(before), span.end + len(before))

    return Extraction(
        report=report(text=before + extraction.report.text),
        entities=tuple(replace(e, mentions=tuple(map(shift, e.mentions))) for e in extraction.entities),
        relations=tuple(replace(r, evidence=shift(r.evidence)) for r in extraction.relations),
        indicators=tuple(replace(i, evidence=shift(i.evidence)) for i in extraction.indicators),
    )


def same(one: Extraction, other: Extraction) -> bool:
    return (one.entities, one.relations, one.indicators) == (other.entities, other.relations, other.indicators)


@given(st.text("。，年的在三 ", max_size=40))
@settings(max_examples=60, deadline=None)
def test_text_put_in_front_changes_nothing_but_offsets(before: str) -> None:
    here, there = replay(EXTRACTION, DECISIONS), replay(moved(EXTRACTION, before), DECISIONS)
    assert same(there.extraction, moved(here.extraction, before))
    assert [o.state for o in there.outcomes] == [o.state for o in here.outcomes]
    assert {o.state for o in here.outcomes} == {State.APPLIED, State.MOOT, State.UNRESOLVED}


@given(st.lists(st.sampled_from(DECISIONS), max_size=8), st.data())
@settings(max_examples=80, deadline=None)
def test_replaying_again_changes_nothing_and_whatever_the_order_the_result_is_whole(
    decisions: list[Decision], data: st.DataObject
) -> None:
    kept = data.draw(st.lists(st.sampled_from(EXTRACTION.entities), unique=True))
    refs = {e.ref for e in kept}
    relations = tuple(r for r in EXTRACTION.relations if {r.subject, r.object} <= refs)
    once = replay(replace(EXTRACTION, entities=tuple(kept), relations=relations), decisions)
    assert_whole(once.extraction)
    assert same(replay(once.extraction, decisions).extraction, once.extraction)


def assert_whole(extraction: Extraction) -> None:
    """What later stages count on."""
    text, refs = extraction.report.text, [e.ref for e in extraction.entities]
    assert len(refs) == len(set(refs))
    for found in extraction.entities:
        forms = {plain(form) for form in (found.name, *found.aliases)}
        assert found.mentions
        assert {plain(mention.of(text)) for mention in found.mentions} <= forms, found
    for said in extraction.relations:
        subjects, objects = SIGNATURES[said.predicate]
        assert {said.subject, said.object} <= set(refs)
        assert (said.subject.type in subjects, said.object.type in objects) == (True, True)


def plain(form: str) -> str:
    return "".join(c for c in form if c not in " \n“”《》")


# ---------------------------------------------------------------- the report of Sanmenxia


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    return extract(read_report(SANMENXIA))


@pytest.fixture(scope="module")
def decisions(extraction: Extraction) -> tuple[Decision, ...]:
    return load_curation(ROOT / "data" / "curation").of(extraction.report.slug)


@pytest.fixture(scope="module")
def sanmenxia(extraction: Extraction, decisions: tuple[Decision, ...]) -> Curated:
    return replay(extraction, decisions)


def test_every_decision_quotes_the_report_word_for_word_and_says_why(
    extraction: Extraction, decisions: tuple[Decision, ...]
) -> None:
    assert len(decisions) > 400
    for decision in decisions:
        assert decision.quote.exact in extraction.report.text
        assert len(decision.why) >= 5


def test_what_is_accepted_or_added_is_named_by_its_own_quote(decisions: tuple[Decision, ...]) -> None:
    for decision in decisions:
        if decision.kind in (Kind.ADD, Kind.ACCEPT) and isinstance(decision.target, Thing):
            forms = (decision.target.ref.name, *decision.target.aliases)
            quote = plain(decision.quote.exact)
            assert any(plain(form) in quote for form in forms), decision


def test_every_decision_finds_what_it_is_about(sanmenxia: Curated) -> None:
    assert [str(outcome.decision) for outcome in sanmenxia.unresolved] == []


def test_the_curated_report_is_whole_and_stays_so(sanmenxia: Curated, decisions: tuple[Decision, ...]) -> None:
    assert_whole(sanmenxia.extraction)
    assert same(replay(sanmenxia.extraction, decisions).extraction, sanmenxia.extraction)


def test_what_a_person_stands_behind_is_sure(sanmenxia: Curated) -> None:
    found = sanmenxia.extraction
    statements: list[Entity | Relation | Indicator] = [*found.entities, *found.relations, *found.indicators]
    behind = [said for said in statements if decided(said.rule)]
    assert {said.confidence for said in behind} == {1.0}
    assert len(behind) > 300


def test_a_report_with_a_preface_and_hard_line_breaks_is_curated_alike(
    sanmenxia: Curated, decisions: tuple[Decision, ...], extraction: Extraction
) -> None:
    """Even from nothing extracted at all: what people stated is found by its words alone."""
    lines = "\n".join(extraction.report.text[i : i + 38] for i in range(0, len(extraction.report.text), 38))
    broken = replace(extraction.report, text="前言。\n" + lines, sections=(), sentences=(), paragraphs=())
    nothing = replace(extraction.report, sections=(), sentences=(), paragraphs=())
    here, there = (replay(Extraction(text, (), (), ()), decisions) for text in (nothing, broken))
    assert {e.ref for e in there.extraction.entities} == {e.ref for e in here.extraction.entities}
    assert links(there.extraction) == links(here.extraction)
    assert len(links(here.extraction)) > 150


def test_decisions_of_another_report_find_nothing(decisions: tuple[Decision, ...]) -> None:
    curated = replay(EXTRACTION, decisions)
    states = Counter(outcome.state for outcome in curated.outcomes)
    assert set(states) <= {State.UNRESOLVED, State.MOOT}
    assert curated.extraction.report.text == TEXT
    assert set(curated.extraction.entities) == set(EXTRACTION.entities)
