"""Real SPARQL servers for tests: Oxigraph's, from PyPI, and Virtuoso, from Debian."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.settings import StoreAddress

NO_VIRTUOSO = "Virtuoso is not installed: apt-get install virtuoso-opensource-7-bin"

# No row limit, as docs/scale.md asks; a limit on time, as it advises.
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
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 10
Charset = UTF-8
[SPARQL]
MaxQueryExecutionTime = 60
{more}
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def oxigraph(folder: Path) -> Iterator[StoreAddress]:
    """``oxigraph serve`` of the same environment, on disk in ``folder``."""
    base = f"http://127.0.0.1:{(port := free_port())}"
    program = Path(sys.executable).parent / "oxigraph"
    command = [str(program), "serve", "--location", str(folder / "data"), "--bind", f"127.0.0.1:{port}"]
    with _running(command, folder, f"{base}/query?query=ASK%7B%7D"):
        yield StoreAddress(f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path, more: str = "") -> Iterator[StoreAddress]:
    """Virtuoso as a fresh database in ``folder``; skips where it is not installed. ``more`` goes under [SPARQL]."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(NO_VIRTUOSO)
    base = f"http://127.0.0.1:{(port := free_port())}"
    ini = folder / "virtuoso.ini"
    ini.write_text(_VIRTUOSO_INI.format(sql=free_port(), http=port, more=more), encoding="utf-8")
    command = [program, "+configfile", str(ini), "+foreground"]
    with _running(command, folder, f"{base}/sparql?query=ASK%7B%7D"):
        known = {"user": "dba", "password": "dba"}  # what every new database has
        yield StoreAddress(f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth", **known)


SERVERS: dict[str, Callable[[Path], object]] = {"oxigraph": oxigraph, "virtuoso": virtuoso}


def environment(address: StoreAddress) -> dict[str, str]:
    """The variables that name a server."""
    named = {"LIANPU_STORE_USER": address.user, "LIANPU_STORE_PASSWORD": address.password}
    return {
        "LIANPU_STORE": address.query,
        "LIANPU_STORE_UPDATE": address.update,
        "LIANPU_STORE_GSP": address.graphs,
        **{name: value for name, value in named.items() if value},
    }


@contextmanager
def _running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    log = folder / "out.txt"
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        try:
            for _ in range(600):
                if process.poll() is not None:
                    raise RuntimeError(f"the server ended: {log.read_text(errors='replace')}")
                try:
                    urllib.request.urlopen(url, timeout=5).close()
                    break
                except (urllib.error.URLError, ConnectionError, TimeoutError):
                    time.sleep(0.2)
            else:
                raise RuntimeError(f"the server did not answer: {log.read_text(errors='replace')}")
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
