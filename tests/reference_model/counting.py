"""What a vendor counts on a channel: tickets, minutes, hours, sales, the money they bring in.

42,000 calls of 380 seconds are 266,000 minutes; by started minutes a call of 85 seconds is billed as 118.6
10,000 paid hours at 30 % shrinkage are 7,000 logged hours
"""

import math
from collections.abc import Callable

from tests.reference_model.entries import whole_above, whole_below
from tests.reference_model.vendor import Vendor
from tests.reference_model.work import Work


def _tickets(vendor: Vendor) -> dict[str, list[float]]:
    issues = vendor.word("tickets_billed", "contacts") == "issues"
    return {channel: one.issues if issues else one.contacts for channel, one in vendor.work.items()}


def _minutes(vendor: Vendor) -> dict[str, list[float]]:
    found = {}
    for channel, one in vendor.work.items():
        free = vendor.price("free_contacts", 0.0, channel)
        added = vendor.price("added_seconds", 0.0, channel)
        seconds = _rounded_up(vendor, channel, _counted_seconds(vendor, channel, one))
        contacts = [max(one.contacts[m] - free[m], 0.0) for m in vendor.months]
        minutes = [contacts[m] * (seconds[m] + added[m]) / 60 for m in vendor.months]
        rounding = vendor.word("month_rounding", "exact")
        if rounding != "exact":
            minutes = [whole_above(each) if rounding == "up" else whole_below(each) for each in minutes]
        found[channel] = minutes
    return found


def _counted_seconds(vendor: Vendor, channel: str, work: Work) -> list[float]:
    seconds = work.seconds_at_full_speed if vendor.vendor_bears_slow_work else work.seconds
    if vendor.word("minutes_billed", "handle") == "handle":
        return list(seconds)
    talk = vendor.option.by_month("service", "talk_share", channel=channel)
    return [one * talk[m] for m, one in enumerate(seconds)]


def _rounded_up(vendor: Vendor, channel: str, seconds: list[float]) -> list[float]:
    """Each contact with its last increment filled up; one without billable seconds starts none."""
    if not vendor.states("billing_increment"):
        return seconds
    step = vendor.price("billing_increment", channel=channel)
    alike = vendor.word("contact_lengths", "exponential") == "alike"
    found = []
    for m, one in enumerate(seconds):
        if one <= 0:
            found.append(0.0)
        elif alike:
            found.append(whole_above(one / step[m]) * step[m])
        else:
            found.append(step[m] / (1 - math.exp(-step[m] / one)))
    return found


def _hours(vendor: Vendor) -> dict[str, list[float]]:
    kind = vendor.word("hours_billed", "logged")
    found = {}
    for channel, team in vendor.teams().items():
        work = vendor.work[channel]
        if kind == "productive":
            hours = list(work.hours_at_full_speed if vendor.vendor_bears_slow_work else work.hours)
        else:
            present = [1 - away if kind == "logged" else 1.0 for away in team.shrinkage]
            hours = [team.billable[m] * team.paid_hours[m] * present[m] for m in vendor.months]
        if vendor.states("hours_cap"):
            cap = vendor.price("hours_cap", channel=channel)
            hours = [min(hours[m], cap[m] * team.billable[m]) for m in vendor.months]
        found[channel] = hours
    return found


def _sales(vendor: Vendor) -> dict[str, list[float]]:
    found = {}
    for channel, one in vendor.work.items():
        rate = vendor.price("conversion_rate", channel=channel, goes_on=True)
        found[channel] = [one.contacts[m] * rate[m] for m in vendor.months]
    return found


def _sold(vendor: Vendor) -> dict[str, list[float]]:
    sales, value = _sales(vendor), {}
    for channel, one in sales.items():
        order = vendor.price("order_value", channel=channel)
        value[channel] = [one[m] * order[m] for m in vendor.months]
    return value


def quality_bonus(vendor: Vendor, sales: dict[str, list[float]]) -> list[float]:
    """More for each sale that was made in a month whose quality is above the threshold."""
    bonus = [0.0] * vendor.option.months
    for channel, made in sales.items() if vendor.states("sale_bonus") else ():
        each, threshold = (
            vendor.price("sale_bonus", channel=channel),
            vendor.price("quality_threshold", channel=channel),
        )
        quality = vendor.price("quality_share", channel=channel, goes_on=True)
        bonus = [bonus[m] + (made[m] * each[m] if quality[m] > threshold[m] else 0.0) for m in vendor.months]
    return bonus


COUNTED: dict[str, Callable[[Vendor], dict[str, list[float]]]] = {
    "per_ticket": _tickets,
    "per_minute": _minutes,
    "per_hour": _hours,
    "per_sale": _sales,
    "commission": _sold,
}
PRICE = {
    "per_ticket": "ticket_price",
    "per_minute": "minute_rate",
    "per_hour": "hour_rate",
    "per_sale": "sale_price",
    "commission": "commission_rate",
}
