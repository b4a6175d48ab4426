"""Quotes: the words of a report that a decision rests on, with as much around them as tells the place from others."""

from __future__ import annotations

from graph.curation.decisions import Quote
from graph.curation.quotes import fold, locate
from graph.model import Span
from graph.review.people import ReviewError

#: How many characters on each side are tried until the place is told from every other.
_ROOMS = (8, 16, 32, 64, 128, 256)
_ENDS = "。；！？，,;\n"
#: A clause is not followed further than this, on either side.
_REACH = 120


def quote_of(text: str, span: Span) -> Quote:
    """The quote that finds ``span`` again in ``text``, with blanks at its ends left out.

    Raises ReviewError where the span holds only blanks, or words that stand so in several places that nothing tells
    them apart.
    """
    tight = trimmed(text, span)
    if tight is None:
        raise ReviewError("the passage is blank.", mend="Mark some words.", key="review_blank")
    exact = tight.of(text)
    for room in (0, *_ROOMS):
        quote = Quote(exact, text[max(0, tight.start - room) : tight.start], text[tight.end : tight.end + room])
        if locate(quote, text) == tight:
            return quote
    raise ReviewError(
        "the report has these words in several places that look alike.",
        mend="Mark a longer passage.",
        key="review_ambiguous",
    )


def clause_around(text: str, span: Span) -> Span:
    """The clause that ``span`` lies in: out to the punctuation on both sides.

    >>> text = "产能扩大，依托中原黄金冶炼厂，发展精深加工。"
    >>> clause_around(text, Span(7, 9)).of(text)
    '依托中原黄金冶炼厂'
    """
    start, end = span.start, span.end
    while start > max(0, span.start - _REACH) and text[start - 1] not in _ENDS:
        start -= 1
    while end < min(len(text), span.end + _REACH) and text[end] not in _ENDS:
        end += 1
    return Span(start, end)


def trimmed(text: str, span: Span) -> Span | None:
    """The span without blanks at its ends, cut to the text; None where nothing is left."""
    start, end = span.start, min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def shows(text: str, span: Span, name: str) -> bool:
    """Whether the words of ``span`` hold ``name``, blanks and the form of quotation marks aside."""
    wanted = fold(name).text
    return bool(wanted) and wanted in fold(span.of(text)).text
