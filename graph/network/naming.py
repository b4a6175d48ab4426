"""Finding what a user's words name: a thing by its name or another name, or a link of a chain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from graph.model import EntityType
from graph.network.flow import supply_network
from graph.network.values import JoinedLink
from graph.query.knowledge import Knowledge
from graph.query.values import Thing

#: How many near names a refused one comes with.
NEAR = 6


@dataclass(frozen=True, slots=True)
class Naming:
    """What a name was found to name. ``iris`` holds one where it is clear, several where it is ambiguous; then and
    where there is none, ``near`` are names to write instead."""

    iris: tuple[str, ...]
    near: tuple[str, ...]


def named_thing(knowledge: Knowledge, words: str, kinds: Collection[EntityType] = tuple(EntityType)) -> Naming:
    """The things of some ``kinds`` that words name.

    Words are an IRI, ``TYPE:NAME`` (``Product:锂电铜箔``), or a name: its own goes before another name for it.
    """
    things = [thing for thing in knowledge.things.values() if thing.type in kinds]
    found = _thing_matches(things, words.strip())
    near = tuple(f"{thing.type.value}:{thing.name}" for thing in found) if found else _near_names(things, words)
    return Naming(tuple(thing.iri for thing in found), near)


def named_link(knowledge: Knowledge, words: str) -> Naming:
    """The links of chains that words name; links that mean the same count once, by the first's IRI.

    Words are an IRI, ``CHAIN/LINK`` by their ids (``copper/lithium-foil``), or a name: its own, in Chinese or English,
    goes before another name for it.
    """
    joined = supply_network(knowledge).joined
    found = _link_matches(joined.values(), words.strip())
    near = tuple(map(_written, found)) if found else _near(_link_names(joined), words)
    return Naming(tuple(link.iri for link in found), near)


def named(knowledge: Knowledge, words: str) -> Naming:
    """What words name: things first, and a link only where no thing is called that."""
    thing = named_thing(knowledge, words)
    link = named_link(knowledge, words)
    if thing.iris or link.iris:
        return thing if thing.iris else link
    return Naming((), tuple(dict.fromkeys((*thing.near, *link.near)))[:NEAR])


def _thing_matches(things: Collection[Thing], words: str) -> list[Thing]:
    kind, _, name = words.replace("：", ":").partition(":")
    matches = (
        [thing for thing in things if thing.iri == words],
        [thing for thing in things if name and thing.type.value.casefold() == kind.casefold() and thing.name == name],
        [thing for thing in things if thing.name == words],
        [thing for thing in things if words in thing.aliases],
    )
    return next((found for found in matches if found), [])


def _link_matches(joined: Iterable[JoinedLink], words: str) -> list[JoinedLink]:
    groups, low = list(joined), words.casefold()
    matches = (
        [g for g in groups if any(link.iri == words for link in g.links)],
        [g for g in groups if words in (f"{c.id}/{link.id}" for c, link in zip(g.chains, g.links, strict=True))],
        [g for g in groups if any(low in (link.zh.casefold(), link.en.casefold()) for link in g.links)],
        [g for g in groups if any(words in link.aliases for link in g.links)],
    )
    return next((found for found in matches if found), [])


def _written(joined: JoinedLink) -> str:
    return f"{joined.chains[0].id}/{joined.links[0].id}"


def _link_names(joined: Mapping[str, JoinedLink]) -> list[str]:
    return [name for group in joined.values() for link in group.links for name in (link.zh, *link.aliases)]


def _near_names(things: Collection[Thing], words: str) -> tuple[str, ...]:
    return _near([name for thing in things for name in (thing.name, *thing.aliases)], words)


def _near(names: Iterable[str], words: str) -> tuple[str, ...]:
    """Names that hold the words or lie in them, then names that look like them."""
    known = list(dict.fromkeys(names))
    holding = [name for name in known if words in name or name in words] if words.strip() else []
    alike = get_close_matches(words, known, n=NEAR, cutoff=0.4)
    return tuple(dict.fromkeys((*sorted(holding, key=len), *alike)))[:NEAR]
