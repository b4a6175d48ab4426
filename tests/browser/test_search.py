"""The search box in a real browser: by keyboard, by address, by touch, and when the server does not answer."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

SMELTER = "中原黄金冶炼厂"


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=30_000)
    expect(box(page)).to_be_visible(timeout=10_000)


def box(page: Page) -> Locator:
    return page.locator(".lianpu-search input")


def options(page: Page) -> Locator:
    return page.locator(".lianpu-search [role=option]")


def settled_on(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=name)).to_be_visible(timeout=20_000)


def test_slash_initials_and_enter_lead_to_the_enterprise(page: Page, server: str):
    open_page(page, server)
    page.keyboard.press("/")
    expect(box(page)).to_be_focused()
    page.keyboard.type("zyhjylc")
    expect(options(page).first).to_contain_text(SMELTER)
    page.keyboard.press("Enter")
    settled_on(page, SMELTER)
    expect(page).to_have_url(re.compile(r"/graph\?node="))
    expect(box(page)).to_have_value("")


def test_enter_right_after_typing_waits_for_the_answer(page: Page, server: str):
    open_page(page, f"{server}/sparql")
    page.keyboard.press("Control+k")
    page.keyboard.type("zhongyuanhuangjin")
    page.keyboard.press("Enter")
    settled_on(page, SMELTER)


def test_arrows_choose_and_the_chosen_one_is_told_to_the_screen_reader(page: Page, server: str):
    open_page(page, server)
    box(page).click()
    page.keyboard.type("黄金")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box(page)).to_have_attribute("aria-activedescendant", str(second.get_attribute("id")))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options(page).last).to_have_attribute("aria-selected", "true")


def test_escape_closes_and_empties(page: Page, server: str):
    open_page(page, server)
    box(page).click()
    page.keyboard.type("黄金")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".lianpu-search .panel")).to_be_hidden()
    expect(box(page)).to_have_value("")
    expect(page).not_to_have_url(re.compile("q="))


def test_a_link_of_a_chain_opens_on_its_chain(page: Page, server: str):
    open_page(page, f"{server}/graph")
    box(page).fill("火法炼金")
    options(page).first.click()
    settled_on(page, "黄金冶炼")
    expect(page).to_have_url(re.compile(r"/chain\?.*link=gold-smelting"))


def test_a_copied_address_shows_the_same_search(page: Page, browser: Browser, server: str):
    open_page(page, f"{server}/gaps")
    box(page).fill("tongbo")
    expect(options(page).first).to_be_visible()
    expect(page).to_have_url(re.compile("q=tongbo"))
    shown = options(page).all_text_contents()
    colleague = browser.new_context(locale="zh-CN").new_page()
    open_page(colleague, page.url)
    expect(options(colleague).first).to_be_visible(timeout=15_000)
    assert options(colleague).all_text_contents() == shown
    colleague.context.close()


def test_a_slash_typed_in_another_field_stays_there(page: Page, server: str):
    open_page(page, f"{server}/sparql")
    editor = page.locator(".lianpu-editor .cm-content")
    editor.click()
    page.keyboard.type("/")
    expect(editor).to_be_focused()
    expect(page.locator(".lianpu-search .panel")).to_be_hidden()


def test_before_typing_it_shows_what_can_be_typed(page: Page, server: str):
    open_page(page, server)
    box(page).click()
    chips = page.locator(".lianpu-search .chip")
    expect(chips).to_have_count(3)
    chips.last.click()
    expect(options(page).first).to_be_visible()


def test_nothing_found_says_what_was_tried_and_offers_a_part(page: Page, server: str):
    open_page(page, server)
    box(page).fill("<img src=x onerror=alert(1)>灵宝")
    note = page.locator(".lianpu-search .note")
    expect(note).to_contain_text("没有找到“<img src=x onerror=alert(1)>灵宝”")
    expect(page.locator(".lianpu-search img")).to_have_count(0)
    note.get_by_role("button", name="灵宝").click()
    expect(options(page).first).to_contain_text("灵宝")


def test_more_of_a_kind_are_listed_in_place(page: Page, server: str):
    open_page(page, server)
    box(page).fill("黄金")
    page.locator(".lianpu-search .group", has_text="产业链环节").locator(".more").click()
    expect(page.locator(".lianpu-search .group")).to_have_count(1)
    expect(options(page).nth(10)).to_be_attached()
    expect(box(page)).to_be_focused()


def test_a_click_elsewhere_closes_the_list(page: Page, server: str):
    open_page(page, server)
    box(page).fill("黄金")
    expect(options(page).first).to_be_visible()
    page.mouse.click(1400, 800)
    expect(page.locator(".lianpu-search .panel")).to_be_hidden()


def test_a_hit_opened_in_a_new_tab_is_the_same_page(page: Page, server: str):
    open_page(page, server)
    box(page).fill(SMELTER)
    expect(options(page).first).to_be_visible()
    with page.context.expect_page() as coming:
        options(page).first.click(modifiers=["Control"])
    settled_on(coming.value, SMELTER)
    expect(box(page)).to_have_value(SMELTER)


def test_a_failed_search_says_so_and_can_be_tried_again(browser: Browser, server: str):
    # A context of its own: the failed request stands on the console, as it must.
    page = browser.new_context(locale="zh-CN").new_page()
    open_page(page, server)
    page.route("**/search?*", lambda route: route.abort())
    box(page).focus()
    with page.expect_event("requestfailed", lambda request: "q=%E9%BB%84%E9%87%91" in request.url):
        page.keyboard.type("黄金")
    retry = page.locator(".lianpu-search").get_by_role("button", name="再试一次")
    expect(retry).to_be_visible()
    page.unroute("**/search?*")
    retry.click()
    expect(options(page).first).to_be_visible()
    page.context.close()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_phone_the_list_fits_and_a_tap_opens(browser: Browser, server: str, language: str):
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, f"{server}/?lang={language}")
    box(page).tap()
    box(page).fill("hjyl")
    expect(options(page).first).to_be_visible()
    panel = page.locator(".lianpu-search .panel").bounding_box()
    assert panel is not None and panel["x"] >= 0 and panel["x"] + panel["width"] <= 390
    assert all(option.bounding_box()["height"] >= 44 for option in options(page).all())  # type: ignore[index]
    options(page).first.tap()
    expect(page).to_have_url(re.compile("/(graph|chain)"), timeout=15_000)
    context.close()


def test_the_language_of_the_box_follows_the_page(page: Page, server: str):
    open_page(page, f"{server}/?lang=en")
    box(page).fill("smelting")
    expect(options(page).first).to_contain_text("Link of a chain")
