"""Reading: a file on disk becomes a Report whose text keeps every character in its place."""

from __future__ import annotations

from graph.reading.decode import read_text
from graph.reading.files import read_report, report_from_text

__all__ = ["read_report", "read_text", "report_from_text"]
