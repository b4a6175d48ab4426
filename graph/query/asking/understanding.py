"""What a question in plain words asks: which template, with which names in its slots, and how sure that is."""

from __future__ import annotations

import difflib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from graph.query.asking.names import Form, Name, Names, folded
from graph.query.asking.template import WORD, Slot, Template
from graph.query.asking.wording import plain, words_of

#: Above the first, a question is answered at once; above the second it is offered as near.
SURE, NEAR = 0.42, 0.34
#: A longer text is no question.
MOST_CHARACTERS = 200
MOST_OFFERED = 5
_LEAST_ALIKE = 0.6
_SLOT = re.compile(r"\{([a-z]+)\}")
#: How much of a score stands on the wording; the rest on the names.
_WORDING = 0.75
_UNUSED, _UNFILLED, _GUESSED, _WORD_ONLY, _PART = 0.2, 0.5, 0.85, 0.62, 0.8


@dataclass(frozen=True)
class Filling:
    """What fills a slot: a name, or for a slot that takes any word, that ``word``. ``typed`` is what was written, where
    the name is only the likest there is."""

    slot: Slot
    name: Name | None = None
    word: str = ""
    typed: str = ""

    @property
    def text(self) -> str:
        """The name or the word."""
        return self.name.zh if self.name else self.word


@dataclass(frozen=True)
class Reading:
    """One way to understand a question; ``score`` is from 0 to 1."""

    template: Template
    fillings: tuple[Filling, ...]
    score: float

    @property
    def whole(self) -> bool:
        """Whether every slot is filled."""
        return len(self.fillings) == len(self.template.slots)


@dataclass(frozen=True)
class Mention:
    """A stretch of a folded question that is a name's form."""

    start: int
    end: int
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Phrase:
    """One way to put a template's question: its words, and the whole of it as a pattern."""

    template: Template
    words: Mapping[str, float]
    pattern: re.Pattern[str]
    text: str


@dataclass(frozen=True)
class Listener:
    """Understands questions. ``names`` are what it knows of; ``templates`` what it can answer."""

    templates: tuple[Template, ...]
    names: Names = field(repr=False)

    def readings(self, question: str) -> tuple[Reading, ...]:
        """The ways to understand a question, the best first, at most MOST_OFFERED; none where nothing is near."""
        text = folded(question[:MOST_CHARACTERS])
        if not text:
            return ()
        mentions = mentions_in(text, self.names)
        found = (self._reading(template, text, mentions) for template in self.templates)
        ranked = sorted((r for r in found if r.score >= NEAR), key=lambda r: (-r.score, r.template.id))
        return tuple(ranked[:MOST_OFFERED])

    def understood(self, question: str) -> Reading | None:
        """The one way to understand a question that is sure enough to be answered at once, or None."""
        found = self.readings(question)
        return found[0] if found and found[0].whole and found[0].score >= SURE else None

    def known_in(self, question: str) -> tuple[Name, ...]:
        """The names that stand in a question."""
        mentions = mentions_in(folded(question[:MOST_CHARACTERS]), self.names)
        return tuple(mention.forms[0].name for mention in mentions)

    def about(self, known: Iterable[Name]) -> tuple[Reading, ...]:
        """The first questions that have just one slot, which one of some names fits."""
        found = [
            Reading(template, (Filling(slot, name),), NEAR)
            for name in known
            for template in self.templates
            for slot in template.slots
            if len(template.slots) == 1 and name.kind in slot.kinds
        ]
        return tuple(found[:MOST_OFFERED])

    def others(self, question: str, template: Template, fillings: Iterable[Filling]) -> tuple[Reading, ...]:
        """What else a question that was taken for ``template`` may ask: other readings, then other questions about
        the same names; each template once.
        """
        same = self.about(filling.name for filling in fillings if filling.name is not None)
        found: dict[str, Reading] = {}
        for reading in (*self.readings(question), *same):
            found.setdefault(reading.template.id, reading)
        found.pop(template.id, None)
        return tuple(found.values())[:MOST_OFFERED]

    @cached_property
    def _phrases(self) -> Mapping[str, tuple[Phrase, ...]]:
        return {template.id: tuple(_phrase(template, said) for said in _ways(template)) for template in self.templates}

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        used = Counter(
            word for phrases in self._phrases.values() for word in {word for phrase in phrases for word in phrase.words}
        )
        return {word: math.log(1 + len(self.templates) / count) for word, count in used.items()}

    def _reading(self, template: Template, text: str, mentions: Sequence[Mention]) -> Reading:
        if any(slot.kinds == (WORD,) for slot in template.slots):
            return self._looking_for_word(template, text)
        fillings, used = _fill(template.slots, mentions)
        wording = self._wording(template, _without(text, used))
        left = len([m for m in mentions if m not in used])
        score = _WORDING * wording + (1 - _WORDING) - _UNUSED * left
        if len(fillings) == len(template.slots):
            if self._is_part(template, text, used):
                score *= _PART
            return Reading(template, fillings, max(0.0, score))
        guessed = self._guess(template, text)
        if guessed is not None:
            return guessed
        return Reading(template, fillings, max(0.0, score * _UNFILLED))

    def _wording(self, template: Template, residue: str) -> float:
        words = words_of(residue)
        return max((self._alike(words, phrase.words) for phrase in self._phrases[template.id]), default=0.0)

    def _alike(self, a: Mapping[str, float], b: Mapping[str, float]) -> float:
        """The cosine of two bags of words, rare ones counting more; of two empty ones 1."""
        if not a or not b:
            return float(not a and not b)
        unknown = math.log(1 + len(self.templates)) / 2
        weighted = [{w: n * self._rarity.get(w, unknown) for w, n in bag.items()} for bag in (a, b)]
        shared = sum(n * weighted[1].get(w, 0.0) for w, n in weighted[0].items())
        return shared / math.prod(math.sqrt(sum(n * n for n in bag.values())) for bag in weighted)

    def _looking_for_word(self, template: Template, text: str) -> Reading:
        (slot,) = template.slots
        matches = (phrase.pattern.fullmatch(text) for phrase in self._phrases[template.id])
        words = sorted((match[slot.name].strip() for match in matches if match), key=lambda word: (len(word), word))
        if words and words[0]:
            return Reading(template, (Filling(slot, word=words[0]),), _WORD_ONLY)
        return Reading(template, (), self._wording(template, text) * _UNFILLED)

    def _is_part(self, template: Template, text: str, used: Sequence[Mention]) -> bool:
        """Whether a name stands where, word for word, a longer one that is not known would."""
        if len(used) != 1:
            return False
        (slot,) = template.slots
        matches = (phrase.pattern.fullmatch(text) for phrase in self._phrases[template.id] if phrase.text)
        typed = {plain(match[slot.name].strip()) for match in matches if match}
        return bool(typed) and plain(text[used[0].start : used[0].end]) not in typed

    def _guess(self, template: Template, text: str) -> Reading | None:
        """Where the wording fits word for word but a name is unknown: the likest name that fits. A name that is known,
        only of another kind, is meant as it stands.
        """
        for phrase in self._phrases[template.id]:
            match = phrase.pattern.fullmatch(text)
            if match is None or not phrase.text:
                continue
            fillings = tuple(self._likest(slot, match[slot.name]) for slot in template.slots)
            if all(fillings):
                return Reading(template, tuple(f for f in fillings if f), _GUESSED)
        return None

    def _likest(self, slot: Slot, typed: str) -> Filling | None:
        forms = {form.text: form for form in self.names.forms if form.name.kind in slot.kinds}
        if typed.strip() in self.names.by_form and typed.strip() not in forms:
            return None
        close = difflib.get_close_matches(typed.strip(), sorted(forms), n=1, cutoff=_LEAST_ALIKE)
        if not close:
            return None
        exact = close[0] == typed.strip()
        return Filling(slot, forms[close[0]].name, typed="" if exact else typed.strip())


def mentions_in(text: str, names: Names) -> tuple[Mention, ...]:
    """The names in a folded text, from left to right, the longest at each place; none inside a Latin word."""
    found: list[Mention] = []
    at = 0
    while at < len(text):
        end = next(
            (e for e in range(min(len(text), at + names.longest), at + 1, -1) if _is_form(text, at, e, names)), at
        )
        if end > at:
            found.append(Mention(at, end, names.by_form[text[at:end]]))
        at = max(end, at + 1)
    return tuple(found)


def _is_form(text: str, start: int, end: int, names: Names) -> bool:
    return text[start:end] in names.by_form and not (_inside(text, start) or _inside(text, end))


def _inside(text: str, at: int) -> bool:
    """Whether a place lies within a Latin word."""
    return 0 < at < len(text) and all(c.isascii() and c.isalnum() for c in text[at - 1 : at + 1])


def _fill(slots: Iterable[Slot], mentions: Sequence[Mention]) -> tuple[tuple[Filling, ...], tuple[Mention, ...]]:
    """Each slot by the first mention, not used before, that has a name of its kinds."""
    fillings: list[Filling] = []
    used: list[Mention] = []
    for slot in slots:
        for mention in mentions:
            name = _of_kind(mention, slot) if mention not in used else None
            if name is not None:
                fillings.append(Filling(slot, name))
                used.append(mention)
                break
    return tuple(fillings), tuple(used)


def _of_kind(mention: Mention, slot: Slot) -> Name | None:
    fitting = [form for form in mention.forms if form.name.kind in slot.kinds]
    ranked = sorted(fitting, key=lambda f: (not f.exact, slot.kinds.index(f.name.kind), -f.name.weight, f.name.iri))
    return ranked[0].name if ranked else None


def _without(text: str, mentions: Iterable[Mention]) -> str:
    kept, at = [], 0
    for mention in sorted(mentions, key=lambda m: m.start):
        kept.append(text[at : mention.start])
        at = mention.end
    return " ".join((*kept, text[at:])).strip()


def _ways(template: Template) -> Iterable[str]:
    return (template.title.zh, template.title.en, *template.says)


def _phrase(template: Template, said: str) -> Phrase:
    literal = folded(_SLOT.sub(" ", said))
    pieces = _SLOT.split(said)
    pattern = "".join(
        f" ?(?P<{piece}>.+) ?" if place % 2 else re.escape(folded(piece)) for place, piece in enumerate(pieces)
    )
    return Phrase(template, words_of(" ".join(folded(piece) for piece in pieces[::2])), re.compile(pattern), literal)
