"""Which files of the folder become reports, and how they are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.assembly import read_reports, report_files
from graph.errors import ReadingError

ROOT = Path(__file__).resolve().parent.parent
REPORT = ROOT / "data" / "reports" / "sanmenxia-2023.txt"


def test_only_files_that_can_be_reports_are_read(tmp_path: Path):
    (tmp_path / "report.txt").write_bytes(REPORT.read_bytes())
    (tmp_path / "._report.txt").write_bytes(b"resource fork")
    (tmp_path / "notes.md").write_text("no report")
    (tmp_path / "folder.txt").mkdir()
    assert [path.name for path in report_files(tmp_path)] == ["report.txt"]


def test_a_folder_without_a_report_is_refused(tmp_path: Path):
    with pytest.raises(ReadingError, match="holds no report"):
        report_files(tmp_path)
    with pytest.raises(ReadingError, match="holds no report"):
        report_files(tmp_path / "none")


def test_two_reports_of_one_place_and_year_stay_two(tmp_path: Path):
    text = REPORT.read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("各位代表:", "各位代表,同志们:"), encoding="utf-8")
    slugs = [report.slug for report in read_reports(report_files(tmp_path))]
    assert "三门峡市-2023" in slugs
    assert len(set(slugs)) == 2 and all(slug.startswith("三门峡市-2023") for slug in slugs)


def test_the_same_file_twice_is_refused_by_both_names(tmp_path: Path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(REPORT.read_bytes())
    with pytest.raises(ReadingError, match=r"b\.txt: is the same as a\.txt"):
        read_reports(report_files(tmp_path))
