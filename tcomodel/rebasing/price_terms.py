"""How a price follows its index between two dates, as a clause states it: the terms of a price date.

    PriceDate(to="2026-05", share="65%", lag=3, cap="2%", coefficient_decimals=3)

Each term is that of ``contract.indexation``, with its limits; what a rebase adds are the dates, other indices, what is
accepted where an index has no value of its own, and the rounding of the price itself.
"""

from collections.abc import Mapping
from math import isfinite
from typing import Any, Literal

from pydantic import Field, field_validator, model_validator

from tcomodel.contract.indexation import Indexation
from tcomodel.contract.indexation.index_terms import IndexTerm
from tcomodel.index_readings import Unpublished, YearlyMonths
from tcomodel.rebasing.clause import PLAIN, Clause
from tcomodel.rebasing.moves import Move, as_term, date_of_prices, percent

NO_INDEX = "none"
MOST_DECIMALS = 10
Basket = Mapping[str, float]  # what follows each index; what is left of 1 is fixed
CALLED = {
    "lag": "index_lag", "threshold": "index_threshold", "floor": "indexation_floor", "cap": "indexation_cap",
}  # fmt: skip


class PriceTerms(Move):
    """The terms; ``floor`` and ``cap`` are rates a year.

    ``to`` is a year (prices of its average) or a month. ``instead`` names another index, or a basket of indices with
    their weights, for the rates of one index: ``{"cr_cpi": "us_cpi_u"}``, ``{"none": {"labour": 0.6, "cpi": 0.2}}``.
    ``values`` are those of the one index by date, as a contract states them: ``{"2024": 104, "2026": 105}``.
    ``unpublished`` averages without months nobody published, ``yearly_months`` lets a month stand for its year where an
    index has one figure a year.
    """

    to: str
    instead: dict[str, str | dict[str, float]] = Field(default_factory=dict)
    values: dict[str, float] = Field(default_factory=dict)
    share: float = 1.0
    lag: int = 0
    base_lag: int | None = None
    averaged_months: int = 1
    unpublished: Unpublished = "stop"
    yearly_months: YearlyMonths = "stop"
    coefficient_decimals: int | None = None
    coefficient_rounded: Literal["nearest", "up", "down"] = "nearest"
    threshold: float | None = None
    threshold_counts: Literal["whole change", "only the excess"] = "whole change"
    floor: float | None = None
    cap: float | None = None
    years_combined: Literal["compounded", "added"] = "compounded"
    compared: Literal["chained", "from the base"] = "chained"
    price_decimals: int | None = Field(default=None, ge=0, le=MOST_DECIMALS)
    price_rounded: Literal["nearest", "up", "down"] = "nearest"

    @field_validator("to", mode="before")
    @classmethod
    def _date(cls, value: Any) -> str:
        return date_of_prices(value)

    @field_validator("share", mode="before")
    @classmethod
    def _share(cls, value: Any) -> float:
        return as_term(IndexTerm, "weight", value)

    @field_validator(
        "lag", "base_lag", "averaged_months", "coefficient_decimals", "threshold", "floor", "cap", mode="before"
    )
    @classmethod
    def _term(cls, value: Any, info: Any) -> Any:
        name = CALLED.get(info.field_name, info.field_name)
        return None if value is None else as_term(Indexation, name, value)

    @field_validator("instead", mode="before")
    @classmethod
    def _weights(cls, instead: Any) -> Any:
        if not isinstance(instead, dict):
            raise ValueError(f"found {instead!r}; expected an index for an index: {{cr_cpi: us_cpi_u}}")
        return {index: _basket_of(index, by) if isinstance(by, dict) else by for index, by in instead.items()}

    @field_validator("values", mode="before")
    @classmethod
    def _stated(cls, values: Any) -> Any:
        if not isinstance(values, dict):
            raise ValueError(f"found {values!r}; expected values of the index by date: {{2024: 104, 2026: 105}}")
        for value in values.values():
            number = isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)
            if not (number and value > 0):
                raise ValueError(f"found {value!r}; expected values of the index above 0")
        return {prices_of(date_of_prices(date)): value for date, value in values.items()}

    @model_validator(mode="after")
    def _limits(self) -> "PriceTerms":
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            raise ValueError(f"the cap of {percent(self.cap)} lies below the floor of {percent(self.floor)} a year")
        return self

    @property
    def reads(self) -> dict[str, Any]:
        """How the index is read at either date."""
        return {name: getattr(self, name) for name in ("averaged_months", "unpublished", "yearly_months")}

    @property
    def clause(self) -> Clause:
        """What stands between the index and the price."""
        if self.coefficient_decimals is self.threshold is self.floor is self.cap is None:
            return PLAIN
        return Clause(
            self.coefficient_decimals, self.coefficient_rounded, self.floor, self.cap, self.years_combined,
            self.threshold, self.threshold_counts,
        )  # fmt: skip

    def basket(self, index: str) -> Basket:
        """What the prices of an index follow; empty where they follow nothing."""
        by = self.instead.get(index, index)
        if isinstance(by, str):
            return {} if by == NO_INDEX else {by: 1.0}
        return by


def prices_of(date: str) -> str:
    """The date whose prices are meant: a day's prices are those of its month."""
    return date[:7]


def _basket_of(index: str, weights: Mapping[Any, Any]) -> dict[str, float]:
    found = {str(name): as_term(IndexTerm, "weight", weight) for name, weight in weights.items()}
    if not found or NO_INDEX in found:
        raise ValueError(f"{index}: expected indices with their weights: {{wages: 60%, us_cpi_u: 20%}}")
    return found
