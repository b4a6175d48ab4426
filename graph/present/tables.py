"""Small tables as HTML, everything from the data escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

from graph.model import Comparator, IndicatorStatus
from graph.query.values import Figure

_SIGNS = {
    Comparator.EQUAL: "",
    Comparator.AT_LEAST: "≥\u2009",
    Comparator.AT_MOST: "≤\u2009",
    Comparator.ABOUT: "≈\u2009",
}


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
