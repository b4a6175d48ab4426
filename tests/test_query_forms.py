"""The forms of an answer, read back by readers that are not ours."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from graph.errors import QueryError
from graph.query.answer import (
    Answer,
    Term,
    as_csv,
    as_json,
    as_jsonld,
    as_ntriples,
    as_rdfxml,
    as_tsv,
    as_turtle,
    as_xml,
)

NASTY = 'a\tb\nc\r"d"\\<e>&\u0007铜'
CELLS: tuple[Term | None, ...] = (
    {"type": "uri", "value": "https://x/铜"},
    {"type": "literal", "value": NASTY},
    {"type": "literal", "value": "铜箔", "xml:lang": "zh"},
    {"type": "literal", "value": "7", "datatype": "http://www.w3.org/2001/XMLSchema#integer"},
    {"type": "bnode", "value": "b0"},
    None,
)
NAMES = ("iri", "nasty", "tagged", "number", "blank", "none")
ROWS = Answer("select", NAMES, (CELLS,), truncated=False, seconds=0.0)
YES = Answer("boolean", (), (), truncated=False, seconds=0.0, boolean=True)


def triples(*objects: Term, predicate: str = "https://x/p") -> Answer:
    subject: Term = {"type": "uri", "value": "https://x/s"}
    rows = tuple((subject, {"type": "uri", "value": predicate}, value) for value in objects)
    return Answer("graph", ("s", "p", "o"), rows, truncated=False, seconds=0.0)


def read(text: str, form: ox.QueryResultsFormat) -> dict[str, object]:
    found = ox.parse_query_results(text.encode(), format=form)
    assert isinstance(found, ox.QuerySolutions)
    (row,) = found
    return {name: row[name] for name in NAMES}


@pytest.mark.parametrize(
    ("write", "form"), [(as_json, ox.QueryResultsFormat.JSON), (as_tsv, ox.QueryResultsFormat.TSV)]
)
def test_rows_come_back_as_they_were(write, form: ox.QueryResultsFormat):
    row = read(write(ROWS), form)
    assert row["iri"] == ox.NamedNode("https://x/铜")
    assert row["nasty"] == ox.Literal(NASTY)
    assert row["tagged"] == ox.Literal("铜箔", language="zh")
    assert row["number"] == ox.Literal(7)
    assert isinstance(row["blank"], ox.BlankNode) and row["none"] is None


def test_xml_rows_come_back_but_for_what_xml_cannot_hold():
    row = read(as_xml(ROWS), ox.QueryResultsFormat.XML)
    assert row["nasty"] == ox.Literal(NASTY.replace("\u0007", "\ufffd"))
    assert row["tagged"] == ox.Literal("铜箔", language="zh") and row["number"] == ox.Literal(7)


def test_csv_writes_plain_values_and_marks_blank_nodes():
    header, *_ = as_csv(ROWS).split("\r\n")
    assert header == "iri,nasty,tagged,number,blank,none"
    assert as_csv(ROWS).rstrip("\r\n").endswith(",铜箔,7,_:b0,")


def test_a_yes_or_no_has_every_form():
    assert json.loads(as_json(YES)) == {"head": {}, "boolean": True}
    assert bool(ox.parse_query_results(as_xml(YES).encode(), format=ox.QueryResultsFormat.XML))
    assert (as_csv(YES), as_tsv(YES)) == ("boolean\r\ntrue\r\n", "?boolean\ntrue\n")


@pytest.mark.parametrize(
    ("write", "form"), [(as_turtle, "turtle"), (as_ntriples, "nt"), (as_rdfxml, "xml"), (as_jsonld, "json-ld")]
)
def test_a_graph_comes_back_as_it_was(write, form: str):
    values = [cell for cell in CELLS if cell and "\u0007" not in cell["value"]]
    found = Graph().parse(data=write(triples(*values)), format=form)
    expected = Graph().parse(data=as_ntriples(triples(*values)), format="nt")
    assert len(found) == len(values) and isomorphic(found, expected)


def test_turtle_declares_only_the_prefixes_that_it_uses():
    assert "@prefix" not in as_turtle(triples({"type": "literal", "value": "x"}))
    assert (
        as_turtle(triples({"type": "uri", "value": "https://w3id.org/lianpu/ontology#Product"})).count("@prefix") == 1
    )


def test_rdf_xml_refuses_a_predicate_that_it_cannot_write():
    with pytest.raises(QueryError, match="another format"):
        as_rdfxml(triples({"type": "literal", "value": "x"}, predicate="https://x/p/"))


@pytest.mark.parametrize("write", [as_turtle, as_ntriples, as_rdfxml, as_jsonld])
def test_rows_have_no_form_of_a_graph(write):
    with pytest.raises(QueryError, match="CONSTRUCT"):
        write(ROWS)
