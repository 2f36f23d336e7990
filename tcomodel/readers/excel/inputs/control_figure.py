"""One number that stands for a row of months, so that any change of a month shows.

    control_figure([100, 200])   100 x 2^(1/100) + 200 x 2^(2/100) = 303.48...

A plain sum stays when a month is raised and another lowered by as much. Here each month has a weight of its own, and no
numbers a person types cancel out: the weights of a hundred months are roots that no fractions bring to zero.
"""

import math
from typing import Any

import numpy as np


def control_figure(values: Any) -> float:
    """The control figure of numbers by month, or of a single number."""
    return math.fsum(float(value) * 2 ** (month / 100) for month, value in enumerate(np.atleast_1d(values), 1))


def control_formula(cells: str, months: str) -> str:
    """The same of cells, whose month numbers stand in ``months``."""
    return f"SUMPRODUCT({cells},2^({months}/100))"
