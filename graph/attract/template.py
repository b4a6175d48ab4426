"""An empty list of candidate firms, made for the user to fill in."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from graph.attract.candidates import COLUMNS, EXAMPLE, LONGEST
from graph.errors import LianpuError

#: Each column: whether it must be filled in, what goes there, an example, and its width in characters.
_HELP = {
    "name": ("必填", "企业全称，以营业执照为准。", f"{EXAMPLE}某某铜箔有限公司", 32),
    "place": ("选填", "注册地或总部所在的省、市。", "广东省深圳市", 18),
    "product": (
        "与行业代码至少填一项",
        "产品名称，多个产品用顿号分开，如“锂电铜箔、覆铜板”；不写经营范围全文。",
        "锂电铜箔",
        36,
    ),
    "gbt4754": (
        "与主要产品至少填一项",
        "GB/T 4754-2017 行业代码，四位数字，按文本填写（如 0911 保留开头的 0）。",
        "3985",
        12,
    ),
    "note": ("选填", "联系情况、投资意向等。", "本行为示例，填表时删除", 36),
}
_LAST_ROW = 5_000
_WHEN = datetime(2000, 1, 1)


def template(path_ending: str) -> bytes:
    """A list with its header and one example row, as ``.xlsx`` (with a sheet of notes, and checks on entry) or ``.csv``
    (UTF-8 with its mark, so that Excel knows it). Raises LianpuError for any other ending.

    The same bytes every time.
    """
    ending = path_ending.lower()
    if ending.endswith(".xlsx"):
        return _workbook()
    if ending.endswith(".csv"):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerows([COLUMNS.values(), [_HELP[column][2] for column in COLUMNS]])
        return out.getvalue().encode("utf-8-sig")
    raise LianpuError(f"{path_ending!r} is no kind of list.", mend="Name a file that ends in .xlsx or .csv.")


def _workbook() -> bytes:
    book = Workbook()
    book.properties.creator, book.properties.created = "Lianpu", _WHEN
    sheet = book.worksheets[0]
    sheet.title = "候选企业"
    sheet.append(list(COLUMNS.values()))
    sheet.append([_HELP[column][2] for column in COLUMNS])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(COLUMNS) - 1)}2"
    _style(sheet, [_HELP[column][3] for column in COLUMNS])
    for at, column in enumerate(COLUMNS):
        letter = chr(ord("A") + at)
        # Text, or a spreadsheet would drop the zero of 0911.
        sheet.column_dimensions[letter].number_format = "@"
        sheet[f"{letter}2"].number_format = "@"
        sheet[f"{letter}2"].font = Font(color="808080", italic=False)
        sheet.add_data_validation(_check(column, f"{letter}2:{letter}{_LAST_ROW}"))
    notes = book.create_sheet("填写说明")
    notes.append(["栏目", "是否必填", "说明", "示例"])
    for column, (needed, what, example, _) in _HELP.items():
        notes.append([COLUMNS[column], needed, what, example])
    _style(notes, [14, 24, 64, 32])
    out = io.BytesIO()
    book.save(out)
    return _steady(out.getvalue())


def _check(column: str, cells: str) -> DataValidation:
    """A bound on what is entered in a column, with its note."""
    needed, what, _, _ = _HELP[column]
    low, high = (2, 5) if column == "gbt4754" else (1, LONGEST[column])
    check = DataValidation(type="textLength", operator="between", formula1=str(low), formula2=str(high), sqref=cells)
    check.errorTitle, check.error = COLUMNS[column], f"请填写 {low} 至 {high} 个字符。"
    check.promptTitle, check.prompt = f"{COLUMNS[column]}（{needed}）"[:32], what
    check.showErrorMessage = check.showInputMessage = True
    return check


def _style(sheet: Worksheet, widths: list[int]) -> None:
    for at, width in enumerate(widths):
        letter = chr(ord("A") + at)
        sheet.column_dimensions[letter].width = width
        head = sheet[f"{letter}1"]
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor="E7ECF1")
        head.alignment = Alignment(vertical="center")
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _steady(data: bytes) -> bytes:
    """The same workbook with one fixed date in place of the clock's."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + f"{_WHEN:%Y-%m-%dT%H:%M:%SZ}".encode(), part
                )
            kept.writestr(zipfile.ZipInfo(name, _WHEN.timetuple()[:6]), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
