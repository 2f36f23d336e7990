"""Where a workbook is not what this version produces: each difference by sheet and cell, in a sentence.

Compare!D12: the workbook says 1,200, this version gives 1,250
Option1!F9: the workbook has 14 typed over the formula F7*F8, this version gives 12
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from tcomodel.column_letters import column_letters
from tcomodel.edited_workbook.ranges import Range
from tcomodel.edited_workbook.verified.formats import meaning
from tcomodel.edited_workbook.verified.live import Place
from tcomodel.edited_workbook.verified.references import place
from tcomodel.edited_workbook.verified.stored import Stored
from tcomodel.importing.sheet import EMPTY, Cell

KEPT = 1e-14  # of a number that stands there: programs keep 15 digits
SHARE, NEAR = 1e-9, 1e-6  # two programs add up in another order: far less than what a figure shows
IN_TEXT = re.compile(r'("[^"]*")')
WORDS = ("text", "empty")
LONGEST = 90  # signs of a text or a formula that are shown


class Difference(NamedTuple):
    """``where`` is a cell, a sheet, a row, a name or a rate; ``says`` is about the workbook, ``gives`` about us.

    ``what`` is one of value, formula, typed over, constant, words, format, hidden, missing, added, name, chart, rule,
    laid over, mark, rate.
    """

    where: str
    what: str
    says: str
    gives: str

    def __str__(self) -> str:
        return f"{self.where}: the workbook {self.says}, this version {self.gives}"


class Values(NamedTuple):
    """What the formulas of a workbook should say: ``known`` of them, or all where that is None."""

    of: Stored
    known: set[Place] | None = None

    def at(self, where: Place) -> Cell | None:
        """What the formula there should say; None where nobody knows."""
        sheet, row, column = where
        if self.known is not None and where not in self.known:
            return None
        return self.of.sheets[sheet].rows.get(row, {}).get(column, EMPTY) if sheet in self.of.sheets else None


def differences(
    file: Stored, ours: Stored, values: Values, inputs: Iterable[Range], leave: Container[Place]
) -> Iterator[Difference]:
    """Every difference of a workbook from ours; ``inputs`` were looked at before, ``leave`` says what ours cannot."""
    looked_at = {(one.sheet, row, column) for one in inputs for row, column in one.cells()}
    yield from _of_sheets(file, ours)
    for name, sheet in ours.sheets.items():
        if (there := file.sheets.get(name)) is None:
            continue
        for row in sorted(sheet.rows.keys() | there.rows.keys()):
            cells, others = sheet.rows.get(row, {}), there.rows.get(row, {})
            for column in sorted(cells.keys() | others.keys()):
                at = (name, row, column)
                if at in leave:
                    continue
                told = (others.get(column, EMPTY), there.formulas.get((row, column)))
                own = (cells.get(column, EMPTY), sheet.formulas.get((row, column)))
                if at not in looked_at:
                    yield from _of_cell(at, told, own, values.at(at))
                yield from _of_format(at, told[0], own[0])
    yield from _of_names(file, ours)
    yield from _of_charts(file, ours)
    yield from _of_rules(file, ours)
    yield from _of_laid(file, ours)


def _of_sheets(file: Stored, ours: Stored) -> Iterator[Difference]:
    for name in ours.sheets:
        if name not in file.sheets:
            yield Difference(name, "missing", "has no sheet of this name", "has one")
    for name in file.sheets:
        if name not in ours.sheets:
            yield Difference(name, "added", "has a sheet of this name", "has none")
    for name, sheet in ours.sheets.items():
        there = file.sheets.get(name)
        if there is None:
            continue
        if name in file.hidden:
            yield Difference(name, "hidden", "hides this sheet", "shows it")
        held = there.rows.keys() & there.hidden_rows - sheet.hidden_rows
        yield from (Difference(f"{name}!{row}:{row}", "hidden", "hides this row", "shows it") for row in sorted(held))
        used = {column for cells in there.rows.values() for column in cells}
        for column in sorted(used & there.hidden_columns - sheet.hidden_columns):
            letters = column_letters(column)
            yield Difference(f"{name}!{letters}:{letters}", "hidden", "hides this column", "shows it")


def _of_cell(
    at: Place, told: tuple[Cell, str | None], own: tuple[Cell, str | None], value: Cell | None
) -> Iterator[Difference]:
    """Of one cell; ``value`` is what its formula should say, None where ours does not say it."""
    (cell, formula), (ours, expected) = told, own
    where = place(*at)
    if expected is None and formula is None:
        if not same(cell, ours, to_the_digit=True):
            is_words = cell.kind in WORDS and ours.kind in WORDS
            yield Difference(where, "words" if is_words else "constant", f"says {shown(cell)}", f"gives {shown(ours)}")
    elif expected is None:
        says = f"has the formula {_short(formula or '')}"
        yield Difference(where, "formula", says, f"gives {shown(ours)}")
    elif formula is None:
        if cell == EMPTY:
            says = f"is empty where the formula {_short(expected)} stood"
        else:
            says = f"has {shown(cell)} typed over the formula {_short(expected)}"
        yield Difference(where, "typed over", says, f"gives {shown(value or ours)}")
    elif plain(formula) != plain(expected):
        says = f"has the formula {_short(formula)}, which says {shown(cell)}"
        yield Difference(where, "formula", says, f"has {_short(expected)}, which gives {shown(value or ours)}")
    elif value is not None and not same(cell, value):
        yield Difference(where, "value", f"says {shown(cell)}", f"gives {shown(value)}")


def _of_format(at: Place, told: Cell, own: Cell) -> Iterator[Difference]:
    if told.kind in ("number", "date") and own.kind in ("number", "date") and meaning(told.shown) != meaning(own.shown):
        as_told, as_own = told.shown or "General", own.shown or "General"
        yield Difference(place(*at), "format", f"shows it as {_short(as_told)}", f"as {_short(as_own)}")


def _of_names(file: Stored, ours: Stored) -> Iterator[Difference]:
    for name, where in ours.names.items():
        there = file.names.get(name)
        if there is None:
            yield Difference(name, "name", "has no such name", f"lets it point at {where}")
        elif _pointed(there) != _pointed(where):
            yield Difference(name, "name", f"lets it point at {there}", f"at {where}")
    for sheet, scoped in file.scoped.items():
        for name in sorted(scoped & ours.names.keys()):
            yield Difference(f"{sheet}, {name}", "name", "gives the name another meaning on this sheet", "has one")


def _of_charts(file: Stored, ours: Stored) -> Iterator[Difference]:
    """Some programs keep of a title only the text that it had, in the file or at export."""
    left = list(file.charts)
    for chart in ours.charts:
        same_as = (chart, chart.typed_out(ours.sheets), chart.typed_out(file.sheets))
        found = next((one for one in left if one in same_as), None)
        if found is not None:
            left.remove(found)
        else:
            says = "has no chart of these titles, names, categories and values in their order"
            yield Difference(str(chart), "chart", says, "draws one")
    for chart in left:
        yield Difference(str(chart), "chart", f"draws {_short('; '.join(map(str, chart.series)))}", "has no such chart")


def _of_rules(file: Stored, ours: Stored) -> Iterator[Difference]:
    """Conditional formats: they can show another number than the cell holds."""
    for sheet in (one for one in ours.sheets if one in file.sheets):
        told, own = file.rules.get(sheet, Counter()), ours.rules.get(sheet, Counter())
        for rule in told - own:
            says = f"shows cells otherwise by a rule: {_short(rule.text)}"
            yield Difference(f"{sheet}!{_short(rule.cells)}", "rule", says, "has no such rule")
        for rule in own - told:
            says = f"has no such rule for how cells are shown: {_short(rule.text)}"
            yield Difference(f"{sheet}!{_short(rule.cells)}", "rule", says, "has one")


def _of_laid(file: Stored, ours: Stored) -> Iterator[Difference]:
    """Pictures and shapes: one over a result shows another number, and changes no cell."""
    for sheet in (one for one in ours.sheets if one in file.sheets):
        more = file.laid.get(sheet, Counter()) - ours.laid.get(sheet, Counter())
        for one in more.elements():
            where = f"{sheet}!{one.cells}" if one.cells else sheet
            yield Difference(where, "laid over", f"has {one.what} on its cells", "has none")


def _pointed(where: str) -> str:
    return where.replace("$", "").replace("'", "").removeprefix("=")


def plain(formula: str) -> str:
    """A formula without what programs write in their own way: blanks, a prefix of newer functions."""
    pieces = IN_TEXT.split(formula)
    pieces[::2] = [piece.replace(" ", "").replace("_xlfn.", "").replace("_xlws.", "") for piece in pieces[::2]]
    return "".join(pieces)


def same(one: Cell, other: Cell, to_the_digit: bool = False) -> bool:
    """Whether two cells say the same; numbers that a formula works out nearly so."""
    a, b = _number(one), _number(other)
    if a is not None and b is not None:
        largest = max(abs(a), abs(b))
        return abs(a - b) <= (KEPT * largest if to_the_digit else max(NEAR, SHARE * largest))
    return one.text == other.text and (one.kind == other.kind or {one.kind, other.kind} <= {"text", "empty"})


def _number(cell: Cell) -> float | None:
    return float(cell.value) if cell.kind in ("number", "switch") else None


def shown(cell: Cell) -> str:
    """What a cell says, for a sentence: ``1,250``, ``5.5 %``, ``'Manila'``, ``nothing``."""
    if cell.kind == "number":
        if cell.shown.rstrip().endswith("%") and ";" not in cell.shown:
            return f"{cell.value * 100:,.12g} %"
        return f"{cell.value:,.12g}"
    if cell.kind == "text":
        return repr(_short(cell.text))
    return cell.text or "nothing"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
