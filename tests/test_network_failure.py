"""What breaks if an enterprise stops: what it alone produces is lost, and who downstream is cut off."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from network_cases import E, P, S, chain, fact, knowledge, link, seat, thing

from graph.model import NodeState
from graph.network.failure import Failure, Grade, if_it_stops
from graph.query.knowledge import Knowledge, load_knowledge
from graph.query.values import Fact
from graph.store import GraphStore

SMELTER = thing(E.ENTERPRISE, "冶炼厂")
RIVAL = thing(E.ENTERPRISE, "同行")
FOIL = thing(E.ENTERPRISE, "铜箔厂")
BOARD = thing(E.ENTERPRISE, "线路板厂")
PROJECT = thing(E.PROJECT, "扩产项目")


def stop(links: Iterable, supplies: Iterable[str], *, facts: Iterable[Fact] = (), extra: Iterable = ()) -> Failure:
    graph = knowledge((SMELTER, PROJECT), facts, (chain("x", links, supplies), *extra))
    return if_it_stops(graph, SMELTER.iri)


def grades(failure: Failure) -> dict[str, Grade]:
    return {cut.link.zh: cut.grade for cut in failure.cut_off}


def test_a_link_that_it_alone_produces_is_unproduced():
    failure = stop((link("x/metal", seat(SMELTER)),), ())
    (loss,) = failure.losses
    assert (loss.link.zh, loss.was, loss.becomes) == ("metal", S.PRODUCING, S.NOT_MENTIONED)
    assert [one.zh for one in failure.unproduced] == ["metal"]


def test_a_link_that_another_firm_produces_too_is_carried_on():
    links = (link("x/metal", seat(SMELTER), seat(RIVAL)), link("x/foil", seat(FOIL)))
    failure = stop(links, ("metal>foil",))
    assert (failure.losses, failure.cut_off) == ((), ())
    assert [one.zh for one in failure.carried] == ["metal"]


def test_what_remains_of_a_lost_link_is_said():
    failure = stop((link("x/metal", seat(SMELTER), seat(thing(E.INDUSTRY, "金属"), S.INTENDED)),), ())
    assert failure.losses[0].becomes is S.INTENDED


def test_who_uses_a_lost_link_is_cut_off_directly_and_named():
    failure = stop((link("x/metal", seat(SMELTER)), link("x/foil", seat(FOIL))), ("metal>foil",))
    (cut,) = failure.cut_off
    assert (cut.link.zh, cut.grade, cut.firms) == ("foil", Grade.DIRECT, (FOIL,))
    assert [one.zh for one in cut.through] == ["metal", "foil"]


def test_another_producing_supplier_of_the_same_kind_stands_in():
    links = (link("x/metal", seat(SMELTER)), link("x/scrap", seat(RIVAL)), link("x/foil", seat(FOIL)))
    assert grades(stop(links, ("metal>foil", "scrap>foil"))) == {}


def test_a_producing_supplier_of_another_kind_does_not_stand_in():
    links = (link("x/metal", seat(SMELTER)), link("x/mill", seat(RIVAL), kind="equipment"), link("x/foil", seat(FOIL)))
    assert grades(stop(links, ("metal>foil", "mill>foil"))) == {"foil": Grade.DIRECT}


def test_a_supplier_that_nobody_produces_does_not_stand_in():
    links = (link("x/metal", seat(SMELTER)), link("x/scrap", seat(RIVAL, S.INTENDED)), link("x/foil", seat(FOIL)))
    assert grades(stop(links, ("metal>foil", "scrap>foil"))) == {"foil": Grade.DIRECT}


def test_who_uses_what_a_cut_off_link_makes_is_hit_indirectly():
    links = (link("x/metal", seat(SMELTER)), link("x/foil", seat(FOIL)), link("x/board", seat(BOARD)))
    failure = stop(links, ("metal>foil", "foil>board"))
    assert grades(failure) == {"foil": Grade.DIRECT, "board": Grade.INDIRECT}
    assert failure.firms == (FOIL, BOARD)


def test_loss_runs_on_through_links_that_nobody_is_named_at():
    links = (link("x/metal", seat(SMELTER)), link("x/sheet"), link("x/board", seat(BOARD)))
    (cut,) = stop(links, ("metal>sheet", "sheet>board")).cut_off
    assert (cut.link.zh, cut.grade) == ("board", Grade.INDIRECT)
    assert [one.zh for one in cut.unnamed] == ["sheet"]


def test_further_down_another_local_source_keeps_a_link_going():
    links = (
        link("x/metal", seat(SMELTER)),
        link("x/sheet"),
        link("x/resin", seat(RIVAL)),
        link("x/board", seat(BOARD)),
    )
    assert grades(stop(links, ("metal>sheet", "sheet>board", "resin>board"))) == {}


def test_only_links_that_produce_or_are_in_progress_are_hit():
    project = thing(E.PROJECT, "线路板项目")
    links = (
        link("x/metal", seat(SMELTER)),
        link("x/foil", seat(project, S.IN_PROGRESS)),
        link("x/wire", seat(thing(E.INDUSTRY, "铜线"), S.INTENDED)),
        link("x/rod"),
    )
    failure = stop(links, ("metal>foil", "metal>wire", "metal>rod"))
    assert grades(failure) == {"foil": Grade.DIRECT}


def test_the_firm_behind_a_project_that_is_hit_is_named():
    project = thing(E.PROJECT, "铜箔项目")
    graph = knowledge(
        (SMELTER, FOIL),
        (fact(FOIL, P.UNDERTAKES, project),),
        (chain("x", (link("x/metal", seat(SMELTER)), link("x/foil", seat(project, S.IN_PROGRESS))), ("metal>foil",)),),
    )
    assert if_it_stops(graph, SMELTER.iri).firms == (FOIL,)


def test_its_own_projects_stop_with_it():
    failure = stop((link("x/metal", seat(PROJECT)),), (), facts=(fact(SMELTER, P.UNDERTAKES, PROJECT),))
    assert failure.projects == (PROJECT,)
    assert [one.zh for one in failure.unproduced] == ["metal"]


def test_a_product_that_it_alone_makes_is_only_intended_without_it():
    product = thing(E.PRODUCT, "高纯金")
    facts = (fact(SMELTER, P.PRODUCES, product),)
    failure = stop(
        (link("x/metal", seat(product), seat(SMELTER)), link("x/foil", seat(FOIL))), ("metal>foil",), facts=facts
    )
    assert [(loss.was, loss.becomes) for loss in failure.losses] == [(S.PRODUCING, S.INTENDED)]
    assert grades(failure) == {"foil": Grade.DIRECT}


def test_a_product_that_others_make_too_is_carried_on():
    product = thing(E.PRODUCT, "高纯金")
    facts = (fact(SMELTER, P.PRODUCES, product), fact(RIVAL, P.PRODUCES, product))
    failure = stop((link("x/metal", seat(product), seat(SMELTER)),), (), facts=facts)
    assert failure.losses == ()


def test_a_project_that_others_undertake_too_goes_on():
    shared = (fact(SMELTER, P.UNDERTAKES, PROJECT), fact(RIVAL, P.UNDERTAKES, PROJECT))
    graph = knowledge((SMELTER, RIVAL), shared, (chain("x", (link("x/metal", seat(PROJECT)),)),))
    failure = if_it_stops(graph, SMELTER.iri)
    assert (failure.projects, failure.losses) == ((), ())


def test_a_link_in_progress_that_halts_cuts_nobody_off():
    links = (link("x/metal", seat(SMELTER, S.IN_PROGRESS)), link("x/foil", seat(FOIL)))
    failure = stop(links, ("metal>foil",))
    assert [(loss.was, loss.becomes) for loss in failure.losses] == [(S.IN_PROGRESS, S.NOT_MENTIONED)]
    assert failure.cut_off == ()


def test_loss_crosses_into_other_chains():
    here = (link("x/metal", seat(SMELTER)), link("x/cell", same=("y/cell",)))
    other = chain("y", (link("y/cell", same=("x/cell",)), link("y/car", seat(BOARD))), ("cell>car",))
    assert grades(stop(here, ("metal>cell",), extra=(other,))) == {"car": Grade.INDIRECT}


def test_a_kind_of_a_thing_needs_what_the_thing_needs():
    here = (link("x/foil", seat(SMELTER)), link("x/cell"))
    other = chain("y", (link("y/power-cell", seat(BOARD), wider=("x/cell",)),))
    assert grades(stop(here, ("foil>cell",), extra=(other,))) == {"power-cell": Grade.DIRECT}


def test_links_that_supply_each_other_keep_each_other_going():
    links = (link("x/a", seat(SMELTER)), link("x/b", seat(FOIL)), link("x/c", seat(BOARD)))
    assert grades(stop(links, ("a>b", "b>c", "c>b"))) == {}


def test_what_is_no_enterprise_cannot_stop():
    graph = knowledge((PROJECT,))
    for iri in (PROJECT.iri, "https://x/nowhere"):
        with pytest.raises(KeyError):
            if_it_stops(graph, iri)


@pytest.fixture(scope="module")
def real(store: GraphStore) -> Knowledge:
    return load_knowledge(store)


def test_the_gold_smelter_is_the_only_one_and_foil_and_jewellery_depend_on_it(real: Knowledge):
    smelter = next(one.iri for one in real.things.values() if one.name == "中原黄金冶炼厂")
    failure = if_it_stops(real, smelter)
    assert "黄金冶炼" in {one.zh for one in failure.unproduced}
    assert {"电解铜箔", "黄金首饰加工"} <= set(grades(failure))
    assert "华鑫铜箔" in {firm.name for firm in failure.firms}


def test_whatever_stops_only_active_links_below_what_is_lost_are_hit(real: Knowledge):
    for firm in (one for one in real.things.values() if one.type is E.ENTERPRISE):
        failure = if_it_stops(real, firm.iri)
        for cut in failure.cut_off:
            assert cut.link.state in (NodeState.PRODUCING, NodeState.IN_PROGRESS)
            assert cut.through[0] in failure.unproduced
            assert cut.through[-1] == cut.link
            assert firm not in cut.firms
