"""A comparison as text tables for a terminal, the answer first.

    Option                   Total         NPV    Equal annual    Per contact
                                                          cost
    -----------------  -----------  ----------  --------------  -------------
    In-house            38,914,340  32,052,477       7,722,813          11.19
    Vendor, per seat    12,687,849  10,746,908       2,589,390           3.52

What there is no number for is a dash with the reason in a footnote.
"""

import math
import textwrap
from collections.abc import Callable

from tcomodel import categories
from tcomodel.readers.answer import (
    MEANINGLESS_RETURN,
    answer,
    assumptions_in_words,
    metric_label,
    money,
    months_in_words,
    no_saving,
    percent,
    price,
    reason,
)
from tcomodel.readers.data import to_csv, to_data
from tcomodel.readers.text_table import WIDTH, listed, paragraph, table
from tcomodel.results import Comparison, OptionResult

__all__ = ["to_csv", "to_data", "to_text"]


def to_text(comparison: Comparison) -> str:
    """The comparison as tables of at most 110 columns, the answer first."""
    footnotes: list[str] = []
    blocks = [
        _heading(comparison),
        paragraph(answer(comparison)),
        listed("Warning", [said for every in comparison.warnings.values() for said in every]),
        _cost(comparison, footnotes),
        *([_against_baseline(comparison, footnotes)] if comparison.baseline and len(comparison.compared) > 1 else []),
        *([listed("", footnotes)] if footnotes else []),
        _by_category(comparison),
        _by_year(comparison),
        listed("Notes", comparison.notes),
        listed("Assumed, because nobody stated it", assumptions_in_words(comparison)),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _heading(comparison: Comparison) -> str:
    file = comparison.scenario.file
    lines = textwrap.wrap(file.name, WIDTH)
    term = f"{months_in_words(file.months)} from {file.start}, amounts in {file.currency}, costs positive"
    return "\n".join([*lines, term])


def _cost(comparison: Comparison, footnotes: list[str]) -> str:
    head = ["Total", "NPV", "Equal annual cost", "Per contact", "Per resolved contact"]
    rows = [
        (
            option.label,
            [
                money(option.figure("tco")),
                money(option.figure("npv")),
                money(option.figure("equal_annual_cost")),
                _or_why(option, "cost_per_contact", price, footnotes),
                _or_why(option, "cost_per_resolved_contact", price, footnotes),
            ],
        )
        for option in comparison.compared
    ]
    return table("What each option costs", head, rows)


def _against_baseline(comparison: Comparison, footnotes: list[str]) -> str:
    baseline = comparison.baseline
    assert baseline is not None
    head = ["Saving", "Saving %", "Saving, NPV", "Payback, months", "Return a year"]
    rows = [
        (
            option.label,
            [
                _or_why(option, "term_saving", money, footnotes),
                _or_why(option, "saving_share", percent, footnotes),
                _or_why(option, "npv_saving", money, footnotes),
                _or_why(option, "payback", lambda months: f"{months:,.1f}", footnotes),
                _irr(option, footnotes),
            ],
        )
        for option in comparison.compared
        if option.key != baseline.key
    ]
    doubt = f"  {no_saving(comparison)}" if no_saving(comparison) else ""
    return table(f"Against {baseline.label}{doubt}", head, rows)


def _or_why(option: OptionResult, name: str, say: Callable[[float], str], footnotes: list[str]) -> str:
    """A figure, or a dash and the number of the footnote that says why there is none."""
    value = option.figure(name)
    if value is not None and math.isfinite(value):
        return say(value)
    why = f"{metric_label(name)}: {reason(option, name)}."
    return f"– {_footnote(footnotes, why)}"


def _irr(option: OptionResult, footnotes: list[str]) -> str:
    rate = option.yearly_irr
    if rate is None:
        why = f"Return a year: {reason(option, 'irr')}."
        return f"– {_footnote(footnotes, why)}"
    if rate > MEANINGLESS_RETURN:
        why = "Return a year above 1,000 %: the money is back within months, and a yearly rate says little then."
        return f"> 1,000 % {_footnote(footnotes, why)}"
    return percent(rate)


def _footnote(footnotes: list[str], text: str) -> str:
    if text not in footnotes:
        footnotes.append(text)
    return f"[{footnotes.index(text) + 1}]"


def _by_category(comparison: Comparison) -> str:
    used = dict.fromkeys(name for option in comparison.compared for name in option.model.categories)
    names = [name for name in categories.ORDER if name in used]
    rows = []
    for option in comparison.compared:
        totals = option.category_totals
        rows.append((option.label, [money(totals.get(name)) for name in names] + [money(option.total)]))
    return table("Total by category", [*names, "Total"], rows)


def _by_year(comparison: Comparison) -> str:
    years = sorted({int(year) for year in comparison.contract_years})
    rows = [
        (option.label, [money(amount) for amount in comparison.by_year(option.by_month)])
        for option in comparison.compared
    ]
    return table("Total by contract year", [f"Year {year}" for year in years], rows)
