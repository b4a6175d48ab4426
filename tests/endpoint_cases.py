"""What the tests of the endpoint share: a client that sends exactly what it is told and shows exactly what came."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

FORM = "application/x-www-form-urlencoded"
BASE = "https://w3id.org/lianpu/id/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


def send(
    server: str, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request, no redirect followed, no header added that could mean something."""
    place = urlsplit(server)
    line = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
    try:
        line.putrequest(method, path, skip_accept_encoding=True)
        for name, value in (headers or {}).items():
            line.putheader(name, value)
        if body is not None:
            line.putheader("Content-Length", str(len(body)))
        line.endheaders(body)
        found = line.getresponse()
        return Answer(found.status, {k.lower(): v for k, v in found.getheaders()}, found.read().decode())
    finally:
        line.close()


def get(server: str, query: str | None = None, accept: str | None = None, **more: str | list[str]) -> Answer:
    """A query by GET."""
    asked = {**({"query": query} if query is not None else {}), **{k.replace("_", "-"): v for k, v in more.items()}}
    return send(
        server, "GET", f"/sparql?{urlencode(asked, doseq=True)}", headers={"Accept": accept} if accept else None
    )


def post(server: str, query: str, accept: str | None = None, **more: str | list[str]) -> Answer:
    """A query by a form."""
    asked = {"query": query, **{name.replace("_", "-"): value for name, value in more.items()}}
    headers = {"Content-Type": FORM, **({"Accept": accept} if accept else {})}
    return send(server, "POST", "/sparql", urlencode(asked, doseq=True).encode(), headers)
