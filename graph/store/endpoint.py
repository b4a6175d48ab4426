"""A server that speaks SPARQL 1.1: query, update and Graph Store protocol over HTTP, each request bounded.

httpx does the speaking: it verifies TLS, knows Digest, has time limits for each part of a request and gives an answer
out piece by piece. rdflib's SPARQLUpdateStore was weighed and left: no Digest, no Graph Store protocol, no bound on
what it reads, and no time limit unless the whole process has one.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from typing import Any, Literal

import httpx

from graph import __version__
from graph.settings import StoreAddress
from graph.store.credentials import Credentials
from graph.store.trouble import cut, refusal, slow, told

JSON_RESULTS = "application/sparql-results+json"
N_TRIPLES = "application/n-triples"
#: Bytes of one answer.
MOST_BYTES = 1024**3
_CONNECT_SECONDS = 10.0
_CONNECTIONS = 16
_PIECE = 65_536
#: Bytes of a refusal that are read to learn its first line.
_REFUSAL_BYTES = 4_096


class Line:
    """The connection of one request, which any thread may cut: whoever waits for the answer then gets an error, and
    the server sees that nobody waits any more.
    """

    def __init__(self) -> None:
        self._socket: socket.socket | None = None
        self._lock = threading.Lock()
        self.is_cut = False

    def cut(self) -> None:
        """End the request, now or as soon as it has a connection."""
        with self._lock:
            self.is_cut = True
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def watch(self, event: str, info: Mapping[str, Any]) -> None:
        """What httpx calls with each step of the request (its "trace" extension)."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            with self._lock:
                self._socket = info["return_value"].get_extra_info("socket")
            if self.is_cut:
                self.cut()


class Reply:
    """An answer as it comes in: a readable file that raises ServerError past its time or size."""

    def __init__(self, response: httpx.Response, where: str, *, seconds: float, most: int) -> None:
        self.where = where
        self.headers: Mapping[str, str] = response.headers
        self._pieces = response.iter_bytes(_PIECE)
        self._seconds = seconds
        self._until = time.monotonic() + seconds
        self._left = most
        self._most = most
        self._held = b""

    @property
    def media_type(self) -> str:
        """What the server says that it sends, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes, all where it is negative, b"" at the end. Raises ServerError."""
        if size < 0:
            return b"".join(iter(lambda: self.read(_PIECE), b""))
        if not self._held and size:
            self._held = self._next()
        piece, self._held = self._held[:size], self._held[size:]
        return piece

    def _next(self) -> bytes:
        if time.monotonic() > self._until:
            raise slow(self.where, self._seconds)
        with told(self.where, self._seconds):
            piece = next(self._pieces, b"")
        self._left -= len(piece)
        if self._left < 0:
            raise cut(self.where, f"{self._most:,} bytes", "Ask for less at once: fewer reports, or a LIMIT.")
        return piece


class Endpoint:
    """The HTTP side of a store on a server. Safe to share between threads."""

    def __init__(self, address: StoreAddress) -> None:
        self.address = address
        named = address.user is not None and address.password is not None
        auth = Credentials(address.user or "", address.password or "") if named else None
        trusted = httpx.create_ssl_context()

        def client(kept: int) -> httpx.Client:
            return httpx.Client(
                auth=auth,
                verify=trusted,
                follow_redirects=False,
                headers={"User-Agent": f"lianpu/{__version__}"},
                limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=kept),
            )

        self._client = client(_CONNECTIONS)
        # A connection that may be cut serves one request: one that is kept for another tells nobody its socket.
        self._cuttable = client(0)

    @contextmanager
    def query(
        self,
        text: str,
        *,
        default: Sequence[str] = (),
        named: Sequence[str] = (),
        accept: str = JSON_RESULTS,
        seconds: float | None = None,
        most: int = MOST_BYTES,
        line: Line | None = None,
    ) -> Iterator[Reply]:
        """The reply to a query that sees ``default`` as its default graph and ``named`` as its named ones.

        It goes by POST, which has no limit on length. ``line`` lets other threads end it. Raises ServerError.
        """
        data = {"query": text, "default-graph-uri": list(default), "named-graph-uri": list(named)}
        headers = {"Accept": accept}
        with self._send("POST", self.address.query, headers, data=data, seconds=seconds, most=most, line=line) as reply:
            yield reply

    def update(self, text: str) -> None:
        """Run an update. Raises ServerError."""
        with self._send("POST", self.address.update, {"Accept": "*/*"}, data={"update": text}) as reply:
            reply.read()

    def send_graph(self, graph: str, ntriples: bytes, *, method: Literal["PUT", "POST"]) -> None:
        """Make a named graph hold these triples: PUT them alone, or POST them to those there. Raises ServerError."""
        where = str(httpx.URL(self.address.graphs).copy_merge_params({"graph": graph}))
        headers = {"Content-Type": N_TRIPLES, "Accept": "*/*"}
        with self._send(method, where, headers, content=ntriples) as reply:
            reply.read()

    @contextmanager
    def graph(self, graph: str) -> Iterator[Reply]:
        """A named graph as N-Triples or Turtle. Raises ServerError."""
        where = str(httpx.URL(self.address.graphs).copy_merge_params({"graph": graph}))
        with self._send("GET", where, {"Accept": f"{N_TRIPLES}, text/turtle;q=0.5"}) as reply:
            yield reply

    @contextmanager
    def _send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        content: bytes | None = None,
        data: Mapping[str, str | Sequence[str]] | None = None,
        seconds: float | None = None,
        most: int = MOST_BYTES,
        line: Line | None = None,
    ) -> Iterator[Reply]:
        limit = self.address.seconds if seconds is None else seconds
        where = url.partition("?")[0]
        timeout = httpx.Timeout(limit, connect=min(limit, _CONNECT_SECONDS))
        client = self._client if line is None else self._cuttable
        request = client.build_request(
            method,
            url,
            headers=headers,
            content=content,
            data=data,
            timeout=timeout,
            extensions={} if line is None else {"trace": line.watch},
        )
        with told(where, limit):
            response = client.send(request, stream=True)
        try:
            reply = Reply(response, where, seconds=limit, most=most)
            if response.status_code >= httpx.codes.MULTIPLE_CHOICES:
                raise refusal(response.status_code, reply.read(_REFUSAL_BYTES).decode("utf-8", "replace"), where)
            yield reply
        finally:
            response.close()


@lru_cache(maxsize=4)
def endpoint_of(address: StoreAddress) -> Endpoint:
    """The one Endpoint of a server: its connections and what it knows of how the server wants to be asked."""
    return Endpoint(address)
