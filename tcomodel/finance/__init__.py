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

from tcomodel.finance.arguments import Amount, Array, Dates, First, Timing
from tcomodel.finance.discounting import (
    annuity_factor,
    discount_factors,
    effective_rate,
    equal_annual_cost,
    monthly_rate,
    nominal_rate,
    nper,
    npv,
    pmt,
    xnpv,
)
from tcomodel.finance.payback import Payback, payback
from tcomodel.finance.rates_of_return import HIGHEST_RATE, LOWEST_RATE, Irr, irr, irr_roots, mirr, xirr

__all__ = [
    "HIGHEST_RATE",
    "LOWEST_RATE",
    "Amount",
    "Array",
    "Dates",
    "First",
    "Irr",
    "Payback",
    "Timing",
    "annuity_factor",
    "discount_factors",
    "effective_rate",
    "equal_annual_cost",
    "irr",
    "irr_roots",
    "mirr",
    "monthly_rate",
    "nominal_rate",
    "nper",
    "npv",
    "payback",
    "pmt",
    "xirr",
    "xnpv",
]
