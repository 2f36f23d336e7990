"""Service credits of a month: all levels together, within the monthly cap, on the charges for the service.

    Eight and five points together cost 13 % of 200,000; with a cap of 10 %, 20,000 come back

A credit may be a share of what is billed or of what was used, and may be taken off after the minimum or before it:

    Minimum 200,000, used 200,000, credit 20,000: after the minimum 180,000 are paid, before it 200,000
"""

from tcomodel import categories
from tcomodel.lines import EachKpi, OwnBefore, line
from tcomodel.words import at_least, at_most, largest, previous, total


@line("currency/month", called="credit_base", chosen={"credit_order": "after the minimum", "credits_on": "billed"})
def base_billed(billed_fee):
    """The charges credits are a share of: those billed for the service, without one-time and passed-through costs."""
    return billed_fee


@line("currency/month", called="credit_base", chosen={"credit_order": "after the minimum", "credits_on": "used"})
def base_used(converted_fee):
    """The charges credits are a share of: the fee for what was used, without what the minimum adds."""
    return converted_fee


@line("currency/month", called="credit_base", chosen={"credit_order": "before the minimum"})
def base_before_minimum(converted_fee):
    """The charges credits are a share of: the fee before the minimum is held against it."""
    return converted_fee


@line("share", called="penalty_points", chosen={"same_incident": "add up"})
def all_penalties(kpi_penalty: EachKpi):
    """Share of the service charges all KPIs cost the vendor, before the cap."""
    return total(kpi_penalty)


@line("share", called="penalty_points", chosen={"same_incident": "largest"})
def largest_penalty(kpi_penalty: EachKpi):
    """Share of the service charges the dearest of the missed KPIs costs the vendor, before the cap."""
    return largest(kpi_penalty)


@line("share", called="credit_share", given="penalty_cap")
def capped_credit_share(penalty_points, penalty_cap):
    """Share of the service charges credited, within the cap."""
    return at_most(penalty_points, penalty_cap)


@line("share", called="credit_share", given="at_risk")
def credit_share_at_risk(penalty_points, at_risk):
    """Share of the service charges credited, no more than is at risk."""
    return at_most(penalty_points, at_risk)


@line("share")
def credit_share(penalty_points):
    """Share of the service charges credited; the contract has no cap."""
    return at_most(penalty_points, 1)


@line("currency/month", given="penalty_cap", chosen={"unpaid_credits": "carried"})
def credit_due(credit_base, penalty_points):
    """What misses of the month are worth, before the cap."""
    return credit_base * penalty_points


@line("currency/month", given="penalty_cap", chosen={"unpaid_credits": "carried"})
def most_a_month(credit_base, penalty_cap):
    """The most that can be credited in the month."""
    return credit_base * penalty_cap


@line("currency/month", given="penalty_cap", chosen={"unpaid_credits": "carried"})
def unpaid_credit(credit_due, most_a_month, before: OwnBefore):
    """Credits the cap has kept back so far, carried over to the next month."""
    return at_least(before + credit_due - most_a_month, 0)


@line("currency/month", called="monthly_credit", given="penalty_cap", chosen={"unpaid_credits": "carried"})
def credit_with_carried(credit_due, unpaid_credit):
    """What is credited for the month: its own misses and what was carried over, within the cap."""
    return credit_due + previous(unpaid_credit) - unpaid_credit


@line("currency/month")
def monthly_credit(credit_base, credit_share):
    """What is credited for the month."""
    return credit_base * credit_share


@line("currency/month", called="service_credit", given="annual_penalty_cap", posts_to=categories.CREDITS,
      adds_to="invoice")  # fmt: skip
def service_credit_within_year(credit_within_year):
    """What the vendor gives back for missed service levels, within the cap of the contract year."""
    return 0 - credit_within_year


@line("currency/month", posts_to=categories.CREDITS, adds_to="invoice")
def service_credit(monthly_credit):
    """What the vendor gives back for missed service levels."""
    return 0 - monthly_credit


@line("currency/month", called="fee_before_minimum", chosen={"credit_order": "before the minimum"})
def fee_less_credit(converted_fee, service_credit):
    """What the minimum is held against: the fee less the service credit."""
    return converted_fee + service_credit
