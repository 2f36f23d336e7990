"""A hand on a slider in Chromium: milliseconds from the key to the first figure and to the last chart.

All clocks run inside the page (page_clock.js); what happens out here only decides when a move is over.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CLOCK = Path(__file__).with_name("page_clock.js").read_text(encoding="utf-8")
QUIET = 300  # milliseconds without a change end a move
LONGEST = 60_000  # milliseconds
WARM = 4  # moves that are not counted
WINDOW = {"width": 1400, "height": 1600}
COMPLETE = """charts => document.querySelector("[data-test-script-state=notRunning]")
    && document.querySelectorAll('[data-testid="stMetricValue"]').length >= 4
    && document.querySelectorAll(".js-plotly-plot .main-svg").length >= charts"""
QUIETLY = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]


@dataclass(frozen=True)
class Move:
    """Milliseconds after the key; ``chart`` is 0 on a page without charts."""

    figure: float
    chart: float


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window; raises RuntimeError where there is none."""
    path = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise RuntimeError("Chromium is missing")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIETLY)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Browser, address: str, charts: int) -> Iterator[Page]:
    """A complete page in a session of its own."""
    context = browser.new_context(viewport=WINDOW)
    try:
        page = context.new_page()
        page.goto(address)
        page.wait_for_function(COMPLETE, arg=charts, timeout=LONGEST)
        page.evaluate(CLOCK)
        yield page
    finally:
        context.close()


def cold_start(browser: Browser, address: str, charts: int) -> float:
    """Milliseconds from asking for the page, with nothing in the browser's store, to the last chart."""
    context = browser.new_context(viewport=WINDOW)
    try:
        page = context.new_page()
        page.goto(address, wait_until="commit")
        page.wait_for_function(COMPLETE, arg=charts, timeout=LONGEST, polling="raf")
        return float(page.evaluate("performance.now()"))
    finally:
        context.close()


def moves(page: Page, slider: str, times: int) -> list[Move]:
    """So many steps of a slider; the first ones are not counted."""
    found = []
    for number in range(WARM + times):
        handle = page.locator(f'input[type=range][aria-label="{slider}"]').first
        handle.focus()
        page.evaluate("pageClock.wind()")
        page.keyboard.press("ArrowRight")
        page.wait_for_function("quiet => pageClock.over(quiet)", arg=QUIET, timeout=LONGEST, polling=50)
        clock = page.evaluate("({...pageClock})")
        if number >= WARM:
            chart = clock["chart"] - clock["pressed"] if clock["chart"] else 0.0
            found.append(Move(clock["figure"] - clock["pressed"], chart))
    return found
