"""Three pictures for a board: how the cost runs up, what each contract year costs, what it is spent on.

Options carry the number they have in the table (1 is the cheapest), so that a picture can be read in grey. Every
number is a line of the model; the words for who cannot see a picture hold the figures that matter in it.
"""

import math
from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.colours import ON_WHITE
from tcomodel.readers.answer import money, months_in_words
from tcomodel.readers.memo.comparison_table import Known
from tcomodel.readers.memo.content import Chart
from tcomodel.readers.memo.drawing import Series, grouped_bars, lines, stacked_bars
from tcomodel.results import Comparison

SIZES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"), (1.0, ""))
MOST_IN_YEARS = 3  # options beside each other in a contract year; more would be a comb
LEAST_SHARE = 5e-4  # of the dearest option: a category that no eye can see in a bar stands in the words only


def charts(comparison: Comparison, known: list[Known]) -> list[Chart]:
    """The pictures, in the order of a reader's questions."""
    return [one(comparison, known) for one in (cumulative_cost, cost_by_year, cost_by_category)]


def cumulative_cost(comparison: Comparison, known: list[Known]) -> Chart:
    """What each option has cost so far, month by month."""
    months = len(comparison.months)
    series = [
        Series(_name(one), _over_months(comparison, one, "cumulative_cost"), one.colour, one.dash, one.is_recommended)
        for one in known
    ]
    size = _size(max(float(np.max(np.abs(one.values))) for one in series))
    years = range(12, months + 1, 12 * math.ceil(months / 120))
    ticks = [1, *years] if len(years) else sorted({1, months})
    ends = "; ".join(f"{one.option.label} {_amount(comparison, float(one.option.total))}" for one in known)
    return Chart(
        "Cost so far, month by month",
        f"{_in(comparison, size)}, all costs since month 1 added up, not discounted",
        f"Lines of cumulative cost over {months_in_words(months)}. At the end: {ends}.",
        lines(series, ticks, "Month of the contract", size),
    )


def cost_by_year(comparison: Comparison, known: list[Known]) -> Chart:
    """What each contract year costs: the cheapest option, the one the others are compared with, and the next."""
    base = comparison.baseline
    chosen = [one for one in known if base is not None and one.option.key == base.key][:1]
    chosen = sorted((chosen + [one for one in known if one not in chosen])[:MOST_IN_YEARS], key=lambda one: one.number)
    by_year = {one.number: comparison.by_year(one.option.by_month) for one in chosen}
    size = _size(max(float(np.max(np.abs(values))) for values in by_year.values()))
    series = [Series(_name(one), by_year[one.number], one.colour, is_strong=one.is_recommended) for one in chosen]
    told = "; ".join(
        f"{one.option.label}: {', '.join(_amount(comparison, float(amount)) for amount in by_year[one.number])}"
        for one in chosen
    )
    whom = "" if len(chosen) == len(known) else f"; of {len(known)} options {_why_these(comparison, chosen)}"
    return Chart(
        "What each contract year costs",
        f"{_in(comparison, size)}, not discounted{whom}",
        f"Bars of cost by contract year. {told}.",
        grouped_bars(list(_years(comparison)), series, size, _digits(size)),
    )


def cost_by_category(comparison: Comparison, known: list[Known]) -> Chart:
    """What the cost of the term is spent on, an option a bar."""
    largest = max(abs(one.option.total) for one in known) or 1.0
    size = _size(largest)
    parts = []
    for name in categories.ORDER:
        values = np.array([one.option.category_totals.get(name, 0.0) for one in known])
        if np.any(np.abs(values) > LEAST_SHARE * largest):
            parts.append(Series(name, values, ON_WHITE.category(name)))
    told = "; ".join(f"{one.option.label}: {', '.join(_largest(one))}" for one in known)
    return Chart(
        "What the money goes on",
        f"{_in(comparison, size)} over the term, the total at the end; colours are categories here, not options",
        f"Bars of cost by category. The largest of each: {told}.",
        stacked_bars([_name(one) for one in known], parts, [one.option.total for one in known], size, _digits(size)),
    )


def _name(one: Known) -> str:
    return f"{one.number}  {one.option.label}"


def _over_months(comparison: Comparison, one: Known, name: str) -> np.ndarray:
    return np.broadcast_to(np.asarray(one.option.of(name), dtype=float), len(comparison.months))


def _largest(one: Known) -> Iterator[str]:
    """The three categories that cost most, in words."""
    for name, amount in sorted(one.option.category_totals.items(), key=lambda item: -item[1])[:3]:
        yield f"{name.lower()} {money(amount)}"


def _why_these(comparison: Comparison, chosen: list[Known]) -> str:
    """``the 2 cheapest and In-house``, or ``the 3 cheapest`` where it is among them or there is none."""
    if chosen[-1].number == len(chosen) or comparison.baseline is None:
        return f"the {len(chosen)} cheapest"
    return f"the {len(chosen) - 1} cheapest and {comparison.baseline.label}"


def _years(comparison: Comparison) -> Iterator[str]:
    """``Year 1``, and how long a year is that the contract does not fill."""
    lengths = np.bincount(comparison.contract_years - 1)
    for year, length in enumerate(lengths, 1):
        short = int(length) != int(comparison.model.programme.value("months_per_year"))
        yield f"Year {year}" + (f" ({months_in_words(int(length))})" if short else "")


def _amount(comparison: Comparison, value: float) -> str:
    return f"{money(value)} {comparison.currency}"


def _size(largest: float) -> tuple[float, str]:
    """The unit that leaves one to three digits before the point."""
    return next((size for size in SIZES if largest >= 0.9995 * size[0]), SIZES[-1])


def _in(comparison: Comparison, size: tuple[float, str]) -> str:
    return f"{comparison.currency} {size[1]}".strip()


def _digits(size: tuple[float, str]) -> str:
    return "{:,.1f}" if size[1] else "{:,.0f}"
