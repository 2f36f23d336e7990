"""Ranges: what a person writes in place of one number when nobody knows it, and the section ``uncertainty``.

    handle_time: {low: 260, base: 300, high: 360}                            1 in 10 below 260, 1 in 10 above 360
    wage_inflation: {low: 2%, base: 3.4%, high: 5%, drawn: each year}        every contract year has a rise of its own
    volume: {base: [36000, 36500, ...], low: -10%, high: +15%, scatter: 6%}  a level for the term, and months around it
    seat_rate: {rate: philippines.seat_month, at: high, low: -6%, high: +8%}   a range of your own around a card rate

``base`` is what the comparison uses, always. Low and high are values of the input; with a sign and a percent (``-10%``)
they are parts of the base, which is how the range of a series is written. ``range`` says what low and high mean, and
doubles or halves the risk: ``P10 and P90`` (1 in 10 lower, 1 in 10 higher) or ``minimum and maximum``.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

from tcomodel.problems import EntryProblem, nearest

READINGS = ("P10 and P90", "minimum and maximum")
DISTRIBUTIONS = ("triangular", "pert", "lognormal")
ONCE, YEARLY, MONTHLY = DRAWN = ("once", "each year", "each month")
ENDS = ("low", "base", "high")
HOW = ("range", "distribution", "drawn", "persistence", "scatter")
RANGE_KEYS = (*ENDS, *HOW)
ENTRY_KEYS = frozenset(("rate", "csv", *ENDS, "scatter"))  # what makes a mapping one entry, and not one by channel
UNSIGNED_PERCENT = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*%\s*")
COMPOUNDING = ("wage_inflation", "cost_inflation", "annual_growth", "yearly_indexation", "projection")  # by the year
DRAWS = (1024, 4096, 16384, 65536)
MOST_SEED = 2**32


class Correlation(BaseModel):
    """Drivers that go together: the rank correlation of each pair of them, from -1 to 1."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    between: tuple[str, ...]
    rank: float

    @field_validator("between", mode="before")
    @classmethod
    def _names(cls, found: Any) -> Any:
        if not isinstance(found, list | tuple) or len(found) < 2 or not all(isinstance(one, str) for one in found):
            raise ValueError(f"found {found!r}; expected two or more names, such as [demand.volume.voice, ...]")
        if len(set(found)) < len(found):
            raise ValueError("the same name stands twice in it")
        return tuple(found)

    @field_validator("rank", mode="before")
    @classmethod
    def _rank(cls, found: Any) -> float:
        if isinstance(found, bool) or not isinstance(found, int | float) or not -1 <= found <= 1:
            raise ValueError(f"found {found!r}; expected a rank correlation from -1 to 1, such as 0.6")
        return float(found)


class Uncertainty(BaseModel):
    """The section ``uncertainty`` of a scenario: what holds for every range that does not say otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reading: str = READINGS[0]
    distribution: str = ""  # by the input: see uncertainty.spread
    without_range: float = 0.0
    correlations: tuple[Correlation, ...] = ()
    seed: int = 1
    draws: int = DRAWS[1]

    @field_validator("reading", "distribution", mode="before")
    @classmethod
    def _known(cls, found: Any, info: ValidationInfo) -> str:
        known = READINGS if info.field_name == "reading" else DISTRIBUTIONS
        if found not in known:
            raise ValueError(f"found {found!r}; expected {', '.join(known)}{nearest(str(found), known)}")
        return str(found)

    @field_validator("without_range", mode="before")
    @classmethod
    def _share(cls, found: Any) -> float:
        percent = UNSIGNED_PERCENT.fullmatch(found) if isinstance(found, str) else None
        share = float(percent[1]) / 100 if percent else found
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share < 1:
            raise ValueError(f"found {found!r}; expected a percentage below 100%, such as 10%")
        return float(share)

    @field_validator("seed", "draws", mode="before")
    @classmethod
    def _whole(cls, found: Any, info: ValidationInfo) -> int:
        if info.field_name == "draws" and found not in DRAWS:
            raise ValueError(f"found {found!r}; expected {', '.join(f'{one:,}' for one in DRAWS)}")
        if type(found) is not int or not 0 <= found < MOST_SEED:
            raise ValueError(f"found {found!r}; expected a whole number from 0 to {MOST_SEED - 1:,}")
        return found


@dataclass(frozen=True)
class StatedRange:
    """A range as it was read. ``relative``: low and high are factors of the base (0.9 and 1.15), which is 1.

    ``reading`` and ``distribution`` are empty where the entry leaves them to the section ``uncertainty``. ``drawn`` is
    how often: once for the term, each year, each month; ``persistence`` how much of a year's (month's) deviation is
    still there in the next. ``scatter``: so far 8 of 10 months lie from the level at most, as a share of it (as points
    where the input is a share).
    """

    low: float
    base: float
    high: float
    relative: bool = False
    reading: str = ""
    distribution: str = ""
    drawn: str = ONCE
    persistence: float = 0.0
    scatter: float = 0.0

    @property
    def by_month(self) -> bool:
        """Whether the input differs from month to month within one draw."""
        return self.drawn != ONCE or self.scatter > 0


def is_range(raw: Any, names: Collection[Collection[str]] = ()) -> bool:
    """Whether an entry states a range; ``names`` are those of channels and of mixes, which come first."""
    if not isinstance(raw, dict) or not set(raw) & set(RANGE_KEYS):
        return False
    return not any(set(raw) <= set(one) for one in names)


def base_entry(raw: dict[str, Any]) -> Any:
    """The entry that stands for the value in a range: a number or a list under ``base``, a card rate, a CSV."""
    beside = {name: one for name, one in raw.items() if name not in RANGE_KEYS}
    source = next((name for name in ("rate", "csv") if name in raw), None)
    if source is None:
        strange = next(iter(beside), None)
        if strange is not None:
            raise EntryProblem(f"{strange} is not part of a range{nearest(strange, (*RANGE_KEYS, 'rate', 'csv'))}")
        if raw.get("base") is None:
            raise EntryProblem("a range needs base: the value that the comparison uses")
        if isinstance(raw["base"], dict):
            raise EntryProblem("base is a number or a list; write rate or csv beside low and high", ("base",))
        return raw["base"]
    if "base" in raw:
        raise EntryProblem(f"found base beside {source}; the {source} is the base, take one of them out", ("base",))
    return beside


def with_rate(raw: Any, key: str, *, parts: bool) -> dict[str, Any]:
    """An entry that takes a card rate in place of the number it had; a range in parts of the number stays around it.

    ``parts``: low and high with a sign are parts of the base here, as in all inputs but shares. A range of values lies
    around the old number, so it goes.
    """
    ends = [raw.get(name) for name in ("low", "high")] if is_range(raw) else []
    if not ends or not parts or not all(isinstance(end, str) and end.strip()[:1] in ("-", "+") for end in ends):
        return {"rate": key}
    return {"rate": key, **{name: one for name, one in raw.items() if name in RANGE_KEYS and name != "base"}}


def with_another_base(raw: Any, base: Any) -> Any:
    """An entry with another value in it; the range around it stays."""
    if not is_range(raw):
        return base
    return {"base": base, **{name: one for name, one in raw.items() if name in RANGE_KEYS and name != "base"}}
