"""Another price date: each rate at the prices of another year or month, by its own index.

    11 USD/hour of 2024, us_cpi_u 313.689 on average over 2024 and 335.123 in 2026-05: x 1.0683, 11.75

A date before the present one divides: the factor back is 1 / the factor there, with any share, limits and rounding of
the coefficient, so there and back is the price itself. Only ``price_decimals`` loses. ``compared`` is that of a clause:

    chained         starts from the present price date; two steps make one only where the whole price follows the index
                    and nothing is limited or rounded
    from the base   starts from the first price date on record, whatever was done since; two steps always make one, and
                    the same date again trues a price up once a provisional index is final

The base is the first date since the price was last stated by hand, imported or brought to constant prices; currency,
unit and other factors since then stay. The index of a rate stays that of its place when its currency changes.
"""

from collections.abc import Mapping
from math import isclose
from typing import ClassVar

from tcomodel.index_bases import ROUNDED
from tcomodel.problems import Problem, ProblemsFound, nearest
from tcomodel.rates.rate import Fact, Rate, What
from tcomodel.rebasing.base import Base, base_of
from tcomodel.rebasing.in_words import with_terms
from tcomodel.rebasing.index_place import money_of
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Stopped, figures_times, percent
from tcomodel.rebasing.price_terms import NO_INDEX, Basket, PriceTerms, prices_of
from tcomodel.rebasing.price_told import price_terms_in_words
from tcomodel.rebasing.price_way import Way, way_between

__all__ = ["NO_INDEX", "PriceDate"]

ROUNDED_OFF = 0.01  # of a price; beyond that it is another price
SAME = 1e-12


class PriceDate(PriceTerms):
    """Each rate at the prices of another date, by its own index."""

    what: ClassVar[What] = "price date"

    @property
    def told(self) -> str:
        return with_terms(f"prices of {self.to} by each rate's own index", price_terms_in_words(self))

    def begin(self, known: Known) -> None:
        """Raise ProblemsFound for an index that no rate moves with, and for stated values that fit more or nothing."""
        named = known.words("index")
        slips = [
            ("instead", f"no rate moves with {index!r}{nearest(index, named)}")
            for index in self.instead if index not in named
        ]  # fmt: skip
        if self.values:
            slips += [("values", slip) for slip in self._unfit_values(known)]
        if slips:
            raise ProblemsFound(Problem(f"PriceDate.{field}", slip) for field, slip in slips)

    def _unfit_values(self, known: Known) -> list[str]:
        moving = [rate for rate in known.asked if rate.currency is not None and self.basket(rate.index)]
        indices = sorted({name for rate in moving for name in self.basket(rate.index)})
        slips = []
        if len(indices) > 1:
            slips.append(f"they are those of one index, but these rates move with {', '.join(indices)}; name the rates")
        starts = {prices_of(base.date if (base := self._base(rate)) else rate.as_of) for rate in moving}
        dates = {*starts, prices_of(self.to)}
        if strange := sorted(self.values.keys() - dates):
            slips.append(f"no price is of {', '.join(strange)}; the dates here are {', '.join(sorted(dates))}")
        return slips

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate at the prices of ``to``; kept without money or index, stopped where its index has no value."""
        if rate.currency is None:
            return Kept(f"{rate.unit} holds no money, so it has no price date to move")
        basket = self.basket(rate.index)
        if not basket:
            return Kept("its index is none: nothing says how this price moves, so its date stays")
        base = self._base(rate)
        if base is None and prices_of(rate.as_of) == prices_of(self.to):
            return Kept(f"it is in prices of {rate.as_of} already")
        way = self._way(rate.index, rate.as_of if base is None else base.date, known)
        way = way._replace(derivation=way.derivation + self._foreign(rate, basket, known))
        return self._change(rate, rate.figures, way) if base is None else self._from_base(rate, base, way)

    def _base(self, rate: Rate) -> Base | None:
        return base_of(rate) if self.compared == "from the base" else None

    def _from_base(self, rate: Rate, base: Base, way: Way) -> Change | Kept:
        told = f"from the base, prices of {base.date} (x {base.factor:.6g} until now): {way.derivation}"
        change = self._change(rate, base.figures, way._replace(derivation=told))
        same = all(isclose(change.facts[name], figure, rel_tol=SAME) for name, figure in rate.figures.items())  # type: ignore[arg-type]
        if same and prices_of(rate.as_of) == prices_of(self.to):
            return Kept(f"it is in prices of {rate.as_of} already")
        return change

    def _change(self, rate: Rate, figures: Mapping[str, float], way: Way) -> Change:
        facts, told, factor = figures_times(figures, way.factor), way.derivation, way.factor
        if self.price_decimals is not None:
            facts = {name: self._rounded(figure) for name, figure in facts.items()}  # type: ignore[arg-type]
            direction = "" if self.price_rounded == "nearest" else f" {self.price_rounded}"
            told += f"; price rounded{direction} to {self.price_decimals} decimals"
        if (figures != rate.figures or self.price_decimals is not None) and rate.figure():
            factor = float(facts["value" if rate.value is not None else "base"]) / rate.figure()  # type: ignore[arg-type]
            told += f", so the price moves by x {factor:.6g}" if f"{factor:.6g}" != f"{way.factor:.6g}" else ""
        facts["as_of"] = self.to
        return Change(facts, factor, told, way.source, way.by)

    def _rounded(self, price: float) -> Fact:
        rounded = float(ROUNDED[self.price_rounded](price, self.price_decimals))
        if price and abs(rounded / price - 1) > ROUNDED_OFF:
            raise Stopped(
                f"{price:.6g} rounded to {self.price_decimals} decimals is {rounded:g}, "
                f"{percent(round(abs(rounded / price - 1), 4))} off; take more decimals"
            )
        return rounded

    def _way(self, index: str, start: str, known: Known) -> Way:
        start = prices_of(start)
        if start == prices_of(self.to):
            return Way(1.0, f"back to prices of {start}", "")
        return known.once((id(self), index, start), lambda: way_between(index, start, self, known))

    def _foreign(self, rate: Rate, basket: Basket, known: Known) -> str:
        """That a price in one currency is moved by prices in another, where the titles of its indices say so."""
        return known.once((id(self), "foreign", rate.index, rate.currency), lambda: _foreign(rate, basket, known))


def _foreign(rate: Rate, basket: Basket, known: Known) -> str:
    measured = {}
    for name in basket:
        series = known.found(name)
        money = None if series is None else money_of(series)
        if money not in (None, rate.currency):
            measured[name] = money
    said = " and ".join(f"{name} measures prices in {money}" for name, money in measured.items())
    return f" (the price is in {rate.currency}, but {said})" if said else ""
