"""What is wrong with a chain file, each complaint with its line and its mend; what SHACL cannot say of a chain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

import networkx as nx
from rdflib import RDF, SKOS, Graph, URIRef
from rdflib.term import Node

from graph.model import Chain, NodeRef, Stage
from graph.vocabulary import LP

#: Support stands beside the flow: it may feed any stage and be fed by any.
_FLOW = {Stage.UPSTREAM.value: 0, Stage.MIDSTREAM.value: 1, Stage.DOWNSTREAM.value: 2}


@dataclass(frozen=True, order=True)
class Complaint:
    """One thing that is wrong: the line of the file (from 1; 0 where it is about the whole), what, and the mend.

    ``grave`` where the chain cannot be used as it is; else it is only worth a look.
    """

    line: int
    what: str
    mend: str
    grave: bool = True


@dataclass(frozen=True)
class Lines:
    """Where things stand in a Turtle text."""

    text: str

    @cached_property
    def _lines(self) -> list[str]:
        return self.text.splitlines()

    def of(self, subject: str, word: str = "") -> int:
        """The line of ``word`` in the block that describes a subject (by IRI), else that of the subject; 0 where
        neither is seen."""
        start = self._block(subject)
        if start is None or not word:
            return 0 if start is None else start + 1
        # The subject's own line comes last: it names the subject, and so would hide an edge to itself.
        block: list[int] = [*range(start + 1, self._end(start) + 1), start]
        return next((number + 1 for number in block if word in self._lines[number]), start + 1)

    def _end(self, start: int) -> int:
        """The last line of the block that starts there."""
        rest = range(start, len(self._lines))
        ends = [number for number in rest if re.search(r"\.\s*(#.*)?$", self._lines[number])]
        return ends[0] if ends else len(self._lines) - 1

    def _block(self, subject: str) -> int | None:
        tail = re.escape("/".join(unquote(subject).rsplit("/", 2)[-2:]))
        opening = re.compile(rf"^\s*(<[^>]*{tail}>|\S*:{tail})\s")
        return next((number for number, line in enumerate(self._lines) if opening.match(unquote(line) + " ")), None)


def complaints(graph: Graph, lines: Lines, others: Collection[Chain], codes: Collection[str]) -> list[Complaint]:
    """What is wrong with the chain that a file describes, beside what the shapes say.

    ``others`` are the chains that it may point at, ``codes`` the classes of GB/T 4754-2017.
    """
    return sorted({*_Check(graph, lines, others, codes).all()})


@dataclass(frozen=True)
class _Check:
    graph: Graph
    lines: Lines
    others: Collection[Chain]
    codes: Collection[str]

    def all(self) -> Iterator[Complaint]:
        schemes = sorted(map(str, self.graph.subjects(RDF.type, LP.Chain)))
        if len(schemes) != 1:
            yield Complaint(0, f"describes {len(schemes)} chains.", "Keep one lp:Chain in a file.")
            return
        nodes = sorted(str(node) for node in self.graph.subjects(RDF.type, LP.ChainNode))
        if not nodes:
            yield Complaint(0, "describes no link.", "Describe each link as an lp:ChainNode.")
            return
        yield from self._ids(schemes[0], nodes)
        yield from self._edges(set(nodes))
        yield from self._circles()
        yield from self._stages()
        yield from self._orphans(nodes)
        yield from self._words(nodes)
        yield from self._keys(nodes)
        yield from self._classes(nodes)
        yield from self._matches(schemes[0], nodes)

    def _ids(self, scheme: str, nodes: Iterable[str]) -> Iterator[Complaint]:
        for node in nodes:
            if not node.startswith(f"{scheme}/") or "/" in node.removeprefix(f"{scheme}/"):
                mend = f"Name it <chain/{_last(scheme)}/{_last(node)}>: an id carries its chain."
                yield Complaint(self.lines.of(node), f"{_last(node)} does not carry its chain's id.", mend)

    def _edges(self, nodes: Collection[str]) -> Iterator[Complaint]:
        for predicate in (LP.supplies, LP.recyclesTo):
            for start, end in self._pairs(predicate):
                line = self.lines.of(start, f"/{_last(end)}>")
                if end not in nodes:
                    what = f"{_last(start)} points at {_last(end)}, which is no link here."
                    yield Complaint(line, what, "Describe that link, or drop the edge.")
                if start == end:
                    yield Complaint(line, f"{_last(start)} points at itself.", "Drop the edge.")
        for start, end in set(self._pairs(LP.supplies)) & set(self._pairs(LP.recyclesTo)):
            what = f"{_last(start)} both supplies and recycles to {_last(end)}."
            yield Complaint(self.lines.of(start, f"/{_last(end)}>"), what, "Keep one of the two.")

    def _circles(self) -> Iterator[Complaint]:
        flow = nx.DiGraph((a, b) for a, b in self._pairs(LP.supplies) if a != b)
        for part in nx.strongly_connected_components(flow):
            if len(part) > 1:
                circle = [edge[0] for edge in nx.find_cycle(flow.subgraph(part), min(part))]
                told = " > ".join(_last(node) for node in (*circle, circle[0]))
                mend = "Write the way back as lp:recyclesTo."
                line = self.lines.of(circle[-1], f"/{_last(circle[0])}>")
                yield Complaint(line, f"lp:supplies runs in a circle: {told}.", mend)

    def _stages(self) -> Iterator[Complaint]:
        for start, end in self._pairs(LP.supplies):
            stages = [_FLOW.get(self._one(node, LP.stage)) for node in (start, end)]
            if stages[0] is not None and stages[1] is not None and stages[0] > stages[1]:
                told = [f"{_last(node)} ({self._one(node, LP.stage)})" for node in (start, end)]
                what = f"{told[0]} supplies {told[1]}."
                mend = "Supply runs from upstream to downstream: mend a stage, or turn the edge."
                yield Complaint(self.lines.of(start, f"/{_last(end)}>"), what, mend)

    def _orphans(self, nodes: Iterable[str]) -> Iterator[Complaint]:
        tied = {end for pair in self._pairs(LP.supplies) for end in pair}
        for node in nodes:
            if node not in tied:
                what = f"{_last(node)} neither supplies nor is supplied."
                yield Complaint(self.lines.of(node), what, "Tie it in by lp:supplies, or drop it.")

    def _words(self, nodes: Iterable[str]) -> Iterator[Complaint]:
        holders: defaultdict[str, list[str]] = defaultdict(list)
        for node in nodes:
            labels = [o for o in self.graph.objects(URIRef(node), SKOS.prefLabel) if getattr(o, "language", "") == "zh"]
            words = Counter(str(word) for word in (*labels, *self.graph.objects(URIRef(node), SKOS.altLabel)))
            for word in words:
                holders[word].append(node)
        for word, there in holders.items():
            for node in there[1:]:
                what = f"{_last(node)} is called {word}, and so is {_last(there[0])}."
                yield Complaint(self.lines.of(node, word), what, "A word means one link of a chain: drop it from one.")

    def _keys(self, nodes: Iterable[str]) -> Iterator[Complaint]:
        for node in nodes:
            key, basis = self._one(node, LP.key) == "true", self._one(node, LP.keyBasis)
            if key and not basis:
                mend = "Add lp:keyBasis: S where a source says so, D for domain knowledge."
                yield Complaint(self.lines.of(node, "lp:key"), f"{_last(node)} is key by nobody's word.", mend)
            if basis and not key:
                what = f"{_last(node)} has lp:keyBasis but is not key."
                yield Complaint(self.lines.of(node, "lp:keyBasis"), what, "Add lp:key true, or drop it.")

    def _classes(self, nodes: Iterable[str]) -> Iterator[Complaint]:
        for node in nodes:
            code = self._one(node, LP.gbt4754)
            if code and code not in self.codes:
                what = f"{_last(node)} has the class {code}, which GB/T 4754-2017 does not know."
                mend = "Look the class up in data/reference/gbt4754-2017.csv, or leave it out."
                yield Complaint(self.lines.of(node, code), what, mend)

    def _matches(self, scheme: str, nodes: Iterable[str]) -> Iterator[Complaint]:
        known = {node.ref for chain in self.others for node in chain.nodes}
        chains = {chain.id for chain in self.others}
        for node in nodes:
            for relation in (SKOS.exactMatch, SKOS.broadMatch):
                for other in self.graph.objects(URIRef(node), relation):
                    ref, line = _ref(other), self.lines.of(node, f"/{_last(other)}>")
                    if ref.chain == _last(scheme):
                        what = f"{_last(node)} matches {ref.node} of its own chain."
                        yield Complaint(line, what, "Matches join chains; within one, use lp:supplies.")
                    elif ref.chain not in chains:
                        what = f"{_last(node)} matches a link of {ref.chain}, a chain that is not there."
                        yield Complaint(line, what, f"Add {ref.chain}.ttl, or drop the match.", grave=False)
                    elif ref not in known:
                        what = f"{_last(node)} matches {ref.node}, which {ref.chain} does not have."
                        yield Complaint(line, what, "Mend the id, or drop the match.")

    def _pairs(self, predicate: URIRef) -> list[tuple[str, str]]:
        return sorted((str(s), str(o)) for s, o in self.graph.subject_objects(predicate))

    def _one(self, node: str, predicate: URIRef) -> str:
        value = self.graph.value(URIRef(node), predicate, any=True)
        return "" if value is None else str(value)


def _ref(iri: Node) -> NodeRef:
    chain, node = str(iri).rsplit("/", 2)[-2:]
    return NodeRef(unquote(chain), unquote(node))


def _last(iri: object) -> str:
    return unquote(str(iri).rsplit("/", 1)[-1])
