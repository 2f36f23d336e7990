"""What the minimum adds to the bill."""

from tcomodel import categories
from tcomodel.lines import line
from tcomodel.words import at_least


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
