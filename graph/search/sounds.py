"""How characters are read, by pypinyin: without tones, ü written v."""

from __future__ import annotations

import re
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

#: How many readings of one character are kept; beyond these are readings that no name has.
READINGS = 3
#: One letter or digit, or characters in a row.
_RUNS = re.compile(r"[\x00-\x7f]|[^\x00-\x7f]+")


@lru_cache(maxsize=65_536)
def _alone(unit: str) -> tuple[str, ...]:
    if unit.isascii():
        return (unit,)
    ((*those,),) = pinyin(unit, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(those))


def readings(units: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each unit of a folded name, at most READINGS, the one that it has in these words first. A letter
    or digit reads as itself.

    >>> readings("重庆tft")
    (('chong', 'zhong', 'tong'), ('qing',), ('t',), ('f',), ('t',))
    """
    alone = [_alone(unit) for unit in units]
    if all(len(those) == 1 for those in alone):
        return tuple(alone)
    here = [sound for run in _RUNS.findall(units) for sound in ((run,) if run.isascii() else lazy_pinyin(run))]
    if len(here) != len(alone):  # A letter of another script has no reading, and takes its neighbours with it.
        return tuple(those[:READINGS] for those in alone)
    return tuple(tuple(dict.fromkeys((first, *those)))[:READINGS] for first, those in zip(here, alone, strict=True))
