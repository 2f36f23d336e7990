"""Where a price starts from: its first price date on record, with what was done to currency and unit since.

11 USD of 2021, moved to 2022, brought to 10.90 EUR:  base 10.38 EUR of 2021, moved by 1.05 since
then replaced by a bid of 12 EUR:                     no base, for it is another price now
"""

from collections.abc import Mapping
from typing import NamedTuple

from tcomodel.rates.rate import FIGURES, NEW_EVIDENCE, Fact, Rate, What

MULTIPLIED: tuple[What, ...] = ("price date", "currency", "unit", "reference period", "volume baseline")


class Base(NamedTuple):
    """Where a price starts from: its date, its figures in today's currency and unit, the factor applied since."""

    date: str
    figures: Mapping[str, float]
    factor: float


def base_of(rate: Rate) -> Base | None:
    """Where the price started from before its first price date step; None where there is none to go back over.

    A rate that was imported or replaced is another price, equal figures or not; steps by hand and constant prices that
    changed a price begin anew as well.
    """
    facts: dict[str, Fact] = {name: getattr(rate, name) for name in (*FIGURES, "as_of")}
    factor = others = 1.0
    base = None
    for step in reversed(rate.history):
        if step.what in NEW_EVIDENCE:
            break
        if step.what not in MULTIPLIED:
            if not step.was.keys().isdisjoint((*FIGURES, "as_of", "unit", "currency")):
                break
            continue
        for name in facts.keys() & step.was.keys():
            facts[name] = step.was[name]
        if step.what == "price date":
            factor *= step.factor or 1.0
            figures = {name: float(facts[name]) * others for name in FIGURES if facts[name] is not None}  # type: ignore[arg-type]
            base = Base(str(facts["as_of"]), figures, factor)
        else:
            others *= step.factor or 1.0
    return base
