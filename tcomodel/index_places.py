"""The places of indices: what was measured of each, laid over months that they all share.

contract from 2027-01 over 60 months, series from 2018-01: the months of the indices run from 2022-01
(five years before the contract) to 2031-12, the contract's month 1 is their month 61
"""

from typing import Any

import numpy as np

from tcomodel import indices
from tcomodel.entries import EntryReader, month_column_of
from tcomodel.givens import Given
from tcomodel.index_series import (
    LEAST,
    IndexSeries,
    SeriesProblem,
    catalogue,
    series_from_csv,
    series_from_months,
)
from tcomodel.lines import lines_of, people
from tcomodel.model import Input, Scope
from tcomodel.months import month_after, month_number
from tcomodel.problems import EntryProblem, Problem, nearest
from tcomodel.scenario import Scenario

HISTORY = 60  # months before the contract that an index keeps


class IndexPlaces:
    """A place for each index of a scenario; ``problems`` holds what is wrong with their series."""

    def __init__(self, scenario: Scenario, reader: EntryReader, programme: Scope) -> None:
        self.scenario, self.reader, self.programme = scenario, reader, programme
        self.problems: list[Problem] = []
        self.stated_inputs: list[Input] = []
        self.start = month_number(scenario.file.start)
        self.end = month_after(scenario.file.start, scenario.file.months - 1)
        measured = {key: series for key in scenario.file.indices if (series := self._series(key)) is not None}
        begin = min((month_number(series.first) for series in measured.values()), default=self.start)
        self.first = max(self.start - HISTORY, min(begin, self.start))
        self.months = self.start - self.first + scenario.file.months
        if measured:
            self._count_months()
        self.scopes = {key: self._place(key, series) for key, series in measured.items()}

    def _series(self, key: str) -> IndexSeries | None:
        """What was measured of an index; None, and a problem, where that does not do for this contract."""
        index, place = self.scenario.file.indices[key], ("indices", key, "series")
        try:
            series = self._read(index.series, key)
        except (SeriesProblem, EntryProblem) as slip:
            self.problems.append(self.scenario.document.problem(place, str(slip)))
            return None
        last = month_number(series.last)
        if last < month_number(self.end) and index.projection is None:
            message = (
                f"{key} was measured until {series.last} and the contract runs until {self.end}; "
                "state a projection (a rise a year), which the result will show as an assumption"
            )
        elif last < self.start - HISTORY:
            message = f"{key} was last measured in {series.last}, more than five years before the contract"
        else:
            return series
        self.problems.append(self.scenario.document.problem(place[:2], message))
        return None

    def _read(self, raw: Any, key: str) -> IndexSeries:
        if isinstance(raw, dict) and "csv" in raw:
            month, column = month_column_of(raw)
            return series_from_csv(self.reader.text_beside(str(raw["csv"])), month, column, str(raw["csv"]), key)
        if isinstance(raw, dict):
            return series_from_months(raw, key)
        known = catalogue()
        if isinstance(raw, str) and raw in known:
            return known[raw]
        found = "nothing" if raw is None else repr(raw)
        advice = nearest(raw, known) if isinstance(raw, str) else ""
        raise EntryProblem(
            f"found {found}; expected a series of the catalogue{advice}, a CSV file or months with values"
        )

    def _count_months(self) -> None:
        """The counter of the indices' months, and how many of them lie before the contract."""
        position = Given("position", "month", "Month of the indices, counted from their first.", "Position")
        self.programme.inputs["position"] = Input(position, self.programme, np.arange(1.0, self.months + 1))
        told = "Months of the indices before the contract."
        before = Given("months_before", "month", told, "Months before", kind="whole")
        self.programme.inputs["months_before"] = Input(before, self.programme, float(self.start - self.first))

    def _place(self, key: str, series: IndexSeries) -> Scope:
        """The place of one index; months before its first value repeat it and are never asked for."""
        scope = Scope("index", ("programme", key), people(key), self.programme.chain)
        scope.add_lines(lines_of(indices))
        begins, place = month_number(series.first), ("indices", key, "series")
        at = np.clip(np.arange(self.first, self.first + self.months) - begins, 0, len(series.values) - 1)
        data = Given("index_data", "1", f"{series.title}: as measured.", "As measured", least=LEAST)
        scope.inputs["index_data"] = Input(data, scope, filled(series.values)[at], from_series=series, place=place)
        self.stated_inputs.append(scope.inputs["index_data"])
        told = "Months up to the last one that was measured."
        measured = Given("measured_months", "month", told, "Measured months", kind="whole", least=1, most=self.months)
        known = float(min(month_number(series.last) - self.first + 1, self.months))
        scope.inputs["measured_months"] = Input(measured, scope, known, from_series=series, place=place)
        scope.first_measured = max(begins - self.first + 1, 1)
        return scope


def filled(values: np.ndarray) -> np.ndarray:
    """A series in which a month that its publisher never published repeats the month before; the notes say so."""
    last = np.maximum.accumulate(np.where(np.isnan(values), 0, np.arange(len(values))))
    return values[last]
