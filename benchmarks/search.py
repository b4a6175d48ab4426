"""How long a search takes among many names, and what the index costs: ``python benchmarks/search.py [NAMES]``.

The names are put together from halves of real ones: the same characters as often as in the real graph, and many names
that begin or end alike. Queries are of every kind that a person types.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence

import psutil

from graph.errors import StoreError
from graph.query.knowledge import load_knowledge
from graph.search.entries import Entry, entries_of
from graph.search.folding import fold
from graph.search.index import SearchIndex
from graph.search.sounds import readings
from graph.settings import load_settings
from graph.store import current_build, open_store

QUERIES = 200


def real_entries() -> tuple[Entry, ...]:
    """What can be found in the built graph. Raises StoreError where nothing is built."""
    settings = load_settings()
    build = current_build(settings.built)
    if build is None:
        raise StoreError("nothing is built yet.", where=settings.built, mend="Run `lianpu build`.")
    return entries_of(load_knowledge(open_store(build.folder)))


def many_entries(real: Sequence[Entry], count: int, chance: random.Random) -> Iterator[Entry]:
    """The real entries, and as many made ones as are wanted; a third of these have an alias too."""
    yield from real[:count]
    names = [entry.name for entry in real if len(entry.name) > 3]
    for number in range(len(real), count):
        first, second = chance.sample(names, 2)
        name = first[: len(first) // 2 + 1] + second[len(second) // 2 :]
        aliases = (name[: max(2, len(name) // 2)],) if number % 3 == 0 else ()
        yield Entry(chance.choice(real).kind, f"made/{number}", name, None, aliases, chance.randrange(40))


def typed(entries: Sequence[Entry], chance: random.Random) -> dict[str, list[str]]:
    """Queries of each kind for names that exist, and some for none."""
    kinds: dict[str, Callable[[str], str]] = {
        "name": lambda name: name,
        "beginning": lambda name: name[:2],
        "part": lambda name: name[len(name) // 3 :][:3],
        "one letter": lambda name: readings(name)[0][0][:1],
        "pinyin": lambda name: "".join(those[0] for those in readings(name)[:5]),
        "initials": lambda name: "".join(those[0][0] for those in readings(name)),
        "mixed": lambda name: "".join(those[0][0] for those in readings(name)[:2]) + name[2:4],
        "mistyped": lambda name: name[: len(name) // 2] + "鑫" + name[len(name) // 2 + 1 :],
        "pinyin mistyped": lambda name: "".join(those[0] for those in readings(name)[:5])[1:],
        "nothing": lambda name: "".join(chance.sample(name, len(name))) + "魑魅",
    }
    names = [name for entry in chance.sample(entries, min(QUERIES, len(entries))) if len(name := fold(entry.name)) > 3]
    return {kind: [change(name) for name in names] for kind, change in kinds.items()}


def main(count: int = 100_000) -> None:
    """Print the time to build, the memory, and the median and 95th percentile of each kind of query."""
    chance = random.Random(5)  # noqa: S311
    entries = tuple(many_entries(real_entries(), count, chance))
    process = psutil.Process()
    before, start = process.memory_info().rss, time.perf_counter()
    index = SearchIndex(entries)
    print(f"{len(entries):,} entries: built in {time.perf_counter() - start:.1f} s, ", end="")
    print(f"{(process.memory_info().rss - before) / 2**20:.0f} MiB")
    every: list[float] = []
    for kind, queries in typed(entries, chance).items():
        taken = [_milliseconds(index, query) for query in queries]
        every += taken
        print(_line(kind, taken))
    print(_line("all", every))


def _line(kind: str, taken: Sequence[float]) -> str:
    ordered = sorted(taken)
    late = ordered[int(len(ordered) * 0.95)]
    return f"{kind:16} median {statistics.median(ordered):6.1f} ms   p95 {late:6.1f} ms   worst {ordered[-1]:6.1f} ms"


def _milliseconds(index: SearchIndex, query: str) -> float:
    start = time.perf_counter()
    index.search(query)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:2]))
