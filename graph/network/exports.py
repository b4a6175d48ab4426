"""The network in the formats of Gephi (GEXF), yEd and igraph (GraphML), and Neo4j's bulk import (two CSV files)."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import networkx as nx


def gexf(network: nx.MultiDiGraph[str]) -> str:
    """GEXF 1.2, without the day of writing, so that the same graph gives the same bytes."""
    out = io.BytesIO()
    nx.write_gexf(network, out, encoding="utf-8")
    return re.sub(r' lastmodifieddate="[^"]*"', "", out.getvalue().decode(), count=1)


def graphml(network: nx.MultiDiGraph[str]) -> str:
    """GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(network, out, encoding="utf-8")
    return out.getvalue().decode()


def neo4j_csv(network: nx.MultiDiGraph[str]) -> dict[str, str]:
    """``nodes.csv`` and ``relationships.csv`` for ``neo4j-admin database import`` (array delimiter ``|``).

    https://neo4j.com/docs/operations-manual/current/import/
    """
    nodes: list[list[Any]] = [[":ID", "name", "aliases:string[]", ":LABEL"]]
    nodes += [[iri, data["label"], data["aliases"], data["type"]] for iri, data in network.nodes(data=True)]
    head = [":START_ID", ":END_ID", ":TYPE", "confidence:float", "inferred:boolean", "evidence", "source"]
    edges: list[list[Any]] = [head]
    for start, end, data in network.edges(data=True):
        inferred = str(data["inferred"]).lower()
        edges.append([start, end, data["label"], data["confidence"], inferred, data["evidence"], data["source"]])
    return {"nodes.csv": _csv(nodes), "relationships.csv": _csv(edges)}


def _csv(rows: list[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
