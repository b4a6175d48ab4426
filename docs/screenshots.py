"""Take the README's pictures from a running server: ``python docs/screenshots.py http://localhost:8501``.

Needs the test dependencies and a Chromium (the one that LIANPU_CHROMIUM names, or ``chromium`` on the path).
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

PICTURES = {
    "overview": "",
    "graph": "graph?node=enterprise/中原黄金冶炼厂",
    "chain": "chain?chain=gold&link=gold-smelting",
    "gaps": "gaps?chain=copper",
    "counties": "counties",
}
FOLDER = Path(__file__).parent / "images"


def main(server: str) -> None:
    """Save each picture in Chinese and in English, at 1440x900."""
    browser_path = os.environ.get("LIANPU_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for language, locale in (("zh", "zh-CN"), ("en", "en-US")):
            page = browser.new_page(viewport={"width": 1440, "height": 900}, locale=locale)
            for name, address in PICTURES.items():
                page.goto(f"{server}/{address}")
                page.locator("h1").wait_for()
                page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")
                page.wait_for_timeout(2500)
                page.screenshot(path=FOLDER / f"{name}-{language}.png")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
