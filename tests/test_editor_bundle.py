"""The editor's library is one committed file: what it says it holds is what its sources ask for."""

from __future__ import annotations

import json
import re
from pathlib import Path

COMPONENTS = Path(__file__).resolve().parent.parent / "graph" / "ui" / "components"
BUNDLE = (COMPONENTS / "codemirror.min.js").read_text(encoding="utf-8")
LICENCES = BUNDLE[: BUNDLE.index("*/")]


def test_the_bundle_holds_the_versions_that_its_package_asks_for():
    wanted = json.loads((COMPONENTS / "codemirror" / "package.json").read_text(encoding="utf-8"))["dependencies"]
    held = dict(re.findall(r"(@?[\w/-]+) (\d+\.\d+\.\d+)", LICENCES))
    assert {name: held.get(name) for name in wanted} == wanted
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in wanted.values())


def test_every_part_of_the_bundle_comes_with_its_licence():
    parts = LICENCES.split("\n----\n")
    assert all("Permission is hereby granted" in part and "Copyright" in part for part in parts)


def test_the_bundle_gives_all_that_the_editor_uses_and_calls_nobody():
    given = set(re.findall(r"\w+", (COMPONENTS / "codemirror" / "entry.js").read_text(encoding="utf-8")))
    editor = (COMPONENTS / "editor.js").read_text(encoding="utf-8")
    assert set(re.findall(r"\bcm\.(\w+)", editor)) <= given
    assert not re.search(r"\bfetch\(|XMLHttpRequest|importScripts|\beval\(", BUNDLE)


def test_no_lock_file_and_no_registry_is_committed():
    folder = COMPONENTS / "codemirror"
    assert not list(folder.glob("*lock*"))
    assert all("http" not in path.read_text(encoding="utf-8") for path in folder.glob("*") if path.is_file())
