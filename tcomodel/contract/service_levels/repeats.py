"""Repeats: a level that is missed month after month costs more each time.

    Half as much again for each further miss in a row, three times at most: 1, 1.5, 2, 2.5, 3, 3 times the credit

A month that does not count (grace period, relief) neither adds to the row nor ends it.
"""

from tcomodel.lines import OwnBefore, line
from tcomodel.words import at_least, at_most


@line("1", per="kpi", given="repeat_step")
def misses_in_a_row(levels_in_force, missed, before: OwnBefore):
    """Months in a row the level has been missed; a met one starts anew, one that does not count is passed over."""
    return before * (1 - levels_in_force * (1 - missed)) + levels_in_force * missed


@line("1", per="kpi", given="repeat_step")
def repeat_factor(misses_in_a_row, repeat_step, repeat_most):
    """How many times its credit a miss costs, because of the misses before it."""
    return at_most(1 + repeat_step * at_least(misses_in_a_row - 1, 0), repeat_most)
