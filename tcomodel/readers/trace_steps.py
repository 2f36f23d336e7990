"""One step of the way from a number to who said so: what its formula takes, of which month, and who takes it.

    Cumulative cost, month 14 = cumulative cost of month 13 + total cost of month 14
        Cumulative cost     month 13    4,051,748.97 USD
        Total cost          month 14      186,370.21 USD per month

    Months to recover takes the part of month in month 5, wherever in the term one is looking
    Total cost, the whole term: each category with its share of the sum

``readers.trace`` tells the whole tree at once; here one row is looked at, with the months its formula looks at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tcomodel.model import Input, Placed, Scope
from tcomodel.months import month_after
from tcomodel.readers.adding_up import is_amount_per_month
from tcomodel.readers.english import named, place_of
from tcomodel.readers.trace import Tracer, is_running_total, months_before
from tcomodel.results import Comparison
from tcomodel.symbols import Comparison as Compared
from tcomodel.symbols import Name, Number, Operation, Symbol, Use
from tcomodel.words import COMPARED, Group, previous

NOTHING_BEFORE = "nothing before the first month"


@dataclass(frozen=True)
class Step:
    """An ingredient as a formula takes it.

    ``month`` is the month it is taken from: None for the whole term or where it is one number, 0 and below for the
    months of an index before the contract. ``part`` is what it adds to the result (negative where it is taken off),
    ``share`` that as a share of it; both None where the formula does not simply add up.
    """

    what: Placed | Input
    label: str
    place: str
    month: int | None
    over: str
    value: float | None
    value_in_words: str
    part: float | None = None
    share: float | None = None

    @property
    def key(self) -> str:
        return self.what.key

    @property
    def is_input(self) -> bool:
        return isinstance(self.what, Input)

    @property
    def month_to_ask(self) -> int | None:
        """The month the ingredient can be explained in."""
        return self.month if self.month is not None and self.month > 0 else None


def steps_down(comparison: Comparison, row: Placed, month: int | None = None) -> list[Step]:
    """What the formula of a row takes, in its order; ``month`` from 1 on, None for the whole term."""
    return RowInMonth(comparison, row, month).steps()


def users_of(comparison: Comparison, key: str) -> list[Placed]:
    """The rows that take a row or an input, in causal order."""
    return [row for row in comparison.model.rows if any(one.key == key for one in row.ingredients)]


def month_words(comparison: Comparison, month: int | None) -> str:
    """``month 14 (2028-02)``; months before the contract are told by the calendar alone."""
    if month is None:
        return "the whole term"
    calendar = month_after(comparison.scenario.file.start, month - 1)
    return f"month {month} ({calendar})" if month > 0 else calendar


class RowInMonth:
    """A row in a month, or over the term where that is None, and the months its formula looks at."""

    def __init__(self, comparison: Comparison, row: Placed, month: int | None) -> None:
        self.comparison, self.row = comparison, row
        self.month = month if row.is_monthly else None
        self.meant: dict[str, Any] = {
            one.name: what for one, what in zip(row.line.ingredients, row.arguments, strict=True)
        }
        self.tracer = Tracer(comparison)

    # -- the ingredients -----------------------------------------------------------------------------

    def steps(self) -> list[Step]:
        """The ingredients in the order of the formula; of a running total its own past comes first."""
        found: dict[tuple[int, int | None], Step] = {}
        parts = self.parts()
        whole = self._number(self.row, self.month)
        for what, month in self.taken(self.row.line.formula, self.month):
            if what is self.row and month is None:
                continue
            month = month if has_months(what) else None
            part = parts.get(id(what)) if parts is not None else None
            share = part / whole if part is not None and whole else None
            found.setdefault((id(what), month), self._step(what, month, part, share))
        if self.month and is_running_total(self.row):
            before = self._step(self.row, self.month - 1, None, None)
            return [before, *found.values()]
        return list(found.values())

    def _step(self, what: Placed | Input, month: int | None, part: float | None, share: float | None) -> Step:
        if month is not None and month < first_month(what.scope):
            over, said = "before the first month", NOTHING_BEFORE
            value: float | None = 0.0
        else:
            over = month_words(self.comparison, month) if has_months(what) else "one number"
            value, _, said = self.tracer.value_of(what, month)
        label = named(what, self.row.scope)
        return Step(what, label, place_of(what.scope), month, over, value, said, part, share)

    def taken(self, symbol: Symbol, month: int | None) -> Iterator[tuple[Placed | Input, int | None]]:
        """Every row and input a formula takes, with the month it is taken from."""
        match symbol:
            case Name(name) | Group(name):
                meant = self.meant[name]
                before = meant is self.row and month is not None
                for one in meant if isinstance(meant, list) else [meant]:
                    yield one, month - 1 if before and month is not None else month
            case Operation(_, left, right) | Compared(_, left, right):
                yield from self.taken(left, month)
                yield from self.taken(right, month)
            case Use(word, arguments):
                for at in self._months_of(word.name, arguments, month):
                    yield from self.taken(arguments[0], at)
                for one in arguments[1:]:
                    yield from self.taken(one, month)

    def _months_of(self, word: str, arguments: tuple[Symbol, ...], month: int | None) -> list[int | None]:
        """The months in which a word looks at its first argument."""
        if word == "in_month":
            return [int(self.value_of(arguments[1], month)) - self._before(arguments[0])]
        if word == "highest":
            along = np.asarray(self._along(arguments[0]), dtype=float)
            return [int(np.argmax(along)) + 1 - self._before(arguments[0])] if along.ndim else [None]
        if word == "total_over_term" or month is None:
            return [None]
        if word == "previous":
            return [month - 1]
        if word == "earlier":
            return [month - int(self.value_of(arguments[1], month))]
        if word == "change":
            return [month, month - 1] if month > 1 else [month]
        if word in ("entry", "average_up_to") and self._is_row(arguments[0]):
            last = int(self.value_of(arguments[1], month)) - self._before(arguments[0])
            count = int(self.value_of(arguments[2], month)) if word == "average_up_to" else 1
            return [last - back for back in reversed(range(count))]
        return [month]

    def _is_row(self, symbol: Symbol) -> bool:
        """Whether a table that is looked into has months, and not twelve calendar months or 24 hours."""
        what = self.meant.get(symbol.name) if isinstance(symbol, Name) else None
        return isinstance(what, Placed | Input) and what.is_monthly

    def _before(self, symbol: Symbol) -> int:
        """How many months of a row lie before the contract."""
        return months_before(self.meant[symbol.name].scope) if isinstance(symbol, Name) else 0

    # -- what adds up --------------------------------------------------------------------------------

    def parts(self) -> dict[int, float] | None:
        """What each ingredient adds to the result, by its identity; None where it does not simply add up."""
        signs: dict[int, tuple[Placed | Input, float]] = {}
        if not self._adds(self.row.line.formula, 1.0, signs) or len(signs) < 2:
            return None
        if self.month is None and self.row.is_monthly and not self._months_add_up([one for one, _ in signs.values()]):
            return None
        numbers = {place: (self._number(one, self.month), sign) for place, (one, sign) in signs.items()}
        return {place: number * sign for place, (number, sign) in numbers.items() if number is not None}

    def _adds(self, symbol: Symbol, sign: float, signs: dict[int, tuple[Placed | Input, float]]) -> bool:
        match symbol:
            case Number(value):
                return value == 0
            case Name(name):
                meant = self.meant[name]
                if isinstance(meant, list) or meant is self.row or id(meant) in signs:
                    return False
                signs[id(meant)] = meant, sign
                return True
            case Operation("+", left, right):
                return self._adds(left, sign, signs) and self._adds(right, sign, signs)
            case Operation("-", left, right):
                return self._adds(left, sign, signs) and self._adds(right, -sign, signs)
            case Use(word, (Group(name),)) if word.name == "total":
                fresh = [one for one in self.meant[name] if id(one) not in signs]
                signs |= {id(one): (one, sign) for one in fresh}
                return len(fresh) == len(self.meant[name])
        return False

    def _months_add_up(self, ingredients: list[Placed | Input]) -> bool:
        """Whether the term's figures of a row and of its ingredients are sums of their months."""
        rows = [self.row, *ingredients]
        return all(
            one in self.tracer.adding_up if isinstance(one, Placed) else is_amount_per_month(one.unit) for one in rows
        )

    def _number(self, what: Placed | Input, month: int | None) -> float | None:
        return self.tracer.value_of(what, month if has_months(what) else None)[0]

    # -- the value of a piece of the formula -------------------------------------------------------

    def _along(self, symbol: Symbol) -> Any:
        """The values of a piece of the formula in every month."""
        match symbol:
            case Number(value):
                return value
            case Name(name):
                meant = self.meant[name]
                values = self.comparison.values[meant]
                return previous(values) if meant is self.row else values
            case Group(name):
                return [self.comparison.values[one] for one in self.meant[name]]
            case Operation(sign, left, right):
                return _ARITHMETIC[sign](np.asarray(self._along(left)), np.asarray(self._along(right)))
            case Compared(sign, left, right):
                return COMPARED[sign](np.asarray(self._along(left)), np.asarray(self._along(right)))
            case Use(word, arguments):
                return word(*[self._along(one) for one in arguments])
        raise TypeError(f"{type(symbol).__name__} has no value")

    def value_of(self, symbol: Symbol, month: int | None) -> float:
        """The value of a piece of the formula in a month of the row."""
        values = np.asarray(self._along(symbol), dtype=float)
        if values.ndim == 0:
            return float(values)
        return float(values[-1 if month is None else month - 1 + months_before(self.row.scope)])


_ARITHMETIC = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "**": np.power}


def has_months(what: Placed | Input) -> bool:
    """Whether a row or an input has a number of its own in each month."""
    return what.is_monthly or (isinstance(what, Input) and what.given.kind == "calendar")


def first_month(scope: Scope) -> int:
    """The first month a place has rows in: 1, of an index one before the contract."""
    return 1 - months_before(scope)
