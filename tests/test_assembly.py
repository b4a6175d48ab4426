"""Which files of the folder become reports, and how they are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.assembly import extractions_of
from graph.batch import report_files
from graph.errors import ReadingError

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "data" / "reports" / "sanmenxia-2023.txt"


def test_two_reports_of_one_place_and_year_stay_two(tmp_path: Path):
    text = REPORT.read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("各位代表:", "各位代表,同志们:"), encoding="utf-8")
    slugs = [found.report.slug for found in extractions_of(report_files(tmp_path))]
    assert "三门峡市-2023" in slugs
    assert len(set(slugs)) == 2 and all(slug.startswith("三门峡市-2023") for slug in slugs)


def test_the_same_file_twice_is_refused_by_both_names(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(REPORT.read_bytes())
    with pytest.raises(ReadingError, match=r"b\.txt: is the same as a\.txt"):
        extractions_of(report_files(tmp_path))


def test_every_report_that_cannot_be_read_is_named_at_once(tmp_path: Path):
    (tmp_path / "a.txt").write_bytes(REPORT.read_bytes())
    (tmp_path / "b.txt").write_bytes(b"\x00\x01" * 40)
    (tmp_path / "c.txt").write_text("白日依山尽", encoding="utf-8")
    with pytest.raises(ReadingError, match=r"2 reports cannot be read: .*b\.txt.*c\.txt"):
        extractions_of(report_files(tmp_path))
