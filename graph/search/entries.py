"""What can be found: entities, chains, links of chains, reports, and pages of the application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from graph.query.knowledge import Knowledge


class Kind(StrEnum):
    """What an entry is. The first eight have the values of ``EntityType``; the order settles ties."""

    ENTERPRISE = "Enterprise"
    PROJECT = "Project"
    INDUSTRY = "Industry"
    PRODUCT = "Product"
    PLACE = "Place"
    POLICY = "Policy"
    PLATFORM = "Platform"
    ORGANIZATION = "Organization"
    CHAIN = "Chain"
    LINK = "ChainNode"
    REPORT = "Report"
    PAGE = "Page"


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing that can be found by ``name``, ``english`` or ``aliases``.

    ``id`` is an IRI, or the address of a page. ``weight`` says how much hangs on it: of two that match alike, the
    weightier comes first.
    """

    kind: Kind
    id: str
    name: str
    english: str | None = None
    aliases: tuple[str, ...] = ()
    weight: int = 0

    def forms(self) -> Iterator[str]:
        """Every name that it goes by, its own first."""
        yield self.name
        if self.english:
            yield self.english
        yield from self.aliases


def entries_of(known: Knowledge, pages: Iterable[Entry] = ()) -> tuple[Entry, ...]:
    """All that can be found in the graph, and the given pages. What weighs is how many statements an entity is part
    of, how many entities sit at a link, and how many links of a chain are held."""
    return (*_things(known), *_chains(known), *pages)


def _things(known: Knowledge) -> Iterator[Entry]:
    for thing in known.things.values():
        yield Entry(Kind(thing.type.value), thing.iri, thing.name, None, thing.aliases, thing.degree)
    for source in known.sources.values():
        yield Entry(Kind.REPORT, source.info.iri, source.info.title)


def _chains(known: Knowledge) -> Iterator[Entry]:
    for view in known.chains:
        held = sum(1 for link in view.links if link.seats)
        yield Entry(Kind.CHAIN, view.info.iri, view.info.zh, view.info.en, (), held)
        for link in view.links:
            yield Entry(Kind.LINK, link.iri, link.zh, link.en, link.aliases, len(link.seats))
