"""Teaching the extraction from annotated reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graph.commands.train import annotated_in, train
from graph.errors import LianpuError
from graph.extraction import extract
from graph.extraction.gold import read_gold
from graph.extraction.judging import judges_text, read_judges
from graph.extraction.learning import learned_models
from graph.extraction.logistic import Case, Logistic, learned
from graph.extraction.models import INSIDE, JUDGES, NAMES, read_models
from graph.model import EntityType, Predicate
from graph.reading import read_report

LINES = [
    "关于三门峡市2022年执行情况与2023年计划的报告",
    "三、2023年主要任务",
    "黄金产业方面,依托中原黄金冶炼厂等龙头骨干企业大力发展黄金精深加工产业。",
    "依托华鑫铜箔等企业发展铜基新材料。",
]
GOLD = {
    "range": [3, 3, 4],
    "contiguous": False,
    "entities": [
        {"type": "Industry", "name": "黄金产业", "aliases": ["黄金"]},
        {"type": "Enterprise", "name": "中原黄金冶炼厂", "alt_types": ["Organization"]},
    ],
    "relations": [{"s": "中原黄金冶炼厂", "p": "operatesIn", "o": "黄金"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / f"{name}.txt").write_text("\n".join(LINES), encoding="utf-8")
        (tmp_path / f"{name}.gold.json").write_text(json.dumps(GOLD, ensure_ascii=False), encoding="utf-8")
    return tmp_path


def test_annotations_know_names_by_any_form_and_types_that_annotators_allow(folder: Path) -> None:
    gold = read_gold(folder / "a.gold.json", read_report(folder / "a.txt"))
    assert gold.entity(["“黄金”"], EntityType.INDUSTRY) == 0
    assert gold.entity(["中原黄金冶炼厂"], EntityType.ORGANIZATION) == 1
    assert gold.entity(["中原黄金冶炼厂"], EntityType.PLACE) is None
    assert gold.relations == {(1, Predicate.OPERATES_IN, 0)}


def test_only_annotated_lines_count(folder: Path) -> None:
    report = read_report(folder / "a.txt")
    gold = read_gold(folder / "a.gold.json", report)
    assert gold.covers(report.text.index("依托中原"))
    assert not gold.covers(report.text.index("三、"))


def test_a_model_is_written_and_read_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = folder / "models"
    train(folder, output)
    models = read_models(output)
    assert {path.name for path in output.iterdir()} == {NAMES, INSIDE, JUDGES}
    assert models.judges.entities.weights
    written = (output / JUDGES).read_text(encoding="utf-8").splitlines()
    assert judges_text(models.judges, "Again.").splitlines()[1:] == written[1:]
    assert "3 reports" in capsys.readouterr().out


def test_what_people_confirm_is_believed_more_and_what_they_do_not_less(folder: Path, tmp_path: Path) -> None:
    report = read_report(folder / "a.txt")
    before = {e.name: e.confidence for e in extract(report).entities}
    models = learned_models(annotated_in(folder), tmp_path)
    after = {e.name: e.confidence for e in extract(report, models=models).entities}
    assert after["中原黄金冶炼厂"] > after.get("铜基新材料", 0.0)
    assert after.get("铜基新材料", 0.0) < before["铜基新材料"]


def test_training_twice_gives_the_same_models(folder: Path, tmp_path: Path) -> None:
    once, again = tmp_path / "once", tmp_path / "again"
    for output in (once, again):
        train(folder, output)
    for name in (NAMES, INSIDE, JUDGES):
        assert (once / name).read_bytes() == (again / name).read_bytes()


def test_what_only_one_report_has_leaves_no_trace() -> None:
    cases = [Case(("everywhere", f"only {name}"), 0.5, True, name) for name in ("a", "b") for _ in range(9)]
    assert set(learned(cases, strength=1, least=2, groups=2).weights) == {"everywhere"}


def test_a_model_that_knows_nothing_leaves_the_rules_belief() -> None:
    assert Logistic({}).chance(["anything"], 0.7) == pytest.approx(0.7)


def test_learned_chances_are_the_shares_that_were_right() -> None:
    cases = [Case(("seen",), 0.5, number % 4 == 0, "ab"[number % 2]) for number in range(400)]
    model = learned(cases, strength=0.1, least=2, groups=2)
    assert model.chance(["seen"], 0.5) == pytest.approx(0.25, abs=0.05)


def test_a_folder_without_annotations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LianpuError, match=r"no such folder"):
        annotated_in(tmp_path / "none")
    with pytest.raises(LianpuError, match=r"no NAME\.gold\.json|holds no"):
        annotated_in(tmp_path)


def test_annotations_without_their_text_are_refused(folder: Path) -> None:
    (folder / "b.txt").unlink()
    with pytest.raises(LianpuError, match=r"b\.gold\.json.*b\.txt"):
        annotated_in(folder)


@pytest.mark.parametrize(
    "broken",
    [
        "{",
        "[]",
        '{"range": [1, 2], "entities": []}',
        json.dumps({**GOLD, "range": [90, 99]}),
        json.dumps({**GOLD, "entities": [{"type": "Company", "name": "甲"}]}),
        json.dumps({**GOLD, "relations": [{"s": "乙", "p": "operatesIn", "o": "黄金"}]}),
    ],
)
def test_broken_annotations_are_named(folder: Path, broken: str) -> None:
    (folder / "b.gold.json").write_text(broken, encoding="utf-8")
    with pytest.raises(LianpuError, match=r"b\.gold\.json: is no file of annotations"):
        annotated_in(folder)


def test_annotations_that_name_nothing_teach_nothing(folder: Path) -> None:
    report = read_report(folder / "a.txt")
    (folder / "a.gold.json").write_text(json.dumps({**GOLD, "range": [2, 2]}), encoding="utf-8")
    with pytest.raises(LianpuError, match=r"nothing is found|no annotated line has a name"):
        learned_models([(report, read_gold(folder / "a.gold.json", report))], folder)


def test_a_broken_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "model.tsv").write_text("entity\tonly two\n", encoding="utf-8")
    with pytest.raises(LianpuError, match=r"model\.tsv: is no model"):
        read_judges(tmp_path / "model.tsv")
