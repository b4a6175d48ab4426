"""How long states and ranks of all chains take, warm: ``python benchmarks/gaps.py [TIMES]``."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from graph.errors import StoreError
from graph.gaps.ranking import across, rank
from graph.query.chains import views
from graph.query.knowledge import load_knowledge
from graph.settings import load_settings
from graph.store import current_build, open_store


def main(times: int = 21) -> None:
    """Print the median of ``times`` runs, in milliseconds, of each step on the built graph."""
    settings = load_settings()
    build = current_build(settings.built)
    if build is None:
        raise StoreError("nothing is built yet.", where=settings.built, mend="Run `lianpu build`.")
    store = open_store(build.folder)
    knowledge = load_knowledge(store)
    ranked = rank(knowledge)
    steps: dict[str, Callable[[], object]] = {
        "states of all chains (from the store)": lambda: views(store, knowledge.things),
        "ranks of all chains": lambda: rank(knowledge),
        "one list over all chains": lambda: across(ranked),
    }
    for name, step in steps.items():
        print(f"{name}: {_median(step, times):.1f} ms")


def _median(step: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        step()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken) * 1000


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:2]))
