"""The tornado: bars to the left and right for what an input does to the result, lower and higher."""

from tcomodel.colours import ON_WHITE
from tcomodel.readers.excel.book import FONT, Book, Sheet
from tcomodel.readers.excel.look.number_formats import ON_AXIS

LOW, HIGH = ON_WHITE.option(0).upper(), ON_WHITE.option(1).upper()
SEEN_THROUGH = 30  # percent: where both ends move the result the same way, one bar lies over the other
SMALL = {"name": FONT, "size": 9, "color": ON_WHITE.text.upper(), "bold": False}
GRID = {"color": ON_WHITE.grid.upper(), "width": 0.75}
LABELS, LOW_COLUMN, HIGH_COLUMN = 1, 6, 7


def insert_tornado(book: Book, sheet: Sheet, rows: tuple[int, int], title: tuple[int, str], at: int) -> None:
    """A bar chart that follows the cells of a table; ``rows`` are its first and last, ``at`` where it starts.

    ``title`` is the row that says what changes, and what it says: a title that looks like a reference would be taken
    for one.
    """
    name, (first, last) = sheet.worksheet.name, (rows[0] - 1, rows[1] - 1)
    chart = book.workbook.add_chart({"type": "bar"})
    for column, fill in ((LOW_COLUMN, {"color": LOW}), (HIGH_COLUMN, {"color": HIGH, "transparency": SEEN_THROUGH})):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, LABELS, last, LABELS],
                "values": [name, first, column, last, column],
                "fill": fill,
                "border": {"none": True},
                "gap": 40,
                "overlap": 100,  # both bars of an input on one line, to its left and right
            }
        )
    chart.set_title({"name": [name, title[0] - 1, LABELS], "name_font": {**SMALL, "size": 12, "bold": True}})
    grid, none = {"visible": True, "line": GRID}, {"visible": False}
    chart.set_x_axis({"num_format": ON_AXIS, "major_gridlines": grid, "num_font": SMALL, "line": GRID})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": SMALL, "major_gridlines": none})
    chart.set_legend({"position": "bottom", "font": SMALL})
    chart.set_chartarea({"border": {"none": True}})
    chart.set_size({"width": 1100, "height": 480})
    told = f"{title[1]}, with each of the inputs above lower and higher; the longest bars first"
    sheet.worksheet.insert_chart(at, LABELS, chart, {"description": told})
