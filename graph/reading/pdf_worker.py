"""The child process that opens a PDF: the file on standard input, its lines with their places as JSON on output.

A PDF is a program of sorts, and PDFium is native code: what hangs, grows or crashes here is ended by the parent or by
the limits below, and costs one file. The module stands alone (it is run by its path) so that it starts fast.
"""

from __future__ import annotations

import ctypes
import json
import os
import statistics
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium  # type: ignore[import-untyped, unused-ignore]
import pypdfium2.raw as raw  # type: ignore[import-untyped, unused-ignore]

MAX_PAGES = 3_000
MAX_CHARACTERS = 30_000_000
MAX_MEMORY = 3_000_000_000
#: In widths of a character: a gap this wide parts two cells; in heights: a step this high begins a line.
_CELL_GAP = 1.5
_WORD_GAP = 0.2
_STEP = 0.5


def main() -> None:
    """Answer once: {"pages": [{"width", "height", "picture", "lines": [[x0, x1, y, size, text], …]}]} or {"error"}."""
    _limit(float(sys.argv[1]))
    reply: dict[str, Any]
    try:
        reply = {"pages": list(_pages(sys.stdin.buffer.read()))}
    except pdfium.PdfiumError as error:
        reply = {"error": "password" if "password" in str(error).lower() else "damaged", "detail": str(error)}
    except (_TooLongError, MemoryError) as error:
        reply = {"error": "large", "detail": str(error)}
    sys.stdout.write(json.dumps(reply, ensure_ascii=True))
    sys.stdout.flush()
    # Closing a large or odd document can take long, and everything is said.
    os._exit(0)


class _TooLongError(Exception):
    pass


def _limit(seconds: float) -> None:
    """An orphan ends itself a little after its time; the memory is bounded where the system knows how."""
    watchdog = threading.Timer(seconds + 5, os._exit, args=(3,))
    watchdog.daemon = True
    watchdog.start()
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    document = pdfium.PdfDocument(data)
    if len(document) > MAX_PAGES:
        raise _TooLongError(f"{len(document):,} pages, more than {MAX_PAGES:,}")
    total = 0
    for number in range(len(document)):
        page = document[number]
        width, height = page.get_size()
        text = page.get_textpage()
        lines = [line.packed() for line in _lines(text.raw, text.count_chars()) if line.words.strip()]
        total += sum(len(line[-1]) for line in lines)
        if total > MAX_CHARACTERS:
            raise _TooLongError(f"more than {MAX_CHARACTERS:,} characters")
        picture = not lines and any(True for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
        yield {"width": width, "height": height, "picture": picture, "lines": lines}
        text.close()
        page.close()


class _Line:
    """Characters on one base line, left to right."""

    def __init__(self, left: float, y: float) -> None:
        self.words, self.left, self.right, self.last, self.y = "", left, left, left, y
        self._sizes: list[float] = []

    def add(self, character: str, left: float, right: float, size: float, spaced: bool) -> None:
        gap = left - self.right
        if self.words.strip() and gap > _CELL_GAP * size:
            self.words += "\t"
        elif self.words.strip() and spaced and gap > _WORD_GAP * size and self._alike(character):
            self.words += " "
        if not self.words.strip():
            self.left = self.right = left
        self.words += character
        self.last = left
        if character.strip():
            self.right = max(self.right, right)
            self._sizes.append(size)

    def _alike(self, character: str) -> bool:
        """Between Chinese and Latin characters a gap is good typography, no space."""
        last = self.words[-1]
        return not last.isspace() and last.isascii() == character.isascii()

    def packed(self) -> list[Any]:
        size = statistics.median(self._sizes)
        return [round(self.left, 1), round(self.right, 1), round(self.y, 1), round(size, 1), self.words.strip()]


def _lines(page: Any, count: int) -> Iterator[_Line]:
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    code_of, is_made_up = raw.FPDFText_GetUnicode, raw.FPDFText_IsGenerated
    box_of, origin_of, box_at, x_at, y_at = (
        *(raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin),
        *(ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)),
    )
    line: _Line | None = None
    spaced = False
    for index in range(count):
        code = code_of(page, index)
        # What PDFium makes up has no place of its own: a line end is told from the next place, a space by the gap.
        if (code <= 32 and code != 2 and (code < 32 or is_made_up(page, index) == 1)) or code in (0xFFFE, 0xFFFF):
            spaced = spaced or code == 32
            continue
        box_of(page, index, box_at)
        origin_of(page, index, x_at, y_at)
        size = abs(box.top - box.bottom) or 1.0
        character = "-" if code == 2 else chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd"
        if line is None or abs(y.value - line.y) > _STEP * size or x.value < line.last - size:
            if line is not None:
                yield line
            line = _Line(x.value, y.value)
        line.add(character, x.value, box.right, size, spaced)
        spaced = False
    if line is not None:
        yield line


if __name__ == "__main__":
    main()
