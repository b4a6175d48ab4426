"""Word files (.docx): the text of the body, a line a paragraph, cells of a table apart by tabs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import ReadingError
from graph.reading.numbering import Counter, Rules, W
from graph.reading.package import Package
from graph.reading.xml import stream

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
#: What was taken out, and the second form of a drawing whose first was read.
_UNSEEN = frozenset({f"{W}del", f"{W}moveFrom", f"{_MC}Fallback"})
#: A cell with more than this in one paragraph is part of a page laid out by a table, not a value.
_LONG_CELL = 60


def docx_text(data: bytes, where: str) -> str:
    """The text of a .docx: paragraphs as lines, with the numbers that Word shows before them.

    Headers, footers, footnotes, comments, deleted and hidden words are left out. Raises ReadingError, which names
    ``where``, for what is damaged, protected, too large, or another kind of file.
    """
    package = Package(data, where)
    body = _body(package.names, where)
    rules = Rules()
    for name in ("word/numbering.xml", "word/styles.xml"):
        if name in package.names:
            stream(package.chunks(name), rules, where=where)
    collector = _Collector(Counter(rules))
    stream(package.chunks(body), collector, where=where)
    return "\n".join(collector.lines)


def _body(names: frozenset[str], where: str) -> str:
    found = sorted(name for name in names if re.fullmatch(r"word/document\d*\.xml", name))
    if found:
        return found[0]
    kinds = {
        "xl/workbook.xml": "a spreadsheet",
        "ppt/presentation.xml": "a set of slides",
        "content.xml": "OpenDocument",
    }
    kind = next((kind for name, kind in kinds.items() if name in names), "a zip without a Word document in it")
    raise ReadingError(f"is {kind}, not a Word file.", where=where, mend="Give the report as .docx, .pdf or .txt.")


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    list_id: str | None = None
    level: int | None = None
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    cells: list[list[str]] = field(default_factory=list)


class _Collector:
    """Hears the document and keeps its lines. Text boxes and tables nest, so paragraphs and rows are stacks."""

    def __init__(self, counter: Counter) -> None:
        self.lines: list[str] = []
        self._counter = counter
        self._open: list[str] = []
        self._unseen = 0
        self._hidden = False
        self._paragraphs: list[_Paragraph] = []
        self._rows: list[_Row] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Hear an element open."""
        inside = self._open[-1] if self._open else ""
        self._open.append(tag)
        if tag in _UNSEEN:
            self._unseen += 1
        elif self._unseen:
            return
        elif tag == f"{W}p":
            self._paragraphs.append(_Paragraph())
        elif tag == f"{W}tr":
            self._rows.append(_Row())
        elif tag == f"{W}tc" and self._rows:
            self._rows[-1].cells.append([])
        elif inside == f"{W}r":
            self._in_run(tag, attributes)
        elif self._paragraphs:
            self._of_paragraph(tag, inside, attributes)

    def end(self, tag: str) -> None:
        """Hear an element close."""
        self._open.pop()
        if tag in _UNSEEN:
            self._unseen -= 1
        elif self._unseen:
            return
        elif tag == f"{W}r":
            self._hidden = False
        elif tag == f"{W}p":
            self._end_paragraph(self._paragraphs.pop())
        elif tag == f"{W}tr":
            self._end_row(self._rows.pop())

    def data(self, text: str) -> None:
        """Hear text: only that of a run's ``w:t`` is the report's."""
        if self._open and self._open[-1] == f"{W}t" and not self._unseen and not self._hidden and self._paragraphs:
            self._paragraphs[-1].words.append(text)

    def _in_run(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._paragraphs or self._hidden:
            return
        words = self._paragraphs[-1].words
        if tag == f"{W}tab":
            words.append("\t")
        elif tag in (f"{W}br", f"{W}cr"):
            words.append("\n")
        elif tag == f"{W}noBreakHyphen":
            words.append("-")

    def _of_paragraph(self, tag: str, inside: str, attributes: Mapping[str, str]) -> None:
        paragraph, value = self._paragraphs[-1], attributes.get(f"{W}val", "")
        if tag == f"{W}pStyle":
            paragraph.style = value
        elif tag == f"{W}numId" and inside == f"{W}numPr":
            paragraph.list_id = value
        elif tag == f"{W}ilvl" and inside == f"{W}numPr":
            paragraph.level = int(value) if value.isdecimal() and len(value) < 3 else 0
        elif tag == f"{W}vanish" and self._open[-3:-1] == [f"{W}r", f"{W}rPr"]:
            self._hidden = value not in ("0", "false", "off")

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words)
        if words.strip():
            words = self._counter.next(paragraph.style, paragraph.list_id, paragraph.level) + words
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.lines
        target.extend(words.split("\n"))

    def _end_row(self, row: _Row) -> None:
        cells = [[line for line in cell if line.strip()] for cell in row.cells]
        laid_out = len(cells) == 1 or any(len(line) > _LONG_CELL for cell in cells for line in cell)
        lines = [line for cell in cells for line in cell] if laid_out else ["\t".join(" ".join(cell) for cell in cells)]
        target = self._rows[-1].cells[-1] if self._rows and self._rows[-1].cells else self.lines
        target.extend(lines)
