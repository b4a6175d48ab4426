"""What runs the queries that people write, wherever the graph is kept."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from graph.query.answer import Answer
from graph.query.guard import Form
from graph.query.runner import MEGABYTES, QueryRunner, Scope, shared_runner
from graph.query.written import Shapes, Written
from graph.store import AnyBuild, RemoteBuild

if TYPE_CHECKING:
    from graph.query.remote_runner import RemoteRunner


class Runner(Protocol):
    """QueryRunner for a folder, RemoteRunner for a server: what both do."""

    @property
    def running(self) -> int:
        """How many queries run now."""

    def run(
        self,
        query: str,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        scope: Scope | None = None,
        forms: Collection[Form] | None = None,
        gone: Callable[[], bool] = ...,
    ) -> Answer:
        """See QueryRunner.run."""

    def write(
        self,
        query: str,
        shapes: Shapes,
        *,
        seconds: float | None = None,
        rows: int | None = None,
        scope: Scope | None = None,
        gone: Callable[[], bool] = ...,
    ) -> Written:
        """See QueryRunner.write."""

    def close(self) -> None:
        """End what is idle."""


def shared_runner_of(build: AnyBuild, seconds: float, rows: int, megabytes: int = MEGABYTES) -> Runner:
    """The one runner of this process over a build: pages and endpoint wait for the same places.

    ``seconds``, ``rows`` and ``megabytes`` of memory bound each query; a server has a limit on memory of its own.
    """
    if isinstance(build, RemoteBuild):
        return _shared_remote(build, seconds, rows)
    return shared_runner(build.folder, seconds, rows, megabytes)


def runner_of(build: AnyBuild, seconds: float, rows: int, megabytes: int = MEGABYTES) -> Runner:
    """A runner over a build for one query alone; ``close`` ends it."""
    if isinstance(build, RemoteBuild):
        return _remote(build, seconds, rows)
    return QueryRunner(build.folder, seconds=seconds, rows=rows, workers=1, megabytes=megabytes)


@lru_cache(maxsize=2)
def _shared_remote(build: RemoteBuild, seconds: float, rows: int) -> RemoteRunner:
    return _remote(build, seconds, rows)


def _remote(build: RemoteBuild, seconds: float, rows: int) -> RemoteRunner:
    # Late: httpx is slow to load, and who keeps the graph in a folder does without.
    from graph.query.remote_runner import RemoteRunner

    return RemoteRunner(build, seconds=seconds, rows=rows)
