"""A name and a password, told only to a server that asks for them in a way that keeps them safe."""

from __future__ import annotations

from collections.abc import Generator

import httpx

_HERE = ("localhost", "127.0.0.1", "::1")


class Credentials(httpx.Auth):
    """Answers Digest wherever it is asked for, and Basic only over TLS or on this machine. Nobody else is told a thing.

    Which of the two a server wants, its first refusal says; later requests go with it at once.
    """

    def __init__(self, user: str, password: str) -> None:
        self._digest = httpx.DigestAuth(user, password)
        self._basic = httpx.BasicAuth(user, password)
        self._wants_basic: frozenset[tuple[str, int | None]] = frozenset()

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """What httpx calls for each request."""
        server = request.url.host, request.url.port
        if server in self._wants_basic:
            yield from self._basic.auth_flow(request)
            return
        flow = self._digest.auth_flow(request)
        response = yield next(flow)
        if response.status_code != httpx.codes.UNAUTHORIZED:
            return
        asked = " ".join(response.headers.get_list("www-authenticate")).lower()
        if "digest " in asked:
            try:
                yield flow.send(response)
            except StopIteration:
                return
        elif "basic" in asked and (request.url.scheme == "https" or request.url.host in _HERE):
            self._wants_basic |= {server}
            yield from self._basic.auth_flow(request)
