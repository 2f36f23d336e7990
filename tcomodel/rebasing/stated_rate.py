"""An exchange rate that a person states, held against the published one: quoted the right way round, and near it.

1.08 EUR per USD was stated for 2024, but 0.924 EUR per USD is published: 1 / 1.08 = 0.926 is nearer, so it is
dollars per euro
"""

from dataclasses import replace
from typing import NamedTuple

from tcomodel.index_checks import DOLLAR, NEAR, turned
from tcomodel.index_readings import is_year
from tcomodel.index_series import AVERAGE, IndexSeries, SeriesProblem, catalogue
from tcomodel.months import month_called, month_number
from tcomodel.rebasing.exchange import Leg, Quote, is_readable, leg_of, quoted
from tcomodel.rebasing.known import Known
from tcomodel.rebasing.moves import Stopped

ANY_TIME = 10_000 * 12  # months
FAR = 2.0  # times the published rate, or half of it: worth a look, though it may be right


class StatedRate(NamedTuple):
    """Units of ``unit`` for one of ``one``: 0.92 EUR for one USD."""

    value: float
    unit: str
    one: str

    @property
    def per(self) -> str:
        """``EUR per USD``."""
        return f"{self.unit} per {self.one}"

    def quote(self, of: str, into: str) -> Quote:
        """The rate from a currency into another; raises Stopped where it says nothing about them."""
        if {self.unit, self.one} != {of, into}:
            raise Stopped(f"the stated rate is {self.per} and says nothing about {of}")
        value = self.value if self.unit == into else 1 / self.value
        return Quote(value, f"{of} -> {into}: {self.value:,.10g} {self.per}, as stated", "stated rate")

    def held(self, known: Known, of: str, into: str, date: str, accepted: bool = False) -> Quote:
        """The rate held against the published one; raises Stopped where it is turned over, unless that is accepted."""
        quote = self.quote(of, into)
        try:
            public = held_against(known, of, into, date)
        except SeriesProblem as slip:
            if not accepted:
                self._worlds_apart(quote.value, known, of, into, date)
            return replace(quote, told=f"{quote.told} (held against nothing: {slip}): x {quote.value:.6g}")
        shown = public.value if self.unit == into else 1 / public.value
        if turned(quote.value, public.value) and not accepted:
            raise Stopped(
                f"{self.value:,.6g} {self.per} was stated, but {shown:,.6g} {self.per} is published ({public.told}); "
                f"1 / {self.value:,.6g} = {1 / self.value:,.6g} is nearer, so the rate is turned over: "
                f"write per {self.one} per {self.unit}"
            )
        far = "" if 1 / FAR <= quote.value / public.value <= FAR else " - more than twice or less than half of it"
        return replace(quote, told=f"{quote.told} (published: {shown:,.6g}{far}): x {quote.value:.6g}")

    def _worlds_apart(self, value: float, known: Known, of: str, into: str, date: str) -> None:
        """Raise Stopped for 0.018 where 57 was published, however long before or after."""
        try:
            public = held_against(known, of, into, date, near=ANY_TIME)
        except SeriesProblem:
            return
        if turned(value, public.value, far=True):
            raise Stopped(
                f"{self.value:,.6g} {self.per} was stated, but 1 / {self.value:,.6g} = {1 / self.value:,.6g} is nearer "
                f"what is published at other times ({public.told}), so the rate is turned over"
            )


def held_against(known: Known, of: str, into: str, date: str, near: int = NEAR) -> Quote:
    """The published rate to hold a stated one against: at a date, else the one nearest to it in time.

    Whatever kind it is, and of the catalogue alone. Raises SeriesProblem where none was published within ``near``
    months.
    """
    year = is_year(date)
    wanted = month_number(f"{date}-07" if year else date)
    legs: dict[str, Leg] = {}
    for currency in (of, into):
        if currency == DOLLAR:
            continue
        mine = [one for one in catalogue().values() if set(one.pair or ()) == {currency, DOLLAR}]
        if not mine:
            raise SeriesProblem(f"there is no published exchange rate of {currency}")
        away = {one.key: _months_away(one, wanted) for one in mine}
        series = min(mine, key=lambda one: (abs(away[one.key]), one.taken != AVERAGE, one.every))
        if abs(away[series.key]) > near:
            raise SeriesProblem(f"{series.key} runs from {series.first} to {series.last}, years away from {date}")
        month = month_called(wanted + away[series.key])
        legs[currency] = leg_of(known, series, currency, DOLLAR, date if year and is_readable(series, date) else month)
    up, down = legs.get(into), legs.get(of)
    return quoted(of, into, [up] if up else [], [down] if down else [])


def _months_away(series: IndexSeries, wanted: int) -> int:
    """Months from the one wanted to the nearest of a series: 0 within it, below 0 where it ends before."""
    return min(max(month_number(series.first), wanted), month_number(series.last)) - wanted
