"""``lianpu gaps``: what it prints, and what it refuses in one line."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from graph import cli
from graph.store import Build

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def gaps(build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``lianpu gaps`` in this process: its exit code and what it printed on either stream."""
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lianpu", "gaps", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_table_speaks_as_staff_do(gaps: Run) -> None:
    code, out, _ = gaps("copper", "--top", "3")
    assert code == 0
    assert all(word in out for word in ("名次", "链节点", "类别", "卡点", "做法", "得分", "锂电铜箔", "延链"))
    assert "未提及不等于没有" in out


def test_csv_has_one_row_for_each_gap_and_all_parts(gaps: Run) -> None:
    _, out, _ = gaps("copper", "--top", "5", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert len(rows) == 5
    assert rows[0]["产业链"] == "铜基新材料（铜箔）"
    assert float(rows[0]["得分"]) >= float(rows[4]["得分"])
    assert rows[0]["统计指标"] == ""


def test_json_carries_the_sentences_behind_each_part(gaps: Run) -> None:
    _, out, _ = gaps("copper", "--top", "1", "--format", "json")
    (first,) = json.loads(out)
    named = [said for part in first["parts"].values() for said in part["evidence"]]
    assert named and all(said["words"] for said in named)
    assert first["reasons"]["zh"] and first["reasons"]["en"]


def test_without_a_chain_all_chains_stand_in_one_list(gaps: Run) -> None:
    _, out, _ = gaps("--top", "40", "--format", "json")
    listed = json.loads(out)
    assert len({one["chain"]["id"] for one in listed}) > 3
    assert [one["score"] for one in listed] == sorted((one["score"] for one in listed), reverse=True)


def test_weights_change_the_order(gaps: Run) -> None:
    _, out, _ = gaps("copper", "--weights", "key=9", "--format", "json")
    assert json.loads(out)[0]["choke"]


def test_statistics_add_their_part(gaps: Run, tmp_path: Path) -> None:
    figures = tmp_path / "figures.csv"
    figures.write_text("code,lq\n32,2\n39,2\n", encoding="utf-8")
    _, out, _ = gaps("copper", "--statistics", str(figures), "--format", "json")
    assert any("statistics" in one["parts"] for one in json.loads(out))


def test_the_evaluation_is_printed_for_each_way_of_hiding(gaps: Run) -> None:
    code, out, _ = gaps("--evaluate")
    assert code == 0
    assert out.count("| betweenness |") == 3
    assert out.count("times that of the best baseline") == 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nothing",), "There is no chain 'nothing'."),
        (("--weights", "luck=1"), "there is no part 'luck'"),
        (("--statistics", "none.csv"), "none.csv: cannot be read"),
    ],
)
def test_wrong_input_gets_one_line(gaps: Run, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = gaps(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1
