"""Rates and rate cards: numbers with a biography.

A rate says what it prices, where, since when, who says so and which index it moves with:

    philippines.hour:
      title: Contact-centre agent hour, offshore Philippines
      low: 8
      base: 11
      high: 14
      range: minimum and maximum
      unit: USD/hour
      currency: USD
      ...

A card is an immutable set of rates. ``load_card`` refuses a file with slips and lists all of them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.yaml_file import Document, read_yaml

CURRENCY = re.compile(r"[A-Z]{3}")
UNIT_WORDS = frozenset((
    "hour", "minute", "second", "day", "week", "month", "year", "seat", "agent", "contact", "ticket", "call",
    "resolution", "conversation", "action", "message", "hire", "leaver", "person", "point", "1", "%",
))  # fmt: skip
INDICES = frozenset((
    "us_eci_wages_private", "us_cpi_u", "uk_cpi", "ph_cpi", "in_cpi_iw", "mx_cpi", "co_cpi", "za_cpi", "ca_cpi",
    "cr_cpi", "eu_cpi", "none",
))  # fmt: skip
AS_OF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
At = Literal["low", "base", "high"]


class Rate(BaseModel):
    """One figure of a rate card. Either ``value`` or ``low``, ``base`` and ``high``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    value: float | None = None
    low: float | None = None
    base: float | None = None
    high: float | None = None
    range: Literal["minimum and maximum", "P10 and P90"] | None = None
    unit: str
    currency: str | None = None
    location: str
    channel: str
    as_of: str
    source: str
    address: str
    index: str
    note: str = ""
    conflicts_with: tuple[str, ...] = ()
    default: bool | None = None
    because: str = ""
    key: str = ""

    @field_validator("value", "low", "base", "high", mode="before")
    @classmethod
    def _number(cls, value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"found {value!r}, expected a plain number (the unit says what it is)")
        if not -1e15 < value < 1e15:
            raise ValueError(f"found {value!r}, which is no usable number")
        return value

    @field_validator("as_of", mode="before")
    @classmethod
    def _date(cls, value: Any) -> Any:
        text = str(value)
        if not AS_OF.fullmatch(text):
            raise ValueError(f"found {text!r}, expected a date as 2024, 2024-05 or 2024-05-31")
        return text

    @field_validator("unit")
    @classmethod
    def _unit(cls, unit: str) -> str:
        for part in unit.split("/"):
            if part not in UNIT_WORDS and not CURRENCY.fullmatch(part):
                raise ValueError(
                    f"unit {unit!r} holds {part!r}, which is no unit of this card{nearest(part, UNIT_WORDS)}"
                )
        return unit

    @field_validator("index")
    @classmethod
    def _index(cls, index: str) -> str:
        if index not in INDICES:
            raise ValueError(f"index {index!r} is not known{nearest(index, INDICES)} (or none)")
        return index

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
        money = [part for part in self.unit.split("/") if CURRENCY.fullmatch(part)]
        if money and self.currency != money[0]:
            raise ValueError(
                f"the unit {self.unit} is money in {money[0]} but currency is {self.currency or 'missing'}"
            )
        if money and self.figure("base") < 0:
            raise ValueError(f"the price {self.figure('base'):g} is negative; a price is zero or more")
        if not money and self.currency is not None:
            raise ValueError(f"currency is {self.currency} but the unit {self.unit} holds no money")
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
        parts = ["currency" if CURRENCY.fullmatch(part) else part for part in self.unit.split("/")]
        return "/".join(["1" if parts[0] == "%" else parts[0], *parts[1:]])


@dataclass(frozen=True)
class RateCard:
    """An immutable set of rates by key."""

    name: str
    as_of: str
    rates: Mapping[str, Rate]
    file: str = ""
    lines: Mapping[str, int] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Rate:
        try:
            return self.rates[key]
        except KeyError:
            raise KeyError(f"the rate card has no {key!r}{nearest(key, self.rates)}") from None

    def __len__(self) -> int:
        return len(self.rates)


def load_card(path: str | Path) -> RateCard:
    """Read a rate card file; raises ProblemsFound with every slip and its line."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not a text file"
        raise ProblemsFound([Problem("", f"the rate card cannot be read: {reason}", str(path))]) from None
    return read_card(text, str(path))


def read_card(text: str, file: str = "rate card") -> RateCard:
    """Read a rate card from text; raises ProblemsFound with every slip and its line."""
    document = read_yaml(text, file)
    problems = list(document.problems)
    data = document.data if isinstance(document.data, dict) else {}
    for key in data.keys() - {"card", "rates"}:
        problems.append(document.problem((key,), f"{key} is not part of a rate card{nearest(key, ('card', 'rates'))}"))
    about = data.get("card")
    if not isinstance(about, dict) or not {"name", "as_of"} <= about.keys():
        problems.append(document.problem(("card",), "a rate card starts with card: holding name and as_of"))
        about = {"name": file, "as_of": ""}
    rows = data.get("rates")
    if not isinstance(rows, dict) or not rows:
        problems.append(document.problem(("rates",), "a rate card needs rates: one entry or more"))
        rows = {}
    rates = {key: rate for key, row in rows.items() if (rate := _rate(key, row, document, problems)) is not None}
    problems += _conflicts(rates, rows, document)
    if problems:
        raise ProblemsFound(sorted(problems, key=lambda p: p.line or 0))
    lines = {key: document.lines["rates", key] for key in rates}
    return RateCard(str(about["name"]), str(about["as_of"]), rates, file, lines)


def _rate(key: str, row: Any, document: Document, problems: list[Problem]) -> Rate | None:
    if not isinstance(row, dict):
        problems.append(document.problem(("rates", key), "a rate is a list of facts: title, value, unit, ..."))
        return None
    try:
        return Rate(**{**row, "key": key})
    except ValidationError as error:
        for slip in error.errors():
            name = str(slip["loc"][0]) if slip["loc"] else ""
            problems.append(document.problem(("rates", key, *([name] if name else [])), _say(name, slip)))
    except TypeError:
        problems.append(document.problem(("rates", key), "the names of a rate's facts must be words"))
    return None


def _say(name: str, slip: Any) -> str:
    if slip["type"] == "missing":
        return f"{name} is missing"
    if slip["type"] == "extra_forbidden":
        return f"{name} is not a fact a rate has{nearest(name, Rate.model_fields)}"
    return str(slip["msg"]).removeprefix("Value error, ")


def _conflicts(rates: Mapping[str, Rate], rows: Mapping[str, Any], document: Document) -> list[Problem]:
    found = []
    for key, rate in rates.items():
        place = ("rates", key, "conflicts_with")
        for other in rate.conflicts_with:
            if other not in rows:
                found.append(document.problem(place, f"the card has no {other!r}{nearest(other, rows)}"))
        if rate.conflicts_with and rate.default is None:
            found.append(document.problem(place, "a row in conflict says default: true or false, and because"))
    return found
