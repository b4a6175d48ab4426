"""The order of the stages: clauses, mentions, entities, relations, indicators."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from graph.extraction.carriers import carrier_mentions
from graph.extraction.clauses import Clause, clauses_of, shielded
from graph.extraction.cues import Seen, seen_in
from graph.extraction.enterprises import enterprise_mentions
from graph.extraction.indicators import indicators_of
from graph.extraction.judging import Judges, sure_entities
from graph.extraction.kinds import trimmed
from graph.extraction.lexicon import Lexicon, default_lexicon
from graph.extraction.listing import listing_of
from graph.extraction.mentions import Mention
from graph.extraction.models import Models, default_models
from graph.extraction.phrases import phrase_mentions
from graph.extraction.places import Gazetteer, gazetteer_of, place_mentions
from graph.extraction.quoted import quoted_mentions
from graph.extraction.relations import relations_of
from graph.extraction.resolve import arbitrated, entities_of, repeated, settled, short_companies
from graph.extraction.scene import Scene
from graph.extraction.tagging import Opinions, Tagger
from graph.extraction.topics import Topic, topic_mentions, topics_of
from graph.extraction.vocabulary import vocabulary_mentions
from graph.model import Entity, EntityRef, EntityType, Extraction, Report, Span


def extract(report: Report, lexicon: Lexicon | None = None, models: Models | None = None) -> Extraction:
    """What the report names and says, each statement with the stretch of text that says it.

    Without ``lexicon`` and ``models`` the project's own are used, read once. The same report gives the same extraction.
    """
    learned = models or default_models()
    ruled = ruled_in(report, lexicon or default_lexicon())
    scene = judged_scene(found_in(ruled, learned.tagger), learned.judges)
    return Extraction(report, scene.entities, relations_of(scene, learned.judges), indicators_of(scene, ruled.shield))


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules alone find: ``proposed`` by each of them, ``standing`` after they were held against each other."""

    report: Report
    lexicon: Lexicon
    clauses: tuple[Clause, ...]
    topics: tuple[Topic, ...]
    gazetteer: Gazetteer
    shield: bytes
    proposed: frozenset[Mention]
    standing: tuple[Mention, ...]

    def seen(self) -> Iterator[Seen]:
        """The sentences as the tagger sees them."""
        mentions = (*self.proposed, *(replace(mention, rule="stands") for mention in self.standing))
        return seen_in(self.report, self.clauses, self.shield, mentions, self.lexicon, self.gazetteer)

    def phrases(self) -> tuple[Span, ...]:
        """The items of every list and the noun phrases between predicates, cut to the name in them."""
        text, found = self.report.text, set[Span]()
        for clause in self.clauses:
            for chunk in clause.chunks:
                for item in listing_of(text, chunk, self.shield, self.lexicon).items:
                    cut = (trimmed(text, item, self.lexicon, keep_tail=keep) for keep in (False, True))
                    found.update(phrase.span for phrase in cut if phrase and not phrase.counted)
        return tuple(sorted(found))


def ruled_in(report: Report, words: Lexicon) -> Ruled:
    """What the rules find in the report, each mention with the rule's own degree of belief."""
    text, shield = report.text, shielded(report.text)
    clauses, gazetteer = clauses_of(report, words), gazetteer_of(report, words)
    topics = topics_of(report, clauses)
    proposed = frozenset(
        (
            *topic_mentions(text, topics),
            *quoted_mentions(text, clauses, words),
            *phrase_mentions(text, clauses, shield, words),
            *enterprise_mentions(text, clauses, shield, words, gazetteer),
            *place_mentions(report, clauses, words, gazetteer),
            *carrier_mentions(text, clauses, shield, words, gazetteer),
            *vocabulary_mentions(text, clauses, words),
        )
    )
    end = clauses[-1].span.end if clauses else 0
    standing = repeated(text, end, arbitrated(proposed))
    return Ruled(report, words, clauses, topics, gazetteer, shield, proposed, standing)


@dataclass(frozen=True, slots=True)
class Found:
    """What the rules and the tagger found in a report before anyone judged it."""

    ruled: Ruled
    entities: tuple[Entity, ...]
    opinions: Opinions


def found_in(ruled: Ruled, tagger: Tagger | None) -> Found:
    """What the rules find, what the tagger adds to it, and what it thinks of it."""
    words, gazetteer = ruled.lexicon, ruled.gazetteer
    opinions = Opinions()
    if tagger:
        opinions = tagger.opinions(ruled.report.text, ruled.seen(), ruled.standing, ruled.phrases())
    mentions = (*ruled.standing, *_added((*opinions.mentions, *opinions.weakly), ruled.standing))
    entities = entities_of(mentions, words, gazetteer, short_companies(mentions, words))
    return Found(ruled, entities, opinions)


def _added(said: Iterable[Mention], standing: tuple[Mention, ...]) -> Iterator[Mention]:
    """What the tagger says beyond the rules; a place that holds places which they know is a row of them, not one."""
    known = {(mention.span, mention.type) for mention in standing}
    places = sorted(mention.span for mention in standing if mention.type is EntityType.PLACE)
    starts = [place.start for place in places]
    for mention in said:
        near = places[bisect_left(starts, mention.span.start) : bisect_left(starts, mention.span.end)]
        row = mention.type is EntityType.PLACE and any(mention.span.holds(place) for place in near)
        if not row and (mention.span, mention.type) not in known:
            yield mention


def judged_scene(found: Found, judges: Judges) -> Scene:
    """What relation and indicator rules look at: the entities that the judge believes in, where they stand."""
    ruled = found.ruled
    sure = sure_entities(ruled.report, found.entities, found.opinions, ruled.lexicon, judges)
    entities = settled(ruled.report.text, sure)
    home = home_of(ruled.report, entities, ruled.gazetteer)
    return Scene(ruled.report, ruled.lexicon, ruled.clauses, ruled.topics, entities, home)


def home_of(report: Report, entities: tuple[Entity, ...], gazetteer: Gazetteer) -> EntityRef | None:
    """The entity of the place that the report speaks for, if its text names it."""
    division = gazetteer.meaning.get(report.place)
    code = division.code if division else None
    for entity in entities:
        named = report.place in (entity.name, *entity.aliases)
        if entity.type is EntityType.PLACE and (named or (code and entity.code == code)):
            return entity.ref
    return None
