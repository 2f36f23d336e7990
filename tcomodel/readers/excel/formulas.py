"""A line's own formula as an Excel formula.

The text holds two marks, ``\\x01`` for the letter of the month's column and ``\\x02`` for the one before
it, so that one text makes the formula of every month: one formula per row.
"""

from typing import Any

from tcomodel.model import Placed
from tcomodel.readers.excel.layout import MONTH_ROW, Layout
from tcomodel.symbols import Comparison, Name, Number, Operation, Symbol, Use
from tcomodel.words import Group

HERE, BEFORE = "\x01", "\x02"
STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "**": 3}
ATOM = 9


class Cell:
    """How a formula refers to one ingredient: its cell, its row, the cell before."""

    def __init__(self, one: Any, layout: Layout, home: str) -> None:
        self.one, self.layout, self.home = one, layout, home

    def __format__(self, form: str) -> str:
        if isinstance(self.one, str):
            return self.one
        if self.one in self.layout.counters:
            return self._monthly(self.home, "", MONTH_ROW, form)
        spot = self.layout[self.one]
        sheet = "" if spot.sheet == self.home else f"{spot.sheet}!"
        if self.one.is_monthly:
            return self._monthly(spot.sheet, sheet, spot.row, form)
        if form == "row":  # a calendar stands in a column
            return f"{sheet}$D${spot.row}:$D${spot.row + spot.height - 1}"
        return f"{sheet}$D${spot.row}"

    def all_cells(self) -> str:
        """All its cells: its row, its column of a calendar, or its one number."""
        spot = self.layout[self.one]
        return format(self, "row") if self.one.is_monthly or spot.height > 1 else format(self)

    def _monthly(self, sheet_name: str, sheet: str, row: int, form: str) -> str:
        if form in ("row", "counter"):
            row = MONTH_ROW if form == "counter" else row
            return f"{sheet}$F{row}:${self.layout.last_letter_on(sheet_name)}{row}"
        return f"{sheet}{BEFORE if form == 'before' else HERE}{'$' if row == MONTH_ROW else ''}{row}"


class Formula:
    """The Excel formula of a placed line."""

    def __init__(self, row: Placed, layout: Layout) -> None:
        self.row, self.layout = row, layout
        self.home = layout[row].sheet
        self.meaning: dict[str, Any] = {
            ingredient.name: argument for ingredient, argument in zip(row.line.ingredients, row.arguments, strict=True)
        }
        exported = layout.exported_at.get(id(row))
        self.text = "=" + (f"Series!{HERE}{exported}" if exported else self._write(row.line.formula)[0])

    def in_column(self, letters: str, before: str) -> str:
        return self.text.replace(HERE, letters).replace(BEFORE, before)

    def _write(self, symbol: Symbol) -> tuple[str, int]:
        """The text of a piece and how strongly it binds."""
        match symbol:
            case Number(value):
                return f"{value:g}", ATOM
            case Name(name) if self.meaning[name] is self.row:
                return format(_Itself(self.layout[self.row].row), "before"), ATOM
            case Name(name):
                return format(Cell(self.meaning[name], self.layout, self.home)), ATOM
            case Operation(sign, left, right):
                strength = STRENGTH[sign]
                power = sign == "**"  # Excel reads -2^2 as 4 and 2^3^2 as 64: bracket whatever is not an atom
                first = self._inside(left, ATOM if power else strength)
                second = self._inside(right, ATOM if power else strength + (sign in "-/"))
                return f"{first}{'^' if power else sign}{second}", strength
            case Comparison(sign, left, right):
                return f"{self._inside(left, 1)}{sign}{self._inside(right, 1)}", 0
            case Use(word, arguments):
                return self._use(word.excel, arguments), self._strength_of(word.excel)
        raise TypeError(f"no Excel for {symbol!r}")

    def _inside(self, symbol: Symbol, at_least: int) -> str:
        text, strength = self._write(symbol)
        return text if strength >= at_least else f"({text})"

    def _use(self, template: str, arguments: tuple[Symbol, ...]) -> str:
        own = self.layout[self.row].row
        itself = _Itself(own)
        month = Cell(self.layout.counters[0], self.layout, self.home)
        cells = [self._argument(argument, template, position) for position, argument in enumerate(arguments)]
        return template.format(*cells, self=itself, month=month)

    def _argument(self, symbol: Symbol, template: str, position: int) -> Cell:
        if isinstance(symbol, Group):
            members = [format(Cell(one, self.layout, self.home)) for one in self.meaning[symbol.name]]
            return Cell(",".join(members), self.layout, self.home)
        if isinstance(symbol, Name) and self.meaning[symbol.name] is not self.row:
            return Cell(self.meaning[symbol.name], self.layout, self.home)
        alone = f"({{{position}}}" in template or f",{{{position}}}" in template  # already between brackets or commas
        closed = f"{{{position}}})" in template or f"{{{position}}}," in template
        text, strength = self._write(symbol)
        bare = strength == ATOM or (alone and closed and template.count(f"{{{position}}}") == 1)
        return Cell(text if bare else f"({text})", self.layout, self.home)

    def _strength_of(self, template: str) -> int:
        """A template that is one function call binds like an atom, one with bare signs like a sum."""
        depth = 0
        for letter in template:
            depth += (letter == "(") - (letter == ")")
            if depth == 0 and letter in "+-*/":
                return 1
        return ATOM


class _Itself:
    def __init__(self, row: int) -> None:
        self.row = row

    def __format__(self, form: str) -> str:
        return f"{BEFORE if form == 'before' else HERE}{self.row}"
