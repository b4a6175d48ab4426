"""The one choice of where the graph is kept: in a folder of this machine, or on the server that a setting names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import StoreError
from graph.settings import Settings, StoreAddress
from graph.store.access import GraphStore
from graph.store.builds import Build, current_build, ensure_build
from graph.store.embedded import fill, open_store
from graph.store.remote_build import RemoteBuild

if TYPE_CHECKING:
    from graph.store.remote_builds import RemoteBuilds

AnyBuild = Build | RemoteBuild


def newest_build(settings: Settings, known: AnyBuild | None = None, *, seconds: float | None = None) -> AnyBuild | None:
    """The current build, or None where nothing was built yet. ``known`` spares a server the telling of it again, which
    may take ``seconds``, else as long as any question.

    Raises StoreError where the folder is broken or the server does not answer.
    """
    if settings.store is None:
        return current_build(settings.built)
    return _builds(settings, settings.store, seconds).current(known if isinstance(known, RemoteBuild) else None)


def ensure_newest(
    settings: Settings, fingerprint: str, nquads: Callable[[], bytes], *, force: bool = False
) -> AnyBuild:
    """The current build where it has this fingerprint and nothing forces a new one; else a new one of the N-Quads.

    Where anything is raised, the build that was current stays so. Raises StoreError and what ``nquads`` raises.
    """
    if settings.store is None:

        def fill_folder(folder: Path) -> None:
            fill(folder, nquads())

        return ensure_build(settings.built, fingerprint, fill_folder, force=force)
    return _builds(settings, settings.store).ensure(fingerprint, nquads, force=force)


def open_build(build: AnyBuild) -> GraphStore:
    """A build to ask. Raises StoreError where a folder cannot be opened; a server is only asked with each question."""
    if isinstance(build, RemoteBuild):
        from graph.store.remote import RemoteStore  # Late: see _builds.

        return RemoteStore(build)
    return open_store(build.folder)


def require_build(settings: Settings) -> AnyBuild:
    """The current build. Raises StoreError where there is none."""
    build = newest_build(settings)
    if build is None:
        where = settings.built if settings.store is None else str(settings.store)
        raise StoreError("nothing is built yet.", where=where, mend="Run `lianpu build`.")
    return build


def open_current(settings: Settings) -> GraphStore:
    """The current build, open. Raises StoreError where there is none or it cannot be opened."""
    return open_build(require_build(settings))


def _builds(settings: Settings, address: StoreAddress, seconds: float | None = None) -> RemoteBuilds:
    # Late: httpx is slow to load, and who keeps the graph in a folder does without.
    from graph.store.remote_builds import RemoteBuilds

    return RemoteBuilds(address, settings.base_iri, settings.built, seconds=seconds)
