"""Comparison and Monthly: options side by side, and the months that charts follow."""

from collections.abc import Iterator

import numpy as np

from tcomodel import categories
from tcomodel.column_letters import column_letters
from tcomodel.model import OptionModel
from tcomodel.notes import SLIGHT, teams_too_small
from tcomodel.readers.excel.book import GREY, Book, Sheet, number_format
from tcomodel.readers.excel.frame import heads
from tcomodel.readers.excel.input_sheets import unit_in
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.option_sheets import rate_of_return_format, rate_of_return_row, shown
from tcomodel.results import Comparison, OptionResult

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
MONTHLY = {
    "total_cost": "Cost of the month",
    "cumulative_cost": "Cumulative cost",
    "cumulative_saving": "Cumulative saving",
    "month_cost_per_contact": "Cost per contact",
    "month_cost_per_resolved_contact": "Cost per resolved contact",
    "team": "Agents",
    "crew_missing": "Agents missing for the minimum crew",
    "termination_exposure": "What ending the contract now would cost",
    "payment_terms_worth": "What paying later is worth (no cash)",
    "tax_withheld": "Tax withheld for the vendor (no cost)",
}
FIRST_OPTION = 3  # column D
COLOURS = [
    "#4477AA",
    "#EE6677",
    "#228833",
    "#CCBB44",
    "#66CCEE",
    "#AA3377",
    "#BBBBBB",
    "#332288",
    "#999933",
    "#882255",
    "#44AA99",
    "#DDCC77",
]


def write_comparison(book: Book, comparison: Comparison, layout: Layout) -> dict[str, tuple[int, int]]:
    """The Comparison sheet: figures, cost by category and by contract year, an option a column.

    Returns the first and last row of each figure and of the blocks ``categories`` and ``years``, for the checks.
    """
    sheet = book.sheet("Comparison")
    options = comparison.model.options
    sheet.worksheet.set_column(0, 0, 3)
    sheet.worksheet.set_column(1, 1, 40)
    sheet.worksheet.set_column(2, 2, 24)
    sheet.worksheet.set_column(FIRST_OPTION, FIRST_OPTION + len(options) - 1, 21)
    sheet.text(1, 0, "Comparison", bold=True, font_size=14)
    _heads(sheet, 4, "Over the whole term", options)
    row = 5
    figure_rows = {}
    for name, label in FIGURES.items():
        if not any(name in option.figures for option in options):
            continue
        figure_rows[name] = row
        unit = next(option.figures[name].unit for option in options if name in option.figures)
        sheet.text(row, 1, label, bold=name == "tco")
        sheet.text(row, 2, unit_in(unit, book.currency), font_color="#666666")
        for column, option in enumerate(options, FIRST_OPTION):
            if name not in option.figures:
                is_baseline = option is comparison.model.baseline
                sheet.text(
                    row, column, "baseline" if is_baseline else "not defined", align="right", font_color="#666666"
                )
                continue
            placed = option.figures[name]
            formula = f"={layout[placed].sheet}!$D${layout[placed].row}"
            sheet.formula(row, column, formula, comparison.values[placed], num_format=shown(placed), bold=name == "tco")
        row += 1
    row = _rate_of_return(sheet, comparison, layout, row)
    _cheapest(sheet, book, comparison, layout, figure_rows["npv"], row)
    row += 1
    blocks = {name: (at, at) for name, at in figure_rows.items()}
    blocks |= {"categories": _by_category(sheet, book, comparison, layout, row + 1)}
    blocks["years"] = _by_year(sheet, book, comparison, layout, blocks["categories"][1] + 2)
    _charts(book, sheet, comparison, layout, blocks["years"][1] + 2)
    sheet.worksheet.freeze_panes(4, FIRST_OPTION)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(9)
    sheet.worksheet.fit_to_pages(1, 0)
    return blocks


def _heads(sheet: Sheet, row: int, title: str, options: list[OptionModel]) -> None:
    heads(sheet, {1: title, 2: "Unit", FIRST_OPTION + len(options) - 1: ""}, row)
    sheet.worksheet.set_row(row - 1, 28)
    for column, option in enumerate(options, FIRST_OPTION):
        sheet.text(row, column, option.label, bold=True, text_wrap=True, align="right", valign="top", bg_color=GREY)


def _rate_of_return(sheet: Sheet, comparison: Comparison, layout: Layout, row: int) -> int:
    if comparison.model.baseline is None:
        return row
    sheet.text(row, 1, "Rate of return of the saving (IRR)")
    sheet.text(row, 2, "share per year", font_color="#666666")
    for column, option in enumerate(comparison.model.options, FIRST_OPTION):
        if "saving" not in option.figures:
            sheet.text(row, column, "baseline", align="right", font_color="#666666")
            continue
        rate = comparison.option(option.key).yearly_irr
        formula = f"={layout.sheet_of(option).name}!$D${rate_of_return_row(layout, option)}"
        sheet.formula(row, column, formula, rate or 0.0, num_format=rate_of_return_format(rate), align="right")
    return row + 1


def _cheapest(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, npv_row: int, row: int) -> None:
    """The same ranking as everywhere: options that do not serve all of the work come last, live."""
    options = comparison.options
    last = column_letters(FIRST_OPTION + len(options) - 1)
    all_npvs = f"SUM($D${npv_row}:${last}${npv_row})"
    added = sum(option.figure("npv") or 0.0 for option in options)
    sheet.text(row, 1, "Net present value for the ranking")
    sheet.text(row, 2, book.currency, font_color="#666666")
    ranked = []
    for column, option in enumerate(options, FIRST_OPTION):
        formula, value = f"={column_letters(column)}{npv_row}", option.figure("npv") or 0.0
        for lacking, holds in _lacks(comparison, layout, option):
            formula += f"+IF({lacking},{all_npvs},0)" if lacking else f"+{all_npvs}"
            value += added if holds else 0.0
        taking_part = f"Inputs!$D${layout[option.model.scope.inputs['in_comparison']].row}"
        formula += f"+IF({taking_part}<1,2*{all_npvs},0)"  # left out is further back than not serving the work
        value += 0.0 if option.takes_part else 2 * added
        sheet.formula(row, column, formula, value, num_format=number_format("currency"), font_color="#666666")
        ranked.append(value)
    label = options[ranked.index(min(ranked))].label
    cells = f"$D${row}:${last}${row}"
    sheet.text(2, 1, "Costs least, by net present value", font_color="#666666")
    sheet.formula(2, 3, f"=INDEX($D$4:${last}$4,MATCH(MIN({cells}),{cells},0))", label, bold=True)
    told = " ".join(said for every in comparison.warnings.values() for said in every)
    if told:
        opening = "Not comparable as it stands" if comparison.unserved else "Read before you sign"
        sheet.text(3, 1, f"{opening}: {told}", bold=True, font_color="#C00000")


def _lacks(comparison: Comparison, layout: Layout, option: OptionResult) -> Iterator[tuple[str, bool]]:
    """What keeps an option from serving all of the work: a live condition (or none) and whether it holds now."""
    figures, last = option.model.figures, layout.last_letter
    if "unserved_share" in figures:
        spot = layout[figures["unserved_share"]]
        short = bool(np.any(np.asarray(option.of("unserved_share")) > SLIGHT))
        yield f"ROUND(MAX({spot.sheet}!$F${spot.row}:${last}${spot.row}),6)>0", short
    if "crew_missing" in figures:
        spot = layout[figures["crew_missing"]]
        yield f"ROUND({spot.sheet}!${last}${spot.row},6)>0", bool(np.asarray(option.of("crew_missing"))[-1] > SLIGHT)
    if any(teams_too_small(option.model, comparison.values)):
        yield "", True


def _by_category(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, row: int) -> tuple[int, int]:
    options, first = comparison.model.options, row + 1
    _heads(sheet, row, "By category", options)
    for name in categories.ORDER:
        if not any(name in option.categories for option in options):
            continue
        row += 1
        sheet.text(row, 1, name)
        sheet.text(row, 2, book.currency, font_color="#666666")
        for column, option in enumerate(options, FIRST_OPTION):
            if name not in option.categories:
                sheet.text(row, column, "-", align="right", font_color="#999999")
                continue
            placed = option.categories[name]
            spot = layout[placed]
            formula = f"=SUM({spot.sheet}!$F${spot.row}:${layout.last_letter}${spot.row})"
            sheet.formula(row, column, formula, np.sum(comparison.values[placed]), num_format=number_format("currency"))
    return first, row


def _by_year(sheet: Sheet, book: Book, comparison: Comparison, layout: Layout, row: int) -> tuple[int, int]:
    """Contract years; the year numbers count upwards from the heading."""
    options, first = comparison.model.options, row + 1
    _heads(sheet, row, "By contract year", options)
    year_row = layout[comparison.row("programme.contract_year")].row
    years = f"Programme!$F${year_row}:${layout.last_letter}${year_row}"
    totals = {option.key: comparison.by_year(comparison.option(option.key).by_month) for option in options}
    for year in range(1, len(next(iter(totals.values()))) + 1):
        row += 1
        previous = "0" if year == 1 else f"B{row - 1}"
        sheet.formula(row, 1, f"={previous}+1", year, num_format='"Year "0', align="left")
        sheet.text(row, 2, book.currency, font_color="#666666")
        for column, option in enumerate(options, FIRST_OPTION):
            spot = layout[option.figures["total_cost"]]
            formula = f"=SUMIF({years},$B{row},{spot.sheet}!$F${spot.row}:${layout.last_letter}${spot.row})"
            sheet.formula(row, column, formula, totals[option.key][year - 1], num_format=number_format("currency"))
    return first, row


def write_monthly(book: Book, comparison: Comparison, layout: Layout) -> None:
    """The Monthly sheet: the options' months side by side, one row a month; charts follow it."""
    sheet = book.sheet("Monthly")
    sheet.worksheet.set_column(0, 0, 3)
    sheet.worksheet.set_column(1, 1, 12)
    sheet.worksheet.set_column(2, 80, 18)
    sheet.text(1, 0, "Month by month", bold=True, font_size=14)
    start = 2
    for name, label in MONTHLY.items():
        options = [option for option in comparison.model.options if name in option.figures]
        for column, option in enumerate(options, start):
            placed = option.figures[name]
            spot = layout[placed]
            sheet.text(3, column, label, bold=True, align="right")
            sheet.text(4, column, option.label, bold=True, text_wrap=True, align="right", valign="top", bg_color=GREY)
            values = comparison.values[placed]
            for month in range(layout.months):
                formula = f"=INDEX({spot.sheet}!$F${spot.row}:${layout.last_letter}${spot.row},$B{month + 5})"
                sheet.formula(month + 5, column, formula, values[month], num_format=shown(placed))
        start += len(options)
    sheet.text(4, 1, "Month", bold=True, bg_color=GREY)
    for month in range(layout.months):
        sheet.formula(
            month + 5, 1, "=" + ("0" if month == 0 else f"B{month + 4}") + "+1", month + 1, num_format="0", align="left"
        )
    sheet.worksheet.freeze_panes(4, 2)
    sheet.worksheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.worksheet.set_landscape()
    sheet.worksheet.set_paper(9)
    sheet.worksheet.repeat_rows(2, 3)


def _charts(book: Book, sheet: Sheet, comparison: Comparison, layout: Layout, row: int) -> None:
    options = comparison.model.options
    lines = book.workbook.add_chart({"type": "line"})
    first = 2 + len(options)  # cumulative cost stands after the cost of the month
    for position in range(len(options)):
        column = first + position
        lines.add_series(
            {
                "name": ["Monthly", 3, column],
                "categories": ["Monthly", 4, 1, 3 + layout.months, 1],
                "values": ["Monthly", 4, column, 3 + layout.months, column],
                "line": {"color": COLOURS[position], "width": 2.25},
            }
        )
    lines.set_title({"name": "Cumulative cost", "name_font": {"size": 12}})
    lines.set_x_axis({"name": "Month of the contract", "interval_unit": 12, "num_format": "0"})
    lines.set_y_axis(
        {
            "name": book.currency,
            "num_format": "#,##0",
            "major_gridlines": {"visible": True, "line": {"color": "#E3E6EA"}},
        }
    )
    lines.set_legend({"position": "bottom"})
    lines.set_size({"width": 900, "height": 380})
    sheet.worksheet.insert_chart(
        row, 1, lines, {"description": "Cumulative cost of each option over the months of the contract"}
    )
