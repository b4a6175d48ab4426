"""The rows of a table that a user loads, CSV or XLSX, as plain text: bounded, and with nothing in it carried out."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import LianpuError

MAX_BYTES = 20_000_000
MAX_UNPACKED = 100_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 64
MAX_SHEETS = 20
#: Of one cell, in characters; what is longer is cut there, and the reader of the rows finds it too long.
MAX_CELL = 2_000
_MOST_ROWS_SEEN = 2 * MAX_ROWS  # blank ones included
_CHUNK = 1 << 16
_XML = (".xml", ".rels", ".vml")
_DOCTYPE = b"<!DOCTYPE"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = "Open it in Excel or WPS and save it as .xlsx again."
_SPLIT = "Split it into several files."
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
#: What openpyxl lets through from files that only look like a workbook (XML errors are SyntaxErrors).
_NO_WORKBOOK = (
    *(*_BROKEN, InvalidFileException, SyntaxError, ValueError, TypeError),
    *(KeyError, IndexError, AttributeError, OverflowError, RuntimeError),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank: its number in the file, counted from 1, and its cells as text."""

    number: int
    cells: tuple[str, ...]


def read_table(path: Path) -> tuple[tuple[Row, ...], ...]:
    """The sheets of a .csv or .xlsx file; of a .csv there is one. Raises LianpuError where it cannot be read."""
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        mend = "Name a .csv or .xlsx file."
        raise LianpuError(f"cannot be read ({error.strerror or error}).", where=path, mend=mend) from error
    _refuse_large(size, str(path))
    return parse_table(data, str(path))


def parse_table(data: bytes, name: str) -> tuple[tuple[Row, ...], ...]:
    """The sheets of a table in memory; ``name`` is its file's, whose ending tells what it is. Raises LianpuError."""
    _refuse_large(len(data), name)
    ending = name.lower().rpartition(".")[2]
    if ending == "xlsx":
        return _workbook(data, name)
    if ending == "csv":
        return (_bounded(_comma_separated(data, name), name),)
    raise LianpuError("is no .csv or .xlsx file.", where=name, mend="Save the list as one of the two.")


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_BYTES:
        raise LianpuError(f"is larger than {MAX_BYTES:,} bytes.", where=name, mend=_SPLIT)


def _bounded(rows: Iterable[tuple[str, ...]], name: str) -> tuple[Row, ...]:
    kept: list[Row] = []
    for number, cells in enumerate(rows, start=1):
        if any(cells):
            kept.append(Row(number, cells))
        if len(kept) > MAX_ROWS or number > _MOST_ROWS_SEEN:
            raise LianpuError(f"has more than {MAX_ROWS:,} rows.", where=name, mend=_SPLIT)
    return tuple(kept)


def _comma_separated(data: bytes, name: str) -> Iterator[tuple[str, ...]]:
    text = _decoded(data, name)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            yield tuple(_text(cell) for cell in cells[:MAX_COLUMNS])
    except csv.Error as error:
        raise LianpuError(f"is no CSV ({error}).", where=name, mend="Save it as CSV again.") from error


def _decoded(data: bytes, name: str) -> str:
    """UTF-8, UTF-16 with its mark, or GB 18030, as Chinese Excel saves CSV."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise LianpuError("is no text in UTF-8 or GB 18030.", where=name, mend="Save it as CSV UTF-8.")


def _workbook(data: bytes, name: str) -> tuple[tuple[Row, ...], ...]:
    _refuse_unsound(data, name)
    try:
        with warnings.catch_warnings():
            # What openpyxl does not keep of a workbook's looks does not matter to who reads its cells.
            warnings.simplefilter("ignore", UserWarning)
            # A formula gives what was last shown in its cell; nothing is calculated.
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = []
            for sheet in book.worksheets[:MAX_SHEETS]:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(max_row=_MOST_ROWS_SEEN + 1, max_col=MAX_COLUMNS, values_only=True)
                sheets.append(_bounded(_cells(rows), name))
            return tuple(sheets)
    except _NO_WORKBOOK as error:
        reason = " ".join(str(error).split())[:100] or type(error).__name__
        raise LianpuError(f"is no sound workbook ({reason}).", where=name, mend=_AGAIN) from error


def _cells(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[str, ...]]:
    return (tuple(_text(value) for value in row) for row in rows)


def _refuse_unsound(data: bytes, name: str) -> None:
    """Refuse what is no zip, what unpacks to too much, and what declares a document type, as entity bombs do."""
    if data.startswith(_OLE):
        what = "is protected by a password, or a file of the old Excel (.xls)."
        raise LianpuError(what, where=name, mend="Save it as .xlsx without a password.")
    total = 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for part in package.namelist():
                for size, piece in _pieces(package, part):
                    total += size
                    if total > MAX_UNPACKED:
                        raise LianpuError(f"unpacks to more than {MAX_UNPACKED:,} bytes.", where=name, mend=_SPLIT)
                    if part.endswith(_XML) and _DOCTYPE in piece:
                        raise LianpuError("declares a document type, as no workbook does.", where=name, mend=_AGAIN)
    except (*_BROKEN, RuntimeError, ValueError) as error:
        raise LianpuError("is no sound .xlsx file.", where=name, mend=_AGAIN) from error


def _pieces(package: zipfile.ZipFile, part: str) -> Iterator[tuple[int, bytes]]:
    """A part, unpacked piece by piece: each one's size, and what it says after the end of the one before it, without
    the zeros that UTF-16 puts between letters."""
    end = b""
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            said = end + piece.replace(b"\0", b"")
            yield len(piece), said
            end = said[-len(_DOCTYPE) :]


def _text(value: object) -> str:
    """A cell as text, without blanks at its ends; a whole number without its point, a date as 2023-01-04."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if isinstance(value, date):
        value = value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
    return str(value)[: MAX_CELL + 1].strip()
