"""The vocabulary says in two languages what every term means, and the code uses no term that it does not define."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdf_cases import ONTOLOGY, SHAPES
from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, Graph, URIRef
from rdflib.collection import Collection

from graph.errors import OntologyError
from graph.model import SIGNATURES, EntityType, Predicate
from graph.rdf.validate import load_shapes
from graph.vocabulary import LP, ONTOLOGY_IRI, Minter, segment

CODE = ONTOLOGY.parent / "graph"


@pytest.fixture(scope="module")
def vocabulary() -> Graph:
    return Graph().parse(ONTOLOGY / "lianpu.ttl")


def defined(vocabulary: Graph) -> set[str]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {s for kind in kinds for s in vocabulary.subjects(RDF.type, kind) if isinstance(s, URIRef)}
    return {str(term).removeprefix(str(LP)) for term in terms}


def used_in_code() -> set[str]:
    text = "\n".join(file.read_text("utf-8") for file in CODE.rglob("*.py"))
    names = set(re.findall(r"\bLP\.([A-Za-z0-9]+)", text))
    return names | {kind.value for kind in EntityType} | {predicate.value for predicate in Predicate}


def used_in_text(*files: Path) -> set[str]:
    return {name for file in files for name in re.findall(r"\blp:([A-Za-z0-9]+)", file.read_text("utf-8"))}


def test_every_term_that_the_code_uses_is_defined(vocabulary: Graph) -> None:
    assert used_in_code() - defined(vocabulary) == set()


def test_every_term_of_the_shapes_chains_and_queries_is_defined(vocabulary: Graph) -> None:
    files = [SHAPES, *ONTOLOGY.glob("chains/*.ttl"), *CODE.rglob("*.rq")]
    assert used_in_text(*files) - defined(vocabulary) == set()


def test_every_defined_term_is_used(vocabulary: Graph) -> None:
    abstract = {"Entity"}
    assert defined(vocabulary) - used_in_code() - used_in_text(SHAPES) == abstract


def test_every_term_has_one_label_and_one_definition_in_each_language(vocabulary: Graph) -> None:
    for name in sorted(defined(vocabulary)):
        for predicate in (RDFS.label, SKOS.definition):
            languages = sorted(str(o.language) for o in vocabulary.objects(LP[name], predicate))
            assert languages == ["en", "zh"], f"lp:{name} {predicate}"


def test_labels_tell_terms_apart(vocabulary: Graph) -> None:
    for language in ("zh", "en"):
        labels = [str(o).casefold() for o in vocabulary.objects(None, RDFS.label) if o.language == language]
        assert len(labels) == len(set(labels))


def test_the_ontology_says_its_title_licence_and_version(vocabulary: Graph) -> None:
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionInfo):
        assert vocabulary.value(ONTOLOGY_IRI, predicate) is not None


def classes(vocabulary: Graph, predicate: Predicate, end: URIRef) -> set[str]:
    node = vocabulary.value(LP[predicate.value], end)
    union = vocabulary.value(node, OWL.unionOf)
    members = [node] if union is None else list(Collection(vocabulary, union))
    return {str(member).removeprefix(str(LP)) for member in members}


@pytest.mark.parametrize("predicate", Predicate)
def test_domain_and_range_are_the_signature_of_the_model(vocabulary: Graph, predicate: Predicate) -> None:
    subjects, objects = SIGNATURES[predicate]
    assert classes(vocabulary, predicate, RDFS.domain) == {kind.value for kind in subjects}
    assert classes(vocabulary, predicate, RDFS.range) == {kind.value for kind in objects}


def test_no_property_has_two_domains_or_ranges(vocabulary: Graph) -> None:
    for end in (RDFS.domain, RDFS.range):
        subjects = list(vocabulary.subjects(end))
        assert len(subjects) == len(set(subjects))


def test_shapes_parse_and_speak_both_languages() -> None:
    shapes = load_shapes(SHAPES)
    holders = set(shapes.subjects(SH.message))
    assert len(holders) > 50
    for holder in holders:
        assert sorted(str(o.language) for o in shapes.objects(holder, SH.message)) == ["en", "zh"]


def test_a_missing_or_broken_shapes_file_is_named_with_the_mend(tmp_path: Path) -> None:
    broken = tmp_path / "shapes.ttl"
    with pytest.raises(OntologyError, match="no shapes file"):
        load_shapes(broken)
    broken.write_text("@prefix sh: <http://www.w3.org/ns/shacl#>", "utf-8")
    with pytest.raises(OntologyError, match=r"shapes\.ttl.*does not parse.*Correct"):
        load_shapes(broken)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("天鹅湾“智慧岛”", "天鹅湾智慧岛"),
        ("三门峡 高新区", "三门峡高新区"),
        ("A/B", "A%2FB"),
        ("<b>", "%3Cb%3E"),
        ('"', "%22"),
        ("..", "%2E%2E"),
    ],
)
def test_a_name_becomes_one_segment_of_an_iri(name: str, expected: str) -> None:
    assert segment(name) == expected


def test_parts_of_a_report_have_iris_of_their_own() -> None:
    mint = Minter("https://x/")
    iris = [mint.report("a"), mint.section("a", 0), mint.extraction("a"), mint.report_graph("a"), mint.chains_graph]
    assert len(set(iris)) == len(iris)
