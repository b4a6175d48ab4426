"""Answers that the engine itself writes: cut between two rows, in every shape."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from graph.errors import QueryError
from graph.query import writing
from graph.query.writing import write_graph, write_rows
from graph.query.written import GraphShape, RowsShape

#: What could be taken for the end of a row, in one format or another.
TRAPS = ('a},{"b', "},{", '"', '\\"},{', "\r\n", '"\r\n"', "</result>", "\n", "铜箔", "},{}", "")
FORMATS: dict[RowsShape, ox.QueryResultsFormat] = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "tsv": ox.QueryResultsFormat.TSV,
}


def solutions(values: list[str], *, empty_every: int = 0) -> ox.QuerySolutions:
    """One row a value, in their order; each ``empty_every``-th row binds nothing."""
    cells = [ox.Literal(value) for value in values]
    rows = "\n".join("UNDEF" if empty_every and n % empty_every == 0 else str(cell) for n, cell in enumerate(cells))
    found = ox.Store().query(f"SELECT ?x {{ VALUES ?x {{ {rows} }} }}")
    assert isinstance(found, ox.QuerySolutions)
    return found


def read(body: bytes, shape: RowsShape) -> list[str | None]:
    if shape == "csv":
        header, *lines = split_csv(body.decode())
        assert header == "x"
        return [line or None for line in lines]
    found = ox.parse_query_results(body, format=FORMATS[shape])
    assert isinstance(found, ox.QuerySolutions)
    return [row["x"].value if row["x"] is not None else None for row in found]  # type: ignore[union-attr]


def split_csv(text: str) -> list[str]:
    """The cells of a table of one column, by RFC 4180: Python's own reader takes a lone CR for a line's end."""
    lines, cell, quoted = [], "", False
    for at, char in enumerate(text):
        if char == '"':
            cell += '"' if quoted is False and text[at - 1 : at] == '"' else ""
            quoted = not quoted
        elif not quoted and char == "\n" and cell.endswith("\r"):
            lines.append(cell[:-1])
            cell = ""
        else:
            cell += char
    return lines


@pytest.mark.parametrize("shape", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("limit", [1, 2, 7, 109, 110])
def test_an_answer_is_cut_between_two_rows_whatever_the_rows_hold(shape: RowsShape, limit: int):
    values = [*TRAPS] * 10
    body, truncated = write_rows(solutions(values), shape, limit)
    expected = [value or None for value in values[:limit]] if shape == "csv" else values[:limit]
    assert read(body, shape) == expected
    assert truncated is (limit < len(values))


@pytest.mark.parametrize("shape", ["json", "xml", "tsv"])
def test_rows_that_bind_nothing_count_too(shape: RowsShape):
    body, truncated = write_rows(solutions([*TRAPS], empty_every=2), shape, 3)
    assert (read(body, shape), truncated) == ([None, TRAPS[1], None], True)


@pytest.mark.parametrize("shape", ["json", "xml", "csv", "tsv"])
def test_many_rows_are_cut_where_the_limit_is(shape: RowsShape):
    values = [f"值{number},{{}}\n" for number in range(5000)]
    body, truncated = write_rows(solutions(values), shape, 4321)
    assert (len(read(body, shape)), truncated) == (4321, True)
    body, truncated = write_rows(solutions(values), shape, 5000)
    assert (len(read(body, shape)), truncated) == (5000, False)


@pytest.mark.parametrize("shape", ["json", "xml", "csv", "tsv"])
def test_more_bytes_than_one_answer_may_have_are_cut_as_rows_are(monkeypatch: pytest.MonkeyPatch, shape: RowsShape):
    monkeypatch.setattr(writing, "MAX_BYTES", 100_000)
    body, truncated = write_rows(solutions(["长" * 1000] * 100), shape, 10_000)
    assert truncated and 20 < len(read(body, shape)) < 40
    body, truncated = write_rows(solutions(["长" * 100_000]), shape, 10_000)
    assert (read(body, shape), truncated) == ([], True)


def test_xml_holds_a_carriage_return_and_marks_what_it_cannot_hold():
    body, _ = write_rows(solutions(["a\rb", "bell\u0007", "\uffff"]), "xml", 10)
    assert read(body, "xml") == ["a\rb", "bell\ufffd", "\ufffd"]


def triples(count: int) -> list[ox.Triple]:
    made = ox.NamedNode("https://w3id.org/lianpu/ontology#produces")
    return [ox.Triple(ox.NamedNode(f"https://x/{n}"), made, ox.Literal(f"铜{n}")) for n in range(count)]


def test_a_graph_is_cut_between_two_triples_and_declares_only_what_it_uses():
    body, truncated = write_graph(triples(5), "turtle", 3)
    assert truncated and body.count(b"lp:produces") == 3 and body.count(b"@prefix") == 1
    assert len(list(ox.parse(body, format=ox.RdfFormat.TURTLE))) == 3
    body, truncated = write_graph(triples(3), "ntriples", 3)
    assert (body.count(b"\n"), truncated) == (3, False)


GRAPHS: dict[GraphShape, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("shape", GRAPHS)
@pytest.mark.parametrize("most", range(3000, 3200, 7))
def test_a_graph_that_is_too_long_is_cut(monkeypatch: pytest.MonkeyPatch, shape: GraphShape, most: int):
    monkeypatch.setattr(writing, "MAX_BYTES", most)
    same = ox.NamedNode("https://x/same")
    long = [
        ox.Triple(same, ox.NamedNode(f"https://x/p{n // 3}"), ox.Literal(f"a .\nb ;\n,\n铜{n}")) for n in range(5000)
    ]
    body, truncated = write_graph(long, shape, 10_000)
    kept = list(ox.parse(body, format=GRAPHS[shape]))
    assert truncated and 10 < len(kept) < 200
    assert [quad.triple for quad in kept] == long[: len(kept)] or shape == "jsonld"


def test_rdf_xml_refuses_what_it_cannot_write():
    odd = ox.Triple(ox.NamedNode("a:a"), ox.NamedNode("https://x/p/"), ox.Literal("x"))
    with pytest.raises(QueryError, match="another format"):
        write_graph([odd], "rdfxml", 10)
