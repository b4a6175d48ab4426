"""Tables to take away, as Excel and CSV files that open without surprise.

A table is rows (mappings) and ``columns`` (key -> heading, in order); a key that a row lacks leaves its cell empty.
Nothing from the data is taken for a formula, and the same table gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.papers.package import allowed, settled

Value = str | int | float | None
Row = Mapping[str, Value]

CSV_TYPE = "text/csv"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
#: What Excel holds: characters in a cell. Longer texts are cut.
_LONGEST = 32_767
_NARROWEST, _WIDEST = 8.0, 60.0
_MOMENT = datetime(2000, 1, 1)


def csv_bytes(rows: Sequence[Row], columns: Mapping[str, str]) -> bytes:
    """A CSV file in UTF-8 with a byte order mark (Excel needs it for Chinese), lines ended by CR LF.

    A text that a spreadsheet would calculate gets an apostrophe in front.

    >>> csv_bytes([{"a": "=1+1", "b": 2.5}], {"a": "甲", "b": "乙"}).decode("utf-8-sig")
    "甲,乙\\r\\n'=1+1,2.5\\r\\n"
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([_plain(heading) for heading in columns.values()])
    writer.writerows([_plain(row.get(key)) for key in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(rows: Sequence[Row], columns: Mapping[str, str], *, title: str = "表") -> bytes:
    """An Excel file with one sheet: a header that stays in view and filters, numbers as numbers, texts as texts."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):  # a new workbook has one sheet
        raise TypeError("a new workbook has no sheet")
    sheet.title = "".join(c for c in allowed(title) if c not in "\\/*?:[]'")[:31].strip() or "表"
    for at, heading in enumerate(columns.values(), 1):
        _put(sheet, 1, at, heading, bold=True)
    for number, row in enumerate(rows, 2):
        for at, key in enumerate(columns, 1):
            _put(sheet, number, at, row.get(key))
    for at, (key, heading) in enumerate(columns.items(), 1):
        widest = max(_width(text) for text in (heading, *(row.get(key) for row in rows)))
        sheet.column_dimensions[get_column_letter(at)].width = min(_WIDEST, max(_NARROWEST, widest + 2))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), _MOMENT)


def _plain(value: Value) -> str | int | float:
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if value.startswith(_FORMULA) else value


def _put(sheet: Worksheet, row: int, column: int, value: Value, *, bold: bool = False) -> None:
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):  # the covered part of a merged cell: there is none
        return
    if isinstance(value, str):
        cell.value = allowed(value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(_FORMULA)
    else:
        cell.value = value
    cell.alignment = Alignment(vertical="top", wrap_text=isinstance(value, str))
    if bold:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EEF4")


def _width(value: Value) -> float:
    """The width of the longest line, in characters of Latin text."""
    lines = str("" if value is None else value).splitlines() or [""]
    return max(sum(2.0 if unicodedata.east_asian_width(c) in "WF" else 1.1 for c in line) for line in lines)
