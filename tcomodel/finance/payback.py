"""When money spent is earned back for good."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from tcomodel.finance.arguments import demand_word, line_of

# ROUND(cumulative, 2) >= 0, as the workbook asks it: a spreadsheet rounds half a cent away from
# zero, so this much behind is behind and anything less is rounding.
HALF_A_CENT = 0.005


@dataclass(frozen=True)
class Payback:
    """The time until what was spent is earned back for good.

    periods: time in periods with the part of the recovery period, 0.0 if nothing is ever behind, or None.
    crossings: how many times the cumulative flow turns from behind to not behind.
    reason: how the answer came about, or why there is none.
    """

    periods: float | None
    crossings: int
    reason: str


def payback(flows: ArrayLike, first: Literal["now", "end"] = "now") -> Payback:
    """Say when the cumulative flow last turns from negative to not negative.

    flows: money, shape (periods,), discounted beforehand for a discounted payback.
    first: with "now" the first flow falls at time 0 and the others are earned through the periods
    after it; with "end" the first flow is already earned through period 1.
    The part of the recovery period is what was still behind over what that period earns, never
    averaged over other periods, so it is never more than one.
    """
    demand_word("first", first, ("now", "end"))
    money = line_of(flows)
    cumulative = np.cumsum(money)
    behind = cumulative <= -HALF_A_CENT
    recovered = np.flatnonzero(behind[:-1] & ~behind[1:]) + 1
    crossings = int(recovered.size)

    if behind[-1]:
        shortfall = f"still {-cumulative[-1]:,.2f} behind at the end"
        fell_back = f"earned back for a while and {shortfall}"
        return Payback(None, crossings, fell_back if crossings else shortfall)
    if not crossings and cumulative[-1] < HALF_A_CENT:
        return Payback(None, crossings, "nothing is ever behind and nothing is gained")
    if not crossings:
        return Payback(0.0, crossings, "nothing is ever behind")

    recovery = int(recovered[-1])
    whole_periods = recovery - 1 if first == "now" else recovery
    still_behind = -cumulative[recovery - 1]
    # Recovery to within half a cent is recovery: it takes the whole period and no more.
    part = min(still_behind / money[recovery], 1.0)
    once = "earned back once and not behind again"
    last_of_several = f"earned back {crossings} times, for it falls behind again in between: this is the last"
    return Payback(float(whole_periods + part), crossings, once if crossings == 1 else last_of_several)
