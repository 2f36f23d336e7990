"""Minima that cannot be meant, and what a reader has to know of a commitment."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from tcomodel.remarks import Numbers, Place, Rows, counts_by_channel


def problems(scope: Place) -> Iterator[tuple[str, str]]:
    """No minimum at all, two ways to soften it, units that nobody counts or that a forecast locks as well."""
    units = any(channel.stated("minimum_units") for channel in scope.channels)
    monthly, period = scope.stated("minimum_fee"), scope.stated("period_minimum")
    if not (units or monthly or period):
        yield "minimum_fee", "the commitment holds no minimum; state minimum_fee, period_minimum or minimum_units"
        return
    softened = [name for name in ("carry_forward_months", "work_off_months") if scope.stated(name)]
    if len(softened) > 1:
        yield (
            "work_off_months",
            "carry_forward_months covers what is missed by earlier use already; state one of the two",
        )
    elif softened and monthly and period:
        yield softened[0], f"{softened[0]} holds for one minimum; state minimum_fee or period_minimum, not both"
    elif softened and period and scope.value(softened[0]) < scope.value("period_months"):
        months, whole_period = scope.value(softened[0]), scope.value("period_months")
        message = f"{softened[0]} is {months:g}, less than the {whole_period:g} months of a period"
        yield softened[0], f"{message}, so it could never act; state at least a whole period"
    elif softened and not (monthly or period):
        yield softened[0], f"{softened[0]} needs an amount that can be missed; state minimum_fee or period_minimum"
    if units and not counts_by_channel(scope):
        yield (
            "minimum_units",
            "this pricing counts nothing by channel; take one that counts, such as per_ticket, per_minute or per_hour, "
            "or state the minimum as minimum_fee",
        )
    elif units and scope.stated("forecast_lock"):
        yield "minimum_units", "forecast_lock also says how many units are billed at least; state one of the two"


def warnings(option: Rows, values: Numbers) -> Iterator[str]:
    """A minimum that begins after the contract has ended."""
    months = option.scope.value("month")
    begins = option.scope.value("minimum_from_month")
    if months is not None and begins > len(months):
        yield f"the minimum begins in month {begins:g} of a contract of {len(months)} months, so it never holds."


def notes(option: Rows, values: Numbers) -> Iterator[str]:
    """A last period that is not whole."""
    for row in option.all_of("month_of_period"):
        last, whole_period = _last_period(values[row]), option.scope.value("period_months")
        if 0 < last < whole_period:
            yield (
                f"the last period of the commitment has {last:g} of {whole_period:g} months, "
                "and its minimum is taken in proportion."
            )


def _last_period(months_of_period: Any) -> float:
    """Months of the last period, also where the contract has ended before the term."""
    held = np.asarray(months_of_period)[np.asarray(months_of_period) > 0]
    return float(held[-1]) if held.size else 0.0
