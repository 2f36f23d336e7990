"""The first screen: the answer, then the charts and the table behind it."""

from dashboard.compare.all_figures import table
from dashboard.compare.page import show

__all__ = ["show", "table"]
