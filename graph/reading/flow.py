"""A report without what layout put into it, for extraction, and the way back to the report's own offsets.

Extraction reads words and figures; it need not know of hard line breaks, full-width digits and radicals. So it is
given a view of the report with none of these, and what it finds there is carried back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from graph.model import Entity, Extraction, Report, Span
from graph.reading.folding import folded

_BREAK = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True)
class Flow:
    """``report`` is the view; ``source`` the report that it shows.

    ``pieces`` are the stretches of the source that the view's text is made of: where each begins in the view, and
    where in the source.
    """

    report: Report
    source: Report
    pieces: tuple[tuple[int, int], ...]

    def back(self, found: Extraction) -> Extraction:
        """``found`` in the view, with the offsets of the source; its report is the source.

        An entity that the source writes in other characters (５Ｇ基站) gets that form as an alias.
        """
        if found.report is self.source:
            return found
        return Extraction(
            report=self.source,
            entities=tuple(self._entity(entity) for entity in found.entities),
            relations=tuple(replace(relation, evidence=self._span(relation.evidence)) for relation in found.relations),
            indicators=tuple(replace(figure, evidence=self._span(figure.evidence)) for figure in found.indicators),
        )

    def _entity(self, entity: Entity) -> Entity:
        mentions = tuple(self._span(span) for span in entity.mentions)
        aliases = list(entity.aliases)
        for there, here in zip(mentions, entity.mentions, strict=True):
            written, read = _BREAK.sub("", there.of(self.source.text)), here.of(self.report.text)
            if folded(written) != written and folded(written) == read and written not in aliases:
                aliases.append(written)
        return replace(entity, mentions=mentions, aliases=tuple(aliases))

    def _span(self, span: Span) -> Span:
        return Span(self._offset(span.start), self._offset(span.end - 1) + 1)

    def _offset(self, offset: int) -> int:
        here, there = self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1]
        return there + offset - here


def flow_of(report: Report) -> Flow:
    """The view of ``report`` for extraction; the report itself where there is nothing to leave out."""
    if folded(report.text) == report.text and not any("\n" in p.of(report.text) for p in report.paragraphs):
        return Flow(report, report, ((0, 0),))
    words, pieces = _flowing(report)
    starts = [there for _, there in pieces]

    def moved(span: Span) -> Span:
        return Span(at(span.start), at(span.end - 1) + 1)

    def at(offset: int) -> int:
        here, there = pieces[bisect_right(starts, offset) - 1]
        return here + offset - there

    view = replace(
        report,
        text=folded(words),
        sections=tuple(replace(section, span=moved(section.span)) for section in report.sections),
        paragraphs=tuple(map(moved, report.paragraphs)),
        sentences=tuple(replace(sentence, span=moved(sentence.span)) for sentence in report.sentences),
    )
    return Flow(view, report, tuple(pieces))


def _flowing(report: Report) -> tuple[str, list[tuple[int, int]]]:
    text, words, pieces, length, start = report.text, list[str](), list[tuple[int, int]](), 0, 0
    for paragraph in report.paragraphs:
        for gap in _BREAK.finditer(text, paragraph.start, paragraph.end):
            # Between two words of Latin letters the break stands for a space.
            latin = text[gap.start() - 1].isascii() and text[gap.end()].isascii() and text[gap.end()].isalpha()
            stop = gap.start() + (1 if latin else 0)
            pieces.append((length, start))
            words.append(text[start : gap.start()] + (" " if latin else ""))
            length += stop - start
            start = gap.end()
    pieces.append((length, start))
    words.append(text[start:])
    return "".join(words), pieces
