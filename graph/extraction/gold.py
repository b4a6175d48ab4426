"""Annotations: what people wrote down as named and said in some lines of a report."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph.errors import LianpuError
from graph.model import EntityType, Predicate, Report, Span

_MARKS = re.compile(r"[\s“”\"'‘’《》〈〉「」]")
_LINES = 2


class TrainingError(LianpuError):
    """Texts and annotations that nothing can be learned from."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The lines that annotators read, the forms of the names in them, and what is said of these names.

    ``forms`` maps a plain form to the numbers of the entities that have it; ``types`` gives what each may be; ``names``
    are the forms as the text has them, each with the type that it was given.
    """

    lines: tuple[Span, ...]
    forms: Mapping[str, tuple[int, ...]]
    types: tuple[frozenset[EntityType], ...]
    relations: frozenset[tuple[int | None, Predicate, int | None]]
    names: tuple[tuple[str, EntityType], ...] = ()

    def covers(self, offset: int) -> bool:
        """Whether annotators read the line that holds ``offset``."""
        place = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        return place >= 0 and offset < self.lines[place].end

    def entity(self, forms: Iterable[str], kind: EntityType) -> int | None:
        """The number of the annotated entity that has one of these forms and may be of this type."""
        numbers = (number for form in forms for number in self.forms.get(_plain(form), ()))
        return next((number for number in numbers if kind in self.types[number]), None)


def _plain(name: str) -> str:
    return _MARKS.sub("", name).lower()


def read_gold(path: Path, report: Report) -> Gold:
    """The annotations in ``path`` about ``report``. Raises TrainingError where they do not keep the form."""
    try:
        return _gold(json.loads(path.read_text(encoding="utf-8")), report)
    except OSError as error:
        raise TrainingError(f"cannot be read: {error}.", where=path, mend="Give a file of annotations.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TrainingError(
            f"is no file of annotations ({error!r}).",
            where=path,
            mend='It needs "range", "entities" (each with "type" and "name") and "relations" ("s", "p", "o").',
        ) from error


def _gold(data: dict[str, Any], report: Report) -> Gold:
    forms: dict[str, tuple[int, ...]] = {}
    for number, entity in enumerate(data["entities"]):
        for form in (entity["name"], *entity.get("aliases", [])):
            forms[_plain(form)] = (*forms.get(_plain(form), ()), number)
    types = tuple(
        frozenset(EntityType(kind) for kind in (entity["type"], *entity.get("alt_types", [])))
        for entity in data["entities"]
    )
    relations = frozenset(
        (forms[_plain(row["s"])][0], Predicate(row["p"]), forms[_plain(row["o"])][0]) for row in data["relations"]
    )
    names = {
        (form, EntityType(entity["type"]))
        for entity in data["entities"]
        for form in (entity["name"], *entity.get("aliases", []))
    }
    return Gold(_lines(report.text, data), forms, types, relations, tuple(sorted(names)))


def _lines(text: str, data: dict[str, Any]) -> tuple[Span, ...]:
    """The annotated lines: two numbers are the first and the last unless the file says that they stand alone."""
    numbers = {int(number) for number in data["range"]}
    if data.get("contiguous", len(data["range"]) == _LINES):
        numbers = set(range(min(numbers), max(numbers) + 1))
    found, offset = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        if number in numbers and line:
            found.append(Span(offset, offset + len(line)))
        offset += len(line) + 1
    if not found:
        raise ValueError("its range names no line of the text")
    return tuple(found)
