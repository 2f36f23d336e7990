"""Another currency: every price in it, at a stated rate or at the published one of a year or month.

    21.82 USD/hour at 2024, 0.9241 EUR per USD on average over the year: 20.16 EUR/hour

A stated rate says its direction (``per="EUR per USD"``), and one that is nearer the inverse of the published rate is
refused. The price date does not move: prices of 2024 in euros of 2026 are still prices of 2024.

Order: a price date multiplies by a factor of the rate's own index and a currency by one exchange rate, so they give the
same in either order where the exchange rate is read at a date that is stated (``at="2024"``) or is itself stated. With
``at=None`` it is read at the price date a rate has at that moment, so moving the price date first reads a later one.
"""

import re
from math import log
from typing import Any, ClassVar

from pydantic import Field, field_validator, model_validator

from tcomodel.index_series import PAIR, SeriesProblem
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.rate import Rate, What
from tcomodel.rates.units import CURRENCY, in_currency
from tcomodel.rebasing.exchange import Quote, latest, published
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Move, Stopped, date_of_prices, times

FAR = 2.0  # times the published rate, or half of it: worth a look, though it may be right


class Currency(Move):
    """Every price in the currency ``to``.

    ``at`` is a year (its average) or a month; None reads the rate at each price's own date. Or ``rate`` with ``per``:
    0.92 and "EUR per USD". ``series`` names exchange rate series to use, in place of the ones found.
    ``accept_rate`` takes a stated rate that looks turned over.
    """

    what: ClassVar[What] = "currency"

    to: str
    at: str | None = None
    rate: float | None = Field(default=None, gt=0, lt=1e9)
    per: str | None = None
    series: tuple[str, ...] = ()
    accept_rate: bool = False

    @field_validator("to")
    @classmethod
    def _code(cls, to: str) -> str:
        if not CURRENCY.fullmatch(to):
            raise ValueError(f"found {to!r}; expected a currency code of three capitals, such as EUR")
        return to

    @field_validator("at", mode="before")
    @classmethod
    def _date(cls, value: Any) -> str | None:
        return None if value is None else date_of_prices(value)

    @field_validator("series", mode="before")
    @classmethod
    def _names(cls, value: Any) -> Any:
        return () if value is None else (value,) if isinstance(value, str) else value

    @field_validator("per", mode="before")
    @classmethod
    def _direction(cls, value: Any) -> Any:
        if value is not None and not PAIR.fullmatch(re.sub(r"\s+", " ", str(value)).strip()):
            raise ValueError(f"found {value!r}; expected the direction of the rate: EUR per USD")
        return None if value is None else re.sub(r"\s+", " ", str(value)).strip()

    @model_validator(mode="after")
    def _whole(self) -> "Currency":
        other = "the other currency" if self.pair is None else next((c for c in self.pair if c != self.to), self.to)
        if self.rate is not None and self.per is None:
            raise ValueError(
                f"a stated rate says its direction: per {self.to} per {other} or {other} per {self.to}, "
                f"units of the first for one of the second; found {self.rate:g} alone"
            )
        if self.per is not None and self.rate is None:
            raise ValueError(f"per {self.per} belongs to a stated rate, but rate is missing")
        if self.pair is not None and (self.to not in self.pair or self.pair[0] == self.pair[1]):
            raise ValueError(f"per is {self.per}, which says nothing about {self.to}; expected {self.to} on one side")
        if self.rate is not None and self.series:
            raise ValueError("found a stated rate beside series; give one of the two")
        return self

    @property
    def pair(self) -> tuple[str, str] | None:
        """The currencies of a stated rate."""
        found = PAIR.fullmatch(self.per) if self.per else None
        return (found[1], found[2]) if found else None

    @property
    def told(self) -> str:
        if self.rate is not None:
            return f"{self.to} at {self.rate:.10g} {self.per}"
        return f"{self.to} at each price's own date" if self.at is None else f"{self.to} at {self.at}"

    def begin(self, known: Known) -> None:
        """Raise ProblemsFound for a series that is not known or is no exchange rate."""
        problems = []
        for name in self.series:
            try:
                one = known.index(name)
                if one.pair is None:
                    problems.append(f"{name} is no exchange rate but {one.unit or 'an index'}")
            except SeriesProblem as slip:
                problems.append(str(slip))
        if problems:
            raise ProblemsFound(Problem("Currency.series", message) for message in problems)

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate in ``to``; kept where it holds no money, stopped where there is no exchange rate for it."""
        if rate.currency is None:
            return Kept(f"{rate.unit} holds no money")
        if rate.currency == self.to:
            return Kept(f"it is in {self.to} already")
        date, currency = (self.at or rate.as_of)[:7], rate.currency
        quote = known.once((id(self), currency, date), lambda: self._quote(currency, date, known))
        facts = times(rate, quote.value)
        facts |= {"unit": in_currency(rate.unit, self.to), "currency": self.to}
        return Change(facts, quote.value, quote.told, quote.source)

    def _quote(self, currency: str, date: str, known: Known) -> Quote:
        try:
            if self.rate is None:
                return published(known, currency, self.to, date, self.series)
        except SeriesProblem as slip:
            raise Stopped(str(slip)) from None
        return self._stated(currency, date, known)

    def _stated(self, currency: str, date: str, known: Known) -> Quote:
        """The stated rate, held against the published one."""
        assert self.pair is not None
        assert self.rate is not None
        if set(self.pair) != {currency, self.to}:
            raise Stopped(f"the stated rate is {self.per} and says nothing about {currency}")
        value = self.rate if self.pair[0] == self.to else 1 / self.rate
        told = f"{currency} -> {self.to}: {self.rate:,.10g} {self.per}, as stated"
        try:
            public = _public(known, currency, self.to, date)
        except SeriesProblem as slip:
            return Quote(value, f"{told} (held against nothing: {slip}): x {value:.6g}", "stated rate")
        shown = public.value if self.pair[0] == self.to else 1 / public.value
        turned = abs(log(value / public.value)) > abs(log(value * public.value))
        if turned and not self.accept_rate:
            raise Stopped(
                f"{self.rate:,.6g} {self.per} was stated, but {shown:,.6g} {self.per} is published "
                f"({public.told}); 1 / {self.rate:,.6g} = {1 / self.rate:,.6g} is nearer, so the rate is turned over: "
                f"write per {self.pair[1]} per {self.pair[0]}"
            )
        far = " - more than twice or less than half of it" if not 1 / FAR <= value / public.value <= FAR else ""
        return Quote(value, f"{told} (published: {shown:,.6g}{far}): x {value:.6g}", "stated rate")


def _public(known: Known, of: str, into: str, date: str) -> Quote:
    """The published rate at a date, else the newest one."""
    try:
        return published(known, of, into, date)
    except SeriesProblem:
        return latest(known, of, into)
