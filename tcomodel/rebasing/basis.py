"""Several cards on one basis, so that their prices can be held against each other.

    Basis(currency="EUR", currency_at="2024", price_date="2026-05", unit="hour")

First the price date, in each rate's own currency and by its own index, then the currency, then the unit.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from pydantic import Field, field_validator

from tcomodel.index_readings import Unpublished, YearlyMonths
from tcomodel.problems import problem
from tcomodel.rates.card import RateCard
from tcomodel.rebasing.currency import Currency
from tcomodel.rebasing.moves import Move, Stated
from tcomodel.rebasing.price_date import PriceDate
from tcomodel.rebasing.rebase import Outcome, Rebased, Why, preview
from tcomodel.rebasing.unit import UNSTATED, Unit
from tcomodel.rebasing.working import Working


class Basis(Stated):
    """What prices are brought to; what is not stated stays as each price has it.

    ``currency_at`` is the date the exchange rate is read at, for all prices; without it each is converted at its own
    price date, which with a ``price_date`` is that one. ``instead``, ``unpublished`` and ``yearly_months`` are those of
    ``PriceDate``.
    """

    currency: str | None = None
    currency_at: str | None = None
    price_date: str | None = None
    unit: str | None = None
    working: Working = UNSTATED
    by_channel: dict[str, Working] = Field(default_factory=dict)
    instead: dict[str, Any] = Field(default_factory=dict)
    unpublished: Unpublished = "stop"
    yearly_months: YearlyMonths = "stop"

    @field_validator("currency_at", "price_date", mode="before")
    @classmethod
    def _text(cls, value: Any) -> str | None:
        return None if value is None else str(value)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The moves that bring a card there, in their order; raises ProblemsFound where a term is wrong."""
        found: list[Move] = []
        if self.price_date is not None:
            accepted: dict[str, Any] = {"unpublished": self.unpublished, "yearly_months": self.yearly_months}
            found.append(PriceDate(to=self.price_date, instead=self.instead, **accepted))
        if self.currency is not None:
            found.append(Currency(to=self.currency, at=self.currency_at))
        if self.unit is not None:
            found.append(Unit(to=self.unit, working=self.working, by_channel=self.by_channel))
        return tuple(found)


def on_one_basis(cards: Iterable[RateCard], basis: Basis, on: str = "") -> list[Rebased]:
    """Each card on the basis, in order; a rate that cannot be brought there has failed and keeps its reason.

    So has a price whose index is none: it stays in the prices of another date, which a rebase may leave but a
    comparison may not.
    """
    moves, cards = basis.moves, tuple(cards)
    if not moves:
        raise problem("Basis", "nothing says what the basis is; state a currency, a price date or a unit")
    return [_all_there(preview(card, moves, on=on, beside=cards), basis.price_date) for card in cards]


def _all_there(rebased: Rebased, price_date: str | None) -> Rebased:
    if price_date is None:
        return rebased
    outcomes = {}
    for key, one in rebased.outcomes.items():
        if one.state != "failed" and one.after.currency is not None and one.after.as_of[:7] != price_date[:7]:
            why = Why("price date", f"it stays in prices of {one.after.as_of} ({one.reason})")
            one = Outcome(key, "failed", one.before, one.before, 1.0, f"{why.move}: {why.told}", whys=(why,))
        outcomes[key] = one
    return replace(rebased, outcomes=outcomes)
