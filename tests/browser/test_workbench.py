"""The SPARQL page in a real browser: the editor, its completions and marks, run and cancel, what the browser keeps."""

from __future__ import annotations

import re
import time
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TEXT = "document.querySelector('.lianpu-editor').lianpuEditor.state.doc.toString()"
MARKUP = "<img src=x onerror=alert(1)>"


def open_query(page: Page, server: str, query: str) -> Locator:
    page.goto(f"{server}/sparql?lang=zh&query={quote(query)}")
    editor = page.locator(".lianpu-editor .cm-content")
    expect(editor).to_be_visible(timeout=30_000)
    return editor


def write(page: Page, editor: Locator, words: str) -> None:
    """Type at the end of the query."""
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words, delay=15)


def options(page: Page) -> Locator:
    return page.locator(".cm-tooltip-autocomplete [role=option]")


def faults(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"] if one["impact"] != "minor"]


def test_words_are_coloured_and_the_editor_says_what_it_is(page: Page, server: str):
    editor = open_query(page, server, 'SELECT ?e { ?e skos:prefLabel "华鑫铜箔"@zh }')
    expect(editor).to_have_attribute("aria-label", "SPARQL 查询")
    expect(editor.locator(".tok-keyword")).to_have_text("SELECT")
    expect(editor.locator(".tok-string").first).to_contain_text("华鑫铜箔")
    expect(editor.locator(".tok-variable").first).to_have_text("?e")


def test_terms_are_completed_by_their_name_or_by_what_they_mean(page: Page, server: str):
    editor = open_query(page, server, "SELECT * { ?e ")
    write(page, editor, "lp:operat")
    expect(options(page).first).to_contain_text("从事产业")
    page.wait_for_timeout(100)  # CodeMirror lets nobody take what appears under their fingers
    page.keyboard.press("Tab")
    write(page, editor, " ?i . ?i 生产")
    expect(options(page).filter(has_text="lp:produces")).to_be_visible()
    assert page.evaluate(TEXT) == "SELECT * { ?e lp:operatesIn ?i . ?i 生产"


def test_a_name_is_found_by_its_initials_and_written_as_a_label_or_an_iri(page: Page, server: str):
    editor = open_query(page, server, "SELECT * { ?e skos:prefLabel ")
    write(page, editor, '"hxtb')
    expect(options(page).first).to_contain_text("华鑫铜箔", timeout=10_000)
    page.wait_for_timeout(100)
    page.keyboard.press("Enter")
    write(page, editor, " . ?e ?p zyhjylc")
    expect(options(page).filter(has_text="中原黄金冶炼厂")).to_be_visible()
    options(page).filter(has_text="中原黄金冶炼厂").first.click()
    assert re.search('"华鑫铜箔"@zh . [?]e [?]p <https://[^>]+/enterprise/中原黄金冶炼厂>$', page.evaluate(TEXT))


def test_a_mistake_is_marked_at_its_line_until_it_is_mended(page: Page, server: str):
    editor = open_query(page, server, "SELECT ?e {\n  ?e a lpp:Enterprise\n}")
    editor.click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("第 2 行第 8 列")).to_be_visible(timeout=15_000)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(1)
    page.locator(".cm-lintRange-error").hover()
    expect(page.locator(".cm-diagnostic")).to_contain_text("没有前缀 lpp:，是不是 lp:？")
    page.evaluate("""() => {
      const view = document.querySelector('.lianpu-editor').lianpuEditor;
      const at = view.state.doc.toString().indexOf('lpp:');
      view.dispatch({ changes: { from: at, to: at + 3, insert: 'lp' } });
    }""")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(re.compile("54 行|5[0-9] 行"))).to_be_visible(timeout=15_000)
    expect(page.locator(".cm-lint-marker-error")).to_have_count(0)


def test_what_is_being_written_is_marked_before_it_runs(page: Page, server: str):
    editor = open_query(page, server, "SELECT ?e {\n  ?e a ")
    write(page, editor, "lpp:Enterprise }")
    page.keyboard.press("Escape")
    expect(page.locator(".cm-lintRange-error")).to_have_text("lpp:", timeout=10_000)
    write(page, editor, " ")
    for _ in range(len("p:Enterprise } ")):
        page.keyboard.press("Backspace")
    page.keyboard.type(":Enterprise }")
    expect(page.locator(".cm-lintRange-error")).to_have_count(0)


def test_a_query_that_runs_can_be_cancelled_and_the_page_is_alive_meanwhile(page: Page, server: str):
    open_query(page, server, ENDLESS)
    page.locator(".lianpu-editor .run").click()
    expect(page.get_by_text("正在查询")).to_be_visible(timeout=10_000)
    page.get_by_role("textbox", name="在示例中查找").fill("铜箔")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="华鑫铜箔生产什么？")).to_be_visible(timeout=5_000)
    expect(page.get_by_text("正在查询")).to_be_visible()
    began = time.monotonic()
    page.get_by_role("button", name="取消").click()
    expect(page.get_by_text("查询已取消")).to_be_visible(timeout=5_000)
    assert time.monotonic() - began < 4
    expect(page.locator(".lianpu-editor .run")).to_contain_text("运行")


def test_tab_leaves_the_editor(page: Page, server: str):
    editor = open_query(page, server, "ASK {}")
    editor.click()
    page.keyboard.press("Tab")
    expect(page.locator(".lianpu-editor .run")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor).to_be_focused()


def test_this_browser_keeps_what_was_run_and_what_was_saved(page: Page, server: str):
    open_query(page, server, "ASK { ?s a lp:Product }")
    page.locator(".lianpu-editor .run").click()
    expect(page.get_by_test_id("stAlert")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="收藏").click()
    page.get_by_role("textbox", name="给当前查询起的名字").fill(MARKUP)
    page.keyboard.press("Enter")
    expect(page.locator(".lianpu-editor .lists li")).to_contain_text(MARKUP)
    open_query(page, server, "ASK {}")
    page.get_by_role("button", name="历史").click()
    expect(page.locator(".lianpu-editor .lists li")).to_contain_text("ASK { ?s a lp:Product }")
    page.get_by_role("button", name="收藏").click()
    page.locator(".lianpu-editor .lists .open").click()
    assert page.evaluate(TEXT) == "ASK { ?s a lp:Product }"
    assert page.evaluate("document.querySelectorAll('img[src=x]').length") == 0


def test_a_copied_link_opens_the_same_query(page: Page, server: str):
    query = 'SELECT ?e {\n  ?e skos:prefLabel "华鑫铜箔"@zh # 1 + 1 & 2\n}'
    open_query(page, server, query)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制链接").click()
    expect(page.locator(".lianpu-editor .said")).to_contain_text("链接已复制")
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    expect(page.locator(".lianpu-editor .cm-content")).to_be_visible(timeout=30_000)
    assert page.evaluate(TEXT) == query


def test_a_heading_sorts_and_a_name_leads_to_the_explorer(page: Page, server: str):
    open_query(page, server, "SELECT ?i (COUNT(?e) AS ?n) { ?e lp:operatesIn ?i } GROUP BY ?i ORDER BY ?n")
    page.locator(".lianpu-editor .run").click()
    heading = page.locator(".lianpu-result th", has_text="n").last
    expect(heading).to_have_attribute("aria-sort", "none", timeout=15_000)
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    heading.get_by_role("button").click()
    expect(heading).to_have_attribute("aria-sort", "descending")
    first = page.locator(".lianpu-result tbody tr").first.get_by_role("link")
    name = first.inner_text()
    first.click()
    expect(page.locator(".st-key-details h3")).to_have_text(name, timeout=15_000)


def test_the_graph_of_a_result_is_drawn(page: Page, server: str):
    open_query(page, server, "CONSTRUCT { ?e lp:produces ?p } { ?e lp:produces ?p }")
    page.locator(".lianpu-editor .run").click()
    expect(page.locator(".lianpu-result-graph .drawing[data-settled=true] canvas")).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="放大").click()


@pytest.mark.sweep
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_with_completions_marks_and_result(browser: Browser, server: str, scheme: str):
    page = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=scheme, locale="zh-CN").new_page()
    editor = open_query(page, server, "SELECT ?e ?i { ?e lp:operatesIn ?i }")
    page.locator(".lianpu-editor .run").click()
    expect(page.locator(".lianpu-result td").first).to_be_visible(timeout=15_000)
    page.get_by_role("button", name="收藏").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    write(page, editor, " lp:pro")
    expect(options(page).first).to_be_visible()
    assert faults(page) == []
    page.context.close()
