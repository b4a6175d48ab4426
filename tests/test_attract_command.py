"""``lianpu attract``: what it prints, and what it says of a list or a name that cannot be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from graph import cli
from graph.store import Build


class Outcome:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def lianpu(build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent))

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["lianpu", "attract", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return Outcome(code, said.out, said.err)

    return run


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    path = tmp_path / "firms.csv"
    rows = ("企业名称,所在地,主要产品,行业代码", "甲铜箔,深圳,锂电铜箔,3985", "=1+1,深圳,锂电铜箔,3985")
    path.write_text("\n".join(rows), encoding="utf-8")
    return path


def test_it_prints_the_first_gaps_of_a_chain(lianpu):
    done = lianpu("copper", "--top", "2", "--format", "json")
    assert done.code == 0
    assert len(json.loads(done.out)) == 2


@pytest.mark.parametrize("link", ["lithium-foil", "锂电铜箔"])
def test_one_gap_may_be_named_by_id_or_by_its_chinese_name(lianpu, link: str):
    (found,) = json.loads(lianpu("copper", link, "--format", "json").out)
    assert found["link"]["id"] == "lithium-foil"


def test_the_table_names_whom_where_and_why_whole(lianpu):
    shown = lianpu("copper", "lithium-foil").out
    assert all(words in shown for words in ("锂电铜箔", "华鑫铜箔", "中国铜箔谷", "长三角", "投资逻辑"))
    assert "…" not in shown
    assert "名单匹配" not in shown


def test_a_list_is_matched_and_its_bad_rows_are_told_on_standard_error(lianpu, firms: Path):
    done = lianpu("copper", "lithium-foil", "--candidates", str(firms))
    assert done.code == 0
    assert "甲铜箔" in done.out
    assert "row 3" in done.err
    assert "甲铜箔" not in done.err


def test_a_chain_or_gap_that_is_not_there_is_told_with_those_that_are(lianpu):
    assert lianpu("tin").code == 2
    done = lianpu("copper", "tin-foil")
    assert (done.code, done.out) == (2, "")
    assert "lithium-foil" in done.err


def test_without_a_chain_it_says_how_to_name_one(lianpu):
    done = lianpu()
    assert done.code == 2
    assert "lianpu attract copper" in done.err


def test_it_writes_a_template_once_and_never_over_a_list(lianpu, tmp_path: Path):
    path = tmp_path / "firms.xlsx"
    assert lianpu("--template", str(path)).code == 0
    kept = path.read_bytes()
    again = lianpu("--template", str(path))
    assert again.code == 2
    assert "is there already" in again.err
    assert path.read_bytes() == kept


def test_a_template_of_another_kind_is_refused_and_nothing_is_written(lianpu, tmp_path: Path):
    assert lianpu("--template", str(tmp_path / "firms.docx")).code == 2
    assert list(tmp_path.iterdir()) == []
