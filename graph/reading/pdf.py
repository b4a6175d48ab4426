"""PDF files with a text layer, opened in a child process that is ended when its time is up."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from graph.errors import ReadingError
from graph.reading.pdf_layout import Line, Page, text_of

MAX_SECONDS = 60.0
#: A page with fewer characters has no text to speak of.
_MIN_CHARACTERS = 20
_WORKER = Path(__file__).with_name("pdf_worker.py")
_ANOTHER = "Print it to PDF again, or give the report as .docx or .txt."


def pdf_text(data: bytes, where: str, *, seconds: float = MAX_SECONDS) -> str:
    """The text of a PDF: a line a paragraph, without running heads and page numbers, cells of a table apart by tabs.

    Raises ReadingError, which names ``where``, for a PDF that is scanned, protected, damaged or too long, and for one
    that takes longer than ``seconds`` to open.
    """
    if b"%PDF-" not in data[:1024]:
        raise ReadingError("is no PDF inside.", where=where, mend=_ANOTHER)
    pages = [_page(page) for page in _ask(data, where, seconds)]
    written = [page for page in pages if sum(len(line.words) for line in page.lines) >= _MIN_CHARACTERS]
    pictures = sum(page.picture for page in pages)
    if not written or pictures > len(written):
        what = f"is a scan: {pictures} of its {len(pages)} pages are pictures without text."
        what = what if pictures else "holds no text."
        mend = "Run it through a text recognition (OCR) program first, or find the report's page on the web."
        raise ReadingError(what, where=where, mend=mend)
    return text_of(pages)


def _ask(data: bytes, where: str, seconds: float) -> list[dict[str, Any]]:
    # -P: this folder's own modules must not stand in for others of the same name.
    command = [sys.executable, "-P", str(_WORKER), str(seconds)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        what = f"did not open within {seconds:g} seconds."
        raise ReadingError(what, where=where, mend=_ANOTHER) from error
    except OSError as error:
        what = f"cannot be opened: no process could be started ({error.strerror or error})."
        raise ReadingError(what, where=where, mend="Free some memory and try again.") from error
    if done.returncode != 0 or not done.stdout:
        raise _failed(done, where)
    reply: dict[str, Any] = json.loads(done.stdout)
    if "error" in reply:
        raise _refused(reply["error"], reply["detail"], where)
    pages: list[dict[str, Any]] = reply["pages"]
    return pages


def _failed(done: subprocess.CompletedProcess[bytes], where: str) -> ReadingError:
    if b"No module named" in done.stderr:
        mend = "Install the project again: `pip install -e .` brings pypdfium2."
        return ReadingError("cannot be read: the PDF reader is not installed.", where=where, mend=mend)
    return ReadingError("is damaged: the PDF reader gave up on it.", where=where, mend=_ANOTHER)


def _refused(error: str, detail: str, where: str) -> ReadingError:
    if error == "password":
        mend = "Open it with the password, save it without one, and try again."
        return ReadingError("is protected by a password.", where=where, mend=mend)
    if error == "large":
        return ReadingError(f"is too large ({detail}).", where=where, mend="Give the report alone, without annexes.")
    return ReadingError(f"is damaged ({detail}).", where=where, mend=_ANOTHER)


def _page(page: dict[str, Any]) -> Page:
    return Page(page["width"], page["height"], page["picture"], tuple(Line(*line) for line in page["lines"]))
