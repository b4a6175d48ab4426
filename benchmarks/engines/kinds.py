"""The engines: each loads the same N-Quads and answers the same text to the same serialised result."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import urlencode, urlsplit

import psutil
import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from graph.query.runner import QueryRunner
from graph.query.written import Shapes
from graph.settings import PROJECT
from graph.store import PIECE_BYTES, bulk_fill, current_build

#: Buffers for Virtuoso, 8 KB each: as its own file advises for a server that may have 2 GB.
_VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
CaseMode = 2
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
MaxQueryExecutionTime = 120
"""


class Engine(Protocol):
    """An engine over the data in ``folder``: ``country.nq`` is the text, ``built`` the store that ours made of it."""

    def load(self, folder: Path) -> float | None:
        """Load the data, or open what is loaded. Seconds that loading took, None where nothing was loaded anew."""

    def answer(self, query: str) -> bytes:
        """The whole answer: SPARQL JSON for rows, Turtle or N-Triples for a graph. Safe to call from threads."""

    def megabytes(self) -> float:
        """Memory that the engine holds now, without what the system caches of files."""

    def close(self) -> None:
        """End what was started."""


def lines_in_pieces(nquads: Path, size: int = PIECE_BYTES) -> Iterator[bytes]:
    """A file in pieces of whole lines."""
    with nquads.open("rb") as file:
        while piece := file.read(size):
            yield piece + file.readline()


def store_of(folder: Path) -> Path:
    """Where the store of ``folder/built`` is. Raises FileNotFoundError where there is none."""
    build = current_build(folder / "built")
    if build is None:
        raise FileNotFoundError(folder / "built")
    return build.folder


class RdflibMemory:
    """rdflib's own store, in memory."""

    def __init__(self) -> None:
        self._dataset = Dataset(default_union=True)
        self._before = psutil.Process().memory_info().rss

    def load(self, folder: Path) -> float:
        """Parse the file."""
        began = time.perf_counter()
        self._dataset.parse(folder / "country.nq", format="nquads")
        return time.perf_counter() - began

    def answer(self, query: str) -> bytes:
        """By rdflib's processor and serialisers."""
        found = self._dataset.query(query)
        return found.serialize(format="turtle" if found.type in ("CONSTRUCT", "DESCRIBE") else "json") or b""

    def megabytes(self) -> float:
        """What the process grew by."""
        return (psutil.Process().memory_info().rss - self._before) / 1e6

    def close(self) -> None:
        """Nothing was started."""


class Oxrdflib(RdflibMemory):
    """rdflib over Oxigraph on disk, as our pages ask."""

    def load(self, folder: Path) -> None:  # type: ignore[override]
        """Open the store that ours made."""
        store = ox.Store.read_only(str(store_of(folder)))
        self._dataset = Dataset(store=OxigraphStore(store=store), default_union=True)


class Pyoxigraph:
    """pyoxigraph as it is: no limit, no guard, no other process."""

    def __init__(self) -> None:
        self._before = psutil.Process().memory_info().rss

    def load(self, folder: Path) -> float:
        """Its own bulk loader, into a store that is thrown away; then open the one that ours made."""
        empty = folder / "raw"
        shutil.rmtree(empty, ignore_errors=True)
        began = time.perf_counter()
        store = ox.Store(str(empty))
        store.bulk_load(path=str(folder / "country.nq"), format=ox.RdfFormat.N_QUADS)
        store.optimize()
        took = time.perf_counter() - began
        del store
        shutil.rmtree(empty)
        self._before = psutil.Process().memory_info().rss
        self.open(folder)
        return took

    def open(self, folder: Path) -> None:
        """Open the store that ours made."""
        self._store = ox.Store.read_only(str(store_of(folder)))

    def answer(self, query: str) -> bytes:
        """By its own serialisers."""
        found = self._store.query(query, use_default_graph_as_union=True)
        if isinstance(found, ox.QueryTriples):
            return found.serialize(format=ox.RdfFormat.TURTLE) or b""
        return found.serialize(format=ox.QueryResultsFormat.JSON) or b""

    def megabytes(self) -> float:
        """What the process grew by."""
        return (psutil.Process().memory_info().rss - self._before) / 1e6

    def close(self) -> None:
        """Nothing was started."""


class Guarded:
    """Ours, in this process: the guard, a worker process for each query, limits on time, rows, bytes and memory."""

    def load(self, folder: Path) -> float:
        """As a build does, into a store that is thrown away; then run over the one that is there."""
        empty = folder / "ours"
        shutil.rmtree(empty, ignore_errors=True)
        began = time.perf_counter()
        bulk_fill(empty, lines_in_pieces(folder / "country.nq"))
        took = time.perf_counter() - began
        shutil.rmtree(empty)
        self.open(folder)
        return took

    def open(self, folder: Path) -> None:
        """Run over the store that is there."""
        self._runner = QueryRunner(store_of(folder), seconds=120.0, rows=1_000_000, megabytes=4096)

    def answer(self, query: str) -> bytes:
        """As the endpoint answers, without HTTP."""
        return self._runner.write(query, Shapes("json", "turtle")).body

    def megabytes(self) -> float:
        """The worker processes and the one that forks them."""
        return sum(_private(child) for child in psutil.Process().children(recursive=True))

    def close(self) -> None:
        """End the workers."""
        self._runner.close()


class _Http:
    """An endpoint over HTTP; each thread keeps a connection of its own."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._own = threading.local()

    def answer(self, query: str) -> bytes:
        """By POST, as programs ask."""
        line: http.client.HTTPConnection | None = getattr(self._own, "line", None)
        if line is None:
            line = self._own.line = http.client.HTTPConnection("127.0.0.1", self._port, timeout=300)
        accept = "text/turtle" if "CONSTRUCT" in query else "application/sparql-results+json"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": accept}
        try:
            line.request("POST", "/sparql", urlencode({"query": query}), headers)
            reply = line.getresponse()
        except (ConnectionError, http.client.RemoteDisconnected):  # servers close a line that was idle for a while
            line.close()
            line.request("POST", "/sparql", urlencode({"query": query}), headers)
            reply = line.getresponse()
        body = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: {body[:300]!r}")
        return body

    def megabytes(self) -> float:
        """The server with all its processes."""
        if self._process is None:
            return 0.0
        root = psutil.Process(self._process.pid)
        return sum(map(_private, (root, *root.children(recursive=True))))

    def close(self) -> None:
        """End the server."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(60)

    def _start(self, command: list[str], folder: Path, environment: dict[str, str], ready: str) -> None:
        log = subprocess.DEVNULL
        self._process = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)  # noqa: S603 - ours
        _until(lambda: _answers(f"http://127.0.0.1:{self._port}{ready}"))


class Endpoint(_Http):
    """Ours, over HTTP: the server that the pages run in."""

    def load(self, folder: Path) -> None:
        """Start the server on the store that is there."""
        self._port = free_port()
        options = ["--server.headless=true", f"--server.port={self._port}"]
        environment = {
            **os.environ,
            "LIANPU_BUILT": str(folder / "built"),
            "LIANPU_QUERY_ROWS": "1000000",
            "LIANPU_QUERY_SECONDS": "120",
            "LIANPU_QUERY_MEGABYTES": "4096",
        }
        self._start([sys.executable, "-m", "streamlit", "run", "app.py", *options], PROJECT, environment, "/health")
        _until(lambda: bool(self.answer("ASK {}")))


class Virtuoso(_Http):
    """Virtuoso, the open edition, as a server of its own. Its bulk loader runs once a core."""

    def load(self, folder: Path) -> float:
        """Load the file in as many pieces as there are loaders."""
        home = folder / "virtuoso"
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir()
        sql, self._port = free_port(), free_port()
        (home / "virtuoso.ini").write_text(_VIRTUOSO_INI.format(sql=sql, http=self._port), encoding="utf-8")
        command = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground"]
        self._start(command, home, dict(os.environ), "/sparql?query=ASK%7B%7D")
        size = (folder / "country.nq").stat().st_size
        for number, piece in enumerate(lines_in_pieces(folder / "country.nq", max(size // 8, 1_000_000))):
            (home / f"piece-{number}.nq").write_bytes(piece)
        _isql(sql, home, "ld_dir('.', 'piece-*.nq', 'http://none/');")
        began = time.perf_counter()
        with_loader = threading.Thread(target=_isql, args=(sql, home, "rdf_loader_run();"))
        with_loader.start()
        _isql(sql, home, "rdf_loader_run();")
        with_loader.join()
        _isql(sql, home, "checkpoint;")
        took = time.perf_counter() - began
        for piece in home.glob("piece-*.nq"):
            piece.unlink()
        return took


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _isql(port: int, folder: Path, command: str) -> None:
    program = ["isql-vt", f"127.0.0.1:{port}", "dba", "dba", f"exec={command}"]
    subprocess.run(program, cwd=folder, check=True, capture_output=True)  # noqa: S603 - a fixed program


def _private(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().uss) / 1e6
    except psutil.Error:
        return 0.0


def _answers(url: str) -> bool:
    with suppress(OSError, http.client.HTTPException):
        parts = urlsplit(url)
        line = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=5)
        line.request("GET", f"{parts.path}?{parts.query}")
        return line.getresponse().status == 200
    return False


def _until(true: Callable[[], bool], seconds: float = 300.0) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError, RuntimeError, http.client.HTTPException):
            if true():
                return
        time.sleep(0.2)
    raise TimeoutError("the server did not get ready")
