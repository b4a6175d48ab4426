"""What is wrong with a chain file is said by line, with the mend."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdf_cases import ONTOLOGY, SHAPES
from typer.testing import CliRunner

from graph.chains.check import Complaint
from graph.chains.joins import joined
from graph.chains.reference import load_chains
from graph.cli import app
from graph.commands.chains import class_codes
from graph.errors import OntologyError
from graph.model import NodeRef
from graph.rdf.chaincheck import check_chain_file
from graph.settings import load_settings

CHAINS = load_chains(ONTOLOGY / "chains")
CODES = class_codes(load_settings())

TEA = """\
@base <https://w3id.org/lianpu/id/> .
@prefix lp: <https://w3id.org/lianpu/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix schema: <https://schema.org/> .

<chain/tea> a lp:Chain , skos:ConceptScheme ;
    skos:prefLabel "茶"@zh , "Tea"@en ;
    dcterms:description "茶。"@zh , "Tea."@en ;
    lp:basis "By hand."@en ;
    dcterms:source <chain/tea#source-1> .
<chain/tea#source-1> dcterms:title "茶经" ; dc:publisher "陆羽" ; schema:url "https://example.org/tea" .

<chain/tea/leaf> a lp:ChainNode , skos:Concept ;
    skos:inScheme <chain/tea> ;
    skos:prefLabel "茶叶"@zh , "Tea leaf"@en ;
    skos:altLabel "毛茶"@zh ;
    lp:stage "upstream" ; lp:kind "material" ; lp:gbt4754 "0164" ;
    lp:key true ; lp:keyBasis "D" ;
    lp:supplies <chain/tea/drink> .

<chain/tea/drink> a lp:ChainNode , skos:Concept ;
    skos:inScheme <chain/tea> ;
    skos:prefLabel "茶饮"@zh , "Tea drink"@en ;
    lp:stage "downstream" ; lp:kind "product" .
"""


def check(folder: Path, text: str) -> list[Complaint]:
    file = folder / "tea.ttl"
    file.write_text(text, encoding="utf-8")
    return check_chain_file(file, SHAPES, CHAINS, CODES)


def test_a_sound_chain_has_no_complaint(tmp_path: Path) -> None:
    assert check(tmp_path, TEA) == []


@pytest.mark.parametrize("name", [chain.id for chain in CHAINS])
def test_the_chains_that_come_along_are_sound(name: str) -> None:
    others = [chain for chain in CHAINS if chain.id != name]
    assert check_chain_file(ONTOLOGY / "chains" / f"{name}.ttl", SHAPES, others, CODES) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('"茶叶"@zh ,', '"茶叶"@zh', 17, "does not parse as Turtle"),
        ("<chain/tea> a lp:Chain ,", "<chain/tea> a", 0, "describes 0 chains"),
        ("lp:supplies <chain/tea/drink>", "lp:supplies <chain/tea/cup>", 21, "cup, which is no link here"),
        ("lp:supplies <chain/tea/drink>", "lp:supplies <chain/tea/leaf>", 21, "points at itself"),
        (
            'lp:stage "downstream" ; lp:kind "product"',
            'lp:stage "upstream" ; lp:kind "product" ; lp:supplies <chain/tea/leaf>',
            21,
            "runs in a circle: drink > leaf > drink",
        ),
        ('"毛茶"@zh', '"茶饮"@zh', 18, "leaf is called 茶饮, and so is drink"),
        ('lp:gbt4754 "0164"', 'lp:gbt4754 "0199"', 19, "0199, which GB/T 4754-2017 does not know"),
        ('lp:gbt4754 "0164"', 'lp:gbt4754 "164"', 19, "four digits"),
        ('lp:stage "upstream"', 'lp:stage "top"', 19, "one of upstream"),
        (' ; lp:keyBasis "D"', "", 20, "key by nobody's word"),
        ('lp:key true ; lp:keyBasis "D"', 'lp:keyBasis "D"', 20, "is not key"),
        ("    dcterms:source <chain/tea#source-1> .", "    dcterms:isPartOf <chain/tea#s> .", 8, "must have sources"),
        ('lp:kind "product" .', 'lp:kind "product" ; skos:exactMatch <chain/food/tea-cup> .', 26, "food does not have"),
        ('lp:kind "product" .', 'lp:kind "product" ; skos:exactMatch <chain/tea/leaf> .', 26, "of its own chain"),
        ("    lp:supplies <chain/tea/drink> .", "    lp:stage2 1 .", 15, "neither supplies nor is supplied"),
        ("<chain/tea/drink> a lp:ChainNode", "<chain/coffee/drink> a lp:ChainNode", 23, "does not carry its chain"),
    ],
)
def test_each_way_of_being_wrong_is_said_at_its_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    assert old in TEA
    found = check(tmp_path, TEA.replace(old, new, 1))
    assert [c for c in found if c.line == line and says in c.what and c.mend and c.grave], found


def test_a_match_with_a_chain_that_is_not_there_is_only_a_note(tmp_path: Path) -> None:
    text = TEA.replace('lp:kind "product" .', 'lp:kind "product" ; skos:exactMatch <chain/wine/cup> .')
    (found,) = check(tmp_path, text)
    assert (found.grave, found.line) == (False, 26)


def test_supply_against_the_stages_is_said(tmp_path: Path) -> None:
    turned = TEA.replace('"upstream"', '"x"').replace('"downstream"', '"upstream"').replace('"x"', '"downstream"')
    assert any(
        "leaf (downstream) supplies drink (upstream)" in c.what and c.line == 21 for c in check(tmp_path, turned)
    )


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot be read"):
        check_chain_file(tmp_path / "none.ttl", SHAPES, CHAINS, CODES)
    (tmp_path / "gbk.ttl").write_bytes("茶".encode("gbk"))
    with pytest.raises(OntologyError, match="UTF-8"):
        check_chain_file(tmp_path / "gbk.ttl", SHAPES, CHAINS, CODES)


def test_the_command_says_file_and_line_and_fails(tmp_path: Path) -> None:
    bad = tmp_path / "tea.ttl"
    bad.write_text(TEA.replace("0164", "0199"), encoding="utf-8")
    result = CliRunner().invoke(app, ["chains", "check", str(bad)])
    assert result.exit_code == 1
    assert f"{bad}:19: error: leaf has the class 0199" in result.stdout
    assert CliRunner().invoke(app, ["chains", "check"]).exit_code == 0


# ---------------------------------------------------------------- joins


def same(chain: str, node: str) -> set[NodeRef]:
    return {ref for one in CHAINS for n in one.nodes if n.ref == NodeRef(chain, node) for ref in n.same}


def test_links_that_mean_one_thing_are_joined_both_ways_and_on() -> None:
    assert same("copper", "cathode-copper") == {NodeRef("gold", "cathode-copper")}
    assert same("gold", "cathode-copper") == {NodeRef("copper", "cathode-copper")}
    batteries = {
        ("aluminium", "lithium-battery"),
        ("coal-chemical", "lithium-battery"),
        ("energy-storage", "battery-cell"),
    }
    assert same("copper", "battery-cell") == {NodeRef(*ref) for ref in batteries}
    assert same("aluminium", "wheel") == {NodeRef("equipment", "aluminium-alloy-wheel")}


def test_no_two_links_of_one_chain_are_joined_by_way_of_others() -> None:
    for chain in CHAINS:
        for node in chain.nodes:
            assert chain.id not in {ref.chain for ref in node.same}


def test_a_match_with_a_chain_that_is_not_loaded_is_left_out() -> None:
    gold = [chain for chain in CHAINS if chain.id == "gold"]
    assert all(not node.same and not node.wider for node in joined(gold)[0].nodes)


def test_the_list_shows_what_each_chain_leads_into() -> None:
    told = CliRunner().invoke(app, ["chains", "list"]).stdout
    assert "copper: 铜基新材料（铜箔）, 40 links, joined to aluminium, coal-chemical, electronics" in told
