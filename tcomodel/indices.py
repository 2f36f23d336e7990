"""Indices and exchange rates: what was measured, and what is assumed for the years to come.

    US consumer prices were 327.9 in September 2026 and are taken to rise by 2.5 % a year:
    12 months later 336.1

An index has months of its own: they begin years before the contract, because clauses look back. Nothing goes on
beyond the last measured month unless a projection is stated, and then the result says so.
"""

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import line
from tcomodel.words import in_month, when


class Index(Terms):
    """One index or exchange rate."""

    series: Entry = given(
        "1",
        "The measured values: a series of the catalogue by its key, a CSV file, or months with values.",
        kind="series",
        least=None,
    )
    projection: Entry = given(
        "1/year",
        "Rise a year after the last measured month, compounding from month to month.",
        least=-0.5,
        most=1,
        step=0.0025,
        constant=True,
    )


@line("1", per="index")
def last_measured(index_data, measured_months):
    """The last value that was measured."""
    return in_month(index_data, measured_months)


@line("1", per="index", called="index_level", given="projection")
def projected_level(index_data, position, measured_months, last_measured, projection, months_per_year):
    """The index, measured as far as it goes and projected from there."""
    years = (position - measured_months) / months_per_year
    return when(position > measured_months, last_measured * (1 + projection) ** years, index_data)


@line("1", per="index")
def index_level(index_data):
    """The index as measured."""
    return index_data
