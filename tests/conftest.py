"""What tests share: the real report, and a graph built from it once a run."""

from __future__ import annotations

import dataclasses
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import serving

from graph.build import bring_up_to_date
from graph.errors import LianpuError
from graph.papers.fonts import Typeface, find_typeface
from graph.settings import Settings, load_settings
from graph.store import Build, GraphStore, open_store

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "data" / "reports" / "sanmenxia-2023.txt"

# The build of the test run has a folder of its own; pages and child processes find it by this.
_BUILT = "LIANPU_BUILT"


@pytest.fixture(autouse=True)
def main_module() -> Iterator[None]:
    """A page test leaves its page as the main module, and a process that is spawned later would run it."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    os.environ[_BUILT] = str(folder)
    return folder


@pytest.fixture(scope="session")
def settings(built_folder: Path) -> Settings:
    return dataclasses.replace(load_settings(), built=built_folder)


@pytest.fixture(scope="session")
def build(settings: Settings) -> Build:
    return bring_up_to_date(settings, lambda step: None)


@pytest.fixture(scope="session")
def store(build: Build) -> GraphStore:
    return open_store(build.folder)


@pytest.fixture(scope="session")
def two_reports(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home folder of its own with the city's report and a short one of the year after, and its graph."""
    home = tmp_path_factory.mktemp("two")
    shutil.copytree(settings.home / "ontology", home / "ontology")
    shutil.copytree(settings.home / "data", home / "data", ignore=shutil.ignore_patterns("built", "*.used-by-*"))
    shutil.copy(ROOT / "tests" / "samples" / "sanmenxia-2024.txt", home / "data" / "reports")
    both = dataclasses.replace(settings, home=home, built=home / "built")
    bring_up_to_date(both, lambda step: None)
    return both


@pytest.fixture(scope="session")
def typeface() -> Typeface:
    """The Chinese typeface that the papers draw with; a machine without one is told how to get it."""
    try:
        return find_typeface()
    except LianpuError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def server(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """``streamlit run app.py`` as the README gives it, on a free port. Its own graph is the test run's."""
    with serving(build.folder.parent, tmp_path_factory.mktemp("server") / "log.txt") as address:
        yield address
