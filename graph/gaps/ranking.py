"""Gaps in order: the weighted mean of their parts, with ties where the order hangs on a weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from graph.gaps.classing import gap_class, is_choke, producers
from graph.gaps.ground import Ground, joined_states, survey
from graph.gaps.model import ChainGap, ChainGaps, Gap, Part, PartName
from graph.gaps.parts import Local, local, parts_of
from graph.gaps.statistics import Statistics
from graph.gaps.weights import DEFAULT, Weights
from graph.model import NodeState
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView

#: By how much a weight moves, of a total of 1, to try whether an order holds.
MOVE = 0.1
#: What is left of a score where the link is made here already.
HELD = 0.5
#: Scores as near as this are equal.
NEAR = 1e-9


def rank(
    knowledge: Knowledge,
    weights: Weights = DEFAULT,
    statistics: Statistics | None = None,
    *,
    ground: Ground | None = None,
) -> tuple[ChainGaps, ...]:
    """The gaps of every chain, in the order of the chains' ids, each list the highest ranked first.

    ``ground`` is the ``survey`` of the same knowledge, for those who rank it more than once. The list is by score over
    all classes (inside a class, ``ChainGaps.by_class`` puts chokes first): ranked class by class, links that are known
    to be held here come out clearly lower when they are hidden.
    """
    ground = ground or survey(knowledge)
    states = joined_states(knowledge.chains, ground)
    return tuple(_chain_gaps(view, ground, states, weights, statistics) for view in knowledge.chains)


def gaps_of(
    view: ChainView,
    knowledge: Knowledge,
    weights: Weights = DEFAULT,
    statistics: Statistics | None = None,
    *,
    ground: Ground | None = None,
) -> ChainGaps:
    """The gaps of one chain of ``knowledge``, the highest ranked first; ``ground`` as in ``rank``."""
    ground = ground or survey(knowledge)
    return _chain_gaps(view, ground, joined_states(knowledge.chains, ground), weights, statistics)


def across(ranked: Iterable[ChainGaps], weights: Weights = DEFAULT) -> tuple[ChainGap, ...]:
    """The gaps of all chains in one list, ranked over all of them.

    A link that several chains share stands there once: where its score is highest.
    """
    best: dict[str, ChainGap] = {}
    for chain in ranked:
        for gap in chain.gaps:
            one = min((gap.link.iri, *gap.link.same))
            if one not in best or gap.score > best[one].gap.score:
                best[one] = ChainGap(chain.view, gap)
    views = {item.gap.link.iri: item.view for item in best.values()}
    ordered = in_order((item.gap for item in best.values()), weights)
    return tuple(ChainGap(views[gap.link.iri], gap) for gap in ordered)


def in_order(gaps: Iterable[Gap], weights: Weights = DEFAULT) -> tuple[Gap, ...]:
    """Gaps by score, the highest first, with their ranks: those whose order hangs on a weight share one.

    Each weight in turn is moved by a tenth of the total, up and down (not below 0). One gap comes *surely* before
    another where its score is higher under the weights as they are and under every move. Down the list, a gap shares
    the rank of the one above it unless a gap of that rank comes surely before it; then its rank is its place (1, 1, 3).
    So of two gaps of one rank neither comes surely before the other, and what comes surely before has the smaller rank.
    """
    ordered = sorted(gaps, key=lambda gap: (-round(gap.score, 9), gap.link.iri))
    trials = _trials(weights)
    tied: list[list[float]] = []
    placed: list[Gap] = []
    for place, gap in enumerate(ordered, start=1):
        scores = [gap_score(trial, gap.parts, gap.link.state) for trial in trials]
        new = not tied or any(_surely_before(above, scores) for above in tied)
        tied = [scores] if new else [*tied, scores]
        placed.append(replace(gap, rank=place if new else placed[-1].rank))
    return tuple(placed)


def gap_score(weights: Weights, parts: Iterable[Part], state: NodeState) -> float:
    """The weighted mean of the parts, from 0 to 1; half of it where the link is made here already: half the need."""
    return weights.score(parts) * (HELD if state is NodeState.PRODUCING else 1.0)


def _surely_before(one: Sequence[float], other: Sequence[float]) -> bool:
    return all(a > b + NEAR for a, b in zip(one, other, strict=True))


def _trials(weights: Weights) -> list[Weights]:
    """The weights as they are, and with each moved up and down."""
    even = weights.normalized()
    return [even, *(even.moved(name, by) for name in PartName for by in (MOVE, -MOVE))]


def _chain_gaps(
    view: ChainView,
    ground: Ground,
    states: Mapping[str, NodeState],
    weights: Weights,
    statistics: Statistics | None,
) -> ChainGaps:
    return ChainGaps(view, in_order(_gaps(local(view, ground, states, statistics), weights), weights))


def _gaps(here: Local, weights: Weights) -> Iterable[Gap]:
    view, owners = here.view, here.ground.owners
    for link in view.links:
        standing = here.statistics.of(link.gbt4754) if here.statistics is not None else None
        kind = gap_class(view, link, owners, standing.lq if standing is not None else None)
        if kind is not None:
            parts = parts_of(here, link)
            yield Gap(
                link=link,
                kind=kind,
                choke=is_choke(link),
                suppliers=view.suppliers(link),
                users=view.users(link),
                parts=parts,
                score=gap_score(weights, parts, link.state),
                rank=1,
                firms=producers(link, owners),
            )
