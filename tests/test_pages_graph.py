"""The graph page, driven without a browser: what its buttons and its address do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.model import EntityType
from graph.present.exploration import MOST_SHOWN, Layout, View
from graph.query.questions import things
from graph.query.values import Thing
from graph.settings import load_settings
from graph.store import GraphStore

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
CITY = "place/411200-三门峡市"
GOLD = "industry/黄金产业"
SMELTER = "enterprise/中原黄金冶炼厂"

pytestmark = pytest.mark.usefixtures("build")


def open_graph(**address: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = "zh"
    app.run()
    app.switch_page("screens/explore.py")
    for name, value in address.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def shown(app: AppTest) -> View:
    view = app.session_state["canvas"]
    assert isinstance(view, View)
    return view


def names(app: AppTest) -> set[str]:
    return {iri.rsplit("/", 1)[-1] for iri in shown(app).shown}


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def address_of(app: AppTest) -> dict[str, str]:
    return {name: value[0] if isinstance(value, list) else value for name, value in app.query_params.items()}


def addresses(found: Iterable[Thing]) -> list[str]:
    return [thing.iri.removeprefix(load_settings().base_iri) for thing in found]


def told(app: AppTest) -> str:
    return "\n".join(str(part.value) for part in [*app.markdown, *app.caption, *app.subheader])


def test_expanding_adds_neighbours_and_says_how_many_are_left():
    app = open_graph(node=CITY)
    before = shown(app).shown
    assert "展开 12 个（未显示" in app.button(key="expand").label
    press(app, "expand")
    assert shown(app).shown[: len(before)] == before and len(shown(app).shown) == len(before) + 12


def test_a_relation_tells_its_counts_and_expands_alone():
    app = open_graph(node=CITY, on=CITY)
    key = next(str(b.key) for b in app.button if str(b.key).startswith("along-locatedIn-True"))
    assert "已显示 0 / 共" in told(app)
    press(app, key)
    assert len(shown(app).shown) > 1
    assert not any("/industry/" in iri for iri in shown(app).shown)


def test_a_type_tells_its_counts_and_expands_alone():
    app = open_graph(node=GOLD, on=GOLD)
    button = next(b for b in app.button if b.key == f"type-{EntityType.ENTERPRISE.value}")
    assert "企业 0/" in button.label
    press(app, str(button.key))
    assert {iri.split("/")[-2] for iri in shown(app).shown} == {"industry", "enterprise"}


def test_a_hidden_name_leaves_and_comes_back():
    app = open_graph(node=SMELTER)
    press(app, "hide")
    assert "中原黄金冶炼厂" not in names(app)
    press(app, "unhide")
    assert "中原黄金冶炼厂" in names(app)


def test_collapsing_leaves_what_hangs_on_others_too():
    app = open_graph(node=SMELTER)
    before = names(app)
    press(app, "collapse")
    assert {"中原黄金冶炼厂", "黄金产业", "黄金精深加工产业"} <= names(app) < before


def test_only_this_one_begins_anew():
    app = open_graph()
    shown_before = names(app)
    app.query_params["node"] = SMELTER
    press(app.run(), "only")
    assert names(app) != shown_before and "中原黄金冶炼厂" in names(app)


def test_a_filter_by_type_hides_it_and_the_button_counts_filters():
    app = open_graph(node=SMELTER)
    kinds = [kind for kind in EntityType if kind is not EntityType.PRODUCT]
    app.button_group(key="filter-types").set_value(kinds).run()
    assert not app.exception
    assert any("筛选隐去 1 个名称" in caption.value for caption in app.caption)
    assert address_of(app)["no"] == "Product"
    press(app, "filter-clear")
    assert "no" not in address_of(app)


def test_only_checked_facts_are_listed_where_the_filter_says_so():
    app = open_graph(node=SMELTER, checked="1")
    confidences = [c.value for c in app.caption if "可信度" in c.value]
    assert confidences and all("已核对" in told for told in confidences)


def test_a_path_is_brought_to_the_canvas_and_read_out_with_its_sentences():
    app = open_graph(node=SMELTER, on=f"{SMELTER},enterprise/国投金城冶金")
    app.selectbox(key="path-from").select_index(0)
    app.run()
    app.selectbox(key="path-to").select_index(1)
    app.run()
    assert not app.exception
    assert shown(app).path is not None and len(shown(app).shown) > 2
    assert "国投金城冶金 生产 稀贵金属" in told(app) and "1\\]" in told(app)
    press(app, "path-end")
    assert shown(app).path is None


def test_what_nothing_joins_is_said_to_be_so_and_leads_on(store: GraphStore):
    lonely = addresses(thing for thing in things(store).values() if thing.degree == 0)[0]
    app = open_graph(on=f"{GOLD},{lonely}", path=f"{GOLD},{lonely}")
    assert "报告没有写出黄金产业" in told(app)
    assert app.button(key="path-chains")


def test_a_full_canvas_takes_no_more_and_says_so(store: GraphStore):
    full = addresses(things(store).values())[:MOST_SHOWN]
    app = open_graph(node=full[0], on=",".join(full))
    expand = app.button(key="expand")
    assert len(shown(app).shown) == MOST_SHOWN
    assert expand.disabled and "画布已满" in expand.label


def test_an_emptied_canvas_says_so_and_can_be_undone():
    app = open_graph(node=SMELTER, on=SMELTER)
    press(app, "hide")
    assert shown(app).shown == () and "画布是空的" in app.info[0].value
    press(app, "undo")
    assert names(app) == {"中原黄金冶炼厂"}


def test_a_copied_address_shows_the_same():
    app = open_graph(node=CITY, layout="layered", least="70", no="Policy")
    press(press(app, "expand"), "pin")
    copied = open_graph(**{name: value for name, value in address_of(app).items() if name != "lang"})
    view, again = shown(app), shown(copied)
    assert (again.shown, again.selected, again.pinned) == (view.shown, view.selected, view.pinned)
    assert (again.layout, again.filters) == (Layout.LAYERED, view.filters)


@pytest.mark.parametrize(
    "name", ["node", "on", "away", "pin", "path", "no", "norel", "layout", "year", "report", "least"]
)
def test_nonsense_in_the_address_is_no_fault(name: str):
    app = open_graph(**{name: "<img src=x onerror=alert(1)>"})
    assert not app.error and shown(app).shown


def test_the_table_has_a_row_for_each_link_with_its_sentence():
    app = open_graph(node=SMELTER)
    links = app.dataframe[0].value
    assert set(links["from"]) >= {"中原黄金冶炼厂"} and all(links["sentence"])
    assert len(app.dataframe[1].value) == len(shown(app).shown)


def test_who_checked_a_fact_is_said_beside_it():
    app = open_graph(node=SMELTER)
    captions = [c.value for c in app.caption if "可信度" in c.value]
    assert any("已核对" in caption for caption in captions) and any("未核对" in caption for caption in captions)
