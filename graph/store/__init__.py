"""Where the built graph lives: an embedded Oxigraph folder, swapped in whole and opened read-only."""

from graph.store.builds import Build, current_build, ensure_build, hold
from graph.store.embedded import GraphStore, fill, open_store
from graph.store.fingerprint import fingerprint

__all__ = ["Build", "GraphStore", "current_build", "ensure_build", "fill", "fingerprint", "hold", "open_store"]
