"""A chain file checked as a whole: it parses, it fits the shapes, and it holds together as a chain."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph

from graph.chains.check import Complaint, Lines, complaints
from graph.errors import OntologyError
from graph.model import Chain
from graph.rdf.validate import Finding, validate

#: Far more than any chain is; a file beyond it is something else.
_MOST_BYTES = 5_000_000


def check_chain_file(file: Path, shapes: Path, others: Collection[Chain], codes: Collection[str]) -> list[Complaint]:
    """All that is wrong with a chain file, in the order of its lines; empty where nothing is.

    ``others`` are the chains that it may point at, ``codes`` the classes of GB/T 4754-2017. Raises OntologyError
    where the file cannot be read at all.
    """
    text = _text(file)
    try:
        graph = _parsed(text)
    except SyntaxError as error:
        reason = str(error.msg).partition(": ")[2] or error.msg
        what = f"does not parse as Turtle: {reason}."
        return [Complaint(error.lineno or 0, what, "Correct this line, or the one before it.")]
    lines = Lines(text)
    by_shape = {_by_shape(finding, lines) for finding in validate(graph, shapes)}
    return sorted({*by_shape, *complaints(graph, lines, others, codes)})


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise OntologyError("is too large for a chain.", where=file, mend="Name a Turtle file of one chain.")
        return file.read_text(encoding="utf-8")
    except OSError as error:
        raise OntologyError(
            f"cannot be read ({error.strerror}).", where=file, mend="Name a Turtle file (.ttl)."
        ) from error
    except UnicodeDecodeError as error:
        raise OntologyError("is no UTF-8 text.", where=file, mend="Save the chain as UTF-8.") from error


def _parsed(text: str) -> Graph:
    """The text as a graph. Oxigraph's parser names the line at fault; SyntaxError where it does."""
    quads = ox.parse(text, format=ox.RdfFormat.TURTLE, base_iri="https://w3id.org/lianpu/id/")
    return Graph().parse(data=ox.serialize(quads, format=ox.RdfFormat.N_TRIPLES) or b"", format="nt")


def _by_shape(finding: Finding, lines: Lines) -> Complaint:
    name, value = finding.focus.rsplit("/", 1)[-1], finding.value.rsplit("/", 1)[-1]
    where = lines.of(finding.focus, value or finding.path.rpartition("#")[2])
    return Complaint(where, f"{name}: {finding.en}", finding.zh, grave=finding.severity == "Violation")
