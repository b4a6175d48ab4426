"""Reading: a file on disk becomes a Report whose text keeps every character in its place."""

from __future__ import annotations

from graph.reading.decode import read_text
from graph.reading.files import READABLE, read_report, report_from_text
from graph.reading.flow import Flow, flow_of

__all__ = ["READABLE", "Flow", "flow_of", "read_report", "read_text", "report_from_text"]
