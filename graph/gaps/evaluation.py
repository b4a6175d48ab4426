"""How well the ranking finds links that are known to be held: each is hidden in turn, and looked for in the list."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product

import networkx as nx

from graph.gaps.ground import chain_graph, survey
from graph.gaps.hiding import Hiding, Trial, trials
from graph.gaps.model import PartName
from graph.gaps.ranking import NEAR
from graph.gaps.weights import DEFAULT, Weights
from graph.query.knowledge import Knowledge


class Method(StrEnum):
    """Who ranks: we, with the given weights; we, with weights chosen on the other chains only; and the baselines.

    RANDOM is the mean of SHUFFLES seeded orders, CHANCE its exact expectation. DEGREE and BETWEENNESS are centralities
    on the chain's supply edges, taken without direction (with it, betweenness finds less).
    """

    OURS = "ours"
    LEFT_OUT = "leftOut"
    RANDOM = "random"
    CHANCE = "chance"
    DEGREE = "degree"
    BETWEENNESS = "betweenness"


BASELINES = (Method.RANDOM, Method.DEGREE, Method.BETWEENNESS)
SHUFFLES = 1_000
SEED = 20230101


@dataclass(frozen=True, slots=True)
class Measure:
    """How often the hidden link came first, among the first three and five, and the mean reciprocal rank (MRR)."""

    cases: int
    hit1: float
    hit3: float
    hit5: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where one hidden link came among how many; ``position`` is the mean of those it ties with."""

    chain: str
    link: str
    position: float
    candidates: int


@dataclass(frozen=True)
class Evaluation:
    """The measures for one way of hiding: overall by method, by chain (id) and method, and every place of ours."""

    hiding: Hiding
    overall: Mapping[Method, Measure]
    by_chain: Mapping[str, Mapping[Method, Measure]]
    places: tuple[Place, ...]

    @property
    def lift(self) -> float:
        """Our MRR over that of the best baseline; 0 where there is no case."""
        best = max(self.overall[method].mrr for method in BASELINES)
        return self.overall[Method.OURS].mrr / best if best else 0.0


def evaluate(knowledge: Knowledge, hiding: Hiding = Hiding.STRICT, weights: Weights = DEFAULT) -> Evaluation:
    """Hide each producing link in turn and measure where it comes. Deterministic: random orders are seeded."""
    cases = tuple(trials(knowledge, survey(knowledge), hiding))
    ours = [position(_scores(case, weights), case.link.iri) for case in cases]
    each: dict[Method, list[Measure]] = {
        Method.OURS: [measure([place]) for place in ours],
        Method.LEFT_OUT: [measure([place]) for place in left_out(cases)],
        Method.RANDOM: _random(cases),
        Method.CHANCE: [_chance(len(case.candidates)) for case in cases],
        Method.DEGREE: _central(cases, nx.degree_centrality),
        Method.BETWEENNESS: _central(cases, nx.betweenness_centrality),
    }
    chains = sorted({case.view.info.id for case in cases})
    at = {chain: [i for i, case in enumerate(cases) if case.view.info.id == chain] for chain in chains}
    return Evaluation(
        hiding=hiding,
        overall={method: pooled(those) for method, those in each.items()},
        by_chain={
            chain: {method: pooled([those[i] for i in at[chain]]) for method, those in each.items()} for chain in chains
        },
        places=tuple(
            Place(case.view.info.id, case.link.iri, place, len(case.candidates))
            for case, place in zip(cases, ours, strict=True)
        ),
    )


def position(scores: Mapping[str, float], wanted: str) -> float:
    """Where ``wanted`` comes by score, from 1; among equals, the mean of their positions.

    >>> position({"a": 0.5, "b": 0.5, "c": 0.1}, "a")
    1.5
    """
    mine = scores[wanted]
    above = sum(score > mine + NEAR for score in scores.values())
    equal = sum(abs(score - mine) <= NEAR for score in scores.values())
    return above + (equal + 1) / 2


def measure(positions: Sequence[float]) -> Measure:
    """Hits and mean reciprocal rank of positions counted from 1."""
    count = len(positions)
    hit1, hit3, hit5 = (_share(sum(place <= most for place in positions), count) for most in (1, 3, 5))
    return Measure(count, hit1, hit3, hit5, _share(sum(1 / place for place in positions), count))


def pooled(measures: Sequence[Measure]) -> Measure:
    """The measures of several cases as one: each case counts alike."""
    count = sum(one.cases for one in measures)
    return Measure(
        cases=count,
        hit1=_share(sum(one.cases * one.hit1 for one in measures), count),
        hit3=_share(sum(one.cases * one.hit3 for one in measures), count),
        hit5=_share(sum(one.cases * one.hit5 for one in measures), count),
        mrr=_share(sum(one.cases * one.mrr for one in measures), count),
    )


def _share(part: float, whole: int) -> float:
    return part / whole if whole else 0.0


#: The weights that are tried where they are chosen on other chains: each default halved, kept or doubled.
_FACTORS = (1.0, 0.5, 2.0)
_PARTS = tuple(name for name in PartName if name is not PartName.STATISTICS)


def left_out(cases: Sequence[Trial]) -> list[float]:
    """The position of each hidden link under the weights that do best (by MRR) on all chains but its own.

    Tried are all 3^7 weightings with each default halved, kept or doubled; of equals, the first, the defaults first.
    Tells how far the defaults, which were chosen with these cases in sight, owe their figures to that.
    """
    chains = [case.view.info.id for case in cases]
    factors = product(_FACTORS, repeat=len(_PARTS))
    tried = [tuple(f * DEFAULT.of(name) for f, name in zip(each, _PARTS, strict=True)) for each in factors]
    places = [_places(case, tried) for case in cases]
    found: list[float] = []
    for mine, row in zip(chains, places, strict=True):
        others = [other for chain, other in zip(chains, places, strict=True) if chain != mine]
        best = max(range(len(tried)), key=lambda i: (round(sum(1 / other[i] for other in others), 9), -i))
        found.append(row[best])
    return found


def _places(case: Trial, tried: Sequence[tuple[float, ...]]) -> list[float]:
    """The position of the hidden link under each weighting."""
    values = {iri: tuple(part.value for part in parts if part.name in _PARTS) for iri, parts in case.candidates.items()}
    mine = values[case.link.iri]
    ahead = [tuple(a - b for a, b in zip(other, mine, strict=True)) for other in values.values()]
    found = []
    for weights in tried:
        leads = [sum(w * d for w, d in zip(weights, lead, strict=True)) for lead in ahead]
        above, equal = sum(lead > NEAR for lead in leads), sum(abs(lead) <= NEAR for lead in leads)
        found.append(above + (equal + 1) / 2)
    return found


def _scores(case: Trial, weights: Weights) -> dict[str, float]:
    return {iri: weights.score(parts) for iri, parts in case.candidates.items()}


def _random(cases: Iterable[Trial]) -> list[Measure]:
    """Each case under SHUFFLES orders: of a shuffled list, only the place of the one wanted counts."""
    dice = random.Random(SEED)  # noqa: S311 - a seeded baseline, no secret
    orders = ([float(dice.randint(1, len(case.candidates))) for _ in range(SHUFFLES)] for case in cases)
    return [replace(measure(places), cases=1) for places in orders]


def _chance(count: int) -> Measure:
    hit1, hit3, hit5 = (min(1.0, most / count) for most in (1, 3, 5))
    return Measure(1, hit1, hit3, hit5, sum(1 / place for place in range(1, count + 1)) / count)


def _central(cases: Sequence[Trial], centrality: Callable[[nx.Graph[str]], Mapping[str, float]]) -> list[Measure]:
    views = {case.view.info.id: case.view for case in cases}
    known = {chain: centrality(chain_graph(view).to_undirected()) for chain, view in views.items()}
    found: list[Measure] = []
    for case in cases:
        values = known[case.view.info.id]
        found.append(measure([position({iri: values[iri] for iri in case.candidates}, case.link.iri)]))
    return found
