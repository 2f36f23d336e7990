"""What the keyboard and a screen reader need: axe finds nothing serious on any screen, and Tab reaches every control.

axe-core (by Deque) looks at the page in the browser; it is the yardstick of this field. A violation counts where its
impact is serious or critical.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.frame import SCREENS

pytest.importorskip("axe_playwright_python")  # conftest says what is missing where the browser is
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.on_page import MINUTE, opened, settled

PATHS = {name: "" if name == "compare" else name for name in SCREENS}
GRAVE = ("serious", "critical")
# The one thing that is Streamlit's own: the label of a control that is switched off is pale, as the control is. The
# rule lets such labels be; axe cannot see that this one belongs to it.
OFF = """selector => !!document.querySelector(selector)?.closest('.stElementContainer')
    ?.querySelector(':disabled, [aria-disabled=true]')"""
DARK = "getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === 'dark'"
DRAWN = "[...document.querySelectorAll('.tco-chart')].every(one => one.getAttribute('aria-label'))"
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex='0']"


def drawn(page: Page, url: str) -> None:
    """A screen with nothing left to do, its charts announced."""
    opened(page, url)
    page.wait_for_function(DRAWN, timeout=MINUTE)


def violations(page: Page, *rules: str) -> Iterator[str]:
    """What axe finds, of all its rules or of some."""
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    for found in Axe().run(page, options=options).response["violations"]:
        for node in found["nodes"] if found["impact"] in GRAVE else ():
            where = str(node["target"][0])
            if not (found["id"] == "color-contrast" and page.evaluate(OFF, where)):
                why = node["any"][0]["message"] if node["any"] else found["help"]
                yield f"{found['id']}: {node['html'][:100]} ({where[:80]}): {why[:140]}"


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_no_serious_violation(name: str, page: Page, dashboard: str):
    """In light all rules, in dark the contrast, which alone is another there."""
    drawn(page, f"{dashboard}/{PATHS[name]}")
    found = list(violations(page))
    assert not found, "\n".join(found)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DARK, timeout=MINUTE)
    page.wait_for_function(DRAWN, timeout=MINUTE)
    settled(page)
    found = list(violations(page, "color-contrast"))
    assert not found, "\n".join(found)


def test_tab_reaches_every_control_of_compare_in_reading_order(page: Page, dashboard: str):
    drawn(page, dashboard)
    expect(page.get_by_test_id("stSidebar").get_by_role("slider").first).to_be_visible(timeout=MINUTE)
    controls = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(one =>
            one.tabIndex >= 0 && !one.disabled && one.checkVisibility({visibilityProperty: true}) &&
            one.getClientRects().length && !one.closest('[inert]')
        ).map((one, n) => {
            one.dataset.tabOrder = n;
            return one.getAttribute('aria-label') || one.innerText || one.outerHTML.slice(0, 80);
        })""",
        FOCUSABLE,
    )
    assert len(controls) > 40
    order: list[int] = []
    for _ in range(3 * len(controls)):
        page.keyboard.press("Tab")
        number = page.evaluate("document.activeElement?.dataset?.tabOrder ?? null")
        if number is not None and order and int(number) == order[0]:
            break  # all the way round: nothing holds the focus
        if number is not None and (not order or int(number) != order[-1]):
            order.append(int(number))
    else:
        pytest.fail(f"Tab never came round again; it ended at {[controls[one] for one in order[-3:]]}")
    missed = [said for number, said in enumerate(controls) if number not in order]
    assert missed == [], "Tab does not reach them"
    assert order == sorted(order), "Tab leaves the order of the page"
