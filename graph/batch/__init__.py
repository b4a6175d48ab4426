"""Batch: many files become extractions, one after another or on all cores; a file that fails stops no other."""

from __future__ import annotations

from graph.batch.folder import Progress, extract_folder, failures, report_files
from graph.batch.work import Outcome, extract_file, extract_report

__all__ = ["Outcome", "Progress", "extract_file", "extract_folder", "extract_report", "failures", "report_files"]
