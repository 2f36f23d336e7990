"""The break-even price: by how much a vendor's prices may change until its option costs as much as another.

    vendor saves 1.2 m at today's prices; at prices 7.4 % higher it saves nothing: break-even +7.4 %

It is found by evaluating the model with many price changes at once and looking closer where the difference changes its
sign, or may do so unseen (``sign_changes.changes``). Minima, caps and gain shares bend the way: there may be no such
price, more than one, or one at which the difference jumps over nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.results import HALF_A_CENT, Comparison, OptionResult
from tcomodel.sign_changes.changes import JUMP
from tcomodel.sign_changes.changes import changes as sign_changes
from tcomodel.sign_changes.search import Samples

MOST = 2.0  # three times the price; nobody asks beyond
STEPS = 120  # of the first look, so that prices are at most 2.5 % apart
CLOSE = 1e-9  # of that range: a jump is found
FLAT = "its price moves nothing"


@dataclass(frozen=True)
class BreakEven:
    """At which change of its prices an option has the net present value of another.

    ``changes`` are shares of today's prices (0.074: prices 7.4 % higher), lowest first; empty where there is none,
    and ``reason`` says why. ``jumps`` are changes at which the difference leaps from one side to the other without
    being nothing in between.
    """

    option: str
    against: str
    changes: tuple[float, ...]
    jumps: tuple[float, ...] = ()
    reason: str = ""

    @property
    def change(self) -> float | None:
        """The one change at which both cost the same, None where there is none or more than one."""
        return self.changes[0] if len(self.changes) == 1 and not self.jumps else None


def break_even_price(comparison: Comparison, option: str, against: str | None = None) -> BreakEven:
    """The break-even price of a vendor against another option, the baseline unless it is named."""
    if against is None:
        if comparison.baseline is None:
            return BreakEven(option, "", (), reason="there is no baseline to break even with")
        against = comparison.baseline.key
    if against == option:
        return BreakEven(option, against, (), reason="it is the option it would be compared with")
    price = next(
        (one for one in comparison.model.inputs if one.name == "price_change" and one.scope.path == (option,)), None
    )
    if price is None:
        return BreakEven(option, against, (), reason="it has no price of a vendor")
    npv = {one.key: one.figures["npv"] for one in comparison.model.options}

    def at(changes: np.ndarray) -> np.ndarray:
        """How much more the option costs at each price change, shape ``(changes,)``."""
        rows = [npv[option], npv[against]]
        found = evaluate_rows(comparison.model, rows, {price: changes[:, None]}, values=comparison.values)
        return np.asarray(found[rows[0]] - found[rows[1]])

    least, most = price.given.limits
    changes = np.unique(np.append(np.linspace(least, min(MOST, most), STEPS + 1), [0.0, float(price.value)]))
    found = at(changes)
    if np.ptp(found) < HALF_A_CENT:
        return BreakEven(option, against, (), reason=FLAT)
    exact, jumps = crossings(at, changes, found)
    if not exact and not jumps:
        told = "dearer" if np.min(found) > 0 else "cheaper"
        between = f"{least * 100:+.4g} % and {most * 100:+.4g} %"
        return BreakEven(option, against, (), reason=f"it stays {told} at every price change between {between}")
    return BreakEven(option, against, exact, jumps, _told(len(exact), len(jumps)))


def break_even_prices(comparison: Comparison) -> list[BreakEven]:
    """Of each vendor that takes part: against the baseline, and against the cheapest of the others."""
    found = []
    for option in comparison.compared:
        if option.model.model == "in_house":
            continue
        against = [comparison.baseline.key] if comparison.baseline else []
        rival = _rival(comparison.ranking, option)
        against += [rival] if rival is not None else []
        found += [break_even_price(comparison, option.key, one) for one in dict.fromkeys(against) if one != option.key]
    return found


def crossings(
    at: Callable[[np.ndarray], np.ndarray], changes: np.ndarray, found: np.ndarray
) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where a difference is nothing, and where it jumps over nothing; ``found`` is ``at(changes)``, lowest first."""
    samples = Samples(lambda where: _beside_nothing(at(where)), changes, _beside_nothing(found))
    exact = {float(change) for change in changes[found == 0]}
    jumps = []
    for one in sign_changes(samples, [(0, 1)], size=HALF_A_CENT, close=CLOSE):
        if one.kind == JUMP:
            jumps.append(one.low)
        else:
            exact |= {float(one.low), float(one.high)}
    return tuple(sorted(exact)), tuple(sorted(jumps))


def _beside_nothing(difference: np.ndarray) -> np.ndarray:
    return np.stack([difference, np.zeros(difference.size)])


def _rival(ranking: Sequence[OptionResult], option: OptionResult) -> str | None:
    """The cheapest of the others."""
    return next((other.key for other in ranking if other.key != option.key), None)


def _told(exact: int, jumps: int) -> str:
    if exact + jumps > 1:
        return f"there are {exact + jumps} such price changes, because clauses bend the way the price takes"
    return "the difference jumps over nothing here" if jumps else ""
