"""A report's sentences as clauses, and a clause as noun phrases between predicates.

There is no parser behind this, only the grammar that plan reports keep to:
加快推进 A、B建设, 依托 C、D等企业 做大做强 E.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.lexicon import Lexicon
from graph.extraction.words import Words
from graph.model import Report, Span

_OPENING, _CLOSING = "“《（(‘「", "”》）)’」"
_NUMBERED = re.compile(
    r"(?:[一二三四五六七八九十]+(?:是|、)|[（(][一二三四五六七八九十]+[）)]|——|[①-⑩]|\d{1,2}[.．](?!\d))+"
)
#: Who acts: a verb behind one of these is a verb, whatever follows it.
_ACTOR = re.compile(r"(?:企业|公司|集团|高校)$")
_GLOSSARY = re.compile(r"名词(?:解释|注释)")
_CLAUSE_END = "，,；;：:。！？!?"


@dataclass(frozen=True, slots=True)
class Chunk:
    """A noun phrase or list between two predicates; ``verb`` is the run before it, ``after`` the run behind it."""

    span: Span
    verb: str
    after: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between commas; ``sentence`` indexes the report's sentences."""

    span: Span
    sentence: int
    chunks: tuple[Chunk, ...]


def shielded(text: str) -> bytes:
    """One byte a character: 1 inside quotation marks and brackets, the marks themselves included.

    A mark without its partner on the line shields nothing.
    """
    flags, opened = bytearray(len(text)), list[tuple[str, int]]()
    for offset, character in enumerate(text):
        if character == "\n":
            opened.clear()
        elif character in _OPENING:
            opened.append((_CLOSING[_OPENING.index(character)], offset))
        elif opened and character == opened[-1][0]:
            start = opened.pop()[1]
            if not opened:
                flags[start : offset + 1] = b"\1" * (offset + 1 - start)
    return bytes(flags)


def clauses_of(report: Report, lexicon: Lexicon) -> tuple[Clause, ...]:
    """All clauses of the report in order; a glossary at its end explains words and reports nothing, so it has none."""
    shield = shielded(report.text)
    glossary = next((n for n, section in enumerate(report.sections) if _GLOSSARY.search(section.title)), None)
    return tuple(
        Clause(span, number, tuple(_chunks(report.text, _unnumbered(report.text, span), shield, lexicon)))
        for number, sentence in enumerate(report.sentences)
        if glossary is None or sentence.section < glossary
        for span in split(report.text, sentence.span, shield, _CLAUSE_END)
    )


def _unnumbered(text: str, span: Span) -> Span:
    """The clause behind its number: 一是…, (四)…, ——…."""
    number = _NUMBERED.match(text, span.start, span.end)
    return Span(number.end(), span.end) if number and number.end() < span.end else span


def split(text: str, span: Span, shield: bytes, marks: str) -> Iterator[Span]:
    """The stretches of ``span`` between unshielded ``marks``, without white space at their ends."""
    start = span.start
    for offset in range(span.start, span.end + 1):
        if offset == span.end or (text[offset] in marks and not shield[offset]):
            words = text[start:offset]
            if words.strip():
                yield Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
            start = offset + 1


def _chunks(text: str, span: Span, shield: bytes, lexicon: Lexicon) -> Iterator[Chunk]:
    runs = list(_predicate_runs(text, span, shield, lexicon))
    bounds = [Span(span.start, span.start + 1), *runs]
    for number, run in enumerate(bounds):
        start = run.end if number else span.start
        following = bounds[number + 1] if number + 1 < len(bounds) else None
        end = following.start if following else span.end
        words = text[start:end]
        if words.strip(" 　、"):
            lead = len(words) - len(words.lstrip(" 　、"))
            stretch = Span(start + lead, start + len(words.rstrip(" 　、")))
            yield Chunk(stretch, run.of(text) if number else "", following.of(text) if following else "")


def _predicate_runs(text: str, span: Span, shield: bytes, lexicon: Lexicon) -> Iterator[Span]:
    """Neighbouring verbs and adverbs as one run each."""
    offset, initial = span.start, True
    while offset < span.end:
        if shield[offset]:
            offset, initial = offset + 1, False
            continue
        length = _run_length(text, Span(offset, span.end), initial, lexicon)
        if length:
            yield Span(offset, offset + length)
        guard = None if length else lexicon.predicates.guards.at(text, offset, span.end)
        offset, initial = offset + (length or len(guard or "-")), bool(length) or text[offset] in " 　"


def _run_length(text: str, rest: Span, initial: bool, lexicon: Lexicon) -> int:
    """The length of the run of verbs and adverbs that begins ``rest``; 0 if none does, or if it is part of a noun."""
    predicates, end, last = lexicon.predicates, rest.start, rest.start
    verbs: tuple[Words, ...] = (predicates.verbs, predicates.light) if initial else (predicates.verbs,)
    adverbs: tuple[Words, ...] = (predicates.adverbs, predicates.weak) if initial else (predicates.adverbs,)
    step = _step(text, rest, (*verbs, *adverbs), predicates.guards)
    found_verb = 0
    while step:
        last, end = end, end + len(step)
        is_verb = step in predicates.verbs or step in predicates.light
        found_verb = end if is_verb else found_verb
        if end >= rest.end:
            break
        kinds = (predicates.verbs, predicates.light, predicates.adverbs, predicates.weak)
        step = _step(text, Span(end, rest.end), kinds, predicates.guards)
    if not found_verb:
        return 0
    if initial:
        return _without_noun(text, rest, last, found_verb, lexicon)
    told = _ACTOR.search(text, max(0, rest.start - 2), rest.start) is not None
    return 0 if not told and _is_noun(text, found_verb, rest.end, lexicon) else found_verb - rest.start


def _step(text: str, rest: Span, kinds: tuple[Words, ...], guards: Words) -> str | None:
    found = max((kind.at(text, rest.start, rest.end) or "" for kind in kinds), key=len)
    guard = guards.at(text, rest.start, rest.end) or ""
    if not found or len(guard) > len(found):
        return None
    # One character is a verb only before a figure or a rank: 居全省第3位, 达96.8%.
    after = text[rest.start + 1 : rest.start + 2]
    return found if len(found) > 1 or after.isdigit() or after in set("全第省国年近") else None


def _without_noun(text: str, rest: Span, last: int, end: int, lexicon: Lexicon) -> int:
    """Gives the last verb back to the noun that it belongs to: 实施 投资项目, not 实施投资 项目."""
    words = text[last:end]
    if words in lexicon.predicates.light and last > rest.start and _is_noun(text, end, rest.end, lexicon):
        return last - rest.start
    return end - rest.start


def _is_noun(text: str, offset: int, end: int, lexicon: Lexicon) -> bool:
    """Whether what follows a verb at ``offset`` makes a noun of it."""
    if text[offset : offset + 1] in set("、和与及等") and offset < end:
        return True
    return bool(lexicon.heads.words.at(text, offset, end) or lexicon.predicates.nominal.at(text, offset, end))
