"""When invoices are paid, what early payment saves, deposits.

    invoice 200,000, paid 45 days later, money costs 8 % a year: 200,000 x 45 / 365 x 8 % = 1,973 a month
    1 % off when paid within 10 days: 2,000 a month less

What later payment is worth is no cash: it is shown and not posted. Net present values count an invoice when it is
paid, at the discount rate. A deposit is paid in the first month and comes back in the last one, with the interest of
the months between: 8 % of interest at a discount rate of 8 % are worth nothing more and nothing less.
"""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import only_in, when


class Payment(Terms):
    """How and when the vendor is paid."""

    payment_days: Entry = given(
        "day",
        "Days between the month of the service and its payment; negative where invoices are paid in advance.",
        assumed=0,
        because="paid in the month of the service",
        least=-365,
        most=365,
        step=5,
    )
    early_payment_discount: Entry = given(
        "1", "Share the vendor takes off when its invoice is paid early.", most=0.5, step=0.0025
    )
    discount_days: Entry = given("day", "Days within which an invoice must be paid to earn that.", most=365, step=1)
    early_payment: Entry = given(
        "1",
        "The client pays early and takes the discount.",
        assumed=False,
        because="no discount is counted unless you mean to earn it",
        kind="switch",
        most=1,
    )
    cost_of_capital: Entry = given(
        "1/year",
        "What money costs the client a year, to value payment terms; not stated, it is the discount rate, which NPV "
        "takes in any case.",
        most=1,
        step=0.005,
        constant=True,
    )
    deposit: Entry = given(
        "currency", "Amount paid in month 1 and returned in the last month.", step=1000, constant=True
    )
    deposit_months: Entry = given(
        "month", "Deposit as so many times the bill of month 1, in place of an amount.", most=24, step=0.5
    )
    deposit_interest: Entry = given(
        "1/year",
        "Yearly interest the vendor pays on the deposit.",
        assumed=0.0,
        because="none unless the contract names it",
        most=1,
        step=0.005,
        constant=True,
    )


# -- when ----------------------------------------------------------------------------------------------


@line("day", given="early_payment_discount", otherwise="payment_days")
def days_to_payment(early_payment, discount_days, payment_days):
    """Days until an invoice is paid: few where the client pays early."""
    return when(early_payment > 0, discount_days, payment_days)


@line("currency/month", given="early_payment_discount", posts_to=categories.PAYMENT, adds_to="payable")
def discount_taken(invoice, early_payment_discount, early_payment):
    """What the vendor takes off for early payment."""
    return 0 - invoice * early_payment_discount * early_payment


@line("currency/month", adds_to="payable")
def invoice_due(invoice):
    """What the vendor has billed, before discounts and taxes."""
    return invoice


@line("1")
def payment_delay(discount_rate, days_to_payment, days_per_year):
    """What one unit of money is worth that is paid so many days later."""
    return (1 + discount_rate) ** ((0 - days_to_payment) / days_per_year)


# -- what it is worth ------------------------------------------------------------------------------------


@line("1/year", given="cost_of_capital", otherwise="discount_rate")
def financing_rate(cost_of_capital):
    """What money costs the client a year."""
    return cost_of_capital


@line("currency/month")
def payment_terms_worth(invoice, days_to_payment, days_per_year, financing_rate):
    """What paying the month's invoice later is worth; negative where it is paid in advance."""
    return invoice * days_to_payment / days_per_year * financing_rate


# -- deposit ---------------------------------------------------------------------------------------------


@line("currency")
def deposit_amount(first_bill, deposit_months):
    """The deposit: so many bills of month 1."""
    return first_bill * deposit_months


@line("1")
def deposit_growth(deposit_interest, last_month, months_per_year):
    """What is returned for each unit of the deposit, after the months from its payment to its return."""
    return (1 + deposit_interest) ** ((last_month - 1) / months_per_year)


@line("1/month")
def deposit_back(month, last_month):
    """The month in which the deposit comes back."""
    return only_in(month, last_month)


@line("1/month")
def deposit_flow(month, deposit_back, deposit_growth):
    """The deposit paid in month 1, less what comes back in the last month."""
    return when(month <= 1, 1, 0) - deposit_back * deposit_growth


@line("currency/month", called="deposit_payment", given="deposit_months", posts_to=categories.TRANSITION)
def deposit_of_bills(deposit_amount, deposit_flow):
    """The deposit of so many bills: paid at the start, returned at the end."""
    return deposit_amount * deposit_flow


@line("currency/month", given="deposit", posts_to=categories.TRANSITION)
def deposit_payment(deposit, deposit_flow):
    """The deposit: paid at the start, returned at the end."""
    return deposit * deposit_flow


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    if scope.stated("deposit") and scope.stated("deposit_months"):
        yield "deposit", "a deposit is an amount (deposit) or so many bills (deposit_months); give one of them"
    if scope.value("early_payment") and not scope.stated("early_payment_discount"):
        yield "early_payment", "there is no early_payment_discount to earn; state it, or leave early_payment out"
    if scope.stated("early_payment_discount") and not scope.stated("discount_days"):
        yield "early_payment_discount", "give discount_days: within how many days an invoice must be paid to earn it"


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """What payment terms change: the present value at the discount rate, and at what money costs the client."""
    for row in option.all_of("cost_when_paid"):
        factor = next(values[one.arguments[1]] for one in option.all_of("present_value"))
        worth = float(np.sum((np.asarray(values[row.arguments[0]]) - values[row]) * factor))
        if abs(worth) < 1:
            continue
        when_paid, does = ("later", "lowers") if worth > 0 else ("earlier", "raises")
        told = f"paying its invoices {when_paid} {does} its NPV by {abs(worth):,.0f}, at the discount rate"
        yield f"{told}{_at_cost_of_capital(option, values)}. TCO, which counts all money alike, does not show it."


def _at_cost_of_capital(option: Rows, values: Numbers) -> str:
    own, common = option.scope.value("cost_of_capital"), option.scope.value("discount_rate")
    if own is None or own == common:
        return f" of {common * 100:g} %"
    worth = sum(float(np.sum(values[row])) for row in option.all_of("payment_terms_worth"))
    does = "saves" if worth > 0 else "costs"
    return (
        f" of {common * 100:g} %; at its cost of capital of {own * 100:g} % it {does} {abs(worth):,.0f} of financing "
        "over the term, which is in no total"
    )
