"""The SPARQL 1.1 Protocol on the running server, after the W3C's protocol tests that a read-only endpoint can meet.

Their names are given where a test follows one: https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/
The graphs are our own, for nothing is fetched.
"""

from __future__ import annotations

import json

import pytest
from endpoint_cases import BASE, FORM, Answer, get, post, send
from rdflib import Graph

ASK = "ASK { ?s ?p ?o }"
CHAINS, CURATION = f"{BASE}graph/chains", f"{BASE}graph/curation"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
RESULTS = {"application/sparql-results+json", "application/sparql-results+xml"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


def number(answer: Answer) -> int:
    assert answer.status == 200, answer.text
    (row,) = json.loads(answer.text)["results"]["bindings"]
    return int(row["n"]["value"])


def truth(answer: Answer) -> bool:
    assert answer.status == 200, answer.text
    return json.loads(answer.text)["boolean"] is True


def test_query_get(server: str):
    assert truth(get(server, ASK))


def test_query_post_form(server: str):
    assert truth(post(server, ASK))


def test_query_post_direct(server: str):
    assert truth(send(server, "POST", "/sparql", ASK.encode(), {"Content-Type": "application/sparql-query"}))


@pytest.mark.parametrize("ask", [get, post])
def test_query_dataset_default_graph(server: str, ask):
    narrowed = number(ask(server, COUNT, default_graph_uri=CHAINS))
    assert 0 < narrowed < number(ask(server, COUNT))


@pytest.mark.parametrize("ask", [get, post])
def test_query_dataset_default_graphs(server: str, ask):
    apart = [number(ask(server, COUNT, default_graph_uri=iri)) for iri in (CHAINS, CURATION)]
    assert max(apart) < number(ask(server, COUNT, default_graph_uri=[CHAINS, CURATION])) <= sum(apart)


@pytest.mark.parametrize("ask", [get, post])
def test_query_dataset_named_graphs(server: str, ask):
    assert number(ask(server, COUNT_NAMED, named_graph_uri=[CHAINS, CURATION])) == 2
    assert number(ask(server, COUNT, named_graph_uri=[CHAINS, CURATION])) == 0


def test_query_dataset_full(server: str):
    query = "ASK { ?chain a lp:Chain . GRAPH ?g { ?d a lp:Decision } FILTER NOT EXISTS { ?x a lp:Decision } }"
    assert truth(get(server, query, default_graph_uri=CHAINS, named_graph_uri=CURATION))


def test_query_multiple_dataset(server: str):
    """The graphs of the protocol go before those after FROM."""
    query = COUNT.replace("{", f"FROM <{CURATION}> {{", 1)
    assert number(get(server, query, default_graph_uri=CHAINS)) == number(get(server, COUNT, default_graph_uri=CHAINS))


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 1", RESULTS | {"text/csv", "text/tab-separated-values"}),
        (ASK, RESULTS | {"text/csv", "text/tab-separated-values"}),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 1", GRAPHS),
        (f"DESCRIBE <{BASE}chain/copper>", GRAPHS),
    ],
    ids=["select", "ask", "construct", "describe"],
)
def test_query_content_type(server: str, query: str, kinds: set[str]):
    """query_content_type_select, _ask, _construct, _describe: every form that there is, and the right name on it."""
    for kind in sorted(kinds):
        answer = post(server, query, accept=kind)
        assert (answer.status, answer.media_type) == (200, kind)
    assert get(server, query, accept="*/*").media_type in kinds
    assert get(server, query, accept="image/png").status == 406
    wrong = "text/turtle" if kinds & RESULTS else "text/csv"
    refused = get(server, query, accept=wrong)
    assert refused.status == 406 and "SELECT and ASK give rows" in refused.text


def test_quality_values_decide(server: str):
    accept = "application/sparql-results+json;q=0.1, text/csv;q=0.9"
    answer = get(server, ASK, accept=accept)
    assert answer.media_type == "text/csv" and "accept" in answer.headers["vary"].lower()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(server: str, method: str):
    answer = send(server, method, "/sparql?query=ASK%7B%7D")
    assert answer.status == 405 and "POST" in answer.headers["allow"]


def test_bad_multiple_queries(server: str):
    assert send(server, "GET", "/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status == 400


def test_bad_query_wrong_media_type(server: str):
    answer = send(server, "POST", "/sparql", ASK.encode(), {"Content-Type": "text/plain"})
    assert answer.status == 415 and "application/sparql-query" in answer.text


def test_bad_query_missing_form_type(server: str):
    assert send(server, "POST", "/sparql", b"query=ASK%20%7B%7D").status == 415


def test_bad_query_missing_direct_type(server: str):
    assert send(server, "POST", "/sparql", ASK.encode()).status == 415


def test_bad_query_non_utf8(server: str):
    body = "ASK { ?s ?p '铜' }".encode("utf-16")
    headers = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert send(server, "POST", "/sparql", body, headers).status == 400


def test_bad_query_syntax(server: str):
    answer = get(server, "SELECT *\nWHERE {\n ?s ?p\n}")
    assert answer.status == 400 and "line 3" in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * FROM <http://127.0.0.1:1/data> { ?s ?p ?o }", "FROM"),
        ("LOAD <http://127.0.0.1:1/data>", "read-only"),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", "read-only"),
        ("DROP ALL", "read-only"),
    ],
)
def test_what_calls_out_or_writes_is_refused(server: str, query: str, word: str):
    answer = post(server, query)
    assert answer.status == 400 and word in answer.text


@pytest.mark.parametrize("name", ["default_graph_uri", "named_graph_uri"])
def test_a_graph_of_another_server_is_refused(server: str, name: str):
    answer = get(server, ASK, **{name: "http://127.0.0.1:1/data"})
    assert answer.status == 400 and "not here" in answer.text


@pytest.mark.parametrize("kind", [FORM, "application/sparql-update"])
def test_an_update_by_its_own_way_is_refused(server: str, kind: str):
    body = b"update=DROP+ALL" if kind == FORM else b"DROP ALL"
    answer = send(server, "POST", "/sparql", body, {"Content-Type": kind})
    assert answer.status in (400, 415) and "read-only" in answer.text


def test_too_long_a_query_is_refused_with_the_length_that_it_may_have(server: str):
    answer = post(server, f"SELECT * {{ ?s ?p '{'x' * 200_000}' }}")
    assert answer.status == 413 and "100,000" in answer.text


def test_a_body_without_end_is_not_read_to_it(server: str):
    answer = post(server, "x" * 3_000_000)
    assert answer.status == 413 and "bytes" in answer.text


def test_a_cut_answer_says_so(server: str):
    cut = get(server, "SELECT * { ?s ?p ?o }", accept="text/csv")
    assert cut.headers["x-lianpu-truncated"] == "true" and cut.text.count("\r\n") > 9_000
    assert "x-lianpu-truncated" not in get(server, "SELECT * { ?s ?p ?o } LIMIT 5").headers


def test_a_user_may_ask_for_less_time(server: str):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    answer = post(server, endless, timeout="0.3")
    assert answer.status == 504 and "0.3 seconds" in answer.text


def test_more_time_than_configured_is_no_error(server: str):
    assert truth(get(server, ASK, timeout="100000"))


def test_the_format_parameter_makes_a_link_that_downloads(server: str):
    answer = get(server, "SELECT ?s { ?s a lp:Chain }", accept="text/html,*/*;q=0.8", format="csv")
    assert answer.media_type == "text/csv" and answer.text.startswith("s\r\n")


def test_a_browser_gets_the_page_with_or_without_a_query(server: str):
    for query in (None, ASK):
        answer = get(server, query, accept="text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
        assert answer.media_type == "text/html" and '<div id="root">' in answer.text


def test_the_service_describes_itself(server: str):
    answer = get(server, accept="text/turtle")
    assert answer.media_type == "text/turtle"
    found = Graph().parse(data=answer.text, format="turtle")
    query = """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT ?endpoint ?name {
        ?service a sd:Service ; sd:endpoint ?endpoint ; sd:supportedLanguage sd:SPARQL11Query ;
          sd:feature sd:UnionDefaultGraph ; sd:resultFormat <http://www.w3.org/ns/formats/SPARQL_Results_JSON> ;
          sd:defaultDataset/sd:namedGraph/sd:name ?name }"""
    rows = {(str(row[0]), str(row[1])) for row in found.query(query)}
    assert {(f"{server}/sparql", CHAINS), (f"{server}/sparql", CURATION)} <= rows


def test_a_host_that_is_none_is_not_written_down(server: str):
    answer = send(server, "GET", "/sparql", headers={"Accept": "text/turtle", "Host": 'x"><script>'})
    assert "script" not in answer.text


def test_void_counts_what_a_query_counts(server: str):
    answer = send(server, "GET", "/.well-known/void", headers={"Accept": "application/ld+json"})
    assert answer.media_type == "application/ld+json"
    found = Graph().parse(data=answer.text, format="json-ld")
    query = """PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n { ?d void:sparqlEndpoint ?e ; void:uriSpace ?space ;
        void:classPartition [ void:class <https://w3id.org/lianpu/ontology#Enterprise> ; void:entities ?n ] }"""
    ((counted,),) = found.query(query)
    assert int(counted) == number(get(server, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s a lp:Enterprise }"))


def test_no_other_origin_is_let_in_unless_it_is_set(server: str):
    answer = send(server, "GET", "/sparql?query=ASK%7B%7D", headers={"Origin": "https://example.org"})
    assert "access-control-allow-origin" not in answer.headers
