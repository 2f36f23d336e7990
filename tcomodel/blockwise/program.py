"""A program: the steps that work out some rows of a model for a block of draws.

Each row's formula is read from its line's tree. What no drawn input moves is worked out once, here; everything else
becomes a step that puts its result into a numbered slot:

    npv(present_value)  ->  Step(total_over_term, operands=(slot 17,), out=slot 18)

A slot has a pattern: which of its rows each month takes (see ``months``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tcomodel import words
from tcomodel.blockwise.kernels import (
    CHOSEN_BY,
    IN_MONTH,
    LARGER,
    SIGNS,
    SUM,
    WORDS,
    Kernel,
    by_body,
    in_one_month,
    month_by_month,
    shifted,
    taken,
    when,
)
from tcomodel.blockwise.months import Pattern, Patterns
from tcomodel.dependence import moved_by, needed_for
from tcomodel.evaluation import Values
from tcomodel.model import Input, Model, Placed
from tcomodel.symbols import Comparison, Name, Number, Operation, Symbol, Use
from tcomodel.words import Group


@dataclass(frozen=True, eq=False)
class Slot:
    """A result of a step: the same for months of the same row of its pattern. ``monthly``: has months at all."""

    number: int
    pattern: Pattern
    monthly: bool


Fixed = Any  # a number, or an array with one a month: the same in every draw
Value = Any  # a Slot, something Fixed, or a list of both for a group


@dataclass(frozen=True)
class Step:
    """``operands`` are slots, numbers, columns ``(rows, 1)``, plain arrays, tuples, or lists of these."""

    kernel: Kernel
    operands: tuple[Any, ...]
    out: Slot


@dataclass
class Program:
    """``drawn`` are the slots that inputs are put into, ``kept`` those of the rows asked for that move.

    ``arrays`` is how they are shared out, once a run has found it (see ``running``).
    """

    steps: list[Step] = field(default_factory=list)
    drawn: dict[Input, Slot] = field(default_factory=dict)
    kept: dict[Placed, Slot] = field(default_factory=dict)
    fixed: dict[Placed, Any] = field(default_factory=dict)
    lines: list[Placed] = field(default_factory=list)  # the rows that are worked out for each draw
    slots: list[Slot] = field(default_factory=list)
    arrays: tuple[list[int], dict[int, int]] | None = None


def program_for(model: Model, values: Values, wanted: Sequence[Placed], drawn: dict[Input, bool]) -> Program:
    """The program for some rows; ``drawn`` says of each input whether each of its draws has a number a month."""
    return _Writer(model, values, wanted, drawn).program


class _Writer:
    def __init__(self, model: Model, values: Values, wanted: Sequence[Placed], drawn: dict[Input, bool]) -> None:
        self.model, self.values = model, values
        self.program, self.patterns = Program(), Patterns()
        self.known: dict[int, Value] = {}
        self.full: dict[int, Slot] = {}  # slots with a row for every month, by the number of the slot they are made of
        for one, has_months in drawn.items():
            months = np.size(one.value) if np.ndim(one.value) else model.months_of(one.scope)
            slot = self._slot(self.patterns.full(months) if has_months else self.patterns.one(1), has_months)
            self.program.drawn[one] = self.known[id(one)] = slot
        worked_out = moved_by(model, drawn) & needed_for(model, wanted)  # all else is the same in every draw
        for row in model.rows:
            if id(row) in worked_out:
                self._row(row)
        for row in wanted:
            found = self._value(row)
            if isinstance(found, Slot):
                self.program.kept[row] = found
            else:
                self.program.fixed[row] = found

    def _row(self, row: Placed) -> None:
        self.months, self.monthly = self.model.months_of(row.scope), row.is_monthly
        if row.line.looks_back:
            found: Value = self._month_by_month(row)
        else:
            named = {i.name: self._value(one) for i, one in zip(row.line.ingredients, row.arguments, strict=True)}
            found = self._tree(row.line.formula, named)
        if isinstance(found, Slot):
            pattern = self.patterns.one(self.months) if row.is_monthly and found.pattern.is_one else found.pattern
            found = Slot(found.number, pattern, row.is_monthly)
        elif row.is_monthly:  # what a condition keeps from moving is the same in every draw
            found = np.broadcast_to(found, (self.months,))
        self.known[id(row)] = found
        self.program.lines.append(row)

    def _value(self, one: Any) -> Value:
        if isinstance(one, list):
            return [self._value(inner) for inner in one]
        known = self.known.get(id(one))
        return _as_plain(self.values[one]) if known is None else known

    # -- formulas ------------------------------------------------------------------------------------

    def _tree(self, tree: Symbol, named: dict[str, Value]) -> Value:
        match tree:
            case Number(value):
                return float(value)
            case Name(name) | Group(name):
                return named[name]
            case Operation(sign, left, right):
                return self._elementwise(SIGNS[sign], [self._tree(left, named), self._tree(right, named)])
            case Use(word, (Comparison(sign, left, right), yes, no)) if word is words.when:
                sides = [self._tree(left, named), self._tree(right, named)]
                return self._when(sign, sides, [self._tree(yes, named), self._tree(no, named)])
            case Use(word, arguments):
                return self._use(word, [self._tree(one, named) for one in arguments])
        raise TypeError(f"{tree!r} cannot be worked out in blocks")

    def _when(self, sign: str, sides: list[Value], branches: list[Value]) -> Value:
        if any(isinstance(side, Slot) for side in sides):
            return self._elementwise(when(sign), [*sides, *branches])
        asked = words.COMPARED[sign](*sides)
        if not any(isinstance(one, Slot) for one in branches):
            return _as_plain(words.when(asked, *branches))
        if np.all(asked) or not np.any(asked):
            return branches[0] if np.all(asked) else branches[1]
        return self._elementwise(CHOSEN_BY, [np.asarray(asked), *branches])

    def _use(self, word: Any, operands: list[Value]) -> Value:
        if word in (words.total, words.largest):
            return self._of_group(SUM if word is words.total else LARGER, operands[0])
        if not any(isinstance(one, Slot) for one in operands):
            return _as_plain(word.body(*operands))
        kernel = WORDS.get(word)
        if word is words.earlier and isinstance(operands[0], Slot) and _is_number(operands[1]):
            kernel, operands = shifted(int(operands[1])), operands[:1]
        elif word is words.in_month and isinstance(operands[0], Slot):
            known = _is_number(operands[1])
            kernel = in_one_month(int(operands[1]) - 1) if known else IN_MONTH
            operands = operands[:1] if known else operands
        elif word is words.entry and isinstance(operands[0], Slot) and not isinstance(operands[1], Slot):
            return self._entries(operands[0], np.asarray(operands[1]))
        if kernel is None:
            kernel = by_body(word)
            if kernel.along or any(np.ndim(one) and len(one) != self.months for one in operands if _is_fixed(one)):
                full = "full" if self.monthly and not kernel.gives_one else None
                return self._write(kernel, tuple(map(self._in_full, operands)), full, full is not None)
        if not kernel.along:
            return self._elementwise(kernel, operands)
        columns = tuple(self._column(self._in_full(one), None) for one in operands)
        return self._write(kernel, columns, None if kernel.gives_one else "full", not kernel.gives_one)

    def _entries(self, table: Slot, position: np.ndarray) -> Slot:
        """Some places of a row, the same in every draw, counted from 1."""
        source = self._in_full(table)
        rows = np.clip(position.astype(np.intp) - 1, 0, source.pattern.months - 1)
        if np.ndim(position) == 0:
            return self._write(taken(rows[None]), (source,), None, False)
        pattern = self.patterns.of(rows)
        return self._write(taken(rows[pattern.first]), (source,), pattern, True)

    def _of_group(self, kernel: Kernel, members: list[Value]) -> Value:
        found: Value = members[0] if members else 0.0
        for one in members[1:]:
            found = self._elementwise(kernel, [found, one])
        return found

    def _month_by_month(self, row: Placed) -> Slot:
        past = next(position for position, argument in enumerate(row.arguments) if argument is row)
        others = [one for position, one in enumerate(row.arguments) if position != past]
        kernel = month_by_month(row.line.function, past)
        return self._write(kernel, tuple(self._each_month(self._value(one)) for one in others), "full", True)

    def _each_month(self, value: Value) -> Any:
        if isinstance(value, list):
            return [self._each_month(one) for one in value]
        if isinstance(value, Slot):
            return self._in_full(value)
        return value if isinstance(value, float) else tuple(value.tolist())

    # -- steps ---------------------------------------------------------------------------------------

    def _elementwise(self, kernel: Kernel, operands: list[Value]) -> Value:
        """Month by month and draw by draw; in as few rows as the operands allow."""
        if not any(isinstance(one, Slot) for one in operands):
            with np.errstate(all="ignore"):
                return _as_plain(kernel.plain(*operands))
        monthly = any(one.monthly if isinstance(one, Slot) else np.ndim(one) > 0 for one in operands)
        pattern = self.patterns.joined(self._pattern(one) for one in operands)
        aligned = tuple(self._column(self._aligned(one, pattern), pattern) for one in operands)
        return self._write(kernel, aligned, pattern, monthly)

    def _pattern(self, value: Value) -> Pattern:
        if isinstance(value, Slot):
            return value.pattern
        return self.patterns.of(value) if np.ndim(value) else self.patterns.one(1)

    def _aligned(self, value: Value, pattern: Pattern) -> Value:
        """A value with the rows of a pattern, or with one row for all of them."""
        if not isinstance(value, Slot) or value.pattern is pattern or value.pattern.is_one:
            return value
        if pattern.is_full:
            return self._in_full(value)
        return self._write(taken(value.pattern.of_month[pattern.first]), (value,), pattern, value.monthly)

    def _in_full(self, value: Value) -> Value:
        """A monthly slot with a row for every month; anything else as it is."""
        if not isinstance(value, Slot) or not value.monthly or value.pattern.is_full:
            return value
        known = self.full.get(value.number)
        if known is None or known.pattern.months != value.pattern.months:
            full = self.patterns.full(value.pattern.months)
            known = self._write(taken(value.pattern.of_month), (value,), full, True)
            self.full[value.number] = known
        return known

    def _column(self, value: Value, pattern: Pattern | None) -> Any:
        """What is the same in every draw as a number or a column, with the rows of a pattern (None: every month)."""
        if isinstance(value, Slot | float):
            return value
        if np.ndim(value) == 0:
            return value
        rows = value if pattern is None else value[pattern.first]
        return rows[:, None]

    def _write(self, kernel: Kernel, operands: tuple[Any, ...], pattern: Any, monthly: bool) -> Slot:
        if pattern is None:
            pattern = self.patterns.one(1)
        elif pattern == "full":
            pattern = self.patterns.full(self.months)
        out = self._slot(pattern, monthly)
        self.program.steps.append(Step(kernel, operands, out))
        return out

    def _slot(self, pattern: Pattern, monthly: bool) -> Slot:
        made = Slot(len(self.program.slots), pattern, monthly)
        self.program.slots.append(made)
        return made


def _as_plain(value: Any) -> Fixed:
    """A number as a float; months that are all the same, too."""
    if np.ndim(value) == 0:
        return float(value)
    return np.asarray(value, dtype=float)


def _is_fixed(value: Value) -> bool:
    return not isinstance(value, Slot)


def _is_number(value: Value) -> bool:
    return _is_fixed(value) and np.ndim(value) == 0
