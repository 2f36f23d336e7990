"""When invoices are paid, what early payment saves, and deposits.

1 % off 200,000 when paid after 10 days and not 45: 2,000 a month less, and the rest counts as paid 10 days later
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, yes

CLAUSE = "contract.payment"
COVERS = {
    CLAUSE: {
        "payment_days", "early_payment_discount", "discount_days", "early_payment", "cost_of_capital", "deposit",
        "deposit_months", "deposit_interest",
    },
}  # fmt: skip
DAYS_PER_YEAR = 365


def paid_early(option: Inputs) -> bool:
    return option.states(CLAUSE, "early_payment_discount") and yes(option.word(CLAUSE, "early_payment", False))


def discount_taken(option: Inputs, invoice: list[float]) -> list[float]:
    """What the vendor takes off for early payment: below nothing."""
    if not paid_early(option):
        return [0.0] * option.months
    discount = option.by_month(CLAUSE, "early_payment_discount")
    return [-discount[m] * one for m, one in enumerate(invoice)]


def worth_when_paid(option: Inputs, programme: Inputs) -> list[float]:
    """What one unit of an invoice is worth in the month of the service, paid so many days later."""
    days = option.by_month(CLAUSE, "discount_days" if paid_early(option) else "payment_days", 0.0)
    rate = programme.by_month("timing", "discount_rate", 0.08)
    return [(1 + rate[m]) ** (-days[m] / DAYS_PER_YEAR) for m in range(option.months)]


def deposit(option: Inputs, billed: list[float]) -> list[float]:
    """Paid in month 1, and back with its interest in the last month."""
    found = [0.0] * option.months
    if option.states(CLAUSE, "deposit_months"):
        amount = [times * billed[0] for times in option.by_month(CLAUSE, "deposit_months")]
    else:
        amount = option.by_month(CLAUSE, "deposit", 0.0)
    interest = option.by_month(CLAUSE, "deposit_interest", 0.0)
    found[0] += amount[0]
    last = option.last - 1
    found[last] -= amount[last] * (1 + interest[last]) ** (last / MONTHS_PER_YEAR)
    return found
