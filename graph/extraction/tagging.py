"""A learned reader of sentences: it tells which stretches are names, and how likely a proposed stretch is one.

Two conditional random fields (Lafferty, McCallum and Pereira 2001; the library is CRFsuite) read each sentence: one
finds names, the other names inside names, as 骏通 in 骏通年产1万辆多轮驱动生产线项目. Characters are labelled B, I, E
or S and a type.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from threading import Lock

import pycrfsuite

from graph.errors import LexiconError
from graph.extraction.cues import Seen
from graph.extraction.mentions import Mention
from graph.model import EntityType, Span

OUTSIDE = "O"
#: A phrase that is a name with at least this chance is worth a judge's look.
_WEAK = 0.12
_RULES = ("tagger", "tagger inside")


@dataclass(frozen=True)
class Opinions:
    """What the tagger thinks of a report: its mentions, those that it would make next, and the chance of stretches."""

    mentions: tuple[Mention, ...] = ()
    weakly: tuple[Mention, ...] = ()
    chances: Mapping[tuple[Span, EntityType], float] = field(default_factory=dict)

    @cached_property
    def _own(self) -> dict[tuple[Span, EntityType], float]:
        return {(mention.span, mention.type): mention.confidence for mention in self.mentions}

    @cached_property
    def _starts(self) -> list[int]:
        return [mention.span.start for mention in self.mentions]

    def chance(self, span: Span, kind: EntityType) -> float:
        """How likely it holds the stretch to be such a name; 0 where it never was asked."""
        return max(self.chances.get((span, kind), 0.0), self._own.get((span, kind), 0.0))

    def stand(self, span: Span, kind: EntityType) -> str:
        """What it takes the stretch for: the same, another type, a part of a longer name, a holder of shorter ones."""
        if (span, kind) in self._own:
            return "agrees"
        first = bisect_left(self._starts, span.start - _LONGEST)
        stands = {_stand(span, other.span) for other in self.mentions[first : bisect_left(self._starts, span.end)]}
        return next((stand for stand in _STANDS if stand in stands), "silent")


_LONGEST = 60
_STANDS = ("sees another type", "sees a longer name", "sees shorter names", "crosses")


def _stand(span: Span, other: Span) -> str:
    if other == span:
        return _STANDS[0]
    if other.end <= span.start:
        return ""
    if other.holds(span):
        return _STANDS[1]
    return _STANDS[2] if span.holds(other) else _STANDS[3]


class Tagger:
    """Reads sentences with two models. A sentence at a time is read, whoever asks."""

    def __init__(self, names: Path, inside: Path) -> None:
        """Opens the models for names and for names inside names. Raises LexiconError where one is missing or broken."""
        self._layers = tuple(_opened(path) for path in (names, inside))
        self._lock = Lock()

    def opinions(
        self, text: str, sentences: Iterable[Seen], asked: Sequence[Mention], phrases: Sequence[Span] = ()
    ) -> Opinions:
        """What the tagger says of ``sentences``, and the chance of each of the ``asked`` mentions, sorted by place.

        Of the ``phrases``, sorted too, it names those that may well be names although it would rather not say so.
        """
        starts = [mention.span.start for mention in asked]
        phrase_starts = [span.start for span in phrases]
        mentions: list[Mention] = []
        weakly: list[Mention] = []
        chances: dict[tuple[Span, EntityType], float] = {}
        for seen in sentences:
            here = asked[bisect_left(starts, seen.span.start) : bisect_left(starts, seen.span.end)]
            wanted = [(m.span, m.type) for m in here if m.span.end <= seen.span.end]
            stretches = phrases[bisect_left(phrase_starts, seen.span.start) : bisect_left(phrase_starts, seen.span.end)]
            with self._lock:
                for number, (layer, said) in enumerate(self._read(text, seen, wanted, chances)):
                    mentions += said
                    weakly += () if number else _next_best(layer, text, seen, stretches)
        own = {(mention.span, mention.type) for mention in mentions}
        next_best = sorted(mention for mention in weakly if (mention.span, mention.type) not in own)
        chances |= {(mention.span, mention.type): mention.confidence for mention in next_best}
        return Opinions(tuple(sorted(mentions)), tuple(next_best), chances)

    def _read(
        self,
        text: str,
        seen: Seen,
        wanted: Sequence[tuple[Span, EntityType]],
        chances: dict[tuple[Span, EntityType], float],
    ) -> Iterator[tuple[pycrfsuite.Tagger, list[Mention]]]:
        """Each layer, while it holds the sentence, with the names that it sees."""
        features: Sequence[Sequence[str]] = seen.features
        for layer, rule in zip(self._layers, _RULES, strict=True):
            layer.set(features)
            labels = layer.tag()
            for span, kind in wanted:
                chances[span, kind] = max(chances.get((span, kind), 0.0), _chance(layer, span, seen.span, kind))
            yield layer, list(_spoken(layer, labels, text, seen.span.start, rule))
            features = with_labels(features, labels)


def _next_best(layer: pycrfsuite.Tagger, text: str, seen: Seen, phrases: Sequence[Span]) -> Iterator[Mention]:
    """Phrases that the layer holds likelier names than most, each as what it is likeliest."""
    for span in phrases:
        if span.end <= seen.span.end:
            chance, kind = max((_chance_above(layer, span, seen.span, kind), kind) for kind in EntityType)
            if chance >= _WEAK:
                yield Mention.found(text, span, kind, "tagger weakly", round(chance, 4))


def with_labels(features: Sequence[Sequence[str]], labels: Sequence[str]) -> list[list[str]]:
    """The features for the second layer: each character knows what the first layer said of it and its neighbours.

    Of characters outside of names it need not know more.
    """
    padded = ["#", *labels, "#"]
    return [
        [
            *(() if labels[n] == OUTSIDE else seen),
            f"in {padded[n + 1]}",
            f"in {padded[n]} {padded[n + 1]}",
            f"in {padded[n + 1]} {padded[n + 2]}",
        ]
        for n, seen in enumerate(features)
    ]


def labels_of(length: int, kind: EntityType) -> list[str]:
    """The labels of a name's characters: S alone, or B, I, E."""
    if length == 1:
        return [f"S {kind.value}"]
    return [f"B {kind.value}", *[f"I {kind.value}"] * (length - 2), f"E {kind.value}"]


def _spoken(layer: pycrfsuite.Tagger, labels: Sequence[str], text: str, start: int, rule: str) -> Iterator[Mention]:
    number = 0
    while number < len(labels):
        end = number + 1
        if labels[number] != OUTSIDE:
            kind = labels[number][2:]
            while labels[end - 1][0] in "BI" and end < len(labels) and labels[end] in (f"I {kind}", f"E {kind}"):
                end += 1
            span = Span(start + number, start + end)
            sure = min(layer.marginal(labels[n], n) for n in range(number, end))
            yield Mention.found(text, span, EntityType(kind), rule, round(sure, 4))
        number = end


def _chance_above(layer: pycrfsuite.Tagger, span: Span, sentence: Span, kind: EntityType) -> float:
    """As ``_chance``, but 0 without another look where the first character alone says that it is too little."""
    first = labels_of(span.end - span.start, kind)[0]
    if first not in _labels(layer) or layer.marginal(first, span.start - sentence.start) < _WEAK:
        return 0.0
    return _chance(layer, span, sentence, kind)


def _chance(layer: pycrfsuite.Tagger, span: Span, sentence: Span, kind: EntityType) -> float:
    """The least chance of a label among those that would make the stretch a name; never more than the whole's."""
    known = _labels(layer)
    wanted = labels_of(span.end - span.start, kind)
    if not known.issuperset(wanted):
        return 0.0
    first = span.start - sentence.start
    return min(float(layer.marginal(label, first + number)) for number, label in enumerate(wanted))


@cache
def _labels(layer: pycrfsuite.Tagger) -> frozenset[str]:
    return frozenset(layer.labels())


def _opened(path: Path) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    mend = "Make it anew with `lianpu train`."
    if not path.is_file():
        raise LexiconError("is missing.", where=path, mend=mend)
    try:
        tagger.open(str(path))
    except ValueError as error:
        raise LexiconError(f"is no model of a tagger: {error}.", where=path, mend=mend) from error
    return tagger
