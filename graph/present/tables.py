"""Small tables as HTML, everything from the data escaped."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence

from graph.model import Comparator, IndicatorStatus
from graph.query.answer import Answer, Term, compact
from graph.query.values import Figure

_SIGNS = {
    Comparator.EQUAL: "",
    Comparator.AT_LEAST: "≥\u2009",
    Comparator.AT_MOST: "≤\u2009",
    Comparator.ABOUT: "≈\u2009",
}

_INTEGERS = ("#integer",)
_NUMBERS = ("#integer", "#decimal", "#double", "#float")


def figure_table(figures: Sequence[Figure], *, head: Sequence[str], statuses: Mapping[IndicatorStatus, str]) -> str:
    """Figures as a table with the columns name, value, unit, year, status; ``head`` names them."""
    titles = "".join(f"<th>{html.escape(title)}</th>" for title in head)
    rows = "".join(_row(figure, statuses) for figure in figures)
    return f'<table class="lianpu-table"><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>'


def _row(figure: Figure, statuses: Mapping[IndicatorStatus, str]) -> str:
    name, unit = html.escape(figure.name), html.escape(figure.unit)
    cells = (
        f"<td>{name}</td>",
        f'<td class="number">{number(figure)}</td>',
        f"<td>{unit}</td>",
        f"<td>{figure.year}</td>",
        f"<td>{html.escape(statuses[figure.status])}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"


def number(figure: Figure) -> str:
    """A figure's value with its comparator, thousands separated.

    >>> from graph.model import Span
    >>> from graph.query.values import Evidence
    >>> source = Evidence("r", Span(0, 1), "x", "")
    >>> number(Figure("市", "n", 1785.0, "个", Comparator.EQUAL, 2022, IndicatorStatus.ACTUAL, source))
    '1,785'
    """
    return f"{_SIGNS[figure.comparator]}{figure.value:,.10g}"


def columns_of(answer: Answer, *, base: str) -> dict[str, list[str | int | float | None]]:
    """An answer's columns for a data table, IRIs shortened by our prefixes and by ``base``.

    A column is of numbers only where every cell is one; a single ill-typed cell makes it text throughout.
    """
    columns = zip(*answer.rows, strict=True) if answer.rows else ()
    return {name: _column(terms, base) for name, terms in zip(answer.variables, columns, strict=False)}


def _column(terms: Sequence[Term | None], base: str) -> list[str | int | float | None]:
    for read, types in ((int, _INTEGERS), (float, _NUMBERS)):
        try:
            return [None if term is None else _read(term, read, types) for term in terms]
        except ValueError:
            continue
    return [None if term is None else _text(term, base) for term in terms]


def _read(term: Term, read: Callable[[str], int | float], types: tuple[str, ...]) -> int | float:
    if not term.get("datatype", "").endswith(types):
        raise ValueError(term["value"])
    return read(term["value"])


def _text(term: Term, base: str) -> str:
    value = term["value"]
    if term["type"] != "uri":
        return value
    return value.removeprefix(base) if value.startswith(base) else compact(value)
