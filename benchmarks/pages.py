"""Times the pages in headless Chromium, as a person waits for them, and weighs the server.

    python benchmarks/pages.py [--built FOLDER] [--runs N] [--sessions N]

Starts a server of its own on the build in FOLDER (LIANPU_BUILT, else the current one; ``benchmarks/synthetic.py``
writes a large one), drives it with a browser on the same machine, and prints a Markdown table of medians and 95th
percentiles in milliseconds, frames a second, and the memory of the server with its child processes. A wait ends when
what was asked for is drawn and the page is at rest. LIANPU_CHROMIUM may name the browser.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Locator, Page, sync_playwright
from playwright.sync_api import TimeoutError as Waited

from graph.settings import PROJECT, load_settings
from graph.ui.pagelist import PATHS

FIRST, SECOND = "enterprise/中原黄金冶炼厂", "enterprise/国投金城冶金"
OTHER, KEYS = "中原黄金冶炼厂", "zyhjylc"
CHAIN = "chain?chain=gold"
RESTING = """() => !document.querySelector('[data-testid="stSkeleton"]')
  && document.querySelector('[data-test-script-state="notRunning"]') !== null"""
VIEW = "document.querySelector('.lianpu-canvas').lianpu"
#: Names on the canvas in sight of the mouse, with their places; the best connected last.
PLACES = """() => {
  const { host, network, data } = document.querySelector('.lianpu-canvas').lianpu;
  const box = host.getBoundingClientRect();
  return data.nodes.map((node) => {
    const at = network.canvasToDOM(network.getPositions([node.id])[node.id]);
    return { id: node.id, name: node.name, x: box.x + at.x, y: box.y + at.y, seen: network.getNodeAt(at) === node.id };
  }).filter((one) => one.seen && one.x > box.left && one.x < box.right && one.y > box.top && one.y < box.bottom);
}"""
FRAMES = """(seconds) => {
  globalThis.frames_seen = (async () => {
    let count = 0;
    const begin = performance.now();
    while (performance.now() < begin + seconds * 1000) {
      await new Promise((done) => requestAnimationFrame(done));
      count += 1;
    }
    return count * 1000 / (performance.now() - begin);
  })();
}"""

#: Whether the details of the name at hand are there, on the graph page and on the chain page.
DETAILS = f"(name) => document.querySelector('.st-key-details h3')?.innerText.trim() === name && ({RESTING})()"
PANEL = f"""(name) => ({RESTING})()
  && [...document.querySelectorAll('.st-key-chain-panel h3')].some((h) => h.innerText.trim() === name)"""

Row = tuple[str, int, str, str]


@contextmanager
def serving(built: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A server on a free port. Gives its address and its process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true", f"--server.port={port}"]
    environment = {**os.environ, "LIANPU_BUILT": str(built)}
    server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        address = f"http://localhost:{port}"
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/health", timeout=1)  # noqa: S310 - our own server
                break
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                time.sleep(0.2)
        yield address, psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def memory(server: psutil.Process) -> float:
    """Megabytes that the server and its children hold."""
    held = 0
    for process in (server, *server.children(recursive=True)):
        try:
            held += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return held / 1e6


def rest(page: Page, *, seconds: float = 300.0) -> None:
    """Return when the page is at rest."""
    page.wait_for_function(RESTING, timeout=seconds * 1000)


def open_page(page: Page, address: str) -> None:
    """Open an address and wait until all of it is there."""
    page.goto(address)
    page.locator("h1").first.wait_for(timeout=300_000)
    rest(page)
    page.wait_for_timeout(300)
    rest(page)


def timed(act: Callable[[], object], until: Callable[[], object]) -> float:
    """Milliseconds from the act until what it leads to is there."""
    start = time.perf_counter()
    act()
    until()
    return (time.perf_counter() - start) * 1000


def row(name: str, times: list[float]) -> Row:
    """One row of the table."""
    ordered = sorted(times)
    worst = ordered[max(0, -(-95 * len(ordered) // 100) - 1)]
    return name, len(times), f"{statistics.median(ordered):,.0f}", f"{worst:,.0f}"


def menu_link(page: Page, path: str) -> Locator:
    """A page's link in the menu; the heading that it stands under is opened."""
    link = page.locator(f"nav a[href$='/{path}'], [role=menu] a[href$='/{path}']").first
    for heading in page.get_by_test_id("stTopNavSection").all():
        if link.is_visible():
            break
        heading.click()
        page.get_by_role("menu").wait_for()
    return link


def page_switches(page: Page, address: str, runs: int) -> Iterator[Row]:
    """From a click in the menu until the page is at rest, for all pages together and for the slowest three."""
    titles = {}
    for path in sorted(PATHS, reverse=True):
        open_page(page, f"{address}/{path}")
        titles[path] = page.locator("h1").first.inner_text()
    there = f"(title) => document.querySelector('h1')?.innerText === title && ({RESTING})()"
    waits: dict[str, list[float]] = {path: [] for path in sorted(PATHS)}
    for _ in range(runs):
        for path, times in waits.items():
            link = menu_link(page, path)
            times.append(
                timed(
                    link.click,
                    lambda title=titles[path]: page.wait_for_function(there, arg=title, timeout=60_000),  # type: ignore[misc]
                )
            )
            page.wait_for_timeout(200)
    # The first in the row is already there at the first run.
    yield row("page switch", [one for times in waits.values() for one in times[1:]])
    for path, times in sorted(waits.items(), key=lambda pair: -statistics.median(pair[1] or [0.0]))[:3]:
        yield row(f"page switch to {path}", times)


def canvas_waits(page: Page, address: str, runs: int) -> Iterator[Row]:
    """A click until the details are there, a double click until the neighbours are drawn, frames while panning."""
    clicks, expansions = [], []
    for run in range(runs):
        if run % 5 == 0:
            open_page(page, f"{address}/graph?node={FIRST}")
            page.locator(".lianpu-canvas[data-settled=true]").wait_for(timeout=120_000)
        selected = page.evaluate(f"{VIEW}.data.selected")
        places = [place for place in page.evaluate(PLACES) if place["id"] != selected]
        place = places[run % len(places)]
        clicks.append(
            timed(
                lambda at=place: page.mouse.click(at["x"], at["y"]),  # type: ignore[misc]
                lambda at=place: page.wait_for_function(DETAILS, arg=at["name"], timeout=120_000),  # type: ignore[misc]
            )
        )
        page.wait_for_timeout(400)
    for run in range(runs):
        open_page(page, f"{address}/graph?node={FIRST}")
        page.locator(".lianpu-canvas[data-settled=true]").wait_for(timeout=120_000)
        count = page.evaluate(f"{VIEW}.nodes.length")
        places = page.evaluate(PLACES)
        industries = [place for place in places if "/industry/" in place["id"] or "/place/" in place["id"]] or places
        place = industries[run % len(industries)]
        try:
            expansions.append(
                timed(
                    lambda at=place: page.mouse.dblclick(at["x"], at["y"]),  # type: ignore[misc]
                    lambda n=count: page.wait_for_function(f"{VIEW}.nodes.length > {n}", timeout=10_000),  # type: ignore[misc]
                )
            )
        except Waited:
            print(f"nothing more at {place['name']}", file=sys.stderr)
    yield row("click to details", clicks)
    yield row("double click to neighbours drawn", expansions)
    yield ("frames a second while panning", 1, f"{panning(page):.0f}", "")


def panning(page: Page, seconds: float = 3.0) -> float:
    """Frames a second while the canvas is dragged."""
    box = page.locator(".lianpu-canvas").bounding_box()
    if box is None:
        return 0.0
    page.evaluate(FRAMES, seconds)
    x, y = box["x"] + 15, box["y"] + box["height"] - 15
    page.mouse.move(x, y)
    page.mouse.down()
    end = time.monotonic() + seconds
    step = 0
    while time.monotonic() < end:
        step += 1
        page.mouse.move(x + 150 * (step % 40) / 40, y - 80 * (step % 40) / 40)
    page.mouse.up()
    return float(page.evaluate("globalThis.frames_seen"))


def path_waits(page: Page, address: str, runs: int) -> Row:
    """From the shift-click on a second name until the path stands out and is read out."""
    waits = []
    for _ in range(runs):
        open_page(page, f"{address}/graph?node={FIRST}&on={FIRST},{SECOND}")
        page.locator(".lianpu-canvas[data-settled=true]").wait_for(timeout=120_000)
        place = next(place for place in page.evaluate(PLACES) if place["id"].endswith(SECOND))
        page.keyboard.down("Shift")
        waits.append(
            timed(
                lambda at=place: page.mouse.click(at["x"], at["y"]),  # type: ignore[misc]
                lambda: page.locator(".st-key-path-words").wait_for(timeout=60_000),
            )
        )
        page.keyboard.up("Shift")
    return row("path between two names", waits)


def search_waits(page: Page, address: str, runs: int) -> Row:
    """From the last letter in the search box until what was meant is listed; 120 ms of it are the box's own wait."""
    open_page(page, f"{address}/sparql")
    box = page.locator(".lianpu-search input")
    box.click()
    option = page.locator(".lianpu-search [role=option]", has_text=OTHER).first
    waits = []
    for _ in range(runs):
        box.fill("")
        option.wait_for(state="hidden")
        page.wait_for_timeout(300)
        waits.append(timed(lambda: box.fill(KEYS), lambda: option.wait_for(timeout=30_000)))
    return row("search, from the last letter", waits)


def chain_waits(page: Page, address: str, runs: int) -> Row:
    """From a click on a link of a chain until its details are there."""
    open_page(page, f"{address}/{CHAIN}")
    cards = page.locator(".lianpu-chain .card")
    waits = []
    for run in range(runs):
        card = cards.nth((run * 7) % cards.count())
        title = card.locator(".title").inner_text()
        waits.append(
            timed(
                lambda card=card: card.click(),  # type: ignore[misc]
                lambda title=title: page.wait_for_function(PANEL, arg=title, timeout=60_000),  # type: ignore[misc]
            )
        )
    return row("click on a chain's link to details", waits)


def crowd(browser: Browser, address: str, server: psutil.Process, sessions: int) -> Iterator[Row]:
    """The server's memory with one and with many sessions that have been on every page."""
    pages = [f"{address}/{path}" for path in sorted(PATHS)]
    contexts = []
    for number in range(sessions):
        context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        for where in pages if number == 0 else pages[number % len(pages) :: 3]:
            page.goto(where)
            page.locator("h1").first.wait_for(timeout=300_000)
        rest(page)
        if number in (0, sessions - 1):
            yield (f"server memory, MB, sessions open: {number + 1}", 1, f"{memory(server):,.0f}", "")
    for context in contexts:
        context.close()


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--built", type=Path, default=load_settings().built, help="the folder of the build")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=20, help="how many browse at once")
    asked = parser.parse_args()
    runs, sessions = min(max(1, asked.runs), 200), min(max(1, asked.sessions), 50)
    with sync_playwright() as playwright, serving(asked.built.resolve()) as (address, server):
        path = os.environ.get("LIANPU_CHROMIUM") or shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
        print("| what | runs | median ms | p95 ms |\n|---|--:|--:|--:|")
        print(f"| the first page, graph loaded | 1 | {timed(lambda: open_page(page, address), lambda: None):,.0f} | |")
        groups: list[Callable[[], Iterator[Row]]] = [
            lambda: page_switches(page, address, max(2, runs // 4)),
            lambda: canvas_waits(page, address, runs),
            lambda: iter([path_waits(page, address, max(3, runs // 4))]),
            lambda: iter([search_waits(page, address, runs)]),
            lambda: iter([chain_waits(page, address, runs)]),
            lambda: crowd(browser, address, server, sessions),
        ]
        for group in groups:
            for name, count, median, worst in group():
                print(f"| {name} | {count} | {median} | {worst} |", flush=True)
        browser.close()


if __name__ == "__main__":
    main()
