"""Care for all who read: no serious fault that axe-core finds, phones, keys, and names that are markup."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from axe_playwright_python.sync_playwright import Axe
from hostile_cases import HTML, MARKDOWN, NAMES, build_hostile
from lxml import etree
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from serving import serving

from graph.model import EntityType
from graph.query.questions import things
from graph.settings import Settings, load_settings
from graph.store import current_build, open_store
from graph.ui.pagelist import PATHS

pytestmark = pytest.mark.sweep

ADDRESSES = sorted(PATHS)
MARKUP = """() => ({
  images: document.querySelectorAll('img[src="x"]').length,
  handlers: document.querySelectorAll('[onerror]').length,
  formulas: document.querySelectorAll('.katex').length,
  bold: [...document.querySelectorAll('strong')].filter((one) => one.textContent.trim() === 'x').length,
  coloured: [...document.querySelectorAll('span[class*="Colored"], span[style*="color"]')]
    .filter((one) => one.textContent.trim() === 'y').length,
})"""
CLEAN = {"images": 0, "handlers": 0, "formulas": 0, "bold": 0, "coloured": 0}


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator("h1").first).to_be_visible(timeout=60_000)
    still(page)


def still(page: Page) -> None:
    """Return when the page has been at rest for a moment."""
    for _ in range(2):
        expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=60_000)
        page.wait_for_timeout(400)


def faults(page: Page) -> list[str]:
    """The serious and critical faults that axe-core finds; none is let off."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]


@pytest.fixture(params=["light", "dark"])
def themed(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme=request.param)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_no_serious_fault(themed: Page, server: str, address: str, language: str):
    open_page(themed, f"{server}/{address}?lang={language}")
    assert faults(themed) == []


@pytest.mark.parametrize(
    "address",
    [
        "chain?chain=food&lines=all&link=pectin",
        "chain?chain=food&county=place/411224-卢氏县",
        "graph?node=enterprise/中原黄金冶炼厂",
        "gaps?chain=copper",
    ],
)
def test_axe_finds_no_serious_fault_in_what_is_chosen(themed: Page, server: str, address: str):
    open_page(themed, f"{server}/{address}")
    assert faults(themed) == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_phone_shows_every_page_without_scrolling_sideways(page: Page, server: str, address: str):
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{server}/{address}")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("address", ADDRESSES)
def test_whoever_goes_by_keyboard_sees_where_they_are(page: Page, server: str, address: str):
    open_page(page, f"{server}/{address}")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(SEEN)
        if seen is not True:
            unseen.append(seen)
    assert unseen == []


#: Whether what has the focus, or what stands for it, looks other than without it; else what it is.
SEEN = """() => {
  const held = document.activeElement;
  if (!held || held === document.body) return true;
  const looks = (node) => {
    const style = getComputedStyle(node);
    return [style.outlineStyle, style.outlineWidth, style.boxShadow, style.borderColor, style.backgroundColor].join();
  };
  const near = [];
  for (let node = held, steps = 0; node && steps < 5; node = node.parentElement, steps += 1) near.push(node);
  near.push(...(held.closest('label')?.querySelectorAll('*') ?? []));
  const before = near.map(looks);
  held.blur();
  const after = near.map(looks);
  held.focus({ focusVisible: true });
  return before.join() !== after.join() ? true : held.outerHTML.slice(0, 160);
}"""


# ---- names that are markup


@pytest.fixture(scope="module")
def hostile_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return dataclasses.replace(load_settings(), built=tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def hostile(hostile_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    build_hostile(hostile_settings)
    with serving(hostile_settings.built, tmp_path_factory.mktemp("log") / "log.txt") as address:
        yield address


@pytest.fixture
def shown(page: Page) -> Iterator[Page]:
    """A page on which no dialog may open."""
    opened: list[str] = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    yield page
    assert opened == []


def iri_of(settings: Settings, kind: EntityType, name: str) -> str:
    build = current_build(settings.built)
    assert build is not None
    found = next(t for t in things(open_store(build.folder)).values() if t.type is kind and t.name == name)
    return found.iri.removeprefix(settings.base_iri)


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_names_stays_text_on_every_page(shown: Page, hostile: str, address: str, language: str):
    open_page(shown, f"{hostile}/{address}?lang={language}")
    assert shown.evaluate(MARKUP) == CLEAN


@pytest.mark.parametrize("kind", list(EntityType))
@pytest.mark.parametrize("number", [0, 1])
def test_the_details_show_such_a_name_as_it_is(
    shown: Page, hostile: str, hostile_settings: Settings, kind: EntityType, number: int
):
    name = NAMES[kind][number]
    open_page(shown, f"{hostile}/graph?node={quote(iri_of(hostile_settings, kind, name))}")
    expect(shown.get_by_text(name, exact=False).first).to_be_attached(timeout=20_000)
    assert shown.evaluate(MARKUP) == CLEAN


def test_the_chain_shows_such_names_as_they_are(shown: Page, hostile: str):
    open_page(shown, f"{hostile}/chain?chain=gold&link=gold-smelting&lines=all")
    names = NAMES[EntityType.ENTERPRISE]
    card = shown.locator(".lianpu-chain .card.selected")
    for name in names:
        expect(card).to_contain_text(name)
        expect(shown.get_by_role("button", name=name).last).to_be_visible()
    assert shown.evaluate(MARKUP) == CLEAN


def test_the_picture_of_a_chain_holds_such_names_as_text(shown: Page, hostile: str, tmp_path: Path):
    path = download(shown, f"{hostile}/chain?chain=gold&link=gold-smelting", "图片 SVG", tmp_path)
    root = etree.fromstring(path.read_bytes())
    assert HTML in "".join(root.itertext()).replace("\n", "")
    assert not [node for node in root.iter() if str(node.tag).endswith(("image", "img", "script"))]


def test_the_word_file_holds_such_names_as_text(shown: Page, hostile: str, tmp_path: Path):
    path = download(shown, f"{hostile}/chain?chain=gold", "下载 Word", tmp_path)
    with ZipFile(path) as held:
        text = "".join(etree.fromstring(held.read("word/document.xml")).itertext())
    assert HTML in text and MARKDOWN in text


def test_the_excel_file_holds_such_names_as_text(shown: Page, hostile: str, tmp_path: Path):
    path = download(shown, f"{hostile}/chain?chain=gold", "下载 Excel", tmp_path)
    book = load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any(HTML in cell.value for cell in cells) and any(MARKDOWN in cell.value for cell in cells)
    assert not [cell for cell in cells if HTML in cell.value and cell.data_type == "f"]


def download(page: Page, address: str, label: str, folder: Path) -> Path:
    open_page(page, address)
    with page.expect_download(timeout=60_000) as coming:
        page.get_by_role("button", name=label).click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def test_the_report_shows_such_names_as_they_are(shown: Page, hostile: str):
    open_page(shown, f"{hostile}/source")
    source = shown.locator(".lianpu-source")
    for name in NAMES[EntityType.ENTERPRISE]:
        expect(source).to_contain_text(name)
    assert shown.evaluate(MARKUP) == CLEAN


def test_a_tooltip_of_the_canvas_shows_such_a_name_as_it_is(shown: Page, hostile: str, hostile_settings: Settings):
    name = NAMES[EntityType.ENTERPRISE][0]
    open_page(shown, f"{hostile}/graph?node={quote(iri_of(hostile_settings, EntityType.ENTERPRISE, name))}")
    expect(shown.locator(".lianpu-canvas[data-settled=true]")).to_be_visible(timeout=20_000)
    places = shown.evaluate(
        """() => {
          const view = document.querySelector('.lianpu-canvas').lianpu;
          const box = document.querySelector('.lianpu-canvas').getBoundingClientRect();
          return Object.values(view.network.getPositions()).map((at) => view.network.canvasToDOM(at))
            .map((at) => [box.x + at.x, box.y + at.y]);
        }"""
    )
    for x, y in places:
        shown.mouse.move(x, y, steps=3)
        shown.wait_for_timeout(500)
        assert shown.evaluate(MARKUP) == CLEAN


def test_a_query_answers_with_such_names_as_text(shown: Page, hostile: str):
    query = "SELECT ?name ?thing WHERE { ?thing skos:prefLabel ?name ; a lp:Enterprise }"
    open_page(shown, f"{hostile}/sparql?query={quote(query)}")
    shown.get_by_role("button", name="运行").click()
    for name in NAMES[EntityType.ENTERPRISE]:
        expect(shown.locator(".lianpu-result td", has_text=name).first).to_be_visible(timeout=30_000)
    assert shown.evaluate(MARKUP) == CLEAN


def test_a_completion_offers_and_writes_such_a_name_as_text(shown: Page, hostile: str):
    name = NAMES[EntityType.ENTERPRISE][0]
    open_page(shown, f"{hostile}/sparql?query={quote('SELECT * { ?s ?p }')}")
    editor = shown.locator(".lianpu-editor .cm-content")
    editor.click()
    shown.keyboard.press("ArrowLeft")
    shown.keyboard.type(f'"{name[:4]}', delay=40)
    expect(shown.locator(".cm-tooltip-autocomplete li", has_text=name).first).to_be_visible(timeout=15_000)
    assert shown.evaluate(MARKUP) == CLEAN
    shown.locator(".cm-tooltip-autocomplete li", has_text=name).first.click()
    expect(editor).to_contain_text(name.replace('"', '\\"'))
    assert shown.evaluate(MARKUP) == CLEAN
