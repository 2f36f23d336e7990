"""What customers want: issues of each channel, the same for every option.

1,000 contacts a month that grow by 21 % a year are 1,210 in month 13.
Of 60,000 measured contacts that held repeats, 60,000 x (1 - 25 % x 60 %) = 51,000 are issues.
"""

from tests.reference_model.entries import MONTHS_PER_YEAR, Inputs, number

COVERS = {
    "demand": {"volume", "annual_growth", "seasonality", "measured_resolution"},
    "timing": {"discount_rate", "discount_timing"},
}


def issues(programme: Inputs) -> dict[str, list[float]]:
    """By channel, what customers want settled in each month."""
    first_month = int(str(programme.scenario["start"]).split("-")[1])
    found = {}
    for channel in programme.channels:
        volume = programme.by_month("demand", "volume", channel=channel)
        growth = programme.by_month("demand", "annual_growth", 0.0, channel)
        season = _season(programme, channel)
        measured = programme.by_month("demand", "measured_resolution", 1.0, channel)
        repeats = programme.by_month("service", "repeat_rate", 0.0, channel)
        grown = _grown(growth)
        found[channel] = []
        for month in range(programme.months):
            calendar_month = (first_month - 1 + month) % MONTHS_PER_YEAR
            forecast = volume[month] * grown[month] * season[calendar_month]
            found[channel].append(forecast * (1 - (1 - measured[month]) * repeats[month]))
    return found


def _grown(growth: list[float]) -> list[float]:
    """What one contact of month 1 has become: it compounds from month to month."""
    return [(1 + growth[month]) ** (month / MONTHS_PER_YEAR) for month in range(len(growth))]


def _season(programme: Inputs, channel: str) -> list[float]:
    entry = programme.word("demand", "seasonality", [1.0] * MONTHS_PER_YEAR)
    factors = entry[channel] if isinstance(entry, dict) else entry
    return [number(factor) for factor in factors]
