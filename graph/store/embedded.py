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
from graph.store.access import GraphStore
from graph.vocabulary import PREFIXES


class EmbeddedStore(GraphStore):
    """A graph in a folder of this machine, or in memory."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset
        for prefix, namespace in PREFIXES.items():
            dataset.bind(prefix, namespace, override=True)

    @property
    def dataset(self) -> Dataset:
        """The graph itself."""
        return self._dataset

    def select(self, query: str) -> list[dict[str, Node]]:
        """The solutions of a SELECT as a list of {variable: term}; unbound variables are left out."""
        rows = cast("list[ResultRow]", list(self._dataset.query(query)))
        return [{str(k): v for k, v in row.asdict().items() if v is not None} for row in rows]


def fill(folder: Path, nquads: bytes) -> int:
    """Bulk-load N-Quads into a new store in ``folder`` and close it. Returns the number of quads."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(input=nquads, format=pyoxigraph.RdfFormat.N_QUADS)
    store.optimize()
    store.flush()
    return len(store)


def open_store(folder: Path) -> EmbeddedStore:
    """Open a filled store read-only. Raises StoreError where it cannot be opened."""
    try:
        inner = pyoxigraph.Store.read_only(str(folder))
    except (OSError, ValueError) as cause:
        raise StoreError(
            f"the store cannot be opened ({cause}).", where=folder, mend="Run `lianpu build --force`."
        ) from cause
    return EmbeddedStore(Dataset(store=OxigraphStore(store=inner), default_union=True))
