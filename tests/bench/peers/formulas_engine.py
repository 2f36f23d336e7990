"""The package ``formulas``: a workbook compiled to one Python function of its inputs, called for each world.

Reading the workbook takes it far longer than a calculation and is told apart from it.
"""

import contextlib
import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from tests.bench.peers.workbook import layout, write_mini
from tests.bench.world import base


def ready():
    with TemporaryDirectory(prefix="mini-") as folder, in_silence():
        import formulas

        path = write_mini(Path(folder) / "mini.xlsx", base())
        inputs = [f"'[mini.xlsx]INPUTS'!{cell}" for cell in layout().input_cells.values()]
        results = [f"'[mini.xlsx]MODEL'!{cell}" for cell in layout().results.values()]
        model = formulas.ExcelModel().loads(str(path)).finish(circular=False)
        function = model.compile(inputs=inputs, outputs=results)

    def npvs(worlds: list[dict[str, float]]) -> list[dict[str, float]]:
        found = []
        for world in worlds:
            with in_silence():
                cells = function(*(world[name] for name in layout().input_cells))
            numbers = (float(np.ravel(cell.value)[0]) for cell in cells)
            found.append(dict(zip(layout().results, numbers, strict=True)))
        return found

    return npvs


@contextlib.contextmanager
def in_silence() -> Iterator[None]:
    """Without its progress bar, and without numpy's warnings where it works out both sides of an IF."""
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield
