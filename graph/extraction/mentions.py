"""A mention: one stretch of the text taken for a name, by one rule, with one degree of belief."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, Span


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A stretch of text that names something; ``name`` is its text without outer white space."""

    span: Span
    type: EntityType
    name: str
    rule: str
    confidence: float

    @classmethod
    def found(cls, text: str, span: Span, kind: EntityType, rule: str, confidence: float) -> Mention:
        """The mention of what ``text`` says at ``span``."""
        return cls(span, kind, span.of(text), rule, confidence)
