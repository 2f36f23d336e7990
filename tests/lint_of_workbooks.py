"""The modelling rules of the linter on one of our workbooks: which sheets are inputs, which have a column a month."""

import sys
from pathlib import Path

from tcomodel import Comparison

TOOLS = Path(__file__).parent / "tools"
sys.path.insert(0, str(TOOLS))
from xl_lint import lint  # noqa: E402

from tcomodel.readers.excel.layout import INPUT_SHEETS  # noqa: E402


def breaches(path: Path, comparison: Comparison) -> dict[str, list[str]]:
    """By rule: the first places that break it."""
    timeline = ["Programme", "Indices"]
    for number in range(1, len(comparison.options) + 1):
        timeline += [f"Option{number}", f"Years{number}"]
    found = lint(str(path), list(INPUT_SHEETS), timeline, "F", "E")
    return {rule: places[:3] for rule, places in found.items() if places}
