"""Curation: what people decided about a report, kept as plain files and replayed on top of every extraction."""

from __future__ import annotations

from graph.curation.decisions import CurationError, Decision, Kind
from graph.curation.files import Curation, load_curation
from graph.curation.replay import Curated, Outcome, State, replay

__all__ = ["Curated", "Curation", "CurationError", "Decision", "Kind", "Outcome", "State", "load_curation", "replay"]
