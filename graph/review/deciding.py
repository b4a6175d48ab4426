"""Decisions as a person at the screen takes them: made whole, and tried before they are written.

Each function gives the decision; ``tried`` holds it against the report. A decision that would not find its words again,
or whose words do not show the name, is refused here and never reaches the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from graph.curation import Decision, Kind, State, replay
from graph.curation.decisions import Fact, Thing
from graph.model import SIGNATURES, Entity, EntityRef, EntityType, Extraction, Predicate, Span
from graph.review.people import ReviewError
from graph.review.queue import Item
from graph.review.quoting import clause_around, quote_of, shows, trimmed

#: The longest name that a person may give, in characters, and the longest reason.
LONGEST_NAME = 80
LONGEST_WHY = 200


@dataclass(frozen=True, slots=True)
class Hand:
    """Who decides, on which day, and why."""

    who: str
    when: date
    why: str


def judged(item: Item, kind: Kind, text: str, hand: Hand) -> Decision:
    """ACCEPT or REJECT of an item as it stands. Raises ReviewError where its words cannot be quoted."""
    return Decision(kind, item.target, quote_of(text, item.evidence), hand.who, hand.when, hand.why)


def renamed(item: Item, name: str, text: str, hand: Hand) -> Decision:
    """The item's entity under another name, which the report must use near the old one or elsewhere."""
    thing, name = _thing(item), checked_name(name)
    if name == thing.ref.name:
        raise ReviewError("that is its name already.", where=name, key="review_same")
    where = _place_of(name, item, text)
    new = EntityRef(thing.ref.type, name)
    return Decision(Kind.RENAME, Thing(thing.ref), quote_of(text, where), hand.who, hand.when, hand.why, (new,))


def retyped(item: Item, kind: EntityType, text: str, hand: Hand) -> Decision:
    """The item's entity as another type of thing."""
    thing = _thing(item)
    if kind is thing.ref.type:
        raise ReviewError("that is its type already.", where=kind.value, key="review_same")
    new = EntityRef(kind, thing.ref.name)
    return Decision(Kind.RETYPE, thing, quote_of(text, item.evidence), hand.who, hand.when, hand.why, (new,))


def merged(kept: Entity, other: Entity, text: str, hand: Hand) -> Decision:
    """Two entities as one, under the name of the first."""
    quote = quote_of(text, clause_around(text, _showing(kept, text)))
    return Decision(Kind.MERGE, Thing(kept.ref), quote, hand.who, hand.when, hand.why, (other.ref,))


def kept_apart(first: Entity, second: Entity, text: str, hand: Hand) -> Decision:
    """Two entities as two: the first is accepted by itself, with a reason that names the second."""
    quote = quote_of(text, clause_around(text, _showing(first, text)))
    return Decision(Kind.ACCEPT, Thing(first.ref), quote, hand.who, hand.when, apart_why(second.ref))


def apart_why(other: EntityRef) -> str:
    """The reason of a decision that keeps a thing apart from ``other``; it is known again by these words."""
    return f"与“{other.name}”（{other.type.value}）是两回事"


def added_thing(passage: Span, name: str, kind: EntityType, text: str, hand: Hand) -> Decision:
    """An entity that was missed. Raises ReviewError where the marked passage does not show the name."""
    name = checked_name(name)
    where = clause_around(text, _marked(passage, text))
    if not shows(text, where, name):
        raise _not_shown(name)
    return Decision(Kind.ADD, Thing(EntityRef(kind, name)), quote_of(text, where), hand.who, hand.when, hand.why)


def added_fact(
    passage: Span, subject: EntityRef, predicate: Predicate, target: EntityRef, text: str, hand: Hand
) -> Decision:
    """A relation that was missed. Raises ReviewError for ends that the predicate does not join, and for one thing with
    itself."""
    subjects, objects = SIGNATURES[predicate]
    if subject.type not in subjects or target.type not in objects or subject == target:
        raise ReviewError("this relation does not join these two.", mend="Choose others.", key="review_signature")
    quote = quote_of(text, _marked(passage, text))
    return Decision(Kind.ADD, Fact(subject, predicate, target), quote, hand.who, hand.when, hand.why)


def tried(decision: Decision, extraction: Extraction) -> Decision:
    """The decision, after it was replayed on the extraction. Raises ReviewError where it would do nothing there."""
    (outcome,) = replay(extraction, [decision]).outcomes
    if outcome.state is State.UNRESOLVED:
        raise ReviewError(f"would change nothing: {outcome.note}.", where=str(decision), key="review_unresolved")
    return decision


def checked_name(name: str) -> str:
    """A name on one line. Raises ReviewError for one that is empty or too long."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in name).split())
    if not tidy or len(tidy) > LONGEST_NAME:
        raise ReviewError(
            f"a name has 1 to {LONGEST_NAME} characters.",
            mend="Correct it.",
            key="review_name",
            values={"n": LONGEST_NAME},
        )
    return tidy


def checked_why(why: str, otherwise: str) -> str:
    """The reason that a person gave, on one line and bounded; ``otherwise`` where none was given."""
    return " ".join(why.split())[:LONGEST_WHY] or otherwise


def _thing(item: Item) -> Thing:
    if not isinstance(item.target, Thing):
        raise ReviewError("only names can be changed; refuse a wrong relation and add the right one.")
    return item.target


def _place_of(name: str, item: Item, text: str) -> Span:
    """The clause that shows ``name``: that of the item, else its sentence."""
    for where in (item.evidence, item.sentence):
        if shows(text, where, name):
            return where
    raise _not_shown(name)


def _showing(entity: Entity, text: str) -> Span:
    return next((m for m in entity.mentions if shows(text, m, entity.name)), min(entity.mentions))


def _marked(passage: Span, text: str) -> Span:
    tight = trimmed(text, passage)
    if tight is None:
        raise ReviewError("the passage is blank.", mend="Mark some words.", key="review_blank")
    return tight


def _not_shown(name: str) -> ReviewError:
    return ReviewError(
        "the report's words there do not show this name.",
        where=name,
        mend="Use the report's words.",
        key="review_words",
    )
