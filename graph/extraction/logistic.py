"""A sparse logistic model small enough to read: one weight a feature, learned without any library."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_ROUNDS = 40
_RATE = 0.4
_EDGE = 30.0


@dataclass(frozen=True, slots=True)
class Case:
    """What was seen, how likely it was without that, whether it was right, and the report it is from."""

    features: tuple[str, ...]
    prior: float
    right: bool
    report: str


@dataclass(frozen=True, slots=True)
class Logistic:
    """How likely something is, given the names of what is seen of it; features unknown to it count nothing."""

    weights: Mapping[str, float]

    def chance(self, features: Sequence[str], prior: float) -> float:
        """From 0 to 1, where without any feature it would be ``prior``."""
        weights = self.weights
        return _squashed(_odds(prior) + sum(weights.get(name, 0.0) for name in features))


def _odds(chance: float) -> float:
    return math.log(chance / (1.0 - chance))


def _squashed(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-_EDGE, min(_EDGE, score))))


def learned(cases: Sequence[Case], *, strength: float, least: int, groups: int) -> Logistic:
    """The model of ``cases``: what was seen, whether it was right, and the report it is from.

    Features seen fewer than ``least`` times, or in fewer than ``groups`` reports, are dropped, and ``strength`` pulls
    every weight to zero, so that what only one report has leaves no trace. The same cases give the same model.
    """
    seen, reports = Counter[str](), defaultdict[str, set[str]](set)
    for case in cases:
        seen.update(case.features)
        for name in case.features:
            reports[name].add(case.report)
    kept = sorted(name for name, count in seen.items() if count >= least and len(reports[name]) >= groups)
    number = {name: index for index, name in enumerate(kept)}
    rows = [
        (tuple(number[name] for name in case.features if name in number), _odds(case.prior), case.right)
        for case in cases
    ]
    weights = _descended(rows, len(kept), strength)
    return Logistic({name: round(weights[index], 3) for name, index in number.items() if abs(weights[index]) >= 0.02})


def _descended(rows: Sequence[tuple[tuple[int, ...], float, bool]], size: int, strength: float) -> list[float]:
    """Adaptive gradient descent over the rows in a fixed, mixed order."""
    weights, squares = [0.0] * size, [1e-8] * size
    pull = strength / max(1, len(rows))
    order = sorted(range(len(rows)), key=lambda row: (row * 7919) % 104729)
    for _ in range(_ROUNDS):
        for row in order:
            features, start, right = rows[row]
            miss = _squashed(start + sum(weights[index] for index in features)) - right
            for index in features:
                slope = miss + pull * weights[index]
                squares[index] += slope * slope
                weights[index] -= _RATE * slope / math.sqrt(squares[index])
    return weights
