"""Service credits: so much of the monthly invoice per missed decrement of a KPI, capped.

    Target 80 %, expected 76.5 %, decrement 1 point, 1 % of the invoice each, cap 10 %:
    three whole decrements missed, 3 % of 200,000 = 6,000 back.

KPIs are service level, FCR, CSAT, quality or any other where more is better. What counts as a missed
decrement is a switch, because contracts differ: only whole ones, any started one, or in proportion.
"""

from tcomodel import categories
from tcomodel.givens import Entry, Terms, choice, given, members
from tcomodel.lines import EachKpi, line
from tcomodel.words import at_least, at_most, round_up, total, whole


class Kpi(Terms):
    """One service level. ``target`` and ``attained`` are shares (80 %), so is the decrement (1 % is one point)."""

    target: Entry = given("1", "Level the vendor promises.", most=1, step=0.005)
    attained: Entry = given("1", "Level you expect the vendor to reach, one number or one a month.", most=1, step=0.005)
    decrement: Entry = given(
        "1",
        "Size of the step that counts as one miss; 1 % is one point.",
        assumed=0.01,
        because="one point",
        least=0.0001,
        most=1,
        step=0.005,
    )
    penalty: Entry = given("1", "Share of the monthly invoice credited per missed decrement.", most=1, step=0.0025)


class ServiceLevels(Terms):
    """What misses are worth."""

    kpis: Entry = members(Kpi, "kpi", "The service levels, by name.")
    penalty_cap: Entry = given(
        "1", "The most that can be credited, as a share of the monthly invoice.", most=1, step=0.01
    )
    decrements_counted: Entry = choice(
        "Which decrements count: whole ones, started ones, or in proportion.",
        "whole",
        "started",
        "proportional",
        assumed="whole",
        because="a decrement is missed when all of it is",
    )


@line("share", per="kpi")
def shortfall(target, attained):
    """How far the expected level stays below the promise."""
    return at_least(target - attained, 0)


@line("1", per="kpi", called="decrements", chosen={"decrements_counted": "whole"})
def whole_decrements(shortfall, decrement):
    """Decrements missed, whole ones only."""
    return whole(shortfall / decrement)


@line("1", per="kpi", called="decrements", chosen={"decrements_counted": "started"})
def started_decrements(shortfall, decrement):
    """Decrements missed, every started one."""
    return round_up(shortfall / decrement)


@line("1", per="kpi", called="decrements", chosen={"decrements_counted": "proportional"})
def proportional_decrements(shortfall, decrement):
    """Decrements missed, in proportion."""
    return shortfall / decrement


@line("share", per="kpi")
def kpi_penalty(decrements, penalty):
    """Share of the invoice this KPI costs the vendor."""
    return decrements * penalty


@line("share")
def penalty_points(kpi_penalty: EachKpi):
    """Share of the invoice all KPIs cost the vendor, before the cap."""
    return total(kpi_penalty)


@line("share", called="credit_share", given="penalty_cap")
def capped_credit_share(penalty_points, penalty_cap):
    """Share of the invoice credited, within the cap."""
    return at_most(penalty_points, penalty_cap)


@line("share")
def credit_share(penalty_points):
    """Share of the invoice credited; the contract has no cap."""
    return at_most(penalty_points, 1)


@line("currency/month", posts_to=categories.CREDITS, adds_to="invoice")
def service_credit(billed_fee, credit_share):
    """What the vendor gives back for missed service levels."""
    return 0 - billed_fee * credit_share
