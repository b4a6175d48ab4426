"""The figures of two reports side by side, and whether what one aimed at is what the other says was reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from graph.compare.model import Change, FigureChange, Verdict
from graph.model import Comparator, IndicatorStatus
from graph.query.values import Figure, ReportInfo

_Key = tuple[str, str, str]
#: What the words of a figure's name begin with although the figure is the same.
_NAME_STARTS = ("全社会", "全市", "全年", "力争")


def figure_changes(figures: Iterable[Figure], first: ReportInfo, second: ReportInfo) -> tuple[FigureChange, ...]:
    """The figures of two reports joined by subject, name and unit: those that both give first, by subject and name.

    A figure about the report's own place is joined with one about the other's.
    """
    sides: dict[str, defaultdict[_Key, list[Figure]]] = {first.iri: defaultdict(list), second.iri: defaultdict(list)}
    place = {first.iri: first.place, second.iri: second.place}
    for figure in figures:
        report = figure.evidence.report
        if report in sides:
            sides[report][_key(figure, place[report])].append(figure)
    keys = dict.fromkeys((*sides[first.iri], *sides[second.iri]))
    same = first.place == second.place
    found = [_change(key, sides[first.iri].get(key, ()), sides[second.iri].get(key, ()), same) for key in keys]
    order = {Change.KEPT: 0, Change.NEW: 1, Change.GONE: 2}
    return tuple(sorted(found, key=lambda c: (order[c.change], c.verdict is None, c.subject, c.name)))


def _key(figure: Figure, place: str) -> _Key:
    name = figure.name
    for start in _NAME_STARTS:
        name = name.removeprefix(start)
    return "" if figure.subject == place else figure.subject, name or figure.name, figure.unit


def _change(key: _Key, first: Sequence[Figure], second: Sequence[Figure], same_place: bool) -> FigureChange:
    change = Change.KEPT if first and second else Change.GONE if first else Change.NEW
    target, reached = _promise(first, second) if same_place else (None, None)
    verdict = _verdict(target, reached) if target is not None and reached is not None else None
    return FigureChange(
        *key, change, tuple(first), tuple(second), target, reached, verdict, same_place and _in_conflict(first, second)
    )


def _promise(first: Sequence[Figure], second: Sequence[Figure]) -> tuple[Figure | None, Figure | None]:
    """A target of either report with what the other says of the same year; an actual value before an expected one."""
    for targets, results in ((first, second), (second, first)):
        for status in (IndicatorStatus.ACTUAL, IndicatorStatus.ESTIMATE):
            for target in targets:
                for result in results:
                    if _of(target, IndicatorStatus.TARGET) and _of(result, status) and target.year == result.year:
                        return target, result
    return None, None


def _of(figure: Figure, status: IndicatorStatus) -> bool:
    return figure.status is status


def _verdict(target: Figure, reached: Figure) -> Verdict | None:
    """Whether a target was reached. One that says about so much is neither met nor missed."""
    if target.comparator is Comparator.ABOUT:
        return None
    low = target.comparator is Comparator.AT_MOST
    met = reached.value <= target.value if low else reached.value >= target.value
    return Verdict.MET if met else Verdict.MISSED


def _in_conflict(first: Sequence[Figure], second: Sequence[Figure]) -> bool:
    """Whether the two give values for one year and status, and no value of one is a value of the other."""
    values: defaultdict[tuple[int, IndicatorStatus], tuple[set[float], set[float]]] = defaultdict(
        lambda: (set(), set())
    )
    for place, side in enumerate((first, second)):
        for figure in side:
            values[figure.year, figure.status][place].add(figure.value)
    return any(one and other and not one & other for one, other in values.values())
