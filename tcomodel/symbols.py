"""A stand-in for a number that remembers how it was made.

A line of the model is a plain Python function. Called with numbers it gives numbers; called with
symbols it gives the tree of its own formula, which the workbook, the English sentence, the trace
and the unit check all read:

    (Name("fee") * Name("price_index"))  ->  Operation("*", Name("fee"), Name("price_index"))

What cannot be read as a formula (``if``, ``and``, ``max()``, numpy functions) raises a TypeError
that names the word to use instead.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

WORD_FOR = {
    "maximum": "at_least",
    "minimum": "at_most",
    "ceil": "round_up",
    "floor": "whole",
    "where": "when",
    "cumsum": "running_total",
    "sum": "total",
    "round": "to_the_cent",
    "around": "to_the_cent",
    "divide": "share_of",
}


class Symbol:
    """Any piece of a formula. Arithmetic on it builds a larger piece."""

    def __add__(self, other: Any) -> "Operation":
        return Operation("+", self, as_symbol(other))

    def __radd__(self, other: Any) -> "Operation":
        return Operation("+", as_symbol(other), self)

    def __sub__(self, other: Any) -> "Operation":
        return Operation("-", self, as_symbol(other))

    def __rsub__(self, other: Any) -> "Operation":
        return Operation("-", as_symbol(other), self)

    def __mul__(self, other: Any) -> "Operation":
        return Operation("*", self, as_symbol(other))

    def __rmul__(self, other: Any) -> "Operation":
        return Operation("*", as_symbol(other), self)

    def __truediv__(self, other: Any) -> "Operation":
        return Operation("/", self, as_symbol(other))

    def __rtruediv__(self, other: Any) -> "Operation":
        return Operation("/", as_symbol(other), self)

    def __pow__(self, other: Any) -> "Operation":
        return Operation("**", self, as_symbol(other))

    def __rpow__(self, other: Any) -> "Operation":
        return Operation("**", as_symbol(other), self)

    def __neg__(self) -> "Operation":
        return Operation("-", Number(0), self)

    def __lt__(self, other: Any) -> "Comparison":
        return Comparison("<", self, as_symbol(other))

    def __le__(self, other: Any) -> "Comparison":
        return Comparison("<=", self, as_symbol(other))

    def __gt__(self, other: Any) -> "Comparison":
        return Comparison(">", self, as_symbol(other))

    def __ge__(self, other: Any) -> "Comparison":
        return Comparison(">=", self, as_symbol(other))

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "a line cannot decide with if, and, or, not, max() or min(): "
            "use when(condition, yes, no), at_least(value, floor) or at_most(value, ceiling)"
        )

    def __array_ufunc__(self, ufunc: Any, *_: Any, **__: Any) -> NoReturn:
        raise_for_numpy(ufunc.__name__)

    def __array_function__(self, function: Any, *_: Any, **__: Any) -> NoReturn:
        raise_for_numpy(function.__name__)

    def __float__(self) -> NoReturn:
        raise TypeError("a line cannot turn an ingredient into a plain number; write the formula with it")

    def __round__(self, *_: Any) -> NoReturn:
        raise TypeError("a line cannot use round(): use to_the_cent(value) or round_up(value)")

    def __ceil__(self) -> NoReturn:
        raise TypeError("a line cannot use math.ceil(): use round_up(value)")

    def __floor__(self) -> NoReturn:
        raise TypeError("a line cannot use math.floor(): use whole(value)")

    def __abs__(self) -> NoReturn:
        raise TypeError("a line cannot use abs(): use at_least(value, 0) or name the two cases with when(...)")

    def __iter__(self) -> NoReturn:
        raise TypeError("a line cannot loop over an ingredient: use total(each) for the members of a group")


def raise_for_numpy(name: str) -> NoReturn:
    instead = WORD_FOR.get(name)
    advice = f"use {instead}(...)" if instead else "use the words of tcomodel.words"
    raise TypeError(f"numpy's {name} cannot be read as a formula: {advice}")


@dataclass(frozen=True, eq=False)
class Number(Symbol):
    """A number written in the formula itself; the house rule allows 0 and 1 only."""

    value: float


@dataclass(frozen=True, eq=False)
class Name(Symbol):
    """An ingredient: a line or an input, by name."""

    name: str


@dataclass(frozen=True, eq=False)
class Operation(Symbol):
    """Arithmetic: ``+ - * / **``."""

    sign: str
    left: Symbol
    right: Symbol


@dataclass(frozen=True, eq=False)
class Use(Symbol):
    """A word of the vocabulary applied to its arguments."""

    word: Any
    arguments: tuple[Symbol, ...]


@dataclass(frozen=True, eq=False)
class Comparison(Symbol):
    """``< <= > >=``: allowed only as the condition of ``when``, never in arithmetic."""

    sign: str
    left: Symbol
    right: Symbol

    def _refuse(self, *_: Any) -> NoReturn:
        raise TypeError("a comparison is not a number: write when(condition, 1, 0)")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = __neg__ = _refuse


def as_symbol(value: Any) -> Symbol:
    """A number met inside a formula becomes a Number; a symbol stays what it is."""
    if isinstance(value, Symbol):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a formula holds numbers and ingredients, not {value!r}")
    return Number(value)


def parts(symbol: Symbol) -> tuple[Symbol, ...]:
    """The pieces a symbol was made from, left to right."""
    match symbol:
        case Operation(_, left, right) | Comparison(_, left, right):
            return (left, right)
        case Use(_, arguments):
            return arguments
        case _:
            return ()


def walk(symbol: Symbol) -> "list[Symbol]":
    """The symbol and everything inside it."""
    found = [symbol]
    for part in parts(symbol):
        found += walk(part)
    return found
