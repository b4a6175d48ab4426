"""The embedded Oxigraph store, filled once and then read through rdflib (oxrdflib)."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pyoxigraph
from oxrdflib import OxigraphStore
from rdflib import Dataset
from rdflib.query import ResultRow
from rdflib.term import Node

from graph.errors import StoreError
from graph.vocabulary import PREFIXES


class GraphStore:
    """A graph to ask. Queries see the union of all named graphs by default; our prefixes are declared.

    These are for the program's own questions, whose work is known. A query that a person wrote goes through
    ``graph.query.runner``, which can stop it.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace, override=True)

    def select(self, query: str) -> list[dict[str, Node]]:
        """The solutions of a SELECT as a list of {variable: term}; unbound variables are left out."""
        rows = cast("list[ResultRow]", list(self.dataset.query(query)))
        return [{str(k): v for k, v in row.asdict().items() if v is not None} for row in rows]

    def __len__(self) -> int:
        """How many triples the union of the graphs holds."""
        (row,) = self.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        return int(str(row["n"]))


def fill(folder: Path, nquads: bytes) -> int:
    """Bulk-load N-Quads into a new store in ``folder`` and close it. Returns the number of quads."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(input=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return len(store)


def open_store(folder: Path) -> GraphStore:
    """Open a filled store read-only. Raises StoreError where it cannot be opened."""
    try:
        inner = pyoxigraph.Store.read_only(str(folder))
    except (OSError, ValueError) as cause:
        raise StoreError(
            f"the store cannot be opened ({cause}).", where=folder, mend="Run `lianpu build --force`."
        ) from cause
    return GraphStore(Dataset(store=OxigraphStore(store=inner), default_union=True))
