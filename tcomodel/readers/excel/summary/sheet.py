"""Summary: the answer first, then all options side by side, then the charts; two pages, three for many options.

    Costs least      Philippines, per seat
    Total cost       13,917,422 USD         Next: Mexico and Colombia, per minute, 437,829 USD dearer

    Place  Option                   Total cost   ...   Payback   Takes part   Price change
    1      Philippines, per seat    13,917,422   ...   3.1       yes          0%

Everything is live. What is left out is named as left out and shows no number.
"""

from tcomodel.readers.excel.book import ACCENT, Book
from tcomodel.readers.excel.comparison.rows import OptionRows
from tcomodel.readers.excel.inputs.view_settings import BRIDGE_OPTION, has_bridge
from tcomodel.readers.excel.layout import Layout
from tcomodel.readers.excel.look.frame import QUIET, band, changed_note, master_check, prints, title
from tcomodel.readers.excel.look.widths import scale_for
from tcomodel.readers.excel.options.monthly import MonthlyColumns
from tcomodel.readers.excel.summary.answer import LABEL, MARK, OTHER_LABEL, write_answer
from tcomodel.readers.excel.summary.charts import Charts
from tcomodel.readers.excel.summary.table import extra_height, widths_of, write_table
from tcomodel.results import Comparison

FIRST_ROW, FROZEN = 5, 3
PAGE = 660  # pixels of a landscape page between its margins, at full size
ROW, ROW_POINTS = 19, 14.25  # the height of a row in pixels and in points
DIGIT, PADDING = 7, 5  # pixels of a digit and of a column beside its digits
GAP, SECTION = 16, 19  # between charts; column A
LEAST_CHART, LARGEST_CHART = 220, 480  # pixels of height
NO_BASELINE = (
    "There is no baseline (an in-house option), or nothing beside it: no saving, break-even or bridge can be drawn."
)
NO_VOLUME = "No cost per contact can be drawn: not every option says how many contacts it handles."
WHICH, WHICH_COLUMN = "Set on Inputs which option the bridge explains", 9


def write_summary(
    book: Book, comparison: Comparison, layout: Layout, rows: OptionRows, monthly: MonthlyColumns
) -> None:
    """The Summary; ``rows`` is the Comparison and ``monthly`` says where the months stand that charts follow."""
    sheet, worksheet = book.sheet("Summary"), book.sheet("Summary").worksheet
    widths = widths_of(rows)
    worksheet.set_default_row(ROW_POINTS)
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width)
    file = comparison.scenario.file
    title(sheet, file.name)
    master_check(sheet, 2, LABEL)
    changed_note(sheet, 2, LABEL + 1)
    term = "1 month" if file.months == 1 else f"{file.months} months"
    signs = "Costs are positive; a saving is positive where it is cheaper."
    told = f"{term} from {file.start} as exported, in {file.currency}. {signs}"
    sheet.text(3, MARK, told, font_color=QUIET)
    table = write_answer(sheet, rows, FIRST_ROW) + 1
    band(sheet, table, "The options", len(widths))
    row = write_table(sheet, rows, table + 1)
    worksheet.freeze_panes(FROZEN, 0)
    worksheet.protect("", {"format_columns": True, "format_rows": True})
    prints(sheet)
    scale = scale_for(widths)
    worksheet.set_print_scale(scale)
    worksheet.repeat_rows(0, FROZEN - 1)
    across = sum(int(width * DIGIT + 0.5) + PADDING for width in widths) - SECTION
    pages = _Pages(book, comparison, layout, Charts(rows, monthly), across, PAGE * 100 // scale)
    used, page = row * ROW + extra_height(rows), PAGE * 100 // scale
    opens = [table] if used > page else []  # a table that is cut would go on without its heads
    used -= (table - FROZEN - 1) * ROW if opens else 0
    last = pages.write(row + 1, used, len(widths), opens)
    worksheet.print_area(0, 0, last - 1, len(widths) - 1)


class _Pages:
    """The charts: the first two below the table where there is room, the others on the next page."""

    def __init__(
        self, book: Book, comparison: Comparison, layout: Layout, charts: Charts, across: int, page: int
    ) -> None:
        self.sheet, self.comparison, self.layout, self.charts = book.sheet("Summary"), comparison, layout, charts
        self.across, self.half, self.page = across, (across - GAP) // 2, page

    def write(self, row: int, used: int, columns: int, opens: list[int]) -> int:
        """All charts from ``row`` on, on a page of which so many pixels are used; returns the last row they cover.

        ``opens`` has the rows above that open a page.
        """
        left = self.page - used - 3 * ROW
        high = min((self.page - (FROZEN + 7) * ROW) // 2, LARGEST_CHART)
        opens = list(opens)
        if left >= LEAST_CHART:
            row = self._over_months(row + 1, min(left, high))
            opens.append(row)
            row = self._by_option(self._band(row, columns), high)
        else:
            opens.append(row)
            row = self._over_months(self._band(row, columns), high)
            row = self._by_option(row, high)
            opens.append(row)
        self.sheet.worksheet.set_h_pagebreaks([row - 1 for row in opens])
        return self._bridge(row, high)

    def _band(self, row: int, columns: int) -> int:
        band(self.sheet, row, "Charts: live; options that are left out are named and not drawn", columns)
        return row + 2

    def _over_months(self, row: int, high: int) -> int:
        self.charts.cumulative_cost(row, 0, (self.half, high))
        if self.comparison.baseline is not None and len(self.comparison.options) > 1:
            self.charts.break_even(row, self.half + GAP, (self.half, high))
        else:
            self.sheet.text(row, OTHER_LABEL + 1, NO_BASELINE, font_color=QUIET, italic=True)
        return row + high // ROW + 2

    def _by_option(self, row: int, high: int) -> int:
        self.charts.by_category(row, 0, (self.half, high))
        if not self.charts.unit_cost(row, self.half + GAP, (self.half, high)):
            self.sheet.text(row, OTHER_LABEL + 1, NO_VOLUME, font_color=QUIET, italic=True)
        return row + high // ROW + 2

    def _bridge(self, row: int, high: int) -> int:
        if not has_bridge(self.comparison):
            return row
        setting = self.layout.control(None, BRIDGE_OPTION).row
        rows = self.charts.rows  # the names stand in a cell: not every program lets a title follow one
        title = rows.values["bridge_title"][0]
        formula = f"=Comparison!$D${rows.at['bridge_title']}"
        self.sheet.formula(row, MARK, formula, title, bold=True, font_color=ACCENT, num_format="@")
        self.sheet.link(row, WHICH_COLUMN, f"internal:Inputs!D{setting}", WHICH)
        self.charts.bridge(row + 1, 0, (self.across, high))
        return row + 2 + high // ROW
