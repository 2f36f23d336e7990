"""Simulate and cancel, in Chromium: a long run is watched and ended, the last answer stands, the next run is complete.

The numbers at the end are those that ``tcomodel.simulation`` gives for the same inputs, draws and seed.
"""

import re

from playwright.sync_api import Locator, Page, expect

from dashboard.formats import exact, short
from tcomodel import compare, load_scenario
from tcomodel.readers.risk_words import risk_answer
from tcomodel.readers.rounded import probability
from tcomodel.simulation import Simulation, simulate
from tests.case_file import ROOT, card

MINUTE = 60_000  # milliseconds; both cores may be busy with other tests
LONG, SHORT, SEED = 65_536, 1_024, 7
expect.set_options(timeout=MINUTE)


def simulated(draws: int, seed: int) -> Simulation:
    example = load_scenario(ROOT / "data" / "scenarios" / "example.yaml")
    return simulate(compare(example, card()), draws, seed)


def test_a_long_run_is_cancelled_and_a_short_one_ends_with_the_numbers_of_the_model(page: Page, dashboard: str):
    page.goto(f"{dashboard}/risk")
    screen = page.get_by_test_id("stMain")
    heading, cancel = screen.get_by_role("heading", level=2).first, screen.get_by_role("button", name="Cancel")
    again = screen.get_by_role("button", name=re.compile("^(Draw again|Draw the futures)$"))
    expect(heading).to_contain_text("of 4,096 futures.")
    expect(again).to_be_enabled()
    answer = heading.inner_text()

    screen.get_by_role("radio", name=f"{LONG:,}").click()
    expect(again).to_contain_text("Draw the futures")
    again.click()
    expect(screen.get_by_role("progressbar")).to_have_attribute("aria-valuenow", re.compile("[1-9]"))
    expect(screen).to_contain_text(f"{LONG:,} draws: drawing futures")
    expect(heading).to_have_text(answer)
    expect(again).to_be_disabled()
    cancel.click()
    expect(screen).to_contain_text(f"Cancelled: {LONG:,} draws. Shown are the 4,096 draws from before, seed 1.")
    expect(cancel).to_have_count(0)
    expect(heading).to_have_text(answer)
    expect(again).to_be_enabled()

    screen.get_by_role("radio", name=f"{SHORT:,}").click()
    seed = screen.get_by_label("Seed", exact=True)
    seed.fill(str(SEED))
    seed.press("Enter")
    expect(again).to_contain_text("Draw the futures")
    again.click()
    expect(screen).to_contain_text(f"{SHORT:,} draws of 40 uncertain inputs, seed {SEED}")
    expect(screen).not_to_contain_text("Cancelled")
    expect(cancel).to_have_count(0)

    found = simulated(SHORT, SEED)
    best = found.favourite
    expect(heading).to_have_text(
        f"{best.label} costs least in {probability(found.cheapest_in(best.key))} of 1,024 futures."
    )
    expect(screen).to_contain_text(risk_answer(found)[1])
    saving = best.npv_saving
    assert saving is not None
    said = re.search(r"lies between ([\d.]+ m) and ([\d.]+ m) USD", screen.inner_text())
    assert said
    spread = found.saving_of(best.key, "npv_saving")
    assert list(said.groups()) == [short(spread.p10.value), short(spread.p90.value)]

    regret = found.regret(found.options[1].key)
    assert regret is not None
    walked(screen, 1, "ArrowRight", "ArrowDown", "ArrowRight")
    expect(live(screen, 1)).to_contain_text(f"costs {short(regret.value, 2)} USD more than the best choice")
    walked(screen, 3, "End")
    so_far = float(found.comparison.option(best.key).of("cumulative_cost")[-1])
    expect(live(screen, 3)).to_contain_text(f"base case {short(so_far, 2)} USD. Enter: how it was made.")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"/explain\?.*line={best.key}\.cumulative_cost&month=60"), timeout=MINUTE)
    expect(screen).to_contain_text(exact(so_far))
    assert not page.complaints


def live(screen: Locator, chart: int) -> Locator:
    return screen.locator(".tco-chart").nth(chart).locator(".tco-live")


def walked(screen: Locator, chart: int, *keys: str) -> None:
    """Go along the points of a chart, once it is drawn."""
    one = screen.locator(".tco-chart").nth(chart)
    one.scroll_into_view_if_needed()
    expect(one.locator(".main-svg").first).to_be_visible()
    plot = one.locator(".tco-plot")
    expect(plot).to_have_class(re.compile("js-plotly-plot"))
    plot.focus()
    for key in keys:
        plot.press(key)
