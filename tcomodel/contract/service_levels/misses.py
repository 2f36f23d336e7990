"""Which months count as missed.

A level is missed (1) or met (0); where it spreads, the chance of a miss stands between. Nothing counts before
``credits_from_month`` or in a month with relief, such as one with more volume than forecast.
"""

from tcomodel.lines import EachBand, line
from tcomodel.words import at_most, largest, normal_up_to, round_up, when


@line("1", called="levels_in_force", given="relief_tolerance")
def levels_without_relief(month, credits_from_month, relief):
    """One in months whose misses count: not in the grace period, not in months with relief."""
    return when(month < credits_from_month, 0, 1 - relief)


@line("1")
def levels_in_force(month, credits_from_month):
    """One in months whose misses count, 0 in the grace period."""
    return when(month < credits_from_month, 0, 1)


@line("1", per="kpi", called="missed", chosen={"credit_form": "bands"})
def missed_by_band(band_missed: EachBand):
    """One where the level stands in a band with a credit."""
    return largest(band_missed)


@line("1", per="kpi", called="missed", chosen={"credit_form": "occurrences"})
def missed_by_occurrence(occurrences):
    """One where anything occurred."""
    return at_most(round_up(occurrences), 1)


@line("1", per="kpi", called="missed", given="attained_spread")
def chance_of_a_miss(spreads_missing):
    """The chance that the level is missed, from its spread around the one expected."""
    return normal_up_to(spreads_missing)


@line("1", per="kpi")
def missed(shortfall):
    """One where the level is below the promise."""
    return at_most(round_up(shortfall), 1)


@line("1", per="kpi")
def counted_miss(missed, levels_in_force):
    """One where the level is missed in a month that counts."""
    return missed * levels_in_force
