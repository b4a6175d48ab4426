"""``lianpu curate``: what became of the decisions, and what may be one thing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from graph.commands.curate import curate
from graph.curation import CurationError

ROOT = Path(__file__).resolve().parent.parent
TEXT = (
    "三门峡市2023年政府工作报告\n"
    "一、2022年工作回顾\n"
    "黄金产业方面，依托中原黄金冶炼厂等龙头企业大力发展黄金精深加工产业。\n"
    "灵宝窄口水库120万千瓦抽水蓄能电站开工，遂成生物医药中间体项目建成投产。\n"
)
LINE = {"do": "add", "entity": "Enterprise 遂成生物", "quote": "遂成生物医药中间体项目建成投产"}
WHO = {"who": "li", "when": "2024-01-31", "why": "企业名在项目名之首"}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for part in ("ontology", "data/lexicon"):
        shutil.copytree(ROOT / part, tmp_path / part)
    (tmp_path / "data" / "reports").mkdir()
    (tmp_path / "data" / "reports" / "a.txt").write_text(TEXT, "utf-8")
    monkeypatch.setenv("LIANPU_HOME", str(tmp_path))
    return tmp_path


def decide(home: Path, *rows: dict[str, object], slug: str = "三门峡市-2023") -> None:
    folder = home / "data" / "curation"
    folder.mkdir(exist_ok=True)
    lines = [{"report": slug}, *({**row, **WHO} for row in rows)]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / f"{slug}.jsonl").write_text(text, "utf-8")


def run(*arguments: str) -> Result:
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(curate)
    return CliRunner().invoke(app, arguments)


def test_a_report_that_nobody_looked_at_is_fine(home: Path) -> None:
    result = run("--duplicates", "0")
    assert (result.exit_code, result.stdout) == (0, "三门峡市-2023: 0 decisions\n")


def test_decisions_that_hold_are_counted_and_shown_on_demand(home: Path) -> None:
    decide(home, LINE, {**LINE, "do": "reject", "entity": "Policy 遂成生物"})
    result = run("--all")
    assert result.exit_code == 0
    assert "三门峡市-2023: 2 decisions: " in result.stdout
    assert "三门峡市-2023.jsonl:2 add Enterprise 遂成生物: 企业名在项目名之首" in result.stdout
    short = run()
    assert "1 moot" in short.stdout
    assert "三门峡市-2023.jsonl:3 reject Policy 遂成生物" in short.stdout
    assert "jsonl:2" not in short.stdout


def test_a_decision_that_lost_its_words_is_named_and_fails_the_run(home: Path) -> None:
    decide(home, LINE, {**LINE, "quote": "另一份报告里的话"})
    result = run()
    assert result.exit_code == 1
    (line,) = [line for line in result.stdout.splitlines() if line.startswith("  unresolved")]
    assert "三门峡市-2023.jsonl:3 add Enterprise 遂成生物 (the report does not show the quoted words)" in line


def test_decisions_about_a_report_that_is_not_there_fail_the_run(home: Path) -> None:
    decide(home, LINE, slug="洛阳市-2023")
    result = run()
    assert result.exit_code == 1
    assert "洛阳市-2023: 1 decisions, but no such report" in result.stdout


def test_a_broken_line_is_named(home: Path) -> None:
    decide(home, {**LINE, "do": "guess"})
    result = run()
    assert isinstance(result.exception, CurationError)
    assert "三门峡市-2023.jsonl:2" in str(result.exception)


def test_possible_duplicates_are_listed_with_score_and_reason(home: Path) -> None:
    rows = [{**LINE, "entity": f"Enterprise {name}"} for name in ("遂成生物", "遂成生物医药")]
    decide(home, *rows)
    result = run()
    assert "1 possible duplicates, of which 1 shown" in result.stdout
    assert "Enterprise 遂成生物 = Enterprise 遂成生物医药? one name begins with the other" in result.stdout
    assert "possible duplicates" not in run("--duplicates", "0").stdout
