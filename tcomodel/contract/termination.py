"""Ending early: what it costs and what happens to the work.

From the month after the end the work is back with the old team, at the baseline's running cost; the fee, the costs
passed on and the retained people stop.

    fee 100,000 a month, ended after month 24 of 60, 20 % of the remaining fees due:
    36 x 100,000 x 20 % = 720,000, and notice pay where notice was not given in time

A remaining month counts as the fee of the last one, and at least its part of a minimum: 2,400,000 in twelve months
are 200,000 each. What an earlier shortfall adds to the last bill in one sum is no bill of the months to come.

What ending in each month would cost is shown whether the contract ends early or not.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, at_most, only_in, running_total, when


class Termination(Terms):
    """The client's right to end early, and what it is charged for it."""

    ends_in_month: Entry = given(
        "month",
        "The contract ends early, at the end of this month. Not stated, it runs to its end.",
        least=1,
        most=240,
        step=1,
        kind="whole",
        within_term=True,
    )
    termination_charge: Entry = choice(
        "What ending early costs: a share of the remaining fees, an amount that declines evenly over the term, a "
        "schedule by month, or what is not yet paid of an amortised transition fee.",
        "none",
        "remainder",
        "declining",
        "schedule",
        "unamortised",
        assumed="none",
        because="no charge unless the contract names one",
    )
    remainder_share: Entry = given(
        "1",
        "Share of the remaining fees that is due.",
        assumed=1.0,
        because="all of them, unless the contract says less",
        most=1,
        step=0.05,
    )
    remaining_fees: Entry = choice(
        "What a remaining month counts as: the bill of the month it ends in (its fee, and at least its part of a "
        "minimum, without what is settled for other months), or the average of all bills so far.",
        "last bill",
        "average bill",
        assumed="last bill",
        because="the level the service has reached",
    )
    termination_amount: Entry = given(
        "currency", "Charge on the first day, which declines evenly to nothing at the end of the term.", step=10000
    )
    termination_schedule: Entry = given(
        "currency", "Charge for ending in each month, one number a month; it stays at the last.", kind="months"
    )
    notice_months: Entry = given(
        "month",
        "Months of notice the contract wants.",
        assumed=0,
        because="none unless the contract names it",
        most=36,
        step=1,
        constant=True,
    )
    notice_kept: Entry = given(
        "1",
        "Notice is given in time; if not, the months of notice are paid.",
        assumed=True,
        because="an end that is planned is announced",
        kind="switch",
        most=1,
    )
    take_back_cost: Entry = given(
        "currency", "What it costs to build up the old team again when the work comes back.", step=10000
    )


# -- until when ----------------------------------------------------------------------------------------


@line("1", given="ends_in_month")
def in_force(month, ends_in_month):
    """Whether the contract runs this month."""
    return when(month <= ends_in_month, 1, 0)


@line("currency/month", given="ends_in_month")
def fee_in_force(fee_with_premiums, in_force):
    """The fee until the contract ends."""
    return fee_with_premiums * in_force


@line("1/month")
def ending_now(month, ends_in_month):
    """The month in which the contract ends."""
    return only_in(month, ends_in_month)


# -- what ending at the end of a month costs -----------------------------------------------------------


@line("month")
def months_left(term, month):
    """Months of the term after this one."""
    return term - month


@line("currency", chosen={"remaining_fees": "average bill"})
def billed_so_far(billed_fee):
    """Service charges since the contract began."""
    return running_total(billed_fee)


@line("currency/month", called="remaining_bill", chosen={"remaining_fees": "average bill"})
def average_bill(billed_so_far, month):
    """What a remaining month counts as: the average bill so far."""
    return billed_so_far / month


@line("currency/month", given="minimum_fee", otherwise="converted_fee")
def fee_or_minimum(converted_fee, minimum_now, shortfall_share):
    """The fee of this month, with what its own minimum adds to it."""
    return converted_fee + at_least(minimum_now - converted_fee, 0) * shortfall_share


@line("currency/month", given="period_minimum")
def period_minimum_now(month_of_period, period_minimum_a_month):
    """The part of this month in the minimum of its period; nothing before that holds."""
    return when(month_of_period >= 1, period_minimum_a_month, 0)


@line("currency/month", called="remaining_bill", given="period_minimum", chosen={"remaining_fees": "last bill"})
def last_bill_of_period(fee_or_minimum, period_minimum_now, shortfall_share):
    """What a remaining month counts as: this month's fee, with what its part of the minimum adds to it."""
    return fee_or_minimum + at_least(period_minimum_now - fee_or_minimum, 0) * shortfall_share


@line("currency/month", chosen={"remaining_fees": "last bill"})
def remaining_bill(fee_or_minimum):
    """What a remaining month counts as: the bill of this month, without what is settled for others."""
    return fee_or_minimum


@line("currency", called="charge_if_ended", chosen={"termination_charge": "remainder"})
def share_of_the_remainder(remaining_bill, months_left, remainder_share):
    """The charge for ending now: a share of the remaining fees."""
    return remaining_bill * months_left * remainder_share


@line("currency", called="charge_if_ended", chosen={"termination_charge": "declining"})
def declining_amount(termination_amount, months_left, term):
    """The charge for ending now: what is left of an amount that declines evenly over the term."""
    return termination_amount * months_left / term


@line("currency", called="charge_if_ended", chosen={"termination_charge": "schedule"})
def scheduled_amount(termination_schedule):
    """The charge for ending now, by the schedule."""
    return termination_schedule


@line("currency", called="charge_if_ended", chosen={"termination_charge": "unamortised"})
def unamortised_fee(transition_fee, month, amortisation_months):
    """The charge for ending now: the part of the transition fee whose instalments are still to come."""
    return transition_fee * at_least(1 - month / amortisation_months, 0)


@line("currency")
def notice_if_ended(remaining_bill, notice_months, notice_kept, months_left):
    """Pay for the months of notice that were not kept, at most for the rest of the term."""
    return remaining_bill * at_most(notice_months * (1 - notice_kept), months_left)


@line("currency", called="cost_to_end", chosen={"termination_charge": "none"})
def notice_alone(notice_if_ended):
    """What ending at the end of this month costs: notice pay, there is no charge."""
    return notice_if_ended


@line("currency")
def cost_to_end(charge_if_ended, notice_if_ended):
    """What ending at the end of this month costs."""
    return charge_if_ended + notice_if_ended


@line("currency", called="termination_exposure", given="ends_in_month")
def exposure_until_the_end(cost_to_end, in_force):
    """What ending in this month costs; nothing once the contract has ended."""
    return cost_to_end * in_force


@line("currency")
def termination_exposure(cost_to_end):
    """What ending in this month would cost."""
    return cost_to_end


# -- what is paid ----------------------------------------------------------------------------------------


@line("currency/month", given="ends_in_month", posts_to=categories.EXIT, adds_to="invoice")
def termination_payment(termination_exposure, ending_now):
    """The charge and notice pay, due when the contract ends."""
    return termination_exposure * ending_now


@line("currency/month", given=("ends_in_month", "take_back_cost"), posts_to=categories.EXIT)
def taking_back(take_back_cost, ending_now):
    """Building up the old team again."""
    return take_back_cost * ending_now


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    charge = scope.chosen("termination_charge")
    if charge == "declining" and not scope.stated("termination_amount"):
        yield "termination_charge", "a declining charge needs termination_amount, what it is on the first day"
    if charge == "schedule" and not scope.stated("termination_schedule"):
        yield "termination_charge", "give termination_schedule: what ending costs, one amount a month"
    amortised = scope.chosen("transition_paid") == "amortised" and scope.stated("transition_fee")
    if charge == "unamortised" and not amortised:
        yield (
            "termination_charge",
            "nothing is unamortised: this needs a transition_fee that is paid amortised; where the vendor's own "
            "outlay is to be paid back, say declining and give termination_amount",
        )
    if charge == "remainder" and scope.value("notice_months") and not scope.value("notice_kept"):
        yield (
            "termination_charge",
            "the remaining fees hold the months of notice already; leave notice_kept yes, or take another charge",
        )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    if option.scope.stated("ends_in_month"):
        last = int(option.scope.value("ends_in_month"))
        paid = sum(float(np.sum(values[row])) for row in option.all_of("termination_payment"))
        if last < max(np.size(values[row]) for row in option.all_of("in_force")):
            yield (
                f"ends early, after month {last}, for {paid:,.0f} in charges and notice pay; from then on the old "
                "team does the work, and its cost is in these figures."
            )
        return
    for row in option.all_of("termination_exposure"):
        costs = np.asarray(values[row])
        dearest = int(np.argmax(costs))
        if round(float(costs[dearest])) > 0:
            yield (
                f"ending the contract early would cost most after month {dearest + 1}, {costs[dearest]:,.0f}; "
                "that is in no figure here."
            )
