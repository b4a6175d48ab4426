"""Measures frames a second while panning and zooming the canvas, in headless Chromium, by the size of the graph.

    python benchmarks/canvas.py [--seconds S] [--sizes 100x200 500x1000 ...]

The canvas's own script runs in a bare page, without Streamlit, on a made graph (names x links) of Chinese names. Prints
a Markdown table: time until the names are placed, then frames a second (on average, and at the slowest one in twenty)
while the picture is dragged, and while it is zoomed. LIANPU_CHROMIUM may name the browser.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import random
import re
import shutil
import time
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Page, sync_playwright

from graph.model import EntityType, Predicate, Span
from graph.present.canvas import canvas
from graph.present.palette import MARKS
from graph.query.values import Evidence, Fact, Thing
from graph.ui.catalogue import strings
from graph.ui.components import CANVAS_HTML, canvas_script, vis_script

SIZES = ("100x200", "300x600", "500x1000")
#: The times between frames, in milliseconds: their mean, and what one in twenty is longer than.
FRAMES = """(seconds) => {
  globalThis.measured = (async () => {
    const times = [];
    const end = performance.now() + seconds * 1000;
    for (let now = performance.now(); now < end; ) {
      const next = await new Promise((done) => requestAnimationFrame(done));
      times.push(next - now);
      now = next;
    }
    times.sort((a, b) => a - b);
    return [times.reduce((sum, time) => sum + time, 0) / times.length, times[Math.floor(times.length * 0.95)]];
  })();
}"""
#: A place in the canvas where no name stands, to drag the picture by.
GROUND = """() => {
  const { host, network } = document.querySelector('.lianpu-canvas').lianpu;
  const box = host.getBoundingClientRect();
  for (let x = 20; x < box.width; x += 15)
    for (let y = 20; y < box.height; y += 15)
      if (!network.getNodeAt({ x, y })) return [box.x + x, box.y + y];
}"""


def made(names: int, links: int) -> dict[str, Any]:
    """What the page would send for a made graph: a few hubs, many names with few links, the same at every run."""
    rng = random.Random(7)  # noqa: S311 - not for secrets
    kinds = list(EntityType)
    things = [
        Thing(f"x/{n}", rng.choice(kinds), f"三门峡市示范产业第{n}号重点企业", degree=rng.randint(1, 30))
        for n in range(names)
    ]
    said = Evidence("r", Span(0, 9), "依托龙头骨干企业大力发展精深加工产业", "")
    ends: set[tuple[int, int]] = set()
    while len(ends) < links:
        a, b = min(int(rng.expovariate(8 / names)), names - 1), rng.randrange(names)
        if a != b:
            ends.add((b, a))
    facts = [Fact(things[a].iri, Predicate.OPERATES_IN, things[b].iri, 0.9, False, "r", said) for a, b in sorted(ends)]
    labels = {kind: strings()[f"type.{kind.value}"]["zh"] for kind in kinds}
    relations = {predicate: strings()[f"relation.{predicate.value}"]["zh"] for predicate in Predicate}
    drawn = canvas(things, facts, type_labels=labels, predicate_labels=relations, left={t.iri: 3 for t in things})
    tools = {key.split(".")[1]: both["zh"] for key, both in strings().items() if key.startswith("canvastool.")}
    return {
        "nodes": list(drawn.nodes),
        "edges": list(drawn.edges),
        "options": drawn.options,
        "kinds": [
            {"kind": k.value, "label": labels[k], "glyph": m.glyph, "colour": m.colour} for k, m in MARKS.items()
        ],
        "words": tools,
        **dict.fromkeys(("selected", "anchor", "undo", "redo")),
        **{"generation": 1, "layout": "force", "columns": [], "path": [], "height": 540, "description": "graph"},
    }


def measured(page: Page, names: int, links: int, seconds: float) -> Iterator[float]:
    """Seconds until the names are placed; then frames a second of dragging and zooming, the mean and the slowest."""
    page.set_content(f"<body style='width:860px'>{CANVAS_HTML}</body>")
    for script in (vis_script(), canvas_script()):
        page.add_script_tag(content=re.sub(r"export default function", "globalThis.lianpuShow = function", script))
    show = """async (data) => {
      const begin = performance.now();
      lianpuShow({ parentElement: document.body, data, setTriggerValue: () => {} });
      const host = document.querySelector('.lianpu-canvas');
      while (host.dataset.settled !== 'true') await new Promise((done) => setTimeout(done, 5));
      return (performance.now() - begin) / 1000;
    }"""
    yield page.evaluate(show, made(names, links))
    for move in (drag, zoom):
        page.evaluate(FRAMES, seconds)
        move(page, time.monotonic() + seconds)
        for frame in page.evaluate("globalThis.measured"):
            yield 1000 / frame


def drag(page: Page, until: float) -> None:
    """Drag the picture to and fro with the mouse, some hundred moves a second."""
    x, y = page.evaluate(GROUND)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in itertools.takewhile(lambda _: time.monotonic() < until, itertools.count()):
        page.mouse.move(x + 200 * math.sin(step / 30), y + 100 * math.sin(step / 30))
    page.mouse.up()


def zoom(page: Page, until: float) -> None:
    """Zoom in and out with the wheel."""
    for step in itertools.takewhile(lambda _: time.monotonic() < until, itertools.count()):
        page.mouse.wheel(0, 40 if step % 40 < 20 else -40)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="how long each movement is measured")
    parser.add_argument("--sizes", nargs="+", default=list(SIZES), help="names x links, as 500x1000")
    asked = parser.parse_args()
    print("| names | links | placed (s) | drag fps | slow | zoom fps | slow |")
    print("|---:|---:|---:|---:|---:|---:|---:|")
    with sync_playwright() as playwright:
        path = os.environ.get("LIANPU_CHROMIUM") or shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for size in asked.sizes:
            names, links = map(int, size.split("x"))
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            placed, *rates = measured(page, names, links, asked.seconds)
            print(f"| {names} | {links} | {placed:.1f} | " + " | ".join(f"{rate:.0f}" for rate in rates) + " |")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
