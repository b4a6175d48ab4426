"""The canvas in the address bar: selection, what is shown, hidden and pinned, layout, filters, path.

Names are written as IRIs without their base; a list that would make the address too long is written as six characters
a name instead, the same in every build.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar
from urllib.parse import quote

from graph.model import EntityType, Predicate
from graph.present.exploration import MOST_SHOWN, Layout, View
from graph.present.filtering import Filters
from graph.query.values import Thing

#: The parameters that are the canvas's.
NAMES = ("node", "on", "away", "pin", "layout", "path", "no", "norel", "least", "checked", "year", "report")
#: Characters of a written list of names, as browsers write it, beyond which short ids are used.
LONG = 1500
_SHORT, _MARK = 6, "~"

E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Addresses:
    """Writes names for an address and finds them again. ``base`` is that of the instance IRIs."""

    things: Mapping[str, Thing]
    base: str
    by_short: Mapping[str, str]

    @classmethod
    def of(cls, things: Mapping[str, Thing], base: str) -> Addresses:
        """For the things of one build, most connected first: where two share a short id, the first has it."""
        found: dict[str, str] = {}
        for iri in things:
            found.setdefault(short_id(iri), iri)
        return cls(things, base, found)

    def write(self, iris: Iterable[str]) -> str:
        """Names as one parameter."""
        listed = list(iris)
        plain = ",".join(iri.removeprefix(self.base) for iri in listed)
        if len(quote(plain, safe="")) <= LONG:
            return plain
        return _MARK + "".join(short_id(iri) for iri in listed)

    def read(self, written: str) -> tuple[str, ...]:
        """The known names of a parameter, each once, at most as many as a canvas holds."""
        if written.startswith(_MARK):
            shorts = (written[at : at + _SHORT] for at in range(1, len(written), _SHORT))
            found = [self.by_short[short] for short in shorts if short in self.by_short]
        else:
            found = [iri for name in written.split(",") if (iri := self.base + name) in self.things]
        return tuple(dict.fromkeys(found))[:MOST_SHOWN]


def short_id(iri: str) -> str:
    """Six characters that stand for an IRI, the same in every build.

    >>> len(short_id("https://x/id/product/铜箔"))
    6
    """
    return base64.urlsafe_b64encode(hashlib.blake2b(iri.encode(), digest_size=6).digest()).decode()[:_SHORT]


def written(view: View, addresses: Addresses) -> dict[str, str]:
    """The parameters of a view; what is as by default is left out."""
    filters = view.filters
    found = {
        "node": addresses.write([view.selected]) if view.selected else "",
        "on": addresses.write(view.shown),
        "away": addresses.write(view.away),
        "pin": addresses.write(view.pinned),
        "layout": "" if view.layout is Layout.FORCE else view.layout.value,
        "path": addresses.write(view.path) if view.path else "",
        "no": ",".join(sorted(filters.types)),
        "norel": ",".join(sorted(filters.relations)),
        "least": str(round(filters.least * 100)) if filters.least else "",
        "checked": "" if filters.checked is None else str(int(filters.checked)),
        "year": str(filters.year) if filters.year else "",
        "report": filters.report.removeprefix(addresses.base) if filters.report else "",
    }
    return {name: value for name, value in found.items() if value}


def viewed(asked: Mapping[str, str], start: View, addresses: Addresses) -> View:
    """A view as an address gives it, on top of ``start``: what it does not give, or gives wrongly, stays."""
    shown = addresses.read(asked.get("on", "")) or start.shown
    chosen = addresses.read(asked.get("node", ""))
    shown = (*shown, *(iri for iri in chosen if iri not in shown))
    path = tuple(iri for iri in addresses.read(asked.get("path", "")) if iri in shown)
    return replace(
        start,
        shown=shown,
        selected=chosen[0] if chosen else start.selected,
        away=tuple(iri for iri in addresses.read(asked.get("away", "")) if iri not in shown),
        pinned=tuple(iri for iri in addresses.read(asked.get("pin", "")) if iri in shown),
        layout=Layout(asked["layout"]) if asked.get("layout") in set(Layout) else start.layout,
        path=(path[0], path[1]) if len(path) == 2 else None,
        filters=_filters(asked, addresses),
    )


def _filters(asked: Mapping[str, str], addresses: Addresses) -> Filters:
    least, year, report = asked.get("least", ""), asked.get("year", ""), asked.get("report", "")
    return Filters(
        types=_members(EntityType, asked.get("no", "")),
        relations=_members(Predicate, asked.get("norel", "")),
        least=min(_number(least), 100) / 100,
        checked={"1": True, "0": False}.get(asked.get("checked", "")),
        year=_number(year) or None,
        report=addresses.base + report if report else None,
    )


def _members(kind: type[E], listed: str) -> frozenset[E]:
    known = {member.value: member for member in kind}
    return frozenset(known[name] for name in listed.split(",") if name in known)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
