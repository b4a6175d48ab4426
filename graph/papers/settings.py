"""What the papers hold and how they look: read from one file, ``data/papers.toml``, that an office edits itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from graph.errors import SettingsError

E = TypeVar("E", bound=StrEnum)
_MOST_BYTES, _MOST_LISTS, _MOST_COLUMNS, _LONGEST = 1_000_000, 12, 30, 60


class MapKind(StrEnum):
    """The pictures that there are."""

    AS_IS = "asIs"
    TO_BE = "toBe"
    ROADMAP = "roadmap"


class ListKind(StrEnum):
    """The lists that there are."""

    FIRMS = "firms"
    PROJECTS = "projects"
    TARGETS = "targets"
    GAPS = "gaps"
    CARRIERS = "carriers"


class ColumnKind(StrEnum):
    """What a column holds; OPEN is filled where the graph knows, else by hand."""

    TEXT = "text"
    NUMBER = "number"
    SOURCES = "sources"
    BY_HAND = "byHand"
    OPEN = "open"


class Form(StrEnum):
    """The two files that papers come in."""

    DOCX = "docx"
    XLSX = "xlsx"


_COMMON = frozenset({"number", "sources", "quote"})
#: What the columns of each list may be filled with.
KEYS: Mapping[ListKind, frozenset[str]] = {
    ListKind.FIRMS: _COMMON | {"firm", "rank", "called", "links", "state", "products", "projects", "place"},
    ListKind.PROJECTS: _COMMON | {"project", "links", "progress", "firm", "place"},
    ListKind.TARGETS: _COMMON
    | {"chain", "link", "class", "action", "state", "rank", "profile", "terms"}
    | {"firm", "regions", "anchors", "carriers", "policies"},
    ListKind.GAPS: _COMMON | {"stage", "link", "class", "action", "choke", "state", "rank", "reason", "reasons"},
    ListKind.CARRIERS: _COMMON | {"carrier", "plant", "fits", "place"},
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list; ``width`` in characters, ``only`` the one file that has it, else both."""

    key: str
    heading: str
    width: float
    kind: ColumnKind
    only: Form | None = None


@dataclass(frozen=True, slots=True)
class MapPlan:
    """A picture that is wanted."""

    kind: MapKind
    title: str


@dataclass(frozen=True, slots=True)
class ListPlan:
    """A list that is wanted."""

    kind: ListKind
    title: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Typography:
    """The typefaces and sizes (points) of the document."""

    title_font: str = "方正小标宋简体"
    heading_font: str = "黑体"
    subheading_font: str = "楷体"
    body_font: str = "仿宋"
    table_font: str = "宋体"
    body_points: float = 16.0
    table_points: float = 9.0


@dataclass(frozen=True, slots=True)
class PapersSettings:
    """The set of papers: ``detailed`` gaps are dwelt on, ``font`` draws the pictures (None: find one)."""

    organisation: str
    detailed: int
    maps: tuple[MapPlan, ...]
    lists: tuple[ListPlan, ...]
    typography: Typography = Typography()
    font: Path | None = None


def read_settings(path: Path) -> PapersSettings:
    """The set that a file describes. Raises SettingsError, which says where and how to mend it, for any other file."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise SettingsError("is too large.", where=path, mend="Start from data/papers.toml of the project.")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"cannot be read ({error}).", where=path, mend="Save it as UTF-8 text, or restore data/papers.toml."
        ) from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"is no TOML: {error}.", where=path, mend="Mend that line.") from error
    return _Reader(path).settings(table)


class _Reader:
    """Reads tables, and says of what is wrong where it stands."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def settings(self, table: Mapping[str, Any]) -> PapersSettings:
        self._only(table, {"organisation", "detailed", "picture", "document", "maps", "lists"}, "the file")
        picture = self._table(table, "picture")
        self._only(picture, {"font"}, "[picture]")
        font = self._text(picture, "font", "[picture]", default="")
        maps = tuple(filter(None, map(self._map, self._tables(table, "maps"), count(1))))
        lists = tuple(filter(None, map(self._list, self._tables(table, "lists"), count(1))))
        self._distinct([*(one.title for one in maps), *(one.title for one in lists)])
        return PapersSettings(
            organisation=self._text(table, "organisation", "the file", default=""),
            detailed=int(self._number(table, "detailed", "the file", 8, least=1, most=12)),
            maps=maps,
            lists=lists,
            typography=self._typography(self._table(table, "document")),
            font=(self.path.parent / font).resolve() if font else None,
        )

    def _map(self, table: Mapping[str, Any], number: int) -> MapPlan | None:
        where = f"maps {number}"
        self._only(table, {"kind", "title", "on"}, where)
        plan = MapPlan(self._choice(table, "kind", MapKind, where), self._text(table, "title", where))
        return plan if self._flag(table, where) else None

    def _list(self, table: Mapping[str, Any], number: int) -> ListPlan | None:
        where = f"lists {number}"
        self._only(table, {"kind", "title", "on", "columns"}, where)
        kind, title = self._choice(table, "kind", ListKind, where), self._text(table, "title", where)
        where = f"{where} ({title})"
        columns = self._tables(table, "columns", where)
        if not 1 <= len(columns) <= _MOST_COLUMNS:
            raise self._wrong(where, "has no columns or too many", f"Give 1 to {_MOST_COLUMNS} columns.")
        made = tuple(self._column(one, kind, f"{where}, column {n}") for n, one in enumerate(columns, 1))
        return ListPlan(kind, title, made) if self._flag(table, where) else None

    def _column(self, table: Mapping[str, Any], kind: ListKind, where: str) -> Column:
        self._only(table, {"key", "heading", "width", "type", "only"}, where)
        key, what = self._text(table, "key", where), self._choice(table, "type", ColumnKind, where)
        if what is not ColumnKind.BY_HAND and key not in KEYS[kind]:
            known = ", ".join(sorted(KEYS[kind]))
            raise self._wrong(where, f"this list has no {key!r}", f'Use one of {known}; or type = "byHand".')
        return Column(
            key=key,
            heading=self._text(table, "heading", where),
            width=self._number(table, "width", where, None, least=3, most=100),
            kind=what,
            only=self._choice(table, "only", Form, where) if "only" in table else None,
        )

    def _typography(self, table: Mapping[str, Any]) -> Typography:
        usual = Typography()
        fonts = ("title_font", "heading_font", "subheading_font", "body_font", "table_font")
        self._only(table, {*fonts, "body_points", "table_points"}, "[document]")
        return Typography(
            **{name: self._text(table, name, "[document]", default=getattr(usual, name)) for name in fonts},
            body_points=self._number(table, "body_points", "[document]", usual.body_points, least=9, most=24),
            table_points=self._number(table, "table_points", "[document]", usual.table_points, least=6, most=16),
        )

    def _only(self, table: Mapping[str, Any], known: set[str], where: str) -> None:
        strange = sorted(set(table) - known)
        if strange:
            raise self._wrong(where, f"{strange[0]!r} is no setting", f"Use one of {', '.join(sorted(known))}.")

    def _table(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        value = table.get(name, {})
        if not isinstance(value, dict):
            raise self._wrong(name, "is no table", f"Write it as [{name}].")
        return value

    def _tables(self, table: Mapping[str, Any], name: str, where: str = "the file") -> list[Mapping[str, Any]]:
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self._wrong(where, f"{name!r} is no list of tables", "See data/papers.toml of the project.")
        if name != "columns" and len(value) > _MOST_LISTS:
            raise self._wrong(where, f"has more than {_MOST_LISTS} {name}", "Leave some out.")
        return value

    def _text(self, table: Mapping[str, Any], name: str, where: str, *, default: str | None = None) -> str:
        value = table.get(name, default)
        if not isinstance(value, str) or len(value) > _LONGEST * 10 or (default is None and not value.strip()):
            raise self._wrong(where, f"{name!r} is no text", f'Give one, as {name} = "…".')
        if name in ("title", "heading") and (len(value) > _LONGEST or "\n" in value):
            raise self._wrong(where, f"{name!r} is too long", f"Keep it to one line of {_LONGEST} characters.")
        return value.strip()

    def _number(
        self, table: Mapping[str, Any], name: str, where: str, default: float | None, *, least: float, most: float
    ) -> float:
        value = table.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self._wrong(
                where, f"{name!r} is no number from {least:g} to {most:g}", f"Give one, as {name} = {least:g}."
            )
        return float(value)

    def _flag(self, table: Mapping[str, Any], where: str) -> bool:
        value = table.get("on", True)
        if not isinstance(value, bool):
            raise self._wrong(where, "'on' is neither true nor false", "Write on = true or on = false.")
        return value

    def _choice(self, table: Mapping[str, Any], name: str, kinds: type[E], where: str) -> E:
        value = table.get(name)
        if value not in {kind.value for kind in kinds}:
            raise self._wrong(where, f"{name!r} is {value!r}", f"Use one of {', '.join(kind.value for kind in kinds)}.")
        return kinds(value)

    def _distinct(self, titles: Iterable[str]) -> None:
        seen: set[str] = set()
        for title in titles:
            if title in seen:
                raise self._wrong("the file", f"two maps or lists are called {title!r}", "Give each its own title.")
            seen.add(title)

    def _wrong(self, where: str, what: str, mend: str) -> SettingsError:
        return SettingsError(f"{where}: {what}.", where=self.path, mend=mend)
