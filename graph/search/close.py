"""Names nearly like a query, where none is like it: a wrong, missing or extra character or letter."""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from graph.search.spelling import Unit
from graph.search.table import Ints, Table

#: A query shorter than this (characters, or letters where it has only letters) is like too many names.
LEAST_CHARACTERS, LEAST_LETTERS = 3, 5
#: One mistake is forgiven, and one more for each so many characters or letters.
FOR_CHARACTERS, FOR_LETTERS = 4, 5
#: How many names, those that share most with the query, are compared in full.
COMPARED = 800
#: What a name of which only a part is like the query loses against one that is like it as a whole.
_PART = 0.94


def close_names(table: Table, query: str) -> tuple[Ints, Ints]:
    """The numbers of names nearly like the folded query, and how like each is, of 100."""
    letters = query.isascii()
    if len(query) < (LEAST_LETTERS if letters else LEAST_CHARACTERS):
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.int32)
    forms = _candidates(table, query, letters)
    texts = [table.spelt(form) if letters else table.text(form) for form in forms.tolist()]
    mistakes = max(1, len(query) // (FOR_LETTERS if letters else FOR_CHARACTERS))
    likeness = _likeness(query, texts, 100 * (1 - mistakes / len(query)) - 0.1)
    near = likeness > 0
    return forms[near], np.floor(likeness[near]).astype(np.int32)


def _candidates(table: Table, query: str, letters: bool) -> Ints:
    """The names that share half of the query's characters; of a query in letters, a syllable, or most of its letters
    where the name is written in letters too."""
    units = _syllables(table, query) if letters else set(table.spelling.literal(query))
    counts = table.shared(units)
    enough = counts >= (1 if letters else ceil(len(units) / 2))
    if letters:
        written = set(table.spelling.literal(query))
        enough |= table.shared(written) >= ceil(len(written) * 0.7)
    forms = np.flatnonzero(enough)
    if len(forms) > COMPARED:
        # More shared units first; of those alike, the name whose length is nearer to the query's.
        length = len(units) if letters else len(query)
        away = np.minimum(np.abs(table.lengths[forms] - length), 99)
        forms = forms[np.argsort(away - 100 * counts[forms], kind="stable")[:COMPARED]]
    return forms.astype(np.int32)


def _syllables(table: Table, query: str) -> set[Unit]:
    """The syllables of two letters or more that stand anywhere in a query, right or not."""
    numbers = (
        table.spelling.number(query[at:end])
        for at in range(len(query))
        for end in range(at + 2, min(len(query), at + 6) + 1)
    )
    return {Unit(True, number, number + 1) for number in numbers if number is not None}


def _likeness(query: str, texts: list[str], least: float) -> NDArray[np.float32]:
    """How like each text is, of 100; 0 where it is less like than ``least``."""
    if not texts:
        return np.zeros(0, dtype=np.float32)
    whole = process.cdist([query], texts, scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32)[0]
    part = process.cdist([query], texts, scorer=fuzz.partial_ratio, score_cutoff=least, dtype=np.float32)[0]
    longer = np.array([len(text) > len(query) for text in texts])
    likeness: NDArray[np.float32] = np.where(longer, np.maximum(whole, part * _PART), whole)
    return likeness
