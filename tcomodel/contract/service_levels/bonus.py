"""Bonuses for good service, on top of the fee.

    A bonus of 3 % of a rate of 10.00 for 12,000 hours: 3,600
    Calls answered at 75 % or more earn it only when no more than 5 % were abandoned

A level earns its bonus share from ``bonus_from`` on, or its target; bands earn their positive amounts. Levels that
gate the bonus must all be met. Grace period and relief do not take a bonus away.
"""

from tcomodel import categories
from tcomodel.lines import EachBand, EachKpi, line
from tcomodel.words import at_most, largest, normal_up_to, total, when


@line("share", per="kpi", called="kpi_bonus", chosen={"credit_form": "bands"})
def bonus_of_bands(band_bonus: EachBand):
    """Share of the charges the level earns: the bonuses of all bands it stands in."""
    return total(band_bonus)


@line("1", per="kpi", called="bonus_headroom", given="bonus_from", chosen={"better": "more"})
def bonus_headroom_above(attained_level, bonus_from):
    """How much better the level is than the one that earns the bonus."""
    return attained_level - bonus_from


@line("1", per="kpi", called="bonus_headroom", given="bonus_from", chosen={"better": "less"})
def bonus_headroom_below(attained_level, bonus_from):
    """How much lower, and so better, the level is than the one that earns the bonus."""
    return bonus_from - attained_level


@line("share", per="kpi", called="kpi_bonus", given=("bonus_from", "attained_spread"))
def expected_bonus(bonus_share, bonus_headroom, attained_spread):
    """Share of the charges the level earns, times the chance that it reaches the bonus."""
    return bonus_share * normal_up_to(bonus_headroom / attained_spread)


@line("share", per="kpi", called="kpi_bonus", given="bonus_from")
def bonus_from_level(bonus_share, bonus_headroom):
    """Share of the charges the level earns from the one that earns the bonus on."""
    return when(bonus_headroom >= 0, bonus_share, 0)


@line("share", per="kpi")
def kpi_bonus(bonus_share, missed):
    """Share of the charges the level earns when its target is met."""
    return bonus_share * (1 - missed)


@line("1", per="kpi")
def gate_missed(missed, gates_bonus):
    """One where the level is missed and no bonus is paid because of it."""
    return missed * gates_bonus


@line("1", given="bonus_cap")
def gates_met(gate_missed: EachKpi):
    """One where every level that gates the bonus is met."""
    return 1 - largest(gate_missed)


@line("share", given="bonus_cap")
def bonus_points(kpi_bonus: EachKpi):
    """Share of the charges all levels earn, before gates and cap."""
    return total(kpi_bonus)


@line("currency/month", given="bonus_cap", posts_to=categories.BONUSES, adds_to="invoice")
def service_bonus(credit_base, bonus_points, gates_met, bonus_cap):
    """What the client pays on top for good service."""
    return credit_base * at_most(bonus_points * gates_met, bonus_cap)
