"""Indices and exchange rates: as measured, then as projected; and what a clause reads of them.

    {2026-01: 100, 2026-04: 102}        quarters: 100 from January to March, 102 from April to June
    projection 2.5 % a year             twelve months after the last measured month 102 x 1.025

A month that lies before the first measured one has its value, and is asked for by nobody.
"""

import math
from typing import Any

from tests.reference_model.entries import LAST_BITS, MONTHS_PER_YEAR, Inputs, NotCovered, number


def counted(month: str) -> int:
    """A calendar month as a number: 2027-01 is 24324."""
    year, of_year = month.split("-")
    return int(year) * MONTHS_PER_YEAR + int(of_year) - 1


class Index:
    """One index of a scenario; its months count from the start of the contract, which is 1."""

    def __init__(self, option: Inputs, name: str):
        written = (option.scenario.get("indices") or {}).get(name) or {}
        series = written.get("series")
        if not isinstance(series, dict) or "csv" in series or set(written) - {"series", "projection"}:
            raise NotCovered("an index that the scenario does not state month by month")
        start = counted(str(option.scenario["start"]))
        known = {counted(str(month)) - start + 1: _level(value) for month, value in series.items()}
        months = sorted(known)
        every = min((months[at + 1] - months[at] for at in range(len(months) - 1)), default=1)
        self.levels: dict[int, float] = {}
        for month in months:
            for within in range(every):
                self.levels[month + within] = known[month]
        self.first, self.last = months[0], months[-1] + every - 1
        self.rise = written.get("projection")

    def level(self, month: int) -> float:
        """The index of a month."""
        if month <= self.last:
            return self.levels[max(month, self.first)]
        if self.rise is None:
            raise NotCovered("an index that ends before the contract")
        years = (month - self.last) / MONTHS_PER_YEAR
        return self.levels[self.last] * (1 + number(self.rise)) ** years

    def average(self, month: int, months: int) -> float:
        """The average of so many months that end with one."""
        return sum(self.level(month - back) for back in range(months)) / months


def _level(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise NotCovered("an index with a month that nobody published")
    return float(value)


def rounded(value: float, decimals: int, how: str) -> float:
    """A coefficient to so many decimals: to the nearest, half away from zero, or up, or down."""
    steps = abs(value) * 10**decimals
    if how == "nearest":
        whole = math.floor(steps + 0.5 + LAST_BITS)
    else:
        whole = math.ceil(steps - LAST_BITS) if how == "up" else math.floor(steps + LAST_BITS)
    return math.copysign(whole / 10**decimals, value)
