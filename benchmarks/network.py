"""Times the network questions on the built graph: the median and the worst of several runs, in milliseconds.

    python benchmarks/network.py [--runs N]

Prints a Markdown table. The questions that take a thing or a chain are asked of every enterprise or chain.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from itertools import pairwise

from graph.errors import StoreError
from graph.model import EntityType
from graph.network.centrality import central_enterprises
from graph.network.counties import county_matrix
from graph.network.failure import if_it_stops
from graph.network.flow import route, shared_links, supply_network
from graph.network.leaders import leaders
from graph.network.paths import shortest_path, simple_paths
from graph.query.knowledge import Knowledge, load_knowledge
from graph.settings import load_settings
from graph.store import current_build, open_store

#: How many enterprises the questions about paths are asked of, each with the next.
PAIRS = 20


def timed(question: Callable[[], object]) -> float:
    """How long a question takes, in milliseconds."""
    start = time.perf_counter()
    question()
    return (time.perf_counter() - start) * 1000


def cases(knowledge: Knowledge) -> Iterable[tuple[str, list[Callable[[], object]]]]:
    """Each kind of question with the questions to ask."""
    firms = [one.iri for one in knowledge.things.values() if one.type is EntityType.ENTERPRISE]
    pairs = list(pairwise(firms))[:PAIRS]
    chains = [view.info.id for view in knowledge.chains]
    ends = [(view.links[0].iri, view.links[-1].iri) for view in knowledge.chains]
    yield "supply network", [lambda: supply_network(knowledge)]
    yield "chains that share links", [lambda: shared_links(knowledge)]
    yield "route through a chain", [lambda a=a, b=b: route(knowledge, a, b) for a, b in ends]
    yield "shortest path", [lambda a=a, b=b: shortest_path(knowledge, a, b) for a, b in pairs]
    yield "20 simple paths, 6 steps", [lambda a=a, b=b: simple_paths(knowledge, a, b) for a, b in pairs]
    yield "an enterprise stops", [lambda firm=firm: if_it_stops(knowledge, firm) for firm in firms]
    yield "central enterprises", [lambda: central_enterprises(knowledge)]
    yield "candidates to lead a chain", [lambda chain=chain: leaders(knowledge, chain) for chain in chains]
    yield "counties by chains", [lambda: county_matrix(knowledge)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="how often each question is asked")
    runs = max(1, parser.parse_args().runs)
    settings = load_settings()
    build = current_build(settings.built)
    if build is None:
        raise StoreError("nothing is built yet.", where=settings.built, mend="Run `lianpu build`.")
    store = open_store(build.folder)
    start = time.perf_counter()
    knowledge = load_knowledge(store)
    loading = (time.perf_counter() - start) * 1000
    print(f"{len(knowledge.things):,} things, {len(knowledge.facts):,} statements, {len(knowledge.links):,} links;")
    print(f"loaded in {loading:,.0f} ms; Python {sys.version.split()[0]}.\n")
    print("| question | asked | median ms | worst ms |\n|---|--:|--:|--:|")
    for name, questions in cases(knowledge):
        times = [timed(question) for question in questions for _ in range(runs)]
        print(f"| {name} | {len(times):,} | {statistics.median(times):,.1f} | {max(times):,.1f} |")


if __name__ == "__main__":
    main()
