"""The order of the stages: clauses, mentions, entities, relations, indicators."""

from __future__ import annotations

from graph.extraction.clauses import clauses_of, shielded
from graph.extraction.enterprises import enterprise_mentions
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.phrases import phrase_mentions
from graph.extraction.places import gazetteer_of, place_mentions
from graph.extraction.quoted import quoted_mentions
from graph.extraction.resolve import arbitrated, entities_of, repeated
from graph.extraction.topics import topic_mentions, topics_of
from graph.model import Extraction, Report


def extract(report: Report, lexicon: Lexicon | None = None) -> Extraction:
    """What the report names and says, each statement with the stretch of text that says it.

    Without ``lexicon`` the project's own is used, read once. The same report gives the same extraction.
    """
    words = lexicon or default_lexicon()
    text, shield = report.text, shielded(report.text)
    clauses, gazetteer = clauses_of(report, words), gazetteer_of(report, words)
    topics = topics_of(report, clauses)
    found = [
        *topic_mentions(text, topics),
        *quoted_mentions(text, clauses, words),
        *phrase_mentions(text, clauses, shield, words),
        *enterprise_mentions(text, clauses, shield, words, gazetteer),
        *place_mentions(report, clauses, gazetteer),
    ]
    mentions = repeated(text, arbitrated(found))
    entities = entities_of(mentions, words, gazetteer, {})
    return Extraction(report, entities, (), ())
