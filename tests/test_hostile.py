"""Queries that bring an unguarded server down, all at once: others still get answers, and the memory comes back."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import psutil
import pytest
from endpoint_cases import Answer, get, post, send
from serving import standing_back

from benchmarks.hostile import HOSTILE, ORDINARY, megabytes

#: Longer than anything else here takes, shorter than the server's own limit.
SECONDS = "6"
BROWSER = {"Accept": "text/html"}


def process_of(server: str) -> int:
    port = f"--server.port={server.rpartition(':')[2]}"
    return next(child.pid for child in psutil.Process().children() if port in child.cmdline())


def eventually(true: Callable[[], bool]) -> bool:
    """Whether something comes true within a minute."""
    return any(true() or time.sleep(0.1) for _ in range(600))


@pytest.fixture(scope="module")
def crowd(server: str) -> dict[str, Answer]:
    """What becomes of the hostile queries; meanwhile others ask, and are answered."""
    assert get(server, ORDINARY).status == 200
    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        hostile: dict[str, Future[Answer]] = {
            name: pool.submit(post, server, query, timeout=SECONDS) for name, query in HOSTILE.items()
        }
        query, page = get(server, ORDINARY), send(server, "GET", "/graph", headers=BROWSER)
        thing = send(server, "GET", "/id/chain/copper", headers=BROWSER)
        still = [name for name, one in hostile.items() if not one.done()]
        assert (query.status, page.status, thing.status) == (200, 200, 303), query.text
        assert len(still) >= 2, "the hostile queries were over before the ordinary one was answered"
        return {name: one.result() for name, one in hostile.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_ends_with_a_status_and_a_word(crowd: dict[str, Answer], name: str):
    answer = crowd[name]
    assert answer.status in (400, 413, 429, 503, 504) and len(answer.text) > 20
    assert ("retry-after" in answer.headers) == ("Try again" in answer.text)


@pytest.mark.usefixtures("crowd")
def test_afterwards_no_query_runs_and_the_memory_is_back(server: str):
    pid = process_of(server)
    assert eventually(lambda: not standing_back(server))
    before = megabytes(pid)
    answers = [post(server, HOSTILE[name], timeout="2") for name in ("ORDER BY RAND()", "giant string")]
    assert all(answer.status in (503, 504) for answer in answers)
    assert eventually(lambda: megabytes(pid) < before + 100)
