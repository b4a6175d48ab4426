"""What the commands under ``network`` print: JSON records with their sentences, and tables."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import typer
from rich.console import Console
from rich.table import Column, Table

from graph.network.centrality import Standing
from graph.network.counties import CountyMatrix, Holding
from graph.network.failure import Failure, Grade
from graph.network.flow import Crossing, Route
from graph.network.leaders import Leader, Leaders
from graph.network.reading import read_out
from graph.network.values import JoinedLink, Path, Step
from graph.query.values import Evidence, Link, Thing

Record = dict[str, Any]

GRADES = {Grade.DIRECT: "直接断供", Grade.INDIRECT: "间接受影响"}


def print_json(value: Record | list[Record]) -> None:
    """JSON as people and programs read it."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table; without a terminal it is wide enough for a sheet."""
    table = Table(*(Column(title, overflow="fold") for title in head))
    for row in rows:
        table.add_row(*row)
    Console(markup=False, highlight=False, width=None if Console().is_terminal else 200).print(table)


def evidence_record(evidence: Evidence) -> Record:
    """Words with their place in a report."""
    span = evidence.span
    return {"report": evidence.report, "start": span.start, "end": span.end, "words": evidence.words}


def path_record(path: Path) -> Record:
    """A path with its steps, and as a sentence in both languages."""
    return {"zh": read_out(path, "zh"), "en": read_out(path, "en"), "steps": [_step(step) for step in path.steps]}


def route_record(route: Route) -> Record:
    """A route with its links and their states."""
    return {"links": [joined_record(link) for link in route.links], **path_record(route.path)}


def joined_record(link: JoinedLink) -> Record:
    """Links that mean one thing."""
    chains = [chain.id for chain in link.chains]
    return {"iri": link.iri, "zh": link.zh, "en": link.en, "chains": chains, "state": link.state.value}


def failure_record(failure: Failure) -> Record:
    """What breaks, with firms and sentences."""
    return {
        "enterprise": failure.enterprise.name,
        "losses": [
            {
                **joined_record(loss.link),
                "becomes": loss.becomes.value,
                "evidence": [evidence_record(seat.evidence) for seat in loss.seats],
            }
            for loss in failure.losses
        ],
        "carried": [joined_record(link) for link in failure.carried],
        "projects": names(failure.projects),
        "cutOff": [
            {
                **joined_record(cut.link),
                "grade": cut.grade.value,
                "through": [link.zh for link in cut.through],
                "unnamed": [link.zh for link in cut.unnamed],
                "firms": names(cut.firms),
                "evidence": [evidence_record(seat.evidence) for seat in cut.seats],
            }
            for cut in failure.cut_off
        ],
    }


def standing_record(standing: Standing) -> Record:
    """How central an enterprise is."""
    measures = {"degree": standing.degree, "betweenness": standing.betweenness, "pagerank": standing.pagerank}
    told = {name: {"value": measure.value, "rank": measure.rank} for name, measure in measures.items()}
    return {"enterprise": standing.enterprise.name, "iri": standing.enterprise.iri, **told}


def leaders_record(found: Leaders) -> Record:
    """The candidates of a chain, part by part."""
    candidates = [_leader(leader) for leader in found.candidates]
    caution = {"zh": found.caution_zh, "en": found.caution_en}
    return {"chain": found.view.info.id, "candidates": candidates, "caution": caution}


def matrix_record(matrix: CountyMatrix) -> Record:
    """Counties by chains with the sentences."""
    return {
        "counties": [{"name": county.name, "code": county.code} for county in matrix.counties],
        "chains": [chain.id for chain in matrix.chains],
        "cells": [
            {
                "county": cell.county.name,
                "chain": cell.chain.id,
                "state": cell.state.value,
                "holdings": [_holding(holding) for holding in cell.holdings],
            }
            for cell in matrix.cells
        ],
        "elsewhere": [_holding(holding) for holding in matrix.elsewhere],
    }


def crossing_record(crossing: Crossing) -> Record:
    """Two chains with what they share."""
    return {
        "first": crossing.first.id,
        "second": crossing.second.id,
        "same": [[_link(a), _link(b)] for a, b in crossing.same],
        "wider": [{"narrower": _link(a), "wider": _link(b)} for a, b in crossing.wider],
    }


def names(things: Iterable[Thing]) -> list[str]:
    """The names of things."""
    return [thing.name for thing in things]


def pair(a: Link, b: Link, sign: str) -> str:
    """Two links as a cell: one name where they are called the same."""
    return a.zh if a.zh == b.zh and sign == "=" else f"{a.zh}{sign}{b.zh}"


def _step(step: Step) -> Record:
    return {
        "from": step.start.iri,
        "relation": step.relation.value,
        "to": step.end.iri,
        "forward": step.forward,
        "confidence": step.confidence,
        "inferred": step.inferred,
        "evidence": evidence_record(step.evidence) if step.evidence else "reference chain",
        "chains": [chain.id for chain in step.chains],
    }


def _leader(leader: Leader) -> Record:
    parts = {
        voice.part.value: {
            "value": voice.value,
            "count": voice.count,
            "what": list(voice.what),
            "evidence": [evidence_record(evidence) for evidence in voice.evidence],
        }
        for voice in leader.voices
    }
    industry = evidence_record(leader.industry.evidence) if leader.industry else None
    told = {"enterprise": leader.enterprise.name, "rank": leader.rank, "score": leader.score}
    return {**told, "parts": parts, "byIndustry": industry}


def _holding(holding: Holding) -> Record:
    return {
        "link": _link(holding.link),
        "thing": holding.seat.thing.name,
        "type": holding.seat.thing.type.value,
        "shows": holding.seat.shows.value,
        "place": holding.place.name,
        "seat": evidence_record(holding.seat.evidence),
        "there": evidence_record(holding.fact.evidence),
    }


def _link(link: Link) -> Record:
    return {"iri": link.iri, "zh": link.zh, "en": link.en}
