"""Engines side by side, on countries of several sizes: how long loading takes, how much memory, how quick answers are.

    python -m benchmarks.engines FOLDER [--sizes 100000 1000000 10000000] [--without ENGINE...]

FOLDER takes the data (3 GB for ten million triples, twice that while it is loaded). Prints Markdown: for each size a
table of loading, memory and throughput, and one of medians by query. Where several engines ask in one process they take
turns. rdflib's own store is left out above ``--most-rdflib`` triples: it takes some 1.5 GB a million.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.country import shipped, write
from benchmarks.engines.questions import questions
from graph.settings import PROJECT, load_settings

SIZES = (100_000, 1_000_000, 10_000_000)
#: Each group is one process; those in it take turns.
GROUPS: tuple[tuple[str, ...], ...] = (("pyoxigraph", "guarded", "endpoint", "oxrdflib"), ("virtuoso",), ("rdflib",))
TITLES = {
    "pyoxigraph": "pyoxigraph, raw",
    "guarded": "ours, in-process",
    "endpoint": "ours, endpoint",
    "oxrdflib": "oxrdflib",
    "virtuoso": "Virtuoso",
    "rdflib": "rdflib in memory",
}
Told = dict[str, dict[str, Any]]


def measure(folder: Path, triples: int, without: Iterable[str], *, again: bool) -> tuple[int, Told]:
    """Make the country where it is not there, and measure each engine on it. Gives its size too."""
    folder.mkdir(parents=True, exist_ok=True)
    known = folder / "triples"
    if not known.exists():
        with (folder / "country.nq").open("wb") as copy:
            _, count, _ = write(folder / "built", shipped(load_settings()), triples, copy)
        known.write_text(str(count))
    told: Told = {}
    for group in GROUPS:
        names = [name for name in group if name not in without]
        if not names:
            continue
        kept = folder / f"{'-'.join(names)}.json"
        if again or not kept.exists():
            command = [sys.executable, "-m", "benchmarks.engines.child", str(folder), *names]
            done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True)  # noqa: S603 - our own module
            if done.returncode:
                print(f"{', '.join(names)}: {done.stderr[-2000:]}", file=sys.stderr)
                continue
            kept.write_text(done.stdout.splitlines()[-1])
        told |= json.loads(kept.read_text())
    return int(known.read_text()), told


def overview(told: Told, triples: int) -> list[str]:
    """Loading, memory and throughput, a row an engine."""
    rows = [
        "| engine | load (s) | triples/s | memory (MB) | answers/s, 1 client | answers/s, 8 clients |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for name, one in told.items():
        load = f"{one['load']:,.1f} | {triples / one['load']:,.0f}" if one["load"] else "(same store) | "
        rates = [f"{one['throughput'][clients]:,.0f}" for clients in ("1", "8")]
        # A process that gave memory back after loading cannot tell what its store takes.
        memory = f"{one['memory']:,.0f}" if one["memory"] > 0 else "—"
        rows.append(f"| {TITLES[name]} | {load} | {memory} | {' | '.join(rates)} |")
    return rows


def latencies(told: Told) -> list[str]:
    """Medians by query, a column an engine; where the numbers of rows differ, they are told."""
    names = [name for name in TITLES if name in told]
    rows = [
        f"| query (ms, median) | rows | {' | '.join(TITLES[name] for name in names)} |",
        f"|---|--:|{'--:|' * len(names)}",
    ]
    for question in questions():
        answers = [told[name]["queries"][question.name] for name in names]
        counts = sorted({answer["rows"] for answer in answers if answer["rows"] is not None})
        cells = " | ".join(_milliseconds(answer["median"]) for answer in answers)
        rows.append(f"| {question.name} | {' / '.join(f'{count:,}' for count in counts)} | {cells} |")
    return rows


def ratios(told: Told) -> list[str]:
    """The two targets: what the guard costs, and how far rdflib's own store is behind."""
    lines = []
    if {"pyoxigraph", "guarded"} <= told.keys():
        costs = _ratios(told, "guarded", "pyoxigraph", [question.name for question in questions()])
        worst = max(costs, key=lambda name: costs[name])
        lines.append(
            f"Guarded in-process against raw pyoxigraph: {statistics.median(costs.values()):.2f} times at the median "
            f"query, {costs[worst]:.2f} at most ({worst})."
        )
    if {"rdflib", "guarded"} <= told.keys():
        wide = [question.name for question in questions() if question.kind in ("aggregate", "text search")]
        gains = _ratios(told, "rdflib", "guarded", wide)
        said = ", ".join(f"{name} {gain:,.0f}" for name, gain in gains.items())
        lines.append(f"rdflib in memory against guarded in-process, times slower: {said}.")
    return lines


def _ratios(told: Told, over: str, under: str, names: Sequence[str]) -> Mapping[str, float]:
    return {name: told[over]["queries"][name]["median"] / told[under]["queries"][name]["median"] for name in names}


def _milliseconds(value: float) -> str:
    if math.isinf(value):
        return "> 120,000"
    return f"{value:,.0f}" if value >= 100 else f"{value:,.1f}" if value >= 1 else f"{value:.2f}"


def machine() -> str:
    """What it was measured on."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines(Path("/proc/cpuinfo")) if line.startswith("model name")), ""
    )
    packages = ", ".join(f"{name} {version(name)}" for name in ("pyoxigraph", "oxrdflib", "rdflib"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    virtuoso = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True)  # noqa: S607 - on the path, as installed
    said = next((line for line in (virtuoso.stderr + virtuoso.stdout).splitlines() if "Version" in line), "Virtuoso")
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}, {packages}, Virtuoso {said.partition('Version')[2].strip()}"
    )


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the data goes")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="triples")
    parser.add_argument("--without", nargs="+", default=[], choices=[*TITLES], help="engines to leave out")
    parser.add_argument("--most-rdflib", type=int, default=2_000_000, help="triples above which rdflib is left out")
    parser.add_argument("--again", action="store_true", help="measure anew what was measured in this folder")
    asked = parser.parse_args()
    print(machine())
    for size in asked.sizes:
        without = {*asked.without, *(["rdflib"] if size > asked.most_rdflib else [])}
        triples, told = measure(asked.folder.resolve() / str(size), size, without, again=asked.again)
        ordered = {name: told[name] for name in TITLES if name in told}
        for lines in ([f"### {triples:,} triples"], overview(ordered, triples), latencies(ordered), ratios(ordered)):
            print("\n" + "\n".join(lines), flush=True)


if __name__ == "__main__":
    main()
