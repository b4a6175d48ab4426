"""The builds on a server: made beside each other, and made current by adding one triple.

The graph ``…/builds`` lists them. A build is there with its fingerprint and its graphs from the moment it begins, and
gets a number, one above all others, when it is whole: the highest number is current. Whatever moment a build breaks at,
no other is touched and the number that is not there says that it is not whole; the next build sweeps it away.
"""

from __future__ import annotations

import hashlib
import platform
import re
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from filelock import FileLock, Timeout
from rdflib.term import Node

from graph.errors import StoreError
from graph.settings import StoreAddress
from graph.store.endpoint import endpoint_of
from graph.store.remote_build import RemoteBuild
from graph.store.results import solutions
from graph.store.trouble import cut, nonsense

#: The words of the graph that lists builds; docs/scale.md explains them.
NS = "https://w3id.org/lianpu/store#"
_PREFIX = f"PREFIX store: <{NS}>\n"
#: Triples in one request: some 10 MB.
PIECE = 50_000
#: A build that another machine began is taken for dead after this many seconds.
ABANDONED = 86_400
#: Servers that cut answers short do so at a round number; one row more than the commonest tells them.
_PROBE = 10_001
_ID = re.compile(r"[0-9a-f]+-[0-9a-f]+")


@dataclass(frozen=True)
class _Listed:
    iri: str
    fingerprint: str
    begun: int
    by: str
    number: int | None


class RemoteBuilds:
    """The builds of a graph whose IRIs start with ``base``, on the server at ``address``.

    ``folder`` is where builds that start on this machine wait for each other; ``seconds`` bounds a question to the
    server, if the address's own limit does not.
    """

    def __init__(self, address: StoreAddress, base: str, folder: Path, *, seconds: float | None = None) -> None:
        self._address = address
        self._seconds = seconds
        self._base = base
        self._folder = folder
        self._endpoint = endpoint_of(address)
        self._list = f"{base}builds"

    def current(self, known: RemoteBuild | None = None) -> RemoteBuild | None:
        """The current build, None where there is none; ``known`` itself where it is still the current one.

        Raises StoreError where the server does not answer, or lists what is no build.
        """
        whole = [one for one in self._listed() if one.number is not None]
        if not whole:
            return None
        newest = max(whole, key=lambda one: (one.number or 0, one.iri))
        if known is not None and known.iri == newest.iri and known.address == self._address:
            return known
        rows = self._select(
            f"SELECT ?name ?triples WHERE {{ ?graph store:of <{newest.iri}> ; store:name ?name ; "
            "store:triples ?triples }"
        )
        graphs = tuple(sorted((str(row["name"]), _whole_number(row, "triples", self._address)) for row in rows))
        return RemoteBuild(newest.fingerprint, newest.iri.rpartition("/")[2], self._address, self._base, graphs)

    def ensure(
        self, fingerprint: str, nquads: Callable[[], bytes], *, force: bool = False, wait_seconds: float = 600.0
    ) -> RemoteBuild:
        """The current build where it has this fingerprint; else a new one of the N-Quads that ``nquads`` gives.

        One build at a time from this machine; of two from two machines, the one that ends later becomes current. Where
        anything is raised on the way, the build that was current stays so. Raises StoreError where the wait is over or
        the server refuses, fails or loses something.
        """
        found = None if force else self.current()
        if found is not None and found.fingerprint == fingerprint:
            return found
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with FileLock(self._folder / "build.lock", timeout=wait_seconds):
                found = self.current()
                if found is not None and found.fingerprint == fingerprint and not force:
                    return found
                self._sweep(found)
                return self._make(fingerprint, nquads())
        except Timeout:
            mend = "Wait for it to end, then try again."
            raise StoreError("another build is under way.", where=self._folder, mend=mend) from None

    def _make(self, fingerprint: str, nquads: bytes) -> RemoteBuild:
        graphs = _by_graph(nquads)
        sizes = tuple(sorted((name, len(triples)) for name, triples in graphs.items()))
        build = RemoteBuild(fingerprint, f"{fingerprint}-{uuid.uuid4().hex[:8]}", self._address, self._base, sizes)
        try:
            self._announce(build)
            whole = dict.fromkeys(triple for _, triples in sorted(graphs.items()) for triple in triples)
            self._send(build.whole, whole)
            for name, triples in sorted(graphs.items()):
                self._send(build.stored(name), triples)
            self._refuse_cut_answers(build, len(whole))
            self._publish(build)
        except BaseException:
            with suppress(StoreError):
                self._drop(build.iri, [build.whole, *map(build.stored, build.names)])
            raise
        return build

    def _announce(self, build: RemoteBuild) -> None:
        """List the build with all its graphs, so that whoever finds it broken knows what to sweep away."""
        iri = ox.NamedNode(build.iri)
        listed = [
            _says(iri, "fingerprint", build.fingerprint),
            _says(iri, "begun", int(time.time())),
            _says(iri, "by", self._builder),
        ]
        for name, triples in build.graphs:
            graph = ox.NamedNode(build.stored(name))
            listed += [
                ox.Triple(graph, ox.NamedNode(f"{NS}of"), iri),
                _says(graph, "triples", triples),
                ox.Triple(graph, ox.NamedNode(f"{NS}name"), ox.NamedNode(name)),
            ]
        self._endpoint.send_graph(self._list, _ntriples(listed), method="POST")

    def _send(self, graph: str, triples: Iterable[ox.Triple]) -> None:
        """Send a graph in pieces, then see whether the server has all of it."""
        sent = 0
        for number, piece in enumerate(pieces(triples)):
            self._endpoint.send_graph(graph, _ntriples(piece), method="POST" if number else "PUT")
            sent += len(piece)
        (row,) = self._select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }", graph) or [{}]
        held = _whole_number(row, "n", self._address)
        if held != sent:
            mend = "Look into the server's log; it may be full, or drop what it cannot store."
            raise StoreError(
                f"the store's server has {held:,} of {sent:,} triples.",
                where=self._address.graphs,
                mend=mend,
                key="store_lost",
                values={"held": f"{held:,}", "sent": f"{sent:,}"},
            )

    def _refuse_cut_answers(self, build: RemoteBuild, triples: int) -> None:
        wanted = min(_PROBE, triples)
        rows = self._select(f"SELECT ?s WHERE {{ ?s ?p ?o }} LIMIT {_PROBE}", build.whole)
        if len(rows) < wanted:
            mend = "Raise the limit on the rows of an answer: docs/scale.md."
            raise cut(str(self._address), f"{len(rows):,} rows", mend)

    def _publish(self, build: RemoteBuild) -> None:
        number = 1 + max((one.number or 0 for one in self._listed()), default=0)
        numbered = f"<{build.iri}> store:number {number}"
        self._endpoint.update(f"{_PREFIX}INSERT DATA {{ GRAPH <{self._list}> {{ {numbered} }} }}")

    def _sweep(self, current: RemoteBuild | None) -> None:
        """Remove what broken builds left and all whole ones but the current; what another machine makes may go on."""
        newest = max((one.begun for one in self._listed()), default=0)
        now = max(newest, int(time.time()))
        for one in self._listed():
            if current is not None and one.iri == current.iri:
                continue
            if one.number is not None or one.by == self._builder or now - one.begun > ABANDONED:
                rows = self._select(f"SELECT ?graph WHERE {{ ?graph store:of <{one.iri}> }}")
                graphs = [str(row["graph"]) for row in rows if str(row["graph"]).startswith(f"{one.iri}/graph/")]
                self._drop(one.iri, [f"{one.iri}/whole", *graphs])

    def _drop(self, iri: str, graphs: Iterable[str]) -> None:
        for graph in graphs:
            self._endpoint.update(f"DROP SILENT GRAPH <{graph}>")
        listed = f"GRAPH <{self._list}>"
        self._endpoint.update(
            f"{_PREFIX}DELETE {{ {listed} {{ ?graph ?says ?what }} }} "
            f"WHERE {{ {listed} {{ ?graph store:of <{iri}> ; ?says ?what }} }}"
        )
        self._endpoint.update(f"DELETE WHERE {{ {listed} {{ <{iri}> ?says ?what }} }}")

    def _listed(self) -> tuple[_Listed, ...]:
        rows = self._select(
            "SELECT ?build ?fingerprint ?begun ?by ?number WHERE { ?build store:fingerprint ?fingerprint ; "
            "store:begun ?begun ; store:by ?by . OPTIONAL { ?build store:number ?number } }"
        )
        return tuple(map(self._read, rows))

    def _read(self, row: Mapping[str, Node]) -> _Listed:
        iri = str(row.get("build", ""))
        if not iri.startswith(f"{self._base}build/") or not _ID.fullmatch(iri.removeprefix(f"{self._base}build/")):
            raise nonsense(str(self._address), f"a build called {iri[:80]!r}")
        number = _whole_number(row, "number", self._address) if "number" in row else None
        begun = _whole_number(row, "begun", self._address)
        return _Listed(iri, str(row.get("fingerprint", "")), begun, str(row.get("by", "")), number)

    def _select(self, query: str, graph: str | None = None) -> list[dict[str, Node]]:
        with self._endpoint.query(_PREFIX + query, default=[graph or self._list], seconds=self._seconds) as reply:
            return solutions(reply)

    @property
    def _builder(self) -> str:
        """Who builds here, in a form that tells nobody the machine's name."""
        return hashlib.sha256(f"{platform.node()}\n{self._folder}".encode()).hexdigest()[:16]


def pieces(triples: Iterable[ox.Triple]) -> Iterator[list[ox.Triple]]:
    """The triples in requests of at most PIECE each, at least one request.

    Those with blank nodes all go into the first: in two requests one label would be two nodes.
    """
    blank: list[ox.Triple] = []
    rest: list[ox.Triple] = []
    for triple in triples:
        has_blank = isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
        (blank if has_blank else rest).append(triple)
    room = max(0, PIECE - len(blank))
    yield blank + rest[:room]
    for start in range(room, len(rest), PIECE):
        yield rest[start : start + PIECE]


def _by_graph(nquads: bytes) -> dict[str, list[ox.Triple]]:
    found: dict[str, list[ox.Triple]] = {}
    for quad in ox.parse(nquads, format=ox.RdfFormat.N_QUADS):
        if not isinstance(quad.graph_name, ox.NamedNode):
            raise StoreError("every triple of a build stands in a named graph; one does not.")
        found.setdefault(quad.graph_name.value, []).append(quad.triple)
    return found


def _says(subject: ox.NamedNode, word: str, value: str | int) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(f"{NS}{word}"), ox.Literal(value))


def _ntriples(triples: Iterable[ox.Triple]) -> bytes:
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def _whole_number(row: Mapping[str, Node], name: str, address: StoreAddress) -> int:
    try:
        return int(str(row[name]))
    except (KeyError, ValueError):
        raise nonsense(str(address), f"no number for {name}") from None
