"""Rates, present values and even payments."""

from typing import Literal, TypeVar

import numpy as np
from numpy.typing import ArrayLike

from tcomodel.finance.arguments import (
    Amount,
    Array,
    Dates,
    First,
    Timing,
    days_of,
    demand_rate,
    demand_word,
    discounted,
    percent,
)

Rate = TypeVar("Rate", float, Array)

MONTHS_PER_YEAR = 12
DAYS_PER_YEAR = 365  # Actual/365, leap year or not: the day count of Excel's XNPV and XIRR

# How much earlier than its end a period's money falls due, in periods.
LEAD: dict[str, float] = {"start": 1.0, "mid": 0.5, "end": 0.0}
TIMING_OF_FIRST: dict[str, Timing] = {"now": "start", "mid": "mid", "end": "end"}
TIMING_OF_DUE: dict[int, Timing] = {0: "end", 1: "start"}


def effective_rate(nominal: Rate, periods: int) -> Rate:
    """Turn a quoted annual rate into what it comes to in a year (Excel EFFECT).

    nominal: annual fraction, compounded `periods` times a year.
    """
    demand_rate(nominal / periods)
    effective: Rate = (1 + nominal / periods) ** periods - 1
    return effective


def nominal_rate(effective: Rate, periods: int) -> Rate:
    """Turn what a rate comes to in a year into the quoted rate compounded `periods` times (Excel NOMINAL)."""
    demand_rate(effective)
    nominal: Rate = periods * ((1 + effective) ** (1 / periods) - 1)
    return nominal


def monthly_rate(annual: Rate) -> Rate:
    """Give the rate per month that compounds to an effective annual rate.

    Not annual / 12, which treats the annual rate as nominal and is about 1 % dear over five years at 10 %.
    """
    demand_rate(annual)
    monthly: Rate = (1 + annual) ** (1 / MONTHS_PER_YEAR) - 1
    return monthly


# Present value ----------------------------------------------------------------------------------


def discount_factors(rate: Amount, periods: int, timing: Timing = "mid") -> Array:
    """Say what one unit of money in each period is worth today.

    rate: fraction per period, any shape (...).  Returns (..., periods).
    timing: the period's money falls due at its "start", "mid" or "end".
    """
    demand_rate(rate)
    demand_word("timing", timing, LEAD)
    elapsed = np.arange(1, periods + 1, dtype=np.float64) - LEAD[timing]
    return discounted(rate, elapsed)


def npv(rate: Amount, flows: ArrayLike, first: First = "now") -> Amount:
    """Add up flows as they are worth today.

    rate: fraction per period, shape (...); flows: money, shape (..., periods).  Returns shape (...).
    first: when the first flow falls due.  "now" leaves it undiscounted, as textbooks and
    numpy-financial do; "end" discounts it one period, as Excel's NPV does; "mid" half a period.
    """
    demand_word("first", first, TIMING_OF_FIRST)
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
    demand_rate(rate)
    money = np.asarray(flows, dtype=np.float64)
    days = days_of(dates, money.shape[-1])
    elapsed = days - days[0]
    if (elapsed < 0).any():
        place = int(np.argmin(elapsed))
        raise ValueError(
            f"date {place + 1} ({dates[place]}) is before the first date ({dates[0]}): "
            "put the date that values are measured from first"
        )
    present_value: Amount = (money * discounted(rate, elapsed / DAYS_PER_YEAR)).sum(axis=-1)
    return present_value


def annuity_factor(rate: Amount, periods: Amount, timing: Timing = "mid") -> Amount:
    """Say what one unit of money in every period is worth today.

    rate: fraction per period; periods: how many, not necessarily whole.  Shapes broadcast.
    """
    demand_rate(rate)
    demand_word("timing", timing, LEAD)
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
    demand_word("due", due, TIMING_OF_DUE)
    demand_rate(rate)
    present_value_of_future = future_value * (1 + rate) ** -periods
    return float(-(present_value + present_value_of_future) / annuity_factor(rate, periods, TIMING_OF_DUE[due]))


def nper(rate: float, payment: float, present_value: float, future_value: float = 0.0, due: Literal[0, 1] = 0) -> float:
    """Give the number of level payments that settles a sum now and a sum at the end (Excel NPER).

    rate: fraction per period.  due: 0 pays at the end of each period, 1 at the start.
    Raises ValueError if the payments never settle it, where Excel answers #NUM!.
    """
    demand_rate(rate)
    demand_word("due", due, TIMING_OF_DUE)
    to_settle = present_value + future_value
    against_interest = payment * (1 + rate * due) + present_value * rate
    never = ValueError(f"payments of {payment:,.2f} at {percent(rate, 2)} never settle {to_settle:,.2f}")
    if against_interest == 0:
        raise never
    if rate == 0:
        return -to_settle / payment
    change_of_debt = -to_settle * rate / against_interest
    if change_of_debt <= -1:
        raise never
    return float(np.log1p(change_of_debt) / np.log1p(rate))
