"""From what guides compare to what an option saves: the bridge whose steps the model works out.

    the price of an hour against pay and on-costs of an hour     48 %    what guides compare
    all else an hour of the own team costs                      +19
    the vendor's own pace: longer contacts, fewer resolved       -8
    transition, governance, ...                                  -9
    this option's saving over the term                           50 %

The steps are the model's own: the same scenario with parts of it taken out, assembled again and worked out, each time
with one part more, until it is the scenario itself. So they add up to the saving, whatever the contract says. Their
order is part of the answer; another order would share the same sum out differently.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tcomodel import categories
from tcomodel.evaluation import evaluate
from tcomodel.model import OptionModel
from tcomodel.negotiation.other_terms import only, with_other_terms, without
from tcomodel.problems import ProblemsFound, problem
from tcomodel.results import Comparison, OptionResult, vendor_called

WAGE, ON_COSTS, HOUR, PACE, UNRESOLVED = "wage", "labour", "hour", "pace", "unresolved"
PRICES, MINIMUM, LEVELS, CHARGES = "prices", "minimum", "levels", "running"
MOVING, STEERING, LOST, WORTH = "moving", "total_paid", "total", "today"


@dataclass(frozen=True)
class Stage:
    """A saving that counts a little more than the one before: ``saving`` so far, ``step`` what this part changes.

    ``parts`` are the parts that came in with it; more than one where the contract could not stand between them.
    """

    parts: tuple[str, ...]
    saving: float
    step: float


@dataclass(frozen=True)
class Bridge:
    """From what claims compare to an option's saving. The first stage is the start, the last today's money.

    ``by_hours`` tells whether the price of an hour is known; else the price of the work stands against the pay for
    the same work. ``price`` and ``wage`` are of an hour where it is. ``machine`` tells that what is priced are a
    machine's outcomes: its bill is for what it resolves, and no claim about hours or seats can be held against it.
    ``unserved`` tells that the option leaves work unserved, so that its saving is not one of the same service.
    """

    option: str
    label: str
    baseline: str
    stages: tuple[Stage, ...]
    by_hours: bool
    price: float | None = None
    wage: float | None = None
    reason: str = ""
    machine: bool = False
    unserved: bool = False
    currency: str = ""

    @property
    def saving(self) -> float:
        """The saving as a share of what the baseline costs over the term, undiscounted."""
        return self.stages[-2].saving

    def at(self, part: str) -> float | None:
        """The saving once a part is counted; None where the bridge begins after it."""
        return next((stage.saving for stage in self.stages if part in stage.parts), None)


def bridges(comparison: Comparison) -> list[Bridge]:
    """The bridge of every vendor that takes part."""
    return [bridge(comparison, one.key) for one in comparison.compared if one.model.model != "in_house"]


def bridge(comparison: Comparison, option: str) -> Bridge:
    """From the price of an hour against the wage of an hour to the saving of an option.

    Raises ProblemsFound where there is no such vendor, or no in-house baseline to save against.
    """
    vendor = vendor_called(comparison, option)
    baseline = comparison.baseline
    if baseline is None or baseline.model.model != "in_house":
        raise problem(option, "a saving needs an in-house option to save against; name one as baseline")
    if baseline.total <= 0:
        raise problem(option, f"{baseline.label} costs nothing here, so no share of it can be saved")
    found = _Bridge(comparison, vendor, baseline)
    stages = found.stages()
    return Bridge(
        option=option,
        label=found.option.label,
        baseline=baseline.label,
        stages=tuple(stages),
        by_hours=found.hours_known,
        price=found.price,
        wage=found.wage,
        reason=found.reason,
        machine=found.machine,
        unserved=option in comparison.unserved,
        currency=comparison.currency,
    )


# -- the stages --------------------------------------------------------------------------------------

# What comes in after the bare comparison, in this order: the sections of the vendor's option, and others.
LATER: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (PRICES, ("contract.indexation", "contract.currency", "contract.benchmarking"), ("inflation",)),
    (MINIMUM, ("contract.commitment",), ()),
    (LEVELS, ("contract.service_levels", "contract.gain_share"), ()),
    (CHARGES, ("contract.pass_through", "contract.training", "contract.tax", "contract.payment",
               "contract.termination"), ()),
    (MOVING, ("transition", "old_team"), ()),
    (STEERING, ("contract.governance",), ()),
    (LOST, (), ("poor_service",)),
)  # fmt: skip


@dataclass
class _Bridge:
    comparison: Comparison
    option: OptionResult
    baseline: OptionResult
    hours_known: bool = False
    price: float | None = None
    wage: float | None = None
    reason: str = ""
    _found: list[Stage] = field(default_factory=list)

    @property
    def machine(self) -> bool:
        return self.option.model.model == "outcome"

    def stages(self) -> list[Stage]:
        """All stages, the last two exactly the saving of the comparison and of its net present values."""
        own, base = self.option, self.baseline
        waiting: list[str] = []
        for count in range(len(LATER)):
            waiting += [LATER[count - 1][0]] if count else []
            variant = self._variant(count)
            if variant is None:
                if not count:
                    waiting += [WAGE, ON_COSTS, HOUR, PACE, UNRESOLVED]
                continue
            if not count:
                self._bare(variant)
            else:
                self._add(waiting, _saving(variant, own.key, base.key))
            waiting = []
        self._add([*waiting, LATER[-1][0]], own.figure("saving_share") or 0.0)
        self._add([WORTH], _share(own.figure("npv"), base.figure("npv")))
        return self._found

    def _add(self, parts: Sequence[str], saving: float) -> None:
        before = self._found[-1].saving if self._found else 0.0
        self._found.append(Stage(tuple(parts), saving, saving - before))

    def _variant(self, count: int) -> Comparison | None:
        """The two options with the first so many of the later parts; None where that cannot stand."""
        model, own, base = self.comparison.model, self.option.key, self.baseline.key
        places: list[tuple[str, ...]] = []
        for _, sections, shared in LATER[count:]:
            places += [("options", own, *section.split(".")) for section in sections]
            places += [place for name in shared for place in ((name,), *(("options", k, name) for k in (own, base)))]
        data = without(model.scenario.data, places)
        try:
            other = with_other_terms(model, only(model, data, own))
            return Comparison(other, evaluate(other))
        except ProblemsFound as found:
            self.reason = self.reason or str(found.problems[0].message)
            return None

    def _bare(self, bare: Comparison) -> None:
        """Price against price: an hour, what an hour really costs, the hours the work really takes."""
        own, base = bare.option(self.option.key), bare.option(self.baseline.key)
        pay = base.category_totals.get(categories.AGENTS, 0.0)
        on_costs = base.category_totals.get(categories.ON_COSTS, 0.0)
        fee = own.category_totals.get(categories.FEES, 0.0)
        hours, own_hours = (_paid_hours(one.model, bare) for one in (base, own))
        self.hours_known = bool(hours and own_hours and pay and not self.machine)
        at_own_pace = fee  # what the vendor would be paid at the pace of the in-house team
        if self.hours_known:
            assert hours is not None
            assert own_hours is not None
            self.price, self.wage = fee / own_hours, pay / hours
            at_own_pace = fee * hours / own_hours
        if pay:
            self._add([WAGE], _share(at_own_pace, pay))
            self._add([ON_COSTS], _share(at_own_pace, pay + on_costs))
        self._add([HOUR], _share(at_own_pace, base.total))
        if self.hours_known:
            self._add([PACE], _share(fee, base.total))
        self._add([UNRESOLVED], _share(own.total, base.total))


def _share(cost: float | None, of: float | None) -> float:
    """What is saved, as a share."""
    return 1 - (cost or 0.0) / of if of else 0.0


def _saving(comparison: Comparison, option: str, baseline: str) -> float:
    return _share(comparison.option(option).total, comparison.option(baseline).total)


def _paid_hours(option: OptionModel, comparison: Comparison) -> float | None:
    """Hours of agents that are paid over the term; None where the price does not depend on people."""
    if option.scope.stated("contracted_seats"):
        return _hours_of_fixed_seats(option, comparison)
    found = 0.0
    for channel in option.scope.channels:
        agents = next((row for row in option.all_of("agents") if row.scope is channel), None)
        hours = channel.value("paid_hours")
        if agents is None or hours is None:
            return None
        found += float(np.sum(np.asarray(comparison.values[agents]) * np.asarray(hours)))
    return found or None


def _hours_of_fixed_seats(option: OptionModel, comparison: Comparison) -> float | None:
    """Hours of the people whose seats a contract fixes; None where channels are paid for different hours."""
    scope = option.scope
    hours = {float(np.mean(value)) for channel in scope.channels if (value := channel.value("paid_hours")) is not None}
    if len(hours) != 1:
        return None
    people = np.asarray(scope.value("contracted_seats"), float) * np.asarray(scope.value("agents_per_seat"), float)
    return float(np.sum(np.broadcast_to(people, comparison.contract_years.shape)) * hours.pop()) or None
