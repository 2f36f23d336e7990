"""How wages and other own costs rise, on each contract anniversary.

    3 % wage inflation: year 1 costs 1.00, year 2 1.03, year 3 1.0609.

A vendor's prices rise by the indexation clause of its contract instead; an open book (cost plus) passes wages on.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line


class Inflation(Terms):
    """Yearly rises of what the company itself pays."""

    wage_inflation: Entry = given(
        "1/year",
        "Yearly rise of wages, on the anniversary.",
        assumed=0.0,
        because="constant wages unless you state a rise",
        least=-0.2,
        most=1,
        step=0.0025,
        constant=True,
    )
    cost_inflation: Entry = given(
        "1/year",
        "Yearly rise of premises, technology and other own costs, on the anniversary.",
        assumed=0.0,
        because="constant prices unless you state a rise",
        least=-0.2,
        most=1,
        step=0.0025,
        constant=True,
    )


@line("1")
def wage_index(wage_inflation, years_before):
    """Wages against contract year 1."""
    return (1 + wage_inflation) ** years_before


@line("1")
def cost_index(cost_inflation, years_before):
    """Prices of own premises, technology and services against contract year 1."""
    return (1 + cost_inflation) ** years_before
