"""Where the built graph lives: an embedded Oxigraph folder, swapped in whole and read-only, or a SPARQL server."""

from graph.store.access import GraphStore
from graph.store.builds import Build, current_build, ensure_build, hold
from graph.store.choice import AnyBuild, ensure_newest, newest_build, open_build, open_current, require_build
from graph.store.embedded import PIECE_BYTES, EmbeddedStore, bulk_fill, fill, open_store
from graph.store.fingerprint import fingerprint
from graph.store.remote_build import RemoteBuild

__all__ = [
    "PIECE_BYTES",
    "AnyBuild",
    "Build",
    "EmbeddedStore",
    "GraphStore",
    "RemoteBuild",
    "bulk_fill",
    "current_build",
    "ensure_build",
    "ensure_newest",
    "fill",
    "fingerprint",
    "hold",
    "newest_build",
    "open_build",
    "open_current",
    "open_store",
    "require_build",
]
