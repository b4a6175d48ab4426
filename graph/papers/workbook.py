"""The papers as an Excel workbook: a cover, the maps, one sheet for each list, the sources."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as Place
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from graph.papers import look
from graph.papers.citing import marks
from graph.papers.package import allowed, settled
from graph.papers.pictures import Drawn
from graph.papers.settings import Column, ColumnKind, Form
from graph.papers.values import Brief, Cell, Table

_FONT = "宋体"
_POINTS, _LINE_POINTS = 10, 14.5
#: The tallest a row may be, and how tall it gets for the columns that are not printed.
_TALLEST, _BESIDE = 400.0, 33.0
_HEADER_ROW = 3
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SHEET_FORBIDDEN = re.compile(r"[\\/*?:\[\]]")
_LONGEST_NAME = 31
#: Pixels of a picture on a sheet, at 96 an inch: an A4 sheet lying, within narrow margins.
_PICTURE = (1047, 740)
_INCH = 25.4
_EDGE = Side(style="thin", color=look.RULE[1:])
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_BY_HAND = "浅黄底的空格由人工填写。"


def workbook(brief: Brief, drawn: Sequence[Drawn]) -> bytes:
    """The .xlsx file of a brief with its pictures. The same brief gives the same bytes."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):  # a new workbook has one sheet
        raise TypeError("a new workbook has no sheet")
    _cover(first, brief, drawn)
    for one in drawn:
        _map(book.create_sheet(_name(book, one.title)), one)
    for table in brief.tables:
        _list(book.create_sheet(_name(book, table.plan.title)), table, brief)
    _sources(book.create_sheet(_name(book, "出处")), brief)
    _references(book.create_sheet(_name(book, "参照产业链来源")), brief)
    book.properties.title, book.properties.creator = allowed(brief.title), allowed(brief.organisation) or "链谱"
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue(), datetime(brief.year, 1, 1))


def _cover(sheet: Worksheet, brief: Brief, drawn: Sequence[Drawn]) -> None:
    sheet.title = "封面"
    _widths(sheet, (16.0, 96.0))
    _put(sheet, 1, 1, brief.title, bold=True, points=18)
    sheet.merge_cells("A1:B1")
    sheet.row_dimensions[1].height = 40
    rows = [
        ("编制单位", brief.organisation or "（编制单位）"),
        ("证据日期", f"{brief.date}（{'；'.join(f'《{title}》' for title in brief.reports[:3])}）"),
        ("内容", "；".join([*(one.title for one in drawn), *(table.plan.title for table in brief.tables), "出处"])),
        *((point.label, point.text) for point in (*brief.summary, *brief.shared)),
        *((f"不能说明（{n}）", caution) for n, caution in enumerate(brief.cautions, 1)),
    ]
    for row, (label, text) in enumerate(rows, _HEADER_ROW):
        _put(sheet, row, 1, label, bold=True, fill=look.PALE, border=True)
        _put(sheet, row, 2, text, border=True)
        sheet.row_dimensions[row].height = _height([(text, 96.0)])
    _print(sheet, "", landscape=True, one_page=True)


def _map(sheet: Worksheet, one: Drawn) -> None:
    image = Image(io.BytesIO(one.picture.png))
    image.width, image.height = _PICTURE
    sheet.add_image(image, "A1")
    sheet.sheet_view.showGridLines = False
    _print(sheet, one.title, landscape=True, one_page=True)


def _list(sheet: Worksheet, table: Table, brief: Brief) -> None:
    columns = [(i, column) for i, column in enumerate(table.plan.columns) if column.only is not Form.DOCX]
    _widths(sheet, [column.width for _, column in columns])
    _put(sheet, 1, 1, f"{brief.place}{brief.chain}{table.plan.title}", bold=True, points=14, wrap=False)
    _put(sheet, 2, 1, f"{table.note}{_BY_HAND} 证据日期：{brief.date}。", colour=look.QUIET, wrap=False)
    sheet.row_dimensions[1].height = 26
    for at, (_, column) in enumerate(columns, 1):
        _put(sheet, _HEADER_ROW, at, column.heading, bold=True, fill=look.ACCENT_TINT, border=True, centre=True)
    sheet.row_dimensions[_HEADER_ROW].height = _height([(c.heading, c.width) for _, c in columns]) + 4
    for row, values in enumerate(table.rows, _HEADER_ROW + 1):
        for at, (i, column) in enumerate(columns, 1):
            _cell(sheet, row, at, column, values[i])
        sheet.row_dimensions[row].height = max(
            _height([(_text(values[i]), column.width) for i, column in columns if column.only is None]),
            min(_height([(_text(values[i]), column.width) for i, column in columns if column.only]), _BESIDE),
        )
    last = get_column_letter(len(columns))
    bottom = _HEADER_ROW + max(1, len(table.rows))
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{last}{bottom}"
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    printed = max((at for at, (_, c) in enumerate(columns, 1) if c.only is not Form.XLSX), default=len(columns))
    sheet.print_area = f"A1:{get_column_letter(printed)}{bottom}"
    _print(sheet, f"{brief.chain} {table.plan.title}", landscape=True)


def _cell(sheet: Worksheet, row: int, at: int, column: Column, value: Cell) -> None:
    open_cell = value is None and column.kind in (ColumnKind.BY_HAND, ColumnKind.OPEN)
    number = column.kind is ColumnKind.NUMBER
    shown: str | float | None = _text(value) if not isinstance(value, float) else value
    fill = look.BY_HAND if open_cell else None
    _put(sheet, row, at, shown or None, border=True, fill=fill, centre=number or column.kind is ColumnKind.SOURCES)
    if number:
        sheet.cell(row, at).number_format = "0"


def _sources(sheet: Worksheet, brief: Brief) -> None:
    headings = (("编号", 6.0), ("报告原文", 84.0), ("报告", 40.0), ("章节", 24.0), ("起", 8.0), ("止", 8.0))
    _widths(sheet, [width for _, width in headings])
    _put(sheet, 1, 1, "出处", bold=True, points=14, wrap=False)
    _put(sheet, 2, 1, "起、止为报告全文的字符位置（从 0 数起，止不含）。", colour=look.QUIET, wrap=False)
    for at, (heading, _) in enumerate(headings, 1):
        _put(sheet, _HEADER_ROW, at, heading, bold=True, fill=look.ACCENT_TINT, border=True, centre=True)
    for row, source in enumerate(brief.sources, _HEADER_ROW + 1):
        values: list[str | float] = [source.number, source.quote, source.report, source.section]
        for at, value in enumerate([*values, source.start, source.end], 1):
            _put(sheet, row, at, value, border=True, centre=not isinstance(value, str))
        sheet.row_dimensions[row].height = _height(
            [(source.quote, 84.0), (source.report, 40.0), (source.section, 24.0)]
        )
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:F{_HEADER_ROW + max(1, len(brief.sources))}"
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    _print(sheet, "出处", landscape=True)


def _references(sheet: Worksheet, brief: Brief) -> None:
    headings = (("资料", 60.0), ("来源", 50.0), ("网址", 60.0))
    _widths(sheet, [width for _, width in headings])
    _put(sheet, 1, 1, f"参照产业链“{brief.chain}”的资料来源", bold=True, points=14, wrap=False)
    for at, (heading, _) in enumerate(headings, 1):
        _put(sheet, _HEADER_ROW, at, heading, bold=True, fill=look.ACCENT_TINT, border=True, centre=True)
    for row, reference in enumerate(brief.references, _HEADER_ROW + 1):
        values = (reference.title, reference.publisher, reference.url)
        for at, value in enumerate(values, 1):
            _put(sheet, row, at, value, border=True)
        told = zip(values, headings, strict=True)
        sheet.row_dimensions[row].height = _height([(value, width) for value, (_, width) in told])
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    _print(sheet, "参照产业链资料来源", landscape=True)


def _put(
    sheet: Worksheet,
    row: int,
    at: int,
    value: str | float | None,
    *,
    bold: bool = False,
    points: float = _POINTS,
    colour: str = look.INK,
    fill: str | None = None,
    border: bool = False,
    centre: bool = False,
    wrap: bool = True,
) -> None:
    """Write one cell. A text is written as a text, whatever it begins with: none becomes a formula."""
    place = sheet.cell(row, at)
    if not isinstance(place, Place):
        return  # the covered part of a merged cell
    if isinstance(value, str):
        place.value = allowed(value)
        place.data_type = "s"
        place.quotePrefix = value.startswith(_FORMULA)
    elif value is not None:
        place.value = int(value) if float(value).is_integer() else value
    place.font = Font(name=_FONT, size=points, bold=bold, color=colour[1:])
    place.alignment = Alignment(horizontal="center" if centre else "left", vertical="center", wrap_text=wrap)
    if fill:
        place.fill = PatternFill("solid", fgColor=fill[1:])
    if border:
        place.border = _BORDER


def _text(value: Cell) -> str:
    if isinstance(value, tuple):
        return marks(value)
    return f"{value:g}" if isinstance(value, float) else value or ""


def _widths(sheet: Worksheet, widths: Iterable[float]) -> None:
    for at, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(at)].width = width


def _height(cells: Iterable[tuple[str, float]]) -> float:
    """The height in points that a row needs for its longest text: a Chinese character is as wide as two letters."""
    most = 1
    for text, width in cells:
        lines = sum(max(1, math.ceil(_length(line) / max(1.0, width - 1.5))) for line in text.split("\n"))
        most = max(most, lines)
    return min(_TALLEST, most * _LINE_POINTS + 4)


def _length(text: str) -> float:
    return sum(1.95 if unicodedata.east_asian_width(letter) in "WFA" else 1.05 for letter in text)


def _name(book: Workbook, title: str) -> str:
    """A name for a sheet: short enough, without signs that Excel refuses, and not there yet."""
    base = _SHEET_FORBIDDEN.sub("", allowed(title)).strip("'")[:_LONGEST_NAME] or "表"
    name, count = base, 2
    while name.casefold() in {sheet.casefold() for sheet in book.sheetnames}:
        name, count = f"{base[: _LONGEST_NAME - 4]}({count})", count + 1
    return name


def _print(sheet: Worksheet, title: str, *, landscape: bool, one_page: bool = False) -> None:
    """A4, as wide as the paper, its title above and the page's number below."""
    setup = sheet.page_setup
    setup.orientation = "landscape" if landscape else "portrait"
    setup.paperSize = sheet.PAPERSIZE_A4
    setup.fitToWidth, setup.fitToHeight = 1, 1 if one_page else 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 8 / _INCH if one_page else 12 / _INCH
    margins.top = margins.bottom = 10 / _INCH if one_page else 16 / _INCH
    margins.header = margins.footer = 5 / _INCH
    sheet.print_options.horizontalCentered = True
    # In a header, & begins a code.
    if sheet.oddHeader is not None and not one_page:
        sheet.oddHeader.right.text = allowed(title).replace("&", "&&")
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "第 &P 页，共 &N 页"
