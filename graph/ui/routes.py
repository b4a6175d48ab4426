"""HTTP routes that live beside the pages."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

import graph
from graph.errors import StoreError
from graph.settings import load_settings
from graph.store import current_build


def health(_: Request) -> JSONResponse:
    """Whether the server answers and which build it has: 200, or 503 where the build's pointer is broken."""
    try:
        build = current_build(load_settings().built)
    except StoreError as error:
        return JSONResponse({"status": "error", "version": graph.__version__, "error": str(error)}, status_code=503)
    return JSONResponse({"status": "ok", "version": graph.__version__, "build": build.id if build else None})


ROUTES = [Route("/health", health)]
