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
from collections.abc import Callable, Sequence

from tcomodel import categories
from tcomodel.readers.answer import (
    answer,
    assumptions_in_words,
    metric_label,
    money,
    months_in_words,
    percent,
    price,
    reason,
)
from tcomodel.readers.data import to_csv, to_data
from tcomodel.results import Comparison, OptionResult

__all__ = ["to_csv", "to_data", "to_text"]

WIDTH = 110
LABEL = 34  # widest first column
HEAD = 12  # narrowest heading before it is broken into lines
GAP = "  "
MEANINGLESS = 10.0  # a yearly return above 1,000 % only says that the money is back within months


def to_text(comparison: Comparison) -> str:
    """The comparison as tables of at most 110 columns, the answer first."""
    footnotes: list[str] = []
    blocks = [
        _heading(comparison),
        _paragraph(answer(comparison)),
        _listed("Warning", [said for every in comparison.warnings.values() for said in every]),
        _cost(comparison, footnotes),
        *([_against_baseline(comparison, footnotes)] if comparison.baseline and len(comparison.options) > 1 else []),
        *([_listed("", footnotes)] if footnotes else []),
        _by_category(comparison),
        _by_year(comparison),
        _listed("Notes", comparison.notes),
        _listed("Assumed, because nobody stated it", assumptions_in_words(comparison)),
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
        for option in comparison.options
    ]
    return _table("What each option costs", head, rows)


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
        for option in comparison.options
        if option.key != baseline.key
    ]
    return _table(f"Against {baseline.label}", head, rows)


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
    if rate > MEANINGLESS:
        why = "Return a year above 1,000 %: the money is back within months, and a yearly rate says little then."
        return f"> 1,000 % {_footnote(footnotes, why)}"
    return percent(rate)


def _footnote(footnotes: list[str], text: str) -> str:
    if text not in footnotes:
        footnotes.append(text)
    return f"[{footnotes.index(text) + 1}]"


def _by_category(comparison: Comparison) -> str:
    used = dict.fromkeys(name for option in comparison.options for name in option.model.categories)
    names = [name for name in categories.ORDER if name in used]
    rows = []
    for option in comparison.options:
        totals = option.category_totals
        rows.append((option.label, [money(totals.get(name)) for name in names] + [money(option.total)]))
    return _table("Total by category", [*names, "Total"], rows)


def _by_year(comparison: Comparison) -> str:
    years = sorted({int(year) for year in comparison.contract_years})
    rows = [
        (option.label, [money(amount) for amount in comparison.by_year(option.by_month)])
        for option in comparison.options
    ]
    return _table("Total by contract year", [f"Year {year}" for year in years], rows)


def _table(title: str, head: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """A table with numbers to the right; columns that do not fit go into a further block below."""
    stacks, widths = [], []
    for i, name in enumerate(head):
        number = max(len(cells[i]) for _, cells in rows)
        stack = textwrap.wrap(name, max(number, HEAD), break_long_words=False, break_on_hyphens=False)
        stacks.append(stack)
        widths.append(max(number, *(len(line) for line in stack)))
    label = min(LABEL, max(len("Option"), *(len(name) for name, _ in rows)), WIDTH - len(GAP) - max(widths))
    blocks: list[list[int]] = [[]]
    for i, width in enumerate(widths):
        if blocks[-1] and label + sum(len(GAP) + widths[k] for k in blocks[-1]) + len(GAP) + width > WIDTH:
            blocks.append([])
        blocks[-1].append(i)
    return "\n\n".join([title, *(_block([(stacks[i], widths[i], i) for i in block], label, rows) for block in blocks)])


def _block(columns: list[tuple[list[str], int, int]], label: int, rows: Sequence[tuple[str, Sequence[str]]]) -> str:
    """Some columns (heading lines, width, position) of all rows."""
    widths = [width for _, width, _ in columns]
    high = max(len(stack) for stack, _, _ in columns)
    lines = []
    for level in range(high):
        cells = [([""] * (high - len(stack)) + stack)[level] for stack, _, _ in columns]
        lines.append(_row("Option" if level == high - 1 else "", cells, label, widths))
    lines.append(_row("-" * label, ["-" * width for width in widths], label, widths))
    for name, values in rows:
        first, *later = textwrap.wrap(name, label, subsequent_indent=GAP, break_on_hyphens=False) or [""]
        lines.append(_row(first, [values[i] for _, _, i in columns], label, widths))
        lines += later
    return "\n".join(lines)


def _row(name: str, cells: Sequence[str], label: int, widths: Sequence[int]) -> str:
    numbers = [cell.rjust(width) for cell, width in zip(cells, widths, strict=True)]
    return GAP.join([name.ljust(label), *numbers]).rstrip()


def _listed(title: str, items: Sequence[str]) -> str:
    if not items:
        return ""
    marks = ["-"] * len(items) if title else [f"[{number}]" for number in range(1, len(items) + 1)]
    lines = [title] if title else []
    for mark, item in zip(marks, items, strict=True):
        later = " " * (len(mark) + 1)
        lines += textwrap.wrap(item, WIDTH, initial_indent=f"{mark} ", subsequent_indent=later, break_on_hyphens=False)
    return "\n".join(lines)


def _paragraph(text: str) -> str:
    return "\n".join(textwrap.wrap(text, WIDTH, break_on_hyphens=False))
