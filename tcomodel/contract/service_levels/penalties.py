"""What one level costs the vendor in a month, as a share of the charges.

Target 80 %, expected 76.5 %, decrement 1 point, 1 % each: three whole decrements missed, 3 %
10 % at risk, half of it in this pool, 40 % of that on this level: 2 %
5,000 for a miss, of charges of 100,000: 5 %
"""

from tcomodel.lines import line
from tcomodel.words import at_most, round_up, share_of, whole


@line("1", per="kpi", called="decrements", chosen={"credit_form": "decrement", "decrements_counted": "whole"})
def whole_decrements(shortfall, decrement):
    """Decrements missed, whole ones only."""
    return whole(shortfall / decrement)


@line("1", per="kpi", called="decrements", chosen={"credit_form": "decrement", "decrements_counted": "started"})
def started_decrements(shortfall, decrement):
    """Decrements missed, every started one."""
    return round_up(shortfall / decrement)


@line("1", per="kpi", called="decrements", chosen={"credit_form": "decrement", "decrements_counted": "proportional"})
def decrements_in_part(shortfall, decrement):
    """Decrements missed, in proportion."""
    return shortfall / decrement


@line("1", per="kpi", called="decrements", chosen={"credit_form": "proportional"})
def proportional_decrements(shortfall, decrement):
    """Points missed, in proportion."""
    return shortfall / decrement


@line("1", per="kpi", called="decrements", chosen={"credit_form": "fixed"})
def one_miss(missed):
    """One where the level is missed, however far."""
    return missed


@line("1", per="kpi", called="decrements", chosen={"credit_form": "occurrences"})
def decrements_that_occurred(occurrences):
    """What occurred, each of which is credited."""
    return occurrences


@line("share", per="kpi", called="plain_penalty", chosen={"credit_form": "pool"})
def penalty_of_pool(missed, at_risk, pool_share, allocation):
    """Share of the charges the level costs: its part of the pool at risk."""
    return missed * at_risk * pool_share * allocation


@line("share", per="kpi", called="plain_penalty", given="penalty_amount")
def penalty_of_amount(decrements, penalty_amount, credit_base):
    """Share of the charges the level costs: an amount for each decrement."""
    return share_of(decrements * penalty_amount, credit_base)


@line("share", per="kpi")
def plain_penalty(decrements, penalty):
    """Share of the charges the level costs: so much for each decrement."""
    return decrements * penalty


@line("share", per="kpi", called="kpi_penalty", given=("repeat_step", "kpi_cap"))
def repeated_penalty_within_cap(plain_penalty, repeat_factor, levels_in_force, kpi_cap):
    """Share of the service charges this KPI costs the vendor, more for repeats, within its own cap."""
    return at_most(plain_penalty * repeat_factor * levels_in_force, kpi_cap)


@line("share", per="kpi", called="kpi_penalty", given="repeat_step")
def repeated_penalty(plain_penalty, repeat_factor, levels_in_force):
    """Share of the service charges this KPI costs the vendor, more for repeats."""
    return plain_penalty * repeat_factor * levels_in_force


@line("share", per="kpi", called="kpi_penalty", given="kpi_cap")
def penalty_within_cap(plain_penalty, levels_in_force, kpi_cap):
    """Share of the service charges this KPI costs the vendor, within its own cap."""
    return at_most(plain_penalty * levels_in_force, kpi_cap)


@line("share", per="kpi")
def kpi_penalty(plain_penalty, levels_in_force):
    """Share of the service charges this KPI costs the vendor."""
    return plain_penalty * levels_in_force
