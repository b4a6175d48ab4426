"""What is taken along from a page: a part of the graph as RDF, with the sentences behind it."""

from graph.sharing.subgraph import Form, subgraph

__all__ = ["Form", "subgraph"]
