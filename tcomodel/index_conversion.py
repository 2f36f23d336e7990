"""An index of prices in one currency as an index of the same prices in another: the currency a contract pays in.

    Indian prices rose from 127.7 to 132.6 and a dollar from 55.98 to 61.87 rupees:
    in dollars they fell, 132.6 / 61.87 over 127.7 / 55.98 is 0.9396

A contract that pays in dollars and follows an index of rupees unconverted pays for a rise that nobody had (FIDIC 13.8).
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from tcomodel.index_bases import kept_values, noted
from tcomodel.index_checks import reasons_against
from tcomodel.index_series import AVERAGE, IndexSeries, SeriesProblem, accepting
from tcomodel.months import month_called, month_number


def converted_by(series: IndexSeries, exchange: IndexSeries, into: str = "", key: str = "") -> IndexSeries:
    """An index of prices in one currency as an index of the same prices in the currency of payment (FIDIC 13.8).

    ``exchange`` is a rate between the two, ``into`` the currency of payment: the first of its unit where nothing is
    said, so ``USD per INR`` multiplies and with ``into="USD"`` ``INR per USD`` divides. ``key`` is the name that rates
    use. Where the index has a figure for three or twelve months, averages of the exchange rate are averaged over them.
    Only months that both have are in it; raises SeriesProblem where there are none or the two do not fit.
    """
    if exchange.pair is None or series.pair is not None:
        raise SeriesProblem(
            f"found {series.key} ({series.unit or 'an index'}) and {exchange.key} ({exchange.unit or 'an index'}); "
            "expected an index, and then an exchange rate such as USD per INR"
        )
    into = into or exchange.pair[0]
    if into not in exchange.pair:
        raise SeriesProblem(f"{exchange.key} is {exchange.unit} and says nothing about {into}")
    if exchange.every > series.every or (exchange.every < series.every and exchange.taken != AVERAGE):
        raise SeriesProblem(
            f"{series.key} has a figure every {series.every} months and {exchange.key} every {exchange.every}, as "
            f"{exchange.taken}; bring averages of the exchange rate for the same months"
        )
    origin = exchange.pair[1] if into == exchange.pair[0] else exchange.pair[0]
    begin = max(month_number(series.first), month_number(exchange.first))
    begin += (month_number(series.first) - begin) % series.every
    end = min(month_number(series.last), month_number(exchange.last)) + 1
    end -= (end - begin) % series.every
    if end - begin < 2 * series.every:
        raise SeriesProblem(
            f"{series.key} runs from {series.first} to {series.last} and {exchange.key} from {exchange.first} to "
            f"{exchange.last}; expected two figures or more that both have"
        )
    levels, rates = (
        one.values[begin - month_number(one.first) : end - month_number(one.first)] for one in (series, exchange)
    )
    rates = np.repeat(rates.reshape(-1, series.every).mean(axis=1), series.every)
    values = levels * rates if into == exchange.pair[0] else levels / rates
    months = [month_called(number) for number in range(begin, end)]
    reasons = {**exchange.unpublished, **series.unpublished}
    without = [month for month, value in zip(months, values, strict=True) if not np.isfinite(value)]
    lacking = {month: _why_none(month, series.every, begin, reasons) for month in without}
    sign = "x" if into == exchange.pair[0] else "/"
    told = (
        f"converted from {origin} into {into}: each value of {series.key} {sign} {exchange.unit} of {exchange.key} "
        f"({exchange.taken} of the same months)"
    )
    found = replace(
        series, key=key or f"{series.key}_in_{into.lower()}", first=months[0], values=kept_values(values),
        title=f"{series.title or series.key}, in {into}", unit=f"{series.unit or 'index'}, prices in {into}",
        source="; ".join(dict.fromkeys(filter(None, (series.source, exchange.source)))),
        note=noted(series.note, told), unpublished=MappingProxyType(lacking),
        accepted=accepting(series, *exchange.accepted).accepted,
    )  # fmt: skip
    # Both are on record as they are; that their product leaps with the currency is nobody's slip.
    return accepting(found, *(reason.name for reason in reasons_against(found) if reason.name))


def _why_none(month: str, every: int, begin: int, reasons: Mapping[str, str]) -> str:
    """Why a figure lacks: the reason for a month of its period."""
    start = month_number(month) - (month_number(month) - begin) % every
    period = [month_called(number) for number in range(start, start + every)]
    return next(reasons[one] for one in period if one in reasons)
