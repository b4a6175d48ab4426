"""Times every question of ``ontology/queries`` on a country, as the page 提问 asks it.

    python -m benchmarks.asked BUILT [--city N] [--runs N]

BUILT is what ``benchmarks.country`` wrote. Slots are filled by what is one city's own. Prints a Markdown table: median
and worst of the runs in milliseconds, rows, and whether the question is about one thing or about the whole country.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path

from benchmarks.country import Country, shipped
from graph.query.asking.answering import ask
from graph.query.asking.names import Name
from graph.query.asking.template import CHAIN, NODE, WORD, Slot, Template, load_templates
from graph.query.asking.understanding import Filling
from graph.query.questions import term
from graph.settings import load_settings
from graph.store import GraphStore, current_build, open_store

#: Above this the question is not asked again, in seconds.
PATIENCE = 10.0


def filling(store: GraphStore, slot: Slot, country: Country, city: int) -> Filling | None:
    """What the slot's example is called in a city; for a chain or a link of one, the example itself."""
    if slot.kinds == (WORD,):
        return Filling(slot, word=country.shuffled(slot.example, city))
    label = slot.example if set(slot.kinds) & {CHAIN, NODE} else country.shuffled(slot.example, city)
    kinds = " ".join(f"lp:{kind}" for kind in slot.kinds)
    rows = store.select(
        f'SELECT ?e WHERE {{ VALUES ?kind {{ {kinds} }} ?e skos:prefLabel "{label}"@zh ; a ?kind }} ORDER BY ?e'
    )
    name = Name(str(rows[0]["e"]), slot.kinds[0], label, label) if rows else None
    return Filling(slot, name) if name else None


def is_local(store: GraphStore, one: Filling) -> bool:
    """Whether what fills a slot is named by one report alone."""
    if one.name is None or one.name.kind in (CHAIN, NODE):
        return False
    thing = term(one.name.iri)
    rows = store.select(f"SELECT DISTINCT ?g WHERE {{ GRAPH ?g {{ {thing} skos:prefLabel ?label }} }} LIMIT 2")
    return len(rows) == 1


def times(store: GraphStore, template: Template, fillings: list[Filling], runs: int) -> tuple[list[float], int]:
    """Seconds of each run, and the rows of the answer."""
    found, rows = [], 0
    for _ in range(runs):
        began = time.perf_counter()
        rows = len(ask(store, template, fillings).rows)
        found.append(time.perf_counter() - began)
        if found[-1] > PATIENCE:
            break
    return found, rows


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("built", type=Path)
    parser.add_argument("--city", type=int, default=7, help="the number of a city of the country")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--local", action="store_true", help="only what is about one city")
    asked = parser.parse_args()
    settings = load_settings()
    country, build = shipped(settings), current_build(asked.built)
    if build is None:
        parser.error("nothing is built there")
    store = open_store(build.folder)
    print("| question | about | rows | median ms | worst ms |\n|---|---|--:|--:|--:|")
    one_thing: list[float] = []
    for template in load_templates(settings.ontology / "queries"):
        fillings = [filling(store, slot, country, asked.city) for slot in template.slots]
        if None in fillings:
            print(f"| {template.number} {template.title.zh} | not in this city | | | |")
            continue
        wide = not fillings or not all(one and is_local(store, one) for one in fillings)
        if asked.local and wide:
            continue
        found, rows = times(store, template, [one for one in fillings if one], asked.runs)
        if not wide:
            one_thing += found
        about = "the country" if not fillings else "a thing of many cities" if wide else "one city"
        cells = f"{rows:,} | {statistics.median(found) * 1e3:,.1f} | {max(found) * 1e3:,.1f}"
        print(f"| {template.number} {template.title.zh} | {about} | {cells} |", flush=True)
    one_thing.sort()
    p95 = one_thing[max(0, -(-95 * len(one_thing) // 100) - 1)] * 1e3
    print(f"\nAbout one city: median {statistics.median(one_thing) * 1e3:,.1f} ms, p95 {p95:,.1f} ms, of all runs.")


if __name__ == "__main__":
    main()
