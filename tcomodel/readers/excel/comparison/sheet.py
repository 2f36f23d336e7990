"""Comparison: options side by side, an option a column: which take part, figures, ranking, categories, years.

    Takes part                          1            1            1
    Total cost of the term     13,917,422   14,572,040   33,269,757
    Place in the ranking                1            2            3

An option that is left out keeps its numbers, in grey. Below stands what the charts of the Summary follow.
"""

import numpy as np

from tcomodel import categories
from tcomodel.readers.excel.book import Book
from tcomodel.readers.excel.comparison.bridge import HEADS, write_bridge
from tcomodel.readers.excel.comparison.chart_data import write_chart_data
from tcomodel.readers.excel.comparison.estimate import write_without_customers_lost
from tcomodel.readers.excel.comparison.rows import (
    FIRST_OPTION,
    LABEL,
    LABEL_WIDTH,
    NAMES_ROW,
    OPTION_WIDTH,
    UNIT,
    OptionRows,
    names_height,
)
from tcomodel.readers.excel.comparison.sentences import write_sentences
from tcomodel.readers.excel.comparison.standing import write_ranking, write_switches
from tcomodel.readers.excel.comparison.states import write_states
from tcomodel.readers.excel.inputs.words import unit_in
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import HEAD, QUIET, changed_note, heads, master_check, prints, title
from tcomodel.readers.excel.look.number_formats import AMOUNT
from tcomodel.readers.excel.look.widths import scale_for
from tcomodel.readers.excel.options.months import rate_of_return_format, rate_of_return_row, shown
from tcomodel.results import Comparison, OptionResult

UNIT_WIDTH = 23
FIGURES = {
    "tco": "Total cost of the term (TCO)",
    "npv": "Net present value of the cost",
    "equal_annual_cost": "Equal annual cost",
    "cost_per_contact": "Cost per contact",
    "cost_per_resolved_contact": "Cost per resolved contact",
    "levelised_cost_per_contact": "Levelised cost per contact",
    "levelised_cost_per_resolved_contact": "Levelised cost per resolved contact",
    "term_saving": "Saving against the baseline",
    "saving_share": "Saving, share of the baseline",
    "return_on_cost": "Saving for each unit spent (ROI)",
    "npv_saving": "Net present value of the saving",
    "payback": "Payback (months)",
    "saving_beyond_differential": "Saving beyond the least that was asked for",
}


def write_comparison(book: Book, comparison: Comparison, layout: Layout) -> OptionRows:
    """The Comparison sheet; returns where each of its rows stands, for Summary and Checks."""
    rows = OptionRows(book, comparison, layout)
    worksheet = rows.sheet.worksheet
    _heads(rows)
    write_switches(rows)
    rows.band("Over the whole term")
    _figures(rows)
    _rate_of_return(rows)
    last_figure = rows.row
    write_ranking(rows)
    _by_category(rows)
    _by_year(rows)
    write_without_customers_lost(rows)
    _greyed(rows, last_figure)
    opens = [rows.row + 1]  # what the Summary is made of stands on pages of its own
    write_chart_data(rows)
    write_bridge(rows)
    worksheet.set_h_pagebreaks([*opens, rows.row + 1])
    write_states(rows)
    write_sentences(rows)
    _answer(rows)
    worksheet.print_area(0, 0, rows.row - 1, FIRST_OPTION + _columns(rows) - 1)
    return rows


def _heads(rows: OptionRows) -> None:
    """Rows 1 to 4, frozen: title, master check, and the names of the options."""
    sheet, worksheet = rows.sheet, rows.sheet.worksheet
    for column, width in ((0, 2), (LABEL, LABEL_WIDTH), (UNIT, UNIT_WIDTH)):
        worksheet.set_column(column, column, width)
    worksheet.set_column(FIRST_OPTION, FIRST_OPTION + _columns(rows) - 1, OPTION_WIDTH)
    title(sheet, "Comparison")
    master_check(sheet, 1, UNIT)
    changed_note(sheet, 1, FIRST_OPTION)
    heads(sheet, {LABEL: "Option", UNIT: "Unit"}, NAMES_ROW)
    for column, option in enumerate(rows.options, FIRST_OPTION):
        sheet.text(NAMES_ROW, column, option.label, **HEAD, text_wrap=True, align="right", indent=1, valign="bottom")
    worksheet.set_row(NAMES_ROW - 1, names_height(rows.options, OPTION_WIDTH))
    worksheet.freeze_panes(NAMES_ROW, FIRST_OPTION)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    prints(sheet)
    worksheet.set_print_scale(scale_for((2, LABEL_WIDTH, UNIT_WIDTH, *[OPTION_WIDTH] * _columns(rows))))


def _columns(rows: OptionRows) -> int:
    """Columns from that of the first option on, all of one width."""
    return max(len(rows.options), len(HEADS))


def _figures(rows: OptionRows) -> None:
    model = rows.comparison.model
    for name, label in FIGURES.items():
        placed = [option.figures[name] for option in model.options if name in option.figures]
        if not placed:
            continue

        def cell(option: OptionResult, letters: str, name: str = name) -> tuple[str, float] | str:
            if name not in option.model.figures:
                return "baseline" if option.model is model.baseline else "not defined"
            return f"={rows.layout.single(option.model.figures[name])}", float(option.of(name))

        unit = unit_in(placed[0].unit, rows.book.currency)
        rows.add(name, label, unit, cell, shown(placed[0]), bold=name in ("tco", "npv"))


def _rate_of_return(rows: OptionRows) -> None:
    if rows.comparison.model.baseline is None:
        return

    def cell(option: OptionResult, letters: str) -> tuple[str, float] | str:
        if "saving" not in option.model.figures:
            return "baseline"
        row = rate_of_return_row(rows.layout, option.model)
        return f"={rows.layout.sheet_of(option.model).name}!$D${row}", option.yearly_irr or 0.0

    rows.add("rate_of_return", "Rate of return of the saving (IRR)", "share per year", cell, rate_shown)


def rate_shown(option: OptionResult) -> str:
    """The number format of an option's rate of return, which says why there is none."""
    return rate_of_return_format(option.yearly_irr)


def _by_category(rows: OptionRows) -> None:
    """The block ``categories``; its rows are known by the names of the categories."""
    rows.band("By category")
    for name in categories.ORDER:
        if not any(name in option.model.categories for option in rows.options):
            continue

        def cell(option: OptionResult, letters: str, name: str = name) -> tuple[str, float] | str:
            if name not in option.model.categories:
                return "-"
            formula = f"=SUM({rows.layout.months_of(option.model.categories[name])})"
            return formula, option.category_totals[name]

        rows.in_block("categories", rows.add(name, name, rows.book.currency, cell, AMOUNT))


def _by_year(rows: OptionRows) -> None:
    """The block ``years``; the numbers of the years count upwards from the heading."""
    rows.band("By contract year")
    layout, first = rows.layout, rows.row + 1
    totals = {option.key: rows.comparison.by_year(option.by_month) for option in rows.options}
    for year in range(1, int(np.max(rows.comparison.contract_years)) + 1):

        def cell(option: OptionResult, letters: str, year: int = year) -> tuple[str, float]:
            formula = f"=SUMIF({layout.contract_years},$B{rows.row},{rows.months_of(option, 'total_cost')})"
            return formula, totals[option.key][year - 1]

        row = rows.add(f"year {year}", "", rows.book.currency, cell, AMOUNT)
        counted = "=1" if row == first else f"=B{row - 1}+1"
        rows.sheet.formula(row, LABEL, counted, year, num_format='"Year "0', align="left")
        rows.in_block("years", row)


def _greyed(rows: OptionRows, last_figure: int) -> None:
    """Numbers of options that are left out stay, in grey; the best place stands out."""
    last = FIRST_OPTION + len(rows.options) - 1
    left_out = {
        "type": "formula",
        "criteria": f"=D${rows.at['takes_part']}=0",
        "format": rows.book.workbook.add_format({"font_color": "#A6A6A6", "italic": True}),
    }
    best = {
        "type": "formula",
        "criteria": f"=D${rows.at['place']}=1",
        "format": rows.book.workbook.add_format({"bg_color": "#DCEBF7"}),
    }
    rows.sheet.worksheet.conditional_format(NAMES_ROW - 1, FIRST_OPTION, rows.row - 1, last, left_out)
    rows.sheet.worksheet.conditional_format(NAMES_ROW - 1, FIRST_OPTION, last_figure - 1, last, best)


def _answer(rows: OptionRows) -> None:
    """Above everything: who costs least, live, and that there was more to be read when this was exported."""
    sheet, comparison = rows.sheet, rows.comparison
    names, places = f"$D${NAMES_ROW}:${rows.letters[-1]}${NAMES_ROW}", rows.across("place")
    sheet.text(2, LABEL, "Costs least, by net present value", font_color=QUIET)
    best = rows.options[rows.values["place"].index(1)].label
    rows.at["best_name"] = 2
    sheet.formula(2, FIRST_OPTION, f"=INDEX({names},MATCH(1,{places},0))", best, bold=True)
    told = sum(len(every) for every in comparison.warnings.values())
    if told:
        opening = "Not comparable as it stands" if comparison.unserved else "Read before you sign"
        where = "the warning on the Summary" if told == 1 else f"{told} warnings, on the Summary and the Cover"
        sheet.text(3, LABEL, f"{opening} (as of the export): {where}", bold=True, font_color="#C00000")
