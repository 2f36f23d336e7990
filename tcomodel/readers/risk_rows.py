"""The numbers behind each chart of a simulation and of a difference as rows, in full digits, to make it again.

option,what,from,to,draws
"Philippines, per seat",draws between,9120331.2,9188210.4,38
"""

from collections.abc import Iterable, Iterator

import numpy as np

from tcomodel.readers.driver_words import bar_name, driver_name, end_value, unit_of_driver
from tcomodel.results import Comparison
from tcomodel.sensitivity.difference import Difference
from tcomodel.sensitivity.indices import Indices
from tcomodel.simulation import Simulation
from tcomodel.uncertainty import Driver

Row = list[float | str | None]


def spread_rows(found: Simulation) -> Iterator[Row]:
    """The hills, then their marks."""
    yield ["option", "what", "from", "to", "draws"]
    for one in found.options:
        counts, edges = one.histogram("npv")
        for count, left, right in zip(counts.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            yield [one.label, "draws between", left, right, float(count)]
        spread = one.spread_of("npv")
        for name, value in (("base case", spread.base), ("mean", spread.mean.value)):
            yield [one.label, name, value, value, None]
        for name, percentile in (("P10", spread.p10), ("P50", spread.p50), ("P90", spread.p90), ("P95", spread.p95)):
            yield [one.label, f"{name}, draw {percentile.draw}", percentile.value, percentile.value, None]


def choice_rows(found: Simulation) -> Iterator[Row]:
    """How often each costs least, its expected regret, and the bands of both."""
    yield ["option", "cheapest", "cheapest_low", "cheapest_high", "regret", "regret_low", "regret_high", "serves"]
    for one in found.options:
        wins, regret = found.cheapest_in(one.key), found.regret(one.key)
        lost = [None] * 3 if regret is None else [regret.value, regret.low, regret.high]
        yield [one.label, wins.value, wins.low, wins.high, *lost, float(one.serves.mean())]
    nobody = found.nobody_in
    yield ["no option serves all of the work", nobody.value, nobody.low, nobody.high, None, None, None, None]


def saving_rows(found: Simulation) -> Iterator[Row]:
    """For each option amounts, and the share of futures that save at least as much."""
    yield ["option", "saving_at_least", "share_of_futures"]
    for one in found.options:
        if one.npv_saving is not None:
            amounts, chances = found.saving_curve(one.key)
            yield from ([one.label, *point] for point in zip(amounts.tolist(), chances.tolist(), strict=True))


def fan_rows(found: Simulation, key: str, kind: str) -> Iterator[Row]:
    """Each percentile of each month or year, with the number of the draw it is."""
    one = found.option(key)
    shown, base = getattr(one.fans, kind), base_of(found, key, kind)
    names = [f"P{100 * share:.0f}" for share in shown.shares]
    yield ["year" if kind == "by_year" else "month", "base case", *names, *(f"draw of {name}" for name in names)]
    for period in range(shown.values.shape[1]):
        values, draws = shown.values[:, period].tolist(), shown.draws[:, period].tolist()
        yield [float(period + 1), float(base[period]), *values, *map(float, draws)]


def base_of(found: Simulation, key: str, kind: str) -> np.ndarray:
    """The base case of what a fan shows, one number a period."""
    option = found.comparison.option(key)
    if kind == "so_far":
        return np.asarray(option.of("cumulative_cost"), dtype=float)
    return option.by_month if kind == "by_month" else found.comparison.by_year(option.by_month)


def tornado_rows(comparison: Comparison, found: Difference, indices: Indices | None = None) -> Iterator[Row]:
    """Every bar with the values and the leads at its ends; with indices, its shares of the variance beside it."""
    shares = {one.driver.key: (one.total.value, one.first.value) for one in indices.indices} if indices else {}
    head: Row = ["input", "moved", "now", "low", "lead at low", "high", "lead at high", "turns the order"]
    yield [*head, "total share", "share by itself"] if indices else head
    for bar in found.bars:
        ends: Row = []
        for end in (bar.low, bar.high):
            ends += [None, None] if end is None else [end_value(bar, end, comparison.currency), end.lead]
        moved = "P10 and P90" if bar.driver is not None else f"by {bar.share:.0%}"
        beside: Row = [None, None] if indices else []
        if bar.driver is not None and bar.driver.key in shares:
            beside = list(shares[bar.driver.key])
        yield [bar_name(bar), moved, found.now, *ends, "yes" if bar.turns else "no", *beside]


def index_rows(found: Indices) -> Iterator[Row]:
    """Each driver's shares of the variance with their bands."""
    yield ["input", "total", "total_low", "total_high", "by_itself", "by_itself_low", "by_itself_high"]
    for one in found.indices:
        total, first = one.total, one.first
        yield [driver_name(one.driver), total.value, total.low, total.high, first.value, first.low, first.high]


def driver_rows(drivers: Iterable[Driver], currency: str) -> Iterator[Row]:
    """What is uncertain, with its range and what follows from it."""
    yield ["input", "unit", "low", "base", "high", "low and high are", "distribution", "mean", "standard deviation"]
    for driver in drivers:
        spread, unit = driver.spread, unit_of_driver(driver, currency)
        ends: Row = [spread.low, spread.base, spread.high]
        yield [driver_name(driver), unit, *ends, spread.reading, spread.distribution, spread.mean, spread.sd]
