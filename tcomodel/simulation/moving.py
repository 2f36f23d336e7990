"""Which uncertain inputs move a cost at all: only these are what the uncertainty of the cost comes from.

seat rate, volume, handle time              move what the options cost, or whether they serve their work
what the vendor itself pays its agents      moves the margin of the should-cost, and nothing that is paid
the price of an option that is left out     moves nothing that is compared
"""

from collections.abc import Sequence

from tcomodel.dependence import needed_for
from tcomodel.model import Placed
from tcomodel.results import Comparison, OptionResult
from tcomodel.serving import serving_rows
from tcomodel.simulation.results import MEASURES
from tcomodel.uncertainty import Driver


def cost_drivers(comparison: Comparison, drivers: Sequence[Driver]) -> tuple[tuple[Driver, ...], tuple[Driver, ...]]:
    """The drivers that some option that takes part, or the baseline, depends on; and those that move no such cost.

    What counts is whether a figure is worked out from an input, not how far it moves it.
    """
    options = options_asked(comparison)
    rows = [row for option in options for row in (*figures(option).values(), *serving_rows(option.model))]
    needed = needed_for(comparison.model, rows)
    needed.update(id(stated) for option in options for stated, _ in option.model.stated_teams)
    moving = tuple(one for one in drivers if any(id(each) in needed for each in one.inputs))
    return moving, tuple(one for one in drivers if one not in moving)


def options_asked(comparison: Comparison) -> list[OptionResult]:
    """The options that take part, and the baseline where it does not."""
    base, asked = comparison.baseline, list(comparison.compared)
    if base is not None and base.key not in [option.key for option in asked]:
        asked.append(base)
    return asked


def figures(option: OptionResult) -> dict[str, Placed]:
    """The rows of an option's measures, by name."""
    return {name: option.model.figures[name] for name in MEASURES if name in option.model.figures}
