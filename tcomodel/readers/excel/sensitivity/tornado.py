"""The tornado: bars to the left and right for what an input does to the result, lower and higher."""

from tcomodel.readers.excel.book import Book, Sheet

LOW, HIGH = "#4477AA", "#EE6677"
LABELS, LOW_COLUMN, HIGH_COLUMN = 1, 6, 7


def insert_tornado(book: Book, sheet: Sheet, rows: tuple[int, int], title: tuple[int, str], at: int) -> None:
    """A bar chart that follows the cells of a table; ``rows`` are its first and last, ``at`` where it starts.

    ``title`` is the row that says what changes, and what it says: a title that looks like a reference would be taken
    for one.
    """
    name, (first, last) = sheet.worksheet.name, (rows[0] - 1, rows[1] - 1)
    chart = book.workbook.add_chart({"type": "bar"})
    for column, colour in ((LOW_COLUMN, LOW), (HIGH_COLUMN, HIGH)):
        chart.add_series(
            {
                "name": [name, first - 1, column],
                "categories": [name, first, LABELS, last, LABELS],
                "values": [name, first, column, last, column],
                "fill": {"color": colour},
                "border": {"none": True},
                "gap": 40,
                "overlap": 0,
            }
        )
    chart.set_title({"name": [name, title[0] - 1, LABELS], "name_font": {"size": 12}})
    grid = {"visible": True, "line": {"color": "#E3E6EA"}}
    chart.set_x_axis({"num_format": "#,##0", "major_gridlines": grid, "num_font": {"size": 9}})
    none = {"visible": False}
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 9}, "major_gridlines": none})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 1100, "height": 480})
    told = f"{title[1]}, with each of the inputs above lower and higher; the longest bars first"
    sheet.worksheet.insert_chart(at, LABELS, chart, {"description": told})
