"""Which of several media types a client wants most (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*")
_QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Range:
    kind: str
    subtype: str
    quality: float

    def closeness(self, media_type: str) -> int:
        """How closely this range names a media type: 3 by name, 2 by its kind, 1 as anything, 0 not at all."""
        kind, _, subtype = media_type.partition("/")
        if (self.kind, self.subtype) == (kind, subtype):
            return 3
        if (self.kind, self.subtype) == (kind, "*"):
            return 2
        return int((self.kind, self.subtype) == ("*", "*"))


def choose(offers: Sequence[str], accept: str | None) -> str | None:
    """The offer that an Accept header likes best, the earlier of two that it likes as well; None where it likes none.

    No header, or one without a readable part, likes everything.

    >>> choose(["text/turtle", "application/ld+json"], "application/ld+json, text/*;q=0.5")
    'application/ld+json'
    >>> choose(["text/turtle"], "text/turtle;q=0, */*") is None
    True
    """
    ranges = [found for part in (accept or "*/*").split(",") if (found := _range(part))]
    if not ranges:
        return offers[0]
    liked = {offer: _quality(offer, ranges) for offer in offers}
    best = max(offers, key=lambda offer: liked[offer])
    return best if liked[best] > 0 else None


def _quality(offer: str, ranges: list[_Range]) -> float:
    closest = max(ranges, key=lambda item: (item.closeness(offer), item.quality))
    return closest.quality if closest.closeness(offer) else 0.0


def _range(part: str) -> _Range | None:
    name, *parameters = part.split(";")
    found = _RANGE.fullmatch(name)
    if found is None:
        return None
    # Parameters other than q (charset, profile) do not change which of our forms is meant.
    quality = next((float(match[1]) for text in parameters if (match := _QUALITY.fullmatch(text))), 1.0)
    return _Range(found[1].lower(), found[2].lower(), quality)
