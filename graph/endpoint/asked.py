"""What a request of the SPARQL 1.1 Protocol asks: https://www.w3.org/TR/sparql11-protocol/"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from graph.endpoint.faults import RequestError
from graph.endpoint.formats import prefers_page
from graph.query.guard import MAX_CHARACTERS
from graph.query.runner import Scope

#: Bytes of a request's body: a Chinese character takes nine in a form.
MAX_BODY = 10 * MAX_CHARACTERS
#: Parameters of one request.
_MAX_PARAMETERS = 200

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
METHODS = "GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True)
class Asked:
    """A query with the graphs that it sees (None: all), the seconds that it may take, and the form of its answer."""

    query: str
    scope: Scope | None = None
    seconds: float | None = None
    format: str | None = None


@dataclass(frozen=True)
class Request:
    """An HTTP request, as far as the protocol looks at it. Header names are in lower case."""

    method: str
    parameters: str = ""
    headers: Mapping[str, str] | None = None
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """A header, None where there is none."""
        return (self.headers or {}).get(name)


def wants_page(request: Request) -> bool:
    """Whether a browser opens the page with this request; a link to the page may hold a query."""
    if request.method not in ("GET", "HEAD"):
        return False
    try:
        asked = dict(_pairs(request.parameters.encode("ascii", "replace")))
    except RequestError:
        return False
    if "format" in asked or "update" in asked:
        return False
    accept = request.header("accept")
    return prefers_page(accept) or ("query" not in asked and accept in (None, "", "*/*"))


def read(request: Request) -> Asked | None:
    """What a request asks; None where a GET holds no query, which asks what this service is.

    Raises RequestError: 400 for what the protocol does not allow, 405 for another method, 415 for another kind of body.
    """
    if request.method in ("GET", "HEAD"):
        return _asked(_pairs(request.parameters.encode("ascii", "replace")), needed=False)
    if request.method != "POST":
        raise RequestError(405, "Queries come by GET or POST.", headers={"Allow": METHODS})
    media_type, charset = _content_type(request.header("content-type"))
    if media_type == FORM:
        return _asked(_pairs(request.body), needed=True)
    if media_type == QUERY:
        if charset not in ("", "utf-8", "utf8"):
            raise RequestError(400, "A query is sent as UTF-8.")
        parameters = [pair for pair in _pairs(request.parameters.encode("ascii", "replace")) if pair[0] != "query"]
        return _asked([*parameters, ("query", _text(request.body))], needed=True)
    if media_type == "application/sparql-update":
        raise RequestError(415, "The graph is read-only: there are no updates.", mend=f"Send a query as {QUERY}.")
    raise RequestError(415, "A query comes in another kind of body.", mend=f"Send {FORM} or {QUERY}.")


def _asked(pairs: Sequence[tuple[str, str]], *, needed: bool) -> Asked | None:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise RequestError(400, "The graph is read-only: there are no updates.", mend="Send a query as `query`.")
    if len(queries) > 1:
        raise RequestError(400, "One request holds one query.", mend="Send `query` once.")
    if not queries:
        if needed:
            raise RequestError(400, "There is no query.", mend="Send it as `query`.")
        return None
    default = tuple(value for name, value in pairs if name == "default-graph-uri" and value)
    named = tuple(value for name, value in pairs if name == "named-graph-uri" and value)
    return Asked(
        queries[0],
        Scope(default, named) if default or named else None,
        _seconds(next((value for name, value in pairs if name == "timeout"), None)),
        next((value for name, value in pairs if name == "format"), None),
    )


def _seconds(text: str | None) -> float | None:
    """The ``timeout`` parameter in seconds; 0 or nothing leaves the server's own."""
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 <= seconds < math.inf:
        raise RequestError(400, "`timeout` is no number of seconds.", mend="Give one, such as 5.")
    return seconds or None


def _pairs(data: bytes) -> list[tuple[str, str]]:
    text = _text(data)
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MAX_PARAMETERS)
    except UnicodeDecodeError:
        raise RequestError(400, "The request is not UTF-8.") from None
    except ValueError:
        raise RequestError(400, f"There are more than {_MAX_PARAMETERS} parameters.") from None


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RequestError(400, "The request is not UTF-8.") from None


def _content_type(header: str | None) -> tuple[str, str]:
    media_type, _, parameters = (header or "").partition(";")
    charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters, re.IGNORECASE)
    return media_type.strip().lower(), charset[1].lower() if charset else ""
