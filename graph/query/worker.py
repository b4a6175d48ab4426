"""The child process that evaluates free queries. pyoxigraph cannot stop a query, so the parent kills this process.

``python -m graph.query.worker FOLDER MEGABYTES`` serves one JSON request a line on standard input. Each reply is a line
of JSON on standard output, then as many bytes of the answer itself as it says. With a socket's number as third argument
it starts no store itself: for every file descriptor that comes through the socket it forks a child that serves there. A
fork has all modules loaded, so that the next query need not wait for them where the last one was killed.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import IO, Any

import psutil
import pyoxigraph as ox

if sys.platform != "win32":
    import resource

from graph.query.evaluation import Evaluator, Reply
from graph.query.guard import examine

#: Seconds beyond the limit after which an orphan ends: a parent that was killed can no longer do it.
_GRACE = 5.0
#: Bytes of memory after which a worker serves no other query: what one query took goes back to the machine.
_FAT = 256 * 1024**2
#: How far a query stands back behind the pages.
_NICENESS = 5

#: The parser's first text takes it far longer than any other, so it has seen one before there are children.
_FIRST = "SELECT DISTINCT ?s (COUNT(?o) AS ?n) { ?s <a:a>/<a:b>* ?o FILTER(?o > 1 && REGEX(STR(?s), 'x')) } GROUP BY ?s"


def main() -> None:
    """Serve until the parent closes its end."""
    folder, megabytes, *rest = sys.argv[1:]
    if rest:
        _fork_for(socket.socket(fileno=int(rest[0])), folder, int(megabytes))
    else:
        serve(folder, int(megabytes), sys.stdin.buffer, sys.stdout.buffer)


def _fork_for(control: socket.socket, folder: str, megabytes: int) -> None:
    if sys.platform == "win32":
        raise NotImplementedError("Windows has no fork.")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system buries the children
    examine(_FIRST)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not message:
            return
        if os.fork() == 0:
            control.close()
            with socket.socket(fileno=descriptors[0]) as line:
                serve(folder, megabytes, line.makefile("rb"), line.makefile("wb"))
            os._exit(0)
        os.close(descriptors[0])


def serve(folder: str, megabytes: int, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Answer each request in turn, until there is none or this process has grown too fat for another."""
    evaluator = Evaluator(ox.Store.read_only(folder))
    _limit(megabytes)
    _Shifts(evaluator, requests, replies).run()


class _Shifts:
    """Threads that answer requests, one after the other.

    The parent lets a long query stand back behind all else, which a thread cannot take back (on Linux it is the thread
    that does so, elsewhere the whole process). Such a thread ends with its query and a fresh one goes on, so that the
    process, with its store open, need not be made again.
    """

    def __init__(self, evaluator: Evaluator, requests: IO[bytes], replies: IO[bytes]) -> None:
        self._evaluator, self._requests, self._replies = evaluator, requests, replies
        self._process = psutil.Process()
        self._usual = _niceness()
        self._wanted: SimpleQueue[bool] = SimpleQueue()
        self._made: SimpleQueue[int] = SimpleQueue()

    def run(self) -> None:
        """Answer until there is no request or no other may be served. New threads are as this one is, so it waits."""
        self._wanted.put(True)
        first = True
        while self._wanted.get():
            shift = threading.Thread(target=self._work, args=(first,), daemon=True)
            shift.start()
            if not first:
                self._made.put(shift.native_id or 0)
            first = False

    def _work(self, first: bool) -> None:
        try:
            if first:
                _send(self._replies, ({"ready": True, "pid": os.getpid(), "thread": threading.get_native_id()}, b""))
            for line in self._requests:
                if not self._serve(json.loads(line)):
                    return
        except BaseException:
            self._wanted.put(False)
            raise
        self._wanted.put(False)

    def _serve(self, request: dict[str, Any]) -> bool:
        """Answer, and say whether this thread takes the next request."""
        cancel = _end_after(request["seconds"] + _GRACE)
        head, body = self._evaluator.answer(request)
        cancel()
        tired = _niceness() > self._usual
        last = self._is_fat() or (tired and sys.platform != "linux")
        if tired and not last:
            self._wanted.put(True)
            head["thread"] = self._made.get()
        _send(self._replies, ({**head, "last": last}, body))
        if last:
            self._wanted.put(False)
        return not (tired or last)

    def _is_fat(self) -> bool:
        # Cheap first: what the process holds now is read from a file, the most that it ever held is not.
        if sys.platform == "linux" and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 < _FAT:
            return False
        return self._process.memory_info().rss > _FAT


def _niceness() -> int:
    """How far this thread stands back."""
    return os.getpriority(os.PRIO_PROCESS, 0) if sys.platform != "win32" else 0


def _limit(megabytes: int) -> None:
    """Where the system has such limits (not on Windows): a worker that asks for more memory than it may have ends,
    without a dump of it on disk; and the pages come first."""
    if sys.platform != "win32":
        most = psutil.Process().memory_info().vms + megabytes * 1024**2
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.nice(_NICENESS)


def _end_after(seconds: float) -> Callable[[], object]:
    """End this process then, whatever it does; the answer calls that off."""
    if sys.platform == "win32":
        watchdog = threading.Timer(seconds, os._exit, args=(3,))
        watchdog.daemon = True
        watchdog.start()
        return watchdog.cancel
    else:  # noqa: RET505 - the type checker reads a platform's branch only in this form
        signal.setitimer(signal.ITIMER_REAL, seconds)
        return lambda: signal.setitimer(signal.ITIMER_REAL, 0)


def _send(replies: IO[bytes], reply: Reply) -> None:
    head, body = reply
    replies.write(json.dumps({**head, "bytes": len(body)}).encode() + b"\n")
    replies.write(body)
    replies.flush()


if __name__ == "__main__":
    main()
