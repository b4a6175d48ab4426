"""Times the papers of every chain on the built graph, and of each step for one: the command's own work, warm.

    python benchmarks/brief.py [--runs N]

Prints a Markdown table: seconds (the median of the runs) and bytes of both files.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from graph.attract.classes import load_classes
from graph.errors import StoreError
from graph.papers.making import make_papers
from graph.papers.settings import Form, read_settings
from graph.query.knowledge import load_knowledge
from graph.settings import load_settings
from graph.store import current_build, open_store

T = TypeVar("T")


def timed(work: Callable[[], T], runs: int) -> tuple[float, T]:
    """The median of the seconds that work takes, and what it gives."""
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), result


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=3, help="how often each is made")
    runs = max(1, parser.parse_args().runs)
    settings = load_settings()
    build = current_build(settings.built)
    if build is None:
        raise StoreError("nothing is built yet.", where=settings.built, mend="Run `lianpu build`.")
    loading, knowledge = timed(lambda: load_knowledge(open_store(build.folder)), 1)
    wanted, classes = read_settings(settings.papers), load_classes(settings)
    print(f"Loading the graph: {loading:.2f} s\n")
    print("| chain | links | both (s) | docx (s) | xlsx (s) | docx (KB) | xlsx (KB) |")
    print("|---|---:|---:|---:|---:|---:|---:|")
    for view in knowledge.chains:
        cells = [view.info.id, str(len(view.links))]
        sizes = []
        for forms in (tuple(Form), (Form.DOCX,), (Form.XLSX,)):
            seconds, files = timed(
                lambda forms=forms, chain=view.info.id: make_papers(  # type: ignore[misc]
                    knowledge, chain, wanted, classes=classes, forms=forms
                ),
                runs,
            )
            cells.append(f"{seconds:.2f}")
            sizes = sizes or [f"{len(file.data) / 1024:.0f}" for file in files]
        print(f"| {' | '.join([*cells, *sizes])} |", flush=True)


if __name__ == "__main__":
    try:
        main()
    except StoreError as error:
        sys.exit(str(error))
