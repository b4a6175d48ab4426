"""The header of a question's file: what it may say, and how a wrong one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import OntologyError
from graph.query.asking.template import Template, load_templates

SOUND = """# zh: {firm}生产什么？
# en: What does {firm} make?
# topic: enterprises
# slot: firm | Enterprise | 企业 | an enterprise
# say: {firm}的产品
# answer.zh: {firm}生产{names}。
# answer.en: {firm} makes {names}.
# means.zh: 按原文。
# means.en: As it says.
# column: product | 产品 | Product
# edge: firm | product | 生产 | makes
SELECT ?product WHERE {
  ?firm skos:prefLabel "甲厂"@zh ; a lp:Enterprise . # slot
  ?firm lp:produces ?product .
}
"""


def load(folder: Path, text: str) -> Template:
    (folder / "01-one.rq").write_text(text, "utf-8")
    (one,) = load_templates(folder)
    return one


def test_a_sound_file_says_all_that_it_holds(tmp_path: Path):
    one = load(tmp_path, SOUND)
    (slot,) = one.slots
    assert (one.number, one.topic, one.says) == ("01", "enterprises", ("{firm}的产品",))
    assert (slot.name, slot.kinds, slot.example) == ("firm", ("Enterprise",), "甲厂")
    assert one.asked("zh") == "【企业】生产什么？"
    assert one.asked("en", {"firm": "甲厂"}) == "What does 甲厂 make?"
    assert one.query.startswith("SELECT") and "# zh" not in one.query


def test_a_file_without_columns_is_no_question(tmp_path: Path):
    (tmp_path / "01-one.rq").write_text("# zh: 甲\n# en: a\nASK {}\n", "utf-8")
    assert load_templates(tmp_path) == ()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("# topic: enterprises\n", "", "no `# topic:` line"),
        ("# slot: firm | Enterprise | 企业 | an enterprise\n", "", "header does not tell"),
        ("| Enterprise | 企业", "| Firm | 企业", "no kinds"),
        ("| 企业 | an enterprise", "| 企业", "does not have 4 parts"),
        (" # slot\n", "\n", "does not set its slot"),
        ("What does {firm} make?", "What is made?", "without all its slots"),
        ("# say: {firm}的产品", "# say: {who}的产品", "unknown slot"),
        ("# column: product |", "# column: thing |", "does not ask for"),
        ("# edge: firm | product |", "# edge: firm | other |", "does not ask for"),
    ],
)
def test_a_wrong_header_is_told_with_its_file(old: str, new: str, says: str, tmp_path: Path):
    with pytest.raises(OntologyError, match=rf"01-one\.rq.*{says}"):
        load(tmp_path, SOUND.replace(old, new))


def test_a_file_that_is_no_text_is_told(tmp_path: Path):
    (tmp_path / "01-one.rq").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(OntologyError, match="UTF-8"):
        load_templates(tmp_path)
