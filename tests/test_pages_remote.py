"""The pages open on a graph that a server holds, and say what is wrong where it does not answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from store_servers import SERVERS, environment, free_port
from streamlit.testing.v1 import AppTest

from graph.build import bring_up_to_date
from graph.settings import Settings, StoreAddress
from graph.store import endpoint as endpoints

pytestmark = pytest.mark.sweep

MAIN = Path(__file__).resolve().parent.parent / "graph" / "ui" / "main.py"
SCREENS = sorted(path.stem for path in (MAIN.parent / "screens").glob("*.py"))


@pytest.fixture(scope="module", params=SERVERS)
def address(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StoreAddress]:
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as started:
        bring_up_to_date(dataclasses.replace(settings, store=started), lambda step: None)
        yield started


@pytest.fixture
def fresh_caches() -> Iterator[None]:
    """The pages' caches know one store for as long as a server runs; here two follow each other."""
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def on_server(
    address: StoreAddress, fresh_caches: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> StoreAddress:
    for name, value in environment(address).items():
        monkeypatch.setenv(name, value)
    # No build is there: what the pages show can only come from the server.
    monkeypatch.setenv("LIANPU_BUILT", str(tmp_path))
    return address


def open_screen(screen: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(MAIN), default_timeout=120)
    app.query_params["lang"] = "zh"
    app.run()
    app.switch_page(f"screens/{screen}.py")
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def test_every_page_opens_on_the_server(on_server: StoreAddress):
    for screen in SCREENS:
        app = open_screen(screen)
        assert not app.exception, screen
        assert not app.error, screen
        assert len(app.title) == 1, screen


def test_the_overview_counts_what_the_server_holds(on_server: StoreAddress):
    app = open_screen("overview")
    tiles = [button.label for button in app.button if str(button.key).startswith("tile-")]
    assert len(tiles) == 8
    assert all(int(label.split("**")[1].replace(",", "")) > 0 for label in tiles)


def test_an_entity_shows_its_sentence_from_the_server(on_server: StoreAddress):
    app = open_screen("explore", node="enterprise/中原黄金冶炼厂")
    assert "依托<mark>中原黄金冶炼厂</mark>" in "\n".join(str(element.proto.body) for element in app.get("html"))


def test_a_server_that_is_down_is_told_of_in_the_users_language(
    fresh_caches: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("LIANPU_STORE", f"http://127.0.0.1:{free_port()}/sparql")
    monkeypatch.setenv("LIANPU_BUILT", str(tmp_path))
    app = open_screen("overview")
    assert not app.exception
    assert any("连不上数据库服务器" in str(error.value) for error in app.error)


def test_the_pages_stay_while_a_server_they_have_read_is_away(on_server: StoreAddress, monkeypatch: pytest.MonkeyPatch):
    open_screen("overview")

    def away(*_: object, **__: object) -> None:
        raise endpoints.refusal(503, "away", on_server.query)

    monkeypatch.setattr(endpoints.Endpoint, "query", away)
    monkeypatch.setattr("graph.ui.builder._LOOK_SECONDS", 0.0)
    app = open_screen("gaps")
    assert not app.exception and not app.error
    assert len(app.title) == 1
