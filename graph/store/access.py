"""What can be asked of a graph, wherever it is kept."""

from __future__ import annotations

from abc import ABC, abstractmethod

from rdflib import Dataset
from rdflib.term import Node


class GraphStore(ABC):
    """A graph to ask. Queries see the union of all named graphs by default; our prefixes are declared.

    These are for the program's own questions, whose work is known. A query that a person wrote goes through
    ``graph.query.runner`` or ``graph.query.remote_runner``, which bound it.
    """

    @abstractmethod
    def select(self, query: str) -> list[dict[str, Node]]:
        """The solutions of a SELECT as a list of {variable: term}; unbound variables are left out.

        Raises StoreError where a server that holds the graph does not answer.
        """

    @property
    @abstractmethod
    def dataset(self) -> Dataset:
        """The graph as rdflib holds it, each named graph by its name. From a server all of it is copied into memory.

        Raises StoreError where the server does not give it whole.
        """

    def __len__(self) -> int:
        """How many triples the union of the graphs holds."""
        (row,) = self.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
        return int(str(row["n"]))
