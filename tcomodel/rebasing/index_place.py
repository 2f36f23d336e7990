"""Which money an index measures prices in, as far as its title says, so that a price in another is told.

    7.50 USD/hour moved with "Philippines consumer prices": right where the vendor's costs are in pesos and the clause
    says so, but no price in dollars follows the peso by itself

It is told and not refused: that a price in dollars follows prices elsewhere is what many contracts agree.
"""

from tcomodel.index_series import IndexSeries

MONEY_OF = {
    "United States": "USD", "US ": "USD", "Canada": "CAD", "Colombia": "COP", "India": "INR", "Mexico": "MXN",
    "Philippines": "PHP", "Poland": "PLN", "Romania": "RON", "South Africa": "ZAR", "United Kingdom": "GBP",
    "UK ": "GBP", "euro area": "EUR",
}  # fmt: skip


def money_of(series: IndexSeries) -> str | None:
    """The currency of the country that an index is of; None where its title names none."""
    return next((money for place, money in MONEY_OF.items() if place in series.title), None)
