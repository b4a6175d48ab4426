"""A real headless Chromium and a real server. Without a browser these tests skip and say how to get one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

NO_BROWSER = (
    "no browser found: install Chromium, Chrome or Edge, run `playwright install chromium`, "
    "or set LIANPU_CHROMIUM to the path of one"
)
#: Where browsers are when they are not on the path (macOS, Windows).
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests here, and let them come last: they are slow, and Playwright leaves its event loop running."""
    here = [item for item in items if Path(item.path).is_relative_to(Path(__file__).parent)]
    for item in here:
        item.add_marker(pytest.mark.browser)
    items.sort(key=set(here).__contains__)


def find_browser(playwright: Playwright) -> str | None:
    """The path of a browser on this machine: the one that LIANPU_CHROMIUM names first, Playwright's own last."""
    named = os.environ.get("LIANPU_CHROMIUM")
    if named:
        return named
    on_path = (shutil.which(name) for name in NAMES)
    places = (place for place in (*PLACES, playwright.chromium.executable_path) if Path(place).is_file())
    return next((found for found in on_path if found), None) or next(places, None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = find_browser(playwright)
        if path is None:
            pytest.skip(NO_BROWSER)
        try:
            found = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except PlaywrightError as error:
            if os.environ.get("LIANPU_CHROMIUM"):
                raise
            pytest.skip(f"{NO_BROWSER} ({path} did not start: {error.message.splitlines()[0]})")
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page in Chinese; anything on its console, any failed request and any page error fails the test."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda message: said.append(f"console {message.type}: {message.text}"))
    opened.on("pageerror", lambda error: said.append(f"error: {error}"))
    opened.on("request", lambda request: said.append(f"outside: {request.url}") if is_outside(request.url) else None)
    yield opened
    context.close()
    assert said == []


def is_outside(url: str) -> bool:
    return not url.startswith(("http://localhost:", "data:", "blob:", "ws://localhost:"))
