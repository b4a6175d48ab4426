"""Files to Reports: each file type has one reader that gives text; all share the layout that follows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from graph.errors import ReadingError
from graph.model import Report
from graph.reading.decode import MAX_BYTES, check_bytes, decoded, plain_lines
from graph.reading.kind import check_kind, check_language
from graph.reading.layout import sections_of, sentences_of
from graph.reading.titles import headline_of
from graph.reading.wrapping import paragraphs_of

Reader = Callable[[bytes, str], str]


def _plain(data: bytes, where: str) -> str:
    check_bytes(data, where)
    return decoded(data, where)


# The libraries behind these are imported where a file needs them: plain text needs none.


def _docx(data: bytes, where: str) -> str:
    from graph.reading.docx import docx_text

    return docx_text(data, where)


def _pdf(data: bytes, where: str) -> str:
    from graph.reading.pdf import pdf_text

    return pdf_text(data, where)


def _webpage(data: bytes, where: str) -> str:
    from graph.reading.webpage import webpage_text

    return webpage_text(data, where)


#: File name ending, in lower case -> how its bytes become text.
READERS: dict[str, Reader] = {".txt": _plain, ".docx": _docx, ".pdf": _pdf, ".html": _webpage, ".htm": _webpage}
#: The endings that reading understands.
READABLE = tuple(sorted(READERS))

#: How a file begins -> what it is, and the endings that it may have.
_BEGINNINGS: tuple[tuple[bytes, str, tuple[str, ...]], ...] = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip or Office file", (".docx",)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of the old Office, or one with a password", (".docx",)),
    (b"{\\rtf", "a file in Rich Text Format", ()),
    (b"\x89PNG\r\n", "a picture", ()),
    (b"\xff\xd8\xff", "a picture", ()),
)
_INSTEAD = {
    ".doc": "Open it in Word or WPS and save it as .docx.",
    ".wps": "Open it in WPS and save it as .docx.",
    ".ofd": "Open it in an OFD reader and save it as .pdf.",
    ".csv": "A table is no report: give the report that it belongs to.",
    ".xls": "A table is no report: give the report that it belongs to.",
    ".xlsx": "A table is no report: give the report that it belongs to.",
}


def read_report(path: Path) -> Report:
    """The report in the file at ``path``. ``Report.text`` is the file's text: for .txt as it stands there.

    Raises ReadingError for a file that is missing, of an unknown type, unreadable, too large, protected or damaged,
    and for one that holds no report in Chinese sentences. Nothing is written, fetched or run.
    """
    ending = path.suffix.lower()
    reader = READERS.get(ending)
    if reader is None:
        mend = _INSTEAD.get(ending, f"Use {', '.join(READABLE)}.")
        raise ReadingError(f"{path.suffix or 'no ending'!r} is no known file type.", where=path, mend=mend)
    data, where = _bytes(path), str(path)
    _check_beginning(data, ending, path)
    text = plain_lines(reader(data, where))
    check_language(text, where)
    check_kind(text, where)
    return report_from_text(text, where=where, sha256=hashlib.sha256(data).hexdigest())


def report_from_text(text: str, *, where: str, sha256: str) -> Report:
    """The report that ``text`` is (line ends ``\\n``); all spans count its characters.

    Raises ReadingError if the text names no year or no place to know the report by.
    """
    paragraphs = paragraphs_of(text)
    headline = headline_of(text, paragraphs, where)
    sections = sections_of(text, paragraphs, headline.year)
    return Report(
        slug=f"{headline.place}-{headline.year}",
        title=headline.title,
        place=headline.place,
        year=headline.year,
        sha256=sha256,
        text=text,
        sections=sections,
        paragraphs=paragraphs,
        sentences=sentences_of(text, paragraphs, sections),
    )


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError("is a folder.", where=path, mend="Name the files in it.")
        if not path.is_file() and path.exists():
            raise ReadingError("is no ordinary file.", where=path, mend="Copy the report into a file.")
        if path.stat().st_size > MAX_BYTES:
            size = f"the file has more than {MAX_BYTES:,} bytes."
            raise ReadingError(size, where=path, mend="Give the report's text alone, without pictures or annexes.")
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})."
        raise ReadingError(reason, where=path, mend="Check the path and its rights.") from error


def _check_beginning(data: bytes, ending: str, path: Path) -> None:
    if not data.strip():
        raise ReadingError("the file is empty.", where=path, mend="Give the report's full text in Chinese.")
    for beginning, kind, endings in _BEGINNINGS:
        if data.startswith(beginning) and ending not in endings:
            mend = f"Name it {' or '.join(endings)}, if it is one." if endings else "Save it as .docx, .pdf or .txt."
            raise ReadingError(f"is {kind}, not what its ending {ending} says.", where=path, mend=mend)
