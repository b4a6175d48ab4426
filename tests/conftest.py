"""What tests share: the real report, and a graph built from it once a run."""

from __future__ import annotations

import dataclasses
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.build import bring_up_to_date
from graph.errors import LianpuError
from graph.papers.fonts import Typeface, find_typeface
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
    return bring_up_to_date(settings, lambda step: None)


@pytest.fixture(scope="session")
def store(build: Build) -> GraphStore:
    return open_store(build.folder)


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "LIANPU_BUILT": str(build.folder.parent)}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/health", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")
