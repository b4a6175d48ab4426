"""The order of the stages: clauses, mentions, entities, relations, indicators."""

from __future__ import annotations

from dataclasses import dataclass

from graph.extraction.carriers import carrier_mentions
from graph.extraction.clauses import Clause, clauses_of, shielded
from graph.extraction.enterprises import enterprise_mentions
from graph.extraction.indicators import indicators_of
from graph.extraction.judging import Judges, default_judges, sure_entities
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.phrases import phrase_mentions
from graph.extraction.places import Gazetteer, gazetteer_of, place_mentions
from graph.extraction.quoted import quoted_mentions
from graph.extraction.relations import relations_of
from graph.extraction.resolve import arbitrated, entities_of, repeated, short_companies
from graph.extraction.scene import Scene
from graph.extraction.topics import Topic, topic_mentions, topics_of
from graph.extraction.vocabulary import vocabulary_mentions
from graph.model import Entity, EntityRef, EntityType, Extraction, Report


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules found in a report before anyone judged it."""

    clauses: tuple[Clause, ...]
    topics: tuple[Topic, ...]
    gazetteer: Gazetteer
    entities: tuple[Entity, ...]
    shield: bytes


def extract(report: Report, lexicon: Lexicon | None = None, judges: Judges | None = None) -> Extraction:
    """What the report names and says, each statement with the stretch of text that says it.

    Without ``lexicon`` and ``judges`` the project's own are used, read once. The same report gives the same extraction.
    """
    words = lexicon or default_lexicon()
    panel = judges or default_judges()
    found = found_in(report, words)
    entities = sure_entities(report, found.entities, words, panel)
    scene = scene_of(report, words, found, entities)
    return Extraction(report, entities, relations_of(scene, panel), indicators_of(scene, found.shield))


def found_in(report: Report, words: Lexicon) -> Found:
    """What the rules find, their own degrees of belief with it."""
    text, shield = report.text, shielded(report.text)
    clauses, gazetteer = clauses_of(report, words), gazetteer_of(report, words)
    topics = topics_of(report, clauses)
    found = [
        *topic_mentions(text, topics),
        *quoted_mentions(text, clauses, words),
        *phrase_mentions(text, clauses, shield, words),
        *enterprise_mentions(text, clauses, shield, words, gazetteer),
        *place_mentions(report, clauses, words, gazetteer),
        *carrier_mentions(text, clauses, shield, words, gazetteer),
        *vocabulary_mentions(text, clauses, words),
    ]
    end = clauses[-1].span.end if clauses else 0
    mentions = repeated(text, end, arbitrated(found))
    entities = entities_of(mentions, words, gazetteer, short_companies(mentions, words))
    return Found(clauses, topics, gazetteer, entities, shield)


def scene_of(report: Report, words: Lexicon, found: Found, entities: tuple[Entity, ...]) -> Scene:
    """What relation and indicator rules look at."""
    home = home_of(report, entities, found.gazetteer)
    return Scene(report, words, found.clauses, found.topics, entities, home)


def home_of(report: Report, entities: tuple[Entity, ...], gazetteer: Gazetteer) -> EntityRef | None:
    """The entity of the place that the report speaks for, if its text names it."""
    division = gazetteer.meaning.get(report.place)
    code = division.code if division else None
    for entity in entities:
        named = report.place in (entity.name, *entity.aliases)
        if entity.type is EntityType.PLACE and (named or (code and entity.code == code)):
            return entity.ref
    return None
