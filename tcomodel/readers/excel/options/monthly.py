"""Monthly: the options' months side by side, one row a month; the charts of the Summary follow it.

    Month   Calendar month   Year   Cost of the month    Cost of the month   ...   Cumulative cost, in charts
                                    Manila, per seat     Own team                  Manila, per seat
    1       Jan 2027         1            310,000             548,000                    310,000

In the columns for charts an option that is left out counts as nothing, and stands at a month that no chart reaches.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import ACCENT, GREY, LINE, Book, Sheet
from tcomodel.readers.excel.comparison.rows import OptionRows, names_height
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import (
    DATE_ROW,
    EXCEL_EPOCH_OFFSET,
    GREEN,
    QUIET,
    changed_note,
    mark_changed,
    prints,
    title,
)
from tcomodel.readers.excel.look.widths import scale_for
from tcomodel.readers.excel.options.months import shown
from tcomodel.results import Comparison, OptionResult

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
CHARTED = ("cumulative_cost", "cumulative_saving")
TITLE_ROW, NAMES_ROW, FIRST_ROW = 3, 4, 5
MONTH, DATE, YEAR, FIRST = 1, 2, 3, 4  # columns B to E
WIDTH = 17
TITLE_HEIGHT = 35.0  # points: three lines
HEADED = {"bold": True, "text_wrap": True, "align": "right", "valign": "bottom", "indent": 1}  # names keep apart
NARROW_CHECK = '[Red]0;[Red]-0;"OK"'
MONTHS_ON_A_PAGE, LARGEST_SCALE = 60, 48  # five contract years, and the percentage at which they fit on a page
UPRIGHT, LARGEST_UPRIGHT = 0.68, 70  # width of a page in portrait against landscape, and the percentage there


@dataclass
class MonthlyColumns:
    """Where the columns stand that charts follow: by figure, by the option's key."""

    of: dict[str, dict[str, int]] = field(default_factory=dict)
    last_row: int = 0
    figures: dict[str, dict[str, int]] = field(default_factory=dict)  # the same of the columns before them
    months: dict[str, int] = field(default_factory=dict)  # the months at which charts draw an option


def write_monthly(book: Book, comparison: Comparison, layout: Layout, rows: OptionRows) -> MonthlyColumns:
    """The Monthly sheet; ``rows`` is the Comparison, which says who takes part and how charts name the options."""
    sheet = book.sheet("Monthly")
    title(sheet, "Month by month")
    sheet.text(2, MONTH, "Master check", font_color=QUIET)
    sheet.formula(2, YEAR, "=all_checks", 0, num_format=NARROW_CHECK, bold=True, align="left", font_color=GREEN)
    mark_changed(sheet, 2, YEAR, '"sums only"')
    changed_note(sheet, 2, FIRST)
    sheet.text(TITLE_ROW, MONTH, f"Amounts in {book.currency}", italic=True, valign="bottom", font_color=QUIET)
    _months(sheet, comparison, layout)
    column, breaks = FIRST, []
    found: dict[str, dict[str, int]] = {}
    for name, label in MONTHLY.items():
        options = [option for option in comparison.options if name in option.model.figures]
        if not options:
            continue
        for option in options:
            _column(sheet, comparison, layout, option, name, label, column)
            found.setdefault(name, {})[option.key] = column
            column += 1
        breaks.append(column)
    charted = MonthlyColumns({}, FIRST_ROW + layout.months - 1, found)
    for name in (one for one in CHARTED if one in found):
        for key, source in found[name].items():
            option = comparison.option(key)
            _chart_column(sheet, rows, option, name, source, column)
            charted.of.setdefault(name, {})[key] = column
            column += 1
        breaks.append(column)
    for option in comparison.options:
        _months_in_charts(sheet, rows, option, column)
        charted.months[option.key] = column
        column += 1
    breaks.append(column)
    _printed(sheet, comparison, layout, column, breaks)
    return charted


def _months(sheet: Sheet, comparison: Comparison, layout: Layout) -> None:
    """The number of the month, its date and its contract year."""
    for column, head in ((MONTH, "Month"), (DATE, "Calendar month"), (YEAR, "Contract year")):
        sheet.text(NAMES_ROW, column, head, bold=True, bg_color=GREY, text_wrap=True, valign="bottom")
    dates = layout.months_in("Programme", DATE_ROW)
    for month in range(layout.months):
        row = FIRST_ROW + month
        line = _under(comparison, month)
        counted = "=1" if month == 0 else f"=B{row - 1}+1"
        sheet.formula(row, MONTH, counted, month + 1, num_format="0", align="left", **line)
        dated = f"=INDEX({dates},$B{row})"
        sheet.formula(row, DATE, dated, _serial(comparison.months[month]), num_format="mmm yyyy", align="left", **line)
        year = f"=INDEX({layout.contract_years},$B{row})"
        sheet.formula(row, YEAR, year, comparison.contract_years[month], num_format="0", align="left", **line)


def _serial(month: str) -> int:
    """Excel's number of the first day of a month: ``2027-01``."""
    return date.fromisoformat(f"{month}-01").toordinal() - EXCEL_EPOCH_OFFSET


def _under(comparison: Comparison, month: int) -> dict[str, object]:
    """A hairline where a contract year ends."""
    years = comparison.contract_years
    ends = month + 1 == len(years) or years[month] != years[month + 1]
    return {"bottom": 1, "bottom_color": LINE} if ends else {}


def _column(
    sheet: Sheet, comparison: Comparison, layout: Layout, option: OptionResult, name: str, label: str, column: int
) -> None:
    placed = option.model.figures[name]
    values = np.broadcast_to(option.of(name), layout.months)
    sheet.text(TITLE_ROW, column, label, **HEADED, font_color=ACCENT)
    sheet.text(NAMES_ROW, column, option.label, **HEADED, bg_color=GREY)
    cells = layout.months_of(placed)
    for month in range(layout.months):
        row = FIRST_ROW + month
        sheet.formula(
            row,
            column,
            f"=INDEX({cells},$B{row})",
            values[month],
            num_format=shown(placed),
            **_under(comparison, month),
        )


def _chart_column(sheet: Sheet, rows: OptionRows, option: OptionResult, name: str, source: int, column: int) -> None:
    letters, own = column_letters(source), rows.letters[rows.comparison.place_of(option)]
    takes = rows.of("takes_part", option)
    sheet.text(TITLE_ROW, column, f"{MONTHLY[name]}, in charts", **HEADED, font_color=ACCENT)
    named = f"=Comparison!{own}{rows.at['chart_name']}"
    sheet.formula(NAMES_ROW, column, named, rows.of("chart_name", option), **HEADED, bg_color=GREY)
    values = np.broadcast_to(option.of(name), rows.layout.months)
    for month in range(rows.layout.months):
        row = FIRST_ROW + month
        formula = f"={letters}{row}*Comparison!${own}${rows.at['takes_part']}"
        facts = {"num_format": shown(option.model.figures[name]), **_under(rows.comparison, month)}
        sheet.formula(row, column, formula, values[month] * takes, **facts)


def _months_in_charts(sheet: Sheet, rows: OptionRows, option: OptionResult, column: int) -> None:
    """The months of an option that takes part; of one left out a place before the first, where no chart reaches."""
    own, takes = rows.letters[rows.comparison.place_of(option)], rows.of("takes_part", option)
    sheet.text(TITLE_ROW, column, "Month, in charts", **HEADED, font_color=ACCENT)
    named = f"=Comparison!{own}{rows.at['chart_name']}"
    sheet.formula(NAMES_ROW, column, named, rows.of("chart_name", option), **HEADED, bg_color=GREY)
    for month in range(rows.layout.months):
        row = FIRST_ROW + month
        formula = f"=IF(Comparison!${own}${rows.at['takes_part']}=1,$B{row},-1)"
        drawn_at = month + 1 if takes else -1
        sheet.formula(row, column, formula, drawn_at, num_format="0", **_under(rows.comparison, month))


def _printed(sheet: Sheet, comparison: Comparison, layout: Layout, columns: int, breaks: list[int]) -> None:
    """A figure a page, five contract years down, the months and names on each."""
    worksheet = sheet.worksheet
    for column, width in ((0, 2), (MONTH, 8), (DATE, 11), (YEAR, 10)):
        worksheet.set_column(column, column, width)
    worksheet.set_column(FIRST, columns - 1, WIDTH)
    worksheet.set_row(TITLE_ROW - 1, TITLE_HEIGHT)
    worksheet.set_row(NAMES_ROW - 1, names_height(comparison.options, WIDTH))
    worksheet.freeze_panes(NAMES_ROW, FIRST)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    prints(sheet)
    of_one_figure = (2, 8, 11, 10, *[WIDTH] * len(comparison.options))
    upright, lying = (
        min(int(scale_for(of_one_figure) * UPRIGHT), LARGEST_UPRIGHT),
        min(scale_for(of_one_figure), LARGEST_SCALE),
    )
    if upright > lying:
        worksheet.set_portrait()
    worksheet.set_print_scale(max(upright, lying))
    worksheet.repeat_columns(0, YEAR)
    worksheet.set_v_pagebreaks(breaks[:-1])
    last = FIRST_ROW - 1 + layout.months
    worksheet.set_h_pagebreaks(range(FIRST_ROW - 1 + MONTHS_ON_A_PAGE, last, MONTHS_ON_A_PAGE))
    worksheet.print_area(0, 0, last - 1, columns - 1)
