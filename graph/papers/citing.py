"""Numbered sources: each piece of evidence becomes the whole sentence that it stands in, cited by one number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.model import Span
from graph.papers.values import Source
from graph.query.values import Evidence
from graph.query.values import Source as ReportSource

#: Where a sentence ends; what closes a quotation after the mark still belongs to it.
_END = re.compile(r"[。！？!?\n][”’\"）)】]*")
_MARK = re.compile(r"\[(\d+)\]")
#: Sentences that run on without a mark are quoted only so far around the evidence.
_LONGEST = 400


class Register:
    """Gives numbers to sentences in the order in which they are first cited."""

    def __init__(self, reports: Mapping[str, ReportSource]) -> None:
        self._reports = reports
        self._numbers: dict[tuple[str, Span], int] = {}
        self._sources: list[Source] = []

    @property
    def sources(self) -> tuple[Source, ...]:
        """All that was cited, by number."""
        return tuple(self._sources)

    def cite(self, *evidence: Evidence) -> tuple[int, ...]:
        """The numbers of pieces of evidence, each once, rising."""
        return tuple(sorted({self._number(one) for one in evidence}))

    def mark(self, *evidence: Evidence) -> str:
        """The numbers as they stand in a text, such as [1][4]."""
        return marks(self.cite(*evidence))

    def renumbered(self, text: str, evidence: Sequence[Evidence]) -> str:
        """A text whose marks count a list of its own, with the marks of the papers instead."""

        def changed(mark: re.Match[str]) -> str:
            at = int(mark[1]) - 1
            return self.mark(evidence[at]) if at < len(evidence) else ""

        return re.sub(r"(\[\d+\])\1+", r"\1", _MARK.sub(changed, text))

    def quotes(self, numbers: Iterable[int]) -> str:
        """The sentences of some numbers, one a line."""
        return "\n".join(f"[{n}] {self._sources[n - 1].quote}" for n in numbers)

    def _number(self, evidence: Evidence) -> int:
        report = self._reports[evidence.report]
        span = sentence_around(report.text, evidence.span)
        key = (evidence.report, span)
        if key not in self._numbers:
            number = self._numbers[key] = len(self._sources) + 1
            quote, title = span.of(report.text), report.info.title
            self._sources.append(Source(number, quote, title, evidence.section, span.start, span.end))
        return self._numbers[key]


def marks(numbers: Iterable[int]) -> str:
    """Numbers of sources as they stand in a text.

    >>> marks((2, 5))
    '[2][5]'
    """
    return "".join(f"[{number}]" for number in numbers)


def sentence_around(text: str, span: Span) -> Span:
    """The whole sentence (or sentences) that a stretch of text lies in, white space aside.

    >>> sentence_around("甲。乙建成投产。丙。", Span(2, 4)).of("甲。乙建成投产。丙。")
    '乙建成投产。'
    """
    low = max(0, span.start - _LONGEST)
    before = [end.end() for end in _END.finditer(text, low, span.start)]
    start = before[-1] if before else low
    behind = _END.search(text, max(span.start, span.end - 1), min(len(text), span.end + _LONGEST))
    end = behind.end() if behind else min(len(text), span.end + _LONGEST)
    while start < span.start and text[start].isspace():
        start += 1
    while end > span.end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
