"""Which county carries which part of which chain, each with who and the sentence that puts it there."""

from __future__ import annotations

import pytest
from network_cases import E, P, S, chain, fact, knowledge, link, seat, thing

from graph.errors import QueryError
from graph.network.counties import CountyMatrix, county_matrix
from graph.query.knowledge import Knowledge, load_knowledge
from graph.store import GraphStore

CITY = thing(E.PLACE, "甲市", "甲", code="411200")
LING = thing(E.PLACE, "灵县", "灵", code="411282")
LU = thing(E.PLACE, "卢县", "卢", code="411224")
ZONE = thing(E.PLACE, "开发区")
AWAY = thing(E.PLACE, "远县", code="610522")
TOWN = thing(E.PLACE, "函谷镇")
VILLAGE = thing(E.PLACE, "东寨村")
PASS = thing(E.PLACE, "官道口", "卢县官道口")
ABROAD = thing(E.PLACE, "某国")
PLACES = (CITY, LING, LU, ZONE, AWAY, TOWN, VILLAGE, PASS, ABROAD)

FIRM = thing(E.ENTERPRISE, "铜箔厂")
INDUSTRY = thing(E.INDUSTRY, "铜箔")
COPPER = chain("copper", (link("copper/foil", seat(FIRM), seat(INDUSTRY, S.INTENDED)), link("copper/rod")))


def matrix(*facts, text: str = "甲市。", place: str = "甲市", places=PLACES) -> CountyMatrix:
    return county_matrix(knowledge((*places, FIRM, INDUSTRY), facts, (COPPER,), text=text, place=place))


def where(found: CountyMatrix) -> list[str]:
    return [cell.county.name for cell in found.cells]


def test_a_firm_counts_for_the_county_that_it_is_in():
    said = fact(FIRM, P.LOCATED_IN, LING)
    cell = matrix(said).cell(LING.iri, "copper")
    assert cell.state is S.PRODUCING
    assert [one.zh for one in cell.links] == ["foil"]
    (holding,) = cell.holdings
    assert (holding.seat.thing, holding.place, holding.fact) == (FIRM, LING, said)


def test_an_industry_that_a_county_develops_counts_as_intended_there():
    cell = matrix(fact(LU, P.DEVELOPS_INDUSTRY, INDUSTRY)).cell(LU.iri, "copper")
    assert (cell.state, [one.seat.thing for one in cell.holdings]) == (S.INTENDED, [INDUSTRY])


def test_all_counties_are_rows_by_code_and_what_holds_nothing_has_no_cell():
    found = matrix(fact(FIRM, P.LOCATED_IN, LING))
    assert [county.name for county in found.counties] == ["卢县", "灵县"]
    assert found.cell(LU.iri, "copper") is None


def test_a_place_whose_other_name_begins_with_the_county_lies_in_it():
    assert where(matrix(fact(FIRM, P.LOCATED_IN, PASS))) == ["卢县"]


def test_a_place_that_stands_right_behind_the_county_lies_in_it_step_by_step():
    assert where(matrix(fact(FIRM, P.LOCATED_IN, VILLAGE), text="建设灵县函谷镇东寨村。")) == ["灵县"]
    assert where(matrix(fact(FIRM, P.LOCATED_IN, VILLAGE), text="建设灵县、函谷镇、东寨村。")) == []


def test_a_zone_without_a_code_is_a_row_of_its_own():
    found = matrix(fact(FIRM, P.LOCATED_IN, ZONE))
    assert where(found) == ["开发区"]
    assert [county.name for county in found.counties] == ["卢县", "灵县", "开发区"]


def test_the_city_itself_is_the_last_row_where_no_county_is_said():
    found = matrix(fact(FIRM, P.LOCATED_IN, CITY), fact(FIRM, P.LOCATED_IN, LING))
    assert where(found) == ["灵县", "甲市"]


@pytest.mark.parametrize("place", [AWAY, ABROAD, TOWN])
def test_what_lies_in_no_part_of_the_city_is_told_apart(place):
    found = matrix(fact(FIRM, P.LOCATED_IN, place))
    assert found.cells == ()
    assert [one.place for one in found.elsewhere] == [place]


def test_the_parts_of_a_province_are_its_cities_and_the_counties_that_it_governs_itself():
    province = thing(E.PLACE, "丙省", code="410000")
    own = thing(E.PLACE, "济市", code="419001")
    places = (province, CITY, LING, own)
    facts = (fact(FIRM, P.LOCATED_IN, LING), fact(FIRM, P.LOCATED_IN, own))
    assert where(matrix(*facts, place="丙省", places=places)) == ["甲市", "济市"]


def test_a_county_that_reports_is_its_own_part():
    assert where(matrix(fact(FIRM, P.LOCATED_IN, LING), place="灵县")) == ["灵县"]


def test_one_chain_may_be_asked_for_alone():
    other = chain("other", (link("other/foil", seat(FIRM)),))
    graph = knowledge((*PLACES, FIRM), (fact(FIRM, P.LOCATED_IN, LING),), (COPPER, other))
    assert [cell.chain.id for cell in county_matrix(graph).cells] == ["copper", "other"]
    assert [cell.chain.id for cell in county_matrix(graph, "other").cells] == ["other"]
    with pytest.raises(QueryError, match="nowhere"):
        county_matrix(graph, "nowhere")


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def test_lingbao_carries_copper_foil(real: Knowledge):
    found = county_matrix(real, "copper")
    lingbao = next(county for county in found.counties if county.name == "灵宝市")
    cell = found.cell(lingbao.iri, "copper")
    assert "电解铜箔" in {one.zh for one in cell.links}
    assert any("灵宝" in holding.fact.evidence.words for holding in cell.holdings)


def test_all_counties_of_the_city_are_rows_in_the_order_of_their_codes(real: Knowledge):
    coded = [county for county in county_matrix(real).counties if county.code and county.name != "三门峡市"]
    assert [county.name for county in coded] == ["湖滨区", "陕州区", "渑池县", "卢氏县", "义马市", "灵宝市"]


def test_no_holding_is_lost_or_told_twice(real: Knowledge):
    found = county_matrix(real)
    told = [*found.elsewhere, *(holding for cell in found.cells for holding in cell.holdings)]
    keys = [(one.link.iri, one.seat, one.fact) for one in told]
    assert len(keys) == len(set(keys))
    located = {
        (one.iri, seat.thing.iri)
        for one in real.links.values()
        for seat in one.seats
        if real.facts_from(seat.thing.iri, P.LOCATED_IN)
    }
    assert located <= {(one.link.iri, one.seat.thing.iri) for one in told}
