"""What is seen at each character of a sentence: what word lists know there, what rules say, what stands around.

This is all that the tagger learns from (``tagging``). A cue names a list or a rule, with ``B``, ``I``, ``E`` or ``S``
in front for the first, an inner, the last or the only character of the stretch that it covers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.extraction.clauses import Clause
from graph.extraction.lexicon import Lexicon
from graph.extraction.mentions import Mention
from graph.extraction.places import Gazetteer
from graph.extraction.words import Words
from graph.model import Report, Span

_EDGE = "#"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence and, for each of its characters, the names of what is seen there."""

    span: Span
    features: tuple[tuple[str, ...], ...]


def seen_in(
    report: Report,
    clauses: Sequence[Clause],
    shield: bytes,
    mentions: Iterable[Mention],
    lexicon: Lexicon,
    gazetteer: Gazetteer,
) -> Iterator[Seen]:
    """Every sentence that has clauses, in order, with what is seen at its characters."""
    lists = _lists(lexicon, gazetteer)
    heads = {word: "/".join(kind.value for kind in kinds) for word, kinds in lexicon.heads.types.items()}
    said = sorted(mentions)
    starts = [mention.span.start for mention in said]
    clause_starts = [clause.span.start for clause in clauses]
    for number in sorted({clause.sentence for clause in clauses}):
        span = report.sentences[number].span
        cues: list[list[str]] = [[] for _ in range(span.end - span.start)]
        for mention in said[bisect_left(starts, span.start) : bisect_left(starts, span.end)]:
            _mark(cues, span, mention.span, f"{mention.type.value} {mention.rule}")
        for clause in clauses[bisect_left(clause_starts, span.start) : bisect_right(clause_starts, span.end - 1)]:
            _of_clause(report.text, clause, span, cues, lists)
            for start, head in lexicon.heads.words.within(report.text, clause.span.start, clause.span.end):
                _mark(cues, span, Span(start, start + len(head)), f"head {heads[head]}")
        yield Seen(span, _features(report.text, span, cues, shield))


def _lists(lexicon: Lexicon, gazetteer: Gazetteer) -> tuple[tuple[str, Words], ...]:
    return (
        ("verb", lexicon.predicates.verbs),
        ("tail", lexicon.predicates.tails),
        ("nominal", lexicon.predicates.nominal),
        ("industry", lexicon.industries),
        ("product", lexicon.products),
        ("policy", lexicon.policies),
        ("trade", lexicon.company_endings),
        ("company", lexicon.known_companies),
        ("place", gazetteer.words),
    )


def _of_clause(
    text: str, clause: Clause, sentence: Span, cues: list[list[str]], lists: tuple[tuple[str, Words], ...]
) -> None:
    for name, words in lists:
        for start, word in words.within(text, clause.span.start, clause.span.end):
            _mark(cues, sentence, Span(start, start + len(word)), name)
    for chunk in clause.chunks:
        _mark(cues, sentence, chunk.span, "chunk")
        flags = [f"after {chunk.verb[-2:]}", f"before {chunk.after[:2]}"]
        if "、" in chunk.span.of(text):
            flags.append("list")
        etc = text.find("等", chunk.span.start, chunk.span.end)
        for offset in range(chunk.span.start, chunk.span.end):
            cues[offset - sentence.start] += flags
        if etc > 0:
            flag = f"etc {text[etc + 1 : chunk.span.end][-2:]}"
            for offset in range(chunk.span.start, etc):
                cues[offset - sentence.start].append(flag)


def _mark(cues: list[list[str]], sentence: Span, span: Span, name: str) -> None:
    first, last = span.start - sentence.start, min(span.end, sentence.end) - sentence.start - 1
    if last <= first:
        cues[first].append(f"S {name}")
        return
    cues[first].append(f"B {name}")
    cues[last].append(f"E {name}")
    inner = f"I {name}"
    for offset in range(first + 1, last):
        cues[offset].append(inner)


def _features(text: str, span: Span, cues: list[list[str]], shield: bytes) -> tuple[tuple[str, ...], ...]:
    """The cues of each character and its neighbours, and the characters around it."""
    size = len(cues)
    words = [_EDGE] * 2 + list(span.of(text)) + [_EDGE] * 2
    kinds = [_kind(character) for character in words]
    before = [[f"-{cue}" for cue in here] for here in cues]
    behind = [[f"+{cue}" for cue in here] for here in cues]
    found = []
    for number in range(size):
        a, b, c, d, e = words[number : number + 5]
        seen = [
            *(f"-2{a}", f"-1{b}", f"0{c}", f"1{d}", f"2{e}"),
            *(f"-2{a}{b}", f"-1{b}{c}", f"0{c}{d}", f"1{d}{e}"),
            "".join(kinds[number : number + 5]),
            *cues[number],
        ]
        if number:
            seen += before[number - 1]
        if number + 1 < size:
            seen += behind[number + 1]
        if shield[span.start + number]:
            seen.append("inside marks")
        found.append(tuple(seen))
    return tuple(found)


def _kind(character: str) -> str:
    if "\u4e00" <= character <= "\u9fff":
        return "h"
    if character.isdigit():
        return "0"
    return "a" if character.isascii() and character.isalpha() else character
