"""Matches as arrays, and the one number that orders them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.search.table import Ints


@dataclass(frozen=True, slots=True)
class Matches:
    """Matches of entries (``owner``) by names (``form``), all arrays of one length; ``key`` orders them, the least
    first. The match stands ``offset`` units into the name and is ``length`` units long, 0 where it is only near."""

    owner: Ints
    key: NDArray[np.int64]
    form: Ints
    offset: Ints
    length: Ints
    how: NDArray[np.int64]

    def only(self, which: NDArray[np.bool_] | NDArray[np.integer]) -> Matches:
        """Those at ``which``: flags, or numbers in the order wanted."""
        return Matches(*(getattr(self, field.name)[which] for field in fields(self)))


def rank(*parts: tuple[Any, int]) -> NDArray[np.int64]:
    """One number from several, the first the most significant; each is given with how many values it can have.

    >>> rank((np.array([1, 0]), 2), (np.array([0, 9]), 10)).tolist()
    [10, 9]
    """
    key = np.zeros(1, dtype=np.int64)
    for values, count in parts:
        key = key * count + np.asarray(values, dtype=np.int64)
    return key


def join(parts: Sequence[Matches]) -> Matches:
    """All matches of several in one."""
    return Matches(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Matches)))


def first_of_each(matches: Matches) -> Matches:
    """The best match of each entry, the best first; entries that match alike in the order of the index."""
    order = np.lexsort((matches.owner, matches.key))
    _, first = np.unique(matches.owner[order], return_index=True)
    return matches.only(order[np.sort(first)])
