"""The explorer in a real browser: what staff do on their first day."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

SMELTER = "中原黄金冶炼厂"
NODES = "document.querySelector('.lianpu-canvas').lianpu.nodes.getIds()"
POSITIONS = "document.querySelector('.lianpu-canvas').lianpu.network.getPositions()"
WHERE = """(id) => {
  const canvas = document.querySelector('.lianpu-canvas');
  const network = canvas.lianpu.network;
  const box = canvas.getBoundingClientRect();
  const at = network.canvasToDOM(network.getPositions([id])[id]);
  return { x: box.x + at.x, y: box.y + at.y };
}"""


def settled(page: Page) -> None:
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=30_000)


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1")).to_be_visible(timeout=30_000)
    settled(page)


def open_graph(page: Page, address: str) -> None:
    open_page(page, address)
    expect(page.locator(".lianpu-canvas[data-settled=true]")).to_be_visible(timeout=15_000)


def find(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(words)
    page.get_by_role("option", name=re.compile(words)).first.click()


def test_a_search_leads_to_the_enterprise_and_its_sentence(page: Page, server: str):
    open_page(page, server)
    find(page, "查找企业、项目、产业、产品、地区、政策", SMELTER)
    expect(page).to_have_url(re.compile("/graph"))
    expect(page.get_by_role("heading", name=SMELTER)).to_be_visible(timeout=15_000)
    sentence = page.locator(".lianpu-evidence", has_text="依托中原黄金冶炼厂").first
    expect(sentence.locator("mark").first).to_be_visible()


def test_a_click_selects_and_fills_the_details(page: Page, server: str):
    open_graph(page, f"{server}/graph?node=enterprise/{SMELTER}")
    other = next(iri for iri in page.evaluate(NODES) if "/industry/" in iri)
    at = page.evaluate(WHERE, other)
    page.mouse.click(at["x"], at["y"])
    name = other.rsplit("/", 1)[-1]
    expect(page.locator(".st-key-details h3")).to_have_text(name, timeout=15_000)


def test_a_double_click_adds_neighbours_and_moves_nothing(page: Page, server: str):
    open_graph(page, f"{server}/graph?node=enterprise/{SMELTER}")
    before = page.evaluate(POSITIONS)
    industry = next(iri for iri in before if iri.endswith("/industry/黄金产业"))
    at = page.evaluate(WHERE, industry)
    page.mouse.dblclick(at["x"], at["y"])
    page.wait_for_function(f"{NODES}.length > {len(before)}", timeout=15_000)
    after = page.evaluate(POSITIONS)
    moved = [
        iri
        for iri, place in before.items()
        if abs(after[iri]["x"] - place["x"]) + abs(after[iri]["y"] - place["y"]) > 1
    ]
    assert moved == []
    expect(page.locator(".st-key-details h3")).to_have_text("黄金产业", timeout=15_000)


def test_the_gold_chain_opens_and_a_link_tells_who_and_why(page: Page, server: str):
    open_page(page, server)
    page.get_by_role("button", name="黄金及稀贵金属").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("黄金及稀贵金属", timeout=15_000)
    stages = page.locator(".lianpu-chain .stage")
    expect(stages).to_have_text(["上游", "中游", "下游", "支撑配套"])
    page.locator(".lianpu-chain .card", has_text="黄金冶炼").first.click()
    expect(page.get_by_role("heading", name="黄金冶炼")).to_be_visible(timeout=15_000)
    expect(page.locator(".lianpu-evidence mark", has_text=SMELTER).first).to_be_visible()
    expect(page.locator(".lianpu-chain .card.selected")).to_have_count(1)


def test_a_sparql_example_runs(page: Page, server: str):
    open_page(page, f"{server}/sparql")
    page.get_by_role("textbox", name="在示例中查找").fill("各类对象")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="各类对象各有多少？").click()
    expect(page.get_by_text(re.compile(r"^8 行，用时"))).to_be_visible(timeout=30_000)
    expect(page.locator(".lianpu-result tbody tr")).to_have_count(8)


def test_the_interface_switches_to_english_and_stays_so(page: Page, server: str):
    open_page(page, server)
    page.get_by_role("radio", name="English").or_(page.get_by_role("button", name="English")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What the", timeout=15_000)
    page.get_by_role("link", name="Chain").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("who sits at which link", timeout=15_000)


def test_the_browser_decides_the_first_language(browser: Browser, server: str):
    context = browser.new_context(locale="en-US")
    page = context.new_page()
    open_page(page, server)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What the")
    context.close()


def test_a_sentence_leads_to_its_place_in_the_report(page: Page, server: str):
    open_graph(page, f"{server}/graph?node=enterprise/{SMELTER}")
    page.get_by_role("button", name="看原文").first.click()
    expect(page.locator(".lianpu-source")).to_be_visible(timeout=15_000)
    page.wait_for_function("CSS.highlights.has('lianpu-evidence')")
    assert SMELTER in page.evaluate("[...CSS.highlights.get('lianpu-evidence')].join('')")


def test_a_mention_in_the_report_leads_to_its_node(page: Page, server: str):
    open_page(page, f"{server}/source")
    page.locator(".lianpu-source .mention", has_text="华鑫铜箔").first.click()
    expect(page.locator(".st-key-details h3")).to_contain_text("华鑫铜箔", timeout=15_000)


@pytest.mark.sweep
@pytest.mark.parametrize("address", ["", "graph", "chain", "gaps", "network", "sparql", "source"])
@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_page_is_wider_than_the_window(page: Page, server: str, address: str, width: int, language: str):
    page.set_viewport_size({"width": width, "height": 844})
    open_page(page, f"{server}/{address}?lang={language}")
    page.wait_for_timeout(800)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_test_id("stException")).to_have_count(0)
