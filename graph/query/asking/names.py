"""The names that a question may hold: entities, chains and their links, by all that they are called."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from graph.model import EntityType
from graph.query.asking.template import CHAIN, NODE, Language
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Thing

_LONGEST = 60
#: What a name may be called without.
_ENDS = {
    EntityType.INDUSTRY: re.compile(r"(?:产业集群|产业链|产业|行业)$"),
    EntityType.PLACE: re.compile(r"(?:市|县|区)$"),
}
#: Where the name of a chain is cut into what people call it.
_CUTS = re.compile(r"[、，（）]|基新材料|产业链|及|与|和")
_ENGLISH_CUTS = re.compile(r",|\(|\)|\band\b|\bnew materials\b|-based", re.IGNORECASE)


@dataclass(frozen=True)
class Name:
    """Something that a slot may stand for. ``kind`` is an entity type, Chain or ChainNode; ``within`` is the chain
    that a link belongs to; ``weight`` says how much hangs on it."""

    iri: str
    kind: str
    zh: str
    en: str
    within: str = ""
    weight: int = 0

    def text(self, language: Language) -> str:
        """The name in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Form:
    """One way to call a name; ``exact`` unless it is shortened by rule."""

    text: str
    name: Name
    exact: bool


@dataclass(frozen=True)
class Names:
    """All names by IRI, and by what they are called."""

    by_iri: Mapping[str, Name]
    forms: tuple[Form, ...] = field(repr=False)

    @cached_property
    def by_form(self) -> Mapping[str, tuple[Form, ...]]:
        """The names by each form (see ``folded``), exact ones first, then what most hangs on."""
        found: dict[str, list[Form]] = {}
        for form in sorted(self.forms, key=lambda f: (not f.exact, -f.name.weight, f.name.iri)):
            found.setdefault(form.text, []).append(form)
        return {text: tuple(forms) for text, forms in found.items()}

    @cached_property
    def longest(self) -> int:
        """How many characters the longest form has."""
        return max(map(len, self.by_form), default=0)

    def of_kinds(self, kinds: Iterable[str]) -> tuple[Name, ...]:
        """The names of some kinds: kind by kind, then what most hangs on first."""
        order = list(kinds)
        chosen = (name for name in self.by_iri.values() if name.kind in order)
        return tuple(sorted(chosen, key=lambda n: (order.index(n.kind), -n.weight, n.zh, n.iri)))


def names_of(knowledge: Knowledge) -> Names:
    """All that the graph has names for."""
    found = list(_all(knowledge))
    return Names({name.iri: name for name, _ in found}, tuple(form for _, forms in found for form in forms))


def folded(text: str) -> str:
    """A text as it is compared: width and case folded, marks dropped, blanks kept only between Latin words.

    >>> folded("“华鑫”铜箔 生产什么？"), folded("Who makes  铜箔?")
    ('华鑫铜箔生产什么', 'who makes铜箔')
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    spaced = "".join(c if c.isalnum() else " " if c.isspace() or c in "-/_,.;:?!" else "" for c in plain)
    return re.sub(r"(?<=[a-z0-9]) +(?=[a-z0-9])|( +)", lambda m: "" if m[1] else " ", spaced).strip()


def _all(knowledge: Knowledge) -> Iterator[tuple[Name, tuple[Form, ...]]]:
    english = _glossary(knowledge.chains)
    for thing in knowledge.things.values():
        name = Name(thing.iri, thing.type.value, thing.name, thing.name, weight=thing.degree)
        short = tuple(_short_names(thing))
        said = _english_names(thing, short, english)
        yield name, _forms(name, (thing.name, *thing.aliases), (*short, *said))
    for view in knowledge.chains:
        chain = Name(view.info.iri, CHAIN, view.info.zh, view.info.en, weight=view.info.links)
        yield chain, _forms(chain, (view.info.zh, view.info.en, view.info.id), _short_chain_names(view))
        for link in view.links:
            name = Name(link.iri, NODE, link.zh, link.en, view.info.zh, len(link.seats))
            yield name, _forms(name, (link.zh, link.en, *link.aliases), ())


def _short_names(thing: Thing) -> Iterator[str]:
    ends = _ENDS.get(thing.type)
    for name in (thing.name, *thing.aliases):
        short = ends.sub("", name) if ends else name
        if short != name and len(short) >= 2:
            yield short


def _english_names(thing: Thing, short: Iterable[str], english: Mapping[str, str]) -> Iterator[str]:
    """What an industry or a product is called in English, where a chain has the word."""
    if thing.type in (EntityType.INDUSTRY, EntityType.PRODUCT):
        yield from (english[name] for name in (thing.name, *thing.aliases, *short) if name in english)


def _glossary(chains: Iterable[ChainView]) -> dict[str, str]:
    """English words by Chinese ones: the links' names, and those of chains where both are made of as many pieces."""
    found: dict[str, str] = {}
    for view in chains:
        zh, en = tuple(_pieces(_CUTS, view.info.zh)), tuple(_pieces(_ENGLISH_CUTS, view.info.en))
        if len(zh) == len(en):
            found.update(zip(zh, en, strict=True))
        for link in view.links:
            found.setdefault(link.zh, link.en)
    return found


def _pieces(cuts: re.Pattern[str], text: str) -> Iterator[str]:
    yield from filter(None, (piece.strip() for piece in cuts.split(text)))


def _short_chain_names(view: ChainView) -> Iterator[str]:
    for piece in _pieces(_CUTS, view.info.zh):
        if len(piece) > 1:
            yield piece
        yield from (f"{piece}产业链", f"{piece}链")
    yield from (piece for piece in _pieces(_ENGLISH_CUTS, view.info.en) if len(piece) > 2)


def _forms(name: Name, exact: Iterable[str], short: Iterable[str]) -> tuple[Form, ...]:
    forms: dict[str, Form] = {}
    for texts, is_exact in ((exact, True), (short, False)):
        for text in map(folded, texts):
            if 2 <= len(text) <= _LONGEST:
                forms.setdefault(text, Form(text, name, is_exact))
    return tuple(forms.values())
