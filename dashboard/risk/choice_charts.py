"""Charts of choosing: which option costs least how often, what that risks, and how likely a saving is."""

from html import escape

from dashboard.figures import NARROW_WITH_NAMES, Figure, dash_of, figure_with, ink_on, money_ticks, words
from dashboard.formats import short
from dashboard.risk.charts import place_of
from tcomodel.colours import Colours
from tcomodel.readers.rounded import probability, with_band
from tcomodel.simulation import Simulation
from tcomodel.simulation.estimates import Estimate

CURVE_HEIGHT = 380
NARROW_NAME = 18  # characters in a row of a name


def choice(found: Simulation, colours: Colours) -> Figure:
    """Left how often each option costs least, right what choosing it costs more than the best on average."""
    rows = list(range(len(found.options)))
    wins = [found.cheapest_in(one.key) for one in found.options]
    regrets = [found.regret(one.key) for one in found.options]
    fills = [colours.option(place_of(found, one)) for one in found.options]
    lost = [0.0 if regret is None else regret.value for regret in regrets]
    left = {
        "type": "bar",
        "orientation": "h",
        "x": [100 * one.value for one in wins],
        "y": rows,
        "marker": {"color": fills},
        "text": [probability(one) for one in wins],
        "textposition": ["inside" if one.value > 0.6 else "outside" for one in wins],
        "insidetextanchor": "end",
        "insidetextfont": {"color": [ink_on(fill) for fill in fills]},
        "cliponaxis": False,
        "hovertext": [
            f"<b>{escape(one.label)}</b><br>costs least in {probability(win)} of {found.draws:,} futures"
            for one, win in zip(found.options, wins, strict=True)
        ],
        "hoverinfo": "text",
    }
    right = {
        "type": "bar",
        "orientation": "h",
        "x": lost,
        "y": rows,
        "xaxis": "x2",
        "marker": {"color": fills},
        "text": ["serves in no future" if regret is None else with_band(regret) for regret in regrets],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertext": [
            f"<b>{escape(one.label)}</b><br>{_regretted(regret, found.comparison.currency)}"
            for one, regret in zip(found.options, regrets, strict=True)
        ],
        "hoverinfo": "text",
    }
    figure = figure_with(colours, [left, right], 44 * len(rows) + 84, right=20, bottom=44)
    layout = figure["layout"]
    most = max(lost) or 1.0
    second = dict(layout["xaxis"])
    layout["xaxis"] |= {
        "domain": [0.0, 0.46],
        "range": [0, 104],
        "tickvals": [0, 50, 100],
        "ticktext": ["0", "50 %", "100 %"],
        "title": {"text": "Costs least, % of all futures", "standoff": 6},
    }
    layout["xaxis2"] = (
        second
        | {
            "domain": [0.54, 1.0],
            "range": [0, most * 1.45],
            "anchor": "y",
            "title": {"text": f"Expected regret, {found.comparison.currency}", "standoff": 6},
        }
        | money_ticks(0.0, most, 3)
    )
    layout["yaxis"] |= {
        "tickvals": rows,
        "ticktext": [words(one.label) for one in found.options],
        "range": [len(rows) - 0.45, -0.55],
        "showgrid": False,
        "ticks": "",
    }
    layout |= {"bargap": 0.35, "showlegend": False}
    figure["narrow below"] = NARROW_WITH_NAMES
    figure["narrow"] = {
        "height": layout["height"] + 16 + 8 * len(rows),
        "margin": layout["margin"] | {"b": layout["margin"]["b"] + 16},
        "xaxis": layout["xaxis"] | {"title": {"text": "Costs least,<br>% of all futures", "standoff": 6}},
        "xaxis2": layout["xaxis2"]
        | {"title": {"text": f"Expected<br>regret, {found.comparison.currency}", "standoff": 6}},
        "yaxis": layout["yaxis"] | {"ticktext": [words(one.label, NARROW_NAME) for one in found.options]},
    }
    return figure


def _regretted(regret: Estimate | None, currency: str) -> str:
    if regret is None:
        return "serves all of the work in no future"
    return f"costs {short(regret.value, 2)} {currency} more than the best choice of each future, on average"


def saving_probability(found: Simulation, colours: Colours) -> Figure | None:
    """For each amount the share of futures that save at least as much; None where nothing is saved against."""
    saving = [one for one in found.options if one.npv_saving is not None]
    if not saving:
        return None
    traces, ends = [], []
    currency = found.comparison.currency
    for one in saving:
        place = place_of(found, one)
        amounts, chances = found.saving_curve(one.key)
        ends += [float(amounts[0]), float(amounts[-1])]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": words(one.label, 40),
                "x": [float(f"{value:.7g}") for value in amounts],
                "y": [float(f"{100 * value:.5g}") for value in chances],
                "line": {"color": colours.option(place), "dash": dash_of(place, colours), "width": 2.5},
                "hovertext": [
                    f"<b>{escape(one.label)}</b><br>saves at least {short(amount, 2)} {currency}<br>"
                    f"in {float(f'{100 * chance:.2g}'):g} % of the futures"
                    for amount, chance in zip(amounts, chances, strict=True)
                ],
                "hoverinfo": "text",
            }
        )
    low, high = min(0.0, *ends), max(0.0, *ends)
    rows = len(saving)
    figure = figure_with(colours, traces, CURVE_HEIGHT + 22 * rows, bottom=58 + 22 * rows)
    layout = figure["layout"]
    layout["xaxis"] |= {
        "title": {"text": f"Saving in today's money, at least, {currency}", "standoff": 6},
        "range": [low, high * 1.02],
        "zeroline": True,
    } | money_ticks(low, high)
    layout["yaxis"] |= {
        "range": [0, 103],
        "tickvals": [0, 25, 50, 75, 100],
        "ticktext": ["0", "25 %", "50 %", "75 %", "100 %"],
        "title": {"text": "Share of the futures"},
    }
    layout |= {
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "entrywidth": 260,
            "x": 0,
            "xref": "container",
            "y": 0,
            "yref": "container",
            "yanchor": "bottom",
        },
    }
    return figure
