"""What each clause of a vendor's contract is worth: the contract with it and without it, in the same futures.

    with the 3.5 % cap 11.72 m, without it 11.81 m          the cap saves you 0.09 m: it is worth that much to you
    with the minimum 11.72 m, without it 11.72 m            it binds in none of 4,096 futures: worth nothing

A value is the change that the clause makes to the net present value of the option's cost, in the sign of a cost:
above nothing it costs you and is worth that to the vendor, below nothing it is worth that to you. Values of single
clauses do not add up to that of all together, because clauses lean on each other (a credit is a share of a bill that
the minimum raises); the difference is said. Where a clause decides how much of the work is served (seats that the
contract fixes), its value is not money for the same service, which is said as well.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tcomodel.blockwise import evaluate_rows
from tcomodel.evaluation import evaluate
from tcomodel.model import Input, Model
from tcomodel.negotiation.contract_parts import Part, own_affairs, parts_of
from tcomodel.negotiation.other_terms import in_same_world, only, why_not, with_other_terms, without
from tcomodel.problems import ProblemsFound
from tcomodel.results import HALF_A_CENT, Comparison, vendor_called
from tcomodel.serving import serves, serving_rows
from tcomodel.simulation.estimates import estimate
from tcomodel.simulation.percentiles import P10, P90, percentile


@dataclass(frozen=True)
class Worth:
    """What a clause changes in an option's NPV, in money: below nothing it is worth that to you.

    ``base`` without draws; ``mean``, ``p10`` and ``p90`` over the draws (each percentile is a draw that was made);
    ``binds`` the share of draws in which it changes anything; ``off_by`` how far the mean may be off. ``served`` and
    ``served_without`` are the shares of draws in which all of the work is served, with the clause and without it.
    """

    base: float
    mean: float
    p10: float
    p90: float
    binds: float
    off_by: float = 0.0
    served: float = 1.0
    served_without: float = 1.0

    @property
    def to_you(self) -> bool:
        return self.mean < 0

    @property
    def either(self) -> bool:
        """Whether it cannot be told whose side it is on: it goes both ways, and the mean may be off by as much."""
        return self.binds > 0 and abs(self.mean) <= max(self.off_by, HALF_A_CENT)

    @property
    def same_service(self) -> bool:
        """Whether all of the work is served as often with it as without it."""
        return self.served == self.served_without


@dataclass(frozen=True)
class ClauseValue:
    """A clause, or a part of one, with what it is worth in the contract as it is, and by itself.

    ``worth`` is None where the contract cannot stand without it, ``alone`` where it cannot stand with it alone (only
    whole clauses are tried alone); ``reason`` and ``alone_reason`` say why.
    """

    part: Part
    worth: Worth | None
    alone: Worth | None = None
    reason: str = ""
    alone_reason: str = ""


@dataclass(frozen=True)
class ClauseValues:
    """The trade list of an option: clauses by what they are worth, each with its parts in ``parts_of_clause``.

    ``joint`` is what all clauses together are worth but those ``kept``, without which the contract cannot stand;
    ``single`` adds up the same clauses one by one. ``draws`` is 1 and ``drawn`` False where nothing is uncertain.
    """

    option: str
    draws: int
    drawn: bool
    clauses: tuple[ClauseValue, ...]
    parts_of_clause: Mapping[str, tuple[ClauseValue, ...]]
    joint: Worth | None
    single: float
    kept: tuple[Part, ...]
    joint_reason: str
    own_affairs: Mapping[str, str]

    @property
    def not_additive(self) -> float:
        """What all together are worth beyond the sum of their single values."""
        return 0.0 if self.joint is None else self.joint.mean - self.single


def clause_values(
    comparison: Comparison,
    option: str,
    replaced: Mapping[Input, np.ndarray] | None = None,
    progress: Callable[[float], None] | None = None,
) -> ClauseValues:
    """What each clause of a vendor's option is worth, largest first.

    ``replaced`` holds the draws of one world (``World.replaced``); without it the base case is the only one. Raises
    ProblemsFound for an option that is not there or has no vendor.
    """
    model, replaced = comparison.model, replaced or {}
    vendor_called(comparison, option)
    draws = max((len(values) for values in replaced.values()), default=1)
    parts = parts_of(model, option)
    wholes = [part for part in parts if part.is_whole]
    told = _Told(progress, len(parts) + len(wholes) + 2)
    contract = _Contract(model, option, replaced, draws)
    now = contract.without([])
    told.step()
    values = {part.key: told.after(_single(contract, now, part)) for part in parts}
    kept = tuple(part for part in wholes if values[part.key].worth is None)
    out = [part for part in wholes if part not in kept]
    joint, why = None, ""
    try:
        bare = contract.without(out)
        joint = _difference(now, bare)
        values |= {part.key: told.after(_alone(contract, bare, values[part.key], out)) for part in out}
    except ProblemsFound as found:
        why = why_not(found)
    told.step()
    return ClauseValues(
        option=option,
        draws=draws,
        drawn=bool(replaced),
        clauses=tuple(sorted((values[part.key] for part in wholes), key=_by_size)),
        parts_of_clause={
            whole.key: tuple(sorted((values[one.key] for one in parts if one.within == whole.key), key=_by_size))
            for whole in wholes
        },
        joint=joint,
        single=sum(worth.mean for part in out if (worth := values[part.key].worth) is not None),
        kept=kept,
        joint_reason=why,
        own_affairs=own_affairs(model, option),
    )


def worth_of(difference: np.ndarray, base: float) -> Worth:
    """The figures of a change over the draws, shape ``(draws,)``; less than half a cent is nothing."""
    settled = np.where(np.abs(difference) < HALF_A_CENT, 0.0, difference)
    binds = float(np.mean(settled != 0))
    mean = estimate(np.mean, settled)
    base = base if abs(base) >= HALF_A_CENT else 0.0
    return Worth(base, mean.value, percentile(settled, P10), percentile(settled, P90), binds, mean.off_by)


# -- the contract with and without ---------------------------------------------------------------------

Npv = tuple[np.ndarray, float, float]  # in each draw, and in the base case; in which share all work is served


class _Contract:
    """An option's NPV under what is left of its contract."""

    def __init__(self, model: Model, option: str, replaced: Mapping[Input, np.ndarray], draws: int) -> None:
        self.model, self.option, self.replaced, self.draws = model, option, replaced, draws

    def without(self, parts: Sequence[Part]) -> Npv:
        """Raises ProblemsFound where nothing that can stand is left."""
        model = self.model
        if parts:
            places = [place for part in parts for place in part.places]
            model = with_other_terms(model, only(model, without(model.scenario.data, places), self.option))
        values, option = evaluate(model), model.option(self.option)
        npv, rows = option.figures["npv"], serving_rows(option)
        base = float(values[npv])
        if not self.replaced:
            served = serves(option, {row: np.asarray(values[row]) for row in rows}, {}, 1)
            return np.array([base]), base, float(served[0])
        drawn = in_same_world(model, self.replaced)
        found = evaluate_rows(model, [npv, *rows], drawn, values=values)
        served = serves(option, found, drawn, self.draws)
        return np.broadcast_to(np.reshape(found[npv], -1), (self.draws,)), base, float(np.mean(served))


def _difference(of: Npv, against: Npv) -> Worth:
    worth = worth_of(of[0] - against[0], of[1] - against[1])
    return replace(worth, served=of[2], served_without=against[2])


def _single(contract: _Contract, now: Npv, part: Part) -> ClauseValue:
    """What the part is worth in the contract as it is."""
    try:
        return ClauseValue(part, _difference(now, contract.without([part])))
    except ProblemsFound as found:
        return ClauseValue(part, None, reason=why_not(found))


def _alone(contract: _Contract, bare: Npv, value: ClauseValue, out: Sequence[Part]) -> ClauseValue:
    """The same, with what it is worth by itself: in a contract without any other that can be left out."""
    try:
        left = contract.without([part for part in out if part is not value.part])
        return replace(value, alone=_difference(left, bare))
    except ProblemsFound as found:
        return replace(value, alone_reason=why_not(found))


class _Told:
    """How far the work is."""

    def __init__(self, progress: Callable[[float], None] | None, steps: int) -> None:
        self.progress, self.steps, self.done = progress, steps, 0

    def step(self) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(min(1.0, self.done / self.steps))

    def after(self, value: ClauseValue) -> ClauseValue:
        """The value itself, once it is told."""
        self.step()
        return value


def _by_size(value: ClauseValue) -> tuple[bool, float]:
    return value.worth is None, -abs(value.worth.mean) if value.worth is not None else 0.0
