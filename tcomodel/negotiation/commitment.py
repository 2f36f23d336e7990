"""The commitment to give: what an option costs over the level that is committed to, under uncertainty.

    core seats at 2,240, overflow that costs 3,100 for the work of a seat: a seat too few costs 860, one too many 2,240
    give as many as the work needs in 28 % of all futures (1 - 2,240 / 3,100), whatever it needs on average

Too much is paid for and not used, too little is bought at the dearer price. Between the two the cost is flat, so it
is said how far the level may be moved before it costs half a per cent more. A minimum fee with no better price for it
can only cost: its best level is the highest that never binds. A core too small to keep every queue open is no choice,
however cheap it looks: no level is best that serves all of the work less often than the present one (where that never
does, than any other).
"""

import math
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.entry_at import put_at
from tcomodel.model import Input, Model
from tcomodel.negotiation.committed_levels import Levels, Looked
from tcomodel.negotiation.other_terms import in_same_world, only, with_other_terms
from tcomodel.negotiation.trying import Trying
from tcomodel.problems import ProblemsFound, nearest, problem
from tcomodel.results import Comparison, vendor_called
from tcomodel.sensitivity.break_even import crossings
from tcomodel.serving import serves, serving_rows
from tcomodel.simulation.percentiles import P90, percentile

COMMITMENTS = ("core_seats", "minimum_units", "minimum_fee", "period_minimum")  # what is paid for whether used or not
PAID_ANYWAY = ("contracted_seats", "monthly_fee", "platform_fee", "licensed_seats")  # fixed too, but not moved here
MOST_CUT = 0.5  # of the prices, in return for a commitment
CUTS = 5  # that are looked at first
NEAR = 0.005  # of the cost: as good as the best


@dataclass(frozen=True)
class CommitmentToGive:
    """An option's cost over the committed level; arrays have one number a level, lowest first.

    ``name`` is the input and ``inputs`` its places (channels); a list by month is scaled as a whole and ``levels``
    hold its largest month, several channels their sum. ``mean`` and ``p90`` are of the NPV over the draws. ``flat``
    is from where to where the mean is within ``NEAR`` of the best. ``present`` is None where the contract commits to
    nothing: then the levels are of a minimum fee that a vendor might ask for. ``tried`` is the present level, or that
    of such a fee, and ``price_cut`` the share by which all prices must fall for it to cost nothing on average (None
    where it saves, or no cut does).
    ``at_edge`` tells that the best level is at the upper edge of what was looked at. ``served`` is the share of draws
    in which all of the work is served at each level, and ``open`` whether that is often enough for it to be a choice.
    ``paid_anyway`` names what else of the contract is paid whether it is used or not.
    """

    option: str
    name: str
    inputs: tuple[Input, ...]
    unit: str
    present: float | None
    levels: np.ndarray
    mean: np.ndarray
    p90: np.ndarray
    best: float
    flat: tuple[float, float]
    at_edge: bool
    draws: int
    drawn: bool
    tried: float = 0.0
    price_cut: float | None = None
    served: np.ndarray = field(default_factory=lambda: np.ones(0))
    open: np.ndarray = field(default_factory=lambda: np.ones(0, dtype=bool))
    paid_anyway: tuple[str, ...] = ()

    @property
    def least(self) -> float:
        """The mean cost at the best level."""
        return float(self.mean[np.flatnonzero(self.levels == self.best)[0]])

    @property
    def none_is_open(self) -> bool:
        """Whether no commitment at all is a choice: the work is served without one."""
        return bool(self.open[0])

    def mean_at(self, level: float) -> float:
        """The mean cost at a level, between two that were looked at on a straight line."""
        return float(np.interp(level, self.levels, self.mean))

    @property
    def too_few(self) -> float:
        """The highest level below all those that are a choice; less than nothing where all are."""
        first = int(np.flatnonzero(self.open)[0])
        return float(self.levels[first - 1]) if first else -1.0

    @property
    def saves_against_none(self) -> float:
        """What the best level costs less than no commitment, on average."""
        return float(self.mean[0]) - self.least

    @property
    def saves_against_present(self) -> float:
        """What the best level costs less than the present one, on average."""
        return 0.0 if self.present is None else self.mean_at(self.present) - self.least


def commitments_to_give(
    comparison: Comparison,
    option: str,
    replaced: Mapping[Input, np.ndarray] | None = None,
    name: str = "",
    progress: Callable[[float], None] | None = None,
) -> list[CommitmentToGive]:
    """The cost over each commitment of an option, or over the one that is named.

    ``replaced`` holds the draws of one world; without it the base case is the only one. Where the contract commits to
    nothing, a minimum fee is tried. Raises ProblemsFound for an option without a vendor and for an unknown name.
    """
    model, replaced = comparison.model, replaced or {}
    vendor_called(comparison, option)
    groups = _stated(model, option)
    if name and name not in (groups or {"minimum_fee": ()}):
        known = ", ".join(groups) or "none"
        raise problem(name, f"is no commitment of {option}{nearest(name, list(groups))} (it has: {known})")
    stated = bool(groups)
    if not groups:
        model = _with_a_minimum(model, option)
        groups = _stated(model, option)
    chosen = {one: inputs for one, inputs in groups.items() if not name or one == name}
    return [_of(model, option, one, inputs, replaced, stated, progress) for one, inputs in chosen.items()]


def _stated(model: Model, option: str) -> dict[str, tuple[Input, ...]]:
    """The commitments of an option by name, in use and more than nothing."""
    found: dict[str, list[Input]] = {}
    for one in model.inputs:
        if one.name in COMMITMENTS and one.scope.path[0] == option and np.any(np.asarray(one.value) > 0):
            found.setdefault(one.name, []).append(one)
    return {name: tuple(found[name]) for name in COMMITMENTS if name in found}


def _with_a_minimum(model: Model, option: str) -> Model:
    """The model with a minimum fee as large as what is billed in the average month."""
    names = ("billed_fee", "converted_fee")  # the first only where another clause asks for it
    row = next((row for name in names for row in model.option(option).all_of(name)), None)
    if row is None:
        raise problem(option, "nothing is billed here that a minimum could be held against")
    billed = float(np.mean(evaluate_rows(model, [row], {})[row]))
    data = deepcopy(only(model, model.scenario.data, option))
    place = ("options", option, "contract", "commitment", "minimum_fee")
    step = 10.0 ** max(0, math.floor(math.log10(max(billed, 1.0))) - 2)  # three figures, and no more than is billed
    put_at(data, place, max(1.0, math.floor(billed / step) * step))
    try:
        return with_other_terms(model, data)
    except ProblemsFound as found:
        raise problem(option, f"commits to nothing, and a minimum fee cannot be tried: {found.problems[0]}") from None


# -- the cost over the level -------------------------------------------------------------------------


def _of(
    model: Model,
    option: str,
    name: str,
    inputs: tuple[Input, ...],
    replaced: Mapping[Input, np.ndarray],
    stated: bool,
    progress: Callable[[float], None] | None,
) -> CommitmentToGive:
    drawn = {one: values for one, values in in_same_world(model, replaced).items() if one not in inputs}
    draws = max((len(values) for values in drawn.values()), default=1)
    row = model.option(option).figures["npv"]
    full = float(sum(np.max(one.value) for one in inputs))
    rows = serving_rows(model.option(option))
    trying = Trying(model, [row, *rows], inputs, drawn)

    def cost(level: float) -> Looked:
        moved = {one: np.tile(np.atleast_1d(one.value) * (level / full), (draws, 1)) for one in inputs}
        values = trying.at(moved)
        npv = np.broadcast_to(np.reshape(values[row], -1), (draws,))
        served = float(np.mean(serves(model.option(option), values, drawn | moved, draws))) if rows else 1.0
        return float(np.mean(npv)), percentile(npv, P90), served

    found = Levels(cost, full, progress)
    levels, mean, best, choices = found.levels, found.mean, found.best, found.open
    return CommitmentToGive(
        option=option,
        name=name,
        inputs=inputs,
        unit=inputs[0].unit,
        present=full if stated else None,
        levels=levels,
        mean=mean,
        p90=found.p90,
        best=best,
        flat=_flat(levels, np.where(choices, mean, np.inf), best),
        at_edge=found.at_edge,
        draws=draws,
        drawn=bool(drawn),
        tried=full,
        price_cut=_price_cut(model, option, drawn, draws, found.known[0.0][0], found.known[full][0])
        if choices[0]
        else None,
        served=found.served,
        open=choices,
        paid_anyway=_paid_anyway(model, option),
    )


def _price_cut(
    model: Model,
    option: str,
    drawn: dict[Input, np.ndarray],
    draws: int,
    without: float,
    now: float,
) -> float | None:
    """The least fall of all prices with which the mean cost with the commitment is what it is without any."""
    if now - without < 1:
        return None
    row, price = model.option(option).figures["npv"], model.option(option).scope.inputs["price_change"]
    today = float(price.value)
    trying = Trying(model, [row], [price], {one: values for one, values in drawn.items() if one is not price})

    def more(cuts: np.ndarray) -> np.ndarray:
        """What the commitment costs on average beyond none, at each cut."""
        moved = ({price: np.full((draws, 1), (1 + today) * (1 - cut) - 1)} for cut in cuts.tolist())
        means = [float(np.mean(trying.at(one)[row])) for one in moved]
        return np.array(means) - without

    cuts = np.linspace(0.0, MOST_CUT, CUTS + 1)
    exact, jumps = crossings(more, cuts, more(cuts))
    return min((*exact, *jumps), default=None)


def _paid_anyway(model: Model, option: str) -> tuple[str, ...]:
    """What the contract makes the client pay whether it is used or not, beside the commitments that are moved."""
    own = [one for one in model.inputs if one.scope.path[0] == option and one.name in PAID_ANYWAY]
    return tuple(dict.fromkeys(one.label for one in own if np.any(np.asarray(one.value) > 0)))


def _flat(levels: np.ndarray, mean: np.ndarray, best: float) -> tuple[float, float]:
    """From where to where the mean is near the best, on straight lines between the levels, without a gap."""
    limit = float(np.min(mean)) + NEAR * abs(float(np.min(mean)))
    here = int(np.flatnonzero(levels == best)[0])
    low = high = here
    while low > 0 and mean[low - 1] <= limit:
        low -= 1
    while high < len(levels) - 1 and mean[high + 1] <= limit:
        high += 1

    def edge(inside: int, outside: int) -> float:
        if not 0 <= outside < len(levels):
            return float(levels[inside])
        if np.isinf(mean[outside]):
            return float(levels[inside])
        part = (limit - mean[inside]) / (mean[outside] - mean[inside])
        return float(levels[inside] + part * (levels[outside] - levels[inside]))

    return edge(low, low - 1), edge(high, high + 1)
