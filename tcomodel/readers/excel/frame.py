"""The frame all time sheets share: title and master check, month number, date, column heads, frozen."""

from datetime import date

from tcomodel.column_letters import column_letters
from tcomodel.readers.excel.book import ACCENT, LINE, Sheet
from tcomodel.readers.excel.layout import FIRST_MONTH, INDEX_SHEETS, MONTH_ROW, Layout
from tcomodel.results import Comparison

EXCEL_EPOCH_OFFSET = 693594  # date.toordinal() of Excel's day 0


def heads(sheet: Sheet, names: dict[int, str], row: int = 4) -> None:
    """Column heads in one row."""
    for column in range(max(names) + 1):
        sheet.text(row, column, names.get(column, ""), bold=True, bottom=1, bottom_color=LINE, font_color=ACCENT)


def time_frame(sheet: Sheet, title: str, layout: Layout, comparison: Comparison) -> None:
    """Rows 1 to 4 of a sheet with a column a month, and its print layout."""
    worksheet = sheet.worksheet
    months = layout.months_on(worksheet.name)
    of_indices = worksheet.name in INDEX_SHEETS
    for column, width in enumerate((2, 44, 22, 13, 12)):
        worksheet.set_column(column, column, width)
    worksheet.set_column(FIRST_MONTH, FIRST_MONTH + months - 1, 10.5)
    sheet.text(1, 0, title, bold=True, font_size=14)
    sheet.text(2, 1, "Month of the indices" if of_indices else "Month of the contract", font_color="#666666")
    sheet.text(3, 1, "Calendar month", font_color="#666666")
    heads(sheet, {1: "Line", 2: "Unit", 3: "Term", 4: "Before"})
    master = "=all_checks"
    sheet.text(1, 2, "Master check (0 is good)", font_color="#666666")
    sheet.formula(1, 3, master, 0, bold=True, num_format='0.00;-0.00;"OK"')
    first_year, first_month = (int(part) for part in comparison.scenario.file.start.split("-"))
    inputs = comparison.model.programme.inputs
    year, month = layout[inputs["first_year"]].row, layout[inputs["first_calendar_month"]].row
    counting = "IndexSeries" if of_indices else "Programme"
    back = int(inputs["months_before"].value) if of_indices else 0
    earlier = f"-Inputs!$D${layout[inputs['months_before']].row}" if of_indices else ""
    for offset in range(months):
        column = FIRST_MONTH + offset
        letters, before = column_letters(column), column_letters(column - 1)
        own = worksheet.name == counting
        counter = f"={before}{MONTH_ROW}+1" if own else f"={counting}!{letters}${MONTH_ROW}"
        sheet.formula(MONTH_ROW, column, counter, offset + 1, bold=True, align="right", num_format="0")
        day = f"=DATE(Inputs!$D${year},Inputs!$D${month}+{letters}${MONTH_ROW}-1{earlier},1)"
        sheet.formula(
            3, column, day, _serial(first_year, first_month + offset - back), num_format="mmm yyyy", align="right"
        )
        sheet.text(4, column, "", bottom=1, bottom_color=LINE)
    worksheet.freeze_panes(4, FIRST_MONTH)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.set_print_scale(45)
    worksheet.repeat_rows(0, 3)
    worksheet.repeat_columns(0, 4)
    worksheet.set_v_pagebreaks([FIRST_MONTH + 12 * year for year in range(1, (months - 1) // 12 + 1)])
    worksheet.set_footer("&L&F&C&A&RPage &P of &N")
    sheet.worksheet.set_zoom(90)


def _serial(year: int, month: int) -> int:
    """Excel's number of the first day of a month; ``month`` may run past twelve."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, 1).toordinal() - EXCEL_EPOCH_OFFSET
