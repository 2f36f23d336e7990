"""A loop in plain Python: month after month with numbers, as one would write it without any package."""

from math import ceil

MONTHS = 60


def ready():
    return lambda worlds: [npvs(**world) for world in worlds]


def npvs(
    *, start_contacts, annual_growth, handle_time, paid_hours, occupancy, shrinkage, hourly_wage, wage_inflation,
    on_cost_rate, workplace_cost, vendor_effort, vendor_occupancy, vendor_shrinkage, vendor_wage_inflation, index_share,
    index_floor, index_cap, currency_drift, seat_rate, committed_seats, target, attained, credit_rate, credit_cap,
    first_minutes, first_minute_price, next_minute_price, minimum_fee, ticket_rate, lower_edge, upper_edge,
    first_ticket_price, second_ticket_price, third_ticket_price, resolution_rate, resolution_price, passed_on_cost,
    gain_share, discount_rate, paid_at, months_per_year, seconds_per_hour, seconds_per_minute,
):  # fmt: skip
    """The net present value of each option in one world."""
    npv = dict.fromkeys(("in_house", "per_seat", "per_minute", "per_ticket", "outcome"), 0.0)
    yearly_rise = min(max(vendor_wage_inflation * index_share, index_floor), index_cap)
    hours_of_agent = paid_hours * occupancy * (1 - shrinkage)
    hours_of_seat = paid_hours * vendor_occupancy * (1 - vendor_shrinkage)
    for month in range(1, MONTHS + 1):
        years = (month - 1) / months_per_year
        contacts = start_contacts * (1 + annual_growth) ** years
        hours = contacts * handle_time / seconds_per_hour
        wages = (1 + wage_inflation) ** int(years)
        prices = (1 + yearly_rise) ** int(years)
        rate = (1 + currency_drift) ** years
        worth_today = (1 + discount_rate) ** ((paid_at - month) / months_per_year)

        agents = ceil(round(hours / hours_of_agent, 6))
        in_house = agents * (paid_hours * hourly_wage * (1 + on_cost_rate) * wages + workplace_cost)

        seats = max(ceil(round(hours * vendor_effort / hours_of_seat, 6)), committed_seats)
        fee = seats * seat_rate * prices * rate
        per_seat = fee - min(fee * max(target - attained, 0) * credit_rate, fee * credit_cap)

        minutes = contacts * handle_time * vendor_effort / seconds_per_minute
        if minutes <= first_minutes:
            fee = minutes * first_minute_price
        else:
            fee = first_minutes * first_minute_price + (minutes - first_minutes) * next_minute_price
        per_minute = max(fee, minimum_fee) * prices * rate

        tickets = contacts * ticket_rate
        if tickets <= lower_edge:
            price = first_ticket_price
        elif tickets <= upper_edge:
            price = second_ticket_price
        else:
            price = third_ticket_price
        per_ticket = tickets * price * prices

        resolved = contacts * resolution_rate
        outcome = resolved * resolution_price + (contacts - resolved) * passed_on_cost * wages
        if in_house > outcome:
            outcome += gain_share * (in_house - outcome)

        npv["in_house"] += in_house * worth_today
        npv["per_seat"] += per_seat * worth_today
        npv["per_minute"] += per_minute * worth_today
        npv["per_ticket"] += per_ticket * worth_today
        npv["outcome"] += outcome * worth_today
    return npv
