"""Names and queries reduced to what counts when they are compared: letters, digits and characters, in one form."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65_536)
def _folded(char: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", char).casefold() if c.isalnum())


def fold(text: str) -> str:
    """The units of ``text``: full-width and capital letters made plain, punctuation and space dropped.

    >>> fold("ＴＦＴ “面板”（一期）")
    'tft面板一期'
    """
    return "".join(map(_folded, text))


def offsets(text: str) -> tuple[int, ...]:
    """For each unit of ``fold(text)``, where in ``text`` it comes from.

    >>> offsets("“骏通” A")
    (1, 2, 5)
    """
    return tuple(at for at, char in enumerate(text) for _ in _folded(char))


def word_begins(text: str) -> tuple[bool, ...]:
    """For each unit, whether a word may begin there: always at a Chinese character, else at the first of its letters.

    >>> word_begins("铝 foil")
    (True, True, False, False, False)
    """
    begins = []
    for at in offsets(text):
        before = text[at - 1] if at else " "
        begins.append(not (text[at].isascii() and before.isascii() and before.isalnum()))
    return tuple(begins)
