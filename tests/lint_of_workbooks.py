"""The modelling rules of the linter on one of our workbooks: which sheets are inputs, which have a column a month."""

import sys
from pathlib import Path

from tcomodel import Comparison

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from xl_lint import lint  # noqa: E402

from tcomodel.readers.excel.layout import INPUT_SHEETS  # noqa: E402

NO_PLAIN_WORDING = {"EXP", "NORMSDIST", "NORMDIST"}  # rounding of calls and spreads of levels cannot be said plainer


def breaches(path: Path, comparison: Comparison) -> dict[str, list[str]]:
    """By rule: the first places that break it."""
    timeline = ["Programme", "Indices"]
    for number in range(1, len(comparison.options) + 1):
        timeline += [f"Option{number}", f"Years{number}"]
    found = lint(str(path), list(INPUT_SHEETS), timeline, "F", "E")
    plain = "only plain functions"
    found[plain] = [place for place in found[plain] if place.rpartition(" ")[2] not in NO_PLAIN_WORDING]
    return {rule: places[:3] for rule, places in found.items() if places}
