"""Every string of the interface stands in one catalogue, in both languages."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from graph.model import EntityType, IndicatorStatus, NodeState, Predicate, Stage
from graph.ui.catalogue import strings

UI = Path(__file__).resolve().parent.parent / "graph" / "ui"
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("key", sorted(strings()))
def test_a_string_has_both_languages_with_the_same_slots(key: str):
    texts = strings()[key]
    assert set(texts) == {"zh", "en"} and all(texts.values())
    slots = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in texts.values()]
    assert slots[0] == slots[1]


def used_keys() -> set[str]:
    calls = re.compile(r"""\bt\(\s*f?(["'])([a-z_]+\..+?)\1""")
    return {key for path in UI.rglob("*.py") for _, key in calls.findall(path.read_text(encoding="utf-8"))}


def test_every_key_that_a_page_uses_is_there():
    plain = {key for key in used_keys() if "{" not in key}
    assert plain and plain <= set(strings())


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("type", EntityType),
        ("relation", Predicate),
        ("inverse", Predicate),
        ("stage", Stage),
        ("state", NodeState),
        ("status", IndicatorStatus),
    ],
)
def test_every_member_of_the_model_has_a_name(table: str, members: type):
    assert {f"{table}.{member.value}" for member in members} <= set(strings())


def test_every_string_is_used():
    made = {key.split(".")[0] for key in used_keys() if "{" in key}
    assert {key for key in strings() if key not in used_keys() and key.split(".")[0] not in made} == set()


def test_pages_hold_no_chinese_of_their_own():
    for path in UI.rglob("*.py"):
        code = re.sub(r'"""(?:.|\n)*?"""', "", path.read_text(encoding="utf-8"))
        found = [line for line in code.splitlines() if CHINESE.search(line.split("#")[0])]
        assert [line for line in found if "链谱 Lianpu" not in line and "（" not in line] == [], path
