"""Constant prices: all money in the prices of one date, by one general index, whatever each rate's own may be.

    HM Treasury: 7.4 million at a GDP deflator of 91.031 are 8.36 million at one of 102.789

A price date asks what a price would be today, constant prices ask what its money was worth: the same index for all.
"""

from typing import Any, ClassVar

from pydantic import field_validator

from tcomodel.index_readings import Unpublished, YearlyMonths
from tcomodel.index_series import SeriesProblem
from tcomodel.problems import problem
from tcomodel.rates.rate import Rate, What
from tcomodel.rebasing.in_words import accepted, with_terms
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Change, Kept, Move, date_of_prices
from tcomodel.rebasing.price_date import PriceDate


class ConstantPrices(Move):
    """All money rates in the prices of ``to`` (a year or a month) by the general ``index``.

    ``unpublished`` and ``yearly_months`` are those of a price date.
    """

    what: ClassVar[What] = "constant prices"

    to: str
    index: str
    unpublished: Unpublished = "stop"
    yearly_months: YearlyMonths = "stop"

    @field_validator("to", mode="before")
    @classmethod
    def _date(cls, value: Any) -> str:
        return date_of_prices(value)

    @property
    def told(self) -> str:
        told = f"constant prices of {self.to} by {self.index}"
        return with_terms(told, accepted(self.unpublished, self.yearly_months))

    def begin(self, known: Known) -> None:
        """Raise ProblemsFound where there is no such index of prices, or it has no value for the date."""
        try:
            if known.index(self.index).pair is not None:
                raise SeriesProblem(f"{self.index} is an exchange rate and no index of prices")
            known.at(self.index, self.to, unpublished=self.unpublished, yearly_months=self.yearly_months)
        except SeriesProblem as slip:
            raise problem("ConstantPrices", str(slip)) from None

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate in the prices of ``to``; kept where it holds no money."""
        return known.once((id(self), rate.index), lambda: self._by_index(rate.index)).of(rate, known)

    def _by_index(self, index: str) -> PriceDate:
        accepted: dict[str, Any] = {"unpublished": self.unpublished, "yearly_months": self.yearly_months}
        return PriceDate(to=self.to, instead={index: self.index}, **accepted)
