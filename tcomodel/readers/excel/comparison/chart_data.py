"""What the charts of the Summary follow: only options that take part count, the others are named as left out.

Name in charts           Manila, per seat   left out: Own team
Service fees                   11,500,000                    -
Cost per contact                     4.05                    -
"""

from collections.abc import Sequence
from typing import Any

from tcomodel import categories
from tcomodel.readers.excel.comparison.rows import OPTION_WIDTH, OptionRows, names_height
from tcomodel.readers.excel.look.number_formats import AMOUNT
from tcomodel.results import OptionResult

SHORT = 40  # letters
UNIT_COSTS = ("cost_per_resolved_contact", "cost_per_contact")


def write_chart_data(rows: OptionRows) -> None:
    """The block of the Comparison that holds names, categories and unit cost as charts show them."""
    rows.band("Chart data: what is left out counts as nothing")
    takes, currency = rows.at["takes_part"], rows.book.currency

    short = short_names([option.label for option in rows.options])

    def plain_name(option: OptionResult, letters: str) -> str:
        return short[rows.comparison.place_of(option)]

    def name_left_out(option: OptionResult, letters: str) -> str:
        return f"left out: {plain_name(option, letters)}"

    def name(option: OptionResult, letters: str) -> tuple[str, Any]:
        said, left_out = (f"{letters}{rows.at[one]}" for one in ("short_name", "left_out_name"))
        takes_part = rows.of("takes_part", option)
        of = plain_name if takes_part else name_left_out
        return f"=IF({letters}{takes}=1,{said},{left_out})", of(option, letters)

    def counted(of: str) -> Any:
        def cell(option: OptionResult, letters: str) -> tuple[str, Any]:
            value = rows.of(of, option)
            amount = 0.0 if isinstance(value, str) else value
            return f"=SUM({letters}{rows.at[of]})*{letters}{takes}", amount * rows.of("takes_part", option)

        return cell

    wrapped = {"text_wrap": True, "valign": "top"}
    for row in (
        rows.add("short_name", "Name of an option that takes part", "text", plain_name, "@", **wrapped),
        rows.add("left_out_name", "Name of an option that is left out", "text", name_left_out, "@", **wrapped),
        rows.add("chart_name", "Name in charts", "text", name, "@", **wrapped),
    ):
        rows.sheet.worksheet.set_row(row - 1, names_height(rows.options, OPTION_WIDTH))
    for category in categories.ORDER:
        if category in rows.at:
            rows.add(f"chart {category}", category, currency, counted(category), AMOUNT)
    unit_cost = unit_cost_of(rows)
    if unit_cost:
        what = "resolved contact" if "resolved" in unit_cost else "contact"
        rows.add("chart unit cost", f"Cost per {what}", f"{currency} per contact", counted(unit_cost), "#,##0.00")


def unit_cost_of(rows: OptionRows) -> str:
    """The unit cost every option has, the one of resolved contacts first; none where no volume is known."""
    names = (one for one in UNIT_COSTS if all(one in option.model.figures for option in rows.options))
    return next(names, "")


def short_names(labels: Sequence[str]) -> list[str]:
    """Names a legend has room for; numbered where two of them would be the same."""
    short = [label if len(label) <= SHORT else f"{label[: SHORT - 2].rstrip()} …" for label in labels]
    if len(set(short)) == len(short):
        return short
    return [f"{number} {name}" for number, name in enumerate(short, 1)]
