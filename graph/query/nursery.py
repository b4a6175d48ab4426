"""Makes the worker processes of ``graph.query.worker``, and talks to one."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psutil

from graph.errors import StoreError

_START_SECONDS = 30.0
_END_SECONDS = 10.0
#: How often whoever waits for an answer looks whether the asker has gone.
_LOOK_SECONDS = 0.1
_IDLE = 19

#: What a worker says; ``body`` holds the bytes that came with it.
Message = dict[str, Any]


class Worker:
    """A process that answers one query at a time, over a pair of streams. It is killed to stop its query."""

    def __init__(self, replies: IO[bytes], requests: IO[bytes], bury: Callable[[], object] = lambda: None) -> None:
        """``bury`` is called once the process has ended. Raises StoreError where it does not get ready."""
        self._replies, self._requests, self._bury = replies, requests, bury
        self._process: psutil.Process | None = None
        self._thread = 0
        self._came: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        ready = self.next_reply(_START_SECONDS)
        if not ready:
            self.kill()
            raise StoreError("the store cannot be opened for queries.", mend="Run `lianpu build`.")
        with contextlib.suppress(psutil.NoSuchProcess):
            self._process = psutil.Process(ready["pid"])
        self._thread = ready["thread"]

    @property
    def alive(self) -> bool:
        """Whether it can still be asked."""
        return self._reader.is_alive()

    def ask(self, request: dict[str, Any]) -> None:
        """Send a request. One to a worker that has died is lost: the next reply then says that it ended."""
        with contextlib.suppress(OSError):
            self._requests.write(json.dumps(request).encode() + b"\n")
            self._requests.flush()

    def next_reply(self, seconds: float, gone: Callable[[], bool] = lambda: False) -> Message | None:
        """The next reply, its bytes as ``body``; {} where the worker ended; None where the time is up or ``gone`` says
        to wait no longer."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not gone():
            with contextlib.suppress(queue.Empty):
                message = self._came.get(timeout=min(left, _LOOK_SECONDS))
                self._thread = message.get("thread", self._thread)
                return message
        return None

    def stop(self) -> None:
        """Kill the process, without waiting until it is dead: whoever waits for its reply hears of it at once."""
        if self._process is not None:
            with contextlib.suppress(psutil.Error):
                self._process.kill()
        self._came.put({})

    def stand_back(self) -> None:
        """Let everything else on the machine come first until this query is answered."""
        if self._process is None or sys.platform == "win32":
            return
        with contextlib.suppress(psutil.Error, OSError):
            if sys.platform == "linux":  # where it is a thread that stands back
                os.setpriority(os.PRIO_PROCESS, self._thread, _IDLE)
            else:
                self._process.nice(_IDLE)

    def dismiss(self) -> None:
        """Kill the process; what is left to do is done beside, for one that held much memory dies slowly."""
        self.stop()
        threading.Thread(target=self.kill, daemon=True).start()

    def kill(self) -> None:
        """Kill the process and wait until its memory is free."""
        self.stop()
        self._bury()
        self._reader.join(_END_SECONDS)
        for stream in (self._requests, self._replies):
            with contextlib.suppress(OSError, ValueError):
                stream.close()

    def _read(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            for line in self._replies:
                message: Message = json.loads(line)
                message["body"] = self._replies.read(message["bytes"])
                if len(message["body"]) < message["bytes"]:
                    break
                self._came.put(message)
        self._came.put({})


class Nursery:
    """Makes workers over the store in ``folder``, each with ``megabytes`` to work in. Safe to share between threads.

    Where the system can fork, one process loads all modules once and forks the workers.
    """

    def __init__(self, folder: Path, megabytes: int, *, forks: bool = sys.platform != "win32") -> None:
        self._command = [sys.executable, "-m", "graph.query.worker", str(folder), str(megabytes)]
        self._folder = folder
        self._forks = forks
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._mother: subprocess.Popen[bytes] | None = None

    def new(self) -> Worker:
        """A worker that is ready. Raises StoreError where the store cannot be opened."""
        try:
            return self._fork() if self._forks else self._spawn()
        except StoreError as error:
            raise StoreError(error.what, where=self._folder, mend=error.mend) from None

    def close(self) -> None:
        """End the process that forks; workers live on until they are killed."""
        with self._lock:
            self._end_mother()

    def _spawn(self) -> Worker:
        process = subprocess.Popen(  # noqa: S603 - our own module, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert process.stdin is not None and process.stdout is not None  # noqa: S101 - pipes were asked for

        def bury() -> None:
            process.kill()
            process.wait()

        return Worker(process.stdout, process.stdin, bury)

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            with self._lock:
                try:
                    self._send(theirs)
                except OSError:  # the mother was killed from outside
                    self._end_mother()
                    self._send(theirs)
            theirs.close()
            return Worker(ours.makefile("rb"), ours.makefile("wb"))

    def _send(self, line: socket.socket) -> None:
        if sys.platform == "win32":
            raise NotImplementedError("Windows has no fork.")
        if self._control is None:
            self._control, theirs = socket.socketpair()
            with theirs:
                # In a group of its own: Ctrl-C is for the server, which then ends this.
                self._mother = subprocess.Popen(  # noqa: S603 - our own module, no shell
                    [*self._command, str(theirs.fileno())], pass_fds=[theirs.fileno()], start_new_session=True
                )
        socket.send_fds(self._control, [b"w"], [line.fileno()])

    def _end_mother(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._mother is not None:
            self._mother.kill()
            self._mother.wait()
            self._mother = None
