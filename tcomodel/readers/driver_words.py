"""What is uncertain, in words: a driver's range with its unit, what the range means, what follows from it.

Volume (Voice)      34,000 / 36,000 / 42,000 contacts per month     P10 and P90, lognormal     mean 37,240
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from tcomodel.entry_numbers import said
from tcomodel.model import Input
from tcomodel.readers.english import people_unit
from tcomodel.readers.plain_names import with_its_clause
from tcomodel.readers.rounded import about
from tcomodel.readers.sensitivity_words import named_input
from tcomodel.scenario import Scenario
from tcomodel.sensitivity.difference import RANGE, Bar, BarEnd
from tcomodel.sensitivity.swings import Swing
from tcomodel.uncertainty import Driver, section_of
from tcomodel.uncertainty.drivers import NOT_STATED
from tcomodel.uncertainty.world import names_of

FACTOR = "times what is stated"


def driver_name(driver: Driver) -> str:
    """What is uncertain, with where it stands; a rate of the card by its title, as several inputs may take it."""
    if driver.rate is not None and driver.rate.title:
        return driver.rate.title
    return input_name(driver.inputs[0])


def input_name(one: Input) -> str:
    """An input with its place, and with its clause where the label alone does not say it."""
    named = named_input(one)
    return named.replace(one.label, with_its_clause(one), 1)


def figure_of(driver: Driver, value: float) -> str:
    """A value of a driver's range as people write it: ``38 %``, ``1,760``, ``0.9``."""
    if driver.spread.is_factor:
        return f"{value:,.4g}"
    return said(driver.inputs[0].given, _tidy(value))


def unit_of_driver(driver: Driver, currency: str) -> str:
    """The unit of a driver's range in words; a share has its sign with the number."""
    if driver.spread.is_factor:
        return FACTOR
    given = driver.inputs[0].given
    return "" if given.is_share else people_unit(given.unit, currency)


def range_in_words(driver: Driver, currency: str) -> str:
    """``34,000 / 36,000 / 42,000 contacts per month``."""
    spread = driver.spread
    values = " / ".join(figure_of(driver, value) for value in (spread.low, spread.base, spread.high))
    return f"{values} {unit_of_driver(driver, currency)}".strip()


def drawn_in_words(driver: Driver) -> str:
    """How it moves over the term: ``once``, ``each year``, ``once, and by 5 % from month to month``."""
    spread = driver.spread
    told = spread.drawn
    if spread.persistence:
        told += f", {spread.persistence * 100:.4g} % of it staying until the next"
    return f"{told}, each month around it by {spread.scatter * 100:.4g} %" if spread.scatter else told


def driver_in_words(driver: Driver, currency: str) -> str:
    """``Seat price: 1,280 / 1,760 / 2,240 USD per seat and month (P10 and P90, triangular; mean 1,760)``."""
    spread = driver.spread
    how = "" if spread.drawn == "once" and not spread.scatter else f"; drawn {drawn_in_words(driver)}"
    if not spread.has_level:
        return f"{driver_name(driver)}: as stated{how}"
    told = f"{spread.reading}, {spread.distribution}; mean {figure_of(driver, spread.mean)}{how}"
    told += f"; {driver.remark}" if driver.remark == NOT_STATED else ""
    return f"{driver_name(driver)}: {range_in_words(driver, currency)} ({told})"


def correlations_in_words(scenario: Scenario, drivers: Sequence[Driver]) -> list[str]:
    """``Volume (Voice) and volume (Chat) go together: rank correlation 0.6``, for each group that is stated."""
    names = {key: driver_name(driver) for driver in drivers for key in names_of(driver)}
    said = []
    for group in section_of(scenario).correlations:
        members = [names[one] for one in group.between if one in names]
        if len(members) > 1:
            listed = f"{'; '.join(members[:-1])} and {members[-1]}"
            way = "go together" if group.rank > 0 else "go against each other" if group.rank < 0 else "are independent"
            said.append(f"{listed} {way}: rank correlation {group.rank:g}")
    return said


def idle_in_words(drivers: Sequence[Driver]) -> str:
    """What is uncertain and no part of the uncertainty of the cost; empty where there is no such input."""
    if not drivers:
        return ""
    names = [driver_name(one) for one in drivers]
    listed = names[0] if len(names) == 1 else f"{'; '.join(names[:-1])} and {names[-1]}"
    it = "It moves" if len(names) == 1 else "They move"
    margin = all(one.place[2:3] == ("should_cost",) for driver in drivers for one in driver.inputs)
    only = ", only the margin of a should-cost," if margin else ""
    return (
        f"Not counted here, though uncertain: {listed}. {it} no cost of an option that takes part{only} and so "
        "nothing of what is shown here."
    )


def bar_name(bar: Bar) -> str:
    """The driver, or the input without a range, that a bar moves."""
    if bar.driver is not None:
        return driver_name(bar.driver)
    return moved_name(bar.inputs[0])


def moved_name(one: Input) -> str:
    """An input that is moved as a whole: ``Volume (Voice), all months``."""
    name = input_name(one)
    return f"{name}, all months" if np.ndim(one.value) else name


def effect_in_words(swing: Swing) -> str:
    """How far a swing changes the lead of the cheapest; it may end it, where that option serves the work no longer."""
    return about(swing.effect) if math.isfinite(swing.effect) else "all of it: it no longer serves the work"


def end_value(bar: Bar, end: BarEnd, currency: str) -> str:
    """What stands at an end of a bar: ``2,240 USD per seat and month``, or how far a series is moved."""
    one, value = end.values[0] if end.values else (bar.inputs[0], bar.inputs[0].value)
    base = np.asarray(one.value, dtype=float)
    values = np.asarray(value, dtype=float)
    if values.ndim == 0 or np.all(values == values[0]):
        return f"{said(one.given, _tidy(float(np.atleast_1d(values)[0])))}{_unit_of(one, currency)}"
    with np.errstate(all="ignore"):
        change = float(np.sum(values) / np.sum(base)) - 1
    return f"{change:+.1%}".replace("%", " %")


def moved_between(bar: Bar, currency: str) -> str:
    """``1,495 to 2,025 USD per seat and month``; of a series how far its sum is moved."""
    low, high = (None if end is None else end_value(bar, end, currency) for end in (bar.low, bar.high))
    if low is None or high is None:
        return f"{low or 'no lower'} to {high or 'no higher'}"
    unit = _unit_of(bar.inputs[0], currency)
    return f"{low.removesuffix(unit)} to {high}" if unit and high.endswith(unit) else f"{low} to {high}"


def _unit_of(one: Input, currency: str) -> str:
    unit = "" if one.given.is_share else people_unit(one.unit, currency)
    return f" {unit}" if unit else ""


def ends_in_words(bar: Bar) -> tuple[str, str]:
    """What the two ends are: ``P10`` and ``P90`` of a range, ``10 % lower`` and ``10 % higher``."""
    if bar.reading == RANGE:
        return "P10", "P90"
    return f"{bar.share * 100:.4g} % lower", f"{bar.share * 100:.4g} % higher"


def range_to_write(swing: Swing) -> str:
    """How a scenario states a range for this input, as an example: ``occupancy: {low: 72%, base: 80%, high: 88%}``."""
    one = swing.input
    if not swing.is_plain or not one.place:
        return ""
    ends = [end.value for end in (swing.low, swing.high) if end is not None]
    if len(ends) < 2:
        return ""
    low, base, high = (_written(one, value) for value in (ends[0], one.value, ends[1]))
    return f"{'.'.join(map(str, one.place))}: {{low: {low}, base: {base}, high: {high}}}"


def _written(one: Input, value: Any) -> str:
    return f"{float(value) * 100:.6g}%" if one.given.is_share else f"{float(value):.6g}"


def _tidy(value: float) -> float:
    """Five significant digits: more are not known of the ends of a range."""
    return float(f"{value:.5g}")
