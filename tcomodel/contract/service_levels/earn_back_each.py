"""Earn-back level by level: each gets back its own part of a credit.

Either when the same level was met in each of the months after its miss, or when its average of the contract year is
at the target after all, which gives back the credits of the year in its last month:

    80 % promised, eleven months at 82 %, one at 70 %: the average is 81 %, the year's credits go back

A contract year that the term or an early end cuts short is not settled.
"""

from tcomodel import categories
from tcomodel.lines import EachKpi, OwnBefore, line
from tcomodel.words import at_least, at_most, earlier, remainder, round_up, share_of, total, when


@line("currency/month", per="kpi", given="earn_back_share")
def kpi_credit(service_credit, kpi_penalty, penalty_points):
    """The level's part of the month's credit."""
    return service_credit * share_of(kpi_penalty, penalty_points)


@line("month", per="kpi", given="earn_back_share", chosen={"earn_back_when": "that one met"})
def kpi_last_missed(counted_miss, month, before: OwnBefore):
    """The last month in which the level was missed; 0 where it was not so far."""
    return when(counted_miss > 0, month, before)


@line("currency/month", per="kpi", given="earn_back_share", chosen={"earn_back_when": "that one met"})
def kpi_credit_at_stake(kpi_credit, earn_back_months, in_force):
    """The level's credit that can now be earned back; none once the contract has ended."""
    return earlier(kpi_credit, earn_back_months) * in_force


@line(
    "currency/month",
    per="kpi",
    called="kpi_earned_back",
    given="earn_back_share",
    chosen={"earn_back_when": "that one met"},
)
def earned_back_by_meeting_it(month, kpi_last_missed, earn_back_months, kpi_credit_at_stake, earn_back_share):
    """The level's credits that are paid back because it was met since."""
    return when(month - kpi_last_missed >= earn_back_months, 0 - kpi_credit_at_stake * earn_back_share, 0)


@line("1", given="earn_back_share", chosen={"earn_back_when": "average of the year"})
def year_closes(month, months_per_year, in_force):
    """One in the last month of a contract year, if the contract lives to see it."""
    return when(remainder(month, months_per_year) > 0, 0, in_force)


@line("1", per="kpi", given="earn_back_share", chosen={"earn_back_when": "average of the year"})
def headroom_of_year(headroom, year_opens, before: OwnBefore):
    """Headroom of the contract year so far; nothing or more at its end when the average meets the target."""
    return before * (1 - year_opens) + headroom


@line("1", per="kpi", given="earn_back_share", chosen={"earn_back_when": "average of the year"})
def year_missed(headroom_of_year):
    """One where the average of the contract year so far misses the target."""
    return at_most(round_up(at_least(0 - headroom_of_year, 0)), 1)


@line("currency/month", per="kpi", given="earn_back_share", chosen={"earn_back_when": "average of the year"})
def kpi_credits_of_year(kpi_credit, year_opens, before: OwnBefore):
    """The level's credits of the contract year so far."""
    return before * (1 - year_opens) + kpi_credit


@line("currency/month", per="kpi", called="kpi_earned_back", given="earn_back_share",
      chosen={"earn_back_when": "average of the year"})  # fmt: skip
def earned_back_by_average(kpi_credits_of_year, earn_back_share, year_closes, year_missed):
    """The level's credits of the year that are paid back because its average met the target."""
    return (0 - kpi_credits_of_year) * earn_back_share * year_closes * (1 - year_missed)


@line("currency/month", called="earn_back", given="earn_back_share", chosen={"earn_back_when": "that one met"},
      posts_to=categories.CREDITS, adds_to="invoice")  # fmt: skip
def earn_back_of_each(kpi_earned_back: EachKpi):
    """Credits the client pays back because the levels were met since."""
    return total(kpi_earned_back)


@line("currency/month", called="earn_back", given="earn_back_share", chosen={"earn_back_when": "average of the year"},
      posts_to=categories.CREDITS, adds_to="invoice")  # fmt: skip
def earn_back_of_year(kpi_earned_back: EachKpi):
    """Credits the client pays back because the averages of the year met the targets."""
    return total(kpi_earned_back)
