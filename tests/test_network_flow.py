"""All chains as one network of supply: what means the same is one node, and one chain leads into the next."""

from __future__ import annotations

import networkx as nx
import pytest
from network_cases import chain, knowledge, link, node

from graph.network.flow import route, shared_links, supply_network
from graph.network.values import LinkRelation
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore

COPPER = chain("copper", (link("copper/foil"), link("copper/cell", same=("storage/cell",))), ("foil>cell",))
STORAGE = chain(
    "storage",
    (link("storage/cell", same=("copper/cell",)), link("storage/system"), link("storage/station")),
    ("cell>system", "system>station"),
)
VEHICLES = chain(
    "vehicles",
    (
        link("vehicles/power-cell", wider=("storage/cell",)),
        link("vehicles/other-cell", wider=("storage/cell",)),
        link("vehicles/truck"),
        link("vehicles/cart"),
    ),
    ("power-cell>truck", "other-cell>cart"),
)
GRAPH = knowledge(chains=(COPPER, STORAGE, VEHICLES))


def ways(graph: Knowledge, start: str, end: str) -> list[list[str]]:
    return [[one.zh for one in found.links] for found in route(graph, node(start), node(end)).found]


def test_links_that_mean_the_same_are_one_node_with_both_chains():
    network = supply_network(GRAPH)
    cell = network.of[node("storage/cell")]
    assert cell is network.of[node("copper/cell")]
    assert [info.id for info in cell.chains] == ["copper", "storage"]
    assert [one.zh for one in network.suppliers(cell.iri)] == ["foil"]
    assert [one.zh for one in network.users(cell.iri)] == ["system"]


def test_a_wider_link_is_a_lead_over_and_no_supply():
    network = supply_network(GRAPH)
    power, cell = node("vehicles/power-cell"), network.of[node("storage/cell")].iri
    assert network.graph.edges[power, cell]["relation"] is LinkRelation.KIND_OF
    assert network.suppliers(cell) == (network.joined[node("copper/foil")],)
    assert network.wider(power) == (network.joined[cell],)


def test_a_route_crosses_chains_where_they_share_a_link():
    assert ways(GRAPH, "copper/foil", "storage/station") == [["foil", "cell", "system", "station"]]


def test_supply_of_a_wider_link_leads_over_to_its_kinds():
    assert ways(GRAPH, "copper/foil", "vehicles/truck") == [["foil", "cell", "power-cell", "truck"]]
    (found,) = route(GRAPH, node("copper/foil"), node("vehicles/truck")).found
    assert [(step.relation, step.forward) for step in found.path.steps] == [
        (LinkRelation.SUPPLIES, True),
        (LinkRelation.KIND_OF, False),
        (LinkRelation.SUPPLIES, True),
    ]


def test_a_kind_leads_over_to_the_users_of_the_wider_link():
    assert ways(GRAPH, "vehicles/power-cell", "storage/station") == [["power-cell", "cell", "system", "station"]]


def test_two_kinds_of_one_thing_do_not_supply_each_other():
    assert ways(GRAPH, "vehicles/power-cell", "vehicles/cart") == []


def test_no_route_leads_against_supply():
    assert ways(GRAPH, "storage/station", "copper/foil") == []
    assert ways(GRAPH, "copper/foil", "copper/foil") == []


def test_all_equally_short_routes_are_found_up_to_the_bound():
    edges = [f"a>{middle}" for middle in "bcd"] + [f"{middle}>z" for middle in "bcd"]
    graph = knowledge(chains=(chain("x", [link(f"x/{name}") for name in "abcdz"], edges),))
    assert ways(graph, "x/a", "x/z") == [["a", "b", "z"], ["a", "c", "z"], ["a", "d", "z"]]
    two = route(graph, node("x/a"), node("x/z"), most=2)
    assert (len(two.found), two.more) == (2, True)


def test_a_route_from_what_is_no_link_is_an_error():
    with pytest.raises(KeyError):
        route(GRAPH, "https://x/nowhere", node("copper/foil"))


def test_chains_that_share_links_are_paired_with_what_they_share():
    crossings = {(one.first.id, one.second.id): one for one in shared_links(GRAPH)}
    assert set(crossings) == {("copper", "storage"), ("storage", "vehicles")}
    assert [(a.iri, b.iri) for a, b in crossings["copper", "storage"].same] == [
        (node("copper/cell"), node("storage/cell"))
    ]
    wider = crossings["storage", "vehicles"].wider
    assert [(narrow.id, wide.id) for narrow, wide in wider] == [("power-cell", "cell"), ("other-cell", "cell")]


def test_the_pairs_that_share_the_most_come_first():
    assert [one.first.id for one in shared_links(GRAPH)] == ["copper", "storage"]


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def real_link(knowledge: Knowledge, zh: str, chain: str) -> str:
    return next(iri for iri, one in knowledge.links.items() if one.zh == zh and f"/{chain}/" in iri)


def test_copper_foil_leads_through_cells_to_stations_and_to_vehicles(real: Knowledge):
    foil = real_link(real, "锂电铜箔", "copper")
    for zh, chain_id in (("电化学储能电站", "energy-storage"), ("新能源商用车", "equipment")):
        found = route(real, foil, real_link(real, zh, chain_id)).found
        assert found
        assert all(any("锂离子电池" in one.zh for one in each.links) for each in found)
        assert len({info.id for one in found[0].links for info in one.chains}) > 1


def test_every_link_of_every_chain_is_in_the_network_once(real: Knowledge):
    network = supply_network(real)
    held = [one.iri for joined in network.joined.values() for one in joined.links]
    assert sorted(held) == sorted(real.links)
    assert set(network.graph) == set(network.joined)
    assert nx.is_frozen(network.graph)
