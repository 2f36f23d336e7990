"""How wide a column must be for what stands in it, in the width of a digit as spreadsheets count it.

12,345,678 in bold          10.5
Contacts handled (Voice)    19
"""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

LINE_HEIGHT = 12.5  # points
WIDEST_LABEL = 60  # longer ones wrap
PER_LETTER, PER_FIGURE, AROUND = 0.82, 0.9, 1.6  # of the workbook's font, against a digit of its standard font
SPARE = 1  # figures more than now, for what inputs may be changed to
PIXELS, PADDING = 7.42, 5  # of a digit where it is not rounded down to 7, and of a column beside its digits
LANDSCAPE_A4 = 1045  # pixels between margins of 0.4 inches
LEAST_SCALE, SLACK = 10, 0.985
CONDITIONS, DECIMALS = re.compile(r"\[[^]]*\]"), re.compile(r"\.([0#]*)")


@dataclass(frozen=True)
class Grid:
    """Widths of the columns of a time sheet."""

    section: float = 2
    label: float = 44
    unit: float = 18
    total: float = 14
    before: float = 9
    period: float = 9.5

    @property
    def fixed(self) -> tuple[float, ...]:
        """Columns A to E."""
        return self.section, self.label, self.unit, self.total, self.before

    def with_room(self, labels: Iterable[str], totals: float, periods: float, units: Iterable[str] = ()) -> "Grid":
        """The grid with room for all labels and units, and for totals and months that need so much."""
        return replace(
            self,
            label=min(math.ceil(max(self.label, width_of_texts(labels))), WIDEST_LABEL),
            unit=math.ceil(max(self.unit, width_of_texts(units))),
            total=max(self.total, totals),
            before=max(self.before, min(periods, self.period)),
            period=max(self.period, periods),
        )


def width_of_texts(texts: Iterable[str]) -> float:
    """The width that shows the longest of some texts."""
    return max((len(text) * PER_LETTER + AROUND for text in texts), default=0.0)


def width_of_numbers(values: Iterable[float] | np.ndarray, num_format: str) -> float:
    """The width that shows the largest of some numbers, with some to spare."""
    largest = float(np.max(np.abs(np.asarray(values, dtype=float)), initial=0.0))
    found = DECIMALS.search(CONDITIONS.sub("", num_format))
    percent = "%" in num_format
    text = f"-{largest * (100 if percent else 1):,.{len(found[1]) if found else 0}f}{'%' if percent else ''}"
    return round((len(text) + SPARE) * PER_FIGURE + AROUND, 1)


def scale_for(widths: Iterable[float]) -> int:
    """The percentage at which columns fit side by side on a landscape page."""
    pixels = sum(width * PIXELS + PADDING for width in widths)
    return max(LEAST_SCALE, min(100, math.floor(100 * SLACK * LANDSCAPE_A4 / pixels)))
