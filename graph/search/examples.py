"""Queries to show a person what can be typed, made from what the graph holds."""

from __future__ import annotations

from collections.abc import Iterable

from graph.search.entries import Entry, Kind
from graph.search.folding import fold
from graph.search.sounds import readings

#: A name of so many characters shows well what a beginning, its pinyin and its initials are.
_LEAST, _MOST = 4, 8


def example_queries(entries: Iterable[Entry]) -> tuple[str, str, str] | None:
    """The beginning of the weightiest enterprise's name, that in pinyin, and the initials of the whole name. None
    where no enterprise has a name of Chinese characters alone."""
    names = (
        (entry.weight, fold(entry.name))
        for entry in entries
        if entry.kind is Kind.ENTERPRISE and _LEAST <= len(entry.name) <= _MOST
    )
    plain = [(weight, name) for weight, name in names if not any(c.isascii() for c in name)]
    if not plain:
        return None
    _, name = max(plain, key=lambda pair: pair[0])
    sounds = [those[0] for those in readings(name)]
    return name[:2], "".join(sounds[:2]), "".join(sound[0] for sound in sounds)
