"""What is at home where a report speaks from, and what is elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import EntityType, Predicate
from graph.query.knowledge import Knowledge
from graph.query.values import Thing


@dataclass(frozen=True)
class Locality:
    """The place that a report speaks for, by name and GB/T 2260 code (empty where it is not sure)."""

    knowledge: Knowledge
    home: str
    code: str

    @classmethod
    def of(cls, knowledge: Knowledge, report: str) -> Locality:
        """The locality of a report. Raises QueryError where the graph holds no such report."""
        home = knowledge.source(report).info.place
        places = (thing for thing in knowledge.things.values() if thing.type is EntityType.PLACE and thing.code)
        named = [place for place in places if home in (place.name, *place.aliases)]
        sure = min(named, key=lambda place: (place.name != home, place.iri), default=None)
        return cls(knowledge, home, sure.code or "" if sure else "")

    def is_home(self, place: Thing) -> bool:
        """Whether a place is the home itself or lies in it."""
        if place.name == self.home:
            return True
        if place.code:
            return bool(self.code) and place.code.startswith(_prefix(self.code))
        # A place without a code is named within the report's place, unless its name means the same everywhere.
        return f"/{self.home}/" in place.iri

    def is_elsewhere(self, place: Thing) -> bool:
        """Whether a place is neither in the home nor around it. Regions such as 长三角, which may be either, count."""
        if self.is_home(place):
            return False
        return not (place.code and self.code and self.code.startswith(_prefix(place.code)))

    def places_of(self, thing: Thing) -> tuple[Thing, ...]:
        """The places that a thing is said to be located in."""
        facts = self.knowledge.facts_from(thing.iri, Predicate.LOCATED_IN)
        return tuple(self.knowledge.things[fact.object] for fact in facts if fact.object in self.knowledge.things)

    def divisions_of(self, thing: Thing) -> tuple[Thing, ...]:
        """The divisions inside the home that a thing is located in."""
        within = (place for place in self.places_of(thing) if self.is_home(place) and place.name != self.home)
        return tuple(dict.fromkeys(within))

    def is_local(self, thing: Thing) -> bool:
        """Whether a firm, project or platform may be of the home: none of its places is surely another division."""
        places = self.places_of(thing)
        return any(map(self.is_home, places)) or not any(place.code and self.is_elsewhere(place) for place in places)


def _prefix(code: str) -> str:
    """What the codes of all divisions inside begin with.

    >>> _prefix("411200"), _prefix("410000"), _prefix("411282")
    ('4112', '41', '411282')
    """
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code
