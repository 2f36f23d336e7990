"""The charts that stand in the window of Compare at first, made beforehand for a few volumes: the floor draws the same.

    write(Path("charts.json"))     [[cost so far, bridge, cost by category], ...] for 20 volumes, each a text for Plotly

What Plotly needs is there, the words of the marks too; what only our page reads is not, and no hover words.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard import figures
from dashboard.figures import Figure
from tcomodel import Comparison, compare, load_card, load_scenario, scenario_from
from tcomodel.colours import ON_WHITE
from tests.bench.dashboard.servers import PROJECT

VOLUMES, STEP = 20, 1 / 50  # of today's volume, as the steps of the dashboard's slider are
NAMES, NUMBERS = 190, 64  # pixels left of bars and of lines, where our page measures the words
ENDS = 0.15  # of the longest bar, for the figure at its end
OURS_ALONE = ("customdata", "meta", "hovertext")


def write(file: Path) -> None:
    """Write the charts of every volume."""
    file.write_text(json.dumps([[json.dumps(one) for one in charts] for charts in of_volumes()]), encoding="utf-8")


def of_volumes() -> Iterator[list[Figure]]:
    """The charts at today's volume and at so many steps more."""
    scenario = load_scenario(PROJECT / "data" / "scenarios" / "example.yaml")
    card = load_card(PROJECT / "data" / "rates.yaml")
    for number in range(VOLUMES):
        demand = scenario.data["demand"]
        volume: dict[str, Any] = demand["volume"] | {"voice": _stated(demand["volume"]["voice"]) * (1 + number * STEP)}
        yield _charts(compare(scenario_from({**scenario.data, "demand": {**demand, "volume": volume}}), card))


def _stated(volume: Any) -> float:
    return float(volume["base"] if isinstance(volume, dict) else volume)


def _charts(result: Comparison) -> list[Figure]:
    best = next(option for option in result.ranking if option is not result.baseline)
    return [
        _for_plotly(figures.cumulative_cost(result, ON_WHITE), NUMBERS),
        _for_plotly(figures.bridge(result, best, ON_WHITE), NAMES, ENDS),
        _for_plotly(figures.cost_by_category(result, ON_WHITE), NAMES, ENDS),
    ]


def _for_plotly(figure: Figure, left: int, ends: float = 0.0) -> Figure:
    """Data and layout alone, with the room that our page makes for words."""
    layout = figure["layout"]
    low, high = layout["xaxis"]["range"]
    layout["margin"] |= {"l": left}
    layout["xaxis"] |= {"range": [low, high + ends * (high - low)]}
    traces = [{**trace, "hoverinfo": "skip"} for trace in (*figure["data"], *figure["marks"])]
    return {
        "data": [{name: one for name, one in trace.items() if name not in OURS_ALONE} for trace in traces],
        "layout": {**layout, "autosize": True},
    }
