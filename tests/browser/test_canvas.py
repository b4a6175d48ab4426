"""The canvas in a real browser: what the mouse and each key do, what stands out, and what can be taken away."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from canvas_cases import ATTACK, drawn_data, thing
from playwright.sync_api import Browser, Page, expect

from graph.model import EntityType, Predicate, Span
from graph.present.canvas import canvas
from graph.query.values import Evidence, Fact
from graph.ui.components import CANVAS_HTML, canvas_script, vis_script

SMELTER = "enterprise/中原黄金冶炼厂"
GOLD = "黄金产业"
VIEW = "document.querySelector('.lianpu-canvas').lianpu"
NAMES = f"{VIEW}.data.nodes.map((node) => node.name)"
PLACES = f"{VIEW}.network.getPositions()"
LIT = f"[...({VIEW}.lit ?? [])].map((id) => {VIEW}.nodes.get(id).name)"
WHERE = """(name) => {
  const view = document.querySelector('.lianpu-canvas').lianpu;
  const id = view.data.nodes.find((node) => node.name === name).id;
  const box = view.host.getBoundingClientRect();
  const at = view.network.canvasToDOM(view.network.getPositions([id])[id]);
  return [box.x + at.x, box.y + at.y];
}"""


@pytest.fixture
def graph(page: Page, server: str) -> Page:
    return open_graph(page, f"{server}/graph?node={SMELTER}")


def open_graph(page: Page, address: str) -> Page:
    page.goto(address)
    expect(page.locator(".lianpu-canvas[data-settled=true]")).to_be_visible(timeout=30_000)
    settled(page)
    return page


def settled(page: Page) -> None:
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=30_000)


def click(page: Page, name: str, **how: object) -> None:
    x, y = page.evaluate(WHERE, name)
    if how.get("shift"):
        page.keyboard.down("Shift")
    page.mouse.click(x, y)
    if how.get("shift"):
        page.keyboard.up("Shift")
    settled(page)


def press(page: Page, key: str) -> None:
    page.locator(".lianpu-canvas").focus()
    page.keyboard.press(key)


def tool(page: Page, name: str) -> None:
    page.locator(f".lianpu-graph [data-tool={name}]").click()


def wait_for_names(page: Page, count: int) -> None:
    page.wait_for_function(f"{NAMES}.length === {count}", timeout=15_000)


def heading(page: Page, name: str) -> None:
    expect(page.locator(".st-key-details h3")).to_have_text(name, timeout=15_000)


# ---------------------------------------------------------------- steps and keys


def test_undo_names_the_step_and_gives_names_back_to_their_places(graph: Page):
    places, before = graph.evaluate(PLACES), graph.evaluate(NAMES)
    press(graph, "h")
    wait_for_names(graph, len(before) - 1)
    undo = graph.locator("[data-tool=undo]")
    expect(undo).to_have_attribute("title", "撤销：隐藏 中原黄金冶炼厂")
    press(graph, "Control+z")
    wait_for_names(graph, len(before))
    after = graph.evaluate(PLACES)
    assert all(abs(after[iri]["x"] - at["x"]) + abs(after[iri]["y"] - at["y"]) < 1 for iri, at in places.items())
    expect(graph.locator("[data-tool=redo]")).to_have_attribute("title", "重做：隐藏 中原黄金冶炼厂")
    press(graph, "Control+Shift+z")
    wait_for_names(graph, len(before) - 1)


def test_the_keyboard_alone_walks_opens_and_expands(graph: Page):
    before = len(graph.evaluate(NAMES))
    press(graph, "n")
    name = graph.evaluate(f"{VIEW}.nodes.get({VIEW}.cursor).name")
    expect(graph.locator(".lianpu-graph .said")).to_contain_text(name)
    press(graph, "Enter")
    heading(graph, name)
    press(graph, "e")
    graph.wait_for_function(f"{NAMES}.length > {before}", timeout=15_000)


def test_arrow_keys_go_to_the_name_in_that_direction(graph: Page):
    press(graph, "ArrowRight")
    x = graph.evaluate(f"{PLACES}[{VIEW}.cursor].x - {PLACES}[{VIEW}.data.selected].x")
    assert x > 0


@pytest.mark.parametrize(("key", "sign"), [("Alt+ArrowRight", 1), ("Alt+ArrowLeft", -1)])
def test_alt_and_arrows_move_the_name(graph: Page, key: str, sign: int):
    at = f"{PLACES}[{VIEW}.data.selected].x"
    before = graph.evaluate(at)
    press(graph, key)
    assert graph.evaluate(at) == pytest.approx(before + 20 * sign, abs=1)


def test_plus_minus_and_zero_zoom_and_fit(graph: Page):
    scale = f"{VIEW}.network.getScale()"
    before = graph.evaluate(scale)
    press(graph, "+")
    assert graph.evaluate(scale) > before
    press(graph, "0")
    assert graph.evaluate(scale) == pytest.approx(before, rel=0.05)


def test_question_mark_lists_the_keys_and_escape_closes_the_list(graph: Page):
    press(graph, "?")
    keys = graph.locator(".lianpu-graph .keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("Ctrl+Z")
    graph.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(graph.locator(".lianpu-canvas")).to_be_focused()


def test_every_tool_says_what_it_does(graph: Page):
    labels = graph.locator(".lianpu-graph .bar button").evaluate_all("all => all.map((one) => one.ariaLabel)")
    assert all(labels) and len(set(labels)) == len(labels)


# ---------------------------------------------------------------- what stands out


def test_focus_dims_the_rest_plus_widens_it_and_escape_ends_it(page: Page, server: str):
    open_graph(page, f"{server}/graph")
    click(page, "中车重装")
    press(page, "f")
    near = page.evaluate(LIT)
    assert "中车重装" in near and len(near) < len(page.evaluate(NAMES))
    press(page, "+")
    assert set(page.evaluate(LIT)) > set(near)
    press(page, "-")
    assert set(page.evaluate(LIT)) == set(near)
    press(page, "Escape")
    assert page.evaluate(f"{VIEW}.lit") is None


def test_the_legend_counts_and_picks_out_a_type(page: Page, server: str):
    open_graph(page, f"{server}/graph")
    button = page.locator(".lianpu-graph .legend button", has_text="企业")
    expect(button.locator(".count")).to_have_text("7")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert len(page.evaluate(LIT)) == 7
    assert len(page.evaluate(f"{VIEW}.network.getSelectedNodes()")) == 7
    button.click()
    assert page.evaluate(f"{VIEW}.lit") is None


def test_a_path_between_two_names_stands_out_and_is_read_out(page: Page, server: str):
    open_graph(page, f"{server}/graph?node={SMELTER}&on={SMELTER},enterprise/国投金城冶金")
    click(page, "国投金城冶金", shift=True)
    words = page.locator(".st-key-path-words")
    expect(words).to_contain_text("国投金城冶金 生产 稀贵金属", timeout=15_000)
    assert set(page.evaluate(LIT)) == {"中原黄金冶炼厂", "稀贵金属", "国投金城冶金"}
    press(page, "Escape")
    expect(words).to_have_count(0, timeout=15_000)
    assert page.evaluate(f"{VIEW}.lit") is None


# ---------------------------------------------------------------- layouts


def test_the_chain_layout_orders_columns_and_stays_put_when_names_come(graph: Page):
    tool(graph, "layered")
    expect(graph.locator("[data-tool=layered]")).to_have_attribute("aria-pressed", "true", timeout=15_000)
    places = graph.evaluate(PLACES)
    slots = {node["id"]: node["slot"][0] for node in graph.evaluate(f"{VIEW}.data.nodes")}
    ordered = sorted(slots, key=lambda iri: places[iri]["x"])
    assert [slots[iri] for iri in ordered] == sorted(slots.values()) and len(set(slots.values())) > 1
    before = len(places)
    x, y = graph.evaluate(WHERE, GOLD)
    graph.mouse.dblclick(x, y)
    graph.wait_for_function(f"{NAMES}.length > {before}", timeout=15_000)
    after = graph.evaluate(PLACES)
    assert all(abs(after[iri]["x"] - at["x"]) + abs(after[iri]["y"] - at["y"]) < 1 for iri, at in places.items())


def test_a_pinned_name_keeps_its_place_in_another_layout(graph: Page):
    press(graph, "p")
    expect(graph.locator("[data-tool=undo]")).to_have_attribute("title", re.compile("固定"), timeout=15_000)
    at = f"{PLACES}[{VIEW}.data.selected]"
    before = graph.evaluate(at)
    press(graph, "3")
    expect(graph.locator("[data-tool=concentric]")).to_have_attribute("aria-pressed", "true", timeout=15_000)
    assert graph.evaluate(at) == before


# ---------------------------------------------------------------- sharing


def test_a_copied_link_shows_a_colleague_the_same(graph: Page, browser: Browser):
    click(graph, GOLD)
    heading(graph, GOLD)
    press(graph, "e")
    graph.wait_for_function(f"{NAMES}.length > 6", timeout=15_000)
    press(graph, "2")
    expect(graph).to_have_url(re.compile("layout=layered"), timeout=15_000)
    context = browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    other = open_graph(context.new_page(), graph.url)
    assert sorted(other.evaluate(NAMES)) == sorted(graph.evaluate(NAMES))
    heading(other, GOLD)
    expect(other.locator("[data-tool=layered]")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_the_picture_comes_as_png_and_as_svg_with_every_name(graph: Page, tmp_path: Path):
    with graph.expect_download() as png:
        tool(graph, "png")
    png.value.save_as(tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with graph.expect_download() as svg:
        tool(graph, "svg")
    svg.value.save_as(tmp_path / "a.svg")
    root = ElementTree.parse(tmp_path / "a.svg").getroot()  # noqa: S314 - our own file
    text = "".join(root.itertext())
    assert all(name in text for name in graph.evaluate(NAMES))


@pytest.mark.parametrize(
    ("label", "ending", "begin"),
    [
        ("表格 CSV", "csv", "\ufeff主体,关系"),
        ("数据 Turtle", "ttl", "@prefix"),
        ("数据 JSON-LD", "jsonld", "["),
        ("网络 GEXF", "gexf", "<?xml"),
        ("网络 GraphML", "graphml", "<?xml"),
    ],
)
def test_what_is_on_the_canvas_comes_down_in_each_form(
    graph: Page, tmp_path: Path, label: str, ending: str, begin: str
):
    graph.get_by_role("button", name="导出").click()
    with graph.expect_download() as file:
        graph.get_by_role("button", name=label).click()
    assert file.value.suggested_filename == f"lianpu.{ending}"
    file.value.save_as(tmp_path / "file")
    text = (tmp_path / "file").read_text("utf-8")
    assert text.startswith(begin) and GOLD in text


# ---------------------------------------------------------------- names that are markup, and many names


def show_bare(page: Page, data: dict[str, object]) -> None:
    """The canvas's own script in a page without Streamlit."""
    page.set_content(f"<body>{CANVAS_HTML}</body>")
    for script in (vis_script(), canvas_script()):
        ours = re.sub(r"export default function", "globalThis.lianpuShow = function", script)
        page.add_script_tag(content=ours)
    page.evaluate("(data) => lianpuShow({ parentElement: document.body, data, setTriggerValue: () => {} })", data)
    expect(page.locator(".lianpu-canvas[data-settled=true]")).to_be_visible(timeout=60_000)


def attack_data() -> dict[str, object]:
    bad, other = thing(ATTACK, EntityType.ORGANIZATION, 3), thing("甲", EntityType.INDUSTRY)
    said = Evidence("r", Span(0, len(ATTACK)), ATTACK, ATTACK)
    facts = [Fact(bad.iri, Predicate.OPERATES_IN, other.iri, 0.9, False, "r", said)]
    labels = {kind: kind.value for kind in EntityType}
    drawn = canvas([bad, other], facts, type_labels=labels, predicate_labels=dict.fromkeys(Predicate, ATTACK))
    return drawn_data(drawn, undo=ATTACK, selected=bad.iri, description=ATTACK)


def test_a_name_that_is_markup_is_shown_as_text_everywhere(page: Page):
    page.on("dialog", lambda dialog: pytest.fail("the name ran as a script"))
    show_bare(page, attack_data())
    tip = page.locator("div.vis-tooltip")
    page.mouse.move(*page.evaluate(WHERE, ATTACK))
    expect(tip).to_contain_text(ATTACK)
    press(page, "n")
    expect(page.locator(".said")).not_to_be_empty()
    assert page.locator("img").count() == 0
    svg = page.evaluate(f"svgPicture({VIEW})")
    text = "".join(ElementTree.fromstring(svg).itertext())  # noqa: S314 - our own
    assert "<img" not in svg and ATTACK in text


def test_five_hundred_names_and_a_thousand_links_are_drawn(page: Page):
    many = [thing(f"企业{number}", EntityType.ENTERPRISE, number % 30) for number in range(500)]
    said = Evidence("r", Span(0, 1), "句", "")
    ends = [(number, (number * 7 + step) % 500) for number in range(500) for step in (1, 3)]
    facts = [Fact(many[a].iri, Predicate.OPERATES_IN, many[b].iri, 0.9, False, "r", said) for a, b in ends if a != b]
    labels = {kind: kind.value for kind in EntityType}
    drawn = canvas(many, facts, type_labels=labels, predicate_labels={p: p.value for p in Predicate})
    show_bare(page, drawn_data(drawn))
    assert page.evaluate(f"{VIEW}.nodes.length") == 500
    assert page.evaluate(f"{VIEW}.edges.length") == len(drawn.edges) > 950
