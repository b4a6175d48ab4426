"""Finding quoted words again in a report whose offsets may have moved."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from graph.curation.decisions import Quote
from graph.model import Span

#: Marks that are set one way in one copy of a report and another way in the next.
_LIKE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "-", "－": "-", "–": "-", "。": "."})


@dataclass(frozen=True)
class Folded:
    """A text without blanks and line ends, each character in its plain form, and where each of them stood."""

    text: str
    offsets: tuple[int, ...]

    def spans(self, words: str) -> tuple[Span, ...]:
        """Every place where ``words``, folded alike, stand: spans of the text that was folded."""
        wanted = fold(words).text
        found: list[Span] = []
        start = self.text.find(wanted) if wanted else -1
        while start >= 0:
            found.append(Span(self.offsets[start], self.offsets[start + len(wanted) - 1] + 1))
            start = self.text.find(wanted, start + 1)
        return tuple(found)


def fold(text: str) -> Folded:
    """The text without blanks, full-width forms made half-width, and quotation marks and dashes made plain.

    >>> fold("“智慧岛” （B型）").text
    '"智慧岛"(B型)'
    """
    kept: list[str] = []
    offsets: list[int] = []
    for offset, character in enumerate(text):
        for plain in unicodedata.normalize("NFKC", character).translate(_LIKE):
            if not plain.isspace():
                kept.append(plain)
                offsets.append(offset)
    return Folded("".join(kept), tuple(offsets))


#: A report is folded once for all of its decisions.
folded_report = lru_cache(maxsize=2)(fold)


def locate(quote: Quote, text: str) -> Span | None:
    """Where the quoted words stand in ``text``; None if nowhere, or if two places fit equally well.

    Of several places the one whose surroundings agree in more characters with ``before`` and ``after`` is meant.

    >>> locate(Quote("铜箔", before="合金"), "锂电铜箔、合金铜箔")
    Span(start=7, end=9)
    """
    places = folded_report(text).spans(quote.exact)
    if len(places) < 2:
        return places[0] if places else None
    ranked = sorted(((_agreement(quote, text, span), span) for span in places), key=lambda pair: -pair[0])
    (best, span), (second, _) = ranked[:2]
    return span if best > second else None


def _agreement(quote: Quote, text: str, span: Span) -> int:
    room = 4 * max(len(quote.before), len(quote.after), 1)
    before = fold(text[max(0, span.start - room) : span.start]).text
    after = fold(text[span.end : span.end + room]).text
    return _common(fold(quote.before).text[::-1], before[::-1]) + _common(fold(quote.after).text, after)


def _common(first: str, second: str) -> int:
    pairs = enumerate(zip(first, second, strict=False))
    return next((count for count, (a, b) in pairs if a != b), min(len(first), len(second)))
