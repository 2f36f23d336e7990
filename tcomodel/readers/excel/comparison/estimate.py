"""The cost of each option without customers lost, a margin that nobody pays: live, for the answer that may rest on it.

Customers lost, at net present value           1,612,000      902,000            -
Net present value without customers lost      10,104,000   10,298,000   27,000,000
"""

from typing import Any

import numpy as np

from tcomodel import categories
from tcomodel.readers.excel.comparison.rows import OptionRows
from tcomodel.readers.excel.look.number_formats import AMOUNT
from tcomodel.results import OptionResult


def write_without_customers_lost(rows: OptionRows) -> None:
    """The rows ``npv_lost`` and ``npv_without``, where an option can lose customers."""
    if categories.POOR_SERVICE not in rows.at:
        return
    rows.band("Without the estimate of customers lost")
    placed = rows.comparison.row("programme.discount_factor")
    factors, factor = rows.layout.months_of(placed), np.asarray(rows.comparison.values[placed])

    def lost(option: OptionResult, letters: str) -> tuple[str, Any] | str:
        if categories.POOR_SERVICE not in option.model.categories:
            return "-"
        months = rows.layout.months_of(option.model.categories[categories.POOR_SERVICE])
        worth = np.sum(option.by_category[categories.POOR_SERVICE] * factor)
        return f"=SUMPRODUCT({months},{factors})", float(worth)

    def without(option: OptionResult, letters: str) -> tuple[str, Any]:
        formula = f"={letters}{rows.at['npv']}-SUM({letters}{rows.at['npv_lost']})"
        worth = rows.of("npv_lost", option)
        return formula, rows.of("npv", option) - (0.0 if isinstance(worth, str) else worth)

    rows.add("npv_lost", "Customers lost, at net present value", rows.book.currency, lost, AMOUNT)
    rows.add("npv_without", "Net present value without customers lost", rows.book.currency, without, AMOUNT)
