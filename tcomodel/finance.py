"""What money at different times is worth: discounting, rates of return and payback.

Worked example, 100 spent now and 60 received after each of two years, at 10 % a year:

    NPV      -100 + 60 / 1.10 + 60 / 1.10**2  =   4.13
    IRR      the rate that makes the NPV zero =  13.07 %
    payback  1 + 40 / 60                      =   1.67 years

Time runs along the last axis and periods are numbered from 1.  A rate is a fraction per period
(0.10 is 10 %) and the period is whatever the flows are spaced by: monthly flows want a monthly
rate.  Money received is positive and money paid is negative.  Discounting works on arrays of
draws; a rate of return or a payback is a question about one line of flows.

A rate of return or a payback may not exist.  Then the answer carries None and says why in words:
never 0, 999 or "not a number".
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

Timing = Literal["start", "mid", "end"]
First = Literal["now", "mid", "end"]
Dates = Sequence[str | date] | NDArray[np.datetime64]
Array = NDArray[np.float64]
Amount = float | Array
Rate = TypeVar("Rate", float, Array)

MONTHS_PER_YEAR = 12
DAYS_PER_YEAR = 365  # Actual/365, leap year or not: the day count of Excel's XNPV and XIRR

# How much earlier than its end a period's money falls due, in periods.
LEAD: dict[str, float] = {"start": 1.0, "mid": 0.5, "end": 0.0}
TIMING_OF_FIRST: dict[str, Timing] = {"now": "start", "mid": "mid", "end": "end"}
TIMING_OF_DUE: dict[int, Timing] = {0: "end", 1: "start"}

LOWEST_RATE = -0.95
HIGHEST_RATE = 5.0


# Rates ------------------------------------------------------------------------------------------


def effective_rate(nominal: Rate, periods: int) -> Rate:
    """Turn a quoted annual rate into what it comes to in a year (Excel EFFECT).

    nominal: annual fraction, compounded `periods` times a year.
    """
    _demand_rate(nominal / periods)
    effective: Rate = (1 + nominal / periods) ** periods - 1
    return effective


def nominal_rate(effective: Rate, periods: int) -> Rate:
    """Turn what a rate comes to in a year into the quoted rate compounded `periods` times (Excel NOMINAL)."""
    _demand_rate(effective)
    nominal: Rate = periods * ((1 + effective) ** (1 / periods) - 1)
    return nominal


def monthly_rate(annual: Rate) -> Rate:
    """Give the rate per month that compounds to an effective annual rate.

    Not annual / 12, which treats the annual rate as nominal and is about 1 % dear over five years at 10 %.
    """
    _demand_rate(annual)
    monthly: Rate = (1 + annual) ** (1 / MONTHS_PER_YEAR) - 1
    return monthly


# Present value ----------------------------------------------------------------------------------


def discount_factors(rate: Amount, periods: int, timing: Timing = "mid") -> Array:
    """Say what one unit of money in each period is worth today.

    rate: fraction per period, any shape (...).  Returns (..., periods).
    timing: the period's money falls due at its "start", "mid" or "end".
    """
    _demand_rate(rate)
    _demand_word("timing", timing, LEAD)
    elapsed = np.arange(1, periods + 1, dtype=np.float64) - LEAD[timing]
    return _discounted(rate, elapsed)


def npv(rate: Amount, flows: ArrayLike, first: First = "now") -> Amount:
    """Add up flows as they are worth today.

    rate: fraction per period, shape (...); flows: money, shape (..., periods).  Returns shape (...).
    first: when the first flow falls due.  "now" leaves it undiscounted, as textbooks and
    numpy-financial do; "end" discounts it one period, as Excel's NPV does; "mid" half a period.
    """
    _demand_word("first", first, TIMING_OF_FIRST)
    money = np.asarray(flows, dtype=np.float64)
    factors = discount_factors(rate, money.shape[-1], TIMING_OF_FIRST[first])
    present_value: Amount = (money * factors).sum(axis=-1)
    return present_value


def xnpv(rate: Amount, flows: ArrayLike, dates: Dates) -> Amount:
    """Add up dated flows as they are worth on the first date, Actual/365 (Excel XNPV).

    rate: effective annual fraction, shape (...); flows: money, shape (..., dates).  Returns shape (...).
    Raises ValueError if a date is before the first one, where Excel answers #NUM!.  Unlike Excel
    a negative rate is welcome.
    """
    _demand_rate(rate)
    money = np.asarray(flows, dtype=np.float64)
    days = _days(dates, money.shape[-1])
    elapsed = days - days[0]
    if (elapsed < 0).any():
        place = int(np.argmin(elapsed))
        raise ValueError(
            f"date {place + 1} ({dates[place]}) is before the first date ({dates[0]}): "
            "put the date that values are measured from first"
        )
    present_value: Amount = (money * _discounted(rate, elapsed / DAYS_PER_YEAR)).sum(axis=-1)
    return present_value


def annuity_factor(rate: Amount, periods: Amount, timing: Timing = "mid") -> Amount:
    """Say what one unit of money in every period is worth today.

    rate: fraction per period; periods: how many, not necessarily whole.  Shapes broadcast.
    """
    _demand_rate(rate)
    _demand_word("timing", timing, LEAD)
    per_period = np.asarray(rate, dtype=np.float64)
    no_rate = per_period == 0
    # log1p and expm1 keep their digits at rates where (1 + rate) ** -periods would round to 1.
    lost_by_waiting = -np.expm1(-periods * np.log1p(per_period))
    at_period_end = np.where(no_rate, periods, lost_by_waiting / np.where(no_rate, 1, per_period))
    factor: Amount = (at_period_end * (1 + per_period) ** LEAD[timing])[()]
    return factor


def equal_annual_cost(present_value: Amount, annual_rate: Amount, years: Amount, timing: Timing = "mid") -> Amount:
    """Spread a present value into the same cost every year, to compare terms of unequal length.

    present_value: money; annual_rate: effective annual fraction.  Returns money a year.
    timing must be the one the flows were discounted with: an end-of-year factor under a mid-year
    present value makes the cost 4 % dearer at 8 %, out of nothing but convention.
    """
    return present_value / annuity_factor(annual_rate, years, timing)


# Level payments, with Excel's signs: what is received is positive, what is paid is negative ------


def pmt(rate: float, periods: float, present_value: float, future_value: float = 0.0, due: Literal[0, 1] = 0) -> float:
    """Give the level payment per period that settles a sum now and a sum at the end (Excel PMT).

    rate: fraction per period.  due: 0 pays at the end of each period, 1 at the start.
    """
    _demand_word("due", due, TIMING_OF_DUE)
    _demand_rate(rate)
    present_value_of_future = future_value * (1 + rate) ** -periods
    return float(-(present_value + present_value_of_future) / annuity_factor(rate, periods, TIMING_OF_DUE[due]))


def nper(rate: float, payment: float, present_value: float, future_value: float = 0.0, due: Literal[0, 1] = 0) -> float:
    """Give the number of level payments that settles a sum now and a sum at the end (Excel NPER).

    rate: fraction per period.  due: 0 pays at the end of each period, 1 at the start.
    Raises ValueError if the payments never settle it, where Excel answers #NUM!.
    """
    _demand_rate(rate)
    _demand_word("due", due, TIMING_OF_DUE)
    to_settle = present_value + future_value
    against_interest = payment * (1 + rate * due) + present_value * rate
    never = ValueError(f"payments of {payment:,.2f} at {_percent(rate, 2)} never settle {to_settle:,.2f}")
    if against_interest == 0:
        raise never
    if rate == 0:
        return -to_settle / payment
    change_of_debt = -to_settle * rate / against_interest
    if change_of_debt <= -1:
        raise never
    return float(np.log1p(change_of_debt) / np.log1p(rate))


# Rates of return --------------------------------------------------------------------------------

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
    money = _line(flows)
    return _roots(*_without_nothing(money, np.arange(money.size, dtype=np.float64)), low, high)


def irr(flows: ArrayLike) -> Irr:
    """Give the rate per period at which one line of flows is worth nothing, only if it is the only one.

    flows: money, shape (periods,), equally spaced.
    By Descartes' rule of signs flows that change sign once have exactly one rate above -100 %.
    Flows that change sign more often may have several, and then none of them is a return; the
    rates that make sense are searched, from -95 % to 500 % a period.
    """
    money = _line(flows)
    return _only_rate(*_without_nothing(money, np.arange(money.size, dtype=np.float64)))


def xirr(flows: ArrayLike, dates: Dates) -> Irr:
    """Give the effective annual rate at which dated flows are worth nothing, Actual/365 (Excel XIRR).

    flows: money, shape (dates,).  The dates come in any order, for the rate does not depend on it.
    """
    money = _line(flows)
    days, place = np.unique(_days(dates, money.size), return_inverse=True)
    return _only_rate(*_without_nothing(np.bincount(place, weights=money).astype(np.float64), days / DAYS_PER_YEAR))


def mirr(flows: ArrayLike, finance_rate: float, reinvest_rate: float) -> float:
    """Give the rate that grows what is paid, valued at the first flow, into what is received, valued at the last.

    flows: money, shape (periods,).  Rates are fractions per period: payments are financed at
    `finance_rate` and receipts reinvested at `reinvest_rate` (Excel MIRR).  It exists and is unique
    wherever something is paid and something received; otherwise ValueError, as Excel's #DIV/0!.
    """
    _demand_rate(reinvest_rate)
    money = _line(flows)
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

    window = f"between {_percent(LOWEST_RATE, 0)} and {_percent(HIGHEST_RATE, 0)}"
    roots = _roots(flows, times, LOWEST_RATE, HIGHEST_RATE)
    if not roots:
        return Irr(None, f"no rate makes the value zero {window}: use NPV", roots)
    if len(roots) == 1:
        reason = (
            f"it is the only rate {window}, though the flows change sign {sign_changes} times: read it with the NPV"
        )
        return Irr(roots[0], reason, roots)
    count = COUNT_IN_WORDS.get(len(roots), str(len(roots)))
    return Irr(None, f"there are {count} rates, {_percents(roots)}: use NPV", roots)


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


# Payback ----------------------------------------------------------------------------------------

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
    _demand_word("first", first, ("now", "end"))
    money = _line(flows)
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


# What is asked of the arguments -----------------------------------------------------------------


def _discounted(rate: Amount, elapsed: Array) -> Array:
    factors: Array = (1 + np.asarray(rate, dtype=np.float64)[..., np.newaxis]) ** -elapsed
    return factors


def _demand_rate(rate: Amount) -> None:
    if not np.greater(rate, -1).all():
        raise ValueError(f"a rate must be above -100 %: found {_percent(float(np.min(rate)), 1)}")


def _demand_word(name: str, found: object, words: Iterable[object]) -> None:
    choices = list(words)
    if found not in choices:
        raise ValueError(f"{name} must be {' or '.join(repr(word) for word in choices)}: found {found!r}")


def _line(flows: ArrayLike) -> Array:
    money = np.asarray(flows, dtype=np.float64)
    if money.ndim != 1 or not money.size:
        raise ValueError(f"expected one line of flows: found an array of shape {money.shape}")
    if not np.isfinite(money).all():
        raise ValueError(f"flow {int(np.argmin(np.isfinite(money))) + 1} is missing or infinite")
    return money


def _days(dates: Dates, expected: int) -> Array:
    days = np.asarray(dates, dtype="datetime64[D]")
    if days.shape != (expected,):
        raise ValueError(f"expected one date for each of {expected} flows: found {days.size} dates")
    if np.isnat(days).any():
        raise ValueError(f"date {int(np.argmax(np.isnat(days))) + 1} is missing")
    return days.astype(np.float64)


def _percent(rate: float, decimals: int) -> str:
    return f"{rate * 100:.{decimals}f} %"


def _percents(rates: tuple[float, ...]) -> str:
    """List rates with one decimal, or with as many as it takes to tell them apart."""
    decimals = 1
    while len({_percent(rate, decimals) for rate in rates}) < len(rates):
        decimals += 1
    texts = [_percent(rate, decimals) for rate in rates]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
