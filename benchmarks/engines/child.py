"""Loads the data into some engines and times them in turns: one process, so that a slow machine is slow for all.

    python -m benchmarks.engines.child FOLDER ENGINE... [--open]

Prints a line of JSON. With ``--open`` nothing is loaded anew where a store is there.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import signal
import statistics
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.engines.kinds import Endpoint, Engine, Guarded, Oxrdflib, Pyoxigraph, RdflibMemory, Virtuoso
from benchmarks.engines.questions import Question, questions

KINDS: dict[str, Callable[[], Engine]] = {
    "rdflib": RdflibMemory,
    "oxrdflib": Oxrdflib,
    "pyoxigraph": Pyoxigraph,
    "guarded": Guarded,
    "endpoint": Endpoint,
    "virtuoso": Virtuoso,
}
#: A query is asked until it was asked so often, or for so long (but three times where once takes less than that).
RUNS, SECONDS = 25, 4.0
#: What rdflib may take for one query; it alone can be stopped.
LIMIT = 120
CLIENTS, CLIENT_SECONDS = (1, 8), 5.0


def timed(engine: Engine, query: str) -> tuple[float, bytes]:
    """Milliseconds of one answer, infinite where it took longer than LIMIT, and the answer."""
    began = time.perf_counter()
    signal.alarm(LIMIT)
    try:
        body = engine.answer(query)
    except TimeoutError:
        return math.inf, b""
    finally:
        signal.alarm(0)
    return (time.perf_counter() - began) * 1e3, body


def ask(engines: dict[str, Engine], question: Question) -> dict[str, dict[str, Any]]:
    """Each engine's times for a question, asked in turns, after one answer that is not counted."""
    told: dict[str, dict[str, Any]] = {}
    for name, engine in engines.items():
        took, body = timed(engine, question.text)
        told[name] = {"rows": rows_of(body), "times": [took] if took > SECONDS * 1e3 else []}
    spent = dict.fromkeys(engines, 0.0)
    for _ in range(RUNS):
        for name, engine in engines.items():
            times = told[name]["times"]
            if (spent[name] > SECONDS and (len(times) >= 3 or spent[name] > 3 * SECONDS)) or math.inf in times:
                continue
            took, _ = timed(engine, question.text)
            times.append(took)
            spent[name] += took / 1e3
    for one in told.values():
        times = sorted(one.pop("times"))
        one["runs"], one["median"] = len(times), statistics.median(times)
        one["p95"] = times[max(0, -(-95 * len(times) // 100) - 1)]
    return told


def rows_of(body: bytes) -> int | None:
    """How many rows an answer has; None for a graph."""
    return len(json.loads(body)["results"]["bindings"]) if body[:1] == b"{" else None


def throughput(engine: Engine, asked: Sequence[str], clients: int) -> float:
    """Answers a second to some clients, each of which asks one query after the other."""
    done = [0] * clients
    end = time.monotonic() + CLIENT_SECONDS

    def client(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            engine.answer(asked[turn % len(asked)])
            done[number] += 1
            turn += 1

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.monotonic() - began)


def measure(folder: Path, names: Sequence[str], *, only_open: bool) -> dict[str, dict[str, Any]]:
    """All that is measured, by engine."""
    engines = {name: KINDS[name]() for name in names}
    told: dict[str, dict[str, Any]] = {}
    try:
        for name, engine in engines.items():
            if only_open and isinstance(engine, Pyoxigraph | Guarded):
                engine.open(folder)
                told[name] = {"load": None}
            else:
                told[name] = {"load": engine.load(folder)}
        gc.collect()
        gc.freeze()
        asked = questions()
        answers = {question.name: ask(engines, question) for question in asked}
        for name, engine in engines.items():
            told[name]["memory"] = engine.megabytes()
            told[name]["queries"] = {question: answer[name] for question, answer in answers.items()}
            short = [question.text for question in asked if question.kind == "one city"]
            told[name]["throughput"] = {clients: throughput(engine, short, clients) for clients in CLIENTS}
    finally:
        for engine in engines.values():
            engine.close()
    return told


def main() -> None:
    """Print what was measured."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("engines", nargs="+", choices=[*KINDS])
    parser.add_argument("--open", action="store_true", help="load nothing anew")
    asked = parser.parse_args()

    def late(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    print(json.dumps(measure(asked.folder.resolve(), asked.engines, only_open=asked.open)))


if __name__ == "__main__":
    main()
