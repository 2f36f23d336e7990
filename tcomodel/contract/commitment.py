"""What the client pays at least, whatever is used: each month, each period, or for a number of units.

    minimum 200,000 a month, used 180,000: 20,000 are missed and billed on top
    minimum 2,400,000 in twelve months, used 2,300,000: 100,000 are billed on top in the twelfth

What is missed may be softened in one of two ways, first in first out. Carried forward, use beyond the minimum
counts against what is missed in the months after. Worked off, what is missed may be made up by use beyond the
minimum in the months after, and only what is left when they are over is billed. A share of it may be payable
instead of all.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import OwnBefore, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most, earlier, previous, remainder, running_total, when


class Commitment(Terms):
    """What is paid at least."""

    minimum_fee: Entry = given("currency/month", "Smallest monthly bill for the service, before credits.", step=1000)
    period_minimum: Entry = given("currency", "Smallest bill for the service in a period, before credits.", step=10000)
    period_months: Entry = given(
        "month",
        "Months of such a period; what is missed is billed in the last. A part of one at the end counts in proportion.",
        assumed=12,
        because="commitments are mostly yearly",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    minimum_units: Entry = given(
        "unit/month", "Units billed at least each month, by channel.", step=100, per_channel=True
    )
    minimum_from_month: Entry = given(
        "month",
        "First month in which the minimum holds, and in which the first period begins.",
        assumed=1,
        because="from the start",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    minimum_indexed: Entry = given(
        "1", "The minimum rises with the prices.", assumed=False, because="a fixed amount", kind="switch", most=1
    )
    shortfall_share: Entry = given(
        "1",
        "Share of what is missed that is billed.",
        assumed=1.0,
        because="the difference to the minimum is billed",
        most=1,
        step=0.05,
        constant=True,
    )
    carry_forward_months: Entry = given(
        "month",
        "Months for which use beyond the minimum counts against what is missed.",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )
    work_off_months: Entry = given(
        "month",
        "Months in which what is missed may be made up by use beyond the minimum, before it is billed.",
        least=1,
        most=240,
        step=1,
        kind="whole",
    )


# -- units -----------------------------------------------------------------------------------------


@line("unit/month", per="channel", called="billed_units", given="minimum_units")
def billed_with_minimum_units(counted_units, minimum_units, month, minimum_from_month):
    """What is billed: what was used, and no less than the minimum."""
    return at_least(counted_units, when(month < minimum_from_month, 0, minimum_units))


# -- the minimum of a month ------------------------------------------------------------------------


@line("currency/month", called="minimum_at_prices", given=("minimum_fee", "indexation"))
def indexed_minimum(minimum_fee, minimum_indexed, price_index):
    """The minimum at this contract year's prices, where it rises with them."""
    return minimum_fee * when(minimum_indexed > 0, price_index, 1)


@line("currency/month", given="minimum_fee")
def minimum_at_prices(minimum_fee):
    """The minimum; the contract has no indexation."""
    return minimum_fee


@line("currency/month", called="minimum_now", given=("minimum_fee", "ends_in_month"))
def minimum_while_in_force(month, minimum_from_month, minimum_at_prices, in_force):
    """The minimum of this month; nothing before it begins to hold, and nothing once the contract has ended."""
    return when(month < minimum_from_month, 0, minimum_at_prices) * in_force


@line("currency/month", given="minimum_fee")
def minimum_now(month, minimum_from_month, minimum_at_prices):
    """The minimum of this month; nothing before it begins to hold."""
    return when(month < minimum_from_month, 0, minimum_at_prices)


@line("currency/month", given="minimum_fee")
def monthly_missed(minimum_now, fee_before_minimum):
    """What the use of this month falls short of its minimum."""
    return at_least(minimum_now - fee_before_minimum, 0)


@line("currency/month", given="minimum_fee")
def monthly_exceeded(month, minimum_from_month, fee_before_minimum, minimum_now):
    """What the use of this month is beyond its minimum, once that holds."""
    return when(month < minimum_from_month, 0, at_least(fee_before_minimum - minimum_now, 0))


# -- the minimum of a period -----------------------------------------------------------------------


@line("month", called="last_committed_month", given="ends_in_month")
def month_of_the_early_end(ends_in_month):
    """Last month in which the minimum holds: the contract ends early."""
    return ends_in_month


@line("month")
def last_committed_month(term):
    """Last month in which the minimum holds."""
    return term


@line("month")
def committed_months(month, minimum_from_month, last_committed_month):
    """Months since the minimum holds, this one included; 0 before, and once the contract has ended."""
    return when(month <= last_committed_month, at_least(month - minimum_from_month + 1, 0), 0)


@line("month")
def month_of_period(committed_months, period_months):
    """Month of the period, 1 for its first, 0 before the minimum holds."""
    return when(committed_months >= 1, remainder(committed_months - 1, period_months) + 1, 0)


@line("1")
def period_ends(month_of_period, period_months, month, last_committed_month):
    """Whether a period ends this month, as the last does with the contract: 1 or 0."""
    return when(at_least(month_of_period / period_months, month / last_committed_month) >= 1, 1, 0)


@line("currency/month", called="period_minimum_a_month", given="indexation")
def indexed_period_minimum(period_minimum, period_months, minimum_indexed, price_index):
    """The minimum of the period for one month, at this contract year's prices where it rises with them."""
    return period_minimum / period_months * when(minimum_indexed > 0, price_index, 1)


@line("currency/month")
def period_minimum_a_month(period_minimum, period_months):
    """The minimum of the period for one month; the contract has no indexation."""
    return period_minimum / period_months


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


# -- both together ---------------------------------------------------------------------------------


@line("currency/month", called="minimum_missed", given=("minimum_fee", "period_minimum"))
def missed_of_both(monthly_missed, period_missed):
    """What is missed of the minimum of the month, and then still of that of the period."""
    return monthly_missed + period_missed


@line("currency/month", called="minimum_missed", given="period_minimum")
def missed_of_period(period_missed):
    """What is missed of the minimum."""
    return period_missed


@line("currency/month")
def minimum_missed(monthly_missed):
    """What is missed of the minimum."""
    return monthly_missed


@line("currency/month", called="minimum_exceeded", given="period_minimum")
def exceeded_of_period(period_exceeded):
    """Use beyond the minimum."""
    return period_exceeded


@line("currency/month")
def minimum_exceeded(monthly_exceeded):
    """Use beyond the minimum."""
    return monthly_exceeded


# -- carried forward: use beyond the minimum counts against what is missed later -------------------


@line("currency")
def exceeded_so_far(minimum_exceeded):
    """All use beyond the minimum so far."""
    return running_total(minimum_exceeded)


@line("currency")
def exceeded_before(exceeded_so_far):
    """Use beyond the minimum in the months before this one."""
    return previous(exceeded_so_far)


@line("currency")
def exceeded_too_long_ago(exceeded_so_far, carry_forward_months):
    """Use beyond the minimum that is too long ago to count."""
    return earlier(exceeded_so_far, carry_forward_months + 1)


@line("currency")
def exceeded_and_used(before: OwnBefore, exceeded_before, exceeded_too_long_ago, minimum_missed, one_month):
    """Use beyond the minimum that was set against what was missed, or lapsed: the oldest goes first."""
    return at_most(exceeded_before, at_least(before, exceeded_too_long_ago) + minimum_missed * one_month)


@line("currency")
def used_or_lapsed_before(exceeded_and_used, exceeded_too_long_ago):
    """What of it was gone before this month."""
    return at_least(previous(exceeded_and_used), exceeded_too_long_ago)


@line("currency/month")
def carried_forward(exceeded_and_used, used_or_lapsed_before, one_month):
    """Earlier use that counts against what is missed this month."""
    return (exceeded_and_used - used_or_lapsed_before) / one_month


# -- worked off: use beyond the minimum makes up what was missed before ----------------------------


@line("currency")
def missed_so_far(minimum_missed):
    """All that was missed so far."""
    return running_total(minimum_missed)


@line("currency")
def missed_before(missed_so_far):
    """What was missed in the months before this one."""
    return previous(missed_so_far)


@line("currency")
def missed_and_overdue(missed_so_far, work_off_months):
    """What was missed so long ago that it was billed in an earlier month, or made up."""
    return earlier(missed_so_far, work_off_months + 1)


@line("currency")
def missed_and_made_up(before: OwnBefore, missed_before, missed_and_overdue, minimum_exceeded, one_month):
    """What was missed and is made up since, or was billed: the oldest goes first."""
    return at_most(missed_before, at_least(before, missed_and_overdue) + minimum_exceeded * one_month)


@line("currency")
def missed_and_last_chance(missed_so_far, work_off_months):
    """What was missed and must be made up by the end of this month."""
    return earlier(missed_so_far, work_off_months)


@line("currency", called="to_be_settled", given="ends_in_month")
def to_be_settled_before_the_end(month, last_committed_month, missed_so_far, missed_and_last_chance, in_force):
    """What must be made up by now: what has had its months, and all when the contract ends; nothing after."""
    return when(month >= last_committed_month, missed_so_far, missed_and_last_chance) * in_force


@line("currency")
def to_be_settled(month, last_committed_month, missed_so_far, missed_and_last_chance):
    """What must be made up by now: what has had its months, and all when the contract ends."""
    return when(month >= last_committed_month, missed_so_far, missed_and_last_chance)


# -- what is billed on top -------------------------------------------------------------------------


@line("currency/month", called="missed_and_due", given="carry_forward_months")
def missed_less_carried_forward(minimum_missed, carried_forward):
    """What is missed and not covered by earlier use."""
    return at_least(minimum_missed - carried_forward, 0)


@line("currency/month", called="missed_and_due", given="work_off_months")
def missed_and_not_made_up(to_be_settled, missed_and_made_up, one_month):
    """What was missed and was not made up in time."""
    return at_least(to_be_settled - missed_and_made_up, 0) / one_month


@line("currency/month")
def missed_and_due(minimum_missed):
    """What is missed and due at once."""
    return minimum_missed


@line("currency/month", given="minimum_fee", posts_to=categories.COMMITMENT, adds_to="invoice")
def commitment_top_up(missed_and_due, shortfall_share):
    """What the minimum adds to the fee for what was used."""
    return missed_and_due * shortfall_share


@line(
    "currency/month",
    called="commitment_top_up",
    given="period_minimum",
    posts_to=categories.COMMITMENT,
    adds_to="invoice",
)
def period_top_up(missed_and_due, shortfall_share):
    """What the minimum of the period adds to the fee for what was used."""
    return missed_and_due * shortfall_share


@line("currency/month", given="minimum_fee")
def billed_fee(converted_fee, commitment_top_up):
    """The service charges of the invoice."""
    return converted_fee + commitment_top_up


@line("currency/month", called="billed_fee", given="period_minimum")
def billed_fee_of_period(converted_fee, commitment_top_up):
    """The service charges of the invoice."""
    return converted_fee + commitment_top_up


# -- minima that cannot be meant -------------------------------------------------------------------


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """No minimum at all, two ways to soften it, units that nobody counts or that a forecast locks as well."""
    units = any(channel.stated("minimum_units") for channel in scope.channels)
    monthly, period = scope.stated("minimum_fee"), scope.stated("period_minimum")
    if not (units or monthly or period):
        yield "minimum_fee", "the commitment holds no minimum; state minimum_fee, period_minimum or minimum_units"
        return
    softened = [name for name in ("carry_forward_months", "work_off_months") if scope.stated(name)]
    if len(softened) > 1:
        yield (
            "work_off_months",
            "carry_forward_months covers what is missed by earlier use already; state one of the two",
        )
    elif softened and monthly and period:
        yield softened[0], f"{softened[0]} holds for one minimum; state minimum_fee or period_minimum, not both"
    elif softened and not (monthly or period):
        yield softened[0], f"{softened[0]} needs an amount that can be missed; state minimum_fee or period_minimum"
    if units and not any("counted_units" in channel.lines for channel in scope.channels):
        yield (
            "minimum_units",
            "this pricing counts nothing by channel; take one that counts, such as per_ticket, per_minute or per_hour, "
            "or state the minimum as minimum_fee",
        )
    elif units and scope.stated("forecast_lock"):
        yield "minimum_units", "forecast_lock also says how many units are billed at least; state one of the two"


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """A minimum that begins after the contract has ended."""
    months = option.scope.value("month")
    begins = option.scope.value("minimum_from_month")
    if months is not None and begins > len(months):
        yield f"the minimum begins in month {begins:g} of a contract of {len(months)} months, so it never holds."


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """A last period that is not whole."""
    for row in option.all_of("month_of_period"):
        last, whole_period = _last_period(values[row]), option.scope.value("period_months")
        if 0 < last < whole_period:
            yield (
                f"the last period of the commitment has {last:g} of {whole_period:g} months, "
                "and its minimum is taken in proportion."
            )


def _last_period(months_of_period: Any) -> float:
    """Months of the last period, also where the contract has ended before the term."""
    held = np.asarray(months_of_period)[np.asarray(months_of_period) > 0]
    return float(held[-1]) if held.size else 0.0
