"""A second engine that shares nothing with LibreOffice: the package `formulas`, pure Python, works out every formula.

It rounds naively: ROUND(2142.865, 2) is 2142.86 to it, and 2142.87 to spreadsheets, because the number nearest to
2142.865 lies below it. The model never rests on such a digit (it drops noise before it rounds), so no cell may differ.

It takes half a minute for what LibreOffice does in one second, so it is part of the long form: ``TCO_WORKBOOKS=all``.
"""

import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from tcomodel import compare, scenario_from
from tcomodel.readers.excel import write_workbook
from tests.case_file import card
from tests.every_mechanism import SCENARIO
from tests.recalculated import Book, label_of

NEAR, SHARE = 1e-5, 1e-9
pytestmark = pytest.mark.skipif(os.environ.get("TCO_WORKBOOKS") != "all", reason="TCO_WORKBOOKS=all asks for it")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("second_engine") / "book.xlsx"
    path.write_bytes(write_workbook(compare(scenario_from(SCENARIO), card())))
    return path


def worked_out(path: Path) -> dict[tuple[str, str], object]:
    """What the package makes of every cell, by sheet and cell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of numpy, where the package works out both sides of an IF
        import formulas

        model = formulas.ExcelModel().loads(str(path)).finish(circular=False)
        solution = model.calculate()
    found: dict[tuple[str, str], object] = {}
    for name, ranges in solution.items():
        if not isinstance(name, str) or not hasattr(ranges, "value") or ":" in name:
            continue
        sheet, _, cell = name.partition("]")[2].rpartition("'!")
        found[sheet.upper(), cell] = np.ravel(ranges.value)[0]
    return found


def test_the_second_engine_agrees_in_every_formula_cell(workbook):
    book, found = Book.read(workbook), worked_out(workbook)
    formula_cells = {cell: one.value for cell, one in book.cells.items() if one.formula}
    assert len(formula_cells) > 5000
    differ = {
        f"{sheet}!{cell}": (label_of(book, f"{sheet}!{cell}"), value, found.get((sheet.upper(), cell)))
        for (sheet, cell), value in formula_cells.items()
        if not agree(value, found.get((sheet.upper(), cell)))
    }
    assert differ == {}


def agree(stored: object, worked: object) -> bool:
    if isinstance(stored, str):
        return str(worked) == stored
    if isinstance(worked, str) or worked is None:
        return False
    return abs(float(stored) - float(worked)) <= NEAR + SHARE * abs(float(stored))
