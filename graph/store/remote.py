"""The graph on a server: the program's own questions asked of the current build there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, cast

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import XSD, Dataset
from rdflib.term import Node

from graph.store.access import GraphStore
from graph.store.endpoint import N_TRIPLES, Endpoint, Reply, endpoint_of
from graph.store.remote_build import RemoteBuild
from graph.store.results import Term, solutions
from graph.store.trouble import cut, nonsense
from graph.vocabulary import PREFIXES

_PROLOGUE = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_FORMATS = {N_TRIPLES: ox.RdfFormat.N_TRIPLES, "text/turtle": ox.RdfFormat.TURTLE, "text/plain": ox.RdfFormat.N_TRIPLES}


class RemoteStore(GraphStore):
    """One build on a server. What it holds does not change while the build is there."""

    def __init__(self, build: RemoteBuild) -> None:
        self._build = build

    @property
    def _endpoint(self) -> Endpoint:
        return endpoint_of(self._build.address)

    def select(self, query: str) -> list[dict[str, Node]]:
        """See GraphStore."""
        with self._endpoint.query(_PROLOGUE + query, default=[self._build.whole]) as reply:
            return solutions(reply)

    @property
    def dataset(self) -> Dataset:
        """See GraphStore."""
        store = ox.Store()
        for name, triples in self._build.graphs:
            with self._endpoint.graph(self._build.stored(name)) as reply:
                read = len(store)
                graph = ox.NamedNode(name)
                store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples_of(reply))
                read = len(store) - read
            if read != triples:
                mend = "Where its answers have a limit, raise it: docs/scale.md. Else run `lianpu build --force`."
                raise cut(str(self._build.address), f"{read:,} of {triples:,} triples of {name}", mend)
        return Dataset(store=OxigraphStore(store=store), default_union=True)


def triples_of(reply: Reply) -> Iterator[ox.Triple]:
    """The triples of a reply, read as they are asked for. ServerError for what holds no triples."""
    form = _FORMATS.get(reply.media_type)
    if form is None:
        raise nonsense(reply.where, f"{reply.media_type[:60] or 'nothing'} in place of triples")
    try:
        for quad in ox.parse(cast("IO[bytes]", reply), format=form):
            yield quad.triple
    except SyntaxError as error:
        raise nonsense(reply.where, f"triples that cannot be read at line {error.lineno}") from None


def to_term(node: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """A term of a triple as SPARQL Query Results JSON has it. ValueError for a triple in a triple."""
    if isinstance(node, ox.NamedNode):
        return {"type": "uri", "value": node.value}
    if isinstance(node, ox.BlankNode):
        return {"type": "bnode", "value": node.value}
    if isinstance(node, ox.Triple):
        raise ValueError("no term of RDF 1.1")
    if node.language:
        return {"type": "literal", "value": node.value, "xml:lang": node.language}
    plain = node.datatype.value == str(XSD.string)
    return {"type": "literal", "value": node.value, **({} if plain else {"datatype": node.datatype.value})}
