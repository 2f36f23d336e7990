"""What all sheets share: title, master check and column heads in rows 1 to 4, frozen; and how they print.

In-house, United States
    Master check: OK          Month of the contract        1          2          3
                                     Calendar month   Jan 2027   Feb 2027   Mar 2027
    Line          Unit     Total of term     Before     Year 1     Year 1     Year 1
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import ACCENT, GREY, LINE, Sheet
from tcomodel.readers.excel.inputs.control_figure import control_figure
from tcomodel.readers.excel.inputs.words import unit_of_input
from tcomodel.readers.excel.layout import FIRST_MONTH, INDEX_SHEETS, MONTH_ROW, Layout
from tcomodel.readers.excel.look.widths import Grid, scale_for, width_of_numbers
from tcomodel.results import Comparison

EXCEL_EPOCH_OFFSET = 693594  # date.toordinal() of Excel's day 0
MASTER = '[Red]"Master check: "0" not zero";[Red]"Master check: "-0" not zero";"Master check: OK"'
NOT_IN_FULL = '"Not fully checked"'
AS_EXPORTED = "No input changed since the export"
GREEN, AMBER, QUIET = "#1E7B34", "#B45F06", "#666666"
DATE_ROW, HEAD_ROW = 3, 4
HEAD_POINTS = 26.0  # two lines
SMALL_FROM = 50  # letters of a title
TOTAL_HEAD = "Total of term, not per month"  # beside units such as contacts per month
LARGEST_SCALE = 70  # percent, of a sheet with few columns
A4 = 9
HEAD = {"bold": True, "bottom": 1, "bottom_color": LINE, "font_color": ACCENT}


# -- every sheet ---------------------------------------------------------------------------------------


def title(sheet: Sheet, text: str) -> None:
    """The title in row 1, small enough for a long name."""
    sheet.text(1, 0, text, bold=True, font_size=14 if len(text) <= SMALL_FROM else 11)


def master_check(sheet: Sheet, row: int = 2, column: int = 1) -> None:
    """OK, or in red how many checks are not zero; the column must be some twenty digits wide.

    Amber, and no longer OK, while inputs or settings differ from the export: then not all of it is compared with that.
    """
    sheet.formula(row, column, "=all_checks", 0, bold=True, num_format=MASTER, align="left", font_color=GREEN)
    mark_changed(sheet, row, column, NOT_IN_FULL)


def mark_changed(sheet: Sheet, row: int, column: int, words: str) -> None:
    """A master check that finds nothing says in amber what that is worth while inputs differ from the export."""
    amber = sheet.book.workbook.add_format({"font_color": AMBER, "num_format": words})
    rule = {"type": "formula", "criteria": "=AND(all_checks=0,checks_changed>0)", "format": amber}
    sheet.worksheet.conditional_format(row - 1, column, row - 1, column, rule)


def changed_note(sheet: Sheet, row: int, column: int) -> None:
    """Beside the master check: how many inputs changed, and what is checked then; the cells on its right are free."""
    sheet.formula(row, column, "=checks_said", AS_EXPORTED, num_format="@", align="left", font_color=QUIET)
    amber = sheet.book.workbook.add_format({"font_color": AMBER, "bold": True})
    rule = {"type": "formula", "criteria": "=checks_changed>0", "format": amber}
    sheet.worksheet.conditional_format(row - 1, column, row - 1, column, rule)


def heads(sheet: Sheet, names: dict[int, str], row: int = HEAD_ROW, right: tuple[int, ...] = ()) -> None:
    """Column heads in one row; those over numbers stand on the right."""
    for column in range(max(names) + 1):
        aligned = {"align": "right"} if column in right else {}
        sheet.text(row, column, names.get(column, ""), **HEAD, **aligned, text_wrap=True, valign="bottom")


def band(sheet: Sheet, row: int, text: str, columns: int) -> None:
    """A shaded heading across the sheet that opens a group of rows."""
    for column in range(columns):
        sheet.text(row, column, text if column == 0 else "", bold=True, bg_color=GREY)


def prints(sheet: Sheet, *, paper: int = A4) -> None:
    """Landscape with narrow margins, rows 1 to 4 on every page, file, sheet and page at the foot."""
    worksheet = sheet.worksheet
    worksheet.set_landscape()
    worksheet.set_paper(paper)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    worksheet.repeat_rows(0, HEAD_ROW - 1)
    worksheet.set_footer("&L&F&C&A&RPage &P of &N")
    worksheet.set_zoom(90)


# -- a column a month ----------------------------------------------------------------------------------


def time_frame(sheet: Sheet, text: str, layout: Layout, comparison: Comparison, grid: Grid | None = None) -> None:
    """Rows 1 to 4 of a sheet with a column a month, and its print layout: a contract year a page."""
    worksheet = sheet.worksheet
    grid = grid or _grid_of_inputs(layout, comparison, worksheet.name)
    months = layout.months_on(worksheet.name)
    of_indices = worksheet.name in INDEX_SHEETS
    _opening(sheet, text, grid, months, TOTAL_HEAD)
    sheet.text(MONTH_ROW, 3, "Month of the indices" if of_indices else "Month of the contract", **_aside)
    sheet.text(DATE_ROW, 3, "Calendar month", **_aside)
    columns = [column_letters(FIRST_MONTH + offset) for offset in range(-1, months)]
    own = worksheet.name == ("IndexSeries" if of_indices else "Programme")
    counting = "IndexSeries" if of_indices else "Programme"
    sheet.formulas(
        MONTH_ROW,
        FIRST_MONTH,
        [f"={before}{MONTH_ROW}+1" if own else f"={counting}!{here}${MONTH_ROW}" for before, here in pairwise(columns)],
        range(1, months + 1),
        bold=True,
        align="right",
        num_format="0",
    )
    formulas, days = zip(*_dates(layout, comparison, columns[1:], of_indices), strict=True)
    sheet.formulas(DATE_ROW, FIRST_MONTH, formulas, days, num_format="mmm yyyy", align="right")
    if of_indices:  # their months begin before the contract
        for column in range(FIRST_MONTH, FIRST_MONTH + months):
            sheet.text(HEAD_ROW, column, "", **HEAD)
    else:
        year_row = layout[comparison.row("programme.contract_year")].row
        # Programme itself may not look down at its own row, so it asks the sheet behind it.
        where = f"Option1!{{}}${HEAD_ROW}" if worksheet.name == "Programme" else f"Programme!{{}}${year_row}"
        shown = {**HEAD, "align": "right", "num_format": '"Year "0'}
        formulas = tuple(f"={where.format(here)}" for here in columns[1:])
        sheet.formulas(HEAD_ROW, FIRST_MONTH, formulas, comparison.contract_years, **shown)
    worksheet.set_print_scale(scale_for((*grid.fixed, *[grid.period] * min(months, 12))))
    worksheet.repeat_columns(0, FIRST_MONTH - 1)
    worksheet.set_v_pagebreaks([FIRST_MONTH + 12 * year for year in range(1, (months - 1) // 12 + 1)])


def _grid_of_inputs(layout: Layout, comparison: Comparison, name: str) -> Grid:
    """Columns wide enough for the inputs of a sheet with a number a month."""
    inputs = [one for _, ones in layout.inputs[name] for one in ones]
    units = (unit_of_input(one.given, comparison.currency) for one in inputs)
    labels = (f"{one.given.label} ({one.scope.label})" for one in inputs)
    months = max((width_of_numbers(one.value, "0.00") for one in inputs), default=0.0)
    figures = [control_figure(one.value) for one in inputs]
    figures += [control_figure(layout.at_export(row, comparison)) for row in layout.exported if name == "Series"]
    return Grid().with_room(labels, width_of_numbers(figures, "0.00"), months, units)


def _dates(layout: Layout, comparison: Comparison, columns: list[str], of_indices: bool) -> Iterator[tuple[str, int]]:
    """The first day of each month: its formula and the number it has."""
    first_year, first_month = (int(part) for part in comparison.scenario.file.start.split("-"))
    inputs = comparison.model.programme.inputs
    year, month = layout[inputs["first_year"]].row, layout[inputs["first_calendar_month"]].row
    back = int(inputs["months_before"].value) if of_indices else 0
    earlier = f"-Inputs!$D${layout[inputs['months_before']].row}" if of_indices else ""
    for offset, here in enumerate(columns):
        formula = f"=DATE(Inputs!$D${year},Inputs!$D${month}+{here}${MONTH_ROW}-1{earlier},1)"
        yield formula, _serial(first_year, first_month + offset - back)


# -- a column a contract year --------------------------------------------------------------------------


def years_frame(sheet: Sheet, text: str, layout: Layout, comparison: Comparison, grid: Grid) -> None:
    """Rows 1 to 4 of a sheet with a column a contract year: its number, first and last month; a page wide."""
    years = comparison.contract_years
    count = int(years[-1])
    _opening(sheet, text, grid, count, "Total of term")
    sheet.text(MONTH_ROW, 3, "Contract year", **_aside)
    sheet.text(DATE_ROW, 3, "First and last month", **_aside)
    columns = [column_letters(FIRST_MONTH + offset) for offset in range(-1, count)]
    counters = [f"={before}{MONTH_ROW}+1" for before in columns[:-1]]
    sheet.formulas(
        MONTH_ROW, FIRST_MONTH, counters, range(1, count + 1), bold=True, align="right", num_format='"Year "0'
    )
    days, numbers = layout.months_in("Programme", DATE_ROW), layout.contract_years
    first_year, first_month = (int(part) for part in comparison.scenario.file.start.split("-"))
    for row, side, facts in (
        (DATE_ROW, 0, {"num_format": '"from "mmm yyyy'}),
        (HEAD_ROW, 1, {**HEAD, "num_format": '"to "mmm yyyy'}),
    ):
        found = f'COUNTIF({numbers},"<="&{{}})' if side else f"MATCH({{}},{numbers},0)"
        formulas = [f"=INDEX({days},{found.format(f'{here}${MONTH_ROW}')})" for here in columns[1:]]
        offsets = [list(years).index(year) if not side else sum(years <= year) - 1 for year in range(1, count + 1)]
        values = [_serial(first_year, first_month + int(offset)) for offset in offsets]
        sheet.formulas(row, FIRST_MONTH, formulas, values, align="right", **facts)
    sheet.worksheet.repeat_columns(0, FIRST_MONTH - 1)
    sheet.worksheet.set_print_scale(min(LARGEST_SCALE, scale_for((*grid.fixed, *[grid.period] * count))))


_aside = {"font_color": QUIET, "align": "right"}


def _opening(sheet: Sheet, text: str, grid: Grid, periods: int, total: str) -> None:
    worksheet = sheet.worksheet
    for column, width in enumerate(grid.fixed):
        worksheet.set_column(column, column, width)
    worksheet.set_column(FIRST_MONTH, FIRST_MONTH + periods - 1, grid.period)
    title(sheet, text)
    master_check(sheet)
    changed_note(sheet, DATE_ROW, 1)
    heads(sheet, {1: "Line", 2: "Unit", 3: total, 4: "Before"}, right=(3, 4))
    worksheet.set_row(HEAD_ROW - 1, HEAD_POINTS)
    worksheet.freeze_panes(HEAD_ROW, FIRST_MONTH)
    prints(sheet)


def _serial(year: int, month: int) -> int:
    """Excel's number of the first day of a month; ``month`` may run past twelve."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1).toordinal() - EXCEL_EPOCH_OFFSET
