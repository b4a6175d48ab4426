"""Answers go out at once. Streamlit makes its socket in a way for which asyncio leaves TCP's delays on."""

from __future__ import annotations

import contextlib
import socket

from starlette.types import ASGIApp, Receive, Scope, Send


class Prompt:
    """Middleware without which the body of an answer waits until the client has acknowledged its head: 40 ms on Linux.

    asyncio sets TCP_NODELAY only where a socket was made with its protocol named (``IPPROTO_TCP``).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The ASGI interface."""
        if scope["type"] == "http":
            # uvicorn hands over a method of what holds the connection; from another server there is nothing to set.
            transport = getattr(getattr(receive, "__self__", None), "transport", None)
            line = transport.get_extra_info("socket") if transport is not None else None
            if line is not None:
                with contextlib.suppress(OSError):
                    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self._app(scope, receive, send)
