"""The server as the README starts it: the routes beside the pages."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from graph import __version__
from graph.store import Build
from graph.ui.pagelist import PATHS


def get(url: str) -> tuple[int, dict[str, str], str]:
    try:
        with urllib.request.urlopen(url, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode()


def test_health_names_the_version_and_the_build(server: str, build: Build):
    status, headers, body = get(f"{server}/health")
    assert status == 200 and headers["content-type"] == "application/json"
    assert json.loads(body) == {"status": "ok", "version": __version__, "build": build.id}


def marks(server: str, body: bytes) -> tuple[int, str]:
    request = urllib.request.Request(f"{server}/query-marks", data=body, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.parametrize(("language", "says"), [("zh", "是不是 lp:"), ("en", "did you mean lp:")])
def test_a_query_that_is_being_written_is_marked(server: str, language: str, says: str):
    status, body = marks(server, json.dumps({"query": "ASK {\n?s a lpp:Product }", "lang": language}).encode())
    (mark,) = json.loads(body)["marks"]
    assert status == 200 and (mark["line"], mark["column"], mark["severity"]) == (2, 6, "error")
    assert says in mark["message"]


@pytest.mark.parametrize(("body", "status"), [(b"", 400), (b"[1]", 400), (b"{}", 400), (b"x" * 200_000, 413)])
def test_what_is_no_query_to_mark_is_refused(server: str, body: bytes, status: int):
    assert marks(server, body)[0] == status


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_page_opened_by_its_address_knows_where_its_server_is(server: str, path: str):
    status, headers, body = get(f"{server}/{path}")
    assert status == 200
    assert "BACKEND_BASE_URL: window.location.origin" in body
    assert int(headers["content-length"]) == len(body.encode())


def test_what_is_no_page_passes_untouched(server: str):
    status, _, body = get(f"{server}/_stcore/health")
    assert (status, body) == (200, "ok")
    assert "BACKEND_BASE_URL: window" not in get(f"{server}/favicon.png/none")[2]


def test_a_broken_pointer_makes_the_server_unwell(tmp_path: Path):
    (tmp_path / "CURRENT").write_text("gone", encoding="utf-8")
    script = (
        "import asyncio; from graph.ui.routes import health; answer = health(None); print(answer.status_code, "
        "answer.body.decode())"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={"LIANPU_BUILT": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("503") and "build --force" in done.stdout
