"""Another currency: every price in it, at a stated rate or at the published one of a year or month.

    21.82 USD/hour at 2024, 0.9241 EUR per USD on average over the year: 20.16 EUR/hour

    1,377,000 CAD agreed at 1.377 CAD per USD are 1,000,000 USD; at 1.300, of which the client bears 60 %: 1,035,538

A stated rate says its direction (``per="EUR per USD"``), and one that is nearer the inverse of the published rate is
refused. The price date does not move: prices of 2024 in euros of 2026 are still prices of 2024. One move, and all
exchange rates that one price went through, are of one kind: averages, or last days of a month.

Order: a price date multiplies by a factor of the rate's own index and a currency by one exchange rate, so they give the
same in either order where the exchange rate is read at a date that is stated (``at="2024"``) or is itself stated. With
``at=None`` it is read at the price date a rate has at that moment, so moving the price date first reads a later one.
"""

import re
from dataclasses import replace
from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator, model_validator

from tcomodel.contract import currency as contract
from tcomodel.index_checks import turned
from tcomodel.index_series import AVERAGE, END, PAIR, SeriesProblem
from tcomodel.problems import Problem, ProblemsFound
from tcomodel.rates.rate import Rate, What
from tcomodel.rates.units import CURRENCY, in_currency
from tcomodel.rebasing.exchange import KIND_IN_WORDS, Quote, called, published
from tcomodel.rebasing.exchange_kinds import kind_until_now, of_another_kind
from tcomodel.rebasing.in_words import with_terms
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Move, Stopped, as_term, date_of_prices, percent, times
from tcomodel.rebasing.stated_rate import StatedRate

CALLED = {"share": "currency_share", "band": "neutral_band", "limit": "movement_limit"}


class Currency(Move):
    """Every price in the currency ``to``.

    ``at`` is a year (its average) or a month; None reads the rate at each price's own date. Or ``rate`` with ``per``:
    0.92 and "EUR per USD". ``series`` names exchange rate series to use, in place of the ones found.
    ``accept_rate`` takes a stated rate that looks turned over.

    ``share``, ``band`` and ``limit`` are those of a contract's currency sharing (``contract.currency``): how much of
    the movement counts since the rate that the price was agreed at, ``base_rate`` (quoted as ``per`` says) or the
    published one at ``base_at``.
    """

    what: ClassVar[What] = "currency"

    to: str
    at: str | None = None
    rate: float | None = Field(default=None, gt=0, lt=1e9)
    per: str | None = None
    series: tuple[str, ...] = ()
    accept_rate: bool = False
    base_rate: float | None = Field(default=None, gt=0, lt=1e9)
    base_at: str | None = None
    share: float = 1.0
    band: float | None = None
    beyond_band: Literal["only the excess", "whole movement"] = "only the excess"
    limit: float | None = None

    @field_validator("share", "band", "limit", mode="before")
    @classmethod
    def _sharing(cls, value: Any, info: Any) -> Any:
        return None if value is None else as_term(contract.ExchangeRate, CALLED[info.field_name], value)

    @field_validator("to")
    @classmethod
    def _code(cls, to: str) -> str:
        if not CURRENCY.fullmatch(to):
            raise ValueError(f"found {to!r}; expected a currency code of three capitals, such as EUR")
        return to

    @field_validator("at", "base_at", mode="before")
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
        if self.per is not None and self.rate is None and self.base_rate is None:
            raise ValueError(f"per {self.per} belongs to a stated rate, but rate is missing")
        if self.base_rate is not None and (self.per is None or self.base_at is not None):
            raise ValueError("a base_rate says its direction with per, and stands alone or base_at does")
        based = self.base_rate is not None or self.base_at is not None
        if based != (self.share != 1 or self.band is not None or self.limit is not None):
            raise ValueError(
                "share, band and limit count a movement from a base: state base_rate with per, or base_at, and one of "
                "the three"
            )
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
    def _pair(self) -> tuple[str, str]:
        assert self.pair is not None, "a stated rate says its direction"
        return self.pair

    @property
    def told(self) -> str:
        if self.rate is not None:
            told = f"{self.to} at {self.rate:.10g} {self.per}"
        else:
            told = f"{self.to} at each price's own date" if self.at is None else f"{self.to} at {self.at}"
        told += f" by {', '.join(self.series)}" if self.series else ""
        accepted = ["taken the way round it is stated, however it looks"] if self.accept_rate else []
        return with_terms(told, [*(self._sharing_terms if self._shares else []), *accepted])

    @property
    def _shares(self) -> bool:
        return self.base_rate is not None or self.base_at is not None

    @property
    def _sharing_terms(self) -> list[str]:
        """The base and the terms in words, in the order in which they are applied."""
        stated = self.base_rate is not None
        terms = [f"agreed at {self.base_rate:,.10g} {self.per}" if stated else f"agreed at the rate of {self.base_at}"]
        if self.limit is not None:
            terms.append(f"movements count up to {percent(self.limit)}")
        if self.band is not None:
            counts = "the whole movement" if self.beyond_band == "whole movement" else "only the excess"
            terms.append(f"movements up to {percent(self.band)} count nothing, beyond them {counts}")
        return [*terms, f"{percent(self.share)} of the movement counts"]

    def begin(self, known: Known) -> None:
        """Raise ProblemsFound for a series that is not known, is no exchange rate, or is of another kind."""
        problems: list[str] = []
        kinds: dict[str, str] = {}
        for name in self.series:
            try:
                kinds.setdefault(called(known, name).taken, name)
            except SeriesProblem as slip:
                problems += slip.messages
        if len(kinds) > 1:
            held = " and ".join(f"{name} {KIND_IN_WORDS[taken]}" for taken, name in kinds.items())
            problems.append(f"{held}: one move reads one kind; name series of one kind")
        if problems:
            raise ProblemsFound(Problem("Currency.series", message) for message in problems)

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate in ``to``; kept where it holds no money, stopped where there is no exchange rate for it."""
        if rate.currency is None:
            return Kept(f"{rate.unit} holds no money")
        if rate.currency == self.to:
            return Kept(f"it is in {self.to} already")
        date, currency = self._date_for(rate), rate.currency
        kind = known.once((id(self), "kind", id(known.asked)), lambda: self._kind(known))
        quote = known.once((id(self), currency, date, kind), lambda: self._quote(currency, date, kind, known))
        self._one_chain(rate, quote, date, known)
        facts = times(rate, quote.value)
        facts |= {"unit": in_currency(rate.unit, self.to), "currency": self.to}
        return Change(facts, quote.value, quote.told, quote.source, quote.keys, quote.taken or "stated")

    def _date_for(self, rate: Rate) -> str:
        return (self.at or rate.as_of)[:7]

    def _kind(self, known: Known) -> str:
        """Averages, unless last days are what there is for every price that moves here, on any card beside."""
        if self.rate is not None:
            return ""
        money = [rate for rate in known.asked if rate.currency not in (None, self.to)]
        wanted = {(str(rate.currency), self._date_for(rate), kind_until_now(rate)) for rate in money}
        here = {rate.currency for rate in (*known.asked, *known.left)}
        dates = {date for _, date, _ in wanted} if self.at is None else {self.at[:7]}
        beside = known.words("currency") - here - {None, self.to}
        wanted |= {(currency, date, "") for currency in beside for date in dates}
        does = {
            kind: {one for one in wanted if one[2] in ("", kind) and self._has(known, one[0], one[1], kind)}
            for kind in (AVERAGE, END)
        }
        return END if does[END] > does[AVERAGE] else AVERAGE

    def _has(self, known: Known, currency: str, date: str, kind: str) -> bool:
        try:
            published(known, currency, self.to, date, self.series, kind)
        except SeriesProblem:
            return False
        return True

    def _quote(self, currency: str, date: str, kind: str, known: Known) -> Quote:
        now = self._now(currency, date, kind, known)
        if not self._shares:
            return now
        base = self._agreed(currency, now, known)
        movement = contract.movement_of_what_is_paid(base.value, now.value)
        limited = movement if self.limit is None else contract.movement_within_limit(movement, self.limit)
        counted = limited
        if self.band is not None:
            beyond = contract.movement_beyond_band(limited, self.band)
            whole = self.beyond_band == "whole movement"
            counted = contract.whole_movement_counts(limited, beyond) if whole else contract.excess_counts(beyond)
        added = contract.currency_adjustment(counted, self.share, 1.0)
        value = float(contract.converted_fee(base.value, [added]))
        shared = ", ".join(self._sharing_terms)
        told = (
            f"{now.told}; {shared}: {base.value:.6g} moved by {percent(float(movement))}, of which "
            f"{percent(float(added))} count: x {value:.6g}"
        )
        return replace(now, value=value, told=told)

    def _now(self, currency: str, date: str, kind: str, known: Known) -> Quote:
        if self.rate is not None:
            return StatedRate(self.rate, *self._pair).held(known, currency, self.to, date, self.accept_rate)
        try:
            return published(known, currency, self.to, date, self.series, kind or None)
        except SeriesProblem as slip:
            reason = str(slip)
        try:
            other = published(known, currency, self.to, date, self.series)
        except SeriesProblem:
            raise Stopped(reason) from None
        raise Stopped(
            f"from {currency} to {self.to} at {date} there are only {KIND_IN_WORDS[other.taken]} "
            f"({', '.join(other.keys)}) and the others move by {KIND_IN_WORDS[kind]}: one move reads one kind; "
            f"{of_another_kind(known, currency, self.to, date, kind)}, or move these prices alone"
        )

    def _agreed(self, currency: str, now: Quote, known: Known) -> Quote:
        """The rate that prices were agreed at."""
        if self.base_rate is not None:
            base = StatedRate(self.base_rate, *self._pair).quote(currency, self.to)
            if turned(base.value, now.value) and not self.accept_rate:
                raise Stopped(
                    f"a base_rate of {self.base_rate:,.6g} {self.per} was stated, but 1 / {self.base_rate:,.6g} = "
                    f"{1 / self.base_rate:,.6g} is nearer the rate now, so it is turned over"
                )
            return base
        assert self.base_at is not None
        return self._now_at(currency, self.base_at[:7], now, known)

    def _now_at(self, currency: str, date: str, now: Quote, known: Known) -> Quote:
        try:
            return published(known, currency, self.to, date, self.series, now.taken or None)
        except SeriesProblem as slip:
            raise Stopped(f"base_at: {slip}") from None

    def _one_chain(self, rate: Rate, quote: Quote, date: str, known: Known) -> None:
        """Raise Stopped where a price came here by exchange rates of another kind."""
        before = kind_until_now(rate)
        if quote.taken and before and quote.taken != before:
            assert rate.currency is not None
            other = of_another_kind(known, rate.currency, self.to, date, before)
            if before == END:
                other += ", or take the step before back and read averages there too"
            raise Stopped(
                f"it came to {rate.currency} by {KIND_IN_WORDS[before]}, and {', '.join(quote.keys)} holds "
                f"{KIND_IN_WORDS[quote.taken]}: one price goes through exchange rates of one kind; {other}"
            )
