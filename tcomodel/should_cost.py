"""Should-cost: what a vendor's price consists of, built up from the wage, and the margin that leaves.

    pay of an agent            160 h x 2.50                           400.00 a month
    team leader                173.33 h x 3.94 / 15 agents             45.53
    on-costs                   45 % of both                           200.49
    quality, training, ...                                            176.00
    seat and technology        176.00 + 88.00                         264.00
    overhead                   18 % of all that                       195.48
    cost                                                            1,281.50    price 1,760.00: margin 27.2 %

None of this is billed or paid by the client: it is what an open book would show, estimated from outside. The vendor's
agents are those the work takes at its own handle time, occupancy and shrinkage, so that a price a minute or a ticket
is held against the same build-up as a price a seat. Seats that the contract fixes are staffed as they are fixed, used
or not. A machine that resolves issues has no agents, so there is no build-up for it. Every part must be stated (0
where there is none): a part that is missing would make the margin too high, so without it there is no margin.
"""

from collections.abc import Callable, Iterator

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Numbers, Place, Rows
from tcomodel.words import at_least, share_of, total, total_over_term


class ShouldCost(Terms):
    """What the vendor itself is estimated to pay."""

    vendor_wage: Entry = given(
        "currency/hour", "Hourly base wage the vendor pays an agent.", step=0.25, label="Vendor's agent wage"
    )
    vendor_bonus_rate: Entry = given(
        "1",
        "Bonus and allowances of its agents, as a share of the base wage.",
        assumed=0.0,
        because="no bonus unless you state one; the margin is lower with one",
        most=2,
        step=0.01,
        label="Vendor's agent bonus",
    )
    vendor_on_cost_rate: Entry = given(
        "1",
        "What the vendor pays as an employer on top of all pay, as a share of it.",
        most=2,
        step=0.01,
        label="Vendor's employer on-costs",
    )
    vendor_leader_span: Entry = given(
        "agent/person",
        "Agents per team leader of the vendor.",
        least=1,
        step=1,
        label="Vendor's agents per team leader",
    )
    vendor_leader_wage: Entry = given(
        "currency/hour", "Hourly wage of a team leader of the vendor.", step=0.25, label="Vendor's team leader wage"
    )
    vendor_leader_hours: Entry = given(
        "hour/person/month",
        "Hours a month a team leader of the vendor is paid for.",
        assumed=173.33,
        because="40 hours a week",
        most=400,
        label="Vendor's team leader hours",
    )
    vendor_support_cost: Entry = given(
        "currency/agent/month",
        "Other supervision for one agent: quality, training, planning, managers; 0 where there is none.",
        step=10,
        label="Vendor's other supervision",
    )
    vendor_seat_cost: Entry = given(
        "currency/agent/month",
        "Premises and workstation of one agent; 0 where there is none.",
        step=10,
        label="Vendor's seat",
    )
    vendor_technology_cost: Entry = given(
        "currency/agent/month",
        "Licences, telephony and lines of one agent; 0 where the client pays them.",
        step=10,
        label="Vendor's technology",
    )
    vendor_overhead_rate: Entry = given(
        "1",
        "Sales, administration and head office, as a share of all other cost.",
        most=2,
        step=0.01,
        label="Vendor's overhead",
    )
    vendor_cost_growth: Entry = given(
        "1/year",
        "Yearly rise of the vendor's own cost. Not stated, its cost rises as indexation lets its prices rise, and the "
        "margin stays that of the first year, unless a benchmark takes prices down.",
        least=-0.2,
        most=1,
        step=0.005,
        constant=True,
        label="Vendor's cost growth",
    )
    target_margin: Entry = given(
        "1", "Margin the vendor should be left with, as a share of its price.", most=0.9, step=0.01, constant=True
    )


# Lines that need all parts to be there exist only where all of them are stated.
NEEDED = (
    "vendor_wage",
    "vendor_on_cost_rate",
    "vendor_leader_span",
    "vendor_leader_wage",
    "vendor_support_cost",
    "vendor_seat_cost",
    "vendor_technology_cost",
    "vendor_overhead_rate",
)


# -- people ------------------------------------------------------------------------------------------


@line("agent", called="vendor_team", given="contracted_seats")
def people_of_fixed_seats(contracted_seats, agents_per_seat, in_force):
    """Agents the vendor pays: those of the seats the contract fixes, whatever the work needs."""
    return contracted_seats * agents_per_seat * in_force


@line("agent", called="vendor_team", given="core_seats")
def people_of_core_and_overflow(team, core_agents, in_force):
    """Agents the vendor pays: those the work needs, and no fewer than the core."""
    return at_least(team, core_agents * in_force)


@line("agent")
def vendor_team(team):
    """Agents the vendor pays: those the work needs."""
    return team


@line("hour/month", per="channel", given="vendor_wage")
def vendor_time(agents, paid_hours):
    """Hours that the agents of the channel are paid for, whoever bears slow work at first."""
    return agents * paid_hours


@line("hour/month", given="vendor_wage")
def vendor_hours(vendor_time: EachChannel, vendor_team, team):
    """Hours the vendor pays its agents for: those of the work, more or fewer as its team is."""
    return total(vendor_time) * share_of(vendor_team, team)


@line("currency/month", given="vendor_wage")
def vendor_pay(vendor_hours, vendor_wage, vendor_bonus_rate):
    """What the vendor pays its agents, bonus included."""
    return vendor_hours * vendor_wage * (1 + vendor_bonus_rate)


@line("person", given="vendor_leader_span")
def vendor_leaders(vendor_team, vendor_leader_span):
    """Team leaders of the vendor; its leaders and agents work for other clients too, so parts of one count."""
    return vendor_team / vendor_leader_span


@line("currency/month", given="vendor_leader_span")
def vendor_leader_pay(vendor_leaders, vendor_leader_hours, vendor_leader_wage):
    """What the vendor pays its team leaders."""
    return vendor_leaders * vendor_leader_hours * vendor_leader_wage


@line("currency/month", given=("vendor_wage", "vendor_on_cost_rate", "vendor_leader_span"))
def vendor_on_costs(vendor_pay, vendor_leader_pay, vendor_on_cost_rate):
    """What the vendor pays as an employer on top of the pay."""
    return (vendor_pay + vendor_leader_pay) * vendor_on_cost_rate


# -- what they need ----------------------------------------------------------------------------------


@line("currency/month", given="vendor_support_cost")
def vendor_support(vendor_team, vendor_support_cost):
    """Quality, training, planning and managers of the vendor."""
    return vendor_team * vendor_support_cost


@line("currency/month", given="vendor_seat_cost")
def vendor_seats(vendor_team, vendor_seat_cost):
    """Premises and workstations of the vendor."""
    return vendor_team * vendor_seat_cost


@line("currency/month", given="vendor_technology_cost")
def vendor_technology(vendor_team, vendor_technology_cost):
    """Licences, telephony and lines of the vendor."""
    return vendor_team * vendor_technology_cost


@line("currency/month", given=NEEDED)
def vendor_people(vendor_pay, vendor_leader_pay, vendor_on_costs, vendor_support):
    """All the vendor pays for people."""
    return vendor_pay + vendor_leader_pay + vendor_on_costs + vendor_support


@line("currency/month", given=NEEDED)
def vendor_overhead(vendor_people, vendor_seats, vendor_technology, vendor_overhead_rate):
    """Sales, administration and head office of the vendor."""
    return (vendor_people + vendor_seats + vendor_technology) * vendor_overhead_rate


# -- cost, price, margin -----------------------------------------------------------------------------


@line("1", given="vendor_cost_growth")
def vendor_cost_index(vendor_cost_growth, years_before):
    """The vendor's own cost against contract year 1, as it is stated to rise."""
    return (1 + vendor_cost_growth) ** years_before


@line("1", given="vendor_cost_growth", otherwise="price_index")
def vendor_cost_level(vendor_cost_index):
    """The vendor's own cost against contract year 1."""
    return vendor_cost_index


@line("currency/month", given=NEEDED)
def vendor_own_cost(vendor_people, vendor_seats, vendor_technology, vendor_overhead, vendor_cost_level):
    """What the service costs the vendor itself."""
    return (vendor_people + vendor_seats + vendor_technology + vendor_overhead) * vendor_cost_level


@line("currency/agent/month", given=NEEDED)
def vendor_cost_per_agent(vendor_own_cost, vendor_team):
    """What an agent costs the vendor a month, everything included."""
    return share_of(vendor_own_cost, vendor_team)


@line("currency/agent/month", given=NEEDED)
def vendor_price_per_agent(billed_fee, vendor_team):
    """What the vendor bills a month for each agent it takes, whatever its price counts."""
    return share_of(billed_fee, vendor_team)


@line("currency", given=NEEDED)
def vendor_term_cost(vendor_own_cost):
    """What the service costs the vendor over the term."""
    return total_over_term(vendor_own_cost)


@line("currency", given=NEEDED)
def vendor_term_revenue(billed_fee):
    """What the vendor bills for the service over the term, before credits and bonuses."""
    return total_over_term(billed_fee)


@line("share", given=NEEDED)
def implied_margin(vendor_term_revenue, vendor_term_cost):
    """What is left to the vendor of its price, before service credits, bonuses and its own one-off cost."""
    return share_of(vendor_term_revenue - vendor_term_cost, vendor_term_revenue)


@line("currency/agent/month", given=(*NEEDED, "target_margin"))
def price_per_agent_at_target(vendor_cost_per_agent, target_margin):
    """What an agent and month would be billed at if the vendor kept the target margin."""
    return vendor_cost_per_agent / (1 - target_margin)


SHOWN = ("implied_margin", "vendor_cost_per_agent", "vendor_price_per_agent", "price_per_agent_at_target")


def missing_parts(stated: Callable[[str], bool]) -> list[str]:
    """Parts of the build-up that nobody stated; ``stated`` is asked of the option's place."""
    return [name for name in NEEDED if not stated(name)]


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A machine has no agents whose wage a price could be built up from."""
    bills_outcomes = any("outcomes" in one.lines for one in scope.channels)
    if bills_outcomes and any(scope.stated(name) for name in NEEDED):
        yield (
            next(name for name in NEEDED if scope.stated(name)),
            "what is billed here are outcomes of a machine, which has no agents whose wages a price could be built up "
            "from; take should_cost out",
        )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """What is missing of a build-up that was begun, and a vendor that would work at a loss."""
    missing = missing_parts(option.scope.stated)
    if 0 < len(missing) < len(NEEDED):
        yield (
            f"its should-cost says nothing of {', '.join(missing)}; state {'it' if len(missing) == 1 else 'them'} "
            "(0 where there is none), or no margin can be worked out."
        )
    for row in option.all_of("implied_margin"):
        margin = float(values[row])
        if margin < 0:
            yield (
                f"by its should-cost the vendor loses {-margin:.0%} of its price; either the build-up is too high, or "
                "the price will not hold."
            )
