"""What a simulation says of each option, and of choosing between them.

Per seat costs least in 87 % of 4,096 futures; choosing it costs 0.1 m more than the best choice on average, because
in the other 13 % another option would have been cheaper: that is its expected regret.

Money is the scenario's, costs positive. ``npv`` and ``npv_saving`` count later months less, as the ranking of the
comparison does; ``tco`` and ``term_saving`` are plain sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from tcomodel.problems import nearest
from tcomodel.results import HALF_A_CENT, Comparison
from tcomodel.simulation.estimates import Estimate, estimate_counted, estimated_share
from tcomodel.simulation.fan import Fans
from tcomodel.simulation.percentiles import order_statistics, percentile
from tcomodel.uncertainty import Driver
from tcomodel.words import to_the_cent

MEASURES = ("npv", "tco", "npv_saving", "term_saving")
BINS = 48
CURVE = 101  # points of a curve of probabilities
NOBODY = -1


@dataclass(frozen=True)
class Percentile(Estimate):
    """A percentile with its band, and the number of the draw that it is, from 1."""

    draw: int


@dataclass(frozen=True)
class SpreadOfFigure:
    """How a figure of an option is spread over the futures, beside its base case.

    ``below_base`` is the share of futures in which the figure is at most that of the base case: 0.3 says that seven
    in ten futures lie above it.
    """

    base: float
    below_base: Estimate
    mean: Estimate
    deviation: float
    p10: Percentile
    p50: Percentile
    p90: Percentile
    p95: Percentile
    lowest: float
    highest: float


@dataclass(frozen=True, eq=False)
class OptionDraws:
    """One option in every future; arrays are ``(draws,)``. ``npv_saving`` and ``term_saving`` are against the baseline
    and None for the baseline itself; ``serves`` says where it serves all of the work.
    """

    key: str
    label: str
    npv: np.ndarray
    tco: np.ndarray
    npv_saving: np.ndarray | None
    term_saving: np.ndarray | None
    serves: np.ndarray
    base: Mapping[str, float]
    fans: Fans
    _spreads: dict[str, SpreadOfFigure] = field(default_factory=dict, repr=False)

    def of(self, measure: str) -> np.ndarray:
        """The draws of a measure; KeyError where the option has none."""
        values = getattr(self, measure) if measure in MEASURES else None
        if values is None:
            raise KeyError(f"{self.label} has no {measure}")
        return values

    def spread_of(self, measure: str = "npv") -> SpreadOfFigure:
        """How a measure is spread over the futures."""
        if measure not in self._spreads:
            values = self.of(measure)
            self._spreads[measure] = _spread(values, self.base[measure], np.ones(len(values), dtype=bool))
        return self._spreads[measure]

    def histogram(self, measure: str = "npv", bins: int = BINS) -> tuple[np.ndarray, np.ndarray]:
        """How many draws fall between which edges: counts ``(bins,)`` and edges ``(bins + 1,)``."""
        values = self.of(measure)
        if np.ptp(values) < HALF_A_CENT:  # one number: a histogram of no width
            return np.array([len(values)]), np.array([values[0] - HALF_A_CENT, values[0] + HALF_A_CENT])
        return np.histogram(values, bins=bins)


def _spread(values: np.ndarray, base: float, counted: np.ndarray) -> SpreadOfFigure:
    """The spread of the draws that are counted; percentiles keep their numbers among all draws."""
    shares = (0.10, 0.50, 0.90, 0.95)
    numbers = np.flatnonzero(counted) + 1
    found, draws = order_statistics(values[counted, None], shares)
    told = []
    for share, value, draw in zip(shares, found[:, 0], draws[:, 0], strict=True):
        band = estimate_counted(lambda part, share=share: percentile(part, share), values, counted)  # type: ignore[misc]
        told.append(Percentile(float(value), band.low, band.high, int(numbers[draw - 1])))
    kept = values[counted]
    below, mean = estimated_share(kept <= base + HALF_A_CENT), estimate_counted(np.mean, values, counted)
    p10, p50, p90, p95 = told
    lowest, highest = float(kept.min()), float(kept.max())
    return SpreadOfFigure(base, below, mean, float(np.std(kept)), p10, p50, p90, p95, lowest, highest)


@dataclass(frozen=True, eq=False)
class Simulation:
    """Every option that takes part in the same draws of one world.

    ``drivers`` are what is uncertain in the cost, ``idle`` what is uncertain and moves no cost of an option that takes
    part, ``warnings`` what a reader must know of the draws. Where nothing is uncertain there are no drivers, and every
    draw is the base case. ``fan_draws`` is how many draws, from the first, the fans
    rest on.
    """

    comparison: Comparison
    draws: int
    seed: int
    drivers: tuple[Driver, ...]
    options: tuple[OptionDraws, ...]
    baseline_serves: np.ndarray
    fan_draws: int
    warnings: tuple[str, ...] = ()
    idle: tuple[Driver, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing is uncertain, so that there is nothing to simulate."""
        return all(
            np.ptp(one.npv) < HALF_A_CENT and np.ptp(one.tco) < HALF_A_CENT and one.serves.all() == one.serves.any()
            for one in self.options
        )

    def option(self, key: str) -> OptionDraws:
        """An option by its key; KeyError with the nearest one."""
        found = next((one for one in self.options if one.key == key), None)
        if found is None:
            raise KeyError(f"no option {key!r} takes part{nearest(key, [one.key for one in self.options])}")
        return found

    @cached_property
    def winners(self) -> np.ndarray:
        """The place of the cheapest option in each draw, ``(draws,)``, -1 where none serves all of the work.

        By net present value; within a cent the order of the scenario decides, as in the comparison.
        """
        cost = np.where(self._serving, to_the_cent(self._costs), np.inf)
        return np.where(self._serving.any(axis=0), np.argmin(cost, axis=0), NOBODY)

    def cheapest_in(self, key: str) -> Estimate:
        """The share of futures in which an option costs least of all that serve the work."""
        place = [one.key for one in self.options].index(self.option(key).key)
        return estimated_share(self.winners == place)

    @property
    def nobody_in(self) -> Estimate:
        """The share of futures in which no option serves all of the work, so that none is the cheapest."""
        return estimated_share(self.winners == NOBODY)

    def as_cheap(self, one: str, other: str) -> Estimate:
        """The share of futures in which two options serve all of the work and cost the same to the cent."""
        first, second = self.option(one), self.option(other)
        return estimated_share((to_the_cent(first.npv) == to_the_cent(second.npv)) & first.serves & second.serves)

    @cached_property
    def favourite(self) -> OptionDraws:
        """The option that costs least in most futures; of equals the one that stands first in the comparison."""
        order = [option.key for option in self.comparison.ranking]
        wins = {one.key: int(np.sum(self.winners == place)) for place, one in enumerate(self.options)}
        return self.option(max(order, key=lambda key: (wins[key], -order.index(key))))

    def regret(self, key: str) -> Estimate | None:
        """What choosing an option costs more than the best choice of each future, on average, at net present value.

        It is counted over the futures in which the option serves the work; None where there are none.
        """
        own = self.option(key)
        best = np.min(np.where(self._serving, self._costs, np.inf), axis=0)
        lost = np.where(own.serves, own.npv - np.where(own.serves, best, 0.0), 0.0)
        return estimate_counted(np.mean, lost, own.serves) if own.serves.any() else None

    def saving_of(self, key: str, measure: str = "npv_saving") -> SpreadOfFigure | None:
        """How an option's saving is spread, over the futures in which it and the baseline serve all of the work.

        None where there are no such futures, or nothing to save against.
        """
        own = self.option(key)
        counted = own.serves & self.baseline_serves
        if getattr(own, measure) is None or not counted.any():
            return None
        return own.spread_of(measure) if counted.all() else _spread(own.of(measure), own.base[measure], counted)

    def saves_at_least(self, key: str, amount: float, *, share: bool = False, measure: str = "npv_saving") -> Estimate:
        """The share of futures in which an option saves so much against the baseline, both serving all of the work.

        ``share``: the amount is a share of what the baseline costs in that future, 0.1 for 10 %.
        """
        own = self.option(key)
        saving = own.of(measure)
        cost = own.npv if measure == "npv_saving" else own.tco
        least = amount * (cost + saving) if share else amount
        return estimated_share((saving >= least - HALF_A_CENT) & own.serves & self.baseline_serves)

    def saving_curve(self, key: str, measure: str = "npv_saving") -> tuple[np.ndarray, np.ndarray]:
        """Amounts and the share of futures that save at least as much, both ``(points,)``, lowest amount first.

        They begin at nothing, or at the lowest saving where that is below: a saving that is sure has a line too.
        """
        own = self.option(key)
        saving = own.of(measure)
        counted = np.sort(saving[own.serves & self.baseline_serves])
        amounts = np.linspace(saving.min(), saving.max(), CURVE)  # also of those that do not count
        amounts = np.append(0.0, amounts) if amounts[0] > 0 else amounts
        reached = len(counted) - np.searchsorted(counted, amounts - HALF_A_CENT)
        return amounts, reached / len(saving)

    @cached_property
    def _costs(self) -> np.ndarray:
        return np.stack([one.npv for one in self.options])

    @cached_property
    def _serving(self) -> np.ndarray:
        return np.stack([one.serves for one in self.options])
