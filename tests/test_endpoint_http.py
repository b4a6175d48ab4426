"""The endpoint's routes as an ASGI server calls them: clients that hang up, crowds, other origins, no graph yet."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from serving import run_apart
from starlette.routing import Router

from graph.endpoint.http import routes
from graph.endpoint.service import Ground
from graph.errors import SettingsError, StoreError
from graph.query.runner import QueryRunner
from graph.settings import Settings, load_settings
from graph.store import Build

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ORIGIN = "https://example.org"


@dataclasses.dataclass
class Reply:
    status: int = 0
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    text: str = ""


@pytest.fixture
def runner(build: Build) -> Iterator[QueryRunner]:
    made = QueryRunner(build.folder, seconds=30.0, rows=100, workers=1, waiting=1)
    yield made
    made.close()


def application(settings: Settings, runner: QueryRunner) -> Router:
    return Router(routes(lambda: Ground(settings, "x", runner), lambda: settings))


async def call(
    app: Router,
    query: str | None = None,
    *,
    method: str = "GET",
    path: str = "/sparql",
    headers: dict[str, str] | None = None,
    hang_up: Callable[[], Coroutine[Any, Any, object]] | None = None,
) -> Reply:
    """One request. The client hangs up when ``hang_up`` is over, never without it."""
    reply = Reply()
    sent = False

    async def receive() -> dict[str, Any]:
        nonlocal sent
        if not sent:
            sent = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await (hang_up() if hang_up else asyncio.Event().wait())
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start":
            reply.status = message["status"]
            reply.headers = {k.decode().lower(): v.decode() for k, v in message["headers"]}
        else:
            reply.text += message.get("body", b"").decode()

    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": urlencode({"query": query} if query else {}).encode(),
        "headers": [(k.lower().encode(), v.encode()) for k, v in (headers or {}).items()],
        "scheme": "http",
        "server": ("localhost", 80),
    }
    await app(scope, receive, send)
    return reply


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.02)


def test_a_client_that_hangs_up_stops_its_query(settings: Settings, runner: QueryRunner):
    async def story() -> None:
        # It hangs up as soon as its query runs; the limit is far away.
        await call(application(settings, runner), ENDLESS, hang_up=lambda: until(lambda: runner.running == 1))
        assert runner.running == 0

    run_apart(asyncio.wait_for(story(), 25))


def test_other_requests_are_served_while_a_query_runs(settings: Settings, runner: QueryRunner):
    async def story() -> None:
        app, over = application(settings, runner), asyncio.Event()
        long = asyncio.create_task(call(app, ENDLESS, hang_up=over.wait))
        await until(lambda: runner.running == 1)
        assert (await call(app, method="PUT")).status == 405
        assert not long.done()
        over.set()
        await long

    run_apart(asyncio.wait_for(story(), 25))


def test_when_all_places_are_taken_a_client_is_told_when_to_come_again(settings: Settings, runner: QueryRunner):
    async def story() -> None:
        app, over = application(settings, runner), asyncio.Event()
        first = asyncio.create_task(call(app, ENDLESS, hang_up=over.wait))
        await until(lambda: runner.running == 1)
        second = asyncio.create_task(call(app, ENDLESS, hang_up=over.wait))
        await until(lambda: runner.waiting == 1)
        refused = await call(app, "ASK {}")
        assert refused.status == 429 and int(refused.headers["retry-after"]) > 0
        assert "Try again" in refused.text
        over.set()
        await asyncio.gather(first, second)

    run_apart(asyncio.wait_for(story(), 25))


def test_an_origin_that_is_set_may_read_and_no_other(settings: Settings, runner: QueryRunner):
    app = application(dataclasses.replace(settings, cors=(ORIGIN,)), runner)
    allowed = run_apart(call(app, "ASK {}", headers={"Origin": ORIGIN}))
    assert allowed.headers["access-control-allow-origin"] == ORIGIN
    assert "X-Lianpu-Truncated" in allowed.headers["access-control-expose-headers"]
    other = run_apart(call(app, "ASK {}", headers={"Origin": "https://elsewhere.org"}))
    assert "access-control-allow-origin" not in other.headers


def test_a_browser_may_ask_first_whether_it_may_send_a_query(settings: Settings, runner: QueryRunner):
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    app = application(dataclasses.replace(settings, cors=("*",)), runner)
    allowed = run_apart(call(app, method="OPTIONS", headers=asked))
    assert allowed.status == 200 and "POST" in allowed.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("text", "origins"),
    [
        ("", ()),
        ("*", ("*",)),
        ("https://example.org/, http://localhost:3000", ("https://example.org", "http://localhost:3000")),
    ],
)
def test_origins_are_set_by_one_setting(text: str, origins: tuple[str, ...]):
    assert load_settings({"LIANPU_CORS": text}).cors == origins


@pytest.mark.parametrize("text", ["example.org", "https://example.org/page", "javascript:alert(1)", "null"])
def test_what_is_no_origin_is_refused(text: str):
    with pytest.raises(SettingsError, match="LIANPU_CORS"):
        load_settings({"LIANPU_CORS": text})


def test_without_a_graph_the_answer_says_what_to_do(settings: Settings, tmp_path: Path):
    def nothing() -> Ground:
        raise StoreError("nothing is built yet.", where=tmp_path, mend="Run `lianpu build`.")

    app = Router(routes(nothing, lambda: settings))
    for path in ("/sparql", "/id/chain/copper", "/ontology", "/.well-known/void"):
        reply = run_apart(call(app, "ASK {}", path=path))
        assert reply.status == 503 and "lianpu build" in reply.text and "retry-after" in reply.headers
