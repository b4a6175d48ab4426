"""Sends a server queries that would bring it down, and prints what becomes of each: docs/sparql.md holds the table.

    python benchmarks/hostile.py [--seconds N]

Starts a server of its own on the current build, asks each query alone, then all at once while an ordinary query and a
page are asked for again and again. Memory is that of the server with all its processes.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import psutil

from graph.settings import PROJECT

_GROW = " ".join(f"BIND(CONCAT({', '.join([f'?a{step}'] * 10)}) AS ?a{step + 1})" for step in range(11))
#: What each does to a server that has no guard: work without end, memory without end, or both.
HOSTILE: dict[str, str] = {
    "cross product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "unbounded path": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?c (!<x:y>|^!<x:y>)* ?d }",
    "catastrophic regex": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f "
    "FILTER(REGEX(CONCAT(STR(?c), STR(?f)), '^(([^x])+.)+[A-Z]([^y])+$', 'i')) }",
    "huge VALUES": "SELECT (COUNT(*) AS ?n) { "
    + " ".join(f"VALUES ?v{i} {{ {' '.join(str(n) for n in range(4000))} }}" for i in range(5))
    + " FILTER(?v0 + ?v1 + ?v2 + ?v3 + ?v4 = -1) }",
    "deep nesting": "SELECT * " + "{" * 500 + " ?s ?p ?o " + "}" * 500,
    "nested optional": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o "
    + " ".join(f"OPTIONAL {{ ?s{i} ?p{i} ?o{i} " for i in range(8))
    + "}" * 8
    + " }",
    "1 MB of text": "SELECT * { ?s ?p '" + "x" * 1_000_000 + "' }",
    "giant string": f"SELECT (STRLEN(?a11) AS ?n) {{ BIND('0123456789' AS ?a0) {_GROW} }}",
    "ORDER BY RAND()": "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY RAND()",
    "DISTINCT of a cross product": "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?a ?c ?d ?f { ?a ?b ?c . ?d ?e ?f } }",
    "NOT EXISTS a row": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER NOT EXISTS { ?f ?x ?a . ?y ?z ?c } }",
    "GROUP_CONCAT of all": "SELECT (STRLEN(GROUP_CONCAT(CONCAT(STR(?c), STR(?f)))) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
}
ORDINARY = "SELECT ?name { ?s a lp:Enterprise ; skos:prefLabel ?name } ORDER BY ?name LIMIT 20"


@dataclass(frozen=True)
class Outcome:
    """What became of a query: the status of its answer, and the seconds until it came."""

    status: int
    seconds: float
    said: str


def ask(server: str, query: str, timeout: float = 120.0) -> Outcome:
    """Send a query by POST, as programs do."""
    started = time.perf_counter()
    data = urllib.parse.urlencode({"query": query}).encode()
    try:
        with urllib.request.urlopen(f"{server}/sparql", data=data, timeout=timeout) as answer:  # noqa: S310
            answer.read()
            return Outcome(answer.status, time.perf_counter() - started, "")
    except urllib.error.HTTPError as error:
        return Outcome(error.code, time.perf_counter() - started, error.read().decode().strip())


def fetch(server: str, path: str) -> float:
    """The seconds that a page's own HTML takes."""
    started = time.perf_counter()
    request = urllib.request.Request(f"{server}/{path}", headers={"Accept": "text/html"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        answer.read()
    return time.perf_counter() - started


def megabytes(pid: int) -> float:
    """The memory of a process and all that it started; what two of them share counts once."""
    total = 0
    root = psutil.Process(pid)
    for process in (root, *root.children(recursive=True)):
        try:
            total += process.memory_full_info().uss
        except psutil.Error:
            continue
    return total / 1e6


def with_peak(pid: int, work: Callable[[], Outcome]) -> tuple[Outcome, float]:
    """What work gives, and the most memory that was seen meanwhile."""
    done = threading.Event()
    seen = [megabytes(pid)]

    def watch() -> None:
        while not done.wait(0.05):
            seen.append(megabytes(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        return work(), max(seen)
    finally:
        done.set()
        watcher.join()


def alone(server: str, pid: int) -> None:
    """Each query by itself."""
    print("| query | status | seconds | memory before (MB) | most (MB) | after (MB) |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, query in HOSTILE.items():
        before = megabytes(pid)
        outcome, most = with_peak(pid, lambda query=query: ask(server, query))  # type: ignore[misc]
        time.sleep(0.5)
        after = megabytes(pid)
        print(f"| {name} | {outcome.status} | {outcome.seconds:.2f} | {before:.0f} | {most:.0f} | {after:.0f} |")


def together(server: str, pid: int) -> None:
    """All at once, and what others get meanwhile."""
    before = megabytes(pid)
    queries: list[float] = []
    pages: list[float] = []
    with ThreadPoolExecutor(len(HOSTILE)) as pool:
        crowd = {name: pool.submit(ask, server, query) for name, query in HOSTILE.items()}
        most = before
        while not all(one.done() for one in crowd.values()):
            outcome = ask(server, ORDINARY)
            if outcome.status != 200:
                print(f"An ordinary query was answered with {outcome.status}: {outcome.said}", file=sys.stderr)
            queries.append(outcome.seconds)
            pages.append(fetch(server, "graph"))
            most = max(most, megabytes(pid))
            time.sleep(0.05)
    time.sleep(1)
    print("\n| all at once | status | seconds |\n|---|---:|---:|")
    for name, one in crowd.items():
        print(f"| {name} | {one.result().status} | {one.result().seconds:.2f} |")
    print("\n| meanwhile | asked | median (s) | longest (s) |\n|---|---:|---:|---:|")
    for label, seconds in (("an ordinary query", queries), ("a page's HTML", pages)):
        ordered = sorted(seconds)
        print(f"| {label} | {len(ordered)} | {ordered[len(ordered) // 2]:.2f} | {ordered[-1]:.2f} |")
    print(f"\nMemory: {before:.0f} MB before, {most:.0f} MB at most, {megabytes(pid):.0f} MB after.")


def warm(server: str) -> None:
    """Wait until the server answers from a build that is up to date, and has loaded what every query needs."""
    for _ in range(600):
        with contextlib.suppress(OSError):
            if ask(server, ORDINARY).status == 200:
                break
        time.sleep(0.5)
    time.sleep(30)
    for _ in range(20):
        ask(server, ORDINARY)
        fetch(server, "graph")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=20.0, help="the server's time limit")
    seconds = parser.parse_args().seconds
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "LIANPU_QUERY_SECONDS": str(seconds)}
    process = subprocess.Popen(  # noqa: S603 - our own entry, no shell
        command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = f"http://localhost:{port}"
    try:
        warm(server)
        alone(server, process.pid)
        together(server, process.pid)
    finally:
        process.terminate()
        process.wait(30)


if __name__ == "__main__":
    main()
