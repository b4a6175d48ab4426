"""Clients that others wrote, against the running server. Comunica is in benchmarks/comunica.py: it is 80 MB."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import RDF
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from graph.vocabulary import LP

CHAINS = "PREFIX lp: <https://w3id.org/lianpu/ontology#> SELECT ?chain WHERE { ?chain a lp:Chain } ORDER BY ?chain"
CONSTRUCT = CHAINS.replace("SELECT ?chain", "CONSTRUCT { ?chain a lp:Chain }").replace("ORDER BY ?chain", "")


def wrapper(server: str, query: str, form: str | None = None) -> SPARQLWrapper:
    client = SPARQLWrapper(f"{server}/sparql")
    client.setQuery(query)
    if form is not None:
        client.setReturnFormat(form)
    return client


@pytest.mark.parametrize("method", [None, POST])
@pytest.mark.parametrize("direct", [False, True])
def test_sparqlwrapper_reads_rows(server: str, method: str | None, direct: bool):
    client = wrapper(server, CHAINS, JSON)
    if method:
        client.setMethod(method)
        if direct:
            client.setRequestMethod(POSTDIRECTLY)
    found = client.queryAndConvert()
    assert len(found["results"]["bindings"]) == 11


@pytest.mark.parametrize(
    ("form", "word"), [(XML, "<sparql"), (CSV, "chain\r\n"), (TSV, "?chain"), (JSON, '"bindings"')]
)
def test_sparqlwrapper_gets_each_form_of_rows(server: str, form: str, word: str):
    text = wrapper(server, CHAINS, form).query().response.read().decode()
    assert word in text and text.count("/id/chain/") == 11


@pytest.mark.parametrize("form", [TURTLE, RDFXML, JSONLD])
def test_sparqlwrapper_gets_each_form_of_a_graph(server: str, form: str):
    found = wrapper(server, CONSTRUCT, form).queryAndConvert()
    graph = found if isinstance(found, Graph) else Graph().parse(data=found, format=form)
    assert len(graph) == 11


def test_sparqlwrapper_is_told_what_is_wrong(server: str):
    with pytest.raises(QueryBadFormed, match="line 1"):
        wrapper(server, "SELECT * WHERE {", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_endpoint_as_a_graph(server: str, method: str):
    graph = Graph(SPARQLStore(f"{server}/sparql", method=method))
    chains = set(graph.subjects(RDF.type, LP.Chain))
    assert len(chains) == 11
    assert (URIRef("https://w3id.org/lianpu/id/chain/copper"), RDF.type, LP.Chain) in graph
    assert len(list(graph.query(CHAINS))) == 11


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("no curl found: install it to run this test")
    return subprocess.run([program, "-sS", *arguments], capture_output=True, text=True, check=True, timeout=60).stdout


def test_curl_asks_as_the_documentation_shows(server: str):
    asked = curl("--get", "--data-urlencode", f"query={CHAINS}", "-H", "Accept: text/csv", f"{server}/sparql")
    assert len(asked.splitlines()) == 12
    sent = curl("--data-urlencode", f"query={CHAINS}", f"{server}/sparql")
    assert len(json.loads(sent)["results"]["bindings"]) == 11
    direct = curl("--data", CONSTRUCT, "-H", "Content-Type: application/sparql-query", f"{server}/sparql")
    assert len(Graph().parse(data=direct, format="turtle")) == 11


def test_curl_follows_an_iri_to_data(server: str):
    data = curl("-L", "-H", "Accept: application/ld+json", f"{server}/id/chain/copper")
    assert "https://w3id.org/lianpu/id/chain/copper" in {item["@id"] for item in json.loads(data)}
