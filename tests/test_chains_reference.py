"""The reference chains load, and hold together: no circle, no orphan, no word that means two nodes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import networkx
import pytest
from rdf_cases import ONTOLOGY

from graph.chains.reference import load_chains
from graph.errors import OntologyError
from graph.model import Chain, NodeRef, Stage

CHAINS = load_chains(ONTOLOGY / "chains")
each_chain = pytest.mark.parametrize("chain", CHAINS, ids=[chain.id for chain in CHAINS])

FLOW = (Stage.UPSTREAM, Stage.MIDSTREAM, Stage.DOWNSTREAM)
KINDS = {"material", "process", "product", "equipment", "service", "application"}


def supply(chain: Chain) -> networkx.DiGraph:
    return networkx.DiGraph(chain.supplies)


def test_all_eleven_are_there() -> None:
    assert [chain.id for chain in CHAINS] == [
        "aluminium",
        "biomedicine",
        "building-materials",
        "coal-chemical",
        "copper",
        "culture-tourism",
        "electronics",
        "energy-storage",
        "equipment",
        "food",
        "gold",
    ]
    assert sum(len(chain.nodes) for chain in CHAINS) == 374


@each_chain
def test_supply_runs_in_no_circle(chain: Chain) -> None:
    assert networkx.is_directed_acyclic_graph(supply(chain))


@each_chain
def test_supply_never_runs_against_the_stages(chain: Chain) -> None:
    stage = {node.ref: node.stage for node in chain.nodes}
    # Support stands beside the flow: it may feed any stage and be fed by any.
    along = [(stage[a], stage[b]) for a, b in chain.supplies if Stage.SUPPORT not in (stage[a], stage[b])]
    assert all(FLOW.index(a) <= FLOW.index(b) for a, b in along)


@each_chain
def test_every_node_supplies_or_is_supplied(chain: Chain) -> None:
    assert {node.ref for node in chain.nodes} == set(supply(chain).nodes)


@each_chain
def test_no_word_means_two_nodes_of_a_chain(chain: Chain) -> None:
    words = Counter(word for node in chain.nodes for word in {node.zh, *node.aliases})
    assert [word for word, count in words.items() if count > 1] == []


@each_chain
def test_nodes_say_what_they_are(chain: Chain) -> None:
    for node in chain.nodes:
        assert node.ref.chain == chain.id
        assert node.kind in KINDS
        assert node.gbt4754 is None or (len(node.gbt4754) == 4 and node.gbt4754.isdigit())
        assert node.key == (node.key_basis in ("S", "D"))


@each_chain
def test_sources_and_basis_are_given(chain: Chain) -> None:
    assert chain.sources
    assert all(source.title and source.publisher and source.url.startswith("http") for source in chain.sources)
    assert len(chain.basis) > 100


@each_chain
def test_recycling_is_kept_apart_from_supply(chain: Chain) -> None:
    assert not set(chain.recycling) & set(chain.supplies)


@each_chain
def test_nodes_come_in_the_order_of_the_flow(chain: Chain) -> None:
    place = {node.ref: index for index, node in enumerate(chain.nodes)}
    stage = {node.ref: node.stage for node in chain.nodes}
    assert all(place[a] < place[b] for a, b in chain.supplies if stage[a] == stage[b])
    assert [node.stage for node in chain.nodes] == sorted((n.stage for n in chain.nodes), key=list(Stage).index)


def test_copper_foil_is_made_from_cathode_copper() -> None:
    (copper,) = (chain for chain in CHAINS if chain.id == "copper")
    foil = next(node for node in copper.nodes if node.ref.node == "electrolytic-foil")
    assert (foil.zh, foil.stage, foil.gbt4754) == ("电解铜箔", Stage.MIDSTREAM, "3985")
    assert "铜箔" in foil.aliases
    assert (NodeRef("copper", "cathode-copper"), foil.ref) in copper.supplies


# ---------------------------------------------------------------- files that are not right

SMALL = """
@base <{base}> .
@prefix lp: <https://w3id.org/lianpu/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
<chain/tea> a lp:Chain ; skos:prefLabel "茶"@zh , "Tea"@en ;
    dcterms:description "茶。"@zh , "Tea."@en ; lp:basis "None."@en .
<chain/tea/leaf> a lp:ChainNode ; skos:prefLabel "茶叶"@zh , "Tea leaf"@en ;
    lp:stage "upstream" ; lp:kind "material" ; lp:supplies <chain/tea/drink> .
<chain/tea/drink> a lp:ChainNode ; skos:prefLabel "茶饮"@zh , "Tea drink"@en ;
    lp:stage "downstream" ; lp:kind "product" .
"""


def written(folder: Path, text: str) -> Path:
    (folder / "tea.ttl").write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize(
    "base", ["https://w3id.org/lianpu/id/", "https://example.org/a#b/", "http://localhost:8501/id/"]
)
def test_the_base_of_a_file_does_not_matter(tmp_path: Path, base: str) -> None:
    (tea,) = load_chains(written(tmp_path, SMALL.replace("{base}", base.replace("#b", ""))))
    assert tea.id == "tea"
    assert tea.supplies == ((NodeRef("tea", "leaf"), NodeRef("tea", "drink")),)
    assert [node.key for node in tea.nodes] == [False, False]


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    text = SMALL.replace("{base}", "https://x/")
    load_chains(written(tmp_path, text))
    (tea,) = load_chains(written(tmp_path, text.replace("Tea leaf", "Leaf of tea, picked")))
    assert "Leaf of tea, picked" in {node.en for node in tea.nodes}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lp:basis", "lp:basis lp:basis", "does not parse as Turtle"),
        ('"茶叶"@zh , ', "", "leaf has 0 values of skos:prefLabel @zh. Give it exactly one."),
        ('"upstream"', '"top"', "leaf has the stage 'top'. Use one of upstream"),
        ("lp:supplies <chain/tea/drink>", "lp:supplies <chain/tea/cup>", "cup, which is no node"),
        (
            "lp:supplies <chain/tea/drink>",
            "lp:supplies <chain/tea/leaf>",
            "circle. Write the way back as lp:recyclesTo",
        ),
        ("<chain/tea> a lp:Chain", "<chain/tea> a skos:ConceptScheme", "describes 0 chains"),
    ],
)
def test_a_file_that_is_not_right_is_named_with_the_mend(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = SMALL.replace("{base}", "https://x/")
    assert old in text
    with pytest.raises(OntologyError) as caught:
        load_chains(written(tmp_path, text.replace(old, new)))
    assert "tea.ttl" in str(caught.value)
    assert message in str(caught.value)
    assert caught.value.mend


def test_an_empty_folder_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no chain files"):
        load_chains(tmp_path)
