"""LibreOffice: a workbook with live formulas for each world, all worked out in one start of the program.

Writing the workbooks, the start and reading the answers are in the time.
"""

from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from tests.bench.peers.workbook import layout, write_mini
from tests.recalculated import recalculated


def ready():
    if not which("soffice") and not which("libreoffice"):
        raise ModuleNotFoundError("LibreOffice is not on PATH")
    return npvs


def npvs(worlds: list[dict[str, float]]) -> list[dict[str, float]]:
    """The net present value of each option in each world."""
    with TemporaryDirectory(prefix="mini-") as name:
        folder = Path(name)
        paths = [write_mini(folder / f"world_{number}.xlsx", world) for number, world in enumerate(worlds)]
        books = recalculated(paths, folder / "out")
        return [{key: book.cells["Model", cell].value for key, cell in layout().results.items()} for book in books]
