"""Resolution: which names of which reports mean one thing, and which only look as if they might."""

from __future__ import annotations

from graph.resolution.atlas import Atlas, default_atlas
from graph.resolution.duplicates import Suggestion, suggest_duplicates
from graph.resolution.identity import Identity, Resolution, resolve

__all__ = ["Atlas", "Identity", "Resolution", "Suggestion", "default_atlas", "resolve", "suggest_duplicates"]
