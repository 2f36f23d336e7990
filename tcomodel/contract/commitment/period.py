"""The minimum of a period: a quarter, a year, the term."""

from tcomodel.lines import OwnBefore, line
from tcomodel.words import at_least, remainder, when


@line("month")
def committed_months(month, minimum_from_month, last_month):
    """Months since the minimum holds, this one included; 0 before, and once the contract has ended."""
    return when(month <= last_month, at_least(month - minimum_from_month + 1, 0), 0)


@line("month")
def month_of_period(committed_months, period_months):
    """Month of the period, 1 for its first, 0 before the minimum holds."""
    return when(committed_months >= 1, remainder(committed_months - 1, period_months) + 1, 0)


@line("1")
def period_ends(month_of_period, period_months, month, last_month):
    """Whether a period ends this month, as the last does with the contract: 1 or 0."""
    return when(at_least(month_of_period / period_months, month / last_month) >= 1, 1, 0)


@line("currency/month")
def period_minimum_a_month(period_minimum, period_months, minimum_indexed, price_level):
    """The minimum of the period for one month, at this contract year's prices where it moves with them."""
    return period_minimum / period_months * when(minimum_indexed > 0, price_level, 1)


@line("currency")
def minimum_so_far(before: OwnBefore, month_of_period, period_minimum_a_month, one_month):
    """The minimum of the period for its months so far."""
    return when(month_of_period > 1, before, 0) + when(month_of_period >= 1, period_minimum_a_month * one_month, 0)


@line("currency/month", called="paid_of_period", given="minimum_fee")
def paid_with_monthly_minimum(fee_before_minimum, monthly_missed, shortfall_share):
    """What counts against the minimum of the period: the fee and what the monthly minimum added to it."""
    return fee_before_minimum + monthly_missed * shortfall_share


@line("currency/month")
def paid_of_period(fee_before_minimum):
    """What counts against the minimum of the period: the fee."""
    return fee_before_minimum


@line("currency")
def paid_so_far(before: OwnBefore, month_of_period, paid_of_period, one_month):
    """What was paid of the period so far."""
    return when(month_of_period > 1, before, 0) + when(month_of_period >= 1, paid_of_period * one_month, 0)


@line("currency/month", given="period_minimum")
def period_missed(minimum_so_far, paid_so_far, period_ends, one_month):
    """What a period that ends this month falls short of its minimum."""
    return at_least(minimum_so_far - paid_so_far, 0) * period_ends / one_month


@line("currency/month", given="period_minimum")
def period_exceeded(minimum_so_far, paid_so_far, period_ends, one_month):
    """What a period that ends this month is beyond its minimum."""
    return at_least(paid_so_far - minimum_so_far, 0) * period_ends / one_month
