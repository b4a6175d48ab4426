"""HTTP routes that live beside the pages, and what a direct link to a page needs."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

import graph
from graph.endpoint.http import is_protocol
from graph.errors import LianpuError
from graph.settings import load_settings
from graph.store import newest_build
from graph.ui.endpoint import ENDPOINT
from graph.ui.promptness import Prompt

#: Seconds that a store on a server has to say that it is there.
_PATIENCE = 5.0


def health(_: Request) -> JSONResponse:
    """Whether the server answers and which build it has: 200, or 503 where a setting or the build is broken."""
    try:
        build = newest_build(load_settings(), seconds=_PATIENCE)
    except LianpuError as error:
        return JSONResponse({"status": "error", "version": graph.__version__, "error": str(error)}, status_code=503)
    return JSONResponse({"status": "ok", "version": graph.__version__, "build": build.id if build else None})


def search(request: Request) -> JSONResponse:
    """What the search box's query finds."""
    from graph.ui import searching  # Late: its caches want the runtime, which is not there yet where routes are listed.

    return searching.search(request)


async def query_marks(request: Request) -> JSONResponse:
    """What the SPARQL page's editor marks in a query that is being written."""
    from graph.ui import checking  # Late, as above.

    return await checking.query_marks(request)


ROUTES = [
    Route("/health", health),
    Route("/search", search),
    Route("/query-marks", query_marks, methods=["POST"]),
    *ENDPOINT,
]

#: Tells the page where its server is. Without it, a page opened by its own address first asks below that address and
#: gets two 404s before it finds the server at the root.
_SERVER = b"<script>window.__streamlit = { BACKEND_BASE_URL: window.location.origin };</script>"


class RootServer:
    """Puts the server's address into the HTML of the pages named in ``paths``; everything else passes untouched."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self._app = app
        self._paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] != "http" or scope["path"].strip("/") not in self._paths or is_protocol(scope):
            await self._app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def collect(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                await _send_html(start, body, send)

        # The page must come uncompressed and whole to be added to.
        headers = MutableHeaders(scope=scope)
        for name in ("accept-encoding", "if-none-match", "if-modified-since", "range"):
            del headers[name]
        await self._app(scope, receive, collect)


async def _send_html(start: Message, body: bytes, send: Send) -> None:
    if start["status"] == 200 and Headers(raw=start["headers"]).get("content-type", "").startswith("text/html"):
        body = body.replace(b"<head>", b"<head>" + _SERVER, 1)
        headers = MutableHeaders(raw=start["headers"])
        headers["content-length"] = str(len(body))
        del headers["etag"]
    await send(start)
    await send({"type": "http.response.body", "body": body})


def middleware(paths: frozenset[str]) -> list[Middleware]:
    """The middleware of the app, for the pages at these paths."""
    return [Middleware(Prompt), Middleware(RootServer, paths=paths)]
