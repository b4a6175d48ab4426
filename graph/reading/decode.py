"""Bytes to text: which encoding, which line ends."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from graph.errors import ReadingError
from graph.reading.kind import check_language

MAX_BYTES = 50_000_000
#: Invalid UTF-8 in fewer than one of this many characters is a damaged UTF-8 file, not another encoding.
DAMAGED_ONE_IN = 100

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "Save it as UTF-8 plain text and try again."


def read_text(data: bytes, *, where: str) -> str:
    """The text of a file's bytes, line ends as ``\\n``.

    Encodings: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030 (and so GBK and GB 2312). Raises
    ReadingError, which names ``where``, for bytes in none of these, for binary data, for more than ``MAX_BYTES``, and
    for a text that is empty, too short or hardly Chinese.

    >>> read_text("三门峡市。\\r\\n".encode("gb18030") * 20, where="a.txt")[:6]
    '三门峡市。\\n'
    """
    check_bytes(data, where)
    text = plain_lines(decoded(data, where))
    check_language(text, where)
    return text


def plain_lines(text: str) -> str:
    """``text`` without a byte order mark, line ends as ``\\n``."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def check_bytes(data: bytes, where: str) -> None:
    """Raise ReadingError, which names ``where``, for data that is too large or binary."""
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}."
        raise ReadingError(size, where=where, mend="Give the report's text alone, without pictures or annexes.")
    if b"\0" in data and not data.startswith(_UTF16_MARKS):
        place = f"byte {data.index(0)} is NUL: this is no text file."
        raise ReadingError(place, where=where, mend="Give the report as plain text (.txt).")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where a decoder stopped, and how many characters it stumbled over in all."""

    offset: int
    damaged: int
    characters: int


def decoded(data: bytes, where: str) -> str:
    """The characters of ``data``, whatever they say. Raises ReadingError as ``read_text`` does for other encodings."""
    if data.startswith(_UTF16_MARKS):
        utf16 = _try(data, "utf-16")
        if isinstance(utf16, str) and "\0" not in utf16:
            return utf16
        raise ReadingError("begins like UTF-16 and does not go on so.", where=where, mend=_SAVE_AS)
    utf8 = _try(data, "utf-8")
    if isinstance(utf8, str):
        return utf8
    if utf8.damaged * DAMAGED_ONE_IN < utf8.characters:
        raise _bad_byte(data, utf8.offset, where, "not valid UTF-8, as the rest is.")
    gb18030 = _try(data, "gb18030")
    if isinstance(gb18030, str):
        return gb18030
    raise _bad_byte(data, max(utf8.offset, gb18030.offset), where, "neither UTF-8 nor GB18030.")


def _try(data: bytes, encoding: str) -> str | _Failure:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        replaced = data.decode(encoding, errors="replace")
        return _Failure(error.start, replaced.count("\ufffd"), len(replaced))


def _bad_byte(data: bytes, offset: int, where: str, why: str) -> ReadingError:
    line = data.count(b"\n", 0, offset) + 1
    return ReadingError(f"byte {offset} (0x{data[offset]:02x}, line {line}) is {why}", where=where, mend=_SAVE_AS)
