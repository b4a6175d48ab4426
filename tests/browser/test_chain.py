"""The chain map in a real browser: lines that go round cards, keys, the county lens, pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from playwright.sync_api import Page, expect

CARDS = ".lianpu-chain .card"
#: Points of every drawn line that lie inside a card by more than two pixels.
HIDDEN = """() => {
  const board = document.querySelector('.lianpu-chain');
  const frame = board.getBoundingClientRect();
  const cards = [...board.querySelectorAll('.card')].map((card) => card.getBoundingClientRect());
  return [...board.querySelectorAll('path.wire')].filter((path) => {
    const length = path.getTotalLength();
    for (let at = 4; at < length - 4; at += 3) {
      const p = path.getPointAtLength(at);
      const [x, y] = [p.x + frame.left, p.y + frame.top];
      if (cards.some((c) => x > c.left + 2 && x < c.right - 2 && y > c.top + 2 && y < c.bottom - 2)) return true;
    }
    return false;
  }).length;
}"""


def open_chain(page: Page, server: str, query: str) -> None:
    page.goto(f"{server}/chain?{query}")
    expect(page.locator(CARDS).first).to_be_visible(timeout=30_000)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=30_000)


@pytest.mark.sweep
@pytest.mark.parametrize("chain", ["gold", "food", "copper", "building-materials", "energy-storage"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_supply_line_runs_under_a_card(page: Page, server: str, chain: str, language: str):
    open_chain(page, server, f"chain={chain}&lines=all&lang={language}")
    assert page.locator("path.wire").count() > 30
    assert page.evaluate(HIDDEN) == 0


def test_only_lines_with_makers_at_both_ends_are_drawn_at_first(page: Page, server: str):
    open_chain(page, server, "chain=food")
    expect(page.locator("path.wire.held")).to_have_count(2)
    expect(page.locator("path.wire")).to_have_count(2)


def test_a_chosen_link_shows_its_own_lines(page: Page, server: str):
    open_chain(page, server, "chain=gold&link=gold-smelting")
    expect(page.locator("path.wire.in")).to_have_count(2)
    expect(page.locator("path.wire.out")).to_have_count(5)


def test_the_switch_shows_all_lines_and_the_address_keeps_it(page: Page, server: str):
    open_chain(page, server, "chain=food")
    page.get_by_text("显示全部供应线").click()
    expect(page.locator("path.wire")).to_have_count(56, timeout=15_000)
    expect(page).to_have_url(re.compile("lines=all"))


def test_arrow_keys_move_between_cards_and_enter_opens_one(page: Page, server: str):
    open_chain(page, server, "chain=food")
    page.locator(CARDS, has_text="果胶").first.focus()
    page.keyboard.press("ArrowRight")
    focused = page.evaluate("document.activeElement.querySelector('.title').textContent")
    assert focused == "乳制品"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="乳制品")).to_be_visible(timeout=15_000)
    assert page.evaluate("document.activeElement.querySelector('.title')?.textContent") == "乳制品"


def test_the_map_is_one_stop_on_the_way_of_the_tab_key(page: Page, server: str):
    open_chain(page, server, "chain=food")
    assert page.locator(f"{CARDS}[tabindex='0']").count() == 1


def test_a_focused_card_is_seen_to_be_focused(page: Page, server: str):
    open_chain(page, server, "chain=food")
    page.locator(CARDS).first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_county_shows_only_what_it_has(page: Page, server: str):
    open_chain(page, server, "chain=food&county=place/411224-卢氏县")
    expect(page.locator(f"{CARDS}:not(.faded)")).to_have_count(2)
    expect(page.locator(f"{CARDS}.faded .badge")).to_have_count(0)


def test_a_shared_link_leads_into_the_next_chain(page: Page, server: str):
    open_chain(page, server, "chain=gold&link=copper-anode-slime")
    expect(page.locator(f"{CARDS}.selected .tag")).to_contain_text("共用")
    page.get_by_role("button", name=re.compile("铜基新材料")).last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("铜基新材料", timeout=15_000)
    expect(page.locator(f"{CARDS}.selected .title")).to_have_text("铜阳极泥")


def test_the_picture_comes_as_svg_and_png(page: Page, server: str, tmp_path: Path):
    open_chain(page, server, "chain=food&lines=all")
    files = {}
    for label in ("图片 SVG", "图片 PNG"):
        with page.expect_download(timeout=30_000) as coming:
            page.get_by_role("button", name=label).click()
        path = tmp_path / coming.value.suggested_filename
        coming.value.save_as(path)
        files[path.suffix] = path
    root = etree.fromstring(files[".svg"].read_bytes())
    assert "果胶" in "".join(root.itertext())
    with Image.open(files[".png"]) as image:
        assert image.size == (2 * int(root.attrib["width"]), 2 * int(root.attrib["height"]))
        assert len(image.convert("RGB").getcolors(1 << 20) or ()) > 50


def test_on_a_phone_a_chosen_link_brings_its_details_into_view(page: Page, server: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_chain(page, server, "chain=food")
    page.locator(CARDS, has_text="成品白酒").click()
    expect(page.get_by_role("heading", name="成品白酒")).to_be_in_viewport(timeout=15_000)
