"""Reads the reference chains: Turtle files, one chain a file, into model values."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from rdflib import DCTERMS, RDF, SDO, SKOS, Graph, URIRef
from rdflib.term import Node

from graph.chains.joins import joined
from graph.errors import OntologyError
from graph.model import Chain, ChainNode, ChainSource, NodeRef, Stage
from graph.vocabulary import DC, LP

_STAGES = tuple(Stage)

#: An edge between two nodes: input and output, or waste and where it is used again.
Edge = tuple[NodeRef, NodeRef]


def load_chains(folder: Path) -> tuple[Chain, ...]:
    """The chains of a folder of Turtle files, by their ids.

    The base IRI of a file does not matter: a node is known by the last two segments of its IRI, ``<chain>/<node>``.
    Nodes stand in the order of the flow: by stage, then how many steps of supply lie before them.
    OntologyError names the file and the mend where a file does not parse, lacks something, or runs in a circle.
    """
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise OntologyError("no chain files there.", where=folder, mend="Put reference chains (*.ttl) there.")
    stamps = tuple((file, file.stat().st_mtime_ns) for file in files)
    return _load(stamps)


@lru_cache(maxsize=8)
def _load(stamps: tuple[tuple[Path, int], ...]) -> tuple[Chain, ...]:
    return joined(sorted((_read(file) for file, _ in stamps), key=lambda chain: chain.id))


def _read(file: Path) -> Chain:
    try:
        graph = Graph().parse(file, format="turtle")
    except Exception as error:  # rdflib's Turtle parser raises many kinds
        raise OntologyError(
            f"does not parse as Turtle ({_first_line(error)}).", where=file, mend="Correct the line it names."
        ) from error
    return _Reader(file, graph).chain()


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " ".join(lines[:2])[:200] or type(error).__name__


class _Reader:
    """One parsed file; knows its path so that every complaint can name it."""

    def __init__(self, file: Path, graph: Graph) -> None:
        self._file = file
        self._graph = graph

    def chain(self) -> Chain:
        schemes = list(self._graph.subjects(RDF.type, LP.Chain))
        if len(schemes) != 1:
            raise self._error(f"describes {len(schemes)} chains.", "Keep one lp:Chain in a file.")
        scheme = schemes[0]
        nodes = dict(map(self._node, self._graph.subjects(RDF.type, LP.ChainNode)))
        supplies, recycling = self._edges(LP.supplies, nodes), self._edges(LP.recyclesTo, nodes)
        return Chain(
            id=self._last(scheme),
            zh=self._text(scheme, SKOS.prefLabel, "zh"),
            en=self._text(scheme, SKOS.prefLabel, "en"),
            description_zh=self._text(scheme, DCTERMS.description, "zh"),
            description_en=self._text(scheme, DCTERMS.description, "en"),
            basis=self._text(scheme, LP.basis),
            sources=self._sources(scheme),
            nodes=self._in_flow(nodes, supplies),
            supplies=supplies,
            recycling=recycling,
        )

    def _node(self, iri: Node) -> tuple[NodeRef, ChainNode]:
        ref = self._ref(iri)
        node = ChainNode(
            ref=ref,
            zh=self._text(iri, SKOS.prefLabel, "zh"),
            en=self._text(iri, SKOS.prefLabel, "en"),
            aliases=tuple(sorted(str(alias) for alias in self._graph.objects(iri, SKOS.altLabel))),
            stage=self._stage(iri),
            kind=self._text(iri, LP.kind),
            gbt4754=self._optional(iri, LP.gbt4754),
            key=self._optional(iri, LP.key) == "true",
            key_basis=self._optional(iri, LP.keyBasis),
            same=tuple(sorted(map(self._ref, self._graph.objects(iri, SKOS.exactMatch)))),
            wider=tuple(sorted(map(self._ref, self._graph.objects(iri, SKOS.broadMatch)))),
        )
        return ref, node

    def _stage(self, iri: Node) -> Stage:
        word = self._text(iri, LP.stage)
        if word not in _STAGES:
            known = ", ".join(_STAGES)
            raise self._error(f"{self._last(iri)} has the stage {word!r}.", f"Use one of {known}.")
        return Stage(word)

    def _edges(self, predicate: URIRef, nodes: Iterable[NodeRef]) -> tuple[Edge, ...]:
        edges = sorted((self._ref(s), self._ref(o)) for s, o in self._graph.subject_objects(predicate))
        known = set(nodes)
        for ref in (ref for edge in edges for ref in edge):
            if ref not in known:
                raise self._error(f"an edge points at {ref.node}, which is no node here.", "Describe it, or drop it.")
        return tuple(edges)

    def _sources(self, scheme: Node) -> tuple[ChainSource, ...]:
        found = sorted(self._graph.objects(scheme, DCTERMS.source), key=_number)
        return tuple(
            ChainSource(
                self._text(source, DCTERMS.title), self._text(source, SDO.url), self._text(source, DC.publisher)
            )
            for source in found
        )

    def _in_flow(self, nodes: dict[NodeRef, ChainNode], supplies: tuple[Edge, ...]) -> tuple[ChainNode, ...]:
        depth = dict.fromkeys(nodes, 0)
        for _ in nodes:
            before = dict(depth)
            for start, end in supplies:
                depth[end] = max(depth[end], depth[start] + 1)
            if depth == before:
                break
        else:
            raise self._error("lp:supplies runs in a circle.", "Write the way back as lp:recyclesTo.")
        return tuple(sorted(nodes.values(), key=lambda n: (_STAGES.index(n.stage), depth[n.ref], n.ref)))

    def _text(self, iri: Node, predicate: URIRef, language: str | None = None) -> str:
        values = [o for o in self._graph.objects(iri, predicate) if language in (None, getattr(o, "language", None))]
        if len(values) != 1:
            wanted = self._graph.namespace_manager.normalizeUri(predicate) + (f" @{language}" if language else "")
            raise self._error(f"{self._last(iri)} has {len(values)} values of {wanted}.", "Give it exactly one.")
        return str(values[0])

    def _optional(self, iri: Node, predicate: URIRef) -> str | None:
        value = self._graph.value(iri, predicate)
        return None if value is None else str(value)

    def _ref(self, iri: Node) -> NodeRef:
        parts = str(iri).rsplit("/", 2)
        return NodeRef(unquote(parts[-2]), unquote(parts[-1]))

    def _last(self, iri: Node) -> str:
        return unquote(str(iri).rsplit("/", 1)[-1])

    def _error(self, what: str, mend: str) -> OntologyError:
        return OntologyError(what, where=self._file, mend=mend)


def _number(source: Node) -> tuple[int, str]:
    digits = str(source).rpartition("-")[2]
    return (int(digits) if digits.isdigit() else 0, str(source))
