"""The cells of a sheet that cannot be read as they stand, and what became of each.

row 14   Rate (USD)     'TBD'          corrected to '2450': reads 2,450 USD/agent/month
row 20   Billing unit   'per bundle'   expected a unit such as per hour, per ticket
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from tcomodel.importing.imports import Import
from tcomodel.importing.matching import Matching, called, column_of
from tcomodel.importing.row_cells import Rejected
from tcomodel.importing.table import Table

OF_ONE_CELL = ("unit: ", "as_of: ")  # how questions about the words of a cell begin
READ = "✓ "


class Fault(NamedTuple):
    """A cell that cannot be read as it stands, and what became of it.

    ``name`` is what a correction calls its column; empty where only leaving the row out helps. ``told`` is the reason,
    or what the correction made of it.
    """

    row: int
    name: str
    heading: str
    found: str
    told: str
    is_open: bool
    correction: str
    is_left_out: bool


def faults_of(
    table: Table,
    matching: Matching,
    found: Import,
    done: Import,
    open_asks: Collection[str],
    corrections: Mapping[tuple[int, str], str],
    left_out: Collection[int],
) -> Iterator[Fault]:
    """The cells that could not be read at first (``found``), that cannot be read now (``done``), or were corrected.

    They go from top to bottom. ``open_asks`` are the questions that nobody answered: what waits for one is no fault.
    """
    first, now = _by_cell(found.rejected, open_asks), _by_cell(done.rejected, open_asks)
    reads = {row: done.rates[key] for key, row in done.rows.items()}
    for place in sorted({*first, *now, *corrections}, key=lambda place: place[0]):
        row, name = place
        reasons = "; ".join(dict.fromkeys(one.message for one in now.get(place, first.get(place, ()))))
        correction = corrections.get(place, "")
        is_left_out = row in left_out
        is_open = place in now and not is_left_out
        column = column_of(table, matching, name)
        if is_left_out:
            told = f"left out: {reasons}"
        elif is_open:
            told = f"{correction!r} does not help: {reasons}" if correction else reasons
        elif column is not None and matching.matches[column].fact in ("", "nothing"):
            told = "the column is not used"
        elif row in reads:
            told = f"{READ}{reads[row].figure():,.6g} {reads[row].unit}"
        else:
            told = f"{READ}read"
        stands = "" if column is None else table.cell(row, column).text
        yield Fault(row, name, called(table, name), stands, told, is_open, correction, is_left_out)


def _by_cell(rejected: Iterable[Rejected], open_asks: Collection[str]) -> dict[tuple[int, str], list[Rejected]]:
    """What is rejected, by row and column, without what waits for an answer about all rows."""
    cells: dict[tuple[int, str], list[Rejected]] = {}
    for one in rejected:
        waits = one.ask in open_asks and not one.ask.startswith(OF_ONE_CELL)
        if one.row and one.column and not waits:
            cells.setdefault((one.row, _name_of(one)), []).append(one)
    return cells


def _name_of(rejected: Rejected) -> str:
    """What a correction of it calls the column: the letter of its cell, else the fact."""
    return rejected.cell.rpartition("!")[2].rstrip("0123456789") or rejected.fact
