"""A build on a server, and what its graphs are called there.

Every build has graphs of its own, so that one that is being made, or breaks half-way, touches no other: a graph
``…/graph/X`` stands in the store as ``…/build/ID/graph/X``. Beside these, ``…/build/ID/whole`` holds all of a build's
triples, each once: it is what queries see by default. A list of all graphs in every request would do the same with half
the room, and be too long for Virtuoso from some thousand reports on, whose servers write it back as one HTTP header.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.settings import StoreAddress


@dataclass(frozen=True)
class RemoteBuild:
    """A finished build on the server at ``address``: the ``fingerprint`` of its inputs, and its named graphs, each by
    our name with the number of its triples. ``base`` is what all instance IRIs start with.
    """

    fingerprint: str
    id: str
    address: StoreAddress
    base: str
    graphs: tuple[tuple[str, int], ...]

    @property
    def iri(self) -> str:
        """The build itself, in the graph that lists builds."""
        return f"{self.base}build/{self.id}"

    @property
    def place(self) -> str:
        """Where it is, for people."""
        return f"{self.address}, {self.id}"

    @property
    def whole(self) -> str:
        """The graph in the store that holds all triples."""
        return f"{self.iri}/whole"

    @property
    def names(self) -> tuple[str, ...]:
        """The named graphs, by our names."""
        return tuple(name for name, _ in self.graphs)

    def stored(self, name: str) -> str:
        """A named graph's name in the store. ValueError for a name that is not under ``…/graph/``."""
        prefix = f"{self.base}graph/"
        if not name.startswith(prefix):
            raise ValueError(f"{name} is not under {prefix}")
        return f"{self.iri}/graph/{name.removeprefix(prefix)}"

    def shown(self, iri: str) -> str:
        """An IRI from the store: a named graph's by our name, any other as it is."""
        prefix = f"{self.iri}/graph/"
        return f"{self.base}graph/{iri.removeprefix(prefix)}" if iri.startswith(prefix) else iri
