"""The counties page and the policies and targets page, driven without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
LINGBAO = "place/411282-灵宝市"

pytestmark = pytest.mark.usefixtures("build")


def open_screen(screen: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = address.pop("lang", "zh")
    app.run()
    app.switch_page(f"screens/{screen}.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    parts = [*app.title, *app.subheader, *app.caption, *app.markdown, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts)


def shown_html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


def labels(app: AppTest, key: str) -> list[str]:
    return [button.label for button in app.button if str(button.key).startswith(key)]


@pytest.mark.parametrize("screen", ["counties", "targets"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_pages_open_in_both_languages(screen: str, language: str):
    app = open_screen(screen, lang=language)
    assert not app.exception and not app.error
    assert len(app.title) == 1


# ---------------------------------------------------------------- counties


def test_a_county_in_the_address_shows_what_it_develops_with_sentences():
    app = open_screen("counties", county=LINGBAO)
    assert not app.exception
    assert "灵宝市" in app.title[0].value
    assert any("铜箔" in label for label in labels(app, "held-Industry"))
    assert "<mark>灵宝市</mark>" in shown_html(app)


@pytest.mark.parametrize(
    ("show", "key"), [("Enterprise", "held-Enterprise"), ("Project", "held-Project"), ("Platform", "held-Platform")]
)
def test_the_address_chooses_the_list(show: str, key: str):
    app = open_screen("counties", county=LINGBAO, show=show)
    assert not app.exception
    assert labels(app, key)


def test_a_firm_is_listed_with_the_project_that_puts_it_there():
    app = open_screen("counties", county=LINGBAO, show="Enterprise")
    assert "因承担当地项目" in texts(app)


def test_a_cell_in_the_address_shows_its_chain_first_with_the_way_to_the_chain():
    app = open_screen("counties", county=LINGBAO, chain="copper")
    assert not app.exception
    chains = [button.key for button in app.button if str(button.key).startswith("cell-")]
    assert chains[0] == "cell-copper"
    app.button(key="cell-copper").click().run()
    assert not app.exception
    assert app.query_params["chain"] in ("copper", ["copper"])
    assert app.query_params["county"] in (LINGBAO, [LINGBAO])


def test_back_leads_to_all_counties():
    app = open_screen("counties", county=LINGBAO)
    app.button(key="county-back").click().run()
    assert "county" not in app.query_params
    assert "三门峡市各县区" in app.title[0].value


def test_the_measure_is_kept_in_the_address():
    app = open_screen("counties", by="Project")
    box = app.selectbox(key="county-measure")
    assert box.value == "Project"
    box.select("平台载体").run()
    assert not app.exception
    assert app.query_params["by"] in ("Platform", ["Platform"])


def test_an_unknown_county_is_said_to_be_unknown_and_all_are_shown():
    app = open_screen("counties", county="place/<img src=x onerror=alert(1)>", by="nonsense", show="nonsense")
    assert not app.exception
    assert "没有这个县区" in app.warning[0].value


def test_the_connections_page_no_longer_asks_about_counties():
    app = open_screen("network", ask="counties")
    assert not app.exception
    assert "县域分工" not in str(app.button_group(key="network-ask").options)


# ---------------------------------------------------------------- policies and targets


def test_targets_and_figures_without_a_counterpart_are_listed_apart():
    app = open_screen("targets")
    told = [expander.label for expander in app.expander]
    assert any("只有目标" in label for label in told) and any("只有实绩" in label for label in told)
    assert all({"name", "value", "sentence"} <= set(table.value.columns) for table in app.dataframe)


def test_searching_narrows_the_figures_and_stays_in_the_address():
    app = open_screen("targets")
    rows = len(app.dataframe[0].value)
    app.text_input(key="targets-search").set_value("产值").run()
    assert not app.exception
    assert app.query_params["find"] in ("产值", ["产值"])
    assert 0 < len(app.dataframe[0].value) < rows
    assert all("产值" in row for row in app.dataframe[0].value["sentence"])


def test_what_is_not_found_is_said_in_words_and_as_text():
    app = open_screen("targets", find="<b>无此词")
    assert not app.exception
    assert "没有找到" in app.info[0].value and "\\<b\\>" in app.info[0].value


def test_policies_are_filtered_by_industry_from_the_address():
    app = open_screen("targets", view="policies", industry="industry/服务业")
    assert not app.exception
    names = labels(app, "go-policy-0")
    assert "服务业" in names[0]
    assert all("服务业" in "".join(labels(app, f"go-policy-{n}")) for n in range(3))


def test_policies_show_their_sentence_and_lead_into_the_graph():
    app = open_screen("targets", view="policies")
    assert "<mark>" in shown_html(app)
    app.button(key="go-policy-0").click().run()
    assert not app.exception
    assert any(str(value).startswith(("policy/", "['policy/")) for value in app.query_params.values())


def test_policies_that_are_only_named_are_listed_apart():
    app = open_screen("targets", view="policies")
    assert len(app.dataframe[0].value) > 100
    assert all(app.dataframe[0].value["sentence"])


def test_nonsense_in_the_address_is_no_fault():
    app = open_screen("targets", view="x", industry="<img>", issuer="'", year="0", place="?")
    assert not app.exception and not app.error
