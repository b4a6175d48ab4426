"""The HTTP route that looks at a query while it is written: its marks need no parser, so that a look costs little."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse

from graph.errors import LianpuError
from graph.query.hints import Mark, first_marks
from graph.ui import state
from graph.ui.catalogue import Language, teller

#: Characters of a query, and bytes of a request. Nobody writes more by hand.
LONGEST, MOST_BYTES = 20_000, 120_000


def mark_data(mark: Mark, t: Callable[..., str]) -> dict[str, Any]:
    """A mark for the editor, told in the words of ``t``."""
    place = {"line": mark.line, "column": mark.column, "length": mark.length}
    return {**place, "severity": mark.severity, "message": t(f"queryhint.{mark.key}", **mark.values)}


async def query_marks(request: Request) -> JSONResponse:
    """The marks of the body's ``query`` in the language ``lang``. 400 for a body that is none, 413 for one that is too
    long, 503 where there is no graph."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return JSONResponse({"error": "The query is too long."}, status_code=413)
    try:
        asked = json.loads(body)
        query, language = str(asked["query"]), asked.get("lang")
    except (ValueError, TypeError, KeyError, AttributeError):
        return JSONResponse({"error": "The body is no JSON with a query."}, status_code=400)
    try:
        found = await run_in_threadpool(_marks, query[:LONGEST], "en" if language == "en" else "zh")
    except LianpuError as error:
        return JSONResponse({"error": str(error)}, status_code=503)
    return JSONResponse({"marks": found}, headers={"cache-control": "no-store"})


def _marks(query: str, language: Language) -> list[dict[str, Any]]:
    t = teller(language)
    return [mark_data(mark, t) for mark in first_marks(query, [term.iri for term in state.terms()])]
