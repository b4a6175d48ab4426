"""The search box on the pages, and the route that answers it, without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from starlette.requests import Request
from streamlit.testing.v1 import AppTest

from graph.errors import StoreError
from graph.search.entries import Entry, Kind
from graph.search.index import SearchIndex
from graph.ui import searching, state
from graph.ui.pagelist import PATHS
from graph.ui.parts import search as part

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
SMELTER = "中原黄金冶炼厂"

pytestmark = pytest.mark.usefixtures("build")


def ask(**parameters: str) -> tuple[int, dict[str, Any]]:
    scope = {"type": "http", "method": "GET", "query_string": urlencode(parameters).encode(), "headers": []}
    answer = searching.search(Request(scope))
    return answer.status_code, json.loads(bytes(answer.body))


def first(**parameters: str) -> dict[str, Any]:
    hit: dict[str, Any] = ask(**parameters)[1]["groups"][0]["hits"][0]
    return hit


def open_app() -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = "zh"
    return app.run()


# ---------------------------------------------------------------- the route


def test_initials_are_answered_with_the_name_marked_and_a_hint():
    hit = first(q="zyhj", lang="zh")
    assert hit["name"] == [["中原黄金", True], ["冶炼厂", False]]
    assert hit["hint"].startswith("企业 · 从事黄金产业 · ") and hit["hint"].endswith(" 条联系")


def test_the_hint_speaks_the_language_that_is_asked_for():
    assert first(q="zyhj", lang="en")["hint"].startswith("Enterprise · operates in 黄金产业 · links: ")


def test_a_link_of_a_chain_is_told_with_its_chain_stage_and_state():
    hit = first(q="黄金冶炼", lang="zh", kind="ChainNode")
    assert hit["hint"] == "产业链环节 · 黄金及稀贵金属 · 中游 · 有企业"
    assert first(q="黄金冶炼", lang="en", kind="ChainNode")["name"][0][0] == "Gold smelting"


@pytest.mark.parametrize(
    ("asked", "path", "parameters"),
    [
        ({"q": SMELTER}, "/graph", {"node": [f"enterprise/{SMELTER}"]}),
        ({"q": "黄金及稀贵金属", "kind": "Chain"}, "/chain", {"chain": ["gold"]}),
        ({"q": "黄金冶炼", "kind": "ChainNode"}, "/chain", {"chain": ["gold"], "link": ["gold-smelting"]}),
        ({"q": "2023年计划", "kind": "Report"}, "/source", {"report": ["report/三门峡市-2023"]}),
        ({"q": "短板", "kind": "Page"}, "/gaps", {}),
    ],
)
def test_each_kind_leads_to_its_page(asked: dict[str, str], path: str, parameters: dict[str, list[str]]):
    found = urlsplit(first(**asked, lang="zh")["href"])
    assert found.path == path and found.path.strip("/") in PATHS
    assert parse_qs(found.query) == {**parameters, "lang": ["zh"]}


def test_a_group_counts_all_and_lists_more_when_asked():
    groups = {group["kind"]: group for group in ask(q="黄金")[1]["groups"]}
    (more,) = ask(q="黄金", kind="ChainNode")[1]["groups"]
    assert len(groups["ChainNode"]["hits"]) < groups["ChainNode"]["total"] == more["total"] == len(more["hits"])


def test_without_a_query_it_gives_examples():
    status, answer = ask(q=" ")
    assert status == 200 and len(answer["examples"]) == 3


def test_nothing_found_offers_a_part_that_finds_something():
    answer = ask(q="不存在的东西灵宝")[1]
    assert (answer["groups"], answer["total"], answer["instead"]) == ([], 0, "灵宝")


def test_what_is_only_near_is_said_to_be_so():
    assert ask(q="中原黄金治炼厂")[1]["close"] is True
    assert ask(q=SMELTER)[1]["close"] is False


@pytest.mark.parametrize(
    "asked", [{"q": "x" * 9000}, {"q": "黄金", "kind": "nonsense"}, {"q": "黄金", "lang": "xx"}, {}]
)
def test_an_odd_request_is_answered_all_the_same(asked: dict[str, str]):
    assert ask(**asked)[0] == 200


def test_without_a_graph_it_says_what_is_wrong(monkeypatch: pytest.MonkeyPatch):
    def none() -> SearchIndex:
        raise StoreError("nothing is built yet.")

    monkeypatch.setattr(state, "search_index", none)
    assert ask(q="黄金") == (503, {"error": "nothing is built yet."})


# ---------------------------------------------------------------- the box


def box(app: AppTest) -> list[Any]:
    return [one for one in app.get("bidi_component") if one.proto.component_name == "lianpu_search"]


@pytest.mark.parametrize("screen", ["overview", "explore", "chain", "gaps", "network", "sparql", "source"])
def test_the_box_stands_once_on_every_page(screen: str):
    app = open_app()
    app.switch_page(f"screens/{screen}.py")
    assert len(box(app.run())) == 1


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str]]]:
    """What the box will say was chosen, once each."""
    waiting: list[tuple[str, str]] = []
    monkeypatch.setattr(part, "search_box", lambda data, key: waiting.pop() if waiting else None)
    yield waiting


def entry(name: str, kind: Kind) -> Entry:
    return next(one for one in state.search_index().entries if (one.name, one.kind) == (name, kind))


def test_a_chosen_enterprise_opens_in_the_graph(chosen: list[tuple[str, str]]):
    app = open_app()
    chosen.append((Kind.ENTERPRISE.value, entry(SMELTER, Kind.ENTERPRISE).id))
    app.run()
    assert SMELTER in [header.value for header in app.subheader]
    assert app.query_params["node"] == f"enterprise/{SMELTER}"


def test_a_chosen_link_opens_on_its_chain(chosen: list[tuple[str, str]]):
    app = open_app()
    chosen.append((Kind.LINK.value, entry("黄金冶炼", Kind.LINK).id))
    app.run()
    assert "黄金冶炼" in [header.value for header in app.subheader]


def test_a_choice_that_the_graph_does_not_have_changes_nothing(chosen: list[tuple[str, str]]):
    app = open_app()
    chosen.append(("Enterprise", "<img src=x onerror=alert(1)>"))
    app.run()
    assert not app.exception and "产业家底" in app.title[0].value


def test_names_from_the_data_reach_the_box_as_plain_text(monkeypatch: pytest.MonkeyPatch):
    index = SearchIndex([Entry(Kind.ENTERPRISE, "<i>", "<b>甲</b>公司")])
    monkeypatch.setattr(state, "search_index", lambda: index)
    hit = first(q="甲")
    assert hit["name"] == [["<b>", False], ["甲", True], ["</b>公司", False]]
    assert "<" not in hit["href"]
