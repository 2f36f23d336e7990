"""Months that have the same value in every draw, so that it is worked out once for all of them.

    wage index of sixty months, drawn inflation      five different ones, one a contract year
    cost of the month                                sixty different ones

A Pattern says which of its rows each month takes. Joined with another it has a row for each pair that occurs; where
that is hardly fewer than the months themselves, every month has its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

WORTH_IT = 2  # months a row must stand for, on average


@dataclass(frozen=True, eq=False)
class Pattern:
    """``of_month`` is the number of the row each month takes, shape ``(months,)``; ``rows`` how many rows there are."""

    of_month: np.ndarray
    rows: int

    @cached_property
    def months(self) -> int:
        return len(self.of_month)

    @cached_property
    def first(self) -> np.ndarray:
        """For each row the first month that takes it, from 0."""
        return np.unique(self.of_month, return_index=True)[1]

    @cached_property
    def is_one(self) -> bool:
        return self.rows == 1

    @cached_property
    def is_full(self) -> bool:
        return self.rows == self.months


class Patterns:
    """The patterns of one program; equal ones are the same object."""

    def __init__(self) -> None:
        self._known: dict[bytes, Pattern] = {}
        self._joined: dict[tuple[int, ...], Pattern] = {}

    def one(self, months: int) -> Pattern:
        """All months take the same row."""
        return self._kept(np.zeros(months, dtype=np.intp), 1)

    def full(self, months: int) -> Pattern:
        """Every month has a row of its own."""
        return self._kept(np.arange(months, dtype=np.intp), months)

    def of(self, values: np.ndarray) -> Pattern:
        """Months with equal values, shape ``(months,)``, take the same row."""
        _, groups = np.unique(values, return_inverse=True)
        return self._worth_it(groups)

    def joined(self, patterns: Iterable[Pattern]) -> Pattern:
        """The coarsest pattern that all of these are constant on; they are as long as each other, or of one row."""
        several = list({id(one): one for one in patterns}.values())
        varied = [one for one in several if not one.is_one]
        if len(varied) <= 1:
            return varied[0] if varied else max(several, key=lambda one: one.months)
        slot = tuple(sorted(map(id, varied)))
        if slot not in self._joined:
            groups = varied[0].of_month
            for one in varied[1:]:
                groups = np.unique(groups * one.rows + one.of_month, return_inverse=True)[1]
            self._joined[slot] = self._worth_it(groups)
        return self._joined[slot]

    def _worth_it(self, groups: np.ndarray) -> Pattern:
        rows = int(groups.max()) + 1
        few = rows * WORTH_IT <= len(groups) or rows == 1
        return self._kept(groups.astype(np.intp), rows) if few else self.full(len(groups))

    def _kept(self, of_month: np.ndarray, rows: int) -> Pattern:
        return self._known.setdefault(of_month.tobytes(), Pattern(of_month, rows))
