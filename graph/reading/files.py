"""Files to Reports: each file type has one reader that gives text; all share the layout that follows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from graph.errors import ReadingError
from graph.model import Report
from graph.reading.decode import MAX_BYTES, read_text
from graph.reading.layout import paragraphs_of, sections_of, sentences_of
from graph.reading.titles import headline_of

Reader = Callable[[bytes, str], str]


def _plain(data: bytes, where: str) -> str:
    return read_text(data, where=where)


#: File name ending, in lower case -> how its bytes become text.
READERS: dict[str, Reader] = {".txt": _plain}


def read_report(path: Path) -> Report:
    """The report in the file at ``path``.

    Raises ReadingError for a file that is missing, of an unknown type, unreadable, or no report.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(READERS))
        raise ReadingError(f"{path.suffix or 'no ending'!r} is no known file type.", where=path, mend=f"Use {known}.")
    data = _bytes(path)
    return report_from_text(reader(data, str(path)), where=str(path), sha256=hashlib.sha256(data).hexdigest())


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
        if path.stat().st_size > MAX_BYTES:
            size = f"the file has more than {MAX_BYTES:,} bytes."
            raise ReadingError(size, where=path, mend="Give the report's text alone, without pictures or annexes.")
        return path.read_bytes()
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})."
        raise ReadingError(reason, where=path, mend="Check the path and its rights.") from error
