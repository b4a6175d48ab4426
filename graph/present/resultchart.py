"""A result as a chart: which of its columns are measured, and what along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from graph.present.resultnames import ResultNames, number_of
from graph.present.resulttable import numeric_columns
from graph.query.answer import Answer

#: More bars than these are not read.
MOST_BARS = 60
#: Long names lie beside their bar instead of under it.
_UPRIGHT, _SHORT = 12, 6
#: The height of a bar that lies and the least of a chart, in pixels.
_BAR, _LEAST = 26, 340
_YEARS = range(1900, 2101)


class Shape(StrEnum):
    """What is drawn."""

    BAR = "bar"
    LINE = "line"
    SCATTER = "scatter"


@dataclass(frozen=True)
class Chart:
    """What can be drawn: ``shapes`` (the best first), the column ``along`` which is drawn (None: the row's number), and
    the ``measured`` columns, by place."""

    shapes: tuple[Shape, ...]
    along: int | None
    measured: tuple[int, ...]


def chart_of(answer: Answer) -> Chart | None:
    """How a result can be drawn, None where it has no numbers or only one row."""
    numbers = sorted(numeric_columns(answer))
    if answer.kind != "select" or not numbers or len(answer.rows) < 2:
        return None
    years = [place for place in numbers if _are_years(answer, place)]
    texts = [place for place in range(len(answer.variables)) if place not in numbers]
    along = _label(answer, texts)
    measured = tuple(place for place in numbers if place not in years) or tuple(numbers)
    if years and set(measured) != set(years) and (along is None or _repeats(answer, along)):
        return Chart((Shape.LINE, Shape.BAR), years[0], measured)
    if along is None and len(measured) > 1:
        return Chart((Shape.SCATTER, Shape.LINE, Shape.BAR), measured[0], measured[1:])
    return Chart((Shape.BAR, Shape.LINE), along, measured)


def _are_years(answer: Answer, place: int) -> bool:
    held = [number_of(row[place]) for row in answer.rows]
    return all(isinstance(value, int) and value in _YEARS for value in held if value is not None)


def _label(answer: Answer, texts: list[int]) -> int | None:
    """The column that tells rows apart: of those without numbers the one with the most different values, a text before
    an IRI."""
    if not texts:
        return None
    different = {place: len({_value(row[place]) for row in answer.rows}) for place in texts}
    plain = {
        place: any(term and term["type"] == "literal" for term in (r[place] for r in answer.rows)) for place in texts
    }
    return max(texts, key=lambda place: (different[place], plain[place], -place))


def _repeats(answer: Answer, place: int) -> bool:
    return len({_value(row[place]) for row in answer.rows}) < len(answer.rows)


def _value(term: dict[str, str] | None) -> str:
    return term["value"] if term else ""


def chart_spec(answer: Answer, names: ResultNames, chart: Chart, shape: Shape) -> tuple[dict[str, Any], int, int]:
    """The chart as an ECharts option, its height in pixels, and how many rows found no room. ECharts draws every string
    as text."""
    rows = answer.rows if shape is Shape.SCATTER else answer.rows[:MOST_BARS]
    left = len(answer.rows) - len(rows)
    titles = [answer.variables[place] for place in chart.measured]
    value = {"type": "value", "scale": shape is not Shape.BAR, "axisLabel": {"fontSize": 13}}
    base = {"tooltip": {"trigger": "axis", "confine": True}, "grid": {"containLabel": True, "left": 12, "right": 28}}
    legend = {"legend": {"type": "scroll", "top": 0}} if len(titles) > 1 else {}
    if shape is Shape.SCATTER and chart.along is not None:
        points = [[[number_of(row[chart.along]), number_of(row[place])] for row in rows] for place in chart.measured]
        named = {"name": answer.variables[chart.along], "nameLocation": "middle", "nameGap": 28}
        axes = {"xAxis": {**value, **named}, "yAxis": value}
        series = [
            {"type": "scatter", "name": n, "data": d, "symbolSize": 8} for n, d in zip(titles, points, strict=True)
        ]
        return {**base, **legend, **axes, "tooltip": {"trigger": "item"}, "series": series}, _LEAST, left
    labels = [_told(names, row[chart.along]) if chart.along is not None else str(n) for n, row in enumerate(rows, 1)]
    lying = shape is Shape.BAR and (len(labels) > _UPRIGHT or max(map(len, labels), default=0) > _SHORT)
    category = {
        "type": "category",
        "data": labels,
        "inverse": lying,
        "axisLabel": {"fontSize": 13, "width": 190, "overflow": "truncate", "interval": 0 if lying else "auto"},
    }
    axes = {"xAxis": value, "yAxis": category} if lying else {"xAxis": category, "yAxis": value}
    series = [
        {"type": shape.value, "name": title, "data": [number_of(row[place]) for row in rows], "barMaxWidth": 32}
        for title, place in zip(titles, chart.measured, strict=True)
    ]
    height = max(_LEAST, (len(labels) * _BAR * len(titles) if lying else 0) + 90)
    return {**base, **legend, **axes, "series": series}, height, left


def _told(names: ResultNames, term: dict[str, str] | None) -> str:
    return names.text(term) or "—"
