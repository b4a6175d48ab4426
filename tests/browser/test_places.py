"""Counties, policies and targets in a real browser: map, matrix and cards lead on, files come down whole."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

from playwright.sync_api import Page, expect


def open_page(page: Page, server: str, address: str) -> None:
    page.goto(f"{server}/{address}")
    expect(page.locator("h1")).to_be_visible(timeout=30_000)


def test_all_six_counties_stand_on_the_map_and_one_opens_by_click(page: Page, server: str):
    open_page(page, server, "counties")
    shapes = page.locator(".lianpu-countymap .county")
    expect(shapes).to_have_count(6, timeout=20_000)
    page.locator(".lianpu-countymap .county[aria-label^='卢氏县']").click()
    expect(page.locator("h1")).to_contain_text("卢氏县", timeout=20_000)
    assert "county=place/411224-卢氏县" in unquote(page.url)
    expect(page.locator(".lianpu-countymap .county[aria-current='true']")).to_have_count(1)


def test_a_county_opens_by_keyboard(page: Page, server: str):
    open_page(page, server, "counties")
    county = page.locator(".lianpu-countymap .county[aria-label^='灵宝市']")
    county.focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("灵宝市", timeout=20_000)


def test_a_cell_opens_its_county_and_leads_to_the_chain_with_the_county(page: Page, server: str):
    open_page(page, server, "counties")
    page.locator(".lianpu-matrix .cell[aria-label^='灵宝市，铜基']").click()
    expect(page.locator("h1")).to_contain_text("灵宝市", timeout=20_000)
    page.locator(".st-key-cell-copper button").click()
    expect(page).to_have_url(re.compile(r"/chain\?.*chain=copper"), timeout=20_000)
    assert "county=place/411282-灵宝市" in unquote(page.url)


def test_numbers_in_a_cell_are_shaded_by_count(page: Page, server: str):
    open_page(page, server, "counties")
    cells = page.locator(".lianpu-matrix .cell")
    expect(cells.first).to_be_visible(timeout=20_000)
    told = cells.evaluate_all(
        "all => all.map(c => [+c.querySelector('b').textContent, parseInt(c.style.getPropertyValue('--shade'))])"
    )
    assert len({tuple(one) for one in told}) == len({count for count, _ in told})
    assert sorted(told) == sorted(told, key=lambda one: one[1])


def test_a_card_says_the_change_and_opens_its_sentence_in_the_report(page: Page, server: str):
    open_page(page, server, "targets")
    card = page.locator(".lianpu-targets .card", has_text="规上工业增加值")
    expect(card).to_contain_text("高 0.6 个百分点", timeout=20_000)
    before, after = card.locator(".filled").evaluate_all("all => all.map(bar => bar.getBoundingClientRect().width)")
    assert 0 < before < after
    card.locator("summary").click()
    expect(card.locator(".sentence mark").first).to_be_visible()
    card.locator(".go").last.click()
    expect(page).to_have_url(re.compile(r"/source\?.*at=\d+-\d+"), timeout=20_000)


def test_the_tables_come_down_as_files(page: Page, server: str, tmp_path: Path):
    open_page(page, server, "targets")
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name="下载 Excel 表").first.click()
    path = tmp_path / coming.value.suggested_filename
    coming.value.save_as(path)
    assert path.name == "三门峡市-实绩与目标.xlsx"
    with ZipFile(path) as held:
        assert held.testzip() is None and "xl/worksheets/sheet1.xml" in held.namelist()


def test_the_pages_hold_on_a_phone(page: Page, server: str):
    page.set_viewport_size({"width": 390, "height": 844})
    for address, piece in (("counties", ".lianpu-matrix"), ("targets", ".lianpu-targets .card")):
        open_page(page, server, address)
        expect(page.locator(piece).first).to_be_visible(timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
