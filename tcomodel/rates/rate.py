"""A rate: one number with a biography.

It says what it prices, where, since when, who says so, which index it moves with, and what was done to it:

    philippines.hour:
      title: Contact-centre agent hour, offshore Philippines
      item: Outsourced agent
      low: 8
      base: 11
      high: 14
      range: minimum and maximum
      unit: USD/hour
      currency: USD
      ...
      history:
        - {what: price date, was: {base: 10, as_of: '2024'}, factor: 1.1, derivation: ..., source: ...}
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from tcomodel.digits import LARGEST
from tcomodel.rates.units import checked_unit, money_in, plain_unit

AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
DAY = len("2024-05-31")
At = Literal["low", "base", "high"]
FIGURES = ("value", "low", "base", "high")
What = Literal[
    "imported", "added", "edited", "replaced", "price date", "constant prices", "currency", "unit",
    "reference period", "volume baseline",
]  # fmt: skip
Taken = Literal["", "average", "end of period", "stated"]
NEW_EVIDENCE = ("imported", "added", "replaced")
Fact = float | int | str | bool | None | tuple[str, ...]


def is_date(text: str) -> bool:
    """Whether a text is a year, a month or a day that there was: 2024, 2024-05 or 2024-05-31."""
    if not AS_OF.fullmatch(text):
        return False
    try:
        date.fromisoformat(text if len(text) == DAY else "2000-01-01")
    except ValueError:
        return False
    return True


class Step(BaseModel):
    """One thing that was done to a rate.

    ``was`` holds the facts as they stood before, ``factor`` what the figures were multiplied by, ``derivation`` the
    working in words, ``source`` where the figures of the working come from, ``on`` the day it was done, ``rebase``
    which rebase of its card it was part of (0: none). ``by`` are the indices or exchange rates that moved it, ``taken``
    what the figures of exchange rates stand for; steps of older cards do not say these two.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: What
    was: dict[str, Fact] = Field(default_factory=dict)
    factor: float | None = None
    derivation: str = ""
    source: str = ""
    on: str = ""
    rebase: int = 0
    by: tuple[str, ...] = ()
    taken: Taken = ""

    @field_validator("was")
    @classmethod
    def _facts(cls, was: dict[str, Fact]) -> dict[str, Fact]:
        strange = next((name for name in was if name not in Rate.model_fields or name in ("key", "history")), None)
        if strange is not None:
            raise ValueError(f"was holds {strange!r}, which is no fact of a rate")
        return was


class Rate(BaseModel):
    """One figure of a rate card. Either ``value`` or ``low``, ``base`` and ``high``.

    ``item`` is what it prices (Agent wage, Outsourced agent); rates of one item, location and channel can be compared.
    ``over`` and ``up_to`` are the volume band of a tier, in units a month. ``as_of`` is the date of the prices the
    figure is in; after a change of price date ``evidence_date`` still says how old the evidence is.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    item: str = ""
    value: float | None = None
    low: float | None = None
    base: float | None = None
    high: float | None = None
    range: Literal["minimum and maximum", "P10 and P90"] | None = None
    unit: str
    currency: str | None = None
    location: str
    channel: str
    over: float | None = None
    up_to: float | None = None
    as_of: str
    source: str = ""
    address: str = ""
    index: str = "none"
    note: str = ""
    conflicts_with: tuple[str, ...] = ()
    default: bool | None = None
    because: str = ""
    history: tuple[Step, ...] = ()
    key: str = ""

    @field_validator("value", "low", "base", "high", "over", "up_to", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"found {value!r}, expected a plain number (the unit says what it is)")
        if not -LARGEST < value < LARGEST:
            raise ValueError(f"found {value!r}, which is no usable number")
        return value

    @field_validator("as_of", mode="before")
    @classmethod
    def _date(cls, value: Any) -> Any:
        text = str(value)
        if not is_date(text):
            raise ValueError(f"found {text!r}, expected a date as 2024, 2024-05 or 2024-05-31")
        return text

    @field_validator("unit")
    @classmethod
    def _unit(cls, unit: str) -> str:
        return checked_unit(unit)

    @model_validator(mode="after")
    def _whole(self) -> "Rate":
        if self.value is None and None in (self.low, self.base, self.high):
            missing = [name for name in ("low", "base", "high") if getattr(self, name) is None]
            raise ValueError(f"a rate needs a value, or low, base and high; missing: {', '.join(missing)}")
        if self.value is not None and (self.low is not None or self.base is not None or self.high is not None):
            raise ValueError("a rate has either a value or low, base and high, not both")
        if self.low is not None and self.base is not None and self.high is not None:
            if not self.low <= self.base <= self.high:
                raise ValueError(f"out of order: low {self.low:g}, base {self.base:g}, high {self.high:g}")
            if self.range is None:
                raise ValueError("a range must say what it means: range: minimum and maximum, or range: P10 and P90")
        money = money_in(self.unit)
        if money and self.currency != money:
            raise ValueError(f"the unit {self.unit} is money in {money} but currency is {self.currency or 'missing'}")
        if money and self.figure("base") < 0:
            raise ValueError(f"the price {self.figure('base'):g} is negative; a price is zero or more")
        if not money and self.currency is not None:
            raise ValueError(f"currency is {self.currency} but the unit {self.unit} holds no money")
        if self.over is not None and self.up_to is not None and not 0 <= self.over < self.up_to:
            raise ValueError(f"the volume band is upside down: over {self.over:g}, up to {self.up_to:g}")
        if self.default is not None and not self.because:
            raise ValueError("default needs because: the reason why this row is, or is not, the default")
        return self

    def figure(self, at: At = "base") -> float:
        """The number as written on the card (percent figures as 31.2)."""
        number = self.value if self.value is not None else getattr(self, at)
        assert number is not None
        return float(number)

    def amount(self, at: At = "base") -> float:
        """The number as formulas use it: percent figures become shares, 31.2 % is 0.312."""
        return self.figure(at) / 100 if self.unit.startswith("%") else self.figure(at)

    @property
    def plain_unit(self) -> str:
        """The unit with ``currency`` for the currency and ``1`` for percent, as formulas declare it."""
        return plain_unit(self.unit)

    @property
    def figures(self) -> dict[str, float]:
        """The figures that are stated, by name: ``{"value": 21.82}`` or low, base and high."""
        return {name: number for name in FIGURES if (number := getattr(self, name)) is not None}

    @property
    def evidence_date(self) -> str:
        """The date of the evidence behind the figure: as_of before anything was done to bring it to other prices.

        A figure that somebody wrote with another source or date is new evidence, and so is one of another rate.
        """
        date = self.as_of
        written: set[str] = set()  # by the edits next to each other
        for step in reversed(self.history):
            if step.what in NEW_EVIDENCE:
                break
            if step.what != "edited":
                written = set()
                date = str(step.was.get("as_of", date))
                continue
            written |= step.was.keys()
            if not (written.isdisjoint(FIGURES) or written.isdisjoint(("source", "as_of"))):
                break
        return date

    def after(self, what: What, changes: Mapping[str, Any], **told: Any) -> "Rate":
        """The rate with facts changed, checked, and the step on record; ``told``: factor, derivation, source, on.

        Raises pydantic's ValidationError where the changed rate is none.
        """
        changed = {name: value for name, value in changes.items() if getattr(self, name) != value}
        was = {name: getattr(self, name) for name in changed}
        step = Step(what=what, was=was, **told)
        return Rate(**{**self.__dict__, **changed, "history": (*self.history, step)})

    def before(self) -> "Rate":
        """The rate as it was before its last step; the rate itself where nothing was done to it."""
        if not self.history:
            return self
        *earlier, last = self.history
        return Rate(**{**self.__dict__, **last.was, "history": tuple(earlier)})
