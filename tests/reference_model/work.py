"""From issues to hours of handling, for one option.

60,000 issues, 75 % resolved at first contact, 60 % of the others contact again:
60,000 / (1 - 25 % x 60 %) = 70,588 contacts, at 360 seconds 7,059 hours.
"""

from dataclasses import dataclass

from tests.reference_model.entries import Inputs

COVERS = {
    "service": {
        "first_contact_resolution", "repeat_rate", "handle_time", "simultaneous_contacts", "start_productivity",
        "talk_share", "automation_reduction", "automation_months",
    },
}  # fmt: skip
SECONDS_PER_HOUR = 3600


@dataclass
class Work:
    """What one channel brings an option, month by month."""

    issues: list[float]
    contacts: list[float]
    resolved: list[float] | None  # None where nobody says how many are resolved
    seconds: list[float]  # of one contact, as long as it really takes
    seconds_at_full_speed: list[float]
    hours: list[float]
    hours_at_full_speed: list[float]


def ramp(option: Inputs) -> list[float]:
    """The share of the work the option has taken over."""
    return option.by_month("transition", "ramp", 1.0, goes_on=True)


def ramp_now(option: Inputs) -> list[float]:
    """The share of the work the option has: none once its contract has ended."""
    return option.in_force(ramp(option))


def work_of(option: Inputs, issues: dict[str, list[float]]) -> dict[str, Work]:
    """By channel, the work of an option whose share of the issues grows with its ramp."""
    return {channel: _of_channel(option, channel, issues[channel]) for channel in option.channels}


def _of_channel(option: Inputs, channel: str, issues: list[float]) -> Work:
    taken = [issue * share for issue, share in zip(issues, ramp_now(option), strict=True)]
    contacts, resolved = list(taken), None
    if option.states("service", "first_contact_resolution"):
        resolution = option.by_month("service", "first_contact_resolution", channel=channel)
        repeats = option.by_month("service", "repeat_rate", 0.0, channel)
        contacts = [issue / (1 - (1 - resolution[m]) * repeats[m]) for m, issue in enumerate(taken)]
        resolved = [contact * resolution[m] for m, contact in enumerate(contacts)]
    full_speed = _seconds(option, channel)
    speed = option.by_month("service", "start_productivity", 1.0, channel, goes_on=True)
    seconds = [one / speed[m] for m, one in enumerate(full_speed)]
    at_once = option.by_month("service", "simultaneous_contacts", 1.0, channel)

    def hours(each: list[float]) -> list[float]:
        return [contacts[m] * one / SECONDS_PER_HOUR / at_once[m] for m, one in enumerate(each)]

    return Work(taken, contacts, resolved, seconds, full_speed, hours(seconds), hours(full_speed))


def _seconds(option: Inputs, channel: str) -> list[float]:
    """Handle time at full speed, which automation shortens step by step until it is fully in place."""
    if not option.states("service", "handle_time"):
        return [0.0] * option.months  # nothing of this option counts time, or the model would have refused it
    handle_time = option.by_month("service", "handle_time", channel=channel)
    reduction = option.by_month("service", "automation_reduction", 0.0, channel)
    until = option.by_month("service", "automation_months", 24.0, channel)
    return [one * (1 - reduction[m] * min((m + 1) / until[m], 1.0)) for m, one in enumerate(handle_time)]
