"""The comparison without the estimate in it: what the options cost that somebody pays.

    with customers lost       AI first 13.8 m, per ticket 13.9 m: AI first costs least
    without customers lost    AI first 12.4 m, per ticket 12.1 m: per ticket costs least

Customers lost are a margin that nobody pays and nobody can look up. An answer that rests on them must say so.
"""

from tcomodel import categories
from tcomodel.results import Comparison
from tcomodel.sensitivity.variants import read_under

WORTH = "customer_value"  # what the estimate is counted in; at nothing, nothing is lost


def customers_lost(comparison: Comparison) -> dict[str, float]:
    """What the total of each option holds for customers lost, by option, in money; only those that hold some."""
    found = {one.key: one.category_totals.get(categories.POOR_SERVICE, 0.0) for one in comparison.options}
    return {key: lost for key, lost in found.items() if round(lost) != 0}


def without_customers_lost(comparison: Comparison) -> Comparison | None:
    """The same comparison with a customer worth nothing; None where no customer is lost."""
    if not customers_lost(comparison):
        return None
    variant = {one: 0.0 * one.value for one in comparison.model.inputs if one.name == WORTH}
    (without,) = read_under(comparison.model, [variant], lambda under: under)
    return without if isinstance(without, Comparison) else None
