"""The vocabulary a line may use beyond ``+ - * / **``.

Each word has four faces: what it does to arrays, its Excel formula, its English, and how it treats
units. Time runs along the last axis, so the same body serves one scenario ``(months,)`` and a
simulation ``(draws, months)``.

In an Excel template ``{0}`` is the cell of the first argument in the same month, ``{0:row}`` its whole
row, ``{0:counter}`` the numbers of its months, ``{0:before}`` the cell one month earlier, ``{self:before}``
the line's own cell one month earlier and ``{month}`` the month number at the top of the column. A word
without a template cannot be a formula: the workbook holds its numbers as they were at export.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from tcomodel.symbols import Comparison, Name, Symbol, Use, as_symbol

PLAIN = (float, int)  # one number of one month; numpy would take ten times as long for it
SNAP = 1 + 2.0**-50  # absorbs the last bits, as a spreadsheet does before it rounds
COMPARED = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}  # what a condition asks


@dataclass(frozen=True, eq=False)
class Word:
    """One word and how each reader says it.

    ``unit``: ``same`` (all arguments and the result share a unit), ``first`` (the result has the unit
    of the first argument, the others are counts), ``ratio`` (first divided by second), ``condition``
    (``when``), ``remainder`` (of the first argument, whatever it is divided by), ``accumulated`` (months of
    an amount per month), ``change`` (an amount gained each month), ``pure`` (a pure number of a pure number).
    A rule with an arrow says the units themselves: those of the arguments, and that of the result.
    ``excel`` is empty for a word that Excel does not know: its result is exported as a value.
    ``shape``: ``each month``, ``over time`` (needs a monthly line, gives a monthly line) or
    ``whole term`` (needs a monthly line, gives one number).
    """

    name: str
    body: Callable[..., Any]
    excel: str
    english: str
    unit: str
    shape: str

    def __call__(self, *arguments: Any) -> Any:
        for argument in arguments:
            if isinstance(argument, Symbol):
                return Use(self, tuple(self._symbols(arguments)))
        return self.body(*arguments)

    @property
    def looks_along(self) -> bool:
        """Whether it takes other months or places of a row than the one it stands in."""
        return self.shape != "each month" or ":row}" in self.excel

    def _symbols(self, arguments: tuple[Any, ...]) -> list[Symbol]:
        symbols = [as_symbol(argument) for argument in arguments]
        for position, symbol in enumerate(symbols):
            if isinstance(symbol, Comparison) and not (self.unit == "condition" and position == 0):
                raise TypeError(f"{self.name}() takes numbers; a comparison belongs in when(condition, yes, no)")
            whole_row = any(f"{{{position}:{form}}}" in self.excel for form in ("row", "before"))
            if whole_row and not isinstance(symbol, Name | Group):
                raise TypeError(f"{self.name}() looks along a row, so argument {position + 1} must be a line by itself")
        return symbols


@dataclass(frozen=True, eq=False)
class Group(Symbol):
    """The same line in every channel (or other member of a group); only ``total`` and ``largest`` take it."""

    name: str


def word(
    excel: str, english: str, unit: str = "same", shape: str = "each month"
) -> Callable[[Callable[..., Any]], Word]:
    """Make a function into a word of the vocabulary."""

    def make(body: Callable[..., Any]) -> Word:
        return Word(body.__name__, body, excel, english, unit, shape)

    return make


@word("MAX({0},{1})", "the larger of {0} and {1}")
def at_least(value: Any, floor: Any) -> Any:
    if isinstance(value, PLAIN) and isinstance(floor, PLAIN):
        return max(value, floor)
    return np.maximum(value, floor)


@word("MIN({0},{1})", "the smaller of {0} and {1}")
def at_most(value: Any, ceiling: Any) -> Any:
    if isinstance(value, PLAIN) and isinstance(ceiling, PLAIN):
        return min(value, ceiling)
    return np.minimum(value, ceiling)


@word("IF({0},{1},{2})", "{1} if {0}, otherwise {2}", unit="condition")
def when(condition: Any, yes: Any, no: Any) -> Any:
    if isinstance(condition, bool) and isinstance(yes, PLAIN) and isinstance(no, PLAIN):
        return yes if condition else no
    return np.where(condition, yes, no)


@word("ROUNDUP(ROUND({0},6),0)", "{0} rounded up to a whole number")
def round_up(value: Any) -> Any:
    """Up to the next whole number, after dropping noise beyond six decimals.

    ``21 / (1 - 0.3)`` is 30.000000000000004 in floating point; a bare ceiling would buy a thirty-first
    seat for five years.
    """
    return np.ceil(np.floor(np.asarray(value) * 1e6 * SNAP + 0.5) / 1e6)


@word("INT(ROUND({0},6))", "the whole part of {0}")
def whole(value: Any) -> Any:
    return np.floor(np.floor(np.asarray(value) * 1e6 * SNAP + 0.5) / 1e6)


@word("ROUND({0},2)", "{0} to the cent")
def to_the_cent(value: Any) -> Any:
    """Half away from zero at two decimals, as a spreadsheet rounds (see docs/decisions.md)."""
    value = np.asarray(value, dtype=float)
    return np.copysign(np.floor(np.abs(value) * 100 * SNAP + 0.5) / 100, value)


@word("ROUND({0},{1})", "{0} rounded to {1} decimals", unit="first")
def round_to(value: Any, decimals: Any) -> Any:
    """Half away from zero at so many decimals, after dropping noise beyond twelve."""
    return _at_decimals(value, decimals, 0.5)


@word("ROUNDUP(ROUND({0},12),{1})", "{0} rounded up to {1} decimals", unit="first")
def round_up_to(value: Any, decimals: Any) -> Any:
    """Away from zero at so many decimals, after dropping noise beyond twelve."""
    return _at_decimals(_at_decimals(value, 12, 0.5), decimals, 1 - 1e-9)


@word("ROUNDDOWN(ROUND({0},12),{1})", "{0} rounded down to {1} decimals", unit="first")
def round_down_to(value: Any, decimals: Any) -> Any:
    """Towards zero at so many decimals, after dropping noise beyond twelve."""
    return _at_decimals(_at_decimals(value, 12, 0.5), decimals, 1e-9)


def _at_decimals(value: Any, decimals: Any, up: float) -> Any:
    """``up`` is the part of a last step from which the next one is taken: one half, nearly none, nearly all."""
    value = np.asarray(value, dtype=float)
    step = 10.0 ** np.asarray(decimals)
    return np.copysign(np.floor(np.abs(value) * step * SNAP + up) / step, value)


@word("NORMSDIST({0})", "the normal distribution up to {0}", unit="pure")
def normal_up_to(value: Any) -> Any:
    """The share of a standard normal distribution below a value."""
    from scipy.special import ndtr  # a third of the time it takes to start, and few scenarios need it

    return ndtr(value)


@word("NORMDIST({0},0,1,FALSE)", "the density of the normal distribution at {0}", unit="pure")
def normal_density(value: Any) -> Any:
    """The density of the standard normal distribution."""
    return np.exp(-np.square(value) / 2) / np.sqrt(2 * np.pi)


@word("MOD({0},{1})", "the remainder of {0} after dividing by {1}", unit="remainder")
def remainder(value: Any, divisor: Any) -> Any:
    return np.mod(value, divisor)


@word("IF({1}=0,0,{0}/{1})", "{0} divided by {1} (nothing where there is nothing to divide by)", unit="ratio")
def share_of(part: Any, whole_amount: Any) -> Any:
    part, whole_amount = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole_amount, float))
    return np.divide(part, whole_amount, out=np.zeros(part.shape), where=whole_amount != 0)


@word("INDEX({0:row},{1})", "the entry of {0} number {1}", unit="first")
def entry(table: Any, position: Any) -> Any:
    """The number at a position counted from 1, e.g. the seasonality of calendar month 3."""
    return np.take(table, np.asarray(position, dtype=int) - 1, axis=-1, mode="clip")


@word(
    'SUMIFS({0:row},{0:counter},">"&{1}-{2},{0:counter},"<="&{1})/{2}',
    "the average of {0} over {2} that end in number {1}",
    unit="first",
)
def average_up_to(table: Any, position: Any, count: Any) -> Any:
    """The mean of ``count`` neighbours that end at a position counted from 1; ``count`` is one whole number.

    What lies outside the table counts as nothing, as it does in a spreadsheet; who reads it there is refused before.
    """
    last, length = np.asarray(position, dtype=int) - 1, np.shape(table)[-1]
    taken = [
        np.where((last >= back) & (last - back < length), np.take(table, last - back, axis=-1, mode="clip"), 0.0)
        for back in range(int(np.max(count)))
    ]
    return sum(taken[1:], taken[0]) / len(taken)


@word("{self:before}+{0}", "{0} added up since the first month", unit="accumulated", shape="over time")
def running_total(value: Any) -> Any:
    return np.cumsum(value, axis=-1)


@word("{0:before}", "{0} of the month before", shape="over time")
def previous(value: Any) -> Any:
    """Last month's value; nothing before the first month."""
    value = np.asarray(value, float)
    return np.concatenate([np.zeros_like(value[..., :1]), value[..., :-1]], axis=-1)


@word(
    "{0}-IF({month}=1,{1},{0:before})",
    "the change in {0} since the month before (in month 1: since {1})",
    unit="change",
    shape="over time",
)
def change(value: Any, opening: Any) -> Any:
    """What came in or went out during the month; month 1 is compared with the opening."""
    value, opening = np.broadcast_arrays(np.asarray(value, float), np.asarray(opening, float))
    before = np.concatenate([opening[..., :1], value[..., :-1]], axis=-1)
    return value - before


@word("IF({month}>{1},INDEX({0:row},{month}-{1}),0)", "{0} as it was {1} before", unit="first", shape="over time")
def earlier(value: Any, months: Any) -> Any:
    """The value ``months`` ago (a whole number), nothing before the first month."""
    value = np.asarray(value)
    index = np.arange(value.shape[-1]) - np.asarray(months, dtype=int)
    value, first_if_none = np.broadcast_arrays(value, np.maximum(index, 0))
    picked = np.take_along_axis(value, first_if_none, axis=-1)
    return np.where(index >= 0, picked, 0.0)


@word("SUM({0})", "the sum of {0} over all {members}")
def total(members: Any) -> Any:
    """Add up one line over the channels (or KPIs) of an option."""
    return sum(members[1:], members[0]) if len(members) else 0.0


@word("MAX({0})", "the largest of {0} over all {members}")
def largest(members: Any) -> Any:
    """The largest value of one line over the members of a group."""
    return reduce(np.maximum, members) if len(members) else 0.0


@word("SUM({0:row})", "the sum of {0} over the term", unit="accumulated", shape="whole term")
def total_over_term(value: Any) -> Any:
    return np.sum(value, axis=-1, keepdims=np.ndim(value) > 1)


@word("MAX({0:row})", "the highest {0} of the term", shape="whole term")
def highest(value: Any) -> Any:
    return np.max(value, axis=-1, keepdims=np.ndim(value) > 1)


@word("INDEX({0:row},{1})", "{0} in month {1}", unit="first", shape="whole term")
def in_month(value: Any, month: Any) -> Any:
    """The value in one month, counted from 1."""
    value = np.asarray(value)
    index = np.asarray(month, dtype=int) - 1
    if np.ndim(value) == 1 and np.ndim(index) == 0:
        return value[index]
    value, index = np.broadcast_arrays(value, index)
    return np.take_along_axis(value, index, axis=-1)[..., :1]


def in_whole_people(value: Any, whole_people: Any) -> Any:
    """A number of people or seats, rounded up where teams are whole: a phrase made of other words."""
    return when(whole_people > 0, round_up(value), value)


@word(
    "",
    "the occupancy a queue of this size can reach, worked out hour by hour with Erlang's formulas from {0}, {1}, {2}, "
    "{3}, {4}, {5} and {6}",
    unit="contact/month, 1, day/month, second/contact, second, 1, second -> 1",
)
def attainable_occupancy(
    contacts: Any, profile: Any, days: Any, handle_time: Any, seconds: Any, share: Any, patience: Any
) -> Any:
    """The occupancy agents reach who answer a share of the contacts in time in every open hour of the month."""
    from tcomodel import erlang  # see normal_up_to

    return erlang.attainable_occupancy(contacts, profile, days, handle_time, seconds, share, patience)


def only_in(month: Any, one_month: Any) -> Any:
    """One in the month named and nothing in every other: a phrase made of other words."""
    return when(month <= one_month, 1, 0) - when(month < one_month, 1, 0)
