"""Targets beside what was reached: which figures answer each other, how far apart they are, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph.model import IndicatorStatus
from graph.present.figurenames import same_topic, topic_of, unit_of
from graph.query.values import Figure


class Change(StrEnum):
    """How a target stands to what was reached."""

    MORE = "more"
    LESS = "less"
    EQUAL = "equal"
    POINTS_MORE = "points_more"  # both are shares or rates: the difference is in percentage points
    POINTS_LESS = "points_less"
    APART = "apart"  # one is an amount, the other a rate: no difference can be told


@dataclass(frozen=True, slots=True)
class Pair:
    """What was reached in one year and what is aimed at in a later one.

    ``difference`` is the target less what was reached, in the unit of the target (percentage points for rates), and
    ``share`` the same as a part of what was reached; both are None where the two cannot be held together.
    """

    reached: Figure
    target: Figure
    change: Change
    difference: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Board:
    """All figures of a place and year: pairs in the order of the targets in the report, then targets and reached
    figures without a counterpart. A figure that a report gives twice stands once."""

    pairs: tuple[Pair, ...]
    targets: tuple[Figure, ...]
    reached: tuple[Figure, ...]


def target_years(figures: Iterable[Figure]) -> tuple[int, ...]:
    """The years that have targets, the latest first."""
    return tuple(sorted({f.year for f in figures if f.status is IndicatorStatus.TARGET}, reverse=True))


def board(figures: Iterable[Figure], year: int) -> Board:
    """The targets of ``year`` beside the latest figures reached, or expected, in the years before it."""
    ordered = sorted(figures, key=lambda f: (f.evidence.report, f.evidence.span.start))
    targets = _once(f for f in ordered if f.status is IndicatorStatus.TARGET and f.year == year)
    before = [f for f in ordered if f.status is not IndicatorStatus.TARGET and f.year < year]
    last = max((f.year for f in before), default=year)
    reached = _once(f for f in before if f.year == last)
    matched = _match(targets, reached)
    pairs = tuple(_pair(reached[matched[at]], target) for at, target in enumerate(targets) if at in matched)
    taken = set(matched.values())
    return Board(
        pairs=pairs,
        targets=tuple(target for at, target in enumerate(targets) if at not in matched),
        reached=tuple(figure for at, figure in enumerate(reached) if at not in taken),
    )


def _once(figures: Iterable[Figure]) -> list[Figure]:
    seen: dict[tuple[str, float, str], Figure] = {}
    for figure in figures:
        topic = topic_of(figure.name)
        key = topic.key if len(topic.key) > 1 else f"{figure.subject} {figure.name} {figure.evidence.span}"
        seen.setdefault((f"{key} {topic.added}", figure.value, figure.unit), figure)
    return list(seen.values())


def _match(targets: Sequence[Figure], reached: Sequence[Figure]) -> dict[int, int]:
    """For each target (by place in its list) the figure that answers it; each answers one, the surest first."""
    likely = [
        (-sure, unit_of(a.unit).base != unit_of(b.unit).base, a.subject != b.subject, at, to)
        for at, a in enumerate(targets)
        for to, b in enumerate(reached)
        if (sure := same_topic(a, b)) and _may_meet(a, b)
    ]
    matched: dict[int, int] = {}
    for *_, at, to in sorted(likely):
        if at not in matched and to not in matched.values():
            matched[at] = to
    return matched


def _may_meet(a: Figure, b: Figure) -> bool:
    """Figures in one unit, or an amount beside its own growth in per cent."""
    first, second = unit_of(a.unit).base, unit_of(b.unit).base
    return first == second or (("%" in (first, second)) and ("元" in (first, second)))


def _pair(reached: Figure, target: Figure) -> Pair:
    first, second = unit_of(reached.unit), unit_of(target.unit)
    if first.base != second.base:
        return Pair(reached, target, Change.APART, None, None)
    before = reached.value * first.power / second.power
    difference = round(target.value - before, 10)
    points = second.base == "%"
    share = difference / before if before > 0 and not points else None
    if difference == 0:
        return Pair(reached, target, Change.EQUAL, 0.0, share)
    if points:
        return Pair(reached, target, Change.POINTS_MORE if difference > 0 else Change.POINTS_LESS, difference, None)
    return Pair(reached, target, Change.MORE if difference > 0 else Change.LESS, difference, share)
