"""What the guided start assumes by itself, where neither the card nor the model has a number that fits as it is.

    handle time     420 seconds    the card says 7 minutes a contact, 4 to 10
    paid hours      173.33         40 hours a week
    a seat's hours  160            the hours the card's prices of a seat are for

Each is written into the scenario as a number, and its description says it: that is how ``assumed_in`` tells such a
number from one that somebody stated.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tcomodel.entry_at import at
from tcomodel.givens import givens_of
from tcomodel.in_house import Costs
from tcomodel.rates import Rate, RateCard

Place = tuple[str | int, ...]
HANDLE_TIME = "Handle time"
SECONDS = 60  # in a minute
FULL_TIME = float(givens_of(Costs)["support_hours"].assumed)  # hours a month, as the model assumes of leaders
FULL_TIME_BECAUSE = givens_of(Costs)["support_hours"].because
SEAT_HOURS = 160
SEAT_BECAUSE = "a seat on the rate card is priced for 160 paid hours a month"
HANDLE_TIME_UNIT = "{rate.low:g} to {rate.high:g} minutes a contact"


def handle_time_on(card: RateCard) -> tuple[dict[str, Any], Rate] | None:
    """The card's handle time in seconds with its range; the first of them, which is the general one."""
    for rate in card.rates.values():
        if rate.item == HANDLE_TIME and rate.unit == "minute/contact" and rate.low is not None:
            ends = {end: as_seconds(rate.amount(end)) for end in ("low", "base", "high")}
            return {**ends, "range": rate.range or "minimum and maximum"}, rate
    return None


def as_seconds(minutes: float) -> int | float:
    """Minutes in seconds, without a point where it needs none."""
    seconds = round(minutes * SECONDS, 6)
    return int(seconds) if seconds == int(seconds) else seconds


def sentences(data: Mapping[str, Any], card: RateCard) -> list[str]:
    """What the description of a scenario says of those of these numbers that stand in it, each once."""
    return list(dict.fromkeys(sentence for _, _, sentence in _standing(data, card)))


def assumed_in(data: Mapping[str, Any], card: RateCard) -> dict[Place, str]:
    """Places of a scenario at which one of these numbers still stands and was told as assumed, with the reason."""
    told = " ".join(str(data.get("description", "")).split())
    return {place: because for place, because, sentence in _standing(data, card) if sentence in told}


def _standing(data: Mapping[str, Any], card: RateCard) -> Iterator[tuple[Place, str, str]]:
    """Place, reason and sentence of each."""
    found = handle_time_on(card)
    times = at(data, ("service", "handle_time"))
    for channel, entry in times.items() if found and isinstance(times, Mapping) else ():
        assert found is not None
        if entry == found[0]:
            rate = found[1]
            because = f"the rate card has {HANDLE_TIME_UNIT.format(rate=rate)}: {rate.source}, {rate.as_of}"
            said = f"handle time of {channel} {found[0]['base']:g} seconds ({HANDLE_TIME_UNIT.format(rate=rate)})"
            yield ("service", "handle_time", channel), because, said
    hours = ("staffing", "paid_hours")
    if at(data, hours) == FULL_TIME:
        yield hours, FULL_TIME_BECAUSE, f"paid hours of an agent {FULL_TIME:g} a month ({FULL_TIME_BECAUSE})"
    options = data.get("options")
    for key, option in options.items() if isinstance(options, Mapping) else ():
        if at(option, hours) == SEAT_HOURS and at(option, ("pricing", "model")) == "per_seat":
            said = f"paid hours of a seat {SEAT_HOURS} a month ({SEAT_BECAUSE})"
            yield ("options", str(key), *hours), SEAT_BECAUSE, said
