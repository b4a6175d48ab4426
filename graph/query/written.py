"""An answer as the text that a client gets: the shapes there are, and one that is already written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from graph.query.answer import (
    Answer,
    Kind,
    as_csv,
    as_json,
    as_jsonld,
    as_ntriples,
    as_rdfxml,
    as_tsv,
    as_turtle,
    as_xml,
)
from graph.query.guard import Form

RowsShape = Literal["json", "xml", "csv", "tsv"]
GraphShape = Literal["turtle", "ntriples", "rdfxml", "jsonld"]

#: Writes an answer that is here as values. ``graph.query.writing`` writes one as the engine gives it.
WRITERS: Mapping[RowsShape | GraphShape, Callable[[Answer], str]] = {
    "json": as_json,
    "xml": as_xml,
    "csv": as_csv,
    "tsv": as_tsv,
    "turtle": as_turtle,
    "ntriples": as_ntriples,
    "rdfxml": as_rdfxml,
    "jsonld": as_jsonld,
}


@dataclass(frozen=True, slots=True)
class Shapes:
    """How the answer is to be written: rows, and graphs; None where the caller can use none."""

    rows: RowsShape | None
    graph: GraphShape | None

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms of query whose answer can be written so."""
        rows: tuple[Form, ...] = ("SELECT", "ASK") if self.rows else ()
        graphs: tuple[Form, ...] = ("CONSTRUCT", "DESCRIBE") if self.graph else ()
        return rows + graphs


@dataclass(frozen=True, slots=True)
class Written:
    """An answer as text in UTF-8. ``truncated`` as in ``Answer``; ``seconds`` are those of evaluating and writing."""

    kind: Kind
    body: bytes
    truncated: bool
    seconds: float


def written(answer: Answer, shapes: Shapes) -> Written:
    """An answer in the shape that is wanted for its kind. Raises QueryError where the shape cannot hold it."""
    shape = shapes.graph if answer.kind == "graph" else shapes.rows
    if shape is None:
        raise ValueError(f"no shape was asked for that holds a {answer.kind}")
    return Written(answer.kind, WRITERS[shape](answer).encode("utf-8", "replace"), answer.truncated, answer.seconds)
