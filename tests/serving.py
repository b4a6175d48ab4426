"""A server for tests: ``streamlit run app.py`` as the README gives it, on a free port."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parent.parent


def run_apart(story: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine gives, run in a thread of its own: Playwright leaves its event loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(story)).result()


@contextmanager
def serving(built: Path, log: Path) -> Iterator[str]:
    """A server that shows the build in ``built``; what it says goes to ``log``. Gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "LIANPU_BUILT": str(built)}
    with log.open("w") as out:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://localhost:{port}/health", process, log)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=30)


def standing_back(server: str) -> list[int]:
    """The threads of the server's processes that let all else come first, as those that run a long query do."""
    port = f"--server.port={server.rpartition(':')[2]}"
    (process,) = (child for child in psutil.Process().children() if port in child.cmdline())
    return [
        thread for child in process.children(recursive=True) for thread in _threads(child) if _niceness(thread) == 19
    ]


def _threads(process: psutil.Process) -> list[int]:
    try:
        return [thread.id for thread in process.threads()]
    except psutil.NoSuchProcess:
        return []


def _niceness(thread: int) -> int:
    try:
        return os.getpriority(os.PRIO_PROCESS, thread)
    except ProcessLookupError:
        return 0


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers. Raises RuntimeError where it ends or stays silent."""
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended: {log.read_text()}")
        try:
            urllib.request.urlopen(url, timeout=1)
            return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError(f"the server did not answer: {log.read_text()}")
