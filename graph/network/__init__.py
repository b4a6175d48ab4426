"""NetworkX views of the graph, and the graph formats that other programs read."""

from graph.network.exports import gexf, graphml, neo4j_csv
from graph.network.projection import project

__all__ = ["gexf", "graphml", "neo4j_csv", "project"]
