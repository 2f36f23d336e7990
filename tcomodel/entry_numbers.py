"""One number as a person writes it: plain or in percent, within the limits of its input.

38000, "3%", 0.42        and never 5 for a share, which may be 5 % as well as 500 %
"""

import math
import re
from collections.abc import Callable, Iterable
from typing import Any

from tcomodel.digits import LARGEST, snapped
from tcomodel.givens import Given
from tcomodel.monthly_csv import WRITTEN
from tcomodel.problems import EntryProblem, problem

PERCENT = re.compile(rf"\s*(?=[-+.]*[0-9])({WRITTEN})\s*%\s*")
A_POINT = 0.01  # of percent


def listed(names: Iterable[str]) -> str:
    """``a, b, c``."""
    return ", ".join(names)


def number(given: Given, raw: Any, where: str = "") -> float:
    """One number within the limits of its input; raises EntryProblem in words otherwise."""
    if given.kind == "switch":
        if not isinstance(raw, bool):
            raise EntryProblem(f"{where}found {raw!r}; expected yes or no")
        return float(raw)
    if raw is None:
        raise EntryProblem(f"{where}the value is missing; leave the whole line out when there is none")
    if isinstance(raw, str) and (percent := PERCENT.fullmatch(raw)):
        if not given.unit.startswith("1"):
            expected = "a plain number" if given.unit == "-" else given.unit
            raise EntryProblem(f"{where}found {raw!r}, a percentage; expected {expected}")
        value = float(percent[1].replace(",", "").replace("_", "")) / 100
    elif isinstance(raw, bool) or not isinstance(raw, int | float):
        raise EntryProblem(
            f"{where}found {raw!r}; expected a number" + (" or a percentage such as 3.5%" if given.is_share else "")
        )
    else:
        value = float(raw) if abs(raw) < 1e300 else math.inf
    if given.unit == "1/year" and value >= 1 and not isinstance(raw, str):
        raise EntryProblem(
            f"{where}found {raw!r}, which is {value * 100:g} % a year; did you mean {value:g}%? Write the percent sign"
        )
    if given.is_share and not isinstance(raw, str) and _unclear(given, raw):
        large = f"{value * 100:g}"
        message = f"found {raw!r}, which is {large} %; write {value:g}% or {large}%, whichever is meant"
        raise EntryProblem(where + message)
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise EntryProblem(f"{where}found {raw!r}, which is no usable number")
    return within(given, snapped(value), where, percent=isinstance(raw, str))


def _unclear(given: Given, raw: float) -> bool:
    """Whether a bare number for a share may as well be meant in percent: 5, or 1 where steps are of a point or less."""
    fine = given.step is not None and given.step <= A_POINT and given.kind == "number"
    return given.most is not None and (1 < raw <= given.most or (type(raw) is int and raw == 1 and fine))


def numbers(given: Given, raw: list[Any], where: Callable[[int], str]) -> list[float]:
    """Several numbers within the limits of their input; ``where`` names the one that is wrong, by its position."""
    plain = given.unit != "1/year" and given.kind != "switch" and {type(one) for one in raw} <= {float, int}
    low, high = given.limits
    high = min(high, 1.0) if given.is_share else high
    if plain and all(low <= one <= high for one in raw):
        return [snapped(one) for one in raw]
    return [number(given, one, where(position)) for position, one in enumerate(raw)]


def within(given: Given, value: float, where: str = "", *, percent: bool = False) -> float:
    """The value itself when it is within the limits of its input."""
    if given.kind == "whole" and value != int(value):
        raise EntryProblem(f"{where}found {value:,.10g}; expected a whole number")
    least, most = given.limits
    if value < least:
        raise EntryProblem(f"{where}{said(given, value)} is below the least possible, {said(given, least)}")
    if value > most:
        hint = f"; did you mean {value:g}%?" if given.is_share and 1 < value <= 100 and not percent else ""
        raise EntryProblem(f"{where}{said(given, value)} is above the most possible, {said(given, most)}{hint}")
    return value


def in_term(given: Given, months: int, value: float) -> float:
    """The value itself when the contract has as many months, where that matters."""
    if given.within_term and value > months:
        raise EntryProblem(f"{value:g} months are more than the contract has; expected at most {months}")
    return value


def amount_or_percent(text: str, where: str) -> tuple[float, bool]:
    """``250000``, ``1.5m`` or ``10%``: an amount, or (and then true) per cent; ``where`` names what was asked."""
    plain = text.strip().replace(",", "").replace("_", "").lower()
    ending = next((one for one in ("bn", "%", "k", "m") if plain.endswith(one)), "")
    factor = {"k": 1e3, "m": 1e6, "bn": 1e9}.get(ending, 1.0)
    try:
        amount = float(plain.removesuffix(ending)) * factor
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        raise problem(where, f"{text!r} is no amount; write one like 250000, 1.5m or 10%")
    return amount, ending == "%"


def said(given: Given, value: float) -> str:
    """A value as people read it: 12.5 %, 1,760. A share near all keeps its digits: 99.995 % is not 100 %."""
    if given.is_share:
        percent = value * 100
        digits = ",.8g" if 99 < abs(percent) < 101 else ",.4g" if abs(percent) < 9999.5 else ",.0f"
        return f"{percent:{digits}} %"
    told = f"{value:,.10g}"
    return f"{value:,.9f}".rstrip("0").rstrip(".") if "e" in told else told  # 1,000,000,000,000 and 0.000000001
