"""The HTTP routes of the service. Nothing here waits for a query: that is done in threads of their own."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote

from starlette.middleware.cors import CORSMiddleware
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Receive, Scope, Send

from graph.endpoint import asked
from graph.endpoint.faults import Reply, RequestError, reply_to
from graph.endpoint.service import TRUNCATED, Ground, Service
from graph.errors import LianpuError, SettingsError
from graph.settings import Settings

PROTOCOL_PATH = "/sparql"
#: More threads than queries may run and wait.
_THREADS = 64
#: How often it is looked whether the client is still there.
_LOOK_SECONDS = 0.2
#: What a Host header may be, to be written into a description.
_HOST = re.compile(r"[A-Za-z0-9._-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")

Gone = Callable[[], bool]
#: Answers a request in a thread: the request, its body read.
Work = Callable[[HttpRequest, bytes, Gone], Reply]


class Door:
    """An ASGI application that answers by ``work``."""

    def __init__(self, work: Work, settings: Callable[[], Settings], threads: ThreadPoolExecutor) -> None:
        self._work, self._settings, self._threads = work, settings, threads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface. Other origins are let in as the settings say."""
        try:
            origins = self._settings().cors
        except SettingsError:
            origins = ()  # the work will say so
        if not origins:
            await self._answer(scope, receive, send)
            return
        guarded = CORSMiddleware(
            self._answer,
            allow_origins=origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("Accept", "Content-Type"),
            expose_headers=(TRUNCATED, "Retry-After"),
        )
        await guarded(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = HttpRequest(scope, receive)
        try:
            reply = await self._reply(request)
        except LianpuError as error:
            reply = reply_to(error)
        except ClientDisconnect:
            return
        await _response(reply)(scope, receive, send)

    async def _reply(self, request: HttpRequest) -> Reply:
        if request.method == "OPTIONS":
            return Reply(204, headers={"Allow": asked.METHODS})
        body = await _body(request)
        left = threading.Event()
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, partial(self._work, request, body, left.is_set)
        )
        try:
            while not (await asyncio.wait({work}, timeout=_LOOK_SECONDS))[0]:
                if await request.is_disconnected():
                    left.set()
            return work.result()
        finally:
            left.set()  # the server is going down: the query goes with it


class ProtocolRoute(Route):
    """The route of the protocol, which leaves to the page what a browser navigates with."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Starlette's question whether a request is for this route."""
        return super().matches(scope) if is_protocol(scope) else (Match.NONE, {})


def is_protocol(scope: Scope) -> bool:
    """Whether a request speaks the protocol; another to the same path wants the page that is there too."""
    return (
        scope["type"] == "http"
        and scope["path"] == PROTOCOL_PATH
        and not asked.wants_page(_request(HttpRequest(scope)))
    )


def routes(ground: Callable[[], Ground], settings: Callable[[], Settings]) -> list[BaseRoute]:
    """The routes of the service over what ``ground`` gives."""
    service = Service(ground)
    threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="lianpu-query")

    def query(request: HttpRequest, body: bytes, gone: Gone) -> Reply:
        wanted = asked.read(_request(request, body))
        accept = request.headers.get("accept")
        return service.description(_server(request), accept) if wanted is None else service.query(wanted, accept, gone)

    def thing(request: HttpRequest, _: bytes, gone: Gone) -> Reply:
        _only_get(request)
        path = request.scope.get("raw_path") or quote(request.scope["path"]).encode("ascii")
        named = path.decode("ascii", "replace").partition("/id/")[2]
        return service.thing(named, request.headers.get("accept"), gone)

    def ontology(request: HttpRequest, _: bytes, gone: Gone) -> Reply:
        _only_get(request)
        return service.ontology(request.headers.get("accept"), gone)

    def void(request: HttpRequest, _: bytes, gone: Gone) -> Reply:
        _only_get(request)
        return service.void(_server(request), request.headers.get("accept"))

    door = partial(Door, settings=settings, threads=threads)
    return [
        ProtocolRoute(PROTOCOL_PATH, door(query)),
        Route("/id/{name:path}", door(thing)),
        Route("/ontology", door(ontology)),
        Route("/.well-known/void", door(void)),
    ]


def _request(request: HttpRequest, body: bytes = b"") -> asked.Request:
    parameters = request.scope.get("query_string", b"").decode("latin-1")
    return asked.Request(request.method, parameters, request.headers, body)


def _only_get(request: HttpRequest) -> None:
    if request.method not in ("GET", "HEAD"):
        raise RequestError(405, "This can only be read.", headers={"Allow": "GET, HEAD, OPTIONS"})


async def _body(request: HttpRequest) -> bytes:
    """The body, as long as it may be. Raises RequestError (413)."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > asked.MAX_BODY:
            raise RequestError(
                413, f"The request has more than {asked.MAX_BODY:,} bytes.", mend="Send a shorter query."
            )
    return body


def _server(request: HttpRequest) -> str:
    """The scheme and host that this server was called by; what a client says is not written down unread."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else f"{request.url.scheme}://localhost"


def _response(reply: Reply) -> Response:
    text = reply.media_type.startswith("text/")
    headers = {
        **reply.headers,
        "Content-Type": f"{reply.media_type}; charset=utf-8" if text else reply.media_type,
        "X-Content-Type-Options": "nosniff",
    }
    body = reply.body if isinstance(reply.body, bytes) else reply.body.encode("utf-8", "replace")
    return Response(body, status_code=reply.status, headers=headers)
