"""What a report calls an enterprise: 链主, 龙头, 领军 or 骨干, in a clause that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from graph.model import Span
from graph.query.knowledge import Knowledge
from graph.query.values import Evidence, Source

#: The words for who leads, and how far each says so: 骨干 is a pillar among several. Wording common to plan reports.
TITLES = {"链主": 1.0, "龙头": 1.0, "领军": 1.0, "骨干": 0.5}

#: “链主”企业, 龙头骨干企业, 行业龙头: the word stands for a firm, not for 骨干交通网 or 龙头产业.
_TITLE = re.compile(
    rf"(?P<word>{'|'.join(TITLES)})[”’」]?(?:骨干)?[”’」]?(?:企业|公司|厂商|集团)|行业(?P<first>龙头|领军)"
)
_CLAUSE_ENDS = "，,；;。！？!?\n"
_SENTENCE_ENDS = "。；;！？!?\n"


@dataclass(frozen=True, slots=True)
class Title:
    """A word that a report has for an enterprise, how far it says that it leads (0 to 1), and the sentence."""

    word: str
    value: float
    evidence: Evidence


def titles(knowledge: Knowledge, enterprise: str) -> tuple[Title, ...]:
    """What the reports call an enterprise (by IRI), the strongest word first, then in the order of the text; each
    sentence once."""
    found: dict[tuple[str, Span], Title] = {}
    for report in sorted(knowledge.sources):
        for title in _titles_in(knowledge.sources[report], enterprise):
            where = title.evidence.report, title.evidence.span
            if where not in found or title.value > found[where].value:
                found[where] = title
    return tuple(sorted(found.values(), key=lambda title: (-title.value, title.evidence.report, title.evidence.span)))


def _titles_in(source: Source, enterprise: str) -> Iterator[Title]:
    for mention in source.mentions:
        if mention.iri == enterprise:
            clause = _around(source.text, mention.span, _CLAUSE_ENDS)
            for match in _TITLE.finditer(clause.of(source.text)):
                word = match["word"] or match["first"]
                span = _around(source.text, mention.span, _SENTENCE_ENDS)
                section = source.section_at(span.start)
                title = section.title if section else ""
                yield Title(word, TITLES[word], Evidence(source.info.iri, span, span.of(source.text), title))


def _around(text: str, span: Span, ends: str) -> Span:
    """The stretch between two end marks that holds ``span``, blanks at its edges left out."""
    start = max(text.rfind(mark, 0, span.start) for mark in ends) + 1
    end = min((at for mark in ends if (at := text.find(mark, span.end)) >= 0), default=len(text))
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
