"""Another reference period of an index: the series of the card and every rate that is a value of it.

    us_cpi_u on 1982-84 = 100 stood at 237.017 on average over 2015; on 2015 = 100 its 335.123 of May 2026 is 141.392

The card then has a series of its own under the same name, so ratios, and every price moved with it, stay the same.
"""

from typing import Any, ClassVar, Literal

from pydantic import Field, field_validator

from tcomodel.index_bases import reference_factor, rereferenced
from tcomodel.index_readings import Unpublished, months_of, reading_over
from tcomodel.index_series import SeriesProblem
from tcomodel.problems import Problem, ProblemsFound, problem
from tcomodel.rates.rate import Rate, What
from tcomodel.rebasing.in_words import accepted, rounded, with_terms
from tcomodel.rebasing.known import Known, told_source
from tcomodel.rebasing.moves import Change, Kept, Move, times

POINT = "point"


class ReferencePeriod(Move):
    """An index with ``level`` on average over ``period``: 2015, 2015-01, or 2011-07 to 2012-06.

    Publishers round: ``decimals`` the old average, ``factor_decimals`` the conversion factor, ``value_decimals`` with
    ``rounded`` the values of the index. Values on the card itself take the factor and are not rounded. ``unpublished``
    averages without months nobody published.
    """

    what: ClassVar[What] = "reference period"

    index: str
    period: str
    level: float = Field(default=100.0, gt=0, lt=1e9)
    decimals: int | None = Field(default=None, ge=0, le=10)
    factor_decimals: int | None = Field(default=None, ge=0, le=10)
    value_decimals: int | None = Field(default=None, ge=0, le=10)
    rounded: Literal["nearest", "up", "down"] = "nearest"
    unpublished: Unpublished = "stop"

    @field_validator("period", mode="before")
    @classmethod
    def _period(cls, value: Any) -> str:
        try:
            months_of(str(value))
        except SeriesProblem as slip:
            raise ValueError(str(slip)) from None
        return str(value)

    @property
    def told(self) -> str:
        terms = [
            *rounded("old average", self.decimals),
            *rounded("conversion factor", self.factor_decimals),
            *rounded("values", self.value_decimals, self.rounded),
            *accepted(self.unpublished),
        ]
        return with_terms(f"{self.index} on {self.period} = {self.level:,.10g}", terms)

    def begin(self, known: Known) -> None:
        """Put the card's own series of that name on the new period; raises ProblemsFound where it cannot be.

        All values of the index on the card move along, or some of them would stand on a base that is no longer there.
        """
        if stay := [rate for rate in known.left if is_value_of(rate, self.index)]:
            message = f"it is a value of {self.index} and would stay on the old reference period; move it along"
            raise ProblemsFound(Problem(rate.key, message) for rate in stay)
        try:
            old = known.index(self.index)
            rounding = (self.decimals, self.factor_decimals, self.value_decimals, self.rounded)
            known.put(self.index, rereferenced(old, self.period, self.level, *rounding, self.unpublished))
            known.once((id(self), "old"), lambda: old)
        except SeriesProblem as slip:
            raise problem("ReferencePeriod", str(slip)) from None

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """A value of the index on the new period; every other rate stays."""
        if not is_value_of(rate, self.index):
            return Kept(f"it is no value of {self.index}; its price stays as it is")
        old = known.once((id(self), "old"), lambda: known.index(self.index))
        average = reading_over(old, self.period, self.unpublished)
        factor, told = reference_factor(average, self.level, self.decimals, self.factor_decimals)
        told = f"{self.index} on {self.period} = {self.level:,.10g}: {told} = {factor:.6g}"
        return Change(times(rate, factor), factor, told, told_source(old))


def is_value_of(rate: Rate, index: str) -> bool:
    """Whether a rate is no price but a value of an index: 104.5 points."""
    return rate.unit == POINT and rate.index == index
