"""modelx: a space of cells, each a function of the month that calls others; every number is worked out once and kept.

For the next world the references of the space are set anew, which makes modelx forget what depends on them.
"""

import modelx

MONTHS = 60
OPTIONS = ("in_house", "per_seat", "per_minute", "per_ticket", "outcome")


def ready():
    model = modelx.new_model()
    space = model.new_space("Mini")
    cells_of(space)
    space.months = MONTHS

    def npvs(worlds: list[dict[str, float]]) -> list[dict[str, float]]:
        found = []
        for world in worlds:
            for name, value in world.items():
                setattr(space, name, value)
            found.append({name: getattr(space, f"npv_{name}")() for name in OPTIONS})
        return found

    return npvs


def cells_of(space) -> None:
    """Write the cells into the space; modelx takes the source of each function, and its names from the space."""
    for function in CELLS:
        space.new_cells(formula=function)
    for name in OPTIONS:
        space.new_cells(f"npv_{name}", formula=f"lambda: sum({name}(t) * worth_today(t) for t in range(1, months + 1))")


CELLS = [
    "def years(t): return (t - 1) / months_per_year",
    "def full_years(t): return int(years(t))",
    "def worth_today(t): return (1 + discount_rate) ** ((paid_at - t) / months_per_year)",
    "def contacts(t): return start_contacts * (1 + annual_growth) ** years(t)",
    "def hours(t): return contacts(t) * handle_time / seconds_per_hour",
    "def wages(t): return (1 + wage_inflation) ** full_years(t)",
    "def rise(): return min(max(vendor_wage_inflation * index_share, index_floor), index_cap)",
    "def prices(t): return (1 + rise()) ** full_years(t)",
    "def rate(t): return (1 + currency_drift) ** years(t)",
    "def agents(t): return -int(-round(hours(t) / (paid_hours * occupancy * (1 - shrinkage)), 6) // 1)",
    "def pay(t): return agents(t) * paid_hours * hourly_wage * (1 + on_cost_rate) * wages(t)",
    "def in_house(t): return pay(t) + agents(t) * workplace_cost",
    "def seats(t): return -int("
    "-round(hours(t) * vendor_effort / (paid_hours * vendor_occupancy * (1 - vendor_shrinkage)), 6) // 1)",
    "def seat_fee(t): return max(seats(t), committed_seats) * seat_rate * prices(t) * rate(t)",
    "def credit(t): return seat_fee(t) * min(max(target - attained, 0) * credit_rate, credit_cap)",
    "def per_seat(t): return seat_fee(t) - credit(t)",
    "def minutes(t): return contacts(t) * handle_time * vendor_effort / seconds_per_minute",
    "def minute_fee(t): return min(minutes(t), first_minutes) * first_minute_price"
    " + max(minutes(t) - first_minutes, 0) * next_minute_price",
    "def per_minute(t): return max(minute_fee(t), minimum_fee) * prices(t) * rate(t)",
    "def tickets(t): return contacts(t) * ticket_rate",
    "def ticket_price(t): return first_ticket_price if tickets(t) <= lower_edge"
    " else second_ticket_price if tickets(t) <= upper_edge else third_ticket_price",
    "def per_ticket(t): return tickets(t) * ticket_price(t) * prices(t)",
    "def cost_before_gain(t): return contacts(t)"
    " * (resolution_rate * resolution_price + (1 - resolution_rate) * passed_on_cost * wages(t))",
    "def outcome(t): return cost_before_gain(t) + gain_share * max(in_house(t) - cost_before_gain(t), 0)",
]
