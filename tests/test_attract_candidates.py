"""The user's list of firms: what is read, what each bad row is told, what is refused whole, and the template."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from graph.attract import sheets
from graph.attract.candidates import COLUMNS, CandidateList, parse_candidates, read_candidates
from graph.attract.classes import read_classes
from graph.attract.model import Candidate, IndustryClass
from graph.attract.template import template
from graph.errors import LianpuError, OntologyError

CLASSES = {
    code: IndustryClass(code, name)
    for code, name in (("3985", "电子专用材料制造"), ("0911", "铜矿采选"), ("391", "计算机制造"), ("0391", "兔的饲养"))
}
HEADER = ",".join(COLUMNS.values())


def listed(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> CandidateList:
    return parse_candidates("\n".join((header, *rows)).encode(encoding), "firms.csv", CLASSES)


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


def told(found: CandidateList) -> list[tuple[int, str, str]]:
    return [(problem.row, problem.column, problem.key) for problem in found.problems]


# What is read


def test_a_row_is_a_firm_with_its_line_in_the_file():
    (firm,), problems = listed("甲铜箔,深圳,锂电铜箔,3985,有意向")
    assert firm == Candidate(2, "甲铜箔", "深圳", "锂电铜箔", "3985", "有意向")
    assert problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_may_be_saved_in_any_way_that_chinese_excel_saves_it(encoding: str):
    assert listed("甲铜箔,深圳,锂电铜箔,,", encoding=encoding).candidates[0].name == "甲铜箔"


@pytest.mark.parametrize("mark", ["\t", ";"])
def test_columns_may_be_parted_by_tabs_or_semicolons(mark: str):
    found = listed(mark.join(("甲铜箔", "深圳", "锂电铜箔")), header=mark.join(("企业名称", "所在地", "主要产品")))
    assert found.candidates[0].product == "锂电铜箔"


def test_headers_may_be_english_in_any_order_and_have_notes_in_brackets():
    found = listed("锂电铜箔,3985,甲铜箔", header="Product,GB/T4754,Name（required）")
    assert found.candidates == (Candidate(2, "甲铜箔", "", "锂电铜箔", "3985"),)


def test_a_title_may_stand_above_the_header_and_blank_rows_between():
    found = listed(HEADER, "", "甲铜箔,,锂电铜箔,,", header="意向企业名单")
    assert found.candidates[0].row == 4


def test_a_workbook_is_read_as_text_with_the_header_on_any_sheet():
    book = Workbook()
    book.worksheets[0].append(["说明"])
    sheet = book.create_sheet("名单")
    for row in (["企业名称", "主要产品", "行业代码", "备注"], ["甲铜箔", "锂电铜箔", 3985, date(2023, 1, 4)]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    (firm,), _ = parse_candidates(out.getvalue(), "firms.XLSX", CLASSES)
    assert (firm.gbt4754, firm.note) == ("3985", "2023-01-04")


@pytest.mark.parametrize("code", ["3985", "C3985", "3985 电子专用材料制造", "３９８５"])
def test_a_class_may_be_written_with_its_letter_or_its_name(code: str):
    assert listed(f"甲铜箔,,,{code},").candidates[0].gbt4754 == "3985"


def test_the_zero_that_a_spreadsheet_drops_is_put_back():
    (firm,), _ = parse_candidates(workbook(["企业名称", "行业代码"], ["甲矿业", 911]), "firms.xlsx", CLASSES)
    assert firm.gbt4754 == "0911"


def test_a_dash_is_an_empty_cell():
    assert listed("甲铜箔,无,锂电铜箔,-,——").candidates[0] == Candidate(2, "甲铜箔", "", "锂电铜箔", None)


def test_lines_in_a_cell_are_a_list():
    (firm,), _ = parse_candidates(workbook(["企业名称", "主要产品"], ["甲", "铜箔\n\n 铝箔"]), "firms.xlsx", CLASSES)
    assert firm.product == "铜箔、铝箔"


# Rows that cannot be used


@pytest.mark.parametrize(
    ("row", "column", "key"),
    [
        (",深圳,锂电铜箔,,", "企业名称", "unnamed"),
        ("甲铜箔,深圳,,,", "主要产品", "unmatchable"),
        ("甲铜箔,,锂电铜箔,9999,", "行业代码", "code"),
        ("甲铜箔,,锂电铜箔,39851,", "行业代码", "code"),
        ("甲铜箔,,锂电铜箔,电子,", "行业代码", "code"),
        ("甲铜箔,,锂电铜箔,391,", "行业代码", "ambiguous"),
        ("=HYPERLINK(1),,锂电铜箔,,", "企业名称", "formula"),
        ("甲铜箔,@SUM(1),锂电铜箔,,", "所在地", "formula"),
        (f"{'甲' * 101},,锂电铜箔,,", "企业名称", "long"),
        (f"甲铜箔,,{'铜' * 100_000},,", "主要产品", "long"),
        ("示例：某某铜箔有限公司,,锂电铜箔,,", "企业名称", "example"),
    ],
)
def test_a_bad_row_is_told_by_its_number_its_column_and_its_mend_and_the_good_ones_stay(
    row: str, column: str, key: str
):
    found = listed("乙铜箔,,锂电铜箔,,", row, "丙铜箔,,锂电铜箔,,")
    assert told(found) == [(3, column, key)]
    assert found.problems[0].what and found.problems[0].mend
    assert [firm.name for firm in found.candidates] == ["乙铜箔", "丙铜箔"]


def test_a_firm_that_stands_there_twice_counts_once():
    found = listed("甲铜箔,,锂电铜箔,,", "甲铜箔,深圳,锂电铜箔,,", "甲铜箔,,覆铜板,,")
    assert told(found) == [(3, "企业名称", "repeated")]
    assert "row 2" in found.problems[0].what
    assert len(found.candidates) == 2


def test_a_formula_in_a_workbook_is_not_carried_out():
    found = parse_candidates(workbook(["企业名称", "主要产品"], ["=1+1", "铜箔"]), "firms.xlsx", CLASSES)
    assert told(found) == [(2, "企业名称", "unnamed")]


# What is no list


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "firms.csv", "no header row"),
        ("甲,乙\n1,2".encode(), "firms.csv", "no header row"),
        (HEADER.encode(), "firms.csv", "names no firm"),
        (b"\x00\x01\x02", "firms.csv", "no text"),
        (b"%PDF-1.7", "firms.xlsx", "no sound .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "firms.xlsx", "old Excel"),
        (HEADER.encode(), "firms.docx", "no .csv or .xlsx"),
    ],
)
def test_a_file_that_is_no_list_is_one_error_with_a_mend(data: bytes, name: str, says: str):
    with pytest.raises(LianpuError, match=says) as caught:
        parse_candidates(data, name, CLASSES)
    assert caught.value.mend
    assert caught.value.where == name


def test_a_file_that_is_not_there_is_one_error(tmp_path: Path):
    with pytest.raises(LianpuError, match="cannot be read"):
        read_candidates(tmp_path / "none.csv", CLASSES)


def rezipped(data: bytes, name: str, change: bytes | None) -> bytes:
    """A workbook with one part changed, or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif change is not None:
                new.writestr(part, change)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
GOOD = [["企业名称", "主要产品"], ["甲铜箔", "铜箔"]]


@pytest.mark.parametrize(
    ("part", "change"),
    [
        (SHEET, b"<worksheet><unclosed>"),
        ("xl/workbook.xml", None),
        ("[Content_Types].xml", None),
        ("xl/workbook.xml", b"<workbook/>"),
    ],
)
def test_a_damaged_workbook_is_one_error(part: str, change: bytes | None):
    with pytest.raises(LianpuError):
        parse_candidates(rezipped(workbook(*GOOD), part, change), "firms.xlsx", CLASSES)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_that_declares_entities_is_refused(encoding: str):
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'.encode(encoding)
    with pytest.raises(LianpuError, match="document type"):
        parse_candidates(rezipped(workbook(*GOOD), SHEET, bomb), "firms.xlsx", CLASSES)


def test_a_workbook_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    bomb = rezipped(workbook(*GOOD), SHEET, b"\0" * 1_000_001)
    assert len(bomb) < 20_000
    with pytest.raises(LianpuError, match="unpacks to more"):
        parse_candidates(bomb, "firms.xlsx", CLASSES)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(sheets, "MAX_BYTES", 10)
    path = tmp_path / "firms.csv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(LianpuError, match="larger than 10 bytes"):
        read_candidates(path, CLASSES)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_list_with_too_many_rows_is_refused(monkeypatch: pytest.MonkeyPatch, ending: str):
    monkeypatch.setattr(sheets, "MAX_ROWS", 2)
    rows = [["企业名称", "主要产品"], ["甲", "铜箔"], ["乙", "铜箔"]]
    data = workbook(*rows) if ending == "xlsx" else "\n".join(map(",".join, rows)).encode()
    with pytest.raises(LianpuError, match="more than 2 rows"):
        parse_candidates(data, f"firms.{ending}", CLASSES)


def test_a_class_table_that_is_none_is_refused(tmp_path: Path):
    path = tmp_path / "classes.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(OntologyError, match="no table of industry classes"):
        read_classes(path)


# The template


@pytest.mark.parametrize("name", ["firms.csv", "FIRMS.XLSX"])
def test_the_template_is_a_list_that_only_holds_its_example(name: str):
    found = parse_candidates(template(name), name, CLASSES)
    assert found.candidates == ()
    assert told(found) == [(2, "企业名称", "example")]


def test_the_template_filled_in_is_read():
    book = load_workbook(io.BytesIO(template(".xlsx")))
    sheet = book["候选企业"]
    for at, cell in enumerate(("甲矿业", "西安", "铜精矿", "0911"), start=1):
        sheet.cell(2, at).value = cell
    out = io.BytesIO()
    book.save(out)
    (firm,), problems = parse_candidates(out.getvalue(), "firms.xlsx", CLASSES)
    assert (firm.name, firm.gbt4754, problems) == ("甲矿业", "0911", ())


def test_the_template_keeps_codes_as_text_and_checks_what_is_entered():
    sheet = load_workbook(io.BytesIO(template(".xlsx")))["候选企业"]
    assert sheet["D2"].number_format == "@"
    assert sheet.column_dimensions["D"].number_format == "@"
    assert {str(check.sqref)[0] for check in sheet.data_validations.dataValidation} == set("ABCDE")
    assert sheet.freeze_panes == "A2"


def test_the_template_says_what_goes_into_each_column():
    notes = load_workbook(io.BytesIO(template(".xlsx")))["填写说明"]
    assert [row[0] for row in notes.iter_rows(min_row=2, values_only=True)] == list(COLUMNS.values())


def test_the_template_is_the_same_every_time():
    assert template(".xlsx") == template(".xlsx")


def test_a_template_of_another_kind_is_refused():
    with pytest.raises(LianpuError, match="no kind of list"):
        template("firms.docx")
