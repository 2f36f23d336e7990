"""Another price date: each rate at the prices of another year or month, by its own index.

    11 USD/hour of 2024, us_cpi_u 313.689 on average over 2024 and 335.123 in 2026-05: x 1.0683, 11.75

A date before the present one divides: the factor back is 1 / the factor there, with any share, limits and rounding of
the coefficient, so there and back is the price itself. Only ``price_decimals`` loses. ``compared`` is that of a clause:

    chained         starts from the present price date; two steps make one only where the whole price follows the index
                    and nothing is limited or rounded
    from the base   starts from the first price date on record, whatever was done since; two steps always make one

The base is the first date since the price was last stated by hand, imported or brought to constant prices; currency,
unit and other factors since then stay. The index of a rate stays that of its place when its currency changes.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import Field, field_validator, model_validator

from tcomodel.contract.indexation import Indexation
from tcomodel.contract.indexation.index_terms import IndexTerm
from tcomodel.digits import snapped
from tcomodel.index_readings import years_between
from tcomodel.index_series import SeriesProblem
from tcomodel.rates.rate import FIGURES, Fact, Rate, What
from tcomodel.rebasing.clause import PLAIN, Clause, risen, told_steps
from tcomodel.rebasing.known import Known, told_source
from tcomodel.rebasing.moves import Change, Kept, Move, Stopped, as_term, date_of_prices, figures_times, percent
from tcomodel.words import round_to

NO_INDEX = "none"
MULTIPLIED: tuple[What, ...] = ("price date", "currency", "unit", "reference period", "volume baseline")
MOST_DECIMALS = 10
Basket = Mapping[str, float]  # what follows each index; what is left of 1 is fixed


class Way(NamedTuple):
    """From one price date to another: the factor, its working and where its figures come from."""

    factor: float
    derivation: str
    source: str


class Base(NamedTuple):
    """Where a price starts from: its date, its figures in today's currency and unit, the factor applied since."""

    date: str
    figures: Mapping[str, float]
    factor: float


class PriceDate(Move):
    """Each rate at the prices of another date, by its own index.

    ``to`` is a year (prices of its average) or a month. ``instead`` names another index, or a basket of indices with
    their weights, for the rates of one index: ``{"cr_cpi": "us_cpi_u"}``, ``{"none": {"labour": 0.6, "cpi": 0.2}}``.
    The other terms are those of ``contract.indexation``; ``floor`` and ``cap`` are rates a year.
    """

    what: ClassVar[What] = "price date"

    to: str
    instead: dict[str, str | dict[str, float]] = Field(default_factory=dict)
    share: float = 1.0
    lag: int = 0
    averaged_months: int = 1
    coefficient_decimals: int | None = None
    coefficient_rounded: Literal["nearest", "up", "down"] = "nearest"
    floor: float | None = None
    cap: float | None = None
    years_combined: Literal["compounded", "added"] = "compounded"
    compared: Literal["chained", "from the base"] = "chained"
    price_decimals: int | None = Field(default=None, ge=0, le=MOST_DECIMALS)

    @field_validator("to", mode="before")
    @classmethod
    def _date(cls, value: Any) -> str:
        return date_of_prices(value)

    @field_validator("share", mode="before")
    @classmethod
    def _share(cls, value: Any) -> float:
        return as_term(IndexTerm, "weight", value)

    @field_validator("lag", "averaged_months", "coefficient_decimals", "floor", "cap", mode="before")
    @classmethod
    def _term(cls, value: Any, info: Any) -> Any:
        name = {"lag": "index_lag", "floor": "indexation_floor", "cap": "indexation_cap"}
        return None if value is None else as_term(Indexation, name.get(info.field_name, info.field_name), value)

    @field_validator("instead", mode="before")
    @classmethod
    def _weights(cls, instead: Any) -> Any:
        if not isinstance(instead, dict):
            raise ValueError(f"found {instead!r}; expected an index for an index: {{cr_cpi: us_cpi_u}}")
        return {index: _basket_of(index, by) if isinstance(by, dict) else by for index, by in instead.items()}

    @model_validator(mode="after")
    def _limits(self) -> "PriceDate":
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            raise ValueError(f"the cap of {percent(self.cap)} lies below the floor of {percent(self.floor)} a year")
        return self

    @property
    def told(self) -> str:
        terms = self.model_dump(exclude_defaults=True, exclude={"to"})
        said = ", ".join(f"{name} {value}" for name, value in terms.items())
        return f"prices of {self.to} by each rate's own index" + (f" ({said})" if said else "")

    def of(self, rate: Rate, known: Known) -> Change | Kept:
        """The rate at the prices of ``to``; kept without money or index, stopped where its index has no value."""
        if rate.currency is None:
            return Kept(f"{rate.unit} holds no money, so it has no price date to move")
        basket = self._basket(rate)
        if not basket:
            return Kept("its index is none: nothing says how this price moves, so its date stays")
        if self.compared == "from the base" and (base := base_of(rate)) is not None:
            return self._from_base(rate, base, basket, known)
        if _same_date(rate.as_of, self.to):
            return Kept(f"it is in prices of {rate.as_of} already")
        way = self._way(rate.index, rate.as_of, basket, known)
        return self._change(rate, rate.figures, way, way.factor)

    def _basket(self, rate: Rate) -> Basket:
        by = self.instead.get(rate.index, rate.index)
        if isinstance(by, str):
            return {} if by == NO_INDEX else {by: 1.0}
        return by

    def _from_base(self, rate: Rate, base: Base, basket: Basket, known: Known) -> Change | Kept:
        if _same_date(base.date, self.to):
            way = Way(1.0, f"back to the base, prices of {base.date}", "")
        else:
            way = self._way(rate.index, base.date, basket, known)
        if _same_date(rate.as_of, self.to) and snapped(way.factor) == snapped(base.factor):
            return Kept(f"it is in prices of {rate.as_of} already")
        told = f"from the base, prices of {base.date} (x {base.factor:.6g} until now): {way.derivation}"
        return self._change(rate, base.figures, way._replace(derivation=told), way.factor / base.factor)

    def _change(self, rate: Rate, figures: Mapping[str, float], way: Way, factor: float) -> Change:
        facts = figures_times(figures, way.factor)
        told = way.derivation
        if self.price_decimals is not None:
            facts = {name: float(round_to(figure, self.price_decimals)) for name, figure in facts.items()}
            told += f"; price rounded to {self.price_decimals} decimals"
        facts["as_of"] = self.to
        return Change(facts, factor, told, way.source)

    def _way(self, index: str, start: str, basket: Basket, known: Known) -> Way:
        return known.once((id(self), index, _prices(start)), lambda: self._found(index, _prices(start), basket, known))

    def _found(self, index: str, start: str, basket: Basket, known: Known) -> Way:
        backwards = years_between(start, self.to) < 0
        earlier, later = (_prices(self.to), start) if backwards else (start, _prices(self.to))
        told, moves = [], []
        for name, weight in basket.items():
            try:
                before, now = (known.at(name, date, self.lag, self.averaged_months) for date in (earlier, later))
                series = known.index(name)
            except SeriesProblem as slip:
                hint = "" if index in self.instead else f"; name another index instead of {index} for this move"
                raise Stopped(f"{slip}{hint}") from None
            moves.append((weight * self.share, now.value, before.value))
            shown = f"{now} -> {before}" if backwards else f"{before} -> {now}"
            part = "" if weight * self.share == 1 else f"{percent(weight * self.share)} on "
            told.append(f"{part}{shown}, {name}{f' in place of {index}' if name != index else ''}, {series.unit}")
        years, clause = years_between(earlier, later), self._clause
        factor, steps = risen(moves, years, clause)
        if not factor > 0:
            raise Stopped(f"these terms make the factor {factor:g}; a price stays above zero")
        words = "; ".join(filter(None, ("; ".join(told), told_steps(steps, years, clause))))
        result = f": x 1 / {factor:.6g} = {1 / factor:.6g}" if backwards and _not_plain(self) else (
            f": x {(1 / factor if backwards else factor):.6g}"
        )  # fmt: skip
        source = "; ".join(dict.fromkeys(told_source(known.index(name)) for name in basket))
        return Way(1 / factor if backwards else factor, words + result, source)

    @property
    def _clause(self) -> Clause:
        if not _not_plain(self):
            return PLAIN
        return Clause(self.coefficient_decimals, self.coefficient_rounded, self.floor, self.cap, self.years_combined)


def base_of(rate: Rate) -> Base | None:
    """Where the price started from before its first price date step; None where there is none to go back over.

    Steps by hand, imports and constant prices that changed a price begin anew.
    """
    facts: dict[str, Fact] = {}
    for name in (*FIGURES, "as_of"):
        facts[name] = getattr(rate, name)
    factor = others = 1.0
    base = None
    for step in reversed(rate.history):
        if step.what not in MULTIPLIED:
            if not step.was.keys().isdisjoint((*FIGURES, "as_of", "unit", "currency")):
                break
            continue
        for name in facts.keys() & step.was.keys():
            facts[name] = step.was[name]
        if step.what == "price date":
            factor *= step.factor or 1.0
            figures = {name: float(facts[name]) * others for name in FIGURES if facts[name] is not None}  # type: ignore[arg-type]
            base = Base(str(facts["as_of"]), figures, factor)
        else:
            others *= step.factor or 1.0
    return base


def _basket_of(index: str, weights: Mapping[Any, Any]) -> dict[str, float]:
    found = {str(name): as_term(IndexTerm, "weight", weight) for name, weight in weights.items()}
    if not found or NO_INDEX in found:
        raise ValueError(f"{index}: expected indices with their weights: {{wages: 60%, us_cpi_u: 20%}}")
    return found


def _not_plain(move: PriceDate) -> bool:
    return (move.coefficient_decimals, move.floor, move.cap) != (None, None, None) or move.share != 1


def _prices(date: str) -> str:
    """The date whose prices are meant: a day's prices are those of its month."""
    return date[:7]


def _same_date(one: str, other: str) -> bool:
    return _prices(one) == _prices(other)
