"""What the units of a channel cost: no fewer than was promised, by the price, a price table or a base charge.

forecast 10,000 contacts, lock 90 %: with 8,000 handled 9,000 are billed
"""

from tests.reference_model import tables
from tests.reference_model.commitment import CLAUSE as MINIMUM
from tests.reference_model.entries import Inputs, NotCovered
from tests.reference_model.vendor import Charge, Vendor, contacts_of

FORECAST = "contract.forecast"
COVERS = {FORECAST: {"client_forecast", "forecast_lock", "relief_tolerance"}}


def charges_of(
    vendor: Vendor, price: str, units: dict[str, list[float]], contacts: dict[str, list[float]] | None = None
) -> dict[str, Charge]:
    """Units at their price, no fewer than was promised; a price table or a base charge beats the price."""
    option, found = vendor.option, {}
    came = contacts or contacts_of(vendor.work)
    billed = {channel: _at_least(option, channel, counted, came[channel]) for channel, counted in units.items()}
    together = [sum(one[m] for one in billed.values()) for m in vendor.months]
    on_total = tables.tiered(option, tables.tiers_on_total(option), together)
    for channel, one in billed.items():
        if tables.tiers_on_total(option):
            fee = [on_total[m] * one[m] / together[m] if together[m] else 0.0 for m in vendor.months]
            if any(on_total[m] for m in vendor.months if not together[m]):
                raise NotCovered("a price table for all channels in a month without units")
        elif tables.is_anchored(option, channel):
            fee = tables.anchored(option, channel, one)
        elif tiers := tables.tiers_of(option, channel):
            fee = tables.tiered(option, tiers, one)
        else:
            each = vendor.price(price, channel=channel)
            fee = [one[m] * each[m] for m in vendor.months]
        found[channel] = Charge(units[channel], one, fee)
    return found


def _at_least(option: Inputs, channel: str, counted: list[float], contacts: list[float]) -> list[float]:
    """The units billed: what was used, no less than the minimum and the locked share of the forecast."""
    found = list(counted)
    if option.states(MINIMUM, "minimum_units") and _speaks_of(option, MINIMUM, "minimum_units", channel):
        minimum, first = (
            option.by_month(MINIMUM, name, 1.0, channel) for name in ("minimum_units", "minimum_from_month")
        )
        found = [max(one, minimum[m]) if m + 1 >= first[m] else one for m, one in enumerate(found)]
    if option.states(FORECAST, "forecast_lock") and _speaks_of(option, FORECAST, "client_forecast", channel):
        lock = option.by_month(FORECAST, "forecast_lock", channel=channel)
        forecast = option.by_month(FORECAST, "client_forecast", channel=channel, goes_on=True)
        each = [one / contacts[m] if contacts[m] else 0.0 for m, one in enumerate(counted)]
        found = [max(one, lock[m] * forecast[m] * each[m]) for m, one in enumerate(found)]
    return found


def _speaks_of(option: Inputs, clause: str, name: str, channel: str) -> bool:
    entry = option.word(clause, name, None)
    return channel in entry if isinstance(entry, dict) and set(entry) <= set(option.channels) else True


def sum_of(charges: dict[str, Charge], months: range) -> list[float]:
    return [sum(one.fee[m] for one in charges.values()) for m in months]
