"""Every IRI of the graph leads to a page for people and to data for programs."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from endpoint_cases import BASE, Answer, send
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from graph.endpoint.linked import iri_of, page_of
from graph.model import EntityType
from graph.query import questions
from graph.store import GraphStore
from graph.vocabulary import LP, OA, ONTOLOGY_IRI

SMELTER = "enterprise/中原黄金冶炼厂"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def fetch(server: str, name: str, accept: str) -> Answer:
    return send(server, "GET", f"/id/{quote(name, safe='/%')}", headers={"Accept": accept})


def graph_of(answer: Answer) -> Graph:
    assert answer.status == 200, answer.text
    return Graph().parse(data=answer.text, format=answer.media_type)


@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"]
)
def test_a_program_gets_what_is_known_with_the_sentences_that_say_it(server: str, accept: str):
    answer = fetch(server, SMELTER, accept)
    assert answer.media_type == accept and "accept" in answer.headers["vary"].lower()
    found = graph_of(answer)
    smelter = URIRef(BASE + SMELTER)
    assert (smelter, RDF.type, LP.Enterprise) in found
    statements = list(found.subjects(RDF.subject, smelter))
    assert statements
    words = {
        str(word)
        for statement in statements
        for passage in found.objects(statement, LP.evidence)
        for selector in found.objects(passage, OA.hasSelector)
        for word in found.objects(selector, OA.exact)
    }
    assert any("中原黄金冶炼厂" in word for word in words)


def test_what_a_thing_is_joined_to_comes_with_its_name(server: str):
    found = graph_of(fetch(server, SMELTER, "text/turtle"))
    industries = list(found.objects(URIRef(BASE + SMELTER), LP.operatesIn))
    assert industries and all(found.value(industry, SKOS.prefLabel) for industry in industries)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        (SMELTER, f"/graph?node={quote(SMELTER, safe='')}"),
        ("chain/copper", "/chain?chain=copper"),
        ("report/三门峡市-2023", f"/source?report={quote('report/三门峡市-2023', safe='')}"),
    ],
)
def test_a_person_is_shown_the_page(server: str, name: str, page: str):
    answer = fetch(server, name, BROWSER)
    assert (answer.status, answer.headers["location"]) == (303, page)


def test_every_entity_of_the_graph_is_found_by_its_own_iri_as_a_browser_sends_it(store: GraphStore):
    for iri in questions.things(store):
        assert iri_of(BASE, quote(iri.removeprefix(BASE), safe="/%")) == iri


def test_an_escape_in_an_iri_stays_one(store: GraphStore):
    escaped = [iri for iri in questions.things(store) if "%" in iri]
    assert escaped
    for iri in escaped:
        assert iri_of(BASE, iri.removeprefix(BASE)) == iri


@pytest.mark.parametrize("kind", EntityType)
def test_every_type_of_entity_has_a_page(kind: EntityType):
    assert page_of(BASE, f"{BASE}{kind.value.lower()}/x").startswith("/graph?node=")


def test_a_link_of_a_chain_opens_on_its_chain():
    assert page_of(BASE, f"{BASE}chain/copper/foil") == "/chain?chain=copper&link=foil"


def test_what_has_no_page_of_its_own_is_shown_by_a_query():
    page = unquote(page_of(BASE, f"{BASE}statement/三门峡市-2023/0a1b"))
    assert page == f"/sparql?query=DESCRIBE <{BASE}statement/三门峡市-2023/0a1b>"


@pytest.mark.parametrize("accept", [BROWSER, "text/turtle"])
@pytest.mark.parametrize(
    "name", ["enterprise/没有这家", "nothing", "chain/copper/none", "a> } DROP ALL #", "graph/none"]
)
def test_what_is_not_there_is_said_not_to_be(server: str, name: str, accept: str):
    answer = send(server, "GET", f"/id/{quote(name)}", headers={"Accept": accept})
    assert answer.status == 404 and "no such thing" in answer.text


def test_a_form_that_there_is_not_is_refused(server: str):
    assert fetch(server, SMELTER, "image/png").status == 406


def test_a_thing_can_only_be_read(server: str):
    assert send(server, "DELETE", "/id/chain/copper").status == 405


def test_a_thing_with_very_much_about_it_is_cut_and_says_so(server: str):
    answer = fetch(server, "report/三门峡市-2023", "application/n-triples")
    assert answer.headers["x-lianpu-truncated"] == "true"
    assert len(graph_of(answer)) == 5_000


def test_a_named_graph_gives_what_it_holds(server: str):
    found = graph_of(fetch(server, "graph/ontology", "text/turtle"))
    assert (ONTOLOGY_IRI, RDF.type, OWL.Ontology) in found


def test_the_vocabulary_answers_like_a_thing(server: str):
    found = graph_of(send(server, "GET", "/ontology", headers={"Accept": "text/turtle"}))
    assert (LP.Enterprise, RDF.type, OWL.Class) in found
    person = send(server, "GET", "/ontology", headers={"Accept": BROWSER})
    assert person.status == 303 and "skos:definition" in unquote(person.headers["location"])
