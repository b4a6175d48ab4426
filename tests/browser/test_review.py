"""Review, source and import in a real browser, on a home of its own: keys, selection, what a closed browser keeps."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from graph.curation import Decision, Kind, load_curation
from graph.curation.decisions import Thing
from graph.settings import PROJECT, Settings
from graph.store import Build
from tests.review_cases import PLAN, copied_home
from tests.serving import serving

SLUG = "三门峡市-2023"
CARD = ".st-key-review-card"
#: Selects the first occurrence of some words in the report's text, as a drag of the mouse does.
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('.lianpu-source'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    setTimeout(() => document.dispatchEvent(new MouseEvent('mouseup')), 200);
    return;
  }
}"""


@pytest.fixture(scope="module")
def home(build: Build, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("review-browser")
    settings = copied_home(folder, folder / "built")
    shutil.copytree(build.folder.parent, settings.built, ignore=shutil.ignore_patterns("*.used-by-*", "*.lock"))
    return settings


@pytest.fixture(scope="module")
def own_server(home: Settings) -> Iterator[str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LIANPU_HOME", str(home.home))
        with serving(home.built, home.home / "log.txt") as address:
            yield address


@pytest.fixture(autouse=True)
def as_it_was(home: Settings) -> Iterator[None]:
    yield
    shutil.rmtree(home.curation)
    shutil.copytree(PROJECT / "data" / "curation", home.curation)


def settled(page: Page) -> None:
    page.wait_for_timeout(300)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=60_000)


def sign(page: Page) -> None:
    field = page.get_by_placeholder("先写上您的姓名")
    field.fill("李红")
    field.press("Enter")
    expect(page.get_by_text("署名：李红")).to_be_visible(timeout=30_000)
    settled(page)


def open_review(page: Page, server: str) -> str:
    page.goto(f"{server}/review")
    expect(page.locator(f"{CARD} h3")).to_be_visible(timeout=60_000)
    settled(page)
    sign(page)
    return page.locator(f"{CARD} h3").inner_text()


def new_decisions(home: Settings) -> tuple[Decision, ...]:
    before = load_curation(PROJECT / "data" / "curation").of(SLUG)
    return tuple(d for d in load_curation(home.curation).of(SLUG) if d not in before)


def test_one_key_decides_shows_the_next_and_one_key_undoes(page: Page, own_server: str, home: Settings):
    first = open_review(page, own_server)
    page.keyboard.press("r")
    expect(page.locator(f"{CARD} h3")).not_to_have_text(first, timeout=30_000)
    assert [d.kind for d in new_decisions(home)] == [Kind.REJECT]
    settled(page)
    page.keyboard.press("u")
    expect(page.locator(f"{CARD} h3")).to_have_text(first, timeout=30_000)
    assert new_decisions(home) == ()


def test_the_sentence_stands_before_the_person_with_the_names_marked(page: Page, own_server: str):
    open_review(page, own_server)
    sentence = page.locator(f"{CARD} .lianpu-judged")
    expect(sentence).to_be_in_viewport()
    expect(sentence.locator("mark").first).to_be_visible()
    expect(page.get_by_role("button", name="认可 A")).to_be_in_viewport()


def test_letters_that_somebody_types_decide_nothing(page: Page, own_server: str, home: Settings):
    first = open_review(page, own_server)
    page.get_by_role("combobox").first.click()
    page.keyboard.type("arjnk")
    settled(page)
    assert new_decisions(home) == ()
    expect(page.locator(f"{CARD} h3")).to_have_text(first)


def test_a_closed_browser_loses_nothing(page: Page, own_server: str, home: Settings):
    first = open_review(page, own_server)
    page.keyboard.press("a")
    expect(page.locator(f"{CARD} h3")).not_to_have_text(first, timeout=30_000)
    page.goto("about:blank")
    assert len(new_decisions(home)) == 1
    page.goto(f"{own_server}/review")
    expect(page.locator(f"{CARD} h3")).to_be_visible(timeout=60_000)
    expect(page.locator(f"{CARD} h3")).not_to_have_text(first)
    expect(page.get_by_text("1 条意见")).to_be_visible()


def test_selected_words_become_a_name_at_their_place(page: Page, own_server: str, home: Settings):
    page.goto(f"{own_server}/source")
    expect(page.locator(".lianpu-source p").first).to_be_visible(timeout=60_000)
    settled(page)
    page.evaluate(SELECT, "顽强拼搏、攻坚克难")
    page.get_by_role("button", name="补上漏掉的").click(timeout=20_000)
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("名称（照原文）")).to_have_value("顽强拼搏、攻坚克难", timeout=30_000)
    name = dialog.get_by_placeholder("先写上您的姓名")
    name.fill("李红")
    name.press("Enter")
    expect(name).to_be_hidden(timeout=30_000)
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_be_hidden(timeout=60_000)
    (decision,) = new_decisions(home)
    assert isinstance(decision.target, Thing) and decision.target.ref.name == "顽强拼搏、攻坚克难"


def test_the_strip_shows_what_gave_nothing_and_leads_there(page: Page, own_server: str):
    page.goto(f"{own_server}/source")
    expect(page.locator(".lianpu-source p").first).to_be_visible(timeout=60_000)
    settled(page)
    silent = page.locator(".strip i[data-gave=nothing]")
    assert silent.count() > 3
    assert page.locator(".strip i[data-gave=facts]").count() > silent.count()
    silent.last.click()
    assert page.evaluate("document.querySelector('.lianpu-source').scrollTop") > 500


def test_a_report_is_read_added_and_taken_out_again(page: Page, own_server: str, home: Settings, tmp_path: Path):
    plan = tmp_path / "计划.txt"
    plan.write_text(PLAN, encoding="utf-8")
    page.goto(f"{own_server}/import")
    expect(page.locator("h1")).to_be_visible(timeout=60_000)
    settled(page)
    sign(page)
    page.locator('input[type="file"]').set_input_files(plan)
    page.get_by_role("button", name="加入图谱").click(timeout=120_000)
    expect(page.get_by_text("已加入图谱，文件存为")).to_be_visible(timeout=300_000)
    assert (home.reports / "灵川县-2024.txt").read_text(encoding="utf-8") == PLAN
    page.get_by_role("button", name="去审核").click()
    expect(page).to_have_url(re.compile("review.*2024"), timeout=30_000)
    expect(page.locator(f"{CARD} h3")).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="数据").click()
    page.get_by_role("menuitem", name="导入").click()
    page.get_by_role("button", name="撤回这份报告").click(timeout=30_000)
    expect(page.get_by_role("button", name="撤回这份报告")).to_be_hidden(timeout=60_000)
    assert not (home.reports / "灵川县-2024.txt").exists()
