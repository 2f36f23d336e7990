"""Whether the results stored in a workbook are those of the model with the workbook's inputs.

A formula that somebody overwrote, or a file saved without being recalculated, shows here: by more than a cent.
"""

from collections.abc import Iterator

from tcomodel.edited_workbook.ranges import Range, range_of
from tcomodel.importing.book import Book
from tcomodel.importing.sheet import EMPTY, Cell
from tcomodel.readers.excel.names import name_of_figure
from tcomodel.results import Comparison, OptionResult

CENT = 0.01
FIGURES = {"tco": "total", "npv": "net present value"}
DIFFERS = "with the same inputs"
CHECKS = "all_checks"
MOST_ROWS, MOST_COLUMNS = 20_000, 50  # where a result may stand: in column D
CAUSE = (
    "Where the workbook says another number than the model, a formula in it was changed, or it was saved without being "
    "recalculated. Its inputs are what comes back; the model's numbers count."
)
NOT_RECALCULATED = (
    "The workbook was not recalculated since the edit: its results are those of the export. Its inputs are what comes "
    "back; to compare the results with the model's, open and save it in Excel and hand it in again."
)
NO_RESULTS = (
    "The workbook holds no results beside its formulas (the program that saved it stored none), so they could not be "
    "compared with the model's."
)


class StoredResults:
    """The results that a workbook holds, by defined name; read while it is open."""

    def __init__(self, book: Book, exported: Comparison) -> None:
        names = [name_of_figure(option.model, figure) for option in exported.options for figure in FIGURES] + [CHECKS]
        places = {name: where for name in names if (where := _where(book, name)) is not None}
        self.cells: dict[str, Cell] = {}
        for sheet in {where.sheet for where in places.values()}:
            here = {name: where for name, where in places.items() if where.sheet == sheet}
            rows = max(where.row for where in here.values())
            columns = max(where.column for where in here.values()) + 1
            read = book.sheet(sheet, rows, columns)
            self.cells |= {name: read.rows.get(one.row, {}).get(one.column, EMPTY) for name, one in here.items()}

    def notes(self, now: Comparison, exported: Comparison) -> Iterator[str]:
        """What is to be said about them, with the inputs as they are now and as they were exported."""
        if any(cell.kind == "formula" for cell in self.cells.values()):
            yield NO_RESULTS
            return
        differ = [told for option in now.options if (told := self._told(option))]
        if any(DIFFERS in told for told in differ) and not any(self._told(option) for option in exported.options):
            yield NOT_RECALCULATED
            return
        yield from differ
        if any(DIFFERS in told for told in differ):
            yield CAUSE
        checks = self.cells.get(CHECKS, EMPTY)
        if checks.kind == "number" and checks.value != 0:
            yield f"{checks.value:g} of the workbook's own checks do not hold; its sheet Checks says which."

    def _told(self, option: OptionResult) -> str:
        """How the figures of an option differ from the model's; empty where they do not."""
        said = []
        for figure, words in FIGURES.items():
            cell, ours = self.cells.get(name_of_figure(option.model, figure), EMPTY), option.figure(figure) or 0.0
            if cell.kind != "number":
                return (
                    f"{option.label}: the workbook has no {words} under its name any more (found "
                    f"{cell.text or 'nothing'}), so it could not be compared with the model's."
                )
            if abs(cell.value - ours) > CENT:
                said.append(f"a {words} of {cell.value:,.2f}, the model {ours:,.2f}")
        return f"{option.label}: the workbook says {'; '.join(said)} {DIFFERS}." if said else ""


def _where(book: Book, name: str) -> Range | None:
    where = range_of(book.defined.get(name.lower(), ""))
    if where is None or where.size > 1 or where.sheet not in {*book.names, *book.hidden}:
        return None
    return where if where.row <= MOST_ROWS and where.column < MOST_COLUMNS else None
