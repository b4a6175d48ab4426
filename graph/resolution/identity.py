"""Which entities of which reports are one thing.

Names that come to one key are one thing. An alias joins two keys where no report holds them apart: one report says
铜及铜基新材料产业 and also calls it 铜基新材料, another says 铜基新材料 only. What looks alike beyond that is listed by
``graph.resolution.duplicates`` and left to people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from graph.model import Entity, EntityRef, EntityType, Extraction
from graph.resolution.atlas import Atlas, default_atlas
from graph.resolution.naming import LOCAL, Key, bare, key_of

#: An alias of fewer characters means one thing only in reports of one place.
_TELLING = 4


@dataclass(frozen=True, slots=True, order=True)
class Identity:
    """One thing: its type, the place within which its name is its own (empty: everywhere), its name, and its code."""

    type: EntityType
    scope: str
    name: str
    code: str | None = None


@dataclass(frozen=True)
class Resolution:
    """The thing that each entity of each report is, and the joins that were refused where a report tells them apart."""

    identities: Mapping[str, Mapping[EntityRef, Identity]]
    refused: tuple[tuple[Identity, Identity], ...] = field(default=())

    def of(self, slug: str) -> Mapping[EntityRef, Identity]:
        """The things that the entities of one report are."""
        return self.identities[slug]


def resolve(extractions: Iterable[Extraction], atlas: Atlas | None = None) -> Resolution:
    """What each entity of the reports is. The order in which the reports are given does not matter."""
    known = atlas or default_atlas()
    ordered = sorted(extractions, key=lambda extraction: extraction.report.slug)
    codes = _codes(ordered, known)
    keys = {e.report.slug: {entity.ref: _key(entity, e, known, codes) for entity in e.entities} for e in ordered}
    groups = _Groups(keys, known)
    for extraction in ordered:
        for first, second in _aliases(extraction, keys[extraction.report.slug], known):
            groups.join(first, second)
    identities = {slug: {ref: groups.identity(key) for ref, key in found.items()} for slug, found in keys.items()}
    refused = {(groups.identity(first), groups.identity(second)) for first, second in groups.refused}
    return Resolution(identities, tuple(sorted({(min(pair), max(pair)) for pair in refused if pair[0] != pair[1]})))


# ---------------------------------------------------------------- keys

#: The code of a place key, where it has one.
Codes = Mapping[tuple[str, str], str]


def _key(entity: Entity, extraction: Extraction, atlas: Atlas, codes: Codes) -> Key:
    place = extraction.report.place
    if entity.type is not EntityType.PLACE:
        return key_of(entity.type, entity.name, place, atlas)
    code = entity.code or codes.get((extraction.report.slug, entity.name))
    if code:
        return Key(EntityType.PLACE, "", code, is_code=True)
    anywhere = entity.name in atlas.regions or entity.name == place
    return Key(EntityType.PLACE, "" if anywhere else place, entity.name)


def _codes(extractions: Iterable[Extraction], atlas: Atlas) -> dict[tuple[str, str], str]:
    """Codes for places that extraction, or a person, named without: from the atlas, else from the other reports."""
    named = [(e.report, entity) for e in extractions for entity in e.entities if entity.type is EntityType.PLACE]
    elsewhere = defaultdict[str, set[str]](set)
    for _, entity in named:
        if entity.code:
            for form in (entity.name, atlas.official(entity.code) or entity.name):
                elsewhere[form].add(entity.code)
    found: dict[tuple[str, str], str] = {}
    for report, entity in named:
        if entity.code or entity.name in atlas.regions:
            continue
        division = atlas.meant(entity.name, atlas.home(report.place))
        known = elsewhere.get(entity.name, set())
        if division is not None:
            found[(report.slug, entity.name)] = division.code
        elif len(known) == 1:
            found[(report.slug, entity.name)] = next(iter(known))
    return found


def _aliases(extraction: Extraction, keys: Mapping[EntityRef, Key], atlas: Atlas) -> Iterator[tuple[Key, Key]]:
    place = extraction.report.place
    for entity in sorted(extraction.entities, key=lambda entity: entity.ref):
        if entity.type is EntityType.PLACE:
            continue
        for alias in sorted(entity.aliases):
            other = key_of(entity.type, alias, place, atlas)
            # A short alias such as 骏通 may be another firm in another city.
            if other != keys[entity.ref] and (entity.type in LOCAL or len(other.stem) >= _TELLING):
                yield keys[entity.ref], other


# ---------------------------------------------------------------- groups


class _Groups:
    """Keys that were found to be one thing. Two that some report tells apart never come together."""

    def __init__(self, keys: Mapping[str, Mapping[EntityRef, Key]], atlas: Atlas) -> None:
        self._atlas = atlas
        self._names = defaultdict[Key, set[str]](set)
        self._leader: dict[Key, Key] = {}
        self._members: dict[Key, set[Key]] = {}
        self._told_apart = defaultdict[Key, set[str]](set)
        for slug, found in keys.items():
            for ref, key in found.items():
                self._names[key].add(ref.name)
                self._leader[key] = key
                self._members[key] = {key}
                self._told_apart[key].add(slug)
        self.refused: list[tuple[Key, Key]] = []

    def join(self, first: Key, second: Key) -> None:
        """Make two keys one thing, if both are named somewhere and no report names both."""
        if second not in self._leader:
            return
        one, other = sorted((self._leader[first], self._leader[second]))
        if one == other:
            return
        if self._told_apart[one] & self._told_apart[other]:
            self.refused.append((first, second))
            return
        for key in self._members.pop(other):
            self._leader[key] = one
            self._members[one].add(key)
        self._told_apart[one] |= self._told_apart[other]

    def identity(self, key: Key) -> Identity:
        """The thing that a key stands for, under the fullest of its names; a division under its official one."""
        members = self._members[self._leader[key]]
        best = min(members, key=lambda member: (-len(member.stem), member))
        names = {name for member in members for name in self._names[member]}
        fullest = min(names, key=lambda name: (-len(bare(name)), len(name), name))
        if key.type is EntityType.PLACE and key.is_code:
            return Identity(key.type, "", self._atlas.official(key.stem) or fullest, key.stem)
        return Identity(best.type, best.scope, fullest)
