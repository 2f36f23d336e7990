"""The forecast the client gives: what is billed at least of it, and months above it without credits.

    forecast 10,000 contacts, lock 90 %: with 8,000 handled 9,000 are billed, with 9,500 all of the 9,500
    tolerance 10 %: in a month with 11,500 contacts the vendor is relieved of its service levels

Where something else than contacts is billed, the forecast takes as many units a contact as the month does.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel.givens import Entry, Terms, given
from tcomodel.lines import EachChannel, line
from tcomodel.remarks import Numbers, Place, Rows, counts_by_channel, months_in_force
from tcomodel.words import at_least, round_up, share_of, total, when


class Forecast(Terms):
    """What was forecast and what follows from it."""

    client_forecast: Entry = given(
        "contact/month",
        "Contacts the client forecast to the vendor, by channel; a list goes on with its last number.",
        step=100,
        kind="months",
        per_channel=True,
        moves_with_volume=True,
    )
    forecast_lock: Entry = given("1", "Share of the forecast that is billed at least.", most=2, step=0.05)
    relief_tolerance: Entry = given(
        "1",
        "Share by which contacts may be above the forecast before service levels no longer bind; 0 % allows none.",
        most=2,
        step=0.05,
    )


# -- what is billed of the forecast ---------------------------------------------------------------------


@line("unit/contact", per="channel", given="forecast_lock")
def units_per_contact(counted_units, contacts):
    """Units a contact takes this month."""
    return share_of(counted_units, contacts)


@line("unit/month", per="channel", given=("forecast_lock", "client_forecast"))
def locked_units(client_forecast, units_per_contact, forecast_lock):
    """Units billed at least: the locked share of the forecast."""
    return client_forecast * units_per_contact * forecast_lock


@line("unit/month", per="channel", called="billed_units", given=("forecast_lock", "client_forecast"))
def billed_with_lock(counted_units, locked_units):
    """What is billed: what was used, and no less than the locked share of the forecast."""
    return at_least(counted_units, locked_units)


# -- months in which the vendor is relieved ---------------------------------------------------------------


@line("contact/month", per="channel", called="contacts_allowed", given="client_forecast")
def forecast_with_tolerance(client_forecast, relief_tolerance):
    """Contacts up to which the vendor must keep its service levels."""
    return client_forecast * (1 + relief_tolerance)


@line("contact/month", per="channel")
def contacts_allowed(contacts):
    """Contacts up to which the vendor must keep its service levels: any number, as none was forecast."""
    return contacts


@line("1", given="relief_tolerance")
def relief(contacts: EachChannel, contacts_allowed: EachChannel):
    """Whether contacts are above the forecast and its tolerance this month: 1 or 0."""
    return when(round_up(total(contacts) - total(contacts_allowed)) > 0, 1, 0)


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """A lock or a relief without a forecast, and a lock on what is not counted by channel."""
    places = (scope, *scope.channels)
    wanted = [name for name in ("forecast_lock", "relief_tolerance") if any(one.stated(name) for one in places)]
    forecast = any(channel.stated("client_forecast") for channel in scope.channels)
    if wanted and not forecast:
        yield wanted[0], f"{wanted[0]} needs client_forecast, the contacts the client forecast by channel"
    if forecast and not wanted:
        yield "client_forecast", "nothing follows from the forecast; state forecast_lock or relief_tolerance"
    if "forecast_lock" in wanted and not counts_by_channel(scope):
        yield (
            "forecast_lock",
            "this pricing counts nothing by channel that could be locked; take one that counts, such as per_ticket, "
            "per_minute or per_hour, or leave forecast_lock out",
        )


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """Months without contacts, where nobody knows how many units a forecast contact would take."""
    for row in option.all_of("locked_units"):
        handled, forecast = (np.asarray(values[row.arguments[at]]) for at in (1, 0))
        in_force = months_in_force(option, values, row)
        empty = np.flatnonzero((handled <= 0) & (forecast > 0) & in_force) + 1
        if empty.size:
            yield (
                f"{row.scope.label}: nothing is counted in {empty.size} of {np.sum(in_force)} months (the first is "
                f"month {empty[0]}), so the locked forecast of those months is not billed here."
            )


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """Months of relief, a lock on the time of a team, and channels that nobody forecast."""
    for row in option.all_of("relief"):
        in_force = months_in_force(option, values, row)
        relieved = np.flatnonzero((np.asarray(values[row]) > 0) & in_force) + 1
        if relieved.size:
            yield (
                f"in {relieved.size} of {np.sum(in_force)} months (first in month {relieved[0]}) contacts are "
                "above the forecast and its tolerance; service levels missed then bring no credit."
            )
    for row in option.all_of("locked_units"):
        if _rests_on(row, "billable_agents"):
            team = "a stated team has" if row.scope.stated("fixed_agents") else "a team has"
            yield (
                f"{row.scope.label}: the hours {team} do not follow the contacts of a month; the lock takes the "
                "month's own hours for each contact, so it may bill too many for the forecast where contacts are few."
            )
    without = [channel.label for channel in option.scope.channels if not channel.stated("client_forecast")]
    if without:
        yield f"no forecast is stated for {' and '.join(without)}, so nothing follows from one there."


def _rests_on(row: Any, name: str) -> bool:
    """Whether a row is worked out from a row of this name."""
    return any(one.name == name or _rests_on(one, name) for one in getattr(row, "ingredients", ()))
