"""A result as a table, a chart, a graph, a map and files: on the real report."""

from __future__ import annotations

import io
from collections.abc import Callable

import networkx as nx
import pytest
from openpyxl import load_workbook

from graph.network import gexf
from graph.present.answers import Wording
from graph.present.resultchart import Shape, chart_of, chart_spec
from graph.present.resultfiles import drawn_network, file_rows
from graph.present.resultgraph import MOST_NODES, Joins, graph_data, graph_of, joins_of
from graph.present.resultmap import drawn_map, map_of, result_map_data
from graph.present.resultnames import ResultNames
from graph.present.resulttable import PAGE, Order, Sort, pages, sorted_rows, table_data
from graph.query.answer import Answer
from graph.query.asking.names import names_of
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.runner import QueryRunner
from graph.query.terms import terms_of
from graph.settings import Settings
from graph.store import Build, GraphStore
from graph.tables import xlsx_bytes
from graph.vocabulary import LP

FIRMS = "SELECT ?enterprise ?industry WHERE { ?enterprise lp:operatesIn ?industry } ORDER BY ?enterprise"
COUNTS = """SELECT ?industry (COUNT(?e) AS ?firms) WHERE { ?e lp:operatesIn ?industry } GROUP BY ?industry
ORDER BY DESC(?firms) ?industry"""
COUNTIES = "SELECT ?place (COUNT(?i) AS ?industries) WHERE { ?place lp:developsIndustry ?i } GROUP BY ?place"
MARKUP = "<img src=x onerror=alert(1)>"
Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(build: Build):
    runner = QueryRunner(build.folder, seconds=10, rows=5_000, workers=1)
    yield runner.run
    runner.close()


@pytest.fixture(scope="module")
def known(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


@pytest.fixture(scope="module")
def names(store: GraphStore, known: Knowledge, settings: Settings) -> ResultNames:
    wording = Wording("zh", names_of(known), {"passage": "看原文"}, settings.base_iri)
    labels = {term.iri: term.labels["zh"] for term in terms_of(store) if "zh" in term.labels}
    return ResultNames(wording, labels, {iri: source.info.title for iri, source in known.sources.items()})


@pytest.fixture(scope="module")
def joins(known: Knowledge) -> Joins:
    return joins_of(known, str(LP))


# ---------------------------------------------------------------- table


def test_an_iri_shows_its_name_and_leads_to_its_page(ask: Ask, names: ResultNames):
    data = table_data(ask(FIRMS), names, Order())
    firm, industry = data["rows"][0]["cells"]
    assert firm["href"].startswith("graph?node=enterprise/") and firm["title"].startswith("https://")
    assert firm["glyph"] and industry["glyph"] and firm["text"] in firm["title"]


def test_without_names_an_iri_is_shown_short(ask: Ask, names: ResultNames):
    data = table_data(ask(FIRMS), names, Order(labels=False))
    assert data["rows"][0]["cells"][0]["text"].startswith("enterprise/")


@pytest.mark.parametrize(
    ("query", "text", "page"),
    [
        ("SELECT ?c { ?c a lp:Chain } ORDER BY ?c LIMIT 1", None, "chain?chain="),
        ("SELECT ?r { ?r a lp:Report }", None, "source?report="),
        ("SELECT ?p { ?s lp:evidence ?p } LIMIT 1", None, "source?report="),
        ("SELECT (lp:produces AS ?p) {}", "生产", None),
        ("SELECT (skos:prefLabel AS ?p) {}", "skos:prefLabel", None),
    ],
)
def test_chains_reports_passages_and_words_of_the_vocabulary_have_names_too(
    ask: Ask, names: ResultNames, query: str, text: str | None, page: str | None
):
    cell = table_data(ask(query), names, Order())["rows"][0]["cells"][0]
    assert text is None or cell["text"] == text
    assert (cell["href"] or "").startswith(page or "") and (page is not None or cell["href"] is None)


def test_numbers_sort_as_numbers_and_empty_cells_come_last(ask: Ask, names: ResultNames):
    answer = ask("SELECT ?n { VALUES ?n { 9 UNDEF 100 20 } }")
    up = sorted_rows(answer, names, Order(Sort(0)))
    down = sorted_rows(answer, names, Order(Sort(0, descending=True)))
    assert [row[0]["value"] if row[0] else None for _, row in up] == ["9", "20", "100", None]
    assert [row[0]["value"] if row[0] else None for _, row in down] == ["100", "20", "9", None]
    assert [number for number, _ in up] == [1, 4, 3, 2]


def test_a_table_is_turned_page_by_page(ask: Ask, names: ResultNames):
    answer = ask("SELECT ?s ?p { ?s ?p ?o } LIMIT 250")
    assert pages(answer) == 3
    last = table_data(answer, names, Order(page=9))
    assert last["page"] == 2 and [row["n"] for row in last["rows"]] == list(range(2 * PAGE + 1, 251))


def test_an_ill_typed_number_is_text(ask: Ask, names: ResultNames):
    data = table_data(ask('SELECT ("abc"^^xsd:integer AS ?x) {}'), names, Order())
    assert data["rows"][0]["cells"][0]["text"] == "abc" and not data["columns"][0]["number"]


# ---------------------------------------------------------------- chart


def test_counts_by_name_are_bars_beside_the_names(ask: Ask, names: ResultNames):
    answer = ask(COUNTS)
    chart = chart_of(answer)
    assert chart is not None and chart.shapes[0] is Shape.BAR and (chart.along, chart.measured) == (0, (1,))
    spec, _, left = chart_spec(answer, names, chart, Shape.BAR)
    assert names.text(answer.rows[0][0]) == spec["yAxis"]["data"][0] and left == 0
    assert spec["series"][0]["data"][0] >= spec["series"][0]["data"][-1] > 0


def test_a_row_of_years_is_a_line_and_two_numbers_are_points(ask: Ask, names: ResultNames):
    years = chart_of(ask("SELECT ?year ?v { VALUES (?year ?v) { (2021 3.5) (2022 4) (2023 5) } }"))
    points = chart_of(ask("SELECT ?a ?b { VALUES (?a ?b) { (1 2) (3 4) } }"))
    assert years is not None and (years.shapes[0], years.along, years.measured) == (Shape.LINE, 0, (1,))
    assert points is not None and points.shapes[0] is Shape.SCATTER


@pytest.mark.parametrize("query", [FIRMS, "ASK {}", "SELECT (1 AS ?n) {}", "SELECT ?n { VALUES ?n { 1 UNDEF 'x' } }"])
def test_without_numbers_to_compare_there_is_no_chart(ask: Ask, query: str):
    assert chart_of(ask(query)) is None


# ---------------------------------------------------------------- graph


def test_a_construct_is_its_triples_with_the_names_that_it_gives(ask: Ask, names: ResultNames, joins: Joins):
    graph = graph_of(
        ask(f"""CONSTRUCT {{ ?e lp:operatesIn ?i ; a lp:Enterprise . ?i skos:prefLabel "{MARKUP}" }}
        WHERE {{ ?e lp:operatesIn ?i }} LIMIT 3"""),
        names,
        joins,
    )
    assert graph is not None and {edge.predicate for edge in graph.edges} == {str(LP.operatesIn)}
    data = graph_data(graph, names)
    assert {edge["label"] for edge in data["edges"]} == {"从事产业"}
    assert MARKUP in [node["name"] for node in data["nodes"]]


def test_rows_of_a_select_are_joined_by_what_the_graph_states_of_them(ask: Ask, names: ResultNames, joins: Joins):
    swapped = "SELECT ?industry ?enterprise WHERE { ?enterprise lp:operatesIn ?industry } LIMIT 5"
    graph = graph_of(ask(swapped), names, joins)
    assert graph is not None
    assert all("/enterprise/" in edge.start and edge.predicate == str(LP.operatesIn) for edge in graph.edges)


@pytest.mark.parametrize("query", [COUNTS, "SELECT ?s { ?s a lp:Product }", "ASK {}"])
def test_without_two_things_side_by_side_there_is_no_graph(ask: Ask, names: ResultNames, joins: Joins, query: str):
    assert graph_of(ask(query), names, joins) is None


def test_a_graph_that_is_too_large_says_what_it_left_out(ask: Ask, names: ResultNames, joins: Joins):
    graph = graph_of(ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(isIRI(?o)) }"), names, joins)
    assert graph is not None and len(graph.nodes) <= MOST_NODES and graph.left > 0


# ---------------------------------------------------------------- map


def test_places_are_drawn_with_their_number_and_the_city_stands_beside(ask: Ask, known: Knowledge):
    found = map_of(ask(COUNTIES), known.things)
    assert found is not None and found.measure == "industries"
    data = result_map_data(found, drawn_map(found))
    assert {"灵宝市", "卢氏县"} <= {shape["name"] for shape in data["shapes"]}
    assert "三门峡市" in {tile["name"] for tile in data["tiles"]}
    assert all(int(shape["count"]) > 0 for shape in data["shapes"])


def test_without_a_number_the_rows_are_counted(ask: Ask, known: Knowledge):
    found = map_of(ask("SELECT ?place ?i WHERE { ?place lp:developsIndustry ?i }"), known.things)
    assert found is not None and found.measure is None and max(found.values.values()) > 1


def test_without_places_there_is_no_map(ask: Ask, known: Knowledge):
    assert map_of(ask(FIRMS), known.things) is None


# ---------------------------------------------------------------- files


def test_a_spreadsheet_has_iris_names_and_numbers(ask: Ask, names: ResultNames):
    rows, columns = file_rows(ask(COUNTS), names, "{column}（名称）")
    assert list(columns.values()) == ["industry", "industry（名称）", "firms"]
    book = load_workbook(io.BytesIO(xlsx_bytes(rows, columns)))
    first = [cell.value for cell in next(book.worksheets[0].iter_rows(min_row=2))]
    assert str(first[0]).startswith("https://") and first[1] and isinstance(first[2], int)


def test_a_yes_or_no_fits_a_spreadsheet(ask: Ask, names: ResultNames):
    assert file_rows(ask("ASK {}"), names, "{column}") == ([{"boolean": "true"}], {"boolean": "boolean"})


def test_the_network_file_has_names_and_predicates(ask: Ask, names: ResultNames, joins: Joins):
    graph = graph_of(ask(FIRMS), names, joins)
    assert graph is not None
    read = nx.read_gexf(io.BytesIO(gexf(drawn_network(graph, names)).encode()))
    assert "华鑫铜箔" in {data["label"] for _, data in read.nodes(data=True)}
    assert {data["label"] for _, _, data in read.edges(data=True)} == {"从事产业"}
