"""Decisions as lines: what is written is read back, and what breaks the form is named with its line and the mend."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.curation.decisions import CurationError, Decision, Fact, Figure, Kind, Quote, Target, Thing
from graph.curation.files import append_decision, load_curation
from graph.curation.notation import format_decision, parse_decision
from graph.model import SIGNATURES, Comparator, EntityRef, EntityType, IndicatorStatus, Predicate

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(lambda s: s.strip() != "")
refs = st.builds(EntityRef, st.sampled_from(EntityType), words)
quotes = st.builds(Quote, words, st.just("") | words, st.just("") | words)
things = st.builds(Thing, refs, st.lists(words, max_size=2).map(tuple), st.none() | st.just("411282"))
figures = st.builds(
    Figure,
    subject=words,
    name=words,
    value=st.floats(allow_nan=False, allow_infinity=False),
    unit=st.sampled_from(["亿元", "%", ""]),
    comparator=st.sampled_from(Comparator),
    year=st.integers(1949, 2100),
    status=st.sampled_from(IndicatorStatus),
)


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    predicate = draw(st.sampled_from(Predicate))
    subjects, objects = (sorted(kinds) for kinds in SIGNATURES[predicate])
    ends = (EntityRef(draw(st.sampled_from(kinds)), draw(words)) for kinds in (subjects, objects))
    subject, target = ends
    return Fact(subject, predicate, target, draw(st.booleans()))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    kind = draw(st.sampled_from(Kind))
    plain = kind in (Kind.ACCEPT, Kind.REJECT, Kind.ADD)
    target: Target = draw(st.one_of(things, facts(), figures) if plain else things)
    to: tuple[EntityRef, ...] = ()
    if kind is Kind.RENAME and isinstance(target, Thing):
        to = (EntityRef(target.ref.type, draw(words)),)
    elif kind is Kind.RETYPE and isinstance(target, Thing):
        to = (EntityRef(draw(st.sampled_from(EntityType)), target.ref.name),)
    elif kind in (Kind.MERGE, Kind.SPLIT):
        to = tuple(draw(st.lists(refs, min_size=2, max_size=3)))
    return Decision(kind, target, draw(quotes), draw(words), draw(st.dates()), draw(words), to)


@given(decisions())
def test_any_decision_is_one_line_that_reads_back_the_same(decision: Decision) -> None:
    line = format_decision(decision)
    assert "\n" not in line
    assert parse_decision(line, "x:1") == decision


@given(decisions(), decisions())
def test_two_decisions_have_one_digest_only_if_they_are_the_same(one: Decision, other: Decision) -> None:
    assert (one.digest == other.digest) is (one == other)


GOOD = {
    "do": "add",
    "entity": "Enterprise 遂成生物",
    "quote": "遂成生物医药中间体",
    "who": "li",
    "when": "2024-01-31",
    "why": "企业名在项目名之首",
}
FACT = {key: value for key, value in GOOD.items() if key != "entity"}
LINK = {"s": "Enterprise 甲", "p": "produces", "o": "Product 乙"}


def test_a_good_line_is_read() -> None:
    decision = parse_decision(json.dumps(GOOD), "a.jsonl:2")
    assert decision.target == Thing(EntityRef(EntityType.ENTERPRISE, "遂成生物"))
    assert (decision.kind, decision.who, decision.when) == (Kind.ADD, "li", date(2024, 1, 31))


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**GOOD, "do": "delete"}, "'do' cannot be 'delete'.*accept, reject, rename"),
        ({**GOOD, "when": "yesterday"}, "'when' is no day.*2024-01-31"),
        ({**GOOD, "why": "  "}, "'why' is missing"),
        ({key: value for key, value in GOOD.items() if key != "quote"}, "'quote' is missing"),
        ({**GOOD, "entity": "Company 甲"}, "'entity' names no entity.*Enterprise"),
        ({**GOOD, "entity": "Enterprise"}, "'entity' names no entity"),
        ({**GOOD, "aliases": "遂成"}, "'aliases' is no list"),
        ({**GOOD, "reason": "x"}, "no such key: reason"),
        ({**GOOD, "to": "x"}, "add has no 'to'"),
        ({**GOOD, "do": "split", "to": ["Enterprise 遂成"]}, "split needs at least 2"),
        ({**GOOD, "do": "retype", "to": "Firm"}, "'to' cannot be 'Firm'"),
        ({**FACT, **LINK, "o": "Place 乙"}, "produces does not join Enterprise and Place.*Enterprise -> Product"),
        ({**FACT, **LINK, "p": "makes"}, "'p' cannot be 'makes'"),
        ({**FACT, **LINK, "do": "merge"}, "merge is for entities only"),
        ({**FACT, **LINK, "inferred": "yes"}, "'inferred' is neither true nor false"),
        (FACT, "says not what it is about"),
        ({**GOOD, **LINK}, "says not what it is about, or two things"),
        ({**FACT, "indicator": {"value": 1}}, "'indicator' lacks a part"),
    ],
)
def test_a_line_that_breaks_the_form_is_refused_with_the_mend(row: dict[str, object], message: str) -> None:
    with pytest.raises(CurationError, match=rf"a\.jsonl:7: .*{message}"):
        parse_decision(json.dumps(row, ensure_ascii=False), "a.jsonl:7")


@pytest.mark.parametrize("line", ["{", "[]", "3", "add Enterprise 甲"])
def test_a_line_that_is_no_object_is_refused(line: str) -> None:
    with pytest.raises(CurationError, match="one JSON object a line"):
        parse_decision(line, "a.jsonl:2")


# ---------------------------------------------------------------- the folder


def test_no_folder_is_no_decision(tmp_path: Path) -> None:
    assert load_curation(tmp_path / "none").of("三门峡市-2023") == ()


def test_what_is_appended_is_loaded_in_its_order(tmp_path: Path) -> None:
    first = parse_decision(json.dumps(GOOD), "x")
    second = parse_decision(json.dumps({**GOOD, "do": "reject"}), "x")
    path = append_decision(tmp_path, "三门峡市-2023", first)
    assert append_decision(tmp_path, "三门峡市-2023", second) == path
    other = append_decision(tmp_path, "洛阳市-2023", first)
    curation = load_curation(tmp_path)
    assert curation.of("三门峡市-2023") == (first, second)
    assert curation.where("三门峡市-2023") == (f"{path.name}:2", f"{path.name}:3")
    assert (curation.of("洛阳市-2023"), other == path) == ((first,), False)
    assert curation.orphans(["洛阳市-2023"]) == ("三门峡市-2023",)


def test_appending_to_a_file_without_a_last_line_end_begins_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"report": "甲-2023"}', "utf-8")
    decision = parse_decision(json.dumps(GOOD), "x")
    append_decision(tmp_path, "甲-2023", decision)
    assert load_curation(tmp_path).of("甲-2023") == (decision,)


def test_files_of_several_people_about_one_report_are_read_by_name(tmp_path: Path) -> None:
    head = '{"report": "甲-2023"}'
    for name in ("b", "a"):
        line = json.dumps({**GOOD, "who": name}, ensure_ascii=False)
        (tmp_path / f"{name}.jsonl").write_text(f"{head}\n\n{line}\n", "utf-8")
    curation = load_curation(tmp_path)
    assert [decision.who for decision in curation.of("甲-2023")] == ["a", "b"]
    assert curation.where("甲-2023") == ("a.jsonl:3", "b.jsonl:3")


@pytest.mark.parametrize(
    ("text", "message"),
    [("", r"a\.jsonl: is empty"), ("{}\n", r"a\.jsonl:1: names no report"), ('{"report": 3}', "names no report")],
)
def test_a_file_that_does_not_say_its_report_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "a.jsonl").write_text(text, "utf-8")
    with pytest.raises(CurationError, match=message):
        load_curation(tmp_path)


def test_a_file_that_is_no_utf8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes("三门峡".encode("gb18030"))
    with pytest.raises(CurationError, match="Save it as UTF-8"):
        load_curation(tmp_path)
