"""Bytes to text: which encoding, which line ends, and whether it can be a report at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import dataclass

from graph.errors import ReadingError

MAX_BYTES = 50_000_000
#: A report has thousands; below this there is nothing to map.
MIN_HAN = 30
MIN_HAN_SHARE = 0.2
#: Invalid UTF-8 in fewer than one of this many characters is a damaged UTF-8 file, not another encoding.
DAMAGED_ONE_IN = 100

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS = "Save it as UTF-8 plain text and try again."


def read_text(data: bytes, *, where: str) -> str:
    """The text of a file's bytes: UTF-8 (with or without a byte order mark) or GB18030, line ends as ``\\n``.

    Raises ReadingError, which names ``where``, for bytes that are neither, for binary data, and for a text that is
    too large, empty, too short or hardly Chinese.

    >>> read_text("三门峡市。\\r\\n".encode("gb18030") * 20, where="a.txt")[:6]
    '三门峡市。\\n'
    """
    _check_bytes(data, where)
    text = _decode(data, where).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _check_text(text, where)
    return text


def _check_bytes(data: bytes, where: str) -> None:
    if len(data) > MAX_BYTES:
        size = f"the file has {len(data):,} bytes, more than {MAX_BYTES:,}."
        raise ReadingError(size, where=where, mend="Give the report's text alone, without pictures or annexes.")
    if data.startswith(_UTF16_MARKS):
        raise ReadingError("the text is in UTF-16.", where=where, mend=_SAVE_AS)
    if b"\0" in data:
        place = f"byte {data.index(0)} is NUL: this is no text file."
        raise ReadingError(place, where=where, mend="Give the report as plain text (.txt).")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where a decoder stopped, and how many characters it stumbled over in all."""

    offset: int
    damaged: int
    characters: int


def _decode(data: bytes, where: str) -> str:
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


def _check_text(text: str, where: str) -> None:
    han, solid = len(_HAN.findall(text)), sum(not character.isspace() for character in text)
    for broken, what in _COMPLAINTS:
        if broken(han, solid):
            raise ReadingError(what, where=where, mend="Give the report's full text in Chinese.")


_COMPLAINTS: tuple[tuple[Callable[[int, int], bool], str], ...] = (
    (lambda han, solid: solid == 0, "the file is empty."),
    (lambda han, solid: han < solid * MIN_HAN_SHARE, "the text is hardly Chinese."),
    (lambda han, solid: han < MIN_HAN, f"the text has fewer than {MIN_HAN} Chinese characters."),
)
