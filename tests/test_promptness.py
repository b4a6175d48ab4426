"""The body of an answer does not wait for the client to acknowledge its head."""

from __future__ import annotations

import socket
from contextlib import closing

from serving import run_apart
from starlette.types import Message, Receive, Scope, Send

from graph.ui.promptness import Prompt


class Connection:
    """What uvicorn keeps of a connection, as far as it is looked at."""

    def __init__(self, line: socket.socket) -> None:
        self.transport = self
        self._line = line

    def get_extra_info(self, name: str) -> socket.socket | None:
        return self._line if name == "socket" else None

    async def receive(self) -> Message:
        return {"type": "http.request"}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    await send(await receive())


async def nowhere(message: Message) -> None:
    assert message["type"] == "http.request"


def test_a_connection_sends_without_delay():
    with closing(socket.socket()) as line:  # as Streamlit makes it: no protocol named
        assert not line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        run_apart(Prompt(app)({"type": "http"}, Connection(line).receive, nowhere))
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


def test_another_server_s_requests_go_through_as_they_are():
    async def receive() -> Message:
        return {"type": "http.request"}

    run_apart(Prompt(app)({"type": "http"}, receive, nowhere))
