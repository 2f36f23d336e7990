"""The annual cap: all credits of a contract year together, as a share of its charges.

    5 % of charges of 100,000 a month, credits of 12,000 in month 1 and nothing after: 60,000 may be credited in the
    year, so 12,000 are, in whichever month the miss happens
    On the charges so far, lost: 5,000 are credited in month 1; carried over: 5,000, 5,000 and 2,000 in months 1 to 3

Running amounts begin anew on the anniversary. A contract year that the term or an early end cuts short has the charges
of the months it has.
"""

from tcomodel.lines import OwnBefore, line
from tcomodel.words import at_least, at_most, entry, previous, remainder, when


@line("1")
def year_opens(month, months_per_year):
    """One in the first month of a contract year."""
    return when(remainder(month - 1, months_per_year) > 0, 0, 1)


@line("currency/month", given="annual_penalty_cap")
def charges_of_year(credit_base, year_opens, before: OwnBefore):
    """Charges of the contract year so far."""
    return before * (1 - year_opens) + credit_base


@line("month", given="annual_penalty_cap", chosen={"annual_cap_on": "charges of the year"})
def last_of_year(contract_year, months_per_year, term):
    """The last month of the contract year, or of the term."""
    return at_most(contract_year * months_per_year, term)


@line("currency/month", given="annual_penalty_cap", chosen={"annual_cap_on": "charges of the year"})
def charges_of_whole_year(charges_of_year, last_of_year):
    """Charges of the whole contract year, those still to come with it."""
    return entry(charges_of_year, last_of_year)


@line("currency/month", given="annual_penalty_cap", chosen={"annual_cap_on": "charges of the year"})
def most_a_year(charges_of_whole_year, annual_penalty_cap):
    """The most that can be credited in the contract year."""
    return charges_of_whole_year * annual_penalty_cap


@line("currency/month", called="most_a_year", given="annual_penalty_cap", chosen={"annual_cap_on": "charges so far"})
def most_a_year_so_far(charges_of_year, annual_penalty_cap):
    """The most that can have been credited in the contract year so far."""
    return charges_of_year * annual_penalty_cap


@line("currency/month", given="annual_penalty_cap", chosen={"unpaid_credits": "carried"})
def most_before(most_a_year):
    """The most that could have been credited by the month before."""
    return previous(most_a_year)


@line("currency/month", given="annual_penalty_cap", chosen={"unpaid_credits": "carried"})
def owed_in_year(monthly_credit, most_before, year_opens, before: OwnBefore):
    """Credits due in the contract year so far, with what the year before left unpaid."""
    return when(year_opens > 0, at_least(before - most_before, 0), before) + monthly_credit


@line("currency/month", called="credits_of_year", given="annual_penalty_cap", chosen={"unpaid_credits": "carried"})
def credits_of_year_with_carried(owed_in_year, most_a_year):
    """Credited in the contract year so far; what the cap keeps back is paid as soon as it allows."""
    return at_most(owed_in_year, most_a_year)


@line("currency/month", given="annual_penalty_cap", chosen={"unpaid_credits": "lost"})
def credits_of_year(monthly_credit, most_a_year, year_opens, before: OwnBefore):
    """Credited in the contract year so far; what the cap keeps back is lost."""
    return at_most(before * (1 - year_opens) + monthly_credit, most_a_year)


@line("currency/month", given="annual_penalty_cap")
def credit_within_year(credits_of_year, year_opens):
    """What is credited for the month, within the cap of the contract year."""
    return credits_of_year - previous(credits_of_year) * (1 - year_opens)
