"""The embedded Oxigraph store, filled once and then read through rdflib (oxrdflib)."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
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

#: Bytes of N-Quads that one loader is given at a time: some 250,000 quads.
PIECE_BYTES = 64 * 1024**2
#: Each loader holds its piece, sorted: more take memory and gain little.
_MOST_LOADERS = 4
#: A line with a blank node as its subject or its object.
_BLANK = re.compile(rb"^(?:_:|<[^>\n]*> <[^>\n]*> _:)[^\n]*\n", re.MULTILINE)


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
    return len(bulk_fill(folder, pieces_of(nquads)))


def bulk_fill(folder: Path, pieces: Iterable[bytes]) -> pyoxigraph.Store:
    """Load N-Quads that Oxigraph wrote (they are not checked again) into a new store in ``folder``.

    A piece is a number of whole lines, and a blank node is the same only within one. One loader parses on one core: so
    there are as many as cores, each with a piece. No more pieces are taken than are being loaded, so that all of them
    may be more than memory holds. Raises SyntaxError for what is no N-Quads, OSError where the folder has no room.
    """
    store = pyoxigraph.Store(str(folder))
    loaders = min(max(2, os.cpu_count() or 1), _MOST_LOADERS)
    with ThreadPoolExecutor(loaders, "lianpu-load") as pool:
        under_way: set[Future[None]] = set()
        for piece in pieces:
            under_way.add(pool.submit(_load, store, piece))
            if len(under_way) >= loaders:
                over, under_way = wait(under_way, return_when=FIRST_COMPLETED)
                for one in over:
                    one.result()
        for one in under_way:
            one.result()
    store.optimize()
    store.flush()
    return store


def pieces_of(nquads: bytes) -> Iterator[bytes]:
    """N-Quads in pieces of whole lines; the lines that hold blank nodes are all in one."""
    if len(nquads) <= PIECE_BYTES:
        yield nquads
        return
    yield b"".join(found[0] for found in _BLANK.finditer(nquads))
    rest = _BLANK.sub(b"", nquads)
    begin = 0
    while begin < len(rest):
        end = rest.rfind(b"\n", begin, begin + PIECE_BYTES) + 1 or rest.find(b"\n", begin) + 1 or len(rest)
        yield rest[begin:end]
        begin = end


def _load(store: pyoxigraph.Store, piece: bytes) -> None:
    store.bulk_load(input=piece, format=pyoxigraph.RdfFormat.N_QUADS, lenient=True)


def open_store(folder: Path) -> EmbeddedStore:
    """Open a filled store read-only. Raises StoreError where it cannot be opened."""
    try:
        inner = pyoxigraph.Store.read_only(str(folder))
    except (OSError, ValueError) as cause:
        raise StoreError(
            f"the store cannot be opened ({cause}).", where=folder, mend="Run `lianpu build --force`."
        ) from cause
    return EmbeddedStore(Dataset(store=OxigraphStore(store=inner), default_union=True))
