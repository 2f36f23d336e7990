"""The fan: what an option has cost by each month, in the lower and in the upper futures.

    month 12      P10 2.9 m (draw 2,107)     P50 3.1 m (draw 88)     P90 3.4 m (draw 3,511)

Every number is one draw's own, so the line along the P90 is no single future: in another month another draw is the one
that nine in ten stay below.
"""

from dataclasses import dataclass

import numpy as np

from tcomodel.model import OptionModel
from tcomodel.simulation.percentiles import SHARES, order_statistics


@dataclass(frozen=True)
class Fan:
    """Percentiles over time, both ``(shares, periods)``: money, and the numbers of the draws that gave it, from 1."""

    values: np.ndarray
    draws: np.ndarray
    shares: tuple[float, ...] = SHARES

    def at(self, share: float) -> np.ndarray:
        """The percentile of each period, ``(periods,)``."""
        return self.values[self.shares.index(share)]


@dataclass(frozen=True)
class Fans:
    """One option's cost over time: added up since month 1, in each month, in each contract year. Not discounted."""

    so_far: Fan
    by_month: Fan
    by_year: Fan


def fans_of(option: OptionModel, cost: np.ndarray, contract_years: np.ndarray) -> Fans:
    """The fans of an option from its cost in each month, ``(draws, months)``.

    ``contract_years`` is the year of each month, ``(months,)``, without gaps. What is added up since month 1 is the
    option's own line, called with the draws.
    """
    so_far = option.figures["cumulative_cost"].line.function(cost)
    starts = np.flatnonzero(np.diff(contract_years, prepend=0))
    return Fans(_fan(so_far), _fan(cost), _fan(np.add.reduceat(cost, starts, axis=1)))


def _fan(values: np.ndarray) -> Fan:
    return Fan(*order_statistics(values))
