"""Pieces of WordprocessingML that python-docx has no call for (ECMA-376, part 1)."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

LATIN = "Times New Roman"
_TWIPS = 1440 / 25.4


def set_fonts(style: ParagraphStyle | Run, east_asian: str, latin: str = LATIN) -> None:
    """The typefaces of a style or run: one for Chinese, one for the rest."""
    style.font.name = latin
    element: Any = style._element
    fonts = element.get_or_add_rPr().get_or_add_rFonts()
    for name, value in (("w:eastAsia", east_asian), ("w:hAnsi", latin), ("w:cs", latin)):
        fonts.set(qn(name), value)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)


def first_line(paragraph: Paragraph, characters: float, points: float) -> None:
    """Indent the first line by so many characters of a size in points; readers that count none take the length."""
    element: Any = paragraph._element
    indent = element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLine"), str(round(characters * points * 20)))
    indent.set(qn("w:firstLineChars"), str(round(characters * 100)))


def speak_chinese(style: ParagraphStyle) -> None:
    """Mark text as Chinese of the mainland: its punctuation and its shapes of characters follow from that."""
    element: Any = style._element
    element.get_or_add_rPr().append(_made("w:lang", val="en-US", eastAsia="zh-CN"))


def page_number(paragraph: Paragraph) -> None:
    """The page's number between dashes, as GB/T 9704 has it."""
    paragraph.add_run("— ")
    run: Any = paragraph.add_run()._r
    code = _made("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = " PAGE "
    for piece in (_made("w:fldChar", fldCharType="begin"), code, _made("w:fldChar", fldCharType="end")):
        run.append(piece)
    paragraph.add_run(" —")


def lay(section: Section, *, landscape: bool, margins: tuple[float, float, float, float]) -> None:
    """An A4 section, standing or lying; margins in millimetres from the top clockwise."""
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    width, height = (297, 210) if landscape else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = map(Mm, margins)
    section.header_distance = section.footer_distance = Mm(min(margins[2] / 2, 15))


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell; ``colour`` as #RRGGBB."""
    properties: Any = cell._tc.get_or_add_tcPr()
    properties.append(_made("w:shd", val="clear", color="auto", fill=colour[1:]))


def keep_whole(row: _Row, *, header: bool = False) -> None:
    """Never break a row over two pages; a header comes again on each."""
    properties: Any = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if header else [])):
        properties.append(_made(name))


def frame(table: Table, colour: str, *, padding: float = 0.7) -> None:
    """Thin lines around all cells, fixed column widths, and ``padding`` millimetres inside each cell."""
    properties: Any = table._tbl.tblPr
    borders, margins = _made("w:tblBorders"), _made("w:tblCellMar")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_made(f"w:{side}", val="single", sz="4", space="0", color=colour[1:]))
    for side in ("top", "left", "bottom", "right"):
        margins.append(_made(f"w:{side}", w=str(round(padding * _TWIPS)), type="dxa"))
    for old in properties.findall(qn("w:tblLayout")):
        properties.remove(old)
    # The schema wants these in this order, before the look of the table.
    look = properties.find(qn("w:tblLook"))
    at = list(properties).index(look) if look is not None else len(properties)
    for offset, element in enumerate((borders, _made("w:tblLayout", type="fixed"), margins)):
        properties.insert(at + offset, element)


def _made(name: str, **values: str) -> Any:
    """An element with attributes of its own namespace."""
    element: Any = OxmlElement(name)
    for attribute, value in values.items():
        element.set(qn(f"w:{attribute}"), value)
    return element
