"""Why a file is no report, as one of a few kinds that the interface can say in the user's language."""

from __future__ import annotations

from enum import StrEnum

from graph.errors import LianpuError


class Refusal(StrEnum):
    """The kinds of refusal that a person at the screen can do something about."""

    EMPTY = "empty"
    LARGE = "large"
    ENDING = "ending"
    LOCKED = "locked"
    PICTURES = "pictures"
    LANGUAGE = "language"
    TABLE = "table"
    OTHER_KIND = "other_kind"
    HEADLINE = "headline"
    ENCODING = "encoding"
    DAMAGED = "damaged"


#: What reading's messages hold, in the order in which they are tried.
_SAYS = (
    (Refusal.EMPTY, ("is empty", "holds no text")),
    (Refusal.LARGE, ("more than", "too large", "too deep")),
    (Refusal.ENDING, ("no known file type", "not what its ending", "not a Word file", "web archive", "no Word file")),
    (Refusal.LOCKED, ("password",)),
    (Refusal.PICTURES, ("picture",)),
    (Refusal.LANGUAGE, ("hardly Chinese", "Japanese", "fewer than")),
    (Refusal.TABLE, ("is a table",)),
    (Refusal.OTHER_KIND, ("no report", "page of links")),
    (Refusal.HEADLINE, ("the text names no",)),
    (Refusal.ENCODING, ("byte ", "UTF-16", "UTF-8")),
)


def refusal_of(error: LianpuError) -> Refusal:
    """The kind of an error that reading a file raised; DAMAGED where it is none of the others.

    >>> refusal_of(LianpuError("is protected by a password."))
    <Refusal.LOCKED: 'locked'>
    """
    return next((kind for kind, words in _SAYS if any(word in error.what for word in words)), Refusal.DAMAGED)
