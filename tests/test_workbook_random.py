"""Workbooks of drawn scenarios against LibreOffice, as exported and with other numbers typed into every input.

Each scenario has a structure of its own (tests.drawn_scenarios). Its workbook must recalculate to what is stored,
keep the modelling rules, and say what the model says when somebody types other numbers into it (tests.typed_inputs):
every formula cell of every sheet. The ordinary form takes 16 scenarios, ``TCO_WORKBOOKS=all`` all 31.
"""

import os
from functools import cache
from typing import NamedTuple

import pytest

from tcomodel import Comparison, compare, scenario_from
from tcomodel.readers.excel import write_workbook
from tests.case_file import card
from tests.drawn_scenarios import CLAUSE_NAMES, MODELS, scenario
from tests.lint_of_workbooks import breaches
from tests.recalculated import Book, as_laid_out_in, recalculated_without_looks, scratch, typed_by_name, wrong
from tests.typed_inputs import Typed, typed_numbers, with_numbers

# Of the draws 0 to 39 these reach all that the forty do: 543 lines, 517 of them with more than noughts, 419 that change
# from month to month, 398 inputs, every pricing model, clause, length, start, currency and hostile name.
LEFT_OUT = {4, 10, 19, 22, 27, 32, 34, 35, 37}
ALL = [number for number in range(40) if number not in LEFT_OUT]
IN_SHORT = [1, 3, 5, 8, 13, 14, 15, 17, 20, 23, 25, 26, 28, 30, 33, 36]  # these reach 98 of 100 of it
NUMBERS = ALL if os.environ.get("TCO_WORKBOOKS") == "all" else IN_SHORT
CHOSEN_FOR = (10, 17)  # pricing models and clauses
TOGETHER = 8  # workbooks of so many scenarios go through one start of LibreOffice, in one worker
each_drawn = pytest.mark.parametrize(
    "number",
    [pytest.param(one, marks=pytest.mark.xdist_group(f"workbooks_{at // TOGETHER}")) for at, one in enumerate(NUMBERS)],
)


class Drawn(NamedTuple):
    """A drawn scenario and its workbook, and that of the same model with other numbers in every input."""

    comparison: Comparison
    book: Book
    typed: Typed
    expected: Book
    cells_typed: int


@cache
def drawn(number: int) -> Drawn:
    comparison = compare(scenario_from(scenario(number)), card())
    typed = typed_numbers(comparison, number)
    book = written(comparison, f"{number}")
    expected = written(with_numbers(comparison, typed), f"{number}_expected")
    cells = typed_by_name(book, typed, scratch() / f"{number}_typed.xlsx", exported=expected)
    return Drawn(comparison, book, typed, as_laid_out_in(book, expected), cells)


def written(comparison: Comparison, name: str) -> Book:
    path = scratch() / f"{name}.xlsx"
    path.write_bytes(write_workbook(comparison))
    return Book.read(path)


@cache
def all_recalculated(first: int) -> dict[str, Book]:
    """What LibreOffice makes of the workbooks of some scenarios: by the names of their files."""
    paths = [drawn(number).book.path for number in NUMBERS[first : first + TOGETHER]]
    paths += [path.with_name(f"{path.stem}_typed.xlsx") for path in paths]
    now = recalculated_without_looks(paths, scratch() / f"drawn_{first}")
    return dict(zip([path.stem for path in paths], now, strict=True))


def came_out(name: str, number: int) -> Book:
    return all_recalculated(NUMBERS.index(number) // TOGETHER * TOGETHER)[name]


def test_the_draws_were_chosen_for_the_models_and_clauses_there_are():
    """One more of either, and every number draws something else: choose again which of them are left out, or none."""
    assert (len(MODELS), len(CLAUSE_NAMES)) == CHOSEN_FOR


@each_drawn
def test_a_drawn_workbook_recalculates_to_what_is_stored(number, soffice):
    assert wrong(drawn(number).book, came_out(f"{number}", number))[:5] == []


@each_drawn
def test_a_drawn_workbook_keeps_the_modelling_rules(number):
    one = drawn(number)
    assert breaches(one.book.path, one.comparison) == {}


@each_drawn
def test_numbers_typed_into_every_input_give_what_the_model_gives(number, soffice):
    one = drawn(number)
    assert one.cells_typed > len(one.typed) / 2
    assert wrong(one.expected, came_out(f"{number}_typed", number))[:5] == []
