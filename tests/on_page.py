"""What tests in Chromium do on every screen: open it, wait for the server, press, type, read the answer."""

import re

from playwright.sync_api import Locator, Page, expect

MINUTE = 60_000  # milliseconds; both cores may be busy with other tests
EXACT = re.compile(r"Exact total over the term: ([0-9,.]+) USD \((.+)\)")
# The last of what was sent is drawn a moment after the server says it is done: a box that is just being replaced would
# take with it what is typed into it. What comes and goes without the server, as within a chart, is waited for so long.
STOOD_STILL = """([moment, patience]) => new Promise(done => {
    const began = performance.now();
    let since = began;
    const drawn = new MutationObserver(() => { if (performance.now() - began < patience) since = performance.now(); });
    drawn.observe(document.body, {childList: true, subtree: true});
    const look = () => {
        const now = performance.now();
        if (!document.querySelector('[data-test-script-state=notRunning]')) since = now;
        if (now - since < moment) { setTimeout(look, 20); return; }
        drawn.disconnect();
        done(true);
    };
    look();
})"""
A_MOMENT, PATIENCE = 150, 10_000


def opened(page: Page, address: str) -> None:
    """Go to a screen and wait until it stands."""
    page.goto(address)
    expect(page.get_by_test_id("stMain").locator("h1, h2").first).to_be_visible(timeout=MINUTE)
    settled(page)


def settled(page: Page) -> None:
    """Wait until the server has nothing left to do, and what it said is drawn."""
    page.wait_for_function(STOOD_STILL, arg=[A_MOMENT, PATIENCE], timeout=MINUTE)


def press(page: Page, button: str) -> None:
    """Press the first button of this name."""
    settled(page)
    page.get_by_role("button", name=button, exact=True).first.click()


def box(around: Page | Locator, label: str | re.Pattern[str]) -> Locator:
    """The box of this name; while it changes, its forerunner is still there, behind it or out of sight."""
    return around.get_by_role("textbox", name=label).filter(visible=True).first


def lever(page: Page, label: str) -> Locator:
    """The box for an exact number beside a slider; the same holds of it."""
    return page.get_by_label(f"{label}, exact", exact=True).filter(visible=True).first


def type_into(page: Page, where: Locator, text: str) -> None:
    """Type another text into a box, Enter at its end, and wait for what the server makes of it."""
    expect(where.first).to_be_visible(timeout=MINUTE)
    settled(page)
    where.first.fill(text)
    where.first.press("Enter")
    settled(page)


def exact_total(page: Page) -> tuple[float, str]:
    """The total to the cent and the option it belongs to."""
    found = EXACT.search(page.get_by_text("Exact total over the term").inner_text())
    assert found
    return float(found[1].replace(",", "")), found[2]
