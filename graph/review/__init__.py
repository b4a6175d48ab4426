"""Review: what people do to the graph from the pages. A new report is tried and added, a statement is judged, a missing
one is added; every decision becomes a line of ``data/curation`` at once, and can be taken back."""

from __future__ import annotations
