"""What each pricing model bills for what was used, before anything the contract does to it.

per ticket   42,000 calls x 4.20
per minute   42,000 calls x 380 seconds = 266,000 minutes x 0.29
per hour     paid, logged or productive hours x price
per seat     the vendor's agents, shared over shifts, x price
hybrid       core seats x price, and tickets for what they cannot carry
outcome      what the machine resolves x price; people settle the rest, at a cost that is not the vendor's
cost plus    the vendor's paid hours and other cost, with its margin
fixed fee    the same whatever is used
"""

from collections.abc import Callable

from tests.reference_model import tables
from tests.reference_model.charges import charges_of, sum_of
from tests.reference_model.counting import COUNTED, PRICE, quality_bonus
from tests.reference_model.entries import Inputs, NotCovered, whole_above
from tests.reference_model.in_house import raised
from tests.reference_model.people import whole_people
from tests.reference_model.vendor import Used, Vendor, as_is
from tests.reference_model.work import Work

BY_MODEL = {
    "per_ticket": {"ticket_price", "tickets_billed"},
    "per_minute": {
        "minute_rate", "minutes_billed", "billing_increment", "contact_lengths", "added_seconds", "free_contacts",
        "month_rounding",
    },
    "per_hour": {"hour_rate", "hours_billed", "hours_cap"},
    "per_seat": {"seat_rate", "agents_per_seat", "contracted_seats"},
    "hybrid": {"core_seats", "seat_rate", "agents_per_seat", "overflow_price"},
    "outcome": {
        "priced_by", "resolution_price", "conversation_price", "action_price", "actions_per_conversation",
        "resolution_rate", "quality_pass_rate", "platform_fee", "included_units", "licensed_seats",
        "licensed_seat_rate", "unresolved_cost",
    },
    "cost_plus": {"vendor_hourly_cost", "vendor_other_cost", "margin", "margin_on"},
    "fixed_fee": {"monthly_fee"},
    "per_sale": {"conversion_rate", "sale_price", "sale_bonus", "quality_share", "quality_threshold"},
    "commission": {"conversion_rate", "order_value", "commission_rate"},
}  # fmt: skip

MINIMUM, FORECAST, TARGET = "contract.commitment", "contract.forecast", "contract.target_cost"
OUTCOME_PRICE = {
    "resolutions": "resolution_price",
    "conversations": "conversation_price",
    "actions": "action_price",
}
TARGET = "contract.target_cost"
COVERS = {TARGET: {"cost_target", "target_fee", "vendor_share", "vendor_overrun_share", "ceiling_price"}}


def used_of(option: Inputs, work: dict[str, Work]) -> Used:
    """What the option uses, by its own pricing model."""
    vendor, model = Vendor(option, work), option.word("pricing", "model", "")
    if model in COUNTED:
        units = COUNTED[model](vendor)
        charges, bonus = charges_of(vendor, PRICE[model], units), quality_bonus(vendor, units)
        fee = [one + bonus[m] for m, one in enumerate(sum_of(charges, vendor.months))]
        return as_is(vendor, fee, charges)
    if model in OTHERS:
        return OTHERS[model](vendor)
    raise NotCovered(f"the pricing model {model!r}")


def _seats(vendor: Vendor) -> Used:
    option, teams, sharing = vendor.option, vendor.teams(), vendor.price("agents_per_seat", 1.0)
    if vendor.states("contracted_seats"):
        seats = vendor.price("contracted_seats")
        for_work = [sum(team.for_work[m] for team in teams.values()) / sharing[m] for m in vendor.months]
        served = [min(seats[m] / for_work[m], 1.0) if for_work[m] > 0 else 1.0 for m in vendor.months]
    else:
        people = [sum(team.billable[m] for team in teams.values()) for m in vendor.months]
        seats = [people[m] / sharing[m] for m in vendor.months]
        seats = [whole_above(one) for one in seats] if whole_people(option) else seats
        served = [1.0] * option.months
    if table := tables.tiers_on_total(option):
        fee = tables.tiered(option, table, seats)
    else:
        price = vendor.price("seat_rate")
        fee = [seats[m] * price[m] for m in vendor.months]
    used = as_is(vendor, fee)
    if vendor.states("contracted_seats"):
        used.on_seats = [seats[m] * sharing[m] for m in vendor.months]
    for group in (used.contacts, used.settled):
        for channel, one in group.items():
            group[channel] = [contacts * served[m] for m, contacts in enumerate(one)]
    return used


def _hybrid(vendor: Vendor) -> Used:
    teams, core = vendor.teams(), vendor.price("core_seats", goes_on=True)
    sharing, seat_price = vendor.price("agents_per_seat", 1.0), vendor.price("seat_rate")
    for_work = [sum(team.for_work[m] for team in teams.values()) for m in vendor.months]
    overflow = [max(1 - core[m] * sharing[m] / for_work[m], 0.0) if for_work[m] > 0 else 0.0 for m in vendor.months]
    tickets = {channel: [one.contacts[m] * overflow[m] for m in vendor.months] for channel, one in vendor.work.items()}
    charges = charges_of(vendor, "overflow_price", tickets)
    overflow_fee = sum_of(charges, vendor.months)
    used = as_is(vendor, [core[m] * seat_price[m] + overflow_fee[m] for m in vendor.months], charges)
    used.on_seats = [core[m] * sharing[m] for m in vendor.months]
    return used


def _outcome(vendor: Vendor) -> Used:
    option, kind = vendor.option, vendor.word("priced_by", "resolutions")
    price = OUTCOME_PRICE[kind]
    wages = raised(option, "wage_inflation")
    units: dict[str, list[float]] = {}
    contacts: dict[str, list[float]] = {}
    settled: dict[str, list[float]] = {}
    people_cost = [0.0] * option.months
    knows_resolution = option.states("service", "first_contact_resolution")
    for channel, work in vendor.work.items():
        resolution = option.by_month("service", "first_contact_resolution", 1.0, channel)
        repeats = option.by_month("service", "repeat_rate", 0.0, channel)
        machine = resolution
        if vendor.states("resolution_rate"):
            machine = vendor.price("resolution_rate", channel=channel, goes_on=True)
        passing = vendor.price("quality_pass_rate", 1.0, channel)
        included = vendor.price("included_units", 0.0, channel)
        cost_of_people = vendor.price("unresolved_cost", channel=channel)
        actions = vendor.price("actions_per_conversation", 1.0, channel)
        units[channel], contacts[channel], settled[channel] = [], [], []
        for m in vendor.months:
            issues = work.issues[m]
            resolved = issues * machine[m]
            handed_over = issues - resolved
            people = handed_over / (1 - (1 - resolution[m]) * repeats[m])
            outcomes = {"resolutions": resolved * passing[m], "conversations": issues, "actions": issues * actions[m]}
            units[channel].append(max(outcomes[kind] - included[m], 0.0))
            contacts[channel].append(resolved + people)
            settled[channel].append(resolved + people * resolution[m])
            people_cost[m] += people * cost_of_people[m] * wages[m]
    charges = charges_of(vendor, price, units, contacts)
    fee = sum_of(charges, vendor.months)
    platform = vendor.price("platform_fee", 0.0)
    seats, seat_price = vendor.price("licensed_seats", 0.0), vendor.price("licensed_seat_rate", 0.0)
    fee = [fee[m] + platform[m] + seats[m] * seat_price[m] for m in vendor.months]
    used = as_is(vendor, fee, charges)
    used.came = used.contacts = contacts
    used.settled = settled if knows_resolution else {}
    used.beside["unresolved_handling"] = people_cost
    used.people = _people_of_a_machine
    return used


def _people_of_a_machine() -> list[float]:
    raise NotCovered("the team of a vendor whose machine resolves issues: no document says whom it has")


def _cost_plus(vendor: Vendor) -> Used:
    """Open books pass wage rises on, unless an indexation clause moves the fee instead."""
    option = vendor.option
    indexed = bool((option.option.get("contract") or {}).get("indexation"))
    wages = [1.0] * option.months if indexed else raised(option, "wage_inflation")
    cost = vendor.price("vendor_other_cost", 0.0)
    for channel, team in vendor.teams().items():
        hourly = vendor.price("vendor_hourly_cost", channel=channel)
        cost = [cost[m] + team.billable[m] * team.paid_hours[m] * hourly[m] * wages[m] for m in vendor.months]
    if option.states(TARGET, "cost_target"):
        return as_is(vendor, _shared_with_the_vendor(option, cost))
    margin = vendor.price("margin")
    if vendor.word("margin_on", "cost") == "cost":
        return as_is(vendor, [cost[m] * (1 + margin[m]) for m in vendor.months])
    return as_is(vendor, [cost[m] / (1 - margin[m]) for m in vendor.months])


def _shared_with_the_vendor(option: Inputs, cost: list[float]) -> list[float]:
    """A target cost in place of a margin: the vendor has its share of what it saves and of what it overruns."""
    target, fee, saved = (option.by_month(TARGET, name) for name in ("cost_target", "target_fee", "vendor_share"))
    overrun = option.by_month(TARGET, "vendor_overrun_share", 0.0)
    overrun = overrun if option.states(TARGET, "vendor_overrun_share") else saved
    most = option.by_month(TARGET, "ceiling_price", float("inf"))
    found = []
    for m, one in enumerate(cost):
        below, above = max(target[m] - one, 0.0), max(one - target[m], 0.0)
        found.append(min(one + fee[m] + saved[m] * below - overrun[m] * above, most[m]))
    return found


def _fixed(vendor: Vendor) -> Used:
    return as_is(vendor, vendor.price("monthly_fee", goes_on=True))


OTHERS: dict[str, Callable[[Vendor], Used]] = {
    "per_seat": _seats,
    "hybrid": _hybrid,
    "outcome": _outcome,
    "cost_plus": _cost_plus,
    "fixed_fee": _fixed,
}
