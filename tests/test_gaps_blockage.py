"""Blockages: which edges are asked about, and how answers are kept and refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from gap_cases import link, seat, view

from graph.errors import LianpuError
from graph.gaps.blockage import Answer, Edge, Reply, latest, questions, read_answers, write_answer

FOIL = Edge("copper", "cathode", "foil")
GOOD = {"who": "张三", "when": "2024-05-31", "chain": "c", "supplier": "a", "user": "b", "answer": "yes"}


def test_an_edge_between_two_firms_is_a_question_that_names_them() -> None:
    chain = view([link("a", seat("makes", "甲公司")), link("b", seat("makes", "乙公司")), link("c")], "a>b b>c")
    (asked,) = questions(chain, {})
    assert asked.edge == Edge("chain", "a", "b")
    for text in (asked.zh, asked.en):
        assert "甲公司" in text and "乙公司" in text
    assert "产能、电力、用地还是审批" in asked.zh


def test_a_firm_is_not_asked_whether_it_supplies_itself() -> None:
    own, project = seat("makes", "甲公司"), seat("runs", "甲项目")
    chain = view([link("a", own), link("b", own, project)], "a>b")
    assert questions(chain, {"urn:thing:甲项目": frozenset({"urn:thing:甲公司"})}) == ()


def test_where_no_maker_is_named_nobody_is_asked() -> None:
    chain = view([link("a", seat("sells", "甲品")), link("b", seat("makes", "乙公司"))], "a>b")
    assert questions(chain, {}) == ()


def test_a_link_under_way_is_not_asked_about() -> None:
    chain = view([link("a", seat("makes", "甲公司")), link("b", seat("builds", "乙项目"))], "a>b")
    assert questions(chain, {}) == ()


def test_answers_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "answers" / "blockages.jsonl"
    said = (
        Answer("张三", "2024-05-31", FOIL, Reply.NO, "电力不足\n待增容"),
        Answer("李四", "2024-06-01T09:30:00+08:00", FOIL, Reply.YES),
    )
    for answer in said:
        write_answer(path, answer)
    assert read_answers(path) == said
    assert len(path.read_text(encoding="utf-8").splitlines()) == 2


def test_no_file_holds_no_answers(tmp_path: Path) -> None:
    assert read_answers(tmp_path / "none.jsonl") == ()


def test_the_latest_answer_of_an_edge_counts() -> None:
    old, new = Answer("a", "2024-01-01", FOIL, Reply.NO), Answer("b", "2024-02-01T08:00:00+08:00", FOIL, Reply.YES)
    other = Answer("c", "2023-01-01", Edge("gold", "a", "b"), Reply.UNKNOWN)
    assert latest([new, old, other]) == {FOIL: new, other.edge: other}
    again = Answer("d", "2024-01-01", FOIL, Reply.UNKNOWN)
    assert latest([old, again]) == {FOIL: again}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "is no JSON"),
        ("[]", "is no object"),
        (json.dumps({**GOOD, "answer": "maybe"}), "answer is 'maybe'"),
        (json.dumps({**GOOD, "when": "yesterday"}), "when is 'yesterday'"),
        (json.dumps({**GOOD, "who": " "}), "who is no text"),
        (json.dumps({**GOOD, "note": 5}), "note is no text"),
        (json.dumps({**GOOD, "colour": "red"}), "has 'colour'"),
        (json.dumps({name: value for name, value in GOOD.items() if name != "user"}), "user is no text"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(f"{json.dumps(GOOD)}\n\n{line}\n", encoding="utf-8")
    with pytest.raises(LianpuError) as refused:
        read_answers(path)
    assert f"{path}, line 3: {said}" in str(refused.value)


def test_an_answer_that_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    with pytest.raises(LianpuError, match="when is"):
        write_answer(path, Answer("张三", "soon", FOIL, Reply.NO))
    assert not path.exists()
