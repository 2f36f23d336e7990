"""Where the model can bend or jump, read from the formulas of its lines.

    monthly_missed = at_least(minimum_now - fee_before_minimum, 0)     bends where the fee passes the minimum
    tier_entered   = when(round_up(tiered_units - over) > 0, 1, 0)     jumps where the units pass the edge
    agents         = when(whole_people > 0, round_up(needed), needed)  a small step at every whole agent

The two sides that a formula compares are values like any other: worked out at two positions, they say whether an
edge lies in between, and a straight line says where. So no edge is missed because the totals look alike at both ends.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

from tcomodel.dependence import moved_by, needed_for
from tcomodel.lines import Line
from tcomodel.model import Input, Model, Placed
from tcomodel.symbols import Comparison, Name, Number, Operation, Symbol, Use, parts
from tcomodel.words import COMPARED, Group, previous

JUMP, BEND, STEPS = "jump", "bend", "whole steps"
LIMITS = ("at_least", "at_most")
ROUNDED = ("round_up", "whole")
SLIGHT = 5e-7  # what rounding up to whole units drops as noise: round_up, whole

Compared = tuple[str, Symbol, Symbol, frozenset[str]]
_READ: "WeakKeyDictionary[Line, tuple[Compared, ...]]" = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Edge:
    """A comparison in the formula of a row, whose sides move. ``options`` are those whose total it reaches.

    A jump or a bend is where ``left`` passes ``right``; whole steps are where ``left - right`` passes a whole number.
    """

    row: Placed
    kind: str
    left: Symbol
    right: Symbol
    options: frozenset[str]

    def difference(self, values: Mapping[int, np.ndarray]) -> np.ndarray:
        """Left side less right side, shape ``(positions, months)``; its sign changes at the edge."""
        named = {
            ingredient.name: _taken(argument, self.row, values)
            for ingredient, argument in zip(self.row.line.ingredients, self.row.arguments, strict=True)
        }
        return np.asarray(_value(self.left, named) - _value(self.right, named))


def edges_of(model: Model, totals: Mapping[str, Placed], moved: Sequence[Input]) -> list[Edge]:
    """Every edge on the way from the moved inputs to the totals of some options."""
    moving = moved_by(model, moved)
    needed = {key: needed_for(model, [total]) for key, total in totals.items()}
    edges: list[Edge] = []
    for row in model.rows:
        compared = all_compared(row.line) if id(row) in moving else ()
        if compared and (options := frozenset(key for key, ids in needed.items() if id(row) in ids)):
            sides = {i.name for i, a in zip(row.line.ingredients, row.arguments, strict=True) if _moves(a, moving)}
            edges += [Edge(row, kind, left, right, options) for kind, left, right, names in compared if names & sides]
    return edges


def rows_for(edges: Sequence[Edge]) -> list[Placed]:
    """The rows whose values say where the edges are."""
    wanted: dict[int, Placed] = {}
    for edge in edges:
        needed = {symbol.name for side in (edge.left, edge.right) for symbol in _names(side)}
        for ingredient, argument in zip(edge.row.line.ingredients, edge.row.arguments, strict=True):
            if ingredient.name in needed:
                for one in argument if isinstance(argument, list) else [argument]:
                    if isinstance(one, Placed):
                        wanted[id(one)] = one
    return list(wanted.values())


# -- reading formulas ------------------------------------------------------------------------------


def all_compared(line: Line) -> tuple[Compared, ...]:
    """What the formula of a line compares: the kind, left, right, and the ingredients of both sides; read once."""
    if line not in _READ:
        _READ[line] = tuple(
            (kind, left, right, frozenset(name.name for side in (left, right) for name in _names(side)))
            for kind, left, right in _all(line.formula)
        )
    return _READ[line]


def _all(symbol: Symbol) -> Iterator[tuple[str, Symbol, Symbol]]:
    if isinstance(symbol, Comparison):
        left, right = _unrounded(symbol.left), _unrounded(symbol.right)
        yield JUMP, left, right + (SLIGHT if left is not symbol.left else 0)
        yield from _all(left)
        yield from _all(right)
        return
    if isinstance(symbol, Use) and symbol.word.name in LIMITS:
        yield BEND, symbol.arguments[0], symbol.arguments[1]
    if isinstance(symbol, Use) and symbol.word.name in ROUNDED:
        yield STEPS, symbol.arguments[0], Number(SLIGHT if symbol.word.name == "round_up" else -SLIGHT)
    for part in parts(symbol):
        yield from _all(part)


def _unrounded(side: Symbol) -> Symbol:
    """``round_up(units - edge) > 0`` is asked of the units themselves."""
    return side.arguments[0] if isinstance(side, Use) and side.word.name in ROUNDED else side


def _names(symbol: Symbol) -> list[Any]:
    if isinstance(symbol, Name | Group):
        return [symbol]
    return [one for part in parts(symbol) for one in _names(part)]


def _moves(argument: Any, moving: set[int]) -> bool:
    return any(id(one) in moving for one in (argument if isinstance(argument, list) else [argument]))


# -- their values ----------------------------------------------------------------------------------


def _taken(argument: Any, row: Placed, values: Mapping[int, np.ndarray]) -> Any:
    if isinstance(argument, list):
        return [_taken(one, row, values) for one in argument]
    if argument is row:
        return previous(values[id(row)])
    if id(argument) in values:
        return values[id(argument)]
    if isinstance(argument, Input):
        return np.atleast_1d(np.asarray(argument.value, dtype=float))[None, :]
    return None  # a row that neither side asks for


def _value(symbol: Symbol, named: Mapping[str, Any]) -> Any:
    """A piece of a formula with values in place of its names."""
    match symbol:
        case Number(value):
            return value
        case Name(name) | Group(name):
            return named[name]
        case Operation(sign, left, right):
            return _worked_out(sign, _value(left, named), _value(right, named))
        case Comparison(sign, left, right):
            return COMPARED[sign](_value(left, named), _value(right, named))
        case Use(word, arguments):
            return word.body(*[_value(one, named) for one in arguments])
    raise TypeError(f"{symbol!r} is no piece of a formula")


def _worked_out(sign: str, left: Any, right: Any) -> Any:
    if sign == "+":
        return left + right
    if sign == "-":
        return left - right
    if sign == "*":
        return left * right
    if sign == "/":
        return np.divide(left, right)
    return left**right
