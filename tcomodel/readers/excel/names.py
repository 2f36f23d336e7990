"""The names by which other tools find what stands in a workbook, and by which it comes back.

    in_programme.voice.volume    an input      out_manila.tco    a result of an option

Keys hold no point, so no two inputs or results have one name.
"""

from tcomodel.model import Input, OptionModel

SCHEMA = 3  # of names and of the sheet Scenario; raised when one changes its meaning or goes


def name_of(one: Input) -> str:
    """The defined name of an input."""
    return "in_" + one.key


def name_of_figure(option: OptionModel, figure: str) -> str:
    """The defined name of a result of an option."""
    return f"out_{option.key}.{figure}"
