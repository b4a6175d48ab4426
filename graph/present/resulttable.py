"""A result as a table that is turned page by page: cells as plain data, sorted by what they say or by their number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from graph.present.resultnames import ResultNames, number_of
from graph.query.answer import Answer, Term

#: Rows on one page of the table.
PAGE = 100
#: A longer text is cut in a cell; the whole of it is in its title and in the files.
LONGEST = 300


@dataclass(frozen=True)
class Sort:
    """By which column the rows are sorted."""

    column: int
    descending: bool = False


@dataclass(frozen=True)
class Order:
    """How a result is looked at: ``sort`` (None as the query gave it), which ``page`` from 0, whether IRIs show their
    ``labels``."""

    sort: Sort | None = None
    page: int = 0
    labels: bool = True


def numeric_columns(answer: Answer) -> frozenset[int]:
    """The columns that hold numbers and nothing else."""
    return frozenset(
        place
        for place in range(len(answer.variables))
        if any(row[place] for row in answer.rows)
        and all(row[place] is None or number_of(row[place]) is not None for row in answer.rows)
    )


def turned(sort: Sort | None, column: int) -> Sort | None:
    """The order after a column's heading was pressed: up, down, then as the query gave it.

    >>> turned(None, 1), turned(Sort(1), 1), turned(Sort(1, True), 1)
    (Sort(column=1, descending=False), Sort(column=1, descending=True), None)
    """
    if sort is None or sort.column != column:
        return Sort(column)
    return None if sort.descending else Sort(column, descending=True)


def pages(answer: Answer) -> int:
    """How many pages a result fills; one where it is empty."""
    return max(1, math.ceil(len(answer.rows) / PAGE))


def sorted_rows(answer: Answer, names: ResultNames, order: Order) -> list[tuple[int, tuple[Term | None, ...]]]:
    """All rows with the number that each has in the query's own order; empty cells come last either way."""
    rows = list(enumerate(answer.rows, 1))
    if order.sort is None or order.sort.column >= len(answer.variables):
        return rows
    place = order.sort.column
    key = _key_of(answer, names, place, labels=order.labels)
    empty = [row for row in rows if row[1][place] is None]
    held = [row for row in rows if row[1][place] is not None]
    return [*sorted(held, key=lambda row: key(row[1][place]), reverse=order.sort.descending), *empty]


def _key_of(answer: Answer, names: ResultNames, place: int, *, labels: bool) -> Any:
    if place in numeric_columns(answer):
        return number_of
    return lambda term: names.text(term, labels=labels).casefold()


def table_data(answer: Answer, names: ResultNames, order: Order) -> dict[str, Any]:
    """One page of a result for its component; every text is text there."""
    page = min(max(0, order.page), pages(answer) - 1)
    numbers = numeric_columns(answer)
    shown = sorted_rows(answer, names, order)[page * PAGE : (page + 1) * PAGE]
    return {
        "columns": [
            {"name": name, "number": place in numbers, "sorted": _sorted(order.sort, place)}
            for place, name in enumerate(answer.variables)
        ],
        "rows": [
            {"n": number, "cells": [_cell(term, names, order, place in numbers) for place, term in enumerate(row)]}
            for number, row in shown
        ],
        "page": page,
        "pages": pages(answer),
    }


def _sorted(sort: Sort | None, place: int) -> str:
    if sort is None or sort.column != place:
        return "none"
    return "descending" if sort.descending else "ascending"


def _cell(term: Term | None, names: ResultNames, order: Order, is_number: bool) -> dict[str, Any] | None:
    if term is None:
        return None
    if is_number:
        return {"text": written(number_of(term))}
    text = names.text(term, labels=order.labels)
    cell: dict[str, Any] = {"text": text if len(text) <= LONGEST else f"{text[:LONGEST]}…"}
    if term["type"] == "uri":
        glyph, colour = names.mark(term["value"])
        cell |= {"title": term["value"], "href": names.address(term["value"]), "glyph": glyph, "colour": colour}
    elif "xml:lang" in term:
        cell["note"] = f"@{term['xml:lang']}"
    if len(text) > LONGEST:
        cell["title"] = text
    return cell


def written(number: int | float | None) -> str:
    """A number as it is read; a year or another whole number below 10,000 gets no thousands mark.

    >>> written(2022), written(52823), written(1785.5)
    ('2022', '52,823', '1,785.5')
    """
    if number is None:
        return ""
    return str(number) if isinstance(number, int) and abs(number) < 10_000 else f"{number:,.10g}"
