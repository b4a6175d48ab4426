"""The ask and compare pages in a real browser: a question is typed, its answer followed, and a copied link shows it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from serving import serving

from graph.settings import Settings


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible(timeout=30_000)


def test_a_typed_question_is_answered_and_its_link_shows_the_same(page: Page, server: str):
    open_page(page, f"{server}/ask")
    page.get_by_label("问题", exact=True).fill("华鑫铜箔主要生产什么呢")
    page.keyboard.press("Enter")
    answer = page.get_by_role("heading", name="华鑫铜箔生产（或将生产）：5G高频高速铜箔。")
    expect(answer).to_be_visible(timeout=20_000)
    expect(page).to_have_url(re.compile("ask=12"))
    open_page(page, page.url)
    expect(answer).to_be_visible(timeout=20_000)


def test_the_picture_leads_to_the_graph(page: Page, server: str):
    open_page(page, f"{server}/ask?ask=12")
    box = page.locator(".lianpu-answer-picture .box", has_text="华鑫铜箔").first
    expect(box).to_be_visible(timeout=20_000)
    box.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/graph\?"), timeout=20_000)


def test_a_name_in_the_table_is_a_link_and_a_sentence_leads_to_its_place(page: Page, server: str):
    open_page(page, f"{server}/ask?ask=12")
    table = page.locator("table.lianpu-answer")
    expect(table.get_by_role("link", name="5G高频高速铜箔")).to_be_visible(timeout=20_000)
    table.get_by_role("link", name="看原文").first.click()
    expect(page).to_have_url(re.compile(r"/source\?"), timeout=20_000)
    expect(page.locator(".lianpu-source")).to_be_visible(timeout=30_000)


def test_the_answer_fits_a_phone(page: Page, server: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{server}/ask?ask=21")
    expect(page.locator("table.lianpu-answer")).to_be_visible(timeout=20_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.fixture(scope="module")
def two_server(two_reports: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that shows a home folder with two reports."""
    before = os.environ.get("LIANPU_HOME")
    os.environ["LIANPU_HOME"] = str(two_reports.home)
    log: Path = tmp_path_factory.mktemp("two-server") / "log.txt"
    try:
        with serving(two_reports.built, log) as address:
            yield address
    finally:
        os.environ.pop("LIANPU_HOME")
        if before is not None:
            os.environ["LIANPU_HOME"] = before


def test_two_reports_are_compared_on_one_stable_layout(page: Page, two_server: str):
    open_page(page, f"{two_server}/compare?chain=copper")
    new = page.locator(".lianpu-changes li.new")
    expect(new).to_contain_text("阴极辊", timeout=20_000)
    expect(page.locator(".lianpu-changes section")).to_have_count(4)
    new.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/chain\?chain=copper&link=cathode-drum"), timeout=20_000)


def test_the_view_of_a_comparison_goes_into_its_link(page: Page, two_server: str):
    open_page(page, f"{two_server}/compare")
    page.get_by_role("radio", name="指标").or_(page.get_by_role("button", name="指标", exact=True)).first.click()
    expect(page).to_have_url(re.compile("view=figures"), timeout=20_000)
    with page.expect_download(timeout=30_000) as coming:
        page.get_by_role("button", name="下载 CSV").click()
    assert "固定资产投资" in Path(coming.value.path()).read_text("utf-8-sig")
