"""What is seen of an entity that helps to tell whether it is one: its rule, its form, where it stands.

Features name forms and positions; of the name itself only the last word is seen, and only where it is a head.
"""

from __future__ import annotations

import re

from graph.extraction.kinds import known
from graph.extraction.lexicon import Lexicon
from graph.extraction.tagging import Opinions
from graph.model import Entity, Report, Span

_LONGEST = 12
_STEPS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.85, 0.95)
_MARKED = re.compile(r"[“”《》]")


def looks_of(report: Report, entity: Entity, opinions: Opinions, lexicon: Lexicon) -> tuple[str, ...]:
    """The features of ``entity``, each with its type in front, and what the tagger says of it without one too."""
    name = entity.name
    seen = [
        f"rule {entity.rule}",
        f"length {min(_LONGEST, len(name)) // 2}",
        f"mentions {min(3, len(entity.mentions))}",
        f"vocabulary {known(name, lexicon)}",
        *_of_name(name, lexicon),
        *_of_place(report.text, entity.mentions[0], lexicon),
    ]
    if _MARKED.search(name):
        seen.append("marked")
    if entity.aliases:
        seen.append("several forms")
    said = _of_tagger(entity, opinions)
    return (entity.type.value, *said, *(f"{entity.type.value} {feature}" for feature in (*seen, *said)))


def _of_tagger(entity: Entity, opinions: Opinions) -> list[str]:
    """How likely the tagger holds the likeliest mention to be one, and what it takes the same stretches for."""
    chance = max((opinions.chance(span, entity.type) for span in entity.mentions), default=0.0)
    seen = [f"tagger over {step}" for step in _STEPS if chance >= step]
    return seen + sorted({f"tagger {opinions.stand(span, entity.type)}" for span in entity.mentions})


def _of_name(name: str, lexicon: Lexicon) -> list[str]:
    plain = _MARKED.sub("", name)
    seen = [f"head {head}"] if (head := lexicon.heads.words.ending(plain)) else ["no head"]
    if lexicon.predicates.verbs.at(plain, 0):
        seen.append("begins with a verb")
    if lexicon.industries.at(plain, 0):
        seen.append("begins with an industry")
    if re.search(r"\d", plain):
        seen.append("digits")
    if re.search(r"[和与及]", plain):
        seen.append("joined")
    return seen


def _of_place(text: str, span: Span, lexicon: Lexicon) -> list[str]:
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    seen = [f"before {_kind(before)}", f"after {_kind(after)}"]
    if verb := lexicon.predicates.verbs.ending(text[max(0, span.start - 4) : span.start]):
        seen += ["behind a verb", f"behind {verb}"]
    if lexicon.predicates.verbs.at(text, span.end):
        seen.append("before a verb")
    return seen


def _kind(character: str) -> str:
    if not character or character in "、，,。；;：:\n“”《》（）()":
        return {"“": "quote", "”": "quote", "、": "list"}.get(character, "mark")
    return character if character in "等和与及的" else "word"
