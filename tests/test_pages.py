"""The pages, driven without a browser. Each test enters through the page script, as a user does."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from graph.gaps.blockage import Reply
from graph.query.values import Thing

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
SCREENS = ("overview", "explore", "chain", "gaps", "network", "sparql", "source")
SMELTER = "enterprise/中原黄金冶炼厂"

pytestmark = pytest.mark.usefixtures("build")


def open_app(**address: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=60)
    app.query_params["lang"] = "zh"
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def open_screen(screen: str, **address: str) -> AppTest:
    app = open_app(**address)
    app.switch_page(f"screens/{screen}.py")
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def texts(app: AppTest) -> str:
    parts = [*app.title, *app.subheader, *app.caption, *app.markdown, *app.info, *app.warning, *app.error]
    return "\n".join(str(part.value) for part in parts)


def shown_html(app: AppTest) -> str:
    return "\n".join(str(element.proto.body) for element in app.get("html"))


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_opens_in_both_languages(screen: str, language: str):
    app = open_screen(screen, lang=language)
    assert not app.exception and not app.error
    assert len(app.title) == 1


def test_the_overview_counts_every_type():
    app = open_app()
    tiles = [button.label for button in app.button if str(button.key).startswith("tile-")]
    assert len(tiles) == 8
    assert all(int(label.split("**")[1].replace(",", "")) > 0 for label in tiles)


def test_the_overview_shows_all_eleven_chains():
    app = open_app()
    assert len([button for button in app.button if str(button.key).startswith("chain-")]) == 11


def test_the_language_can_be_switched():
    app = open_app()
    assert "产业家底" in app.title[0].value
    app.button_group(key="switch-zh").set_value("en").run()
    assert "What the" in app.title[0].value


def test_an_address_opens_an_entity_with_its_sentence():
    app = open_screen("explore", node=SMELTER)
    assert "中原黄金冶炼厂" in [header.value for header in app.subheader]
    html = shown_html(app)
    assert "依托<mark>中原黄金冶炼厂</mark>" in html


def test_an_address_of_something_unknown_is_said_to_be_unknown():
    app = open_screen("explore", node="enterprise/<img src=x onerror=alert(1)>")
    assert not app.exception
    assert "图谱里没有这个名称" in app.warning[0].value


def test_a_chain_link_shows_who_sits_there_and_why():
    app = open_screen("chain", chain="gold", link="gold-smelting")
    assert "黄金冶炼" in [header.value for header in app.subheader]
    assert any("中原黄金冶炼厂" in button.label for button in app.button)
    assert "<mark>中原黄金冶炼厂</mark>" in shown_html(app)


def test_an_unknown_chain_falls_back_to_one_that_exists():
    app = open_screen("chain", chain="no-such-chain", link="nothing")
    assert not app.exception and len(app.title) == 1


def test_the_source_marks_mentions_and_knows_the_report():
    app = open_screen("source")
    assert any("关于三门峡市2022年" in caption.value for caption in app.caption)
    assert any("标出" in caption.value for caption in app.caption)


def test_the_list_to_search_names_other_forms_too():
    from graph.model import EntityType
    from graph.ui.frame import thing_label

    label = thing_label(Thing("i", EntityType.ENTERPRISE, "骏通车辆", ("骏通",)))
    assert "骏通车辆" in label and "（骏通）" in label


# ---------------------------------------------------------------- gaps


def test_the_gaps_page_ranks_and_says_whom_to_attract():
    app = open_screen("gaps", chain="copper")
    assert not app.exception
    rows = app.dataframe[0].value
    assert list(rows["score"]) == sorted(rows["score"], reverse=True)
    assert {"锂电铜箔", "铜排"} <= set(rows["link"])
    told = texts(app)
    assert "华鑫铜箔" in told and "国民经济行业分类" in told


def test_the_address_chooses_the_gap():
    app = open_screen("gaps", chain="copper", link="chain/copper/cathode-copper")
    assert any(part.value.startswith("阴极铜") for part in app.subheader)


def test_weights_change_the_order_and_can_be_reset():
    app = open_screen("gaps", chain="copper")
    before = list(app.dataframe[0].value["link"])
    app.slider(key="weight-key").set_value(1.0)
    app.slider(key="weight-support").set_value(0.0)
    app.slider(key="weight-stage").set_value(0.0).run()
    after = app.dataframe[0].value
    assert list(after["link"]) != before
    assert "卡点" in after["kind"][0]
    next(button for button in app.button if button.label == "恢复默认").click().run()
    assert list(app.dataframe[0].value["link"]) == before


def test_weights_that_leave_nothing_are_refused_in_words():
    app = open_screen("gaps", chain="copper")
    for slider in app.slider:
        slider.set_value(0.0)
    app.run()
    assert not app.exception
    assert app.error


def test_all_chains_stand_in_one_list():
    app = open_screen("gaps")
    assert len(set(app.dataframe[0].value["chain"])) > 3


def test_a_blockage_is_answered_with_a_name_and_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    kept = tmp_path / "answers" / "blockages.jsonl"
    monkeypatch.setattr("graph.settings.Settings.answers", kept)
    app = open_screen("gaps", chain="food")
    save = next(button for button in app.button if button.label == "保存")
    save.click().run()
    assert any("填写人" in str(error.value) for error in app.error)
    app.text_input(key="who-0").set_value("李某")
    app.radio(key="reply-0").set_value(Reply.NO)
    next(button for button in app.button if button.label == "保存").click().run()
    assert not app.exception
    assert "李某" in kept.read_text("utf-8")
    assert any("李某" in str(caption.value) for caption in app.caption)


# ---------------------------------------------------------------- connections


def test_a_path_is_read_out_with_its_sources():
    app = open_screen("network", ask="path", a="enterprise/华鑫铜箔", b="place/411282-灵宝市")
    assert not app.exception
    told = texts(app)
    assert "华鑫铜箔" in told and "[1]" in told.replace("\\", "")


def test_what_a_stop_breaks_is_listed():
    app = open_screen("network", ask="fail", firm=SMELTER)
    assert not app.exception
    assert "黄金冶炼" in texts(app)


@pytest.mark.parametrize("question", ["path", "fail"])
def test_the_connections_page_offers_what_to_try(question: str):
    app = open_screen("network", ask=question)
    offered = next(button for button in app.button if str(button.key).startswith("network-try-"))
    app = offered.click().run()
    assert not app.exception and not app.info
    assert [box.value for box in app.selectbox if str(box.key).startswith("network-")].count(None) == 0


@pytest.mark.parametrize("question", ["leaders", "crossings"])
def test_tables_of_the_network_have_rows(question: str):
    app = open_screen("network", ask=question, chain="gold")
    assert not app.exception
    assert len(app.dataframe[0].value) > 2


def test_an_unknown_name_in_the_address_is_no_fault():
    app = open_screen("network", ask="path", a="enterprise/<img src=x>", b="nothing")
    assert not app.exception and not app.error


def test_a_link_leads_to_its_gap_and_into_other_chains():
    app = open_screen("chain", chain="copper", link="lithium-foil")
    assert any(button.key == "to-gap" for button in app.button)
    app.button(key="same-energy-storage").click().run()
    assert not app.exception
    assert "新能源" in app.title[0].value
