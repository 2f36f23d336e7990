"""What somebody wrote in a scenario, as one number for each month.

    38000           the same in every month
    "3%"            0.03
    [1, 2, 3]       month by month; where the input allows it, the last number goes on
    {low, base}     its base; the range is for the simulation
    {voice: 380}    by channel; a channel that is not named takes what is said further out
    {manila: 9}     by location or complexity: blended with the shares of the option

An option's own word beats the one at the top of the scenario, input by input. Rates of a card are numbers by now.
"""

import math
from typing import Any

SHARED = ("service", "staffing", "inflation", "poor_service")  # what an option does not say of these holds from the top
RANGE_WORDS = {"base", "low", "high", "range", "distribution", "drawn", "persistence", "scatter"}
MONTHS_PER_YEAR = 12
LAST_BITS = 1e-9  # so much of a number may be lost in a computer; nobody buys a seat for it


class NotCovered(Exception):
    """The scenario has something in it that is not written here a second time."""


class Inputs:
    """The inputs of one option of a scenario, or of the scenario by itself."""

    def __init__(self, scenario: dict[str, Any], option: dict[str, Any] | None = None):
        self.scenario, self.option = scenario, option or {}
        self.months = int(scenario["months"])
        self.channels = list(scenario["demand"]["volume"])

    @property
    def last(self) -> int:
        """The month in which the contract ends."""
        return int(self.one("contract.termination", "ends_in_month", self.months))

    def in_force(self, amounts: list[float]) -> list[float]:
        """Amounts of the months until the contract ends, and nothing after them."""
        return [amount if m < self.last else 0.0 for m, amount in enumerate(amounts)]

    def states(self, section: str, name: str) -> bool:
        """Whether anybody says anything of an input, for whatever channel."""
        return any(place.get(name) is not None for place in self._places(section))

    def word(self, section: str, name: str, assumed: Any) -> Any:
        """A choice, a switch or a list that is no number a month."""
        for place in self._places(section):
            if place.get(name) is not None:
                return place[name]
        return assumed

    def one(self, section: str, name: str, assumed: float | None = None) -> float:
        """A number that is the same all through the contract."""
        return self.by_month(section, name, assumed)[0]

    def by_month(
        self, section: str, name: str, assumed: float | None = None, channel: str = "", goes_on: bool = False
    ) -> list[float]:
        """One number for each month."""
        for place in self._places(section):
            entry = self._of_channel(place.get(name), channel)
            if entry is not None:
                return self.entry_by_month(entry, f"{section}.{name}", goes_on)
        if assumed is None:
            raise NotCovered(f"{section}.{name} is needed and not stated")
        return [assumed] * self.months

    def entry_by_month(self, entry: Any, name: str, goes_on: bool = False) -> list[float]:
        """One number for each month, of an entry that was found."""
        if isinstance(entry, list):
            numbers = [number(one) for one in entry]
            if len(numbers) < self.months and not goes_on:
                raise NotCovered(f"{name} has {len(numbers)} numbers for {self.months} months")
            return [numbers[min(month, len(numbers) - 1)] for month in range(self.months)]
        if isinstance(entry, dict) and "base" in entry and set(entry) <= RANGE_WORDS:
            return self.entry_by_month(entry["base"], name, goes_on)
        if isinstance(entry, dict):
            return self._blended(entry, name, goes_on)
        return [number(entry)] * self.months

    def _places(self, section: str) -> list[dict[str, Any]]:
        """Where a section may stand, the nearest first."""
        at: Any = self.option
        for part in section.split("."):
            at = (at or {}).get(part)
        own = [at] if at else []
        top = self.scenario.get(section) if section in SHARED or not self.option else None
        return own + ([top] if top else [])

    def _of_channel(self, entry: Any, channel: str) -> Any:
        if isinstance(entry, dict) and entry and set(entry) <= set(self.channels):
            if not channel:
                raise NotCovered("one number is needed where the channels have one each")
            return entry.get(channel)
        return entry

    def _blended(self, entry: dict[str, Any], name: str, goes_on: bool) -> list[float]:
        """A price by location or complexity, as the option's shares mix it."""
        for group in ("locations", "complexities"):
            shares = self.option.get(group) or {}
            if shares and set(entry) == set(shares):
                found = [0.0] * self.months
                for part, share in shares.items():
                    price = self.entry_by_month(entry[part], name, goes_on)
                    found = [sum_so_far + number(share) * price[m] for m, sum_so_far in enumerate(found)]
                return found
        raise NotCovered(f"{name} is written as {sorted(entry)}")


def number(entry: Any) -> float:
    """A plain number or a percentage; NotCovered for anything else."""
    if isinstance(entry, bool):
        raise NotCovered(f"{entry} is no number")
    if isinstance(entry, int | float):
        return float(entry)
    if isinstance(entry, str) and entry.strip().endswith("%"):
        return float(entry.strip()[:-1]) / 100
    raise NotCovered(f"a number written as {entry!r}")


def yes(entry: Any) -> bool:
    """A switch, which is written as yes and no."""
    return entry is True or entry == "yes"


def whole_above(amount: float) -> float:
    """The next whole number up; a whole number stays what it is, though a computer finds a hair more."""
    return float(math.ceil(amount - LAST_BITS * max(1.0, abs(amount))))


def whole_below(amount: float) -> float:
    """The whole number below; a whole number stays what it is, though a computer finds a hair less."""
    return float(math.floor(amount + LAST_BITS * max(1.0, abs(amount))))
