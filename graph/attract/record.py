"""What to attract to a gap as plain records: what the command prints as JSON, and other programs read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from graph.attract.model import Attraction, Fit, Match, Partner, RowProblem, Target
from graph.query.values import Evidence, Thing


def as_record(attraction: Attraction) -> dict[str, Any]:
    """An attraction as dictionaries and lists of text and numbers; each name with the sentence that shows it."""
    gap, kind = attraction.gap, attraction.profile
    return {
        "rank": gap.rank,
        "link": {"iri": gap.link.iri, "id": gap.link.id, "zh": gap.link.zh, "en": gap.link.en},
        "class": gap.kind.value,
        "choke": gap.choke,
        "state": gap.link.state.value,
        "industry": {"code": kind.industry.code, "name": kind.industry.name} if kind.industry else None,
        "terms": list(kind.terms),
        "suppliers": [_partner(partner) for partner in attraction.suppliers],
        "customers": [_partner(partner) for partner in attraction.customers],
        "carriers": [{**_fit(fit), "park": fit.park} for fit in attraction.carriers],
        "policies": [_fit(fit) for fit in attraction.policies],
        "targets": [_target(target) for target in attraction.targets],
        "candidates": [_match(match) for match in attraction.candidates],
        "logic": {
            "zh": list(attraction.logic.zh),
            "en": list(attraction.logic.en),
            "evidence": [_evidence(evidence) for evidence in attraction.logic.evidence],
        },
    }


def problem_lines(problems: Iterable[RowProblem]) -> list[str]:
    """Each row that cannot be used in one line, with its number and the mend."""
    return [f"row {p.row}, {p.column}: {p.what} {p.mend}" for p in problems]


def _thing(thing: Thing) -> dict[str, Any]:
    return {"iri": thing.iri, "type": thing.type.value, "name": thing.name}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    span = evidence.span
    return {"report": evidence.report, "start": span.start, "end": span.end, "words": evidence.words}


def _partner(partner: Partner) -> dict[str, Any]:
    link, seat = partner.link, partner.seat
    at = {"link": link.zh, "state": seat.shows.value, "through": seat.through}
    return {**_thing(partner.firm), **at, "evidence": _evidence(seat.evidence)}


def _fit(fit: Fit) -> dict[str, Any]:
    return {**_thing(fit.thing), "why": fit.why, "evidence": _evidence(fit.evidence)}


def _target(target: Target) -> dict[str, Any]:
    said = {"cue": target.cue, "reach": target.reach, "evidence": _evidence(target.evidence)}
    return {**_thing(target.thing), **said}


def _match(match: Match) -> dict[str, Any]:
    firm = match.candidate
    listed = {"row": firm.row, "name": firm.name, "place": firm.place, "product": firm.product, "code": firm.gbt4754}
    return {**listed, "note": firm.note, "words": match.words, "whole": match.whole, "classed": match.classed}
