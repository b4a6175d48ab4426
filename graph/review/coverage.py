"""Coverage: which paragraphs of a report gave facts, which only names, and which nothing at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from graph.model import Span

#: Shorter lines are headings, addresses and signatures, which have nothing to give; so are those without a pause.
LEAST = 12
_SENTENCE = re.compile("[，,。；;！？]")


class Yield(StrEnum):
    """What a paragraph gave."""

    #: A relation or a figure.
    FACTS = "facts"
    #: Names, and nothing said of them.
    NAMES = "names"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph and what it gave."""

    span: Span
    gave: Yield


def cover(paragraphs: Iterable[Span], facts: Iterable[Span], names: Iterable[Span]) -> tuple[Stretch, ...]:
    """What each paragraph gave, from where facts and names were found.

    >>> [s.gave.value for s in cover([Span(0, 9), Span(9, 20)], [Span(10, 12)], [Span(1, 3)])]
    ['names', 'facts']
    """
    said, named = _Held(facts), _Held(names)
    return tuple(Stretch(span, _gave(span, said, named)) for span in paragraphs)


def silent(stretches: Iterable[Stretch]) -> tuple[Span, ...]:
    """The paragraphs that gave no facts, in the order of the text."""
    return tuple(stretch.span for stretch in stretches if stretch.gave is not Yield.FACTS)


def telling(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans of a text that have something to say: headings, addresses and signatures are left out.

    >>> telling("各位代表：\\n全市工业增长，黄金产业领先。", [Span(0, 5), Span(6, 20)])
    (Span(start=6, end=20),)
    """
    return tuple(span for span in spans if span.end - span.start >= LEAST and _SENTENCE.search(span.of(text)))


def lines_of(text: str) -> tuple[Span, ...]:
    """The lines of a text that are not empty."""
    found: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            found.append(Span(at, at + len(line)))
        at += len(line) + 1
    return tuple(found)


class _Held:
    """Spans, ready to be asked whether one of them touches a stretch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(set(spans))
        self._starts = [span.start for span in ordered]
        self._reach = list(accumulate((span.end for span in ordered), max))

    def touch(self, stretch: Span) -> bool:
        before = bisect_left(self._starts, stretch.end)
        return before > 0 and self._reach[before - 1] > stretch.start


def _gave(span: Span, facts: _Held, names: _Held) -> Yield:
    if facts.touch(span):
        return Yield.FACTS
    return Yield.NAMES if names.touch(span) else Yield.NOTHING
