"""Extraction: what a report names and says, as entities, relations and indicators with their evidence."""

from __future__ import annotations

from graph.extraction.interchange import from_interchange, to_interchange
from graph.extraction.pipeline import extract

__all__ = ["extract", "from_interchange", "to_interchange"]
