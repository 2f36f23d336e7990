"""Earn-back: a credit the vendor gets back because all levels were met in the months after the miss.

    6,000 credited in month 4, all levels met in months 5, 6 and 7: with three months and 100 %, 6,000 in month 7

A month that does not count (grace period, relief) counts as met; months after an early end never happen, and nothing
is earned back in them. What is posted takes credits back, so it is
positive among the credits.
"""

from tcomodel import categories
from tcomodel.lines import EachKpi, OwnBefore, line
from tcomodel.words import earlier, largest, when


@line("1", given="earn_back_share", chosen={"earn_back_when": "all met"})
def any_missed(counted_miss: EachKpi):
    """One where any level is missed."""
    return largest(counted_miss)


@line("month", given="earn_back_share", chosen={"earn_back_when": "all met"})
def last_missed(any_missed, month, before: OwnBefore):
    """The last month in which any level was missed; 0 where none was so far."""
    return when(any_missed > 0, month, before)


@line("currency/month", given="earn_back_share", chosen={"earn_back_when": "all met"})
def credit_at_stake(service_credit, earn_back_months, in_force):
    """The credit of the month that can now be earned back; none once the contract has ended."""
    return earlier(service_credit, earn_back_months) * in_force


@line("currency/month", given="earn_back_share", chosen={"earn_back_when": "all met"}, posts_to=categories.CREDITS,
      adds_to="invoice")  # fmt: skip
def earn_back(month, last_missed, earn_back_months, credit_at_stake, earn_back_share):
    """Credits the client pays back because all levels were met since."""
    return when(month - last_missed >= earn_back_months, 0 - credit_at_stake * earn_back_share, 0)
