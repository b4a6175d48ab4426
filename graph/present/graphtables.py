"""What is on the canvas as rows: its links with their sentences, and its names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graph.model import EntityType, Predicate
from graph.present.filtering import checked_by
from graph.query.values import Fact, ReportInfo, Thing

Row = dict[str, str | int]

#: The columns, in order.
LINK_COLUMNS = ("from", "relation", "to", "sentence", "sure", "checked", "report", "section")
NAME_COLUMNS = ("name", "type", "also", "links")


def link_rows(
    facts: Iterable[Fact],
    things: Mapping[str, Thing],
    reports: Mapping[str, ReportInfo],
    relations: Mapping[Predicate, str],
) -> list[Row]:
    """A row for each fact, by ``LINK_COLUMNS``; how sure a fact is counts in percent."""
    rows = []
    for fact in facts:
        report = reports.get(fact.evidence.report)
        cells: tuple[str | int, ...] = (
            things[fact.subject].name,
            relations[fact.predicate],
            things[fact.object].name,
            fact.evidence.words,
            round(fact.confidence * 100),
            checked_by(fact.rule) or "",
            report.title if report else "",
            fact.evidence.section,
        )
        rows.append(dict(zip(LINK_COLUMNS, cells, strict=True)))
    return rows


def name_rows(things: Iterable[Thing], types: Mapping[EntityType, str]) -> list[Row]:
    """A row for each name, by ``NAME_COLUMNS``."""
    cells = ((thing.name, types[thing.type], "、".join(thing.aliases), thing.degree) for thing in things)
    return [dict(zip(NAME_COLUMNS, row, strict=True)) for row in cells]
