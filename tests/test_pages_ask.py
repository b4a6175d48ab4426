"""The ask and compare pages, driven without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from graph.settings import Settings

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"

pytestmark = pytest.mark.usefixtures("build")


def open_screen(screen: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = "zh"
    app.run()
    app.switch_page(f"screens/{screen}.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def told(app: AppTest) -> str:
    parts = [*app.subheader, *app.caption, *app.markdown, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts)


def html_of(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def ask(app: AppTest, question: str) -> AppTest:
    app.text_input(key="ask-text").set_value(question)
    return next(button for button in app.button if button.label in ("提问", "Ask")).click().run()


def in_address(app: AppTest, name: str) -> str:
    value = app.query_params[name]
    return value[0] if isinstance(value, list) else value


@pytest.mark.parametrize("screen", ["ask", "compare"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_pages_open_in_both_languages(screen: str, language: str):
    app = open_screen(screen, lang=language)
    assert not app.exception and not app.error and len(app.title) == 1


def test_a_typed_question_is_understood_answered_and_kept_in_the_address():
    app = ask(open_screen("ask"), "华鑫铜箔主要生产什么呢")
    assert not app.exception
    assert "华鑫铜箔生产（或将生产）：5G高频高速铜箔。" in [part.value for part in app.subheader]
    assert "**华鑫铜箔**生产什么" in told(app)
    assert in_address(app, "ask") == "12"
    assert in_address(app, "enterprise") == "enterprise/华鑫铜箔"
    assert in_address(app, "lang") == "zh"
    assert "5G高频高速铜箔、华远实业年产2万吨铝基新材料" in html_of(app)
    assert any("VALUES ?enterprise { <https://w3id.org/lianpu/id/enterprise/华鑫铜箔> }" in c.value for c in app.code)


def test_an_address_shows_the_same_answer():
    app = open_screen("ask", ask="34", place="place/411281-义马市")
    assert any("可降解材料" in part.value for part in app.subheader)
    assert 'href="graph?node=industry/%E5%8F%AF%E9%99%8D%E8%A7%A3%E6%9D%90%E6%96%99&amp;lang=zh"' in html_of(app)


def test_a_slot_can_be_corrected_by_hand():
    app = open_screen("ask", ask="12")
    app.selectbox(key="ask-12-enterprise").set_value("https://w3id.org/lianpu/id/enterprise/恒康铝业").run()
    assert not app.exception
    assert any("再生铝" in part.value for part in app.subheader)
    assert in_address(app, "enterprise") == "enterprise/恒康铝业"


def test_another_reading_can_be_chosen_instead():
    app = ask(open_screen("ask"), "华鑫铜箔生产什么")
    other = next(button for button in app.button if button.label == "华鑫铜箔从事哪些产业？")
    other.click().run()
    assert not app.exception
    assert in_address(app, "ask") == "13"


def test_a_guessed_name_is_told():
    app = ask(open_screen("ask"), "华新铜箔生产什么")
    assert "没有找到“华新铜箔”" in told(app)
    assert any("5G高频高速铜箔" in part.value for part in app.subheader)


def test_what_nothing_fits_is_said_with_what_is_near():
    app = ask(open_screen("ask"), "华鑫铜箔的法人代表是谁")
    assert not app.exception
    assert "没有与“华鑫铜箔的法人代表是谁”合适的问法" in told(app).replace("\\", "")
    assert "认出的名称：华鑫铜箔" in told(app)
    assert any(button.label == "华鑫铜箔生产什么？" for button in app.button)
    assert not app.subheader


def test_an_empty_answer_says_so_and_offers_other_questions():
    app = open_screen("ask", ask="12", enterprise="enterprise/仰韶酒业")
    assert any("没写到不等于没有" in str(part.value) for part in app.info)
    assert any(button.label == "仰韶酒业从事哪些产业？" for button in app.button)


@pytest.mark.parametrize(
    "address",
    [
        {"ask": "no-such"},
        {"ask": "12", "enterprise": "enterprise/<img src=x onerror=alert(1)>"},
        {"ask": "55", "word": '"} DROP ALL # <script>'},
        {"say": "<img src=x onerror=alert(1)>"},
    ],
)
def test_nothing_in_the_address_does_harm(address: dict[str, str]):
    app = open_screen("ask", **address)
    assert not app.exception
    assert "<img" not in html_of(app) and "<script" not in html_of(app)


def test_a_topic_lists_its_questions():
    app = open_screen("ask")
    app.button_group(key="ask-topic").set_value("chains").run()
    listed = [button.label for button in app.button if str(button.key).startswith("ask-all-")]
    assert "哪些环节是卡点且没有企业？" in listed and "【产业链】链断在哪里？" in listed


def test_the_query_opens_in_the_sparql_page_and_runs():
    app = open_screen("ask", ask="15")
    next(button for button in app.button if button.label == "在 SPARQL 页面打开").click().run()
    assert not app.exception
    sent = {
        element.proto.component_name: json.loads(element.proto.json or "{}") for element in app.get("bidi_component")
    }
    assert "VALUES ?product" in sent["lianpu_editor"]["text"]
    assert "汇盛铜业" in {cell["text"] for row in sent["lianpu_result"]["rows"] for cell in row["cells"]}


# ---------------------------------------------------------------- compare


def test_with_one_report_the_page_says_what_to_do_and_leads_there():
    app = open_screen("compare")
    assert "只有一份报告" in app.info[0].value
    assert [button.label for button in app.button if "导入" in button.label] == ["导入第二份报告"]


@pytest.fixture
def two(two_reports: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Pages that show the home folder with two reports."""
    monkeypatch.setenv("LIANPU_HOME", str(two_reports.home))
    monkeypatch.setenv("LIANPU_BUILT", str(two_reports.built))
    st.cache_resource.clear()
    yield two_reports
    st.cache_resource.clear()


@pytest.mark.usefixtures("two")
def test_two_reports_are_summed_up_and_drawn_as_a_chain():
    app = open_screen("compare", chain="copper")
    assert not app.exception and not app.error
    assert "有 5 个目标在另一份报告里能查到结果：4 个达到，1 个未达到" in told(app)
    board = html_of(app)
    assert 'class="new"' in board and 'class="gone"' in board and "阴极辊项目" in board


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("view", "change", "holds"),
    [
        ("figures", "verdict", "固定资产投资"),
        ("things", "renamed", "恒康铝业50万吨再生铝"),
        ("things", "new", "人工智能产业"),
        ("relations", "new", "金源朝辉铜业"),
    ],
)
def test_an_address_opens_a_table_with_its_filter(view: str, change: str, holds: str):
    app = open_screen("compare", view=view, change=change)
    assert not app.exception
    assert holds in app.dataframe[0].value.to_csv()


@pytest.mark.usefixtures("two")
def test_the_chosen_view_goes_into_the_address():
    app = open_screen("compare")
    app.button_group(key="compare-view").set_value("figures").run()
    assert in_address(app, "view") == "figures"
    assert len(app.dataframe[0].value) == 10


@pytest.mark.usefixtures("two")
def test_an_address_of_nothing_known_falls_back():
    app = open_screen("compare", first="none", second="<b>", view="x", chain="y", change="z", type="w")
    assert not app.exception and not app.error
