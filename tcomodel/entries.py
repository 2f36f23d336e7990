"""Numbers as a person writes them, turned into numbers as formulas use them.

    38000                                   a number
    3%                                      a share, 0.03
    {rate: philippines.seat_month}          a figure of the rate card (its base; at: low or high)
    [0.25, 0.5, 1]                          one number a month
    {csv: volumes.csv, column: calls}       one number a month, from a file beside the scenario
    {voice: 380, chat: 600}                 by channel
    {philippines: 1760, mexico: 2080}       by location, blended with the shares under ``locations``
    {simple: 2.40, complex: 6.10}           by complexity, blended with the shares under ``complexities``
    {low: 34000, base: 36000, high: 42000}  a range around a number (see ``stated_ranges``)

Every number is cut to 15 significant digits, as a spreadsheet does when it is typed, so that the
workbook and the screen start from the same.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from tcomodel.beside import text_beside
from tcomodel.digits import snapped
from tcomodel.entry_numbers import in_term, listed, number, numbers, within
from tcomodel.givens import Given
from tcomodel.monthly_csv import monthly_column
from tcomodel.months import month_after
from tcomodel.problems import EntryProblem, Problem, nearest
from tcomodel.range_entries import range_in, why_certain
from tcomodel.rates import Rate, RateCard
from tcomodel.rates.units import same_unit
from tcomodel.stated_ranges import StatedRange, base_entry, is_range
from tcomodel.yaml_file import Document
from tcomodel.yaml_file import Path as Place


@dataclass(frozen=True)
class Figure:
    """One input's value: a number, or an array (a number a month, or twelve for a calendar)."""

    value: Any
    rate: Rate | None = None
    from_file: str = ""
    spread: StatedRange | None = None


@dataclass(frozen=True)
class ByChannel:
    """A value for each channel."""

    entries: dict[str, Any]


@dataclass(frozen=True)
class Blend:
    """A value for each location (or complexity) of a blend."""

    entries: dict[str, Figure]


Reading = Figure | ByChannel | Blend


@dataclass
class EntryReader:
    """Reads entries of one scenario and collects what is wrong with them."""

    document: Document
    months: int
    first_month: str
    currency: str
    card: RateCard
    channels: tuple[str, ...]
    folder: Path | None = None
    mixes: tuple[tuple[str, ...], ...] = ()  # what prices may be blended over: locations, complexities
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)  # files read so far, by name

    @cached_property
    def wanted(self) -> list[str]:
        """The months of the contract: ``2027-01``, ``2027-02``, ..."""
        return [month_after(self.first_month, offset) for offset in range(self.months)]

    def read(self, given: Given, raw: Any, place: Place) -> Reading | None:
        """The reading of one entry, None when it is wrong (the problem is noted)."""
        try:
            return self._read(given, raw, place, self.channels, self.mixes)
        except EntryProblem as slip:
            self.problems.append(self.document.problem((*place, *slip.inside), str(slip)))
            return None

    def _read(
        self, given: Given, raw: Any, place: Place, channels: tuple[str, ...], mixes: tuple[tuple[str, ...], ...]
    ) -> Reading:
        if is_range(raw, (channels, *mixes)):
            return self._with_range(given, raw, place)
        if isinstance(raw, dict) and "rate" in raw:
            return self._from_card(given, raw)
        if isinstance(raw, dict) and "csv" in raw:
            return self._from_csv(given, raw)
        if isinstance(raw, dict):
            return self._by_name(given, raw, place, channels, mixes)
        if given.kind == "schedule":
            return Figure(self._schedule(given, raw))
        if isinstance(raw, list):
            return Figure(self._series(given, raw))
        if given.kind in ("calendar", "months", "hours"):
            return Figure(self._series(given, [raw]))
        return Figure(in_term(given, self.months, number(given, raw)))

    def _with_range(self, given: Given, raw: dict[str, Any], place: Place) -> Figure:
        """A value and the range around it."""
        if told := why_certain(given):
            raise EntryProblem(f"{given.label.lower()} has no range, because {told}; write one value")
        base = base_entry(raw)
        figure = self._read(given, base, place, (), ())
        assert isinstance(figure, Figure)
        is_series = isinstance(base, list) or "csv" in raw
        value = figure.value if is_series or np.ndim(figure.value) == 0 else figure.value[0]  # one for all months
        return replace(figure, spread=range_in(given, raw, value, self.months))

    def _by_name(
        self,
        given: Given,
        raw: dict[str, Any],
        place: Place,
        channels: tuple[str, ...],
        mixes: tuple[tuple[str, ...], ...],
    ) -> Reading:
        if channels and set(raw) <= set(channels):
            entries = {name: self._inner(given, one, name, place, (), mixes) for name, one in raw.items()}
            return ByChannel(entries)
        parts = next((mix for mix in mixes if raw and set(raw) <= set(mix)), ())
        if parts:
            if given.kind != "number" or not given.unit.startswith("currency/"):
                raise EntryProblem(
                    f"{given.label.lower()} cannot be blended over {listed(parts)}, only prices can; expected one value"
                )
            missing = [name for name in parts if name not in raw]
            if missing:
                raise EntryProblem(f"no value for {listed(missing)}; a blend needs one for each of {listed(parts)}")
            figures = {name: self._inner(given, raw[name], name, place, (), ()) for name in parts}
            if not all(isinstance(figure, Figure) and np.ndim(figure.value) == 0 for figure in figures.values()):
                raise EntryProblem("the prices of a blend are single numbers or card rates")
            return Blend({name: figure for name, figure in figures.items() if isinstance(figure, Figure)})
        blended = tuple(name for mix in mixes for name in mix)
        strange = next((name for name in raw if name not in channels and name not in blended), "")
        if raw and not strange:
            message = f"{listed(raw)} are not all channels, nor all parts of one mix; write one value for each of "
            raise EntryProblem(f"{message}{listed(channels or blended)}")
        strange = strange or "nothing"
        known = (*channels, *blended, "rate", "csv", "low", "base", "high")
        raise EntryProblem(
            f"{strange} is neither a channel nor a location or complexity of this option{nearest(strange, known)}"
            f" (channels: {', '.join(channels) or 'none'}; locations and complexities: {', '.join(blended) or 'none'})"
        )

    def _inner(self, given: Given, raw: Any, name: str, place: Place, channels: Any, mixes: Any) -> Reading:
        try:
            return self._read(given, raw, (*place, name), channels, mixes)
        except EntryProblem as slip:
            raise EntryProblem(str(slip), (name, *slip.inside)) from None

    def _from_card(self, given: Given, raw: dict[str, Any]) -> Figure:
        strange = next((key for key in raw if key not in ("rate", "at")), None)
        if strange:
            raise EntryProblem(f"{strange} is not part of a card reference{nearest(strange, ('rate', 'at'))}")
        if given.kind not in ("number", "whole", "months"):
            raise EntryProblem(f"a card rate is a single number, which {given.label.lower()} is not; write it out")
        at = raw.get("at", "base")
        if at not in ("low", "base", "high"):
            raise EntryProblem(f"at is {at!r}; expected low, base or high")
        try:
            rate = self.card[str(raw["rate"])]
        except KeyError as error:
            raise EntryProblem(error.args[0]) from None
        if "at" in raw and rate.value is not None:
            raise EntryProblem(f"{rate.key} is one value, {rate.value:g}; it has no low and high to choose with at")
        if rate.currency is not None and rate.currency != self.currency:
            raise EntryProblem(
                f"{rate.key} is in {rate.currency} but this scenario is in {self.currency}; rebase the rate first"
            )
        if not same_unit(rate.plain_unit, given.unit) and not (rate.plain_unit == "1" and given.unit == "1/year"):
            needed = given.unit.replace("currency", self.currency)
            raise EntryProblem(f'the unit of {rate.key} is "{rate.unit}" but {given.name} needs {needed}')
        amount = in_term(given, self.months, within(given, snapped(rate.amount(at))))
        return Figure(np.full(self.months, amount) if given.kind == "months" else amount, rate)

    def _series(self, given: Given, raw: list[Any]) -> Any:
        if given.kind in ("switch", "choice", "whole") or given.constant:
            raise EntryProblem(f"found a list; expected one value for {given.label.lower()}")
        if given.kind == "calendar" and len(raw) != 12:
            raise EntryProblem(f"found {len(raw)} numbers; expected 12, January first")
        if given.kind == "hours" and len(raw) != 24:
            raise EntryProblem(f"found {len(raw)} numbers; expected 24, the hour after midnight first")
        if given.kind == "months" and not 1 <= len(raw) <= self.months:
            raise EntryProblem(f"found {len(raw)} numbers; expected 1 to {self.months}, the months of the contract")
        if given.kind == "number" and len(raw) != self.months:
            raise EntryProblem(f"found {len(raw)} numbers; expected {self.months}, one for each month of the contract")
        values = numbers(given, raw, lambda position: f"number {position + 1}: ")
        if given.kind == "months":
            values += [values[-1]] * (self.months - len(values))
        return np.array(values)

    def _schedule(self, given: Given, raw: Any) -> Any:
        if not isinstance(raw, list) or not all(
            isinstance(one, dict) and set(one) == {"month", "share"} for one in raw
        ):
            raise EntryProblem("expected a list of steps, each with month and share: [{month: 1, share: 40%}, ...]")
        shares = np.zeros(self.months)
        for step in raw:
            month = step["month"]
            if isinstance(month, bool) or not isinstance(month, int) or not 1 <= month <= self.months:
                raise EntryProblem(f"month is {month!r}; expected a whole number from 1 to {self.months}")
            shares[month - 1] += number(given, step["share"])
        if abs(shares.sum() - 1) > 1e-9:
            raise EntryProblem(f"the shares add up to {shares.sum():.2%}; expected 100 %")
        return shares

    def _from_csv(self, given: Given, raw: dict[str, Any]) -> Figure:
        month, column = month_column_of(raw)
        if given.kind not in ("number", "months") or given.constant:
            raise EntryProblem(f"a CSV gives a number for each month, which {given.label.lower()} is not; write it out")
        name = str(raw["csv"])
        text = self.text_beside(name)
        values = monthly_column(text, month, column, name)
        missing = [month for month in self.wanted if month not in values]
        if missing:
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            raise EntryProblem(
                f"{name} has no {', '.join(missing[:3])}{more}; "
                f"it must cover all {self.months} months from {self.first_month}"
            )
        found = numbers(given, [values[month] for month in self.wanted], lambda position: f"{self.wanted[position]}: ")
        return Figure(np.array(found), from_file=name)

    def text_beside(self, name: str) -> str:
        """The text of a file beside the scenario, read once; raises EntryProblem where there is none."""
        if name not in self.texts:
            self.texts[name] = text_beside(self.folder, name, "a CSV file", "write the numbers as a list")
        return self.texts[name]


def month_column_of(raw: dict[str, Any]) -> tuple[str, str]:
    """The column of the months and that of the values which a CSV entry names."""
    allowed = ("csv", "column", "month")
    strange = next((key for key in raw if key not in allowed), None)
    if strange:
        raise EntryProblem(f"{strange} is not part of a CSV series{nearest(strange, allowed)}")
    return str(raw.get("month", "month")), str(raw.get("column", ""))


def end_asked(entry: Any) -> str:
    """Which figure of its rate an entry asks for: low, base or high."""
    return str(entry.get("at", "base")) if isinstance(entry, dict) else "base"
