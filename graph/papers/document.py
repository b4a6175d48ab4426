"""The papers as a Word document, in the manner of an official one (GB/T 9704): 摘要, 短板分析, 图, 清单, 出处."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from graph.papers import look
from graph.papers.citing import marks
from graph.papers.ooxml import first_line, frame, keep_whole, lay, page_number, set_fonts, shade, speak_chinese
from graph.papers.package import allowed, settled
from graph.papers.pictures import Drawn
from graph.papers.settings import Column, ColumnKind, Form, Typography
from graph.papers.values import Brief, Cell, Point, Table
from graph.papers.words import SET, numeral

#: Margins in millimetres from the top clockwise: GB/T 9704 for text, less where a map or a wide list stands.
_TEXT, _MAP, _LIST = (37.0, 26.0, 35.0, 28.0), (9.0, 10.0, 10.0, 10.0), (12.0, 15.0, 13.5, 15.0)
_LIST_WIDTH, _MAP_HEIGHT = 266.0, 180.0
_LINE, _SMALL_LINE = 1.75, 1.5
_MARKS = re.compile(r"((?:\[\d+\])+)")
_CELL, _SOURCE, _NOTE = "表格", "出处", "表注"
_BY_HAND = "浅黄底的空格由人工填写。"


def document(brief: Brief, drawn: Sequence[Drawn]) -> bytes:
    """The .docx file of a brief with its pictures. The same brief gives the same bytes."""
    made = docx.Document()
    _styles(made, brief.typography)
    _properties(made, brief)
    heading = _Headings(made)
    first = made.sections[0]
    lay(first, landscape=False, margins=_TEXT)
    _footer(first)
    _opening(made, heading, brief)
    if brief.analyses:
        _analyses(made, heading, brief)
    for one in drawn:
        _section(made, landscape=True, margins=_MAP)
        _map(heading, one, made)
    if brief.tables:
        _section(made, landscape=True, margins=_LIST)
        heading.first("清单")
        for number, table in enumerate(brief.tables, 1):
            _list(made, f"（{numeral(number)}）{table.plan.title}", table, brief, first=number == 1)
    _section(made, landscape=False, margins=_TEXT)
    _closing(made, heading, brief)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue(), datetime(brief.year, 1, 1))


class _Headings:
    """Numbers headings of the first level: 一、二、三."""

    def __init__(self, made: Document) -> None:
        self._made, self._numbers = made, count(1)

    def first(self, text: str) -> Paragraph:
        return self._made.add_paragraph(f"{numeral(next(self._numbers))}、{allowed(text)}", "Heading 1")


def _styles(made: Document, type_: Typography) -> None:
    body = type_.body_points
    normal = _style(made, "Normal", type_.body_font, body)
    speak_chinese(normal)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    normal.paragraph_format.line_spacing = Pt(body * _LINE)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    title = _style(made, "Title", type_.title_font, 22)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(36)
    _unruled(title)
    for level, font, points in ((1, type_.heading_font, body), (2, type_.subheading_font, body)):
        heading = _style(made, f"Heading {level}", font, points)
        heading.font.bold = level == 2
        heading.paragraph_format.keep_with_next = True
        heading.paragraph_format.space_before = heading.paragraph_format.space_after = Pt(4)
    cell = _new(made, _CELL, type_.table_font, type_.table_points)
    cell.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    source = _new(made, _SOURCE, type_.body_font, 12)
    source.paragraph_format.line_spacing = Pt(12 * _SMALL_LINE)
    source.paragraph_format.left_indent, source.paragraph_format.first_line_indent = Mm(10), Mm(-10)
    source.paragraph_format.space_after = Pt(4)
    note = _new(made, _NOTE, type_.table_font, type_.table_points)
    note.paragraph_format.line_spacing = Pt(type_.table_points * 1.6)
    note.paragraph_format.space_after = Pt(3)
    note.font.color.rgb = RGBColor.from_string(look.QUIET[1:])


def _style(made: Document, name: str, font: str, points: float) -> ParagraphStyle:
    style = made.styles[name]
    if not isinstance(style, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    set_fonts(style, font)
    style.font.size, style.font.italic, style.font.bold = Pt(points), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    return style


def _new(made: Document, name: str, font: str, points: float) -> ParagraphStyle:
    made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = made.styles["Normal"]
    return _style(made, name, font, points)


def _unruled(style: ParagraphStyle) -> None:
    """Take the blue line away that the default title has below it."""
    borders = style.element.get_or_add_pPr().find(qn("w:pBdr"))
    if borders is not None:
        borders.getparent().remove(borders)


def _properties(made: Document, brief: Brief) -> None:
    core = made.core_properties
    core.title, core.author = allowed(brief.title)[:255], allowed(brief.organisation)[:255] or "链谱"
    core.subject, core.comments = allowed(f"证据日期：{brief.date}")[:255], ""
    core.last_modified_by, core.revision, core.language = core.author, 1, "zh-CN"


def _section(made: Document, *, landscape: bool, margins: tuple[float, float, float, float]) -> None:
    lay(made.add_section(WD_SECTION.NEW_PAGE), landscape=landscape, margins=margins)


def _footer(section: Section) -> None:
    paragraph = section.footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    page_number(paragraph)
    for run in paragraph.runs:
        set_fonts(run, "宋体")
        run.font.size = Pt(14)


def _opening(made: Document, heading: _Headings, brief: Brief) -> None:
    title = made.add_paragraph(allowed(brief.title.removesuffix(SET)), "Title")
    title.add_run().add_break()
    title.add_run(SET)
    for line in (brief.organisation or "（编制单位）", f"证据日期：{brief.date}"):
        paragraph = made.add_paragraph(allowed(line))
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    heading.first("摘要")
    for point in brief.summary:
        _point(made, point, brief)
    reports = "".join(f"《{title}》" for title in brief.reports)
    _point(made, Point("依据", f"{reports}。文中方括号数字为文末出处的编号。"), brief)

    heading.first("本报告不能说明的事项")
    for number, caution in enumerate(brief.cautions, 1):
        paragraph = made.add_paragraph(f"{number}．{allowed(caution)}")
        first_line(paragraph, 2, brief.typography.body_points)


def _point(made: Document, point: Point, brief: Brief) -> None:
    """A paragraph that opens with its label; marks of sources are raised."""
    paragraph = made.add_paragraph()
    first_line(paragraph, 2, brief.typography.body_points)
    paragraph.add_run(f"{allowed(point.label)}。").bold = True
    _marked(paragraph, point.text)


def _marked(paragraph: Paragraph, text: str) -> None:
    for piece in _MARKS.split(allowed(text)):
        if piece:
            paragraph.add_run(piece).font.superscript = True if _MARKS.fullmatch(piece) else None


def _map(heading: _Headings, one: Drawn, made: Document) -> None:
    title = heading.first(one.title)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(0)
    title.paragraph_format.line_spacing = Pt(18)
    for run in title.runs:
        run.font.size = Pt(12)
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    shape = paragraph.add_run().add_picture(io.BytesIO(one.picture.png), height=Mm(_MAP_HEIGHT))
    described = shape._inline.docPr
    described.set("descr", allowed(one.title))
    described.set("name", allowed(one.title))


def _analyses(made: Document, heading: _Headings, brief: Brief) -> None:
    heading.first("短板分析")
    for point in brief.shared:
        _point(made, Point(f"各环节通用的{point.label}", point.text), brief)
    for analysis in brief.analyses:
        made.add_paragraph(allowed(analysis.heading), "Heading 2")
        for point in analysis.points:
            _point(made, point, brief)


def _list(made: Document, title: str, table: Table, brief: Brief, *, first: bool) -> None:
    heading = made.add_paragraph(allowed(title), "Heading 2")
    heading.paragraph_format.page_break_before = not first and len(table.rows) > 3
    note = made.add_paragraph(allowed(f"{table.note}{_BY_HAND if table.rows else ''}"), _NOTE)
    note.paragraph_format.keep_with_next = bool(table.rows)
    if not table.rows:
        return
    columns = [(i, column) for i, column in enumerate(table.plan.columns) if column.only is not Form.XLSX]
    grid = made.add_table(rows=0, cols=len(columns))
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    grid.autofit = False
    frame(grid, look.STRUCTURE)
    total = sum(column.width for _, column in columns)
    widths = [Mm(_LIST_WIDTH * column.width / total) for _, column in columns]
    for at, width in enumerate(widths):
        grid.columns[at].width = width
    header = grid.add_row()
    keep_whole(header, header=True)
    for cell, (_, column), width in zip(header.cells, columns, widths, strict=True):
        cell.width = width
        shade(cell, look.ACCENT_TINT)
        _write(cell, column.heading, bold=True, centre=True)
    for values in table.rows:
        row = grid.add_row()
        keep_whole(row)
        for cell, (i, column), width in zip(row.cells, columns, widths, strict=True):
            cell.width = width
            _fill(cell, column, values[i])


def _fill(cell: _Cell, column: Column, value: Cell) -> None:
    if value is None and column.kind in (ColumnKind.BY_HAND, ColumnKind.OPEN):
        shade(cell, look.BY_HAND)
    narrow = column.kind in (ColumnKind.NUMBER, ColumnKind.SOURCES)
    _write(cell, _shown(value), centre=narrow)


def _shown(value: Cell) -> str:
    if isinstance(value, tuple):
        return marks(value)
    return f"{value:g}" if isinstance(value, float) else value or ""


def _write(cell: _Cell, text: str, *, bold: bool = False, centre: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = _CELL
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(allowed(text)).bold = bold


def _closing(made: Document, heading: _Headings, brief: Brief) -> None:
    heading.first("出处")
    for source in brief.sources:
        paragraph = made.add_paragraph(style=_SOURCE)
        where = f"《{source.report}》“{source.section}”，第{source.start}—{source.end}字"
        paragraph.add_run(f"[{source.number}]\t{allowed(source.quote)}")
        quiet = paragraph.add_run(f"（{allowed(where)}）")
        quiet.font.color.rgb = RGBColor.from_string(look.QUIET[1:])
    for line in _references(brief):
        made.add_paragraph(allowed(line), _SOURCE)


def _references(brief: Brief) -> Iterator[str]:
    if brief.references:
        yield "参照产业链资料来源："
    for number, reference in enumerate(brief.references, 1):
        yield f"{number}．\t{reference.title}．{reference.publisher}．{reference.url}"
