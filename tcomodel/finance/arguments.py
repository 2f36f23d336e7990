"""What the functions of this package take: rates, lines of flows and dates, checked in plain words."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

Timing = Literal["start", "mid", "end"]
First = Literal["now", "mid", "end"]
Dates = Sequence[str | date] | NDArray[np.datetime64]
Array = NDArray[np.float64]
Amount = float | Array


def discounted(rate: Amount, elapsed: Array) -> Array:
    factors: Array = (1 + np.asarray(rate, dtype=np.float64)[..., np.newaxis]) ** -elapsed
    return factors


def demand_rate(rate: Amount) -> None:
    if not np.greater(rate, -1).all():
        raise ValueError(f"a rate must be above -100 %: found {percent(float(np.min(rate)), 1)}")


def demand_word(name: str, found: object, words: Iterable[object]) -> None:
    choices = list(words)
    if found not in choices:
        raise ValueError(f"{name} must be {' or '.join(repr(word) for word in choices)}: found {found!r}")


def line_of(flows: ArrayLike) -> Array:
    money = np.asarray(flows, dtype=np.float64)
    if money.ndim != 1 or not money.size:
        raise ValueError(f"expected one line of flows: found an array of shape {money.shape}")
    if not np.isfinite(money).all():
        raise ValueError(f"flow {int(np.argmin(np.isfinite(money))) + 1} is missing or infinite")
    return money


def days_of(dates: Dates, expected: int) -> Array:
    days = np.asarray(dates, dtype="datetime64[D]")
    if days.shape != (expected,):
        raise ValueError(f"expected one date for each of {expected} flows: found {days.size} dates")
    if np.isnat(days).any():
        raise ValueError(f"date {int(np.argmax(np.isnat(days))) + 1} is missing")
    return days.astype(np.float64)


def percent(rate: float, decimals: int) -> str:
    return f"{rate * 100:.{decimals}f} %"


def percents(rates: tuple[float, ...]) -> str:
    """List rates with one decimal, or with as many as it takes to tell them apart."""
    decimals = 1
    while len({percent(rate, decimals) for rate in rates}) < len(rates):
        decimals += 1
    texts = [percent(rate, decimals) for rate in rates]
    return f"{', '.join(texts[:-1])} and {texts[-1]}"
