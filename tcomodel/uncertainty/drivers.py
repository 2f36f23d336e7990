"""What is uncertain in a model: every input with a range, and every card rate that has one.

    demand.volume.voice              {low: 34000, base: 36000, high: 42000} in the scenario
    philippines.seat_month           1,280 / 1,760 / 2,240 on the card; all inputs that take it move together

A driver's key is the place where the scenario states it, or the key of the card rate. Two inputs that take the same
rate are one driver: there is one market price, and every option meets the same one. A card rate that is one value is
certain, and so is what nobody gave a range, unless ``without_range`` says how far such inputs are drawn.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from tcomodel.entries import end_asked
from tcomodel.entry_at import at
from tcomodel.model import Input, Model
from tcomodel.moves import is_moved
from tcomodel.problems import Problem, nearest
from tcomodel.rates import Rate
from tcomodel.scenario import Scenario
from tcomodel.stated_ranges import READINGS, Uncertainty
from tcomodel.uncertainty.spread import Spread, spread_of, usual_distribution
from tcomodel.yaml_file import Path

NOT_STATED = "no range is stated for it"


@dataclass(frozen=True, eq=False)
class Driver:
    """One thing that is uncertain, and the inputs that move with it.

    ``key`` is a dotted place or the key of a rate, ``label`` the same in words, ``remark`` what to know about it.
    """

    key: str
    label: str
    inputs: tuple[Input, ...]
    spread: Spread
    rate: Rate | None = None
    remark: str = ""


def drivers_of(model: Model) -> tuple[Driver, ...]:
    """Everything uncertain in the inputs that the model uses, in the order the model asks for them."""
    section = section_of(model.scenario)
    found: dict[str, Driver] = {}
    for one in model.inputs:
        driver = _driver(one, model, section)
        if driver is None or driver.spread.is_certain:
            continue
        known = found.get(driver.key)
        if known is None:
            found[driver.key] = driver
        else:
            remark = known.remark or driver.remark
            found[driver.key] = replace(known, inputs=(*known.inputs, one), remark=remark)
    return tuple(found.values())


def section_of(scenario: Scenario) -> Uncertainty:
    """The section ``uncertainty`` of a scenario, with its defaults where nothing is written."""
    return scenario.file.uncertainty or Uncertainty()


def correlation_problems(scenario: Scenario, stated: Iterable[Input], places: Collection[Path]) -> Iterator[Problem]:
    """Correlations of what this scenario cannot state, and pairs that are given twice.

    ``places`` are those where an input may be stated. What is certain, or belongs to an option or clause that is not
    there at the moment, is no slip: whoever takes a clause out need not mend the correlations.
    """
    section = section_of(scenario)
    if not section.correlations:
        return
    names = {name for one in stated for name in _names_of(one)}
    pairs: dict[frozenset[str], float] = {}
    for number, group in enumerate(section.correlations):
        place = ("uncertainty", "correlations", number)
        for name in group.between:
            if name not in names and not _is_unstated(name, scenario, places):
                told = f"{name} is no input or card rate of this scenario{nearest(name, sorted(names))}"
                yield scenario.document.problem((*place, "between"), told)
        for pair in (frozenset(pair) for pair in combinations(group.between, 2)):
            if pairs.setdefault(pair, group.rank) != group.rank:
                told = f"{' and '.join(sorted(pair))} are correlated by {pairs[pair]:g} and by {group.rank:g}; keep one"
                yield scenario.document.problem((*place, "rank"), told)


def idle_correlations(section: Uncertainty, drivers: Iterable[Driver]) -> Iterator[str]:
    """Names in correlations that have no effect, because nothing is uncertain there, in words."""
    known = {name for one in drivers for name in names_of(one)}
    for name in dict.fromkeys(name for group in section.correlations for name in group.between):
        if name not in known:
            yield f"A correlation names {name}, which is certain or not in use here; it has no effect."


def names_of(driver: Driver) -> tuple[str, ...]:
    """How a correlation may call a driver: its key, and the places of its inputs."""
    return driver.key, *(".".join(map(str, one.place)) for one in driver.inputs)


def _is_unstated(name: str, scenario: Scenario, places: Collection[Path]) -> bool:
    """Whether a name stands for an input that could be stated, or for one of a section that is not there now."""
    place = tuple(name.split("."))
    if place in places or (place[:-1] in places and place[-1] in scenario.channels):
        return True
    depth = 4 if place[2:3] == ("contract",) else 3
    return place[0] == "options" and len(place) > depth and at(scenario.data, place[:depth]) is None


def _driver(one: Input, model: Model, section: Uncertainty) -> Driver | None:
    key = ".".join(map(str, one.place))
    if one.spread is not None:
        return Driver(key, _label(one), (one,), spread_of(one.spread, one.given, section), remark=_twice(one))
    rate = one.rate
    if rate is not None and rate.low is not None:
        low, base, high = (rate.amount(end) for end in ("low", "base", "high"))
        kind = section.distribution or usual_distribution(one.given, low, base, high)
        kind = "triangular" if kind == "lognormal" and low <= 0 else kind
        spread = Spread(low, base, high, rate.range or READINGS[0], kind)
        return Driver(rate.key, rate.title, (one,), spread, rate, _remark(one, rate, model))
    if section.without_range and _is_amount(one):
        key, label = (rate.key, rate.title) if rate is not None else (key, _label(one))
        return Driver(key, label, (one,), _around(one, rate, section), rate, NOT_STATED)
    return None


def _around(one: Input, rate: Rate | None, section: Uncertainty) -> Spread:
    """So far up and down as the section says for inputs without a range."""
    share, is_factor = section.without_range, np.ndim(one.value) > 0 and rate is None
    base = 1.0 if is_factor else rate.amount() if rate is not None else float(one.value)
    apart = share * abs(base)
    kind = section.distribution if base > 0 else ""
    kind = kind or usual_distribution(one.given, base - apart, base, base + apart)
    return Spread(base - apart, base, base + apart, section.reading, kind, is_factor)


def _is_amount(one: Input) -> bool:

    return bool(one.place) and not one.assumed and one.from_series is None and is_moved(one)


def _names_of(one: Input) -> Iterator[str]:
    """How a correlation may call an input: by its place, and by the key of its rate."""
    yield ".".join(map(str, one.place))
    if one.rate is not None and one.spread is None:
        yield one.rate.key


def _remark(one: Input, rate: Rate, model: Model) -> str:
    """A rate that is taken at one end of its range is drawn around the card's base all the same."""
    end = end_asked(at(model.scenario.data, one.place))
    if end == "base":
        return ""
    values = ", ".join(f"{rate.figure(name):,.10g}" for name in ("low", "base", "high"))
    return (
        f"the comparison takes the {end} end of its range ({values} {rate.unit}), and it is drawn around the card's "
        "base; state low and high beside the rate to draw it around the figure you use"
    )


def _twice(one: Input) -> str:
    """A level of service whose months are drawn, beside the formula for months that spread around it."""
    if (
        one.name != "attained"
        or one.spread is None
        or not one.spread.by_month
        or not one.scope.stated("attained_spread")
    ):
        return ""
    return "its months are drawn, and attained_spread counts their spread a second time; take one of the two out"


def _label(one: Input) -> str:
    """The input in words, with where it holds: ``Handle time (Philippines, per seat, Voice)``."""
    own = one.scope.kind
    around = [
        place.label
        for place in reversed(one.scope.chain)
        if place.kind not in ("programme", "assumed") and (place.kind != "demand" or own == "demand")
    ]
    return f"{one.label} ({', '.join(around)})" if around else one.label
