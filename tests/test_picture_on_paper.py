"""A picture of a chart goes into a document: it is on white in the light colours, also when the screen is dark."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from dashboard import figures
from dashboard.programme import volume_chart
from tcomodel import Comparison, compare, load_card, load_scenario
from tcomodel.categories import ORDER
from tcomodel.colours import ON_WHITE, Colours, mixed

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "dashboard" / "chart" / "browser"
COLOUR = re.compile(r"#[0-9a-f]{6}")
STRENGTHS = (0.08, 0.16, 0.18, 0.3, 0.35, 0.42, 0.55, 0.6, 0.8)  # with which charts thin a colour
NEAR = 4  # of 255: what rounding to whole steps may cost twice


def dark() -> Colours:
    """The colours of the dark screen, as ``theme.colours`` makes them."""
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]["dark"]
    ground, text = told["backgroundColor"], told["textColor"]
    return Colours(tuple(told["chartCategoricalColors"]), ground, text, mixed(text, ground, 0.15))


def drawn(result: Comparison, colours: Colours) -> list[dict[str, Any]]:
    """The figures of Compare and Programme, and one with every tint and every thinned colour there is."""
    thinned = [mixed(one, colours.background, strength) for one in colours.palette for strength in STRENGTHS]
    thinned += [mixed(colours.text, colours.background, strength) for strength in STRENGTHS]
    tints = [colours.category(name) for name in ORDER]
    return [
        figures.cumulative_cost(result, colours),
        figures.cost_by_category(result, colours),
        figures.bridge(result, result.cheapest, colours),
        volume_chart.by_channel(result, colours),
        figures.figure_with(colours, [{"type": "bar", "marker": {"color": thinned + tints}}], 300),
    ]


@pytest.fixture(scope="module")
def result() -> Comparison:
    return compare(load_scenario(ROOT / "data" / "scenarios" / "example.yaml"), load_card(ROOT / "data" / "rates.yaml"))


def test_a_dark_chart_is_on_paper_what_it_is_on_a_light_screen(page: Page, result: Comparison):
    page.add_script_tag(content=(BROWSER / "paper.js").read_text(encoding="utf-8"))
    told = page.evaluate("PAPER")
    assert (tuple(told["palette"]), told["ground"], told["text"]) == (
        ON_WHITE.palette, ON_WHITE.background, ON_WHITE.text,
    )  # fmt: skip
    for on_dark, on_white in zip(drawn(result, dark()), drawn(result, ON_WHITE), strict=True):
        made, wanted = (page.evaluate("spec => JSON.stringify(onPaper(spec))", spec) for spec in (on_dark, on_white))
        there, here = (COLOUR.findall(text) for text in (wanted, made))
        assert len(there) > 15
        far = [(one, two) for one, two in zip(here, there, strict=True) if _apart(one, two) > NEAR]
        assert not far


def _apart(one: str, other: str) -> int:
    return max(abs(int(one[at : at + 2], 16) - int(other[at : at + 2], 16)) for at in (1, 3, 5))
