"""What resolution knows of places: divisions by name, where a report is at home, regions that are one everywhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from graph.extraction.divisions import Division, divisions, nationalities
from graph.extraction.lexicon import default_lexicon

_PROVINCE, _CITY, _COUNTY = 2, 4, 6


@dataclass(frozen=True)
class Atlas:
    """The divisions of the country, and the names of regions and countries."""

    divisions: tuple[Division, ...]
    regions: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def _by_name(self) -> dict[str, tuple[Division, ...]]:
        found = defaultdict[str, list[Division]](list)
        for division in self.divisions:
            for name in {division.name, division.short}:
                found[name].append(division)
        return {name: tuple(named) for name, named in found.items()}

    @cached_property
    def _by_code(self) -> dict[str, Division]:
        return {division.code: division for division in self.divisions}

    def official(self, code: str) -> str | None:
        """The full name of the division with this code."""
        division = self._by_code.get(code)
        return division.name if division else None

    def home(self, place: str) -> Division | None:
        """The division that a report's place is; None for one that is not in the atlas, or not the only one."""
        named = [division for division in self._by_name.get(place, ()) if division.name == place]
        return named[0] if len(named) == 1 else None

    def above(self, home: Division) -> tuple[Division, ...]:
        """The division itself and those that it lies in, the province last."""
        codes = (home.code[:size].ljust(_COUNTY, "0") for size in (_COUNTY, _CITY, _PROVINCE) if size <= home.level)
        return tuple(self._by_code[code] for code in codes if code in self._by_code)

    def meant(self, name: str, home: Division | None) -> Division | None:
        """The division that ``name`` means in a report from ``home``: one near it, else the only one of that full name.

        A short name far from home may be another word, so it means nothing.
        """
        named = self._by_name.get(name, ())
        for size in (_COUNTY, _CITY, _PROVINCE) if home else ():
            near = [d for d in named if home and d.code[:size] == home.code[:size]]
            if near:
                return min(near, key=lambda division: (division.level, division.code))
        full = [division for division in named if division.name == name]
        return full[0] if len(full) == 1 else None

    def leading(self, name: str, home: Division | None) -> tuple[Division, str] | None:
        """The division near home that ``name`` begins with, by its longest name, and how that name is written."""
        if home is None:
            return None
        begun = self._by_beginning.get((home.code[:_PROVINCE], name[:2]), ())
        return next(((division, form) for form, division in begun if name.startswith(form)), None)

    @cached_property
    def _by_beginning(self) -> dict[tuple[str, str], list[tuple[str, Division]]]:
        """Names of divisions by their province and first two characters; the longest first, then the wider division."""
        found = defaultdict[tuple[str, str], list[tuple[str, Division]]](list)
        for division in self.divisions:
            for form in {division.name, division.short}:
                found[(division.code[:_PROVINCE], form[:2])].append((form, division))
        return {key: sorted(named, key=lambda p: (-len(p[0]), p[1].level, p[1].code)) for key, named in found.items()}


@cache
def default_atlas() -> Atlas:
    """The atlas of the project's own lexicon and of the packaged list of divisions, read once."""
    lexicon = default_lexicon()
    regions: Iterable[str] = lexicon.places.regions.all | lexicon.places.countries.all
    return Atlas(divisions(nationalities(lexicon)), frozenset(regions))
