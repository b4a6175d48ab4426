"""``export``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import networkx as nx
import typer
from rdflib.term import Node

from graph.commands.files import make_folder, write_text
from graph.errors import LianpuError
from graph.network import gexf, graphml, neo4j_csv, project
from graph.query import questions
from graph.rdf.serialize import to_jsonld, to_nquads, to_trig, to_turtle
from graph.settings import load_settings
from graph.store import GraphStore, open_current


class Format(StrEnum):
    """What a graph is written as."""

    TURTLE = "turtle"
    TRIG = "trig"
    JSONLD = "json-ld"
    NQUADS = "n-quads"
    GEXF = "gexf"
    GRAPHML = "graphml"
    NEO4J = "neo4j"


_ENDINGS = {
    ".ttl": Format.TURTLE,
    ".trig": Format.TRIG,
    ".jsonld": Format.JSONLD,
    ".nq": Format.NQUADS,
    ".gexf": Format.GEXF,
    ".graphml": Format.GRAPHML,
}


def export(
    output: Annotated[Path, typer.Option("--output", "-o", help="The file; for neo4j, a folder.", show_default=False)],
    format: Annotated[
        Format | None, typer.Option(help="The form; by default told from the file's ending.", show_default=False)
    ] = None,
) -> None:
    """Write the built graph to a file: RDF with its evidence, or the network of entities for other programs."""
    chosen = format or _by_ending(output)
    files = _files(open_current(load_settings()), chosen, output)
    for path, text in files.items():
        write_text(path, text)
        typer.echo(f"{len(text.encode()):,} bytes -> {path}")


def _by_ending(output: Path) -> Format:
    try:
        return _ENDINGS[output.suffix.lower()]
    except KeyError:
        raise LianpuError(
            "the ending does not tell the form.",
            where=output,
            mend=f"Use one of {' '.join(_ENDINGS)}, or give --format.",
        ) from None


def _files(store: GraphStore, chosen: Format, output: Path) -> dict[Path, str]:
    if chosen is Format.NEO4J:
        make_folder(output)
        return {output / name: text for name, text in neo4j_csv(_network(store)).items()}
    return {output: _WRITERS[chosen](store)}


def _triples(store: GraphStore) -> Iterator[tuple[Node, Node, Node]]:
    return ((s, p, o) for s, p, o, _ in store.dataset.quads())


def _network(store: GraphStore) -> nx.MultiDiGraph[str]:
    return project(questions.things(store).values(), questions.all_facts(store))


_WRITERS: dict[Format, Callable[[GraphStore], str]] = {
    Format.TURTLE: lambda store: to_turtle(_triples(store)),
    Format.JSONLD: lambda store: to_jsonld(store.dataset.quads()),
    Format.TRIG: lambda store: to_trig(store.dataset.quads()),
    Format.NQUADS: lambda store: to_nquads(store.dataset.quads()),
    Format.GEXF: lambda store: gexf(_network(store)),
    Format.GRAPHML: lambda store: graphml(_network(store)),
}
