"""Where links and supply lines lie on a map, and what is written there."""

from __future__ import annotations

import io
from itertools import combinations, pairwise

import gap_cases as cases
import pytest
from PIL import Image

from graph.errors import LianpuError
from graph.gaps.model import Gap, GapClass
from graph.model import Stage
from graph.papers.chart import Card, Chart, Run, chart
from graph.papers.drawing import Box, Picture
from graph.papers.fonts import Typeface
from graph.papers.maps import as_is, to_be
from graph.papers.placing import place
from graph.papers.roadmap import roadmap
from graph.papers.routing import route
from graph.papers.strokes import Lettering
from graph.papers.values import Item, Lane
from graph.query.chains import views
from graph.query.questions import things
from graph.query.values import ChainView
from graph.store import GraphStore

AROUND = Lettering("甲市铜产业链图谱", "三个环节", "证据日期：2023年", "依据：《报告》。")
UP, MID, DOWN, SUPPORT = Stage.UPSTREAM, Stage.MIDSTREAM, Stage.DOWNSTREAM, Stage.SUPPORT


@pytest.fixture(scope="module")
def chains(store: GraphStore) -> tuple[ChainView, ...]:
    return views(store, things(store))


@pytest.fixture(scope="module")
def charts(chains: tuple[ChainView, ...], typeface: Typeface) -> dict[str, Chart]:
    return {view.info.id: chart(view, typeface) for view in chains}


def small() -> ChainView:
    """ore -> foil -> battery, and a drum for the foil; a firm makes the foil."""
    links = [
        cases.link("ore", stage=UP),
        cases.link("foil", cases.seat("makes", "甲铜箔"), stage=MID),
        cases.link("battery", cases.seat("wants", "电池产业"), stage=DOWN),
        cases.link("drum", stage=SUPPORT, key=True),
    ]
    return cases.view(links, "ore>foil foil>battery drum>foil")


def gap(view: ChainView, name: str, kind: GapClass = GapClass.MISSING, *, choke: bool = False) -> Gap:
    link = view.by_iri[name]
    return Gap(link, kind, choke, view.suppliers(link), view.users(link), (), 0.5, 1)


def layered(count: int) -> ChainView:
    """A chain of many links, each supplying one in the next stage."""
    stages = (UP, MID, DOWN)
    links = [cases.link(f"n{i:04}", stage=stages[i * 3 // count]) for i in range(count)]
    third = count // 3
    return cases.view(links, " ".join(f"n{i:04}>n{i + third:04}" for i in range(count - third)))


def overlaps(picture: Picture) -> list[tuple[str, str]]:
    return [(a.text, b.text) for a, b in combinations(picture.texts, 2) if a.box.meets(b.box, slack=0.05)]


def crossed(run: Run, cards: tuple[Card, ...]) -> list[str]:
    """The cards that a line runs over."""
    pieces = [_piece(p, q) for p, q in pairwise(run.path)]
    return [card.link.zh for card in cards if any(piece.meets(card.box, slack=0.2) for piece in pieces)]


def _piece(p: tuple[float, float], q: tuple[float, float]) -> Box:
    (x, y), (u, v) = p, q
    return Box(min(x, u) - 0.15, min(y, v) - 0.15, abs(x - u) + 0.3, abs(y - v) + 0.3)


def shared(one: Run, other: Run) -> float:
    """How far two lines run on each other, in millimetres."""
    total = 0.0
    for p, q in pairwise(one.path):
        for r, s in pairwise(other.path):
            for axis in (0, 1):
                along = 1 - axis
                level = {p[axis], q[axis], r[axis], s[axis]}
                if max(level) - min(level) < 0.02:
                    reach = min(max(p[along], q[along]), max(r[along], s[along]))
                    total += max(0.0, reach - max(min(p[along], q[along]), min(r[along], s[along])))
    return total


def test_every_link_has_one_place(chains: tuple[ChainView, ...]):
    for view in chains:
        grid = place(view.links, view.supplies)
        placed = [iri for column in grid.columns for iri in column if iri] + [
            iri for row in grid.support for iri in row
        ]
        assert sorted(placed) == sorted(link.iri for link in view.links)


def test_supply_never_runs_from_right_to_left(chains: tuple[ChainView, ...]):
    for view in chains:
        seats = place(view.links, view.supplies).seats()
        back = [(a, b) for a, b in view.supplies if a in seats and b in seats and seats[b][0] < seats[a][0]]
        assert back == []


def test_a_supplier_that_comes_before_its_user_stands_left_of_it():
    links = [cases.link(name, stage=MID) for name in "cbadefghi"]
    seats = place(links, (("a", "b"), ("b", "c"))).seats()
    assert seats["a"][0] <= seats["b"][0] <= seats["c"][0]


def test_the_same_chain_is_placed_the_same_way_whatever_the_order_of_its_links(chains: tuple[ChainView, ...]):
    view = chains[0]
    assert place(view.links, view.supplies) == place(view.links[::-1], view.supplies[::-1])


def test_each_supply_has_a_line(chains: tuple[ChainView, ...]):
    for view in chains:
        lines = route(place(view.links, view.supplies), view.supplies).lines
        assert sorted(line.edge for line in lines) == sorted(view.supplies)


def test_no_line_runs_over_a_card(charts: dict[str, Chart]):
    over = {
        (name, run.edge): names
        for name, laid in charts.items()
        for run in laid.runs
        if (names := crossed(run, laid.cards))
    }
    assert over == {}


def test_lines_of_different_suppliers_never_run_on_each_other(charts: dict[str, Chart]):
    for laid in charts.values():
        for one, other in combinations(laid.runs, 2):
            if one.edge[0] != other.edge[0]:
                assert shared(one, other) < 0.5, (one.edge, other.edge)


def test_a_line_ends_at_the_edge_of_its_cards(charts: dict[str, Chart]):
    for laid in charts.values():
        boxes = {card.link.iri: card.box for card in laid.cards}
        for run in laid.runs:
            for iri, (x, y) in zip(run.edge, (run.path[0], run.path[-1]), strict=True):
                box = boxes[iri]
                assert box.x - 0.1 <= x <= box.right + 0.1 and box.y - 0.1 <= y <= box.bottom + 0.1
                on_edge = (abs(x - box.x), abs(x - box.right), abs(y - box.y), abs(y - box.bottom))
                assert min(on_edge) < 0.1


def test_cards_do_not_overlap_and_lie_on_the_sheet(charts: dict[str, Chart]):
    for laid in charts.values():
        for one, other in combinations(laid.cards, 2):
            assert not one.box.meets(other.box)
        for card in laid.cards:
            assert card.box.x >= 0 and card.box.right <= 297 * laid.zoom
            assert card.box.y >= 0 and card.box.bottom <= 210 * laid.zoom


def test_all_own_chains_fit_at_full_size(charts: dict[str, Chart]):
    assert {laid.zoom for laid in charts.values()} == {1.0}


def test_a_larger_chain_is_drawn_smaller(typeface: Typeface):
    laid = chart(layered(150), typeface)
    assert laid.zoom > 1.0
    assert len(laid.cards) == 150


def test_a_chain_too_large_for_a_sheet_is_refused(typeface: Typeface):
    with pytest.raises(LianpuError, match="does not fit on one sheet"):
        chart(layered(402), typeface)


def test_a_map_is_an_a4_picture_whose_texts_do_not_overlap(
    chains: tuple[ChainView, ...], charts: dict[str, Chart], typeface: Typeface
):
    for view in chains[:4]:
        picture = as_is(view, (), charts[view.info.id], AROUND, typeface)
        assert Image.open(io.BytesIO(picture.png)).size == picture.pixels == (3508, 2480)
        assert overlaps(picture) == []


def test_a_map_names_every_link_and_who_is_there(typeface: Typeface):
    view = small()
    texts = [text.text for text in as_is(view, (), chart(view, typeface), AROUND, typeface).texts]
    assert {"ore品", "foil品", "battery品", "drum品", "甲铜箔", "电池产业"} <= set(texts)


def test_a_map_tells_each_links_state(typeface: Typeface):
    view = small()
    texts = [text.text for text in as_is(view, (), chart(view, typeface), AROUND, typeface).texts]
    assert texts.count("有企业") == 1 and texts.count("拟发展") == 1 and texts.count("未提及") == 2


def test_a_gap_bears_its_class_on_the_map_of_what_is(typeface: Typeface):
    view = small()
    laid = chart(view, typeface)
    with_gap = as_is(view, [gap(view, "battery")], laid, AROUND, typeface)
    without = as_is(view, [], laid, AROUND, typeface)
    assert [t.text for t in with_gap.texts].count("缺链") == [t.text for t in without.texts].count("缺链") + 1


def test_the_first_gaps_bear_their_numbers_and_what_to_do_on_the_map_of_what_should_be(typeface: Typeface):
    view = small()
    gaps = [gap(view, "battery"), gap(view, "drum", choke=True)]
    picture = to_be(view, gaps, {"battery": 1}, chart(view, typeface), AROUND, typeface)
    texts = [text.text for text in picture.texts]
    assert texts.count("1") == 1
    assert texts.count("延链") == 1 + 2  # the legend's, and one on each gap
    assert overlaps(picture) == []


def lane(number: int, name: str, phase: str = "中期", targets: tuple[Item, ...] = ()) -> Lane:
    view = small()
    return Lane(
        number, gap(view, name), phase, (Item("甲铜箔", None, "供应：foil品"),), (Item("电池企业"),), targets, (), ()
    )


def test_the_roadmap_joins_cells_that_say_the_same(typeface: Typeface):
    same = (Item("长三角"),)
    picture = roadmap([lane(1, "battery", targets=same), lane(2, "drum", targets=same)], AROUND, typeface)
    texts = [text.text for text in picture.texts]
    assert texts.count("长三角") == 1
    assert overlaps(picture) == []


def test_the_roadmap_says_where_the_report_names_nobody(typeface: Typeface):
    texts = [text.text for text in roadmap([lane(1, "battery")], AROUND, typeface).texts]
    assert "报告未点名，待补充" in texts


def test_the_roadmap_groups_its_rows_by_phase(typeface: Typeface):
    texts = [t.text for t in roadmap([lane(1, "drum", "近期"), lane(2, "battery")], AROUND, typeface).texts]
    assert texts.count("近期") == texts.count("中期") == 1


def test_a_roadmap_of_many_long_rows_still_fits(typeface: Typeface):
    many = tuple(Item(f"某某地区第{n}合作园区平台") for n in range(9))
    rows = [lane(n, "battery", targets=(Item(f"第{n}"), *many)) for n in range(1, 13)]
    assert overlaps(roadmap(rows, AROUND, typeface)) == []
