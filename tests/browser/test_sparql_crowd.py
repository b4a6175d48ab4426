"""The pages while a crowd of endless queries runs, and what remains of these when their clients hang up."""

from __future__ import annotations

import select
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from serving import standing_back

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture
def crowd(server: str) -> Iterator[list[socket.socket]]:
    """Ten clients that each wait for an endless query."""
    port = int(server.rpartition(":")[2])
    body = urlencode({"query": ENDLESS})
    head = f"POST /sparql HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    clients = [socket.create_connection(("localhost", port)) for _ in range(10)]
    for client in clients:
        client.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
    yield clients
    for client in clients:
        client.close()


def still_waiting(clients: list[socket.socket]) -> int:
    answered, _, _ = select.select(clients, [], [], 0)
    return len(clients) - len(answered)


def test_a_page_opens_while_ten_endless_queries_run_and_they_end_when_their_clients_leave(
    page: Page, server: str, crowd: list[socket.socket]
):
    page.goto(f"{server}/sparql?{urlencode({'query': 'ASK { ?s ?p ?o }'})}")
    expect(page.locator("h1")).to_be_visible(timeout=15_000)
    assert still_waiting(crowd) >= 1
    for client in crowd:
        client.close()
    assert any(not standing_back(server) or time.sleep(0.1) for _ in range(150))
