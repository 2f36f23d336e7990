"""A range as an entry of a scenario writes it: read, checked, refused in words.

    {low: 280, base: 300, high: 330}        values of the input, within its limits and in this order
    {low: -10%, base: 300, high: +10%}      parts of the base: 270 and 330
    {low: 310, base: 300, high: 330}        refused: low 310 is above base 300

The range of a series is written in parts of it, because each of its months has a base of its own. That of a share is
written as shares, because 5 % of 80 % could be 4 points or 5.
"""

import re
from typing import Any

import numpy as np

from tcomodel.digits import snapped
from tcomodel.entry_numbers import PERCENT, in_term, number, said, within
from tcomodel.givens import Given
from tcomodel.problems import EntryProblem, nearest
from tcomodel.stated_ranges import COMPOUNDING, DISTRIBUTIONS, DRAWN, MONTHLY, ONCE, READINGS, YEARLY, StatedRange

SIGNED_PERCENT = re.compile(r"\s*([-+])\s*([0-9]+(?:\.[0-9]+)?)\s*%\s*")
NO_RANGE = ("switch", "choice", "schedule", "series", "hours", "calendar")  # kinds that stand for no amount
PART_OF_A_MIX = "share_of_"
EDGES = ("over", "up_to")  # where one tier ends the next begins; one of them alone cannot move
READ_BY = (  # which month of an index or exchange rate is read, and how: a contract prints these
    "index_lag", "base_lag", "averaged_months", "coefficient_decimals", "rate_lag", "rate_averaged_months",
    "rate_fixed_until", "rate_review", "turning_month", "first_uplift_year", "years_between", "notice_delay",
)  # fmt: skip


def why_certain(given: Given) -> str:
    """Why an input cannot have a range; empty where it can."""
    if given.name.startswith(PART_OF_A_MIX):
        return "it is one part of 100 %"
    if given.name in EDGES:
        return "where one tier ends the next begins"
    if given.name in READ_BY:
        return "the contract prints which month is read"
    return "it is no amount" if given.kind in NO_RANGE else ""


def range_in(given: Given, raw: dict[str, Any], value: Any, months: int) -> StatedRange:
    """The range of an entry around its value; raises EntryProblem with what is wrong, and where in it."""
    drawn = _how_it_is_drawn(raw)
    scatter = _scatter(given, raw)
    if (drawn["drawn"] != ONCE or scatter) and not _may_differ(given, drawn["drawn"], scatter):
        key = "scatter" if scatter else "drawn"
        told = "one value holds for the whole term, so it is drawn once"
        if given.name in COMPOUNDING:
            told = f"it is a rise a year; expected drawn: {ONCE} or drawn: {YEARLY}"
        raise EntryProblem(f"{given.label.lower()}: {told}; take {key} out", (key,))
    if scatter and drawn["drawn"] != ONCE:
        told = "scatter lies around a level that is drawn once"
        raise EntryProblem(f"found scatter and drawn: {drawn['drawn']}; {told}, so take one of them out", ("drawn",))
    if "low" not in raw and "high" not in raw and scatter:
        level = 1.0 if np.ndim(value) else float(value)
        return StatedRange(level, level, level, np.ndim(value) > 0, scatter=scatter, **drawn)
    missing = next((name for name in ("low", "high") if raw.get(name) is None), None)
    if missing:
        raise EntryProblem(f"{missing} is missing; a range needs low and high beside its base")
    if np.ndim(value):
        low, high = (1 + _part_of(given, raw, name) for name in ("low", "high"))
        _check_ends(low, 1.0, high, (str(raw["low"]), "0 %", str(raw["high"])))
        found = StatedRange(low, 1.0, high, True, scatter=scatter, **drawn)
    else:
        low, high = (_end(given, raw, name, float(value), months) for name in ("low", "high"))
        _check_ends(low, value, high, (said(given, low), said(given, value), said(given, high)))
        found = StatedRange(low, float(value), high, scatter=scatter, **drawn)
    _check_lognormal(found.distribution, found.low)
    return found


def _end(given: Given, raw: dict[str, Any], name: str, base: float, months: int) -> float:
    """The low or high of a number: a value of its own, or a signed part of the base where it is no share."""
    written = raw[name]
    try:
        if given.unit.startswith("1"):
            return in_term(given, months, number(given, written))
        if isinstance(written, str) and PERCENT.fullmatch(written) and _signed_percent(written) is None:
            raise EntryProblem(f"found {written!r}; write -{written} or +{written} for a part of the base")
        if (part := _signed_percent(written)) is not None:
            value = snapped(base * (1 + part))
            value = float(round(value)) if given.kind == "whole" else value
            return in_term(given, months, within(given, value))
        return in_term(given, months, number(given, written))
    except EntryProblem as slip:
        raise EntryProblem(str(slip), (name,)) from None


def _may_differ(given: Given, drawn: str, scatter: float) -> bool:
    """Whether an input can be another number from year to year, or from month to month."""
    if given.name in COMPOUNDING:
        return drawn != MONTHLY and not scatter
    return given.kind in ("number", "months") and not given.constant


def _scatter(given: Given, raw: dict[str, Any]) -> float:
    """How far 8 of 10 months lie from the level at most; 0 where nothing is said."""
    if "scatter" not in raw:
        return 0.0
    found = PERCENT.fullmatch(raw["scatter"]) if isinstance(raw["scatter"], str) else None
    share = float(found[1].replace(",", "")) / 100 if found else -1.0
    if not 0 < share < 1:
        message = f"scatter is {raw['scatter']!r}; expected a percentage: how far 8 of 10 months stray at most, as 6%"
        raise EntryProblem(message, ("scatter",))
    return share


def _part_of(given: Given, raw: dict[str, Any], name: str) -> float:
    """The low or high of a series, as a part of it: -10% is -0.1."""
    part = _signed_percent(raw[name])
    if part is None or part <= -1:
        sign = "-10%" if name == "low" else "+15%"
        message = (
            f"found {raw[name]!r}; around a series of numbers {name} is a part of it with its sign, such as {sign}"
        )
        raise EntryProblem(message, (name,))
    return part


def _signed_percent(raw: Any) -> float | None:
    """``-10%`` as -0.1; None for anything else."""
    found = SIGNED_PERCENT.fullmatch(raw) if isinstance(raw, str) else None
    return None if found is None else float(found[1] + found[2]) / 100


def _check_ends(low: float, base: float, high: float, told: tuple[str, str, str]) -> None:
    """Raise EntryProblem where low, base and high do not stand in this order; ``told`` are they in words."""
    if low > base:
        raise EntryProblem(f"low {told[0]} is above base {told[1]}; write low <= base <= high", ("low",))
    if base > high:
        raise EntryProblem(f"base {told[1]} is above high {told[2]}; write low <= base <= high", ("high",))


def _how_it_is_drawn(raw: dict[str, Any]) -> dict[str, Any]:
    """Reading, distribution, rhythm and persistence of a range, each checked."""
    return {
        "reading": _one_of(raw, "range", READINGS, ""),
        "distribution": _one_of(raw, "distribution", DISTRIBUTIONS, ""),
        "drawn": _one_of(raw, "drawn", DRAWN, ONCE),
        "persistence": _persistence(raw),
    }


def _check_lognormal(distribution: str, low: float) -> None:
    """A lognormal has no value at or below zero."""
    if distribution == "lognormal" and low <= 0:
        message = f"a lognormal needs a low above 0, found {low:g}; take triangular or pert"
        raise EntryProblem(message, ("distribution",))


def _one_of(raw: dict[str, Any], name: str, known: tuple[str, ...], unsaid: str) -> str:
    found = raw.get(name, unsaid)
    if found in known or name not in raw:
        return str(found)
    raise EntryProblem(f"{name} is {found!r}; expected {', '.join(known)}{nearest(str(found), known)}", (name,))


def _persistence(raw: dict[str, Any]) -> float:
    found = raw.get("persistence", 0)
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < 1:
        raise EntryProblem(
            f"persistence is {found!r}; expected a number from 0 to below 1, such as 0.6", ("persistence",)
        )
    if found and raw.get("drawn", ONCE) == ONCE and "scatter" not in raw:
        message = (
            "persistence goes from one year or month to the next; add drawn: each year, drawn: each month or scatter"
        )
        raise EntryProblem(message, ("persistence",))
    return float(found)
