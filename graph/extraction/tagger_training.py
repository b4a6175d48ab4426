"""Teaching the tagger from annotated reports: sentences with a label for each character.

What only one report has is dropped, so that no name of a single report can be learned by heart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from graph.extraction.cues import Seen
from graph.extraction.gold import Gold
from graph.extraction.resolve import may_lie_in
from graph.extraction.tagging import OUTSIDE, labels_of, with_labels
from graph.model import EntityType, Report, Span

#: Penalties on the sum of weights and of their squares, and passes over the sentences: chosen by left-out reports.
_PARAMETERS = {"c1": 0.1, "c2": 0.05, "max_iterations": 100, "feature.minfreq": 2, "feature.possible_transitions": True}
_LEAST_REPORTS = 2
_SHORTEST = 2

Named = tuple[Span, EntityType]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A sentence as seen, with the labels of both layers, and the report it is from."""

    seen: Seen
    names: tuple[str, ...]
    inside: tuple[str, ...]
    report: str


def lessons_of(report: Report, gold: Gold, sentences: Iterable[Seen]) -> Iterator[Lesson]:
    """The sentences of the annotated lines as lessons."""
    for seen in sentences:
        if gold.covers(seen.span.start):
            outer = _longest(_places(report.text, seen.span, gold))
            inner = [
                named
                for holder in outer
                for named in _longest(place for place in _places(report.text, holder[0], gold) if place[0] != holder[0])
                if may_lie_in(named[1], holder[1])
            ]
            yield Lesson(seen, _labels(seen.span, outer), _labels(seen.span, inner), report.slug)


def _places(text: str, span: Span, gold: Gold) -> Iterator[Named]:
    """Where annotated names stand in the stretch, overlapping ones too."""
    words = span.of(text)
    for form, kind in gold.names:
        start = words.find(form) if len(form) >= _SHORTEST else -1
        while start >= 0:
            yield Span(span.start + start, span.start + start + len(form)), kind
            start = words.find(form, start + 1)


def _longest(places: Iterable[Named]) -> list[Named]:
    """The longest of them that do not overlap."""
    kept: list[Named] = []
    for span, kind in sorted(places, key=lambda place: (-(place[0].end - place[0].start), place[0], place[1].value)):
        if all(span.end <= other.start or other.end <= span.start for other, _ in kept):
            kept.append((span, kind))
    return kept


def _labels(sentence: Span, named: Iterable[Named]) -> tuple[str, ...]:
    labels = [OUTSIDE] * (sentence.end - sentence.start)
    for span, kind in named:
        first = span.start - sentence.start
        labels[first : first + span.end - span.start] = labels_of(span.end - span.start, kind)
    return tuple(labels)


def write_tagger(lessons: Sequence[Lesson], names: Path, inside: Path) -> None:
    """Learns both layers and writes them; the same lessons in the same order give the same files."""
    first = [(lesson.seen.features, lesson.names, lesson.report) for lesson in lessons]
    second = [(with_labels(lesson.seen.features, lesson.names), lesson.inside, lesson.report) for lesson in lessons]
    for path, examples in ((names, first), (inside, second)):
        _write(path, examples)


def _write(path: Path, examples: Sequence[tuple[Sequence[Sequence[str]], Sequence[str], str]]) -> None:
    reports = defaultdict[str, set[str]](set)
    for features, _, report in examples:
        for seen in features:
            for feature in seen:
                reports[feature].add(report)
    least = min(_LEAST_REPORTS, len({report for _, _, report in examples}))
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(_PARAMETERS)
    for features, labels, _ in examples:
        trainer.append([[name for name in seen if len(reports[name]) >= least] for seen in features], labels)
    trainer.train(str(path))
