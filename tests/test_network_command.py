"""``lianpu network``: names are found or refused with near ones, and answers carry their sentences."""

from __future__ import annotations

import json
import sys

import pytest
from network_cases import E, chain, knowledge, link, node, thing

from graph import cli
from graph.network.naming import named, named_link, named_thing
from graph.store import Build

FIRM = thing(E.ENTERPRISE, "甲铜箔", "甲")
PRODUCT = thing(E.PRODUCT, "铜箔")
INDUSTRY = thing(E.INDUSTRY, "铜箔")
NAMED = knowledge(
    (FIRM, PRODUCT, INDUSTRY, thing(E.PLACE, "甲市", "甲")),
    (),
    (
        chain("copper", (link("copper/foil", zh="铜箔"), link("copper/cell", zh="锂电池", same=("battery/cell",)))),
        chain("battery", (link("battery/cell", zh="电芯", aliases=("电池芯",), same=("copper/cell",)),)),
    ),
)


def test_a_thing_is_named_by_its_name_another_name_or_its_iri():
    assert named_thing(NAMED, "甲铜箔").iris == (FIRM.iri,)
    assert named_thing(NAMED, FIRM.iri).iris == (FIRM.iri,)
    assert named_thing(NAMED, "甲", (E.ENTERPRISE,)).iris == (FIRM.iri,)


def test_a_name_of_several_things_names_them_all_and_how_to_tell_them_apart():
    found = named_thing(NAMED, "铜箔")
    assert set(found.iris) == {PRODUCT.iri, INDUSTRY.iri}
    assert set(found.near) == {"Product:铜箔", "Industry:铜箔"}
    assert named_thing(NAMED, "Product:铜箔").iris == (PRODUCT.iri,)


def test_a_link_is_named_by_any_name_of_any_of_its_chains():
    cell = named_link(NAMED, "锂电池").iris
    assert len(cell) == 1
    assert [named_link(NAMED, words).iris for words in ("电芯", "电池芯", "copper/cell", node("copper/cell"))] == [
        cell
    ] * 4


def test_a_thing_goes_before_a_link_of_its_name():
    assert node("copper/foil") not in named(NAMED, "铜箔").iris
    assert named(NAMED, "copper/foil").iris == (node("copper/foil"),)


def test_an_unknown_name_names_nothing_and_comes_with_near_ones():
    found = named(NAMED, "甲铜")
    assert found.iris == ()
    assert "甲铜箔" in found.near
    assert named(NAMED, "").iris == ()


@pytest.fixture
def network(build: Build, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run ``lianpu network`` in this process, on the test run's graph: (exit code, out, err)."""
    monkeypatch.setenv("LIANPU_BUILT", str(build.folder.parent))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["lianpu", "network", *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_path_is_printed_as_a_sentence_with_its_sources(network):
    code, out, _ = network("path", "华鑫铜箔", "灵宝市")
    assert code == 0
    assert out.splitlines()[0].endswith("。")
    assert "\n[1] “" in out


def test_a_path_as_json_says_which_bound_bit(network):
    _, out, err = network("path", "华鑫铜箔", "灵宝市", "--all", "--most", "2", "--format", "json")
    answer = json.loads(out)
    assert (len(answer["paths"]), answer["more"]) == (2, True)
    assert "Only the first 2" in err
    assert all(step["evidence"] for step in answer["paths"][0]["steps"])


def test_a_path_may_be_kept_to_statements(network):
    _, out, _ = network("path", "华鑫铜箔", "宝武铝业", "--statements")
    assert "链环节" not in out
    assert "宝武铝业" in out


def test_a_failure_names_what_is_lost_and_who_is_hit(network):
    _, out, _ = network("fail", "中原黄金冶炼厂", "--format", "json")
    answer = json.loads(out)
    assert "黄金冶炼" in {loss["zh"] for loss in answer["losses"]}
    assert "华鑫铜箔" in {firm for cut in answer["cutOff"] for firm in cut["firms"]}
    assert "间接受影响" in network("fail", "中原黄金冶炼厂")[1]


def test_central_of_a_chain_gives_candidates_and_the_caution(network):
    _, out, _ = network("central", "copper", "--format", "json")
    leaders = json.loads(out)["leaders"]
    assert leaders["candidates"][0]["enterprise"] == "华鑫铜箔"
    assert leaders["candidates"][0]["parts"]["title"]["evidence"]
    assert leaders["caution"]["zh"] in network("central", "copper")[1]


def test_counties_gives_each_cell_with_both_sentences(network):
    _, out, _ = network("counties", "copper", "--format", "json")
    (cell,) = [cell for cell in json.loads(out)["cells"] if cell["county"] == "灵宝市"]
    assert all(holding["seat"]["words"] and holding["there"]["words"] for holding in cell["holdings"])
    assert "灵宝市" in network("counties")[1]


def test_routes_and_crossings_lead_from_copper_into_storage(network):
    _, out, _ = network("route", "锂电铜箔", "energy-storage/storage-station", "--format", "json")
    chains = {chain for link in json.loads(out)["routes"][0]["links"] for chain in link["chains"]}
    assert {"copper", "energy-storage"} <= chains
    pairs = [{one["first"], one["second"]} for one in json.loads(network("crossings", "--format", "json")[1])]
    assert {"copper", "energy-storage"} in pairs


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("path", "华鑫", "灵宝市"), "华鑫铜箔"),
        (("path", "华鑫铜箔", "华鑫铜箔"), "two different things"),
        (("fail", "灵宝市"), "no enterprise"),
        (("route", "华鑫铜箔厂", "新能源汽车"), "no link"),
        (("central", "nowhere"), "copper"),
        (("counties", "nowhere"), "copper"),
    ],
)
def test_a_wrong_name_gets_one_line_with_the_mend(network, arguments: tuple[str, ...], said: str):
    code, out, err = network(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.strip().count("\n") == 0


def test_without_a_build_the_mend_is_to_build(network, tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("LIANPU_BUILT", str(tmp_path))
    code, _, err = network("crossings")
    assert code == 2
    assert "lianpu build" in err
