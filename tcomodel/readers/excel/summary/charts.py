"""The native charts of the Summary. They follow live cells; words say what they show to those who cannot see it.

Colours are those of the options and categories everywhere. Lines differ by their dashes too and stacked parts have
white edges, so that a grey print can be read.
"""

from collections.abc import Mapping
from typing import Any

from xlsxwriter.chart import Chart

from tcomodel import categories
from tcomodel.colours import ON_WHITE
from tcomodel.readers.excel.book import FONT
from tcomodel.readers.excel.comparison.bridge import BASE, CHEAPER, CHEAPER_BELOW, DEARER, DEARER_BELOW, FIRST, TOTAL
from tcomodel.readers.excel.comparison.chart_data import unit_cost_of
from tcomodel.readers.excel.comparison.rows import FIRST_OPTION, LABEL, OptionRows
from tcomodel.readers.excel.look.number_formats import ON_AXIS
from tcomodel.readers.excel.options.monthly import FIRST_ROW, NAMES_ROW, MonthlyColumns

DASHES = ("solid", "long_dash", "dash", "round_dot", "dash_dot", "long_dash_dot", "square_dot")
DARK, GRID = "#1F2933", "#DDDFE0"
DEARER_COLOUR, CHEAPER_COLOUR = ON_WHITE.option(1), ON_WHITE.option(2)
SMALL = {"name": FONT, "size": 9, "color": DARK, "bold": False}
BRIDGE_TITLE = "Bridge: from the total cost of the baseline to that of the option chosen on Inputs"
LEFT = 19  # pixels of column A


def dash_of(place: int) -> str:
    """The dash of an option's line: where colours begin anew, no option has the colour and the dash of another."""
    return DASHES[(place + place // len(ON_WHITE.palette)) % len(DASHES)]


class Charts:
    """The charts of one workbook; each method inserts one in a row, so many pixels ``across``, in a size of pixels."""

    def __init__(self, rows: OptionRows, monthly: MonthlyColumns) -> None:
        self.rows, self.monthly, self.book = rows, monthly, rows.book
        self.currency, self.term = rows.book.currency, rows.layout.months
        self.summary = rows.book.sheet("Summary").worksheet

    def cumulative_cost(self, row: int, across: int, size: tuple[int, int]) -> None:
        told = "Line chart: what each option that takes part has cost so far, over the months of the contract"
        self._over_months("cumulative_cost", "Cumulative cost", told, row, across, size)

    def break_even(self, row: int, across: int, size: tuple[int, int]) -> None:
        told = (
            "Line chart: what each option that takes part has saved so far against the baseline, over the months of "
            "the contract. Where a line crosses zero from below, the option has paid back"
        )
        title = "Break-even: cumulative saving against the baseline"
        self._over_months("cumulative_saving", title, told, row, across, size)

    def by_category(self, row: int, across: int, size: tuple[int, int]) -> None:
        """Stacked bars, an option a bar, a category a part."""
        chart = self.book.workbook.add_chart({"type": "bar", "subtype": "stacked"})
        for name in categories.ORDER:
            if f"chart {name}" in self.rows.at:
                at = self.rows.at[f"chart {name}"]
                edge = {"color": "#FFFFFF", "width": 0.75}
                fill = {"color": ON_WHITE.category(name).upper()}
                chart.add_series({**self._of_options(at), "fill": fill, "border": edge, "gap": 45})
        told = "Stacked bars: the total cost of each option that takes part, divided into its cost categories"
        self._bars(chart, "Total cost of the term by category", self.currency, ON_AXIS)
        self._insert(chart, row, across, size, told)

    def unit_cost(self, row: int, across: int, size: tuple[int, int]) -> bool:
        """Bars: cost per resolved contact, or per contact where not all options know resolution."""
        name = unit_cost_of(self.rows)
        if not name:
            return False
        chart = self.book.workbook.add_chart({"type": "bar"})
        what = "resolved contact" if "resolved" in name else "contact"
        colours = [{"fill": {"color": ON_WHITE.option(place).upper()}} for place in range(len(self.rows.options))]
        labels = {"value": True, "num_format": "#,##0.00;-#,##0.00;", "font": SMALL}
        series = {**self._of_options(self.rows.at["chart unit cost"]), "points": colours, "data_labels": labels}
        chart.add_series({**series, "gap": 45})
        self._bars(chart, f"Cost per {what}, over the term", f"{self.currency} per {what}", "#,##0.00", legend=False)
        told = f"Bars: what one {what} costs over the term, for each option that takes part"
        self._insert(chart, row, across, size, told)
        return True

    def bridge(self, row: int, across: int, size: tuple[int, int]) -> None:
        """Columns that hang between two heights, from the baseline to the option chosen on Inputs."""
        first, last = self.rows.blocks["bridge"]
        chart = self.book.workbook.add_chart({"type": "column", "subtype": "stacked"})
        nothing = {"fill": {"none": True}, "border": {"none": True}}
        cheaper = {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": CHEAPER_COLOUR, "bg_color": "#FFFFFF"}}
        edged = {**cheaper, "border": {"color": CHEAPER_COLOUR, "width": 1}}
        looks: dict[int, Mapping[str, Any]] = {
            BASE: nothing,
            TOTAL: {"fill": {"color": "#5B6770"}},
            DEARER: {"fill": {"color": DEARER_COLOUR}},
            CHEAPER: edged,
            DEARER_BELOW: {"fill": {"color": DEARER_COLOUR}},
            CHEAPER_BELOW: edged,
        }
        for part, look in looks.items():
            at = FIRST + part
            chart.add_series(
                {
                    "name": ["Comparison", first - 2, at],
                    "categories": ["Comparison", first - 1, LABEL, last - 1, LABEL],
                    "values": ["Comparison", first - 1, at, last - 1, at],
                    "gap": 35,
                    **look,
                }
            )
        self._titled(chart, BRIDGE_TITLE)
        chart.set_x_axis({"num_font": {**SMALL, "rotation": -40}, "label_position": "low", "line": {"color": DARK}})
        chart.set_y_axis(self._value_axis(self.currency, ON_AXIS))
        chart.set_legend({"position": "top", "font": SMALL, "delete_series": [0, 4, 5]})
        told = (
            "Stacked columns: from the baseline's total cost on the left, category by category, to the total cost of "
            "the option whose number stands on Inputs on the right"
        )
        self._insert(chart, row, across, size, told)

    # -- how charts look -----------------------------------------------------------------------------

    def _over_months(self, name: str, title: str, told: str, row: int, across: int, size: tuple[int, int]) -> None:
        chart = self.book.workbook.add_chart({"type": "scatter", "subtype": "straight"})
        first, last = FIRST_ROW - 1, self.monthly.last_row - 1
        for key, at in self.monthly.of[name].items():
            place = self.rows.comparison.place_of(self.rows.comparison.option(key))
            dash = dash_of(place)
            colour = ON_WHITE.option(place).upper()
            mark = {"type": "circle", "size": 8, "fill": {"color": colour}, "border": {"color": colour}}
            chart.add_series(
                {
                    "name": ["Monthly", NAMES_ROW - 1, at],
                    "categories": ["Monthly", first, self.monthly.months[key], last, self.monthly.months[key]],
                    "values": ["Monthly", first, at, last, at],
                    "line": {"color": colour, "width": 2.25, "dash_type": dash},
                    "marker": mark if self.term == 1 else {"type": "none"},
                }
            )
        self._titled(chart, title)
        every = 12 if self.term > 24 else 3 if self.term > 6 else 1
        months = {"name": "Month of the contract", "name_font": SMALL, "num_font": SMALL, "num_format": "0"}
        scale = {"min": 0, "max": self.term, "major_unit": every, "major_gridlines": {"visible": False}}
        chart.set_x_axis({**months, **scale, "label_position": "low", "line": {"color": DARK, "width": 1.25}})
        chart.set_y_axis(self._value_axis(self.currency, ON_AXIS))
        chart.set_legend({"position": "right", "font": SMALL})
        self._insert(chart, row, across, size, told)

    def _of_options(self, row: int) -> dict[str, Any]:
        """A series with a value an option, from a row of the Comparison."""
        last, names = FIRST_OPTION + len(self.rows.options) - 1, self.rows.at["chart_name"] - 1
        return {
            "name": ["Comparison", row - 1, LABEL],
            "categories": ["Comparison", names, FIRST_OPTION, names, last],
            "values": ["Comparison", row - 1, FIRST_OPTION, row - 1, last],
        }

    def _bars(self, chart: Chart, title: str, unit: str, shown: str, *, legend: bool = True) -> None:
        """Options from top to bottom as in the table, the amounts below them."""
        self._titled(chart, title)
        options = {"reverse": True, "num_font": SMALL, "label_position": "low", "line": {"color": DARK}}
        chart.set_y_axis({**options, "crossing": "max", "major_gridlines": {"visible": False}})
        chart.set_x_axis(self._value_axis(unit, shown))
        chart.set_legend({"position": "right", "font": SMALL} if legend else {"none": True})

    def _titled(self, chart: Chart, title: str) -> None:
        chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11, "bold": True, "color": DARK}})

    def _value_axis(self, name: str, shown: str) -> dict[str, Any]:
        lines = {"visible": True, "line": {"color": GRID, "width": 0.75}}
        fonts = {"name_font": SMALL, "num_font": SMALL}
        return {"name": name, "num_format": shown, "major_gridlines": lines, "line": {"none": True}, **fonts}

    def _insert(self, chart: Chart, row: int, across: int, size: tuple[int, int], told: str) -> None:
        chart.set_size({"width": size[0], "height": size[1]})
        chart.set_chartarea({"border": {"color": GRID}})
        chart.show_blanks_as("gap")
        place = {"x_offset": LEFT + across, "object_position": 2, "description": told}
        self.summary.insert_chart(row - 1, 0, chart, place)
