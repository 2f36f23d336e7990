"""Yearly indexation by a fixed percentage with a cap, on the anniversary.

4 % a year capped at 3 %: year 1 pays 1.00, year 2 1.03, year 3 1.0609.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.words import at_most


class Indexation(Terms):
    """How the vendor's prices rise."""

    yearly_indexation: Entry = given(
        "1/year",
        "Rise of the prices on each anniversary.",
        least=-0.2,
        most=1,
        step=0.0025,
        label="Indexation",
        constant=True,
    )
    indexation_cap: Entry = given(
        "1/year",
        "The most the prices may rise in a year.",
        least=0,
        most=1,
        step=0.0025,
        label="Indexation cap",
        constant=True,
    )


@line("share/year", called="applied_indexation", given="indexation_cap")
def capped_indexation(yearly_indexation, indexation_cap):
    """The yearly rise after the cap."""
    return at_most(yearly_indexation, indexation_cap)


@line("share/year")
def applied_indexation(yearly_indexation):
    """The yearly rise; the contract has no cap."""
    return yearly_indexation


@line("1")
def price_index(applied_indexation, years_before):
    """Prices against contract year 1."""
    return (1 + applied_indexation) ** years_before


@line("currency/month")
def indexed_fee(fee_in_force, price_index):
    """The fee at this contract year's prices."""
    return fee_in_force * price_index
