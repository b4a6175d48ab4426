"""The words that open a stretch and say what it is about: 黄金产业方面, …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.extraction.clauses import Clause
from graph.extraction.mentions import Mention
from graph.model import EntityType, Report, Span

_TOPIC = re.compile(r"(?P<words>[\u4e00-\u9fffA-Za-z0-9]{1,12}?)方面$")
_NOT_TOPIC = re.compile(
    r"在|其他|各|有关|工作|改革|这|等|体制|建设$|^(?:公路|铁路|机场|水利|水运|港口|交通|教育|医疗|卫生|就业|社保|住房|民生|生态|环保|政策|安全)$"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """An opening word and the clauses that it holds for: to the next topic or the paragraph's end."""

    span: Span
    first_sentence: int
    last_sentence: int


def topics_of(report: Report, clauses: tuple[Clause, ...]) -> tuple[Topic, ...]:
    """All topic lines, each with the run of sentences under it."""
    opened = list(_opened(report, clauses))
    topics = []
    for number, (span, sentence) in enumerate(opened):
        paragraph = report.sentences[sentence].paragraph
        last = sentence
        stop = opened[number + 1][1] if number + 1 < len(opened) else len(report.sentences)
        while last + 1 < stop and report.sentences[last + 1].paragraph == paragraph:
            last += 1
        topics.append(Topic(span, sentence, last))
    return tuple(topics)


def _opened(report: Report, clauses: tuple[Clause, ...]) -> Iterator[tuple[Span, int]]:
    for clause in clauses:
        if clause.span.start != report.sentences[clause.sentence].span.start:
            continue
        match = _TOPIC.fullmatch(clause.span.of(report.text))
        if match and not _NOT_TOPIC.search(match["words"]):
            yield Span(clause.span.start, clause.span.start + len(match["words"])), clause.sentence


def topic_mentions(text: str, topics: tuple[Topic, ...]) -> Iterator[Mention]:
    """Each topic as an industry."""
    for topic in topics:
        yield Mention.found(text, topic.span, EntityType.INDUSTRY, "topic", 0.9)
