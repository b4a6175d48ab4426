"""What tests share: the real report, and a graph built from it once a run."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest

from graph.build import bring_up_to_date
from graph.settings import Settings, load_settings
from graph.store import Build, GraphStore, open_store

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "data" / "reports" / "sanmenxia-2023.txt"

# The build of the test run has a folder of its own; pages and child processes find it by this.
_BUILT = "LIANPU_BUILT"


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
    return bring_up_to_date(settings, lambda step, share: None)


@pytest.fixture(scope="session")
def store(build: Build) -> GraphStore:
    return open_store(build.folder)
