"""A simulation and a difference as plain data for programs, and the draws as CSV for a spreadsheet.

    draw,philippines.seat_month,...,seats_manila.npv,seats_manila.saving,seats_manila.serves
    1,1830.2,...,11716830.6,15694613.2,yes

Every row of the CSV is one future: where all of its inputs are drawn once, put them into the scenario and its costs
come out. Of an input that is drawn by the year or month the row has only the average; its months follow from the seed
and the number of the draw, and ``simulate --future`` shows them.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel.csv_cells import csv_text
from tcomodel.readers.difference_words import difference_answer, indices_answer
from tcomodel.readers.driver_words import bar_name, driver_name, moved_name, unit_of_driver
from tcomodel.readers.risk_words import remarks, risk_answer, unranged
from tcomodel.readers.rounded import probability
from tcomodel.results import Comparison
from tcomodel.sensitivity.difference import Bar, BarEnd, Difference
from tcomodel.sensitivity.indices import Indices
from tcomodel.simulation import Estimate, Fan, Fans, OptionDraws, Percentile, Simulation, SpreadOfFigure
from tcomodel.simulation.results import MEASURES
from tcomodel.uncertainty import Driver, World

SCHEMA = 1  # raised when a name changes its meaning or goes


# -- simulation ------------------------------------------------------------------------------------


def simulation_data(found: Simulation, saving: tuple[float, bool] | None = None) -> dict[str, Any]:
    """Everything a program may want of a simulation, under fixed names; arrays of single draws are in the CSV."""
    file = found.comparison.scenario.file
    base = found.comparison.baseline
    return {
        "schema": SCHEMA,
        "scenario": {
            "name": file.name,
            "currency": file.currency,
            "start": file.start,
            "number_of_months": file.months,
        },
        "draws": found.draws,
        "seed": found.seed,
        "fan_draws": found.fan_draws,
        "answer": risk_answer(found),
        "remarks": remarks(found),
        "nothing_is_uncertain": found.is_certain,
        "baseline": base.key if base else None,
        "cheapest_most_often": found.favourite.key,
        "no_option_serves": _share(found.nobody_in),
        "options": [_option(found, one, saving) for one in found.options],
        "uncertain": [_driver(found.comparison, driver) for driver in found.drivers],
        "uncertain_but_no_cost": [_driver(found.comparison, driver) for driver in found.idle],
        "without_range": [
            {
                "key": swing.input.key,
                "label": moved_name(swing.input),
                "moved_by": swing.share,
                "changes_the_lead_by": swing.effect if np.isfinite(swing.effect) else None,
            }
            for swing in unranged(found.comparison, found.drivers)
        ],
    }


def _option(found: Simulation, one: OptionDraws, saving: tuple[float, bool] | None) -> dict[str, Any]:
    measures = [name for name in MEASURES if getattr(one, name) is not None]
    regret = found.regret(one.key)
    data: dict[str, Any] = {
        "key": one.key,
        "label": one.label,
        "cheapest": _share(found.cheapest_in(one.key)),
        "expected_regret": None if regret is None else _estimate(regret),
        "serves": float(np.mean(one.serves)),
        **{name: _spread(one.spread_of(name)) for name in measures if name in ("npv", "tco")},
        **{name: _saving(found, one, name) for name in measures if name not in ("npv", "tco")},
        "over_time": _fans(one.fans),
    }
    if one.npv_saving is not None:
        amount, is_share = saving or (0.0, False)
        chance = found.saves_at_least(one.key, amount / 100 if is_share else amount, share=is_share)
        curve = found.saving_curve(one.key)
        data["saves_at_least"] = {"amount": amount, "unit": "%" if is_share else "money", **_share(chance)}
        data["saving_curve"] = {"amount": curve[0].tolist(), "probability": curve[1].tolist()}
    return data


def _saving(found: Simulation, one: OptionDraws, measure: str) -> dict[str, Any] | None:
    """Over the futures in which both the option and the baseline serve all of the work."""
    spread = found.saving_of(one.key, measure)
    return None if spread is None else _spread(spread)


def _spread(found: SpreadOfFigure) -> dict[str, Any]:
    return {
        "base": found.base,
        "at_most_base": _share(found.below_base),
        "mean": _estimate(found.mean),
        "standard_deviation": found.deviation,
        **{name: _percentile(getattr(found, name)) for name in ("p10", "p50", "p90", "p95")},
        "lowest": found.lowest,
        "highest": found.highest,
    }


def _estimate(found: Estimate) -> dict[str, float]:
    return {"value": found.value, "low": found.low, "high": found.high}


def _share(found: Estimate) -> dict[str, Any]:
    return {**_estimate(found), "told": probability(found)}


def _percentile(found: Percentile) -> dict[str, float]:
    return {**_estimate(found), "draw": found.draw}


def _fans(found: Fans) -> dict[str, Any]:
    return {"so_far": _fan(found.so_far), "by_month": _fan(found.by_month), "by_year": _fan(found.by_year)}


def _fan(found: Fan) -> dict[str, Any]:
    return {
        f"p{round(100 * share)}": {"value": found.values[place].tolist(), "draw": found.draws[place].tolist()}
        for place, share in enumerate(found.shares)
    }


def _driver(comparison: Comparison, driver: Driver) -> dict[str, Any]:
    spread = driver.spread
    return {
        "key": driver.key,
        "label": driver_name(driver),
        "unit": unit_of_driver(driver, comparison.currency),
        "low": spread.low,
        "base": spread.base,
        "high": spread.high,
        "range": spread.reading,
        "distribution": spread.distribution,
        "mean": spread.mean,
        "standard_deviation": spread.sd,
        "drawn": spread.drawn,
        "persistence": spread.persistence,
        "scatter": spread.scatter,
        "inputs": [one.key for one in driver.inputs],
        "remark": driver.remark,
    }


# -- the draws -------------------------------------------------------------------------------------


def draws_csv(found: Simulation, world: World) -> str:
    """One row a future: its number, the value of everything uncertain, what each option costs in it.

    An input that differs by month is told by its average; ``future_text`` has the months of one draw.
    """
    return csv_text(_rows(found, world))


def _rows(found: Simulation, world: World) -> Iterator[list[float | str | None]]:
    numbers: dict[str, np.ndarray] = {}
    for one_input, drawn in world.replaced.items():
        name = one_input.key
        name += " (average of months)" if drawn.shape[1] > 1 else ""
        numbers[name] = np.asarray(drawn).mean(axis=1)
    for one in found.options:
        for name in MEASURES:
            if getattr(one, name) is not None:
                numbers[f"{one.key}.{name}"] = one.of(name)
    serving = {f"{one.key}.serves": one.serves for one in found.options}
    yield ["draw", *numbers, *serving]
    columns = np.stack(list(numbers.values()), axis=1) if numbers else np.empty((found.draws, 0))
    yes = np.stack(list(serving.values()), axis=1)
    for number, (values, good) in enumerate(zip(columns.tolist(), yes.tolist(), strict=True), 1):
        yield [float(number), *values, *("yes" if one else "no" for one in good)]


# -- a difference ----------------------------------------------------------------------------------


def difference_data(comparison: Comparison, found: Difference, indices: Indices | None) -> dict[str, Any]:
    """The tornado on a difference, and the indices where they were worked out."""
    file = comparison.scenario.file
    return {
        "schema": SCHEMA,
        "scenario": {"name": file.name, "currency": file.currency},
        "first": found.first,
        "second": found.second,
        "lead": found.now,
        "answer": [*difference_answer(comparison, found), *(indices_answer(indices) if indices else [])],
        "bars": [_bar(bar) for bar in found.bars if bar.ends],
        "indices": None if indices is None else _indices(indices),
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {
        "label": bar_name(bar),
        "key": bar.driver.key if bar.driver is not None else bar.inputs[0].key,
        "moved": "P10 and P90" if bar.driver is not None else bar.share,
        "low": _end(bar.low),
        "high": _end(bar.high),
        "turns_the_order": bar.turns,
    }


def _end(end: BarEnd | None) -> dict[str, Any] | None:
    if end is None:
        return None
    values = {one.key: np.asarray(value).tolist() for one, value in end.values}
    return {"lead": end.lead, "values": values, "unserved": sorted(end.unserved)}


def _indices(found: Indices) -> dict[str, Any]:
    return {
        "runs": found.runs,
        "standard_deviation": found.deviation,
        "adds_up": _estimate(found.additive),
        "correlations": "left out",
        "inputs": [
            {
                "key": one.driver.key,
                "label": driver_name(one.driver),
                "total": _estimate(one.total),
                "first_order": _estimate(one.first),
            }
            for one in found.indices
        ],
    }
