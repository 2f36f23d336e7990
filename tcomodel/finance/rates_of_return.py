"""The rate at which flows are worth nothing: given where there is one and only one, else the reason."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from tcomodel.finance.arguments import Array, Dates, days_of, demand_rate, line_of, percent, percents
from tcomodel.finance.discounting import DAYS_PER_YEAR, npv

LOWEST_RATE = -0.95
HIGHEST_RATE = 5.0

# A flow this small beside the largest is what is left when two equal costs are subtracted.  It
# would count as a change of sign, so it is taken for zero.
DUST = 1e-12
# A value this small beside the sum of its absolute parts is zero to within float64 rounding.
ROUNDING = 1e-13
# Rates closer than this cannot be told apart where the value only touches zero.
SAME_RATE = 1e-7
NO_RATE = 1e-15
SCAN_STEPS = 800
# The scan is even within 1 % of a zero rate and proportional beyond, for the value of n flows
# bends about 1 / n apart near zero and only its first or last few flows matter far out.
SCAN_FINENESS = 0.01
HALVINGS = 100
COUNT_IN_WORDS = {2: "two", 3: "three", 4: "four", 5: "five"}


@dataclass(frozen=True)
class Irr:
    """An internal rate of return: the rate if there is one and only one, and how we know.

    rate: fraction per period (per year from `xirr`), or None.
    reason: why the rate is the only one, or why there is none.
    roots: every rate found that makes the value zero, lowest first.
    """

    rate: float | None
    reason: str
    roots: tuple[float, ...]


def irr_roots(flows: ArrayLike, low: float = LOWEST_RATE, high: float = HIGHEST_RATE) -> tuple[float, ...]:
    """Find every rate between `low` and `high` at which one line of flows is worth nothing.

    flows: money, shape (periods,), equally spaced.  Returns fractions per period, lowest first.
    """
    money = line_of(flows)
    return _roots(*_without_nothing(money, np.arange(money.size, dtype=np.float64)), low, high)


def irr(flows: ArrayLike) -> Irr:
    """Give the rate per period at which one line of flows is worth nothing, only if it is the only one.

    flows: money, shape (periods,), equally spaced.
    By Descartes' rule of signs flows that change sign once have exactly one rate above -100 %.
    Flows that change sign more often may have several, and then none of them is a return; the
    rates that make sense are searched, from -95 % to 500 % a period.
    """
    money = line_of(flows)
    return _only_rate(*_without_nothing(money, np.arange(money.size, dtype=np.float64)))


def xirr(flows: ArrayLike, dates: Dates) -> Irr:
    """Give the effective annual rate at which dated flows are worth nothing, Actual/365 (Excel XIRR).

    flows: money, shape (dates,).  The dates come in any order, for the rate does not depend on it.
    """
    money = line_of(flows)
    days, place = np.unique(days_of(dates, money.size), return_inverse=True)
    return _only_rate(*_without_nothing(np.bincount(place, weights=money).astype(np.float64), days / DAYS_PER_YEAR))


def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float:
    """Give the rate that grows what is paid, valued at the first flow, into what is received, valued at the last.

    flows: money, shape (periods,).  Rates are fractions per period: payments are financed at
    `finance_rate` and receipts reinvested at `reinvest_rate` (Excel MIRR).  It exists and is unique
    wherever something is paid and something received; otherwise ValueError, as Excel's #DIV/0!.
    """
    demand_rate(reinvest_rate)
    money = line_of(flows)
    growing_periods = money.size - 1
    paid_at_first = -npv(finance_rate, np.minimum(money, 0))
    received_at_last = npv(reinvest_rate, np.maximum(money, 0)) * (1 + reinvest_rate) ** growing_periods
    if paid_at_first == 0 or received_at_last == 0:
        raise ValueError("a modified rate of return needs something paid and something received")
    return float((received_at_last / paid_at_first) ** (1 / growing_periods) - 1)


def _only_rate(flows: Array, times: Array) -> Irr:
    """Give the rate and its reason for flows that are not zero, in order of time."""
    if not flows.size:
        return Irr(None, "every flow is zero, so there is no rate", ())
    sign_changes = _sign_changes(flows)
    if sign_changes == 0:
        return Irr(None, "the flows never change sign, so no rate makes their value zero", ())
    if sign_changes == 1:
        return _rate_of_one_sign_change(flows, times)

    window = f"between {percent(LOWEST_RATE, 0)} and {percent(HIGHEST_RATE, 0)}"
    roots = _roots(flows, times, LOWEST_RATE, HIGHEST_RATE)
    if not roots:
        return Irr(None, f"no rate makes the value zero {window}: use NPV", roots)
    if len(roots) == 1:
        reason = (
            f"it is the only rate {window}, though the flows change sign {sign_changes} times: read it with the NPV"
        )
        return Irr(roots[0], reason, roots)
    count = COUNT_IN_WORDS.get(len(roots), str(len(roots)))
    return Irr(None, f"there are {count} rates, {percents(roots)}: use NPV", roots)


def _rate_of_one_sign_change(flows: Array, times: Array) -> Irr:
    # The first flow decides the sign at the highest rates and the last flow at the lowest, and
    # here they differ: widening must end with the rate inside.
    reach = np.ones(1)
    while (np.sign(_value(-reach, flows, times)) == np.sign(_value(reach, flows, times))).all():
        reach = 2 * reach
    rate = float(_rates(_halved(flows, times, -reach, reach))[0])
    if rate == -1 or not np.isfinite(rate):
        return Irr(None, "the flows are too close in time, or too unlike in size, for a rate to mean anything", ())
    return Irr(rate, "the flows change sign once, so it is the only rate", (rate,))


def _roots(flows: Array, times: Array, low: float, high: float) -> tuple[float, ...]:
    """Find the rates where the value is zero: where it crosses zero and where it only touches it.

    Works on growth = log(1 + rate), in which the value is a sum of exponentials.  Between two
    crossings there is a turning point, so a scan that knows the turning points cannot step over
    a pair of crossings.
    """
    if not -1 < low < high:
        raise ValueError(f"the search runs from above -100 % upwards: found {low} to {high}")
    if not flows.size or _sign_changes(flows) == 0:
        return ()
    ends = np.arcsinh(np.log1p([low, high]) / SCAN_FINENESS)
    scan = SCAN_FINENESS * np.sinh(np.linspace(ends[0], ends[1], SCAN_STEPS + 1))

    slope = flows * times
    slope_sign = np.sign(_value(scan, slope, times))
    bends = np.flatnonzero(slope_sign[:-1] != slope_sign[1:])
    turns = _halved(slope, times, scan[bends], scan[bends + 1])

    turn_value = _value(turns, flows, times)
    touches = np.abs(turn_value) <= ROUNDING * _value(turns, np.abs(flows), times)
    growth = np.concatenate([scan, turns])
    sign = np.sign(np.concatenate([_value(scan, flows, times), np.where(touches, 0, turn_value)]))
    order = np.argsort(growth, kind="stable")
    growth, sign = growth[order], sign[order]

    crossed = np.flatnonzero(sign[:-1] * sign[1:] < 0)
    crossings = _halved(flows, times, growth[crossed], growth[crossed + 1])
    rates = np.sort(_rates(np.concatenate([growth[sign == 0], crossings])))
    distinct = np.diff(rates, prepend=-np.inf) > SAME_RATE
    return tuple(rates[distinct].tolist())


def _value(growth: Array, flows: Array, times: Array) -> Array:
    """Give the value of the flows at each growth, times something positive that keeps it from overflowing.

    growth: (...), flows and times: (n,).  Returns (...).  Only its sign and its zeros mean anything.
    """
    exponents = -np.multiply.outer(growth, times)
    weights: Array = np.exp(exponents - exponents.max(axis=-1, keepdims=True))
    return weights @ flows


def _halved(flows: Array, times: Array, low: Array, high: Array) -> Array:
    """Narrow each bracket low..high around the growth at which the value changes sign."""
    sign_at_low = np.sign(_value(low, flows, times))
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.all((middle == low) | (middle == high)):
            break  # neighbours: there is no number between them
        beyond = np.sign(_value(middle, flows, times)) == sign_at_low
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return high


def _rates(growth: Array) -> Array:
    """Turn growth into rates, with an exact zero where only rounding is left."""
    with np.errstate(over="ignore"):
        rates = np.expm1(growth)
    return np.where(np.abs(rates) < NO_RATE, 0, rates)


def _sign_changes(flows: Array) -> int:
    return int(np.count_nonzero(np.diff(np.sign(flows))))


def _without_nothing(flows: Array, times: Array) -> tuple[Array, Array]:
    """Drop the flows that are zero and count time from the first that is not."""
    something = np.abs(flows) > DUST * np.abs(flows).max()
    kept = times[something]
    return flows[something], kept - kept[:1]
