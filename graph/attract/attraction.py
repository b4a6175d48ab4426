"""What to attract to a gap: the kind of firm, whom it would deal with, where it fits, who could come, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from graph.attract.fits import carriers, policies
from graph.attract.locality import Locality
from graph.attract.logic import reason
from graph.attract.matching import CandidateIndex
from graph.attract.model import Attraction, Candidate, FirmProfile, Fit, IndustryClass, Target
from graph.attract.partners import customers, suppliers
from graph.attract.passages import Passage, passages
from graph.attract.scope import ChainScope
from graph.attract.targets import targets
from graph.gaps.model import Gap
from graph.query.knowledge import Knowledge
from graph.query.values import ChainView, Link


@dataclass(frozen=True)
class Attractor:
    """All that the gaps of one chain share; make one for a chain, then ask it of each gap.

    ``classes`` are those of GB/T 4754-2017 by code, ``candidates`` the user's list of real firms.
    """

    knowledge: Knowledge
    view: ChainView
    classes: Mapping[str, IndustryClass]
    candidates: tuple[Candidate, ...] = ()

    def to(self, gap: Gap) -> Attraction:
        """What to attract to one of the chain's gaps."""
        sellers = suppliers(self.knowledge, self.view, gap, self._locality)
        buyers = customers(self.knowledge, self.view, gap, self._locality)
        fitting = carriers(self._scope, gap, self._locality)
        return Attraction(
            gap=gap,
            profile=profile(gap.link, self.classes),
            suppliers=sellers,
            customers=buyers,
            carriers=fitting,
            policies=self._policies,
            targets=self._targets,
            candidates=self._index.to(gap.link),
            logic=reason(gap, sellers, buyers, fitting, self._policies, self._locality),
        )

    @cached_property
    def _scope(self) -> ChainScope:
        return ChainScope(self.knowledge, self.view)

    @cached_property
    def _localities(self) -> Mapping[str, Locality]:
        return {report: Locality.of(self.knowledge, report) for report in self.knowledge.sources}

    def _locality(self, report: str) -> Locality:
        return self._localities[report]

    @cached_property
    def _passages(self) -> tuple[Passage, ...]:
        return tuple(p for source in self.knowledge.sources.values() for p in passages(self.knowledge, source))

    @cached_property
    def _policies(self) -> tuple[Fit, ...]:
        return policies(self._scope, self._passages)

    @cached_property
    def _targets(self) -> tuple[Target, ...]:
        return targets(self._scope, self._passages, self._locality)

    @cached_property
    def _index(self) -> CandidateIndex:
        return CandidateIndex(self._scope.terms, self.candidates)


def attract(
    knowledge: Knowledge,
    view: ChainView,
    gap: Gap,
    *,
    classes: Mapping[str, IndustryClass],
    candidates: Iterable[Candidate] = (),
) -> Attraction:
    """What to attract to one gap of a chain. For several gaps of a chain, make one Attractor and ask it of each."""
    return Attractor(knowledge, view, classes, tuple(candidates)).to(gap)


def profile(link: Link, classes: Mapping[str, IndustryClass]) -> FirmProfile:
    """The kind of firm that fills a link: its class, and the words to search a company registry with."""
    industry = classes.get(link.gbt4754) if link.gbt4754 else None
    return FirmProfile(link, industry, tuple(dict.fromkeys((link.zh, *link.aliases))))
